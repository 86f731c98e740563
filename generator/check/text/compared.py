"""A rule on what is more or less than before, said by how much of its unit and by how much of a hundred.

比上年增加112万元，增长5.09%: what was before is what is now without the difference, or stands in the same words, as
较2025年的66.1万元减少1.78万元. Told only where the clause names one amount of that unit, which is then what is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.check.text.growth import OTHER_SHARE, OTHER_WAY
from generator.late import late
from generator.problems import Problem, Severity
from generator.text import excerpt

_SHOWN = 50
_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"[万亿]?[一-龥]{1,2}?|[万亿]千瓦时"
_BEFORE = r"(?:上年度?|去年|前年|上月|(?:19|20)\d\d年(?:度|底|末)?)(?:同期|初?预算数?|决算数?)?"
_UP, _DOWN = "增加|增长|上升|上涨|提高|提升|增", "减少|下降|下跌|降低|压减|减"
_BY = (
    rf"(?:(?P<up>{_UP})|{_DOWN})了? ?(?P<more>{_N}) ?(?P<unit>{_UNIT})[，,、（(]?(?:同比)?"
    rf"(?:(?P<rise>{_UP}|增幅)|(?P<fall>{_DOWN}|降幅))(?:了|为|达)? ?(?P<share>\d+(?:\.\d+)?) ?[%％](?![、和—~～-])"
)
# Found by what is compared with, and read to both sides: what is now stands before it, or what was behind.
_COMPARED = late(rf"[同比较](?:(?<=同)比|(?<![同])(?<=[比较]){_BEFORE}(?:的? ?(?P<first>{_N}) ?(?P<its>{_UNIT}))?) ?{_BY}")
_NOW = late(rf"(?<![\d.,])(?P<now>{_N}) ?(?P<unit>{_UNIT})[，,（(]\Z")
_SAME_TIME = late(rf"[上去]年同期(?:为|是)? ?(?P<first>{_N}) ?(?P<its>{_UNIT})(?=[，,。；;、）)\n]|\Z)")
_AND_NOW = late(
    rf"(?<![\d.,])(?P<now>{_N}) ?(?P<unit>{_UNIT})[，,（(]同比(?:(?P<rise>{_UP})|(?P<fall>{_DOWN}))了?"
    r" ?(?P<share>\d+(?:\.\d+)?) ?[%％][，,；;（(]\Z"
)
_ABOUT = ("约", "近", "余", "多", "超")
_HALF, _NEAR, _FAR = Decimal("0.5"), 24, 60


@finder("%", "％", also=("比", "较"))
def _compared(text: Text) -> Iterator[Problem]:
    """The problems of what is more or less by a number, and by a share that this is not of what was before."""
    for match in _COMPARED.finditer(text.plain):
        unit, start = match["unit"], match.start()
        said = match.groupdict()
        if not match["first"]:
            now = _NOW.search(text.plain, max(0, start - _NEAR), start)
            clause = text.plain[max(text.plain.rfind(mark, 0, start) for mark in "。；\n|") + 1 : now.start() if now else start]
            # Where more is named, what is compared may be all of it.
            if now is None or now["unit"] != unit or unit in clause:
                continue
            said |= {"now": now["now"]}
            start = now.start()
        elif match["its"] != unit:
            continue
        written = text.plain[start : match.end()]
        if any(word in written for word in _ABOUT):
            continue
        if bool(match["up"]) != bool(match["rise"]):
            yield Problem(OTHER_WAY, text.at(start, match.end()), {"text": excerpt(written, _SHOWN)}, Severity.WARNING)
        elif right := _other_share(said):
            values = {"text": excerpt(written, _SHOWN), "said": f"{match['share']}%", "expected": right}
            yield Problem(OTHER_SHARE, text.at(start, match.end()), values, Severity.WARNING)


@finder("上年同期", "去年同期", also=("%", "％"))
def _same_time(text: Text) -> Iterator[Problem]:
    """The problems of what is more or less than at the same time of the year before, where that is said beside it."""
    for found in _SAME_TIME.finditer(text.plain):
        match = _AND_NOW.search(text.plain, max(0, found.start() - _FAR), found.start())
        if match is None or match["unit"] != found["its"]:
            continue
        now, before, where = _value(match["now"]), _value(found["first"]), (match.start(), found.end())
        written = text.plain[slice(*where)]
        if now != before and (now > before) != bool(match["rise"]):
            yield Problem(OTHER_WAY, text.at(*where), {"text": excerpt(written, _SHOWN)}, Severity.WARNING)
        elif right := _other_share({"more": str(abs(now - before)), "first": found["first"], "share": match["share"]}):
            values = {"text": excerpt(written, _SHOWN), "said": f"{match['share']}%", "expected": right}
            yield Problem(OTHER_SHARE, text.at(*where), values, Severity.WARNING)


def _other_share(said: dict[str, str | None]) -> str:
    """The share that a difference is of what was before, if another is said; ``''`` where the numbers may be so rounded."""
    more, share = _value(said["more"]), str(said["share"])
    if said.get("first"):
        before = _value(said["first"])
    else:
        before = _value(said["now"]) - more if said["up"] else _value(said["now"]) + more
    if before <= 0:
        return ""
    slack = sum(_HALF.scaleb(-len(str(one).partition(".")[2])) for one in (said["more"], said.get("first") or said["now"]))
    least, most = (more - slack) / (before + slack) * 100, (more + slack) / max(before - slack, slack) * 100
    allowed = _HALF.scaleb(-len(share.partition(".")[2])) * 2  # up or down, or cut off
    if least - allowed < Decimal(share) < most + allowed:
        return ""
    return f"{(more / before * 100).quantize(Decimal('0.01')).normalize():f}%"


def _value(written: str | None) -> Decimal:
    return Decimal((written or "0").replace(",", ""))


FINDERS = (_compared, _same_time)
