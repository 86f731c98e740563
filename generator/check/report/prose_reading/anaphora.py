"""Words of a Chinese sentence that stand for others, written out: 前者 and 后者, and 近两年 before the numbers of both years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.report.prose_reading.segments import EARLIER
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late

_STANDS_FOR = late(r"[前后]者")
_YEARS = late(r"(?:最?近|过去|这|前后)?(?P<count>[两二三四五2-5])年(?:来|间)?")
_SO_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_STOCK = late(r"有效|存量|结转|未办结|在办")  # of which there are as many when a year begins as when the one before ended
_JOINED = ("和", "与", "及", "以及", "、")
_LEAVES_OUT = frozenset(("skip", "time", "own"))
_PAIR = 2


def written_out(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens of a sentence in which 前者 and 后者 are the words that they stand for, as far as those are certain."""
    if "者" in text and _STANDS_FOR.search(text):
        return list(_with_named(tokens))
    if "年初" in text and _STOCK.search(text):
        tokens = list(_since_it_began(tokens))
    return _by_year(tokens) if _YEARS.search(text) else tokens


def _since_it_began(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens in which what there was when the year began is that of the year before: 现行有效 21 件，较年初减少 2 件."""
    for at, (token, after) in enumerate(zip(tokens, [*tokens[1:], None], strict=True)):
        compared = bool(at) and (tokens[at - 1].kind == "against" or tokens[at - 1].text in ("由", "从"))
        compared = compared or (after is not None and after.number is not None)  # 年末现行有效 38 件，年初 36 件
        of = token.kind == "unknown" and token.text in ("年初", "年初的", "年初时", "年初相比") and compared
        yield token._replace(kind="word", word="上年") if of else token


def _with_named(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in which 前者 and 后者 are the words of the things that were counted before them."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        match = _STANDS_FOR.match(token.text) if token.kind == "unknown" else None
        named = _named_before(tokens[:at]) if match else None
        if match is None or named is None:
            found.append(token)
            continue
        end = token.start + match.end()
        found += [
            Token("word", match[0] if not order else "", token.start, end, word)
            for order, word in enumerate(named[token.text[0] == "后"])
        ]
        if match.end() < len(token.text):
            found.append(token._replace(text=token.text[match.end() :], start=end))
    return found


def _named_before(tokens: Sequence[Token]) -> tuple[list[str], list[str]] | None:
    """The words of the two things that were counted just before; None where there are not two, or not all of it is known."""
    of = max((at for at, token in enumerate(tokens) if token.text in ("中", "之中")), default=-1)
    tokens = tokens[of + 1 :]  # 办结的 76 件中，予以公开 30 件、部分公开 6 件，其中前者
    numbers = [at for at, token in enumerate(tokens) if token.number]
    if len(numbers) != _PAIR or any(token.number and token.number.unit == "%" for token in tokens):
        return None
    labels = [list(tokens[: numbers[0]]), list(tokens[numbers[0] + 1 : numbers[1]])]
    each = next((at for at, token in enumerate(labels[0]) if token.text.startswith("分别")), -1)
    if each > 0:  # 予以公开和部分公开分别为 30 件、6 件，前者
        joins = next((at for at, token in enumerate(labels[0][:each]) if token.text in _JOINED), -1)
        labels = [labels[0][:joins], labels[0][joins + 1 : each]] if joins > 0 else []
    known = [all(t.word or t.kind in _LEAVES_OUT or t.kind == "stop" for t in label) for label in labels]
    words = [[token.word for token in label if token.word] for label in labels]
    return (words[0], words[1]) if len(words) == _PAIR and all(known) and all(words) else None


def _by_year(tokens: list[Token]) -> list[Token]:
    """The tokens in which each of several numbers has its year before it: 近三年申请量分别为 51 件、60 件、75 件."""
    numbers = [at for at, token in enumerate(tokens) if token.number]
    each = next((at for at, token in enumerate(tokens) if token.text.startswith("分别")), -1)
    began = next((at for at in range(max(each, 0)) if _YEARS.match(tokens[at].text)), -1)
    match = _YEARS.match(tokens[began].text) if began >= 0 else None
    count = _SO_MANY.get(match["count"]) or int(match["count"]) if match else 0
    if match is None or numbers != [each + 1 + 2 * order for order in range(count)]:
        return tokens
    first = began - 1 if began and tokens[began - 1].text in ("近", "最近", "过去") else began
    rest = tokens[began].text[match.end() :]  # 近三年我局
    named = [tokens[began]._replace(text=rest, start=tokens[began].start + match.end())] if rest else []
    found = [*tokens[:first], *named, *tokens[began + 1 : each]]
    for order, at in enumerate(numbers):
        start, before = tokens[at].start, count - order - 1
        year = Token("time", "今年", start, start) if not before else Token("word", "", start, start, "上年")
        found.append(year if before < _PAIR else Token("unknown", EARLIER, start, start))
        found += tokens[at : at + 2]
    return [*found, *tokens[numbers[-1] + 2 :]]
