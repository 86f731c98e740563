"""Rules on what rose or fell as a text says it: from what to what, by how much of a hundred, and with what tax.

A rise ends higher and a fall lower than it began; a share of a hundred is held against both ends. What is about a number, of
ranks and ratios, or of ends in other units is let be.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

OTHER_WAY, OTHER_SHARE, OTHER_TAX = "growth-direction", "growth-share", "tax-sum"
CODES = (OTHER_WAY, OTHER_SHARE, OTHER_TAX)
_SHOWN = 50
_NUMBER = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d+)?"
_UNIT = (
    r"[万亿]?(?:元|吨|公里|千米|亩|公顷|平方米|平方公里|人次?|户|家|件|个工作日|个月|个|项|起|宗|台|座|所|名|例|天|日|小时|分钟"
    r"|张|辆|套|批|次|条|处)?"
)
_UP = "增加|增长|增|上升|上涨|提高|提升|扩大|升高|升"
_DOWN = "减少|减|下降|下跌|降低|降|缩短|压缩|压减|缩减|减至"
_TO = tuple(f"{way}{to}" for way in "增加长升涨高大少降跌低短缩减" for to in "到至为")
_CHANGED = late(
    rf"[由从](?:(?:19|20)\d\d年(?:度|底|末)?的?|[^，。；：、\d第]{{0,8}})(?P<first>{_NUMBER}) ?(?P<unit>%|％|{_UNIT})"
    rf"[^，。；：、\d第]{{0,6}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)"
    rf"(?:(?:19|20)\d\d年(?:度|底|末)?的?)?(?P<last>{_NUMBER}) ?(?P<other>%|％|{_UNIT})"
    rf"(?:[，,、（(](?:同比|比上年|净|共)?(?:{_UP}|{_DOWN})了? ?(?P<more>{_NUMBER}) ?(?![%％])(?P=other)(?![一-龥]))?"
    r"(?:[，,、（(](?:同比|比上年|共|总体)?(?:增长|增加|上升|提高|增幅|升幅|下降|减少|降低|降幅|缩短|压减)了?(?:为|达到?)?"
    rf"(?P<share>\d+(?:\.\d+)?) ?[%％])?"
)
_RISES = r"rose|risen|increased|increasing|grew|grown|went up|climbed|gone up"
_FALLS = r"fell|fallen|dropped|decreased|decreasing|declined|went down|shrank|gone down"
_AMOUNT = rf"[£$€₹]?{_NUMBER}"
_LARGE = r"(?P<{0}> ?(?:%|per cent|percent|million|billion|thousand|lakhs?|crores?|m|bn|k)(?![A-Za-z]))?"
# What rises and falls is found by where it begins, and read to both sides.
_MOVED = late(rf"\b(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?: (?:slightly|sharply|again|steadily|only|further|in \d{{4}}))?\Z")
_CHANGED_ENGLISH = late(
    rf" from (?P<first>{_AMOUNT}){_LARGE.format('unit')}(?: in (?:19|20)\d\d(?:[-/–]\d\d)?)? to (?P<last>{_AMOUNT})"
    rf"{_LARGE.format('other')}(?! ?(?:in|out of) \d{{1,2}}(?!\d)| ?:|[-/]\d|\.\d|,\d)(?: in (?:19|20)\d\d(?:[-/–]\d\d)?)?"
    r"(?:(?:, | \()(?:an? |or |i\.e\. )?(?:(?:increase|rise|growth|fall|drop|decrease|reduction|decline) of"
    r"|up(?: by)?|down(?: by)?|by)"
    r" (?P<share>\d+(?:\.\d+)?) ?(?:%|per ?cent(?!age)))?"
)
_BACK = 28
_TAXED = late(
    rf"£(?P<net>{_NUMBER}) ?\(?(?:exclud\w+|excl?\.?|ex|before|without|net of)(?: of)? VAT\b[^£.\n]{{0,24}}"
    rf"£(?P<gross>{_NUMBER}) ?(?:includ\w+|incl?\.?|with)(?: of)? VAT at (?P<rate>\d{{1,2}})(?:%| per ?cent)"
)
_ABOUT = ("约", "近", "余")
_HUNDREDTHS, _WHOLE = ("%", "％", "per cent", "percent"), 100
_HALF = Decimal("0.5")


@finder(*_TO, also=("由", "从"))
def _changed(text: Text) -> Iterator[Problem]:
    """The problems of what rose or fell from one number to another."""
    for match in _CHANGED.finditer(text.plain):
        if not any(word in match[0] for word in _ABOUT) and _alike(match["unit"], match["other"]):
            where = text.at(*match.span())
            yield from _of(match["first"], match["last"], match["share"], match["up"], match["unit"], match[0], where)
            slack = sum((_rounding(match[one], match["other"]) for one in ("first", "last", "more") if match[one]), Decimal(0))
            between = abs(_value(match["last"]) - _value(match["first"]))
            if match["more"] and abs(between - _value(match["more"])) > slack:
                unit = match["other"]
                values = {"text": excerpt(match[0], _SHOWN), "said": match["more"] + unit, "expected": f"{between}{unit}"}
                yield Problem(OTHER_SHARE, where, values, Severity.WARNING)


@finder(" from ", also=(" to ",))
def _changed_in_english(text: Text) -> Iterator[Problem]:
    """The same of a text in English."""
    for match in _CHANGED_ENGLISH.finditer(text.plain):
        unit, other = (match["unit"] or "").strip(), (match["other"] or "").strip()
        moved = _MOVED.search(text.plain, max(0, match.start() - _BACK), match.start())
        # The first may leave a sign of hundredths to the second, and nothing else.
        if moved and (unit == other or (not unit and other in ("%", "per cent", "percent"))):
            written = text.plain[moved.start() : match.end()]
            where = text.at(moved.start(), match.end())
            yield from _of(match["first"], match["last"], match["share"], moved["up"], other, written, where)


@finder("VAT at ")
def _taxed(text: Text) -> Iterator[Problem]:
    """The problems of prices with tax that those without it do not make."""
    for match in _TAXED.finditer(text.plain):
        net, gross, rate = _value(match["net"]), _value(match["gross"]), Decimal(match["rate"])
        right = net * (100 + rate) / 100
        if abs(right - gross) >= (_HALF * 2 if "." not in match["gross"] else Decimal("0.02")):
            values = {"text": excerpt(match[0], _SHOWN), "expected": f"£{right:,.2f}".removesuffix(".00")}
            yield Problem(OTHER_TAX, text.at(*match.span()), values, Severity.WARNING)


def _alike(unit: str, other: str) -> bool:
    """True if both ends are of one unit; the first may leave it to the second."""
    return unit.replace("％", "%") == other.replace("％", "%") or not unit


def _of(first: str, last: str, share: str | None, up: str | None, unit: str, written: str, where: Spot) -> Iterator[Problem]:
    """The problem of one change: of its direction, or of its share of the first."""
    begin, end = _value(first), _value(last)
    if end != begin and (end > begin) != bool(up):
        values = {"text": excerpt(written, _SHOWN)}
        yield Problem(OTHER_WAY, where, values, Severity.WARNING)
    elif (
        share and "%" in unit.replace("％", "%").replace("per cent", "%") and Decimal(share) == abs(end - begin) and begin != 100
    ):
        # From a share to another it is points, of which a hundred are the whole.
        points = labelled(share, english=" from " in written)
        values = {"text": excerpt(written, _SHOWN), "said": f"{share}%", "expected": points}
        yield Problem(OTHER_SHARE, where, values, Severity.WARNING)
    elif share and begin and "%" not in unit and "％" not in unit and "cent" not in unit:
        # The ends may be rounded themselves; numbers of whole things are exact.
        slack = [_rounding(one, unit) for one in (first, last)]
        lowest = abs(end - begin) - sum(slack)
        most = (abs(end - begin) + sum(slack)) / (begin - slack[0]) * 100
        least = lowest / (begin + slack[0]) * 100
        allowed = _HALF.scaleb(-len(share.partition(".")[2])) * 2  # up or down, or cut off
        if not least - allowed < Decimal(share) < most + allowed:
            exact = (abs(end - begin) / begin * 100).quantize(Decimal("0.1"))
            values = {"text": excerpt(written, _SHOWN), "said": f"{share}%", "expected": f"{exact.normalize():f}%"}
            yield Problem(OTHER_SHARE, where, values, Severity.WARNING)


def labelled(share: str, *, english: bool) -> str:
    """Points of a hundred, as they are called."""
    return f"{share} percentage points" if english else f"{share} 个百分点"


def _rounding(number: str, unit: str) -> Decimal:
    decimals = len(number.partition(".")[2])
    if decimals or unit.startswith(("万", "亿", "m", "b", "k", "t", "l", "c")):
        return _HALF.scaleb(-decimals)
    return Decimal(0)


def _value(written: str) -> Decimal:
    return Decimal(written.lstrip("£$€₹").replace(",", ""))


FINDERS = (_changed, _changed_in_english, _taxed)
