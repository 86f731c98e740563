"""The pieces of a sentence: between stops, in brackets and out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.check.report.prose_reading.reading import AMONG
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary
from generator.late import late

EARLIER = "往年"  # stands for a year before the last one, of which no table tells


def segments(tokens: list[Token]) -> list[tuple[list[Token], bool]]:
    """The pieces of a sentence between stops, each with whether it stands in brackets. What goes on behind those comes first."""
    outside = [token for kept, inside in _brackets(tokens) if not inside for token in kept]
    pieces = [(piece, False) for piece in _pieces(outside)]
    pieces += [(_labelled(piece, tokens), True) for kept, inside in _brackets(tokens) if inside for piece in _pieces(kept)]
    return sorted(pieces, key=lambda entry: entry[0][0].start)


def _labelled(piece: list[Token], tokens: list[Token]) -> list[Token]:
    """The tokens of a piece in brackets; of one that is a number alone, with the words before those: 部分公开（6 件）."""
    alone = len(piece) == 1 or (len(piece) == 2 and piece[1].kind == "skip" and piece[1].text.isascii())
    if not alone or not piece[0].number or piece[0].number.unit == "%":
        return piece
    at = tokens.index(piece[0]) - 1
    behind = at + 1 + len(piece)
    closed = behind < len(tokens) and tokens[behind].text == ")"
    first = at
    while first and tokens[first - 1].kind not in ("stop", "unknown") and not tokens[first - 1].number:
        first -= 1
    before = tokens[first:at]
    said = tokens[at - 1].word or any(token.word and token.text.isascii() for token in before)  # vexatious requests (8)
    parted = bool(before) and before[0].text.isascii() and first > 0 and tokens[first - 1].kind == "unknown"
    whole = not parted or before[0].text in ("was", "were", "is", "are")  # the largest group was journalists (58)
    named = tokens[at].text == "(" and closed and said and first < at and whole
    return [*tokens[first:at], *piece] if named else piece


def _brackets(tokens: list[Token]) -> Iterator[tuple[list[Token], bool]]:
    """The stretches of tokens outside brackets and inside them, each with whether it is inside."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if token.kind == "stop" and token.text == "(":
            if kept and not depth:
                yield kept, False
                kept = []
            depth += 1
        elif token.kind == "stop" and token.text == ")" and depth:
            depth -= 1
            if kept and not depth:
                yield kept, True
                kept = []
        else:
            kept.append(token)
    if kept:
        yield kept, depth > 0


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens between stops; what is enumerated before a number stays together with it."""
    piece: list[Token] = []
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.kind != "stop":
            piece.append(token)
        elif token.text == ":" and piece and after and after.number and (piece[-1].word or piece[-1].text.isascii()):
            continue  # 予以公开：30 件, requests refused for cost: 18
        elif piece and (token.text != "、" or any(kept.number for kept in piece)):  # what is listed before a number shares it
            yield piece
            piece = []
    if piece:
        yield piece


def with_time(pieces: list[tuple[list[Token], bool]]) -> list[tuple[list[Token], bool]]:
    """The pieces of an English sentence, the time that it begins with taken into the next: at the end of 2024, 60 were open."""
    begins = len(pieces) > 1 and all(token.kind == "time" for token in pieces[0][0])
    return [([*pieces[0][0], *pieces[1][0]], pieces[1][1]), *pieces[2:]] if begins else pieces


def is_partitive(left: list[Token]) -> bool:
    """True if a number is one among those before it: 行政复议中有 1 件被纠正."""
    return next((t.text in ("中", "其中", "有") for t in reversed(left) if t.word or t.text in ("中", "其中", "有")), False)


def is_each(left: list[Token], vocabulary: Vocabulary) -> bool:
    """True if each of the things before a number has a number of its own: 分别为 24 件、5 件."""
    language = vocabulary.language
    listed = (token.kind == "parts" and token.text in language.closed for token in left)  # 其中 begins a list of one too
    return any(listed) or any(token.kind == "each" or token.text in language.apiece for token in left)


def denials(segment: list[Token], denied: list[Token]) -> list[list[Token]]:
    """The tokens that each word of denial denies; one alone denies all of its piece: 行政强制为零."""
    if len(denied) == 1:
        return [segment]
    starts = [segment.index(token) for token in denied]
    return [segment[start:end] for start, end in zip(starts, [*starts[1:], len(segment)], strict=True)]


def joined(left: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens before a number, in which 与 joins what is summed up and compares nothing: 予以公开与部分公开合计 36 件."""
    language = vocabulary.language
    if not any(token.text in language.totals for token in left) or any(token.kind in ("up", "down", "same") for token in left):
        return left
    return [token._replace(kind="skip") if token.text == "与" else token for token in left]


def without_own(left: list[Token]) -> list[Token]:
    """The tokens before a number, in which a piece of the heading that is named says nothing more: 发布 + 政策解读稿件."""
    words = [token.word for token in left if token.word]
    return [
        token._replace(kind="skip") if token.kind == "unknown" and any(token.text in word for word in words) else token
        for token in left
    ]


def undone(tokens: list[Token]) -> list[Token]:
    """The tokens in which what is dealt with is what is not done yet: 尚有 5 件在办理."""
    return [token._replace(word="未办结") if token.word == "办理" else token for token in tokens]


def done(tokens: list[Token], rest: Sequence[str]) -> list[Token]:
    """The tokens of a piece with a number, in which so many are done, 76 件均已办结, or are the rest: 其余 76 件均已办结."""
    # 当年申请当年办结 70 件, 办结新收申请 70 件: what was carried over is not among them
    apart = sum(token.kind == "time" for token in tokens) > 1 or any(token.word == "收到" for token in tokens)
    word = "其余办结" if apart or any(token.text in rest for token in tokens) else "办结"
    return [token._replace(word=word) if token.word in ("全部办结", "办结") else token for token in tokens]


_JOINED = ("和", "与", "及", "以及")


def to_noun(right: list[Token], nouns: frozenset[str]) -> list[Token]:
    """The tokens behind a number up to the noun that is counted."""
    at = next((at for at, token in enumerate(right) if token.word in nouns), -1)
    while at >= 0 and at + 2 < len(right) and right[at + 1].text in _JOINED and right[at + 2].word in nouns:
        at += 2  # 其余 4 件由科研机构和法律服务机构提出
    return right[: at + 1]


_PLAINLY = frozenset(("作出", "做出", "决定", "答复", "予以", "依法", "共", "共计", "为", "有", "类", "件", "中"))
_AMOUNTS = ("量", "数", "主体", "为主", "最多", "居多", "最少", "较多")
_RANKS = ("其次", "再次", "第二", "最多的", "最少的")


def subject_of(piece: Sequence[Token]) -> frozenset[str]:
    """The words of a piece without a number that speaks of how many there are of a thing; none where it speaks of others too."""
    against = next((at for at, token in enumerate(piece) if token.kind == "against"), 0)
    level = any(token.kind == "same" for token in piece[against:])
    if level and all(token.kind in ("word", "skip", "own", "time") for token in piece[:against]):  # 行政强制与上年相同，为 7 件
        return frozenset(token.word for token in piece[:against] if token.word)
    moved = any(token.kind in ("up", "down") for token in piece)  # 我局收到的申请继续增加
    known = [token for token in piece if token.kind not in ("time", "up", "down")]
    last = next((at for at in reversed(range(len(known))) if known[at].word), -1)
    begins = last >= 0 and all(token.kind in ("word", "skip", "own", "open") for token in known[:last])
    said = "".join(token.text for token in known)
    amount = any(word in "".join(token.text for token in known[last:]) for word in _AMOUNTS) or said.startswith(_RANKS)
    amount = amount or "主要来自" in said  # 申请主要来自自然人，达到 62 件
    amount = amount or (moved and not any(token.kind == "against" for token in known))
    return frozenset(token.word for token in known if token.word) if begins and amount else frozenset()


def subject_by_year(piece: Sequence[Token]) -> frozenset[str]:
    """The words of a piece that tells a number of one year, of which the next ones tell those of others: 申请量 2022年 51 件."""
    at = next((at for at, token in enumerate(piece) if token.number), 0)
    year = next((t for t in reversed(piece[:at]) if t.kind != "skip"), None)
    dated = year is not None and (is_a_year(year) or year.word == "上年" or year.kind == "time")
    known = all(t.word or t.kind in ("skip", "own") or t is year for t in piece[:at])
    return frozenset(t.word for t in piece[:at] if t.word) - {"上年"} if dated and known and at + 1 == len(piece) else frozenset()


_DONE = frozenset(("全部办结", "办结"))


def all_said_of(piece: Sequence[Token]) -> frozenset[str]:
    """The words of a piece without a number of which the next may say how many: 上年结转的申请全部办结，共 6 件; else none."""
    known = all(token.kind in ("word", "skip", "own", "time", "each") for token in piece)
    return frozenset(token.word for token in piece if token.word) - _DONE if known else frozenset()


def shared_subject(piece: Sequence[Token]) -> frozenset[str]:
    """The words of a piece that tells the share of a thing, of which the next may say how many those are: 占八成，共 62 件."""
    numbers = [token for token in piece if token.number]
    at = next((at for at, token in enumerate(piece) if token.kind in ("share", "up", "down")), 0)
    one = len(numbers) == 1 and numbers[0].number is not None and numbers[0].number.unit == "%"
    known = all(token.kind in ("word", "skip", "own", "time", "parts", "against") for token in piece[:at])
    return frozenset(token.word for token in piece[:at] if token.word) - {"上年"} if one and known else frozenset()


def is_alone(tokens: Sequence[Token]) -> bool:
    """True if a sentence says nothing that is not known: all of it where it compares or denies, else up to its first number."""
    since = any(t.word == "上年" and after.word != "结转" for t, after in zip(tokens, [*tokens[1:], *tokens[:1]], strict=True))
    compares = since or any(token.kind in ("up", "down") for token in tokens)
    first = next((at for at, token in enumerate(tokens) if token.number), len(tokens))
    named = tokens[: first - 1] if first and tokens[first - 1].text == "的" else tokens[:first]  # 上年结转的 6 件
    plain = all(token.kind in ("word", "time", "own") or token.text in _PLAINLY for token in named)  # not 期限内
    counted = first < len(tokens) and tokens[first].text.endswith("件") and plain
    denied = first == len(tokens) and any(token.kind == "no" for token in tokens)
    said = tokens if compares or denied else tokens[:first] if counted else tokens[:0]
    return bool(said) and not any(token.kind == "unknown" for token in said)


def without_joined(left: list[Token]) -> list[Token]:
    """The tokens before a number; none where they are of the one before, to which 和 joins it: 75 件新收申请和 6 件."""
    return [] if left and left[-1].text in ("和", "与", "及", "以及") else left


def is_a_year(token: Token) -> bool:
    """True for the number of a year, which one not of the words of the report is unknown."""
    return token.kind == "unknown" and token.text.endswith("年") and (token.text[:-1].isdecimal() or token.text == EARLIER)


_FROM = ("由", "从")  # 同比由 1 件增至 5 件
_WITHIN = late(
    r"(?:第?[一二三四1-4]|前[两二三23]个?|[各每]个?)季度|[上下]半年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|[上中下]旬|份|单[月日季周]|[年月]?[初中底末]|\d{1,2}日"
)


def are_within_year(tokens: Iterable[Token]) -> bool:
    """True if all that is not known among tokens is a time within the year, and something is: 第四季度, 12 月下旬."""
    unknown = [token for token in tokens if token.kind == "unknown"]
    return bool(unknown) and all(_WITHIN.fullmatch(token.text) for token in unknown)


def is_of_carried(segment: list[Token]) -> bool:
    """True if what follows a piece is said of what was carried over alone: 上年结转的 6 件中，3 件予以公开."""
    return segment[-1].text in AMONG and any("结转" in token.word for token in segment)


def has_time(tokens: Iterable[Token]) -> bool:
    """True if some tokens say that it is of the whole year, and not only until when."""
    return any(token.kind == "time" and not token.text.startswith("截") for token in tokens)


def among(piece: Sequence[Token]) -> frozenset[str]:
    """The words of a piece without a number that says of what the next ones are some: 不予处理的申请中; else none."""
    known = all(token.kind in ("word", "skip", "time", "own") for token in piece)
    return frozenset(token.word for token in piece if token.word) if known and piece[-1].text in ("中", "之中") else frozenset()


def sides(segment: list[Token], numbers: Sequence[int], order: int) -> tuple[list[Token], list[Token]]:
    """The tokens to the left and the right of one of the numbers of a piece that may say what it counts."""
    at = numbers[order]
    left = segment[numbers[order - 1] + 1 if order else 0 : at]
    left = [t for t, after in zip(left, [*left[1:], segment[at]], strict=False) if t.kind != "against" or after.text not in _FROM]
    right = segment[at + 1 : numbers[order + 1] if order + 1 < len(numbers) else len(segment)]
    left = without_joined(left) if order else left
    number = segment[at].number
    if number and number.unit == "%" and order:
        left = with_counted(left, segment[numbers[order - 2] + 1 if order > 1 else 0 : numbers[order - 1]])
    return left, right


def with_counted(left: list[Token], before: list[Token]) -> list[Token]:
    """The tokens before a share, with those ``before`` the number of what it is one of: 无法提供的 22 件申请占 28.9%."""
    share = next((at for at, token in enumerate(left) if token.kind == "share"), 0)
    return [*before, *left] if any(token.word for token in left[:share]) else left


_OTHER = frozenset(("其他", "其它", "其他情形", "其他情况", "其他原因", "其他类", "其他类型", "其他方面"))


def is_other(piece: Sequence[Token]) -> bool:
    """True for a piece that counts what is none of the things listed before it, and says no more: 其他 1 件."""
    said = "".join(token.text for token in piece if not token.number).rstrip("为有共")
    return piece[-1].number is not None and sum(token.number is not None for token in piece) == 1 and said in _OTHER


def is_of_time(token: Token) -> bool:
    """True if a number counts days or hours, which limit what is counted behind it."""
    return token.number is not None and token.number.unit.endswith(("日", "天", "时", "分钟", "月"))


def names_something(tokens: Sequence[Token]) -> bool:
    """True if some tokens are words of a heading, or are not known."""
    return any(token.word or token.kind == "unknown" for token in tokens)
