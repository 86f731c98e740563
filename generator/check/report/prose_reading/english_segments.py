"""The pieces of an English sentence: the words on either side of a number that say what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late

_SUBORDINATE = ("before", "when", "while", "once", "until", "although", "though", "whereas", "even though")
_FINITE = (
    *("gave", "got", "took", "led", "went", "resulted", "ended"),
    *("was", "were", "is", "are", "had been", "have been", "has been"),
)
_CAME = frozenset(
    ("came", "concerned", "related", "arrived", "asked", "involved", "dealt")
)  # of which a share is of the rows before it
_BE = frozenset(("was", "were", "is", "are", "had", "have", "has"))
_VERBS = _BE | {
    "led",
    "resulted",
    "ended",
    "came",
    "concerned",
    "took",
    "remained",
    "got",
    "received",
    "met",
    "missed",
    "related",
    "went",
}
_IN_PART = frozenset(("in part", "partly", "in full", "in whole"))
_MADE = frozenset(("made", "makes", "making", "gave", "gives", "giving", "came to", "totalled", "totalling"))
COUNTED = (
    "requests",
    "applications",
    "cases",
    "reviews",
    "appeals",
    "complaints",
    "decisions",
    "responses",
    "answers",
    "replies",
)
_AFTER = ("reviews", "appeals", "complaints")
_ANSWERED = ("reviews", "appeals", "answers", "responses", "replies", "decisions")
_ABOUT = late(
    r"\b(?:requests|applications|cases|those|ones)"
    r" (?:about|on|concerning|regarding|relating|related|involving|for|from|that|which)\b"
)
_RELIED = ("used", "invoked", "applied", "cited", "relied on", "engaged", "claimed")
_TIMES = ("times", "occasions", "cases", "instances")
_OF = frozenset(("of", "of the", "out of", "of our", "of these", "of those", "of all", "of its", "out of the"))


def named_on(segment: Sequence[Token], numbers: Sequence[int]) -> Literal["left", "right", ""]:
    """The side on which the words for each of several numbers stand, where all have them on one.

    On the left: granted in 198 cases and withheld in 82. On the right: 198 granted and 82 withheld.
    """
    if any(token.kind in ("up", "down") for at in numbers for token in segment[at + 1 : at + 2]):
        return ""  # received 42 more requests than in 2023 and processed 36 more
    first = any(token.word for token in segment[: numbers[0]])
    for at, after in pairwise(numbers):
        own = until_and(list(segment[at + 1 : after]))
        if own and own[-1].kind == "unknown":
            return ""  # received 18 administrative appeals and affirmed 11
    last = any(
        token.word or (token.kind == "unknown" and token.text.strip().endswith(_AFTER)) for token in segment[numbers[-1] + 1 :]
    )  # received 318 applications and 37 first appeals
    if len(numbers) < 2 or first == last:
        return ""
    before = (after_and(list(segment[at + 1 : after])) for at, after in pairwise(numbers))
    if first and not all(any(token.word or token.kind == "unknown" for token in own) for own in before):
        return ""  # refused 37 requests outright and a further 18 because of the cost
    return "left" if first else "right"


def after_and(left: list[Token]) -> list[Token]:
    """The tokens before an English number that are its own, of those behind the number before it."""
    at = next((at for at in reversed(range(len(left))) if left[at].text.strip() == "and"), -1)
    return left[at + 1 :]


def until_against(right: list[Token]) -> list[Token]:
    """The tokens behind an English number up to what it is compared with: 92.2% of responses on time + against 79.3%."""
    at = next((at for at, token in enumerate(right) if at and token.kind == "against"), len(right))
    return right[:at]


def until_and(right: list[Token]) -> list[Token]:
    """The tokens behind an English number that are its own, of those before the number after it."""
    at = next((at for at, token in enumerate(right) if token.text.strip() == "and"), len(right))
    return right[:at]


def until_to_come(right: list[Token]) -> list[Token]:
    """The tokens behind an English number up to what is said of times to come: remained open + and will be reported next year."""
    at = next((at for at, t in enumerate(right[1:]) if t.text.split()[:1] == ["will"] and right[at].text.strip() == "and"), -1)
    return right[:at] if at > 0 else right


def until_subordinate(right: list[Token]) -> list[Token]:
    """The tokens behind an English number that are of its own clause: withdrawn + before we had answered."""
    at = next((at for at, token in enumerate(right) if at and token.text.strip() in _SUBORDINATE), len(right))
    own = any(token.word for token in right[:at]) and any(token.kind == "own" for token in right[at:])
    return right[:at] if own else right


def are_of_the_one_before(between: Sequence[Token], behind: Sequence[Token]) -> bool:
    """True if the tokens between two numbers are of the first, none of the second: the 46 pending at the start made 658."""
    says = any(token.word or token.kind == "unknown" for token in behind)
    joins = any(
        token.kind in ("up", "down", "against") or token.text.strip() in ("and", "to", "from", "by", "of") for token in between
    )
    return not says and not joins and between[-1].text.strip() in _MADE


def is_of_it(left: Sequence[Token]) -> bool:
    """True if the words before a number say what was done with a thing named before: granted it in 9 cases, denied it in 14."""
    texts = [token.text.strip() for token in left]
    at = texts.index("it") if "it" in texts else 0
    return at > 0 and texts[at + 1 :] == ["in"] and left[at - 1].kind in ("word", "unknown") and left[at - 1].word != "上年"


def is_limited(right: Sequence[Token]) -> bool:
    """True if the words behind an English number end in what the next number limits: answered 435 requests within + 20 days."""
    return bool(right) and right[-1].text.strip().split(" ")[-1] in ("within", "inside", "beyond", "after")


def of_and_rest(right: list[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens behind an English share that say what it is one of, and what is said of it; none of the former without both."""
    at = next((at for at, t in enumerate(right) if t.text.strip().endswith(_FINITE) or t.text.split()[:1][0] in _CAME), 0)
    if all(any(token.word or token.kind == "unknown" for token in side) for side in (right[:at], right[at:])):
        return right[:at], right[at:]
    noun = next((at for at, token in enumerate(right) if token.text.strip().endswith(_ANSWERED)), -1)
    if noun >= 0 and right[0].text.strip().startswith("of") and any(t.word or t.kind == "unknown" for t in right[noun + 1 :]):
        return right[: noun + 1], right[noun + 1 :]  # half of all internal reviews + overturned the decision
    return [], right


def names_somebody(sentence: Sentence, segment: Sequence[Token]) -> bool:
    """True if an English sentence begins with a noun that is nobody's own and then says which one: the museum, which."""
    after = sentence.text[segment[-1].end :].lstrip()
    begins = not sentence.text[: segment[0].start].strip() and not any(token.kind == "own" for token in segment)
    return (
        begins
        and segment[0].text.strip().startswith(("the", "a", "an", "its", "our"))
        and after.startswith((", which", ", who", ", whose", ", that"))
    )


def one_of(segment: list[Token], numbers: Sequence[int], order: int) -> tuple[list[Token], list[Token]] | None:
    """The tokens of a number among others, or of those: five of the 17 reviews + led to a decision being overturned."""
    pairs = [at for at in (order, order - 1) if 0 <= at < len(numbers) - 1 and is_of(segment[numbers[at] + 1 : numbers[at + 1]])]
    if not pairs:
        return None
    first = pairs[0]
    if named := _counted_first(segment[numbers[first] + 1 : numbers[first + 1]]):  # two reviews out of fourteen + overturned it
        return [], segment[numbers[first + 1] + 1 :] if order == first else named
    end = numbers[first + 2] if first + 2 < len(numbers) else len(segment)
    after = segment[numbers[first + 1] + 1 : end]
    at = next((at for at, token in enumerate(after) if token.text.strip().split(" ")[-1] in _VERBS), -1)
    before = segment[: numbers[first]]
    when = before if all(not token.word or token.text.endswith("quarter") for token in before) else []  # in the first quarter
    if at < 0 and not any(token.word for token in before):
        says = [place for place, token in enumerate(after) if token.word and set(token.text.split()) & _BE]
        if len(says) == 1 and not any(token.word for token in after[: says[0]]):
            # two of 14 review + decisions were overturned: what is said is of the part
            return [], after[says[0] :] if order == first else after[: says[0]]
        return _behind_noun(after, order == first)
    if at < 0 or (any(token.word for token in before) and not when):
        return None
    if after[at].text.strip() == "received":  # of the 81 requests received were answered
        verbs = _VERBS - {"received"}
        at = next((place for place in range(at + 1, len(after)) if after[place].text.strip().split(" ")[-1] in verbs), at)
    said = after[at + 1 :] if any(token.word or token.kind == "unknown" for token in after[at + 1 :]) else after
    when = [token for token in when if token.word]
    return (when, said) if order == first else (when, after[:at])


def _behind_noun(after: list[Token], part: bool) -> tuple[list[Token], list[Token]] | None:
    """The tokens of some of many, or of the many, that a noun parts: eight of the 13 reviews + affirmed the decision."""
    noun = next((at for at, token in enumerate(after) if token.text.strip().endswith(COUNTED)), -1)
    said = [at for at, token in enumerate(after) if at > noun and (token.word or token.kind == "unknown")]
    if noun < 0 or not said:
        return None
    return [], until_and(after[said[0] :]) if part else after[: said[0]]


def is_of(between: Sequence[Token]) -> bool:
    """True if the tokens between two English numbers say that the first are some of the second: 42 of the 520."""
    return " ".join(token.text.strip() for token in between[len(_counted_first(between)) :]) in _OF


def _counted_first(between: Sequence[Token]) -> list[Token]:
    """The noun that a number counts which is one of more of those: two reviews + out of fourteen; none where there is none."""
    out = len(between) > 1 and between[0].text.strip().endswith(COUNTED) and between[1].text.strip().startswith("out")
    return list(between[:1]) if out else []


def english_sides(segment: list[Token], numbers: Sequence[int], order: int) -> tuple[list[Token], list[Token]]:
    """The tokens to the left and the right of one of the numbers of an English piece that may say what it counts."""
    side = named_on(segment, numbers)
    at = numbers[order]
    left = segment[numbers[order - 1] + 1 if order and side != "right" else at if order else 0 : at]
    right = segment[at + 1 : numbers[order + 1] if order + 1 < len(numbers) else len(segment)]
    if among := one_of(segment, numbers, order):
        return among
    if order and not side and " ".join(token.text.strip() for token in right) in _IN_PART:  # refused 37 in full and 182 in part
        return segment[: numbers[0]], right
    if not side:  # 60 pending requests + and + a backlog of 12
        more = order + 1 < len(numbers) or any(token.word for token in left)  # received 247 requests + and granted, in part, 178
        left, right = after_and(left) if order else left, until_and(right) if more else right
    return left, [] if side == "left" else until_subordinate(until_against(until_to_come(right)))


_IN_ALL = ("in all", "in total", "altogether", "a total of")


def is_of_piece_before(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """True if nothing is said beside an English number but in how many cases: section 40 was relied on most, in 15 cases."""
    said = [token.text.strip() for token in left]
    if said[:1] == ["which"]:  # under section 8(1)(j), which was invoked 15 times
        plain = all(t.kind == "skip" or t.text.strip() in _RELIED for t in left)
        return plain and all(t.kind == "skip" or t.text.strip() in _TIMES for t in right) and bool(right)
    return all(t.kind == "skip" for t in (*left, *right)) and said in (["in"], ["with"], ["at"])


def says_again(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """True if an English number says in another way how many those are of which the share before is one: or 47 in all."""
    said = [token.text.strip() for token in (*left, *right) if token.kind != "skip" or token.text.strip() in _IN_ALL]
    return bool(said) and all(text in ("or", *_IN_ALL) for text in said)


def begins_with_part(sentence: Sentence, segment: Sequence[Token]) -> bool:
    """True if the first number of an English piece is that of whose parts the sentence tells: of the 96 on planning, 60."""
    begins = not sentence.text[: segment[0].start].strip() and not sentence.chinese
    number = next((token.number for token in segment if token.number), None)
    said = sentence.text[segment[0].start : segment[-1].end]
    of = said.startswith(("of ", "out of ", "among "))
    return begins and of and (number.unit != "%" if number else bool(_ABOUT.search(said)))
