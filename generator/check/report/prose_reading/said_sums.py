"""Reading of sums: that the total a sentence names is the sum of the parts it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from generator.check.report.prose_reading.clauses import labelled
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.said_lists import PartsList, parts_after
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.language import Language
from generator.model.report.report import shown_number

REPORT_PARTS_MISMATCH = "report-parts-mismatch"

_ASKED = ("件", "宗", "起")  # that is counted in these
_GAP = Decimal("0.15")  # a list that does not say it is whole, and lacks no more than this of its total, was meant to be whole
_SMALL_GAP = Decimal("0.05")  # the same of a list that nothing introduces
_THESE = late(
    r"^(?:(?:以上|上述)?(?:[两二三四五六]|各)[项类者种部个]"
    + r"(?:活动|形式|[^共合总累各]{2,4}(?=共|合计|总计|累计))?|以上|上述)(?!.*各)"  # 两项合计 81 件
)
_KINDS = ("种", "类", "项")
_SUMMED = ("活动", "形式")
_OF_EVENTS = ("场次", "次")
_EVENTS = (*_OF_EVENTS, "场", "期", "回")  # 发布会 3 场、访谈 5 期，各类活动共计 8 场次
_OF_SO_MANY = late(
    r"(?P<count>[两二三四五])(?:个|大|类|种|家)(?:[新政]?媒体|平台|渠道|账号|公众号|网站|栏目)(?:合计|共计|总计|累计|一共|共)(?:发布|推送|公开|刊发|更新|发文|编发)?(?:信息|文章|稿件)?$"
)
_SO_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_SO_MANY_KINDS = late(r"(?P<count>[两二三四五])[类种项](?!以上)[^,，;；:：。、\d]{0,8}(?:合计|共计|总计|一共|共)$")
_MADE = late(r"\b(?:together|combined) (?:made|make|came to|totalled|total|account(?:ed)? for) (?P<total>\d[\d,]*)\b(?! ?%| per)")
_IN_ALL = late(r" (?:in all|in total|altogether|all told)\b")
_MOST_SUMMED = 6
_OF_EARLIER = (" of these", " of those", " of them")  # four of these received fewer than five
_UNDONE = ("未", "不", "不予", "尚未", "正在", "还在", "仍在", "待")  # 已整改 18 个，正在整改 3 个
_ONE = late(r"\b(?:one|another|an?|the other)\b(?! (?:half|third|quarter|fifth|tenth))")  # which are not read as numbers
_OTHERS = late(r"\b(?:the (?:rest|others|remainder|remaining)|several|some others|a few|a handful)\b")
_FEW_PARTS = 2
_CERTAIN_PARTS = 3  # of so many parts at least


def check_sums(text: str, tokens: Sequence[Token], language: Language, agreed: frozenset[int]) -> Iterator[Fault]:
    """Every total of a sentence is the sum of the parts it names. ``agreed`` are numbers that are those of the tables."""
    if any(word in text for word in language.less):
        return
    done: set[int] = set()
    parts: set[int] = set()
    label: list[Token] = []
    for index, token in enumerate(tokens):
        if not token.number:
            label = [] if token.kind == "stop" else [*label, token]
            continue
        change = any(t.kind == "against" for t in label) and any(t.kind in ("up", "down") for t in label)
        label = []
        if token.number.unit != "%" and not token.number.bound and not change:
            found = parts_after(tokens, index, language)
            if found and not found.introduced and token.number.start in parts:
                continue
            # 已办结的 76 件中，30 件予以公开，6 件部分公开: the first of the parts is no total of the others.
            # 128 in Q1, 140 in Q2, 119 in Q3: of what is listed none is the total of those behind it, whichever is the largest.
            if found:
                parts.update(part.start for part in found.parts)
            if not found or not found.parts or any(part.start in done for part in found.parts):
                continue
            # 96 grants, 82 part-grants and 47 refusals
            english = text.isascii() and not (found.introduced or found.enclosed or text.startswith(("of ", "out of ")))
            last_year = found.enclosed and any(
                t.word == "上年" for t in _until(tokens, index, found.parts[0])
            )  # 12.4 days (2023: 13.1)
            if english or last_year or text.startswith(_OF_EARLIER, token.end) or _are_of_earlier(tokens, index, found):
                continue
            found.closed = found.closed or _counts_parts(text, found)
            if fault := _compare(text, found, agreed):
                done.update(part.start for part in found.parts)
                yield fault
    yield from _closing(text, tokens, language, done)
    yield from _together(text, tokens)
    yield from _in_all(text, tokens, agreed)
    yield from _all_of_them(text, tokens, done)


def _counts_parts(text: str, found: PartsList) -> bool:
    """True if a text says before a total of how many things that is, and there are so many: 两类案件共计 14 件，其中…、…."""
    match = _SO_MANY_KINDS.search(text, 0, found.total.start)
    return match is not None and _SO_MANY[match["count"]] == len(found.parts) == len(found.labels)


def _until(tokens: Sequence[Token], index: int, part: Quantity) -> Sequence[Token]:
    """The tokens between a total and a part."""
    return tokens[index : next(at for at, token in enumerate(tokens) if token.number == part)]


def _are_of_earlier(tokens: Sequence[Token], index: int, found: PartsList) -> bool:
    """True if the first part is named as a total that stands before this one: 复议 9 件和诉讼 5 件，其中复议维持 5 件."""
    first = next(at for at, token in enumerate(tokens) if token.number == found.parts[0])
    begin = next((at for at in range(first, index, -1) if tokens[at].kind in ("stop", "parts")), index)
    label = {token.word for token in tokens[begin:first] if token.word}
    at = next((at for at in range(index - 1, -1, -1) if tokens[at].number or tokens[at].kind == "stop"), -1)
    own = {token.word for token in tokens[at + 1 : index] if token.word}
    return bool(label & {token.word for token in tokens[: at + 1] if token.word} - own) and bool(own)


def _compare(text: str, found: PartsList, agreed: frozenset[int]) -> Fault | None:
    """The fault of a total whose parts come to another sum, or None where they agree or the list may not be whole."""
    total, parts = found.total, found.parts
    value = sum((part.value for part in parts), Decimal(0))
    slack = (total.step + sum((part.step for part in parts), Decimal(0))) / 2 if _rounded(total, parts) else Decimal(0)
    gap = total.value - value
    apart = not found.introduced and any(part.value > total.value for part in parts)  # in 4, 6 and 15 cases respectively
    # What the tables have is no sum that is wrong, but for parts that are more than their total: one of them is of another row.
    agrees = {total.start, *(part.start for part in parts)} <= agreed and (gap > 0 or not found.introduced)
    if apart or agrees or abs(gap) <= slack or (not found.enclosed and _is_whole_before(total, parts)):
        return None
    # 189 requests were granted in full, 182 in part, and 37 refused: where they are of the tables those judge them
    known = total.start in agreed and sum(part.start in agreed for part in parts) * 2 >= len(parts)
    if (known and gap < 0 and not found.introduced) or (gap > 0 and any(part.bound for part in parts)):
        return None
    if gap > 0:
        if found.opened or len(parts) < 2:  # one part of a whole, or a list that says it is not whole
            return None
        share = gap / total.value
        # Where those are known the form has more parts than these.
        certain = found.closed or (
            not known and len(parts) >= _CERTAIN_PARTS and share <= (_GAP if found.introduced else _SMALL_GAP)
        )
        if not certain or _may_be_some(text, found, gap):
            return None
    elif (not found.introduced and len(parts) < 2) or (found.overlap and all(part.value <= total.value for part in parts)):
        return None
    working = " + ".join(shown_number(part.value) for part in parts) + f" = {shown_number(value)}"
    return Fault(REPORT_PARTS_MISMATCH, total.start, text[total.start : total.end], working, shown_number(value))


def _may_be_some(text: str, found: PartsList, gap: Decimal) -> bool:
    """True if a list that lacks some of its total may not be whole: of two parts, or with one that is not read as a number."""
    if text.isascii():
        behind = text[found.parts[0].start :]
        if _OTHERS.search(behind) or gap <= len(_ONE.findall(behind)):  # two overturned and one not yet decided
            return True
    return len(found.parts) == _FEW_PARTS and found.colon_alone and gap > _GAP * found.total.value


def _is_whole_before(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """True if the first parts are the whole already: what follows is counted in another way."""
    return total.value in [sum((part.value for part in parts[:count]), Decimal(0)) for count in range(2, len(parts))]


def _rounded(total: Quantity, parts: Sequence[Quantity]) -> bool:
    return any(quantity.step != 1 for quantity in (total, *parts))


def check_contrasts(text: str, tokens: Sequence[Token], language: Language) -> Iterator[Fault]:
    """Faults of contrasts: what was done and what was not are the whole, and what there ever was is no less than this year's."""
    items = [
        ("".join(known.text for known in label), number)
        for label, number in labelled(tokens)
        if not number.bound and number.unit not in ("", "%")
    ]
    for at, ((_, whole), (said, part), (undone, rest)) in enumerate(zip(items, items[1:], items[2:], strict=False)):
        if any(known.unit == whole.unit for _, known in items[:at]):  # only what was counted first is the whole
            continue
        after = items[at + 3][1] if at + 3 < len(items) else None  # 公开 36 件、不予公开 7 件、无法提供 22 件
        if after and after.unit == rest.unit and text[rest.end : rest.end + 1] in ("、", ","):
            continue
        same, done = whole.unit == part.unit == rest.unit, said.removeprefix("已")
        if same and done and undone in [f"{not_yet}{done}" for not_yet in _UNDONE] and whole.value != part.value + rest.value:
            value = shown_number(part.value + rest.value)
            working = f"{shown_number(part.value)} + {shown_number(rest.value)} = {value}"
            yield Fault(REPORT_PARTS_MISMATCH, whole.start, text[whole.start : whole.end], working, value)
    for said, ever in items:
        word = max((word for word in language.ever if word in said), key=len, default="")
        bare = said.replace(word, "")
        for other, this in items if word and bare else ():
            own = next((time for time in language.time if other.startswith(time)), "")
            if own and other.removeprefix(own) == bare and this.unit == ever.unit and this.value > ever.value:
                value = f"≥ {shown_number(this.value)}"
                yield Fault(REPORT_PARTS_MISMATCH, ever.start, text[ever.start : ever.end], shown_number(this.value), value)


def _all_of_them(text: str, tokens: Sequence[Token], done: set[int]) -> Iterator[Fault]:
    """The fault of a total of as many things as stand before it: 微信推送 486 条，微博发布 214 条，两个平台共发布 700 条."""
    numbers = [token.number for token in tokens if token.number]
    for at, number in enumerate(numbers):
        match = _OF_SO_MANY.search(text, 0, number.start)
        if match is None or match.end() != number.start or number.bound or number.unit in ("", "%"):
            continue
        before = [q for q in numbers[:at] if q.unit == number.unit and q.end <= match.start()]
        if len(before) != _SO_MANY[match["count"]] or any(q.bound for q in before) or {q.start for q in before} & done:
            continue
        value = sum((q.value for q in before), Decimal(0))
        if number.value > value:  # what stands on both may be counted once
            working = " + ".join(shown_number(q.value) for q in before) + f" = {shown_number(value)}"
            yield Fault(REPORT_PARTS_MISMATCH, number.start, text[number.start : number.end], working, shown_number(value))


def _together(text: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    """The fault of an English total of what stands before it in its clause: 241 partial and 214 full grants together made 455."""
    match = _MADE.search(text)
    total = next(
        (token.number for token in tokens if match and token.number and token.number.start == match.start("total")), None
    )
    if match is None or total is None or total.bound or total.unit:
        return
    start = max(text.rfind(stop, 0, match.start()) for stop in (", ", "; ", ". ", ": ")) + 1
    parts = [token.number for token in tokens if token.number and start <= token.number.start < match.start()]
    value = sum((part.value for part in parts), Decimal(0))
    if len(parts) > 1 and not any(part.unit or part.bound for part in parts) and value != total.value:
        working = " + ".join(shown_number(part.value) for part in parts) + f" = {shown_number(value)}"
        yield Fault(REPORT_PARTS_MISMATCH, total.start, text[total.start : total.end], working, shown_number(value))


def _in_all(text: str, tokens: Sequence[Token], agreed: frozenset[int]) -> Iterator[Fault]:
    """The fault of an English total behind what it sums up: 241 partial grants, 214 full grants and 33 denials, 488 in all."""
    numbers = [token.number for token in tokens if token.number]
    for at, number in enumerate(numbers):
        match = _IN_ALL.match(text, number.end) if at > 1 and not number.unit and not number.bound else None
        before = [known for known in numbers[:at] if not known.unit][-_MOST_SUMMED:]
        counted = [known for known in before if known.start in agreed]
        if match is None or len(counted) < len(before) or len(before) < _CERTAIN_PARTS - 1 or number.start in agreed:
            continue
        sums = {
            sum((known.value for known in some), Decimal(0))
            for size in range(2, len(before) + 1)
            for some in combinations(before, size)
        }
        if number.value not in sums and text[: number.start].rstrip().endswith(",") and number.value > before[-1].value:
            value = sum((known.value for known in before), Decimal(0))
            working = " + ".join(shown_number(known.value) for known in before) + f" = {shown_number(value)}"
            yield Fault(REPORT_PARTS_MISMATCH, number.start, text[number.start : number.end], working, shown_number(value))


def _kind(unit: str) -> str:
    """The kind of thing that a unit counts: people may be counted as such and each time."""
    return "人" if unit in ("人", "人次", "名", "位") else unit


def _closing(text: str, tokens: Sequence[Token], language: Language, done: set[int]) -> Iterator[Fault]:
    """The faults of totals that come after what they sum up: ``A 312条，B 205条，共计517条``."""
    items: list[tuple[Quantity, bool]] = []
    depth = 0
    label: list[Token] = []
    marked = overlap = rest = False
    spoken: set[str] = set()  # what was done with the first: 承办建议 15 件、提案 22 件，合计办理 37 件
    asked = "申请" in text  # of which each is made in one way, where information may be published in several
    verbs = [word for word in language.began if text.count(word) > 1]  # 网站更新 13 条，微信更新 12 条，合计更新 25 条
    for token in tokens:
        if token.kind == "stop":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if token.text in ",;、:。":
                label = []
            continue
        if depth:
            continue
        if token.number is None or token.number.unit in _KINDS:  # 三种方式合计 178 件
            label.append(token)
            marked = marked or token.kind == "parts"
            rest = rest or token.text in language.rest
            continue
        rest, others = False, rest  # 其余为科研机构和法律服务机构，共 4 件: that is the rest
        number, said = token.number, _THESE.sub("", "".join(t.text for t in label))
        overlap = overlap or (any(word in said for word in language.overlapping) and not (asked and number.unit in _ASKED))
        named = len(items) >= _CERTAIN_PARTS and marked and all(t.kind in ("skip", "word", "open") for t in label)
        of_area = label[:1] and label[0].kind == "own"  # 县直部门 102 件，乡镇 60 件，全县合计 178 件: no less than those
        said = said.removeprefix(label[0].text) if of_area else said
        closing = any(said.startswith(word) for word in language.totals) and all(
            t.kind in ("skip", "up", "open", "whole_time")
            or (t.number and t is label[0])
            or (t.kind == "own" and t is label[0])
            or t.text in (*language.up, *_SUMMED)
            or t.text in verbs
            or t.word in spoken
            for t in label
        )
        events = number.unit in _OF_EVENTS and (number.unit == "场次" or _THESE.match("".join(t.text for t in label)))
        units = _EVENTS if events else (number.unit,)
        same = [item for item in items if _kind(item[0].unit) in {_kind(unit) for unit in units}]
        if named and not closing and any(said.startswith(word) for word in language.totals):  # 其中……，共答复申请 76 件
            total = sum((quantity.value for quantity, _ in same), Decimal(0))
            closing = abs(total - number.value) <= _GAP * number.value
        if (
            closing
            and not others
            and len(same) > 1
            and not number.bound
            and number.unit not in ("%", "")
            and not {q.start for q, _ in same} & done
        ):
            sums = {sum((quantity.value for quantity, _ in same[at:]), Decimal(0)) for at in range(len(same) - 1)}
            whole = {quantity.value for quantity, after in same if not after} if marked else set()
            more = (max(sums) > number.value and overlap) or (max(sums) < number.value and of_area)
            if number.value not in sums | whole and not more and not any(quantity.bound for quantity, _ in same):
                chosen = [quantity for quantity, after in same if after] if marked else [quantity for quantity, _ in same]
                value = sum((quantity.value for quantity in chosen), Decimal(0))
                working = " + ".join(shown_number(quantity.value) for quantity in chosen) + f" = {shown_number(value)}"
                yield Fault(REPORT_PARTS_MISMATCH, number.start, text[number.start : number.end], working, shown_number(value))
            items = []
        elif not any(t.text in language.before or (t.kind in ("up", "down") and t.text[-1] in "到至") for t in label):
            items.append((number, marked))
            spoken = spoken or {t.word for t in label if t.word}
        label = []
