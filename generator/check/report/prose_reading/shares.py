"""Reading of shares: that the one a sentence names is that of its part in a whole that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from generator.check.report.prose_reading.clauses import labelled
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.respective import run_of
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.language import Language
from generator.model.report.report import shown_number

REPORT_SHARE_WRONG = "report-share-wrong"

_SEVERAL = {"两": 2, "二者": 2, "三": 3, "四": 4}
_NOT = ("未", "不", "没", "无")
_RATE = late(r"(?P<done>[^率,]{2,4})率(?:为|达到?|是)?")
_AGAIN = late(
    r"[,，]? ?(?:或者?|即|也就是|约合|相当于|or|that is,?) ?"
    r"(?:说|了|约|将?近|超过?|不足|不到|just |nearly |almost |about |more than |less than |over |under )*"
)
_NAMED = ("办结", "收到", "受理", "答复", "应办")
_IS = frozenset(["为", "是", "即", "有", "共", "达", "计", "共计", "共有"])


def check_shares(
    text: str, tokens: Sequence[Token], language: Language, agreed: frozenset[int], wholes: Sequence[Decimal]
) -> Iterator[Fault]:
    """Every share of a sentence is that of its part in a whole that the sentence names, or the tables.

    ``agreed`` are the parts that are figures of the tables, of which ``wholes`` are all that they may be shares of.
    """
    yield from _own_rates(text, tokens, agreed)
    yield from _said_again(text, tokens)
    yield from _apiece(text, tokens, language, agreed, wholes)
    numbers: list[Quantity] = []
    label: list[Token] = []
    enclosed = False
    of_whole: tuple[Quantity, ...] = ()  # what a share is of, and the part
    pending: tuple[Quantity, Quantity] | None = None  # a share, and its whole, whose part may be said next
    # After 其中 at its beginning, a sentence speaks of parts of a whole that was named before it.
    within = next((token.kind == "parts" for token in tokens if token.kind == "parts" or token.number), False)
    for token in tokens:
        number = token.number
        if number is None:
            if token.kind == "stop":
                enclosed = token.text == "("
                label = [] if token.text not in "()" else label
            else:
                label.append(token)
            continue
        if pending and label and all(t.text in _IS for t in label) and number.unit == pending[1].unit:  # 占一半，为 12 篇
            yield from _share(text, pending[0], [pending[1], number], (), within=False)
        pending = None
        if number.unit == "%":
            said = any(t.kind == "share" for t in label) and is_of_all(label, language) and not _is_apiece(label, language)
            if said and any(t.text in language.totals for t in label):  # 两类合计约占 47%: of several parts together
                known = wholes if numbers and numbers[-1].start in agreed else ()
                yield from _together(text, number, numbers, known, text[label[0].start : label[-1].end])
                numbers = []
            known = wholes if numbers and numbers[-1].start in agreed else ()
            if (said or (enclosed and not label)) and numbers and not _is_of_named(label, number, numbers[-1], known):
                yield from _share(text, number, numbers, known, within=within)
            if of_whole and "".join(t.text for t in label) == "的":  # 428 件，占三类决定总数 531 件的 80.6%
                yield from _share(text, number, of_whole, (), within=False)
            of_whole = ()
            if not said and any(t.kind == "share" for t in label) and len(numbers) == 1 and not enclosed:
                pending = number, numbers[0]
            if numbers:
                numbers.pop()  # what has a share of its own is a part, and the whole of nothing
        else:
            taken = any(t.kind == "share" for t in label) and numbers and numbers[-1].unit == number.unit
            of_whole = (number, numbers[-1]) if taken else ()
            numbers.append(number)
        label = []


def _is_of_named(label: Sequence[Token], share: Quantity, part: Quantity, wholes: Sequence[Decimal]) -> bool:
    """True if a share names what it is one of, and is one of that by the tables: 受理 75 件，不予公开 7 件，占办结数的 9.2%."""
    named = any(token.word in _NAMED for token in label)
    return named and any(share.is_share(100 * part.value / whole) for whole in wholes if whole >= part.value)


def _apiece(
    text: str, tokens: Sequence[Token], language: Language, agreed: frozenset[int], wholes: Sequence[Decimal]
) -> Iterator[Fault]:
    """The faults of shares of several things, each in the place of its own: 取水 62 件、水保 105 件，分别占 14.5%、24.5%."""
    numbers: list[Quantity] = []
    label: list[Token] = []
    for at, token in enumerate(tokens):
        if token.number is None:
            label = [] if token.kind == "stop" else [*label, token]
            continue
        if token.number.unit != "%":
            numbers.append(token.number)
        elif _is_apiece(label, language):
            shares = [share for _, _, share in run_of(tokens, at)]
            parts, before = numbers[-len(shares) :], numbers[: -len(shares)]
            alike = len(parts) == len(shares) and all(share.unit == "%" for share in shares)
            for share, part in zip(shares if alike else (), parts if alike else (), strict=True):
                whole = [number for number in before if number.unit == part.unit]
                yield from _share(text, share, [*whole, part], wholes if part.start in agreed else (), within=False)
        label = []


def _is_apiece(label: Sequence[Token], language: Language) -> bool:
    """True if the words before a share say that each of several things has one."""
    return any(token.kind == "share" for token in label) and any(token.text in language.apiece for token in label)


def _said_again(text: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    """The faults of shares that words say again as another: 占 29%，或近四成; 22.9%, or almost a third."""
    shares = [token.number for token in tokens if token.number]
    for first, again in pairwise(shares):
        both = first.unit == again.unit == "%" and again.step > 1 and first.step <= 1 and not first.bound
        if both and _AGAIN.fullmatch(text, first.end, again.start) and not again.is_share(first.value):
            shown = text[first.start : first.end]
            yield Fault(REPORT_SHARE_WRONG, again.start, text[again.start : again.end], shown, shown)


def _own_rates(text: str, tokens: Sequence[Token], agreed: frozenset[int]) -> Iterator[Fault]:
    """The faults of rates called by what a sentence has counted just before: 征集建议 45 条，采纳 18 条，采纳率 50%."""
    items: list[tuple[str, Quantity]] = []
    for label, number in labelled(tokens):
        said = "".join(t.text for t in label)
        match = _RATE.fullmatch(said) if number.unit == "%" and not number.bound else None
        known = "申请" in text and any(t.word and t.text.endswith("率") for t in label)
        at = _place(items, match["done"]) if match and not known else 0
        if at and items[at][1].start not in agreed:
            part = items[at][1]
            wholes = [whole for _, whole in items[:at] if whole.unit == part.unit]
            values = {whole.value for whole in wholes} | {sum((whole.value for whole in wholes), Decimal(0))}
            alike = [q.value for said, q in items if match and said.endswith(match["done"]) and q.unit == part.unit]
            parts = {part.value, sum(alike, Decimal(0))}  # 省级采用 42 篇、市级采用 86 篇，采用率 34.8%
            shares = [100 * known / value for value in sorted(values) for known in sorted(parts) if value >= known > 0]
            if shares and not part.bound and not any(number.is_share(share) for share in shares):
                shown = f"{shown_number(round(shares[-1], 2))}%"
                yield Fault(REPORT_SHARE_WRONG, number.start, text[number.start : number.end], shown, shown)
        items.append((said, number))


def _place(items: Sequence[tuple[str, Quantity]], done: str) -> int:
    """The place of the last number that is said to be done so; nought where there is none, or it comes first."""
    ways = (done, done[::-1])  # 收回 480 份，回收率 96%
    bare = [said.removesuffix("完成").removesuffix("到位") or said for said, _ in items]  # 整改完成 17 个，整改率 100%
    places = (at for at, said in enumerate(bare) if said.endswith(ways) and said[: -len(done)][-1:] not in _NOT)
    return max(places, default=0)


def _together(text: str, share: Quantity, numbers: Sequence[Quantity], wholes: Sequence[Decimal], said: str) -> Iterator[Fault]:
    """The fault of a percentage that is not that of as many numbers together as are said, in a whole named or of the tables."""
    count = next((count for word, count in _SEVERAL.items() if said.startswith(word)), 0)
    parts = list(numbers[-count:]) if 0 < count <= len(numbers) else []
    if not parts or any(part.bound or part.unit != parts[0].unit for part in parts):
        return
    value = sum((part.value for part in parts), Decimal(0))
    named = [q.value for q in numbers[:-count] if q.unit == parts[0].unit and q.value >= value and not q.bound]
    shares = [100 * value / whole for whole in (named or [whole for whole in wholes if whole >= value]) if whole]
    if shares and not any(share.is_share(found) for found in shares):
        nearest = min(shares, key=lambda found: abs(found - share.value))
        shown = f"{shown_number(round(nearest, 2))}%"
        working = " + ".join(shown_number(part.value) for part in parts) + f" = {shown_number(value)}，{shown}"
        yield Fault(REPORT_SHARE_WRONG, share.start, text[share.start : share.end], working, shown)


def is_of_all(label: Sequence[Token], language: Language) -> bool:
    """True if a share is of all, and of what was counted just before: nothing else is named in between."""
    at = max(at for at, token in enumerate(label) if token.kind == "share")
    before, after = label[:at], label[at + 1 :]
    return all(token.kind in ("skip", "about", "nearly_reached", "at_least", "at_most") for token in before) and all(
        token.text in language.of_all or token.word == "申请" or token.kind in ("skip", "time") for token in after
    )


def _share(
    text: str, share: Quantity, numbers: Sequence[Quantity], of_tables: Sequence[Decimal], *, within: bool
) -> Iterator[Fault]:
    """The fault of a percentage that is not that of the last number in any whole named before it or in the tables."""
    part = numbers[-1]
    named = [q for q in numbers[:-1] if q.unit == part.unit and q.value >= part.value and q.value]
    wholes = [] if within else [q.value for q in named]
    if not wholes:
        wholes = [value for value in of_tables if value >= part.value > 0]
    if not wholes or part.bound or any(whole.bound for whole in named):
        return
    shares = [100 * part.value / whole for whole in wholes]
    if not any(share.is_share(found) for found in shares):
        working = f"{shown_number(part.value)} / {shown_number(wholes[0])} = {shown_number(round(shares[0], 2))}%"
        yield Fault(
            REPORT_SHARE_WRONG, share.start, text[share.start : share.end], working, f"{shown_number(round(shares[0], 2))}%"
        )
