"""Reading of shares that stand in brackets, alone, or before what they are of: 435 (89.7%), or 89.7%, 半数以上的申请予以公开."""

from __future__ import annotations

from generator.check.report.prose_reading.english_segments import of_and_rest
from generator.check.report.prose_reading.judge import ASKED, IN_TIME, Judge, is_next
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.ratios import as_share
from generator.check.report.prose_reading.reading import TRANSPARENT, Reading, State
from generator.check.report.prose_reading.segments import names_something
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.vocabulary import Token
from generator.check.report.prose_reading.wholes_of_figures import wholes_by_form
from generator.late import late

_COUNTED = frozenset(("件", "宗", "起", "份"))
_TOTAL = late(r" of (?:the |our |its )?(?:overall |grand |annual )?(?:total|number|whole)(?! of (?!requests|applications))\b")
_DIGITS = late(r"\d")


def bracketed(judge: Judge, sentence: Sentence, token: Token, tokens: list[Token], state: State) -> Reading | None:
    """The reading of a share alone in brackets, of the number before: 435 requests (83.7%) were answered in time."""
    last = max((at for at in state.meant if at < token.start), default=-1)
    part = state.last if sentence.chinese else state.meant.get(last)
    before = next((known for known in reversed(tokens) if known.number and known.end <= token.start), None)
    behind = before is not None and before.number is not None and before.number.unit == "%" and not state.foreign
    if behind and token.number and token.number.unit == "" and state.shared:  # more than a third of answers (182) withheld some
        return judge.judge(sentence, token.number, state.shared, [], state, token.start, token.end, previous=False)
    if token.number is None or token.number.unit != "%" or part is None or state.foreign:
        return None
    if not sentence.chinese and (before is None or before.start != last):
        return None
    uncertain = Reading(sentence, token.start, token.end, "uncertain", number=token.number)
    return as_share(uncertain, part, judge.meanings, judge.filed)


def apposed(
    judge: Judge, sentence: Sentence, number: Quantity, left: list[Token], right: list[Token], tokens: list[Token], state: State
) -> Reading | None:
    """The reading of an English share that stands alone behind what it is of: 435 in time, or 89.7%; None for any other."""
    bare = all(token.kind == "skip" or token.text.strip() == "or" for token in left) and not right
    if not bare or number.unit != "%" or state.last is None or state.foreign:
        return None
    between = any(token.number and state.last_at < token.start < number.start for token in tokens)
    uncertain = Reading(sentence, number.start, number.end, "uncertain", number=number)
    return None if between else as_share(uncertain, state.last, judge.meanings, judge.filed)


def share_of_part(judge: Judge, uncertain: Reading, left: list[Token], state: State) -> Reading | None:
    """The reading of a share of what was counted just before, which the tables do not tell, in a whole that they do.

    That is named, 占全年申请总量的 44%, or is what was counted of a time within the year: 占全年的 44%. None where neither is so.
    """
    number, part, state.part = uncertain.number, state.part, None
    if part is None:
        return None
    counted, meaning = part
    at = next((at for at, token in enumerate(left) if token.kind == "share"), -1)
    known = all(token.kind in TRANSPARENT or token.kind == "share" for token in left)
    ours = any(token.kind == "own" for token in left[1:])
    if number is None or at or not known or counted.bound or counted.unit not in _COUNTED:
        return None
    if state.foreign == "body" and not ours and meaning is None:
        return None
    if ours and state.theirs and meaning is None:  # 各区县收到申请 33 件，占全市的 44%
        meaning, _ = judge.meaning(state.theirs, state, [])
    among = state.within if len(left) == 1 and meaning is None else frozenset[str]()
    if among and among <= ASKED:  # 受理的申请中，83 件涉及土地征收，占 46.6%
        meaning, _ = judge.meaning(frozenset(("申请",)), state, [])
    if len(_DIGITS.findall(uncertain.sentence.text[counted.end : number.start])) or any(t.word == "上年" for t in left):
        return None
    whole = judge.counted(left[1:], state) if any(token.word for token in left[1:]) else meaning
    values = whole.values(judge.filed, with_parts=ours or bool(among)) if whole and whole.unit in ("", "件") else None
    shares = [100 * counted.value / value for value in values or () if value >= counted.value]
    if whole is None or not shares:
        return None
    agrees = any(number.is_share(share) for share in shares)
    found = whole._replace(reference="", unit="%")
    return uncertain._replace(
        verdict="agrees" if agrees else "contradicted", meaning=found, values=tuple(round(share, 1) for share in shares)
    )


def share_behind(
    judge: Judge, sentence: Sentence, number: Quantity, left: list[Token], right: list[Token], state: State, *, inside: bool
) -> Reading | None:
    """The reading of a share behind which stands what it is one of, or what is said of that; None where neither does."""
    of, rest = of_and_rest(right)
    if sentence.chinese and any(t.word for t in left) and any(t.word for t in right) and not inside:
        of, rest = left, right  # 不予公开的申请 + 有一半以上属于过程性信息
    behind = not sentence.chinese and not of and right and right[0].text.startswith("of")
    if behind and (said := _with_rest(judge, left, right)):  # granted 39% of requests in full
        return _of_all(judge, sentence, number, said, right, state)
    if behind and names_something(left) and names_something(right):
        return _part_of(judge, sentence, number, right, left, state)  # full grants made up 36% of requests processed
    if behind and names_something(left) and _is_all(judge, right):  # requests for review were 3.3% of all requests
        return _of_all(judge, sentence, number, left, right, state)
    if of and (sentence.chinese or all(t.kind == "skip" for t in left)):
        return _part_of(judge, sentence, number, of, rest, state)
    alone = all(token.kind == "skip" or token.text.strip() == "or" for token in left)
    found = _of_total(judge, sentence, number, right, state) if behind and alone else None
    whole = behind and alone and right[0].kind == "parts" and len(right) == 2
    return found or (Reading(sentence, number.start, right[-1].end, "uncertain", number=number) if whole else None)


def _with_rest(judge: Judge, left: list[Token], right: list[Token]) -> list[Token]:
    """The tokens before a share with those behind the noun that it is one of, where both tell something; none where not."""
    at = next((at for at, token in enumerate(right) if token.kind == "skip" and judge.headings.asks(token.text)), -1)
    rest = right[at + 1 :]
    tells = any(token.word for token in rest) or judge.stems.tells(rest)
    known = at > 0 and all(token.kind == "skip" for token in right[:at]) and names_something(left) and tells
    wholes = {*judge.headings.received, *judge.meanings.wholes}
    return [*left, *rest] if known and not any(token.word in wholes for token in rest) else []


def _is_all(judge: Judge, right: list[Token]) -> bool:
    """True if behind a share stands nothing but that it is one of all that is asked for."""
    said = [token.text for token in right if token.kind != "time"]
    return all(token.kind in ("skip", "time") for token in right) and any(judge.headings.asks(text) for text in said)


def _of_all(judge: Judge, sentence: Sentence, number: Quantity, left: list[Token], right: list[Token], state: State) -> Reading:
    """The reading of a share of all requests, be it of those that came in or of those that were answered."""
    uncertain = Reading(sentence, number.start, right[-1].end, "uncertain", number=number)
    known = TRANSPARENT | {"unknown"}
    part = judge.counted(left, state) if all(token.kind in known for token in left) and not state.foreign else None
    whole = judge.meanings.find(judge.headings.received, frozenset(), frozenset())
    timely = IN_TIME.search("".join(token.text for token in left))
    if part is None or whole is None or timely or part.words <= judge.headings.received:
        return uncertain
    answered = [judge.meanings.find(frozenset((word,)), frozenset(), frozenset()) for word in judge.meanings.wholes]
    formulas = [formula for meaning in answered if meaning for formula in meaning.formulas]
    return as_share(uncertain, part, judge.meanings, judge.filed, whole._replace(formulas=(*whole.formulas, *formulas)))


def _of_total(judge: Judge, sentence: Sentence, number: Quantity, right: list[Token], state: State) -> Reading | None:
    """The reading of an English share of what was counted just before, 58 requests, 23% of the total; None if it is none."""
    uncertain = Reading(sentence, number.start, right[-1].end, "uncertain", number=number)
    plain = all(t.kind in ("skip", "time", "word", "parts") for t in right) and not state.foreign
    if not plain or state.last is None or not is_next(uncertain, state):
        return None
    of = judge.counted(right, state) if any(t.word for t in right) else None
    plain = bool(_TOTAL.match(sentence.text, number.end))
    among = wholes_by_form(judge.meanings, judge.filed, state.last) if plain and of is None else ()
    return (
        as_share(uncertain, state.last, judge.meanings, judge.filed, of, among) if of or not any(t.word for t in right) else None
    )


def _part_of(judge: Judge, sentence: Sentence, number: Quantity, of: list[Token], rest: list[Token], state: State) -> Reading:
    """The reading of a share of what is named by what is said of it: half of the requests answered + were granted in full."""
    uncertain = Reading(sentence, number.start, rest[-1].end, "uncertain", number=number)
    kinds = TRANSPARENT if sentence.chinese else TRANSPARENT | {"unknown"}  # of which the stems are sought
    if state.foreign or any(token.kind not in kinds for token in (*of, *rest)):
        return uncertain
    if judge.says_when((*of, *rest)) or (not sentence.chinese and IN_TIME.search("".join(t.text for t in (*of, *rest)))):
        return uncertain
    whole = judge.counted(of, state)
    meaning = judge.counted([*of, *rest] if sentence.chinese else rest, state)
    plain = not sentence.chinese and whole is None and not any(t.word for t in of) and not judge.stems.tells(of)
    known = meaning is not None and (whole is not None or (plain and not judge.meanings.is_whole(meaning)))  # of our replies
    return as_share(uncertain, meaning, judge.meanings, judge.filed, whole) if known else uncertain
