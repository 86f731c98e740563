"""Rules on numbers that a sentence gives twice, or with what they are made of.

In words and in figures, as part and whole, as price and sum, in one unit and in another. Only what
stands side by side is held against each other, and nothing is told of what is about a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.check.text.numerals import CAPITAL, CHINESE, figures, read_chinese, read_english
from generator.late import late
from generator.problems import Problem, Severity
from generator.text import excerpt

SAID_TWICE, PART_OVER, PRODUCT, CONVERSION = "number-said-twice", "part-over-whole", "product-wrong", "conversion-wrong"
CODES = (SAID_TWICE, PART_OVER, PRODUCT, CONVERSION)
_SHOWN = 40
_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# 五（6）个工作日. 第五（二）项 and 附件一（3） count otherwise.
# A find begins at its bracket, of which few texts have many, and is then read backwards.
_BESIDE = late(
    r"[（(](?P<figures>\d{1,6})[）)]"
    r"(?=个|日|天|名|人|年(?!级)|份|次|元|件|家|倍|小时|万|亿|张|套|台|种|项(?!目?[规第]))"
)
_WORDS = late(rf"(?<![第表图件录类号{CHINESE}])(?P<words>[{CHINESE}]{{1,6}})\Z")
_BEFORE_FIGURES = tuple(f"{numeral}{bracket}" for numeral in CHINESE for bracket in "（(")
_CAPITALS = ("佰", "仟", "拾", "元整", "圆整")
# 63元（大写：陆拾叁元整）, ￥63.00（大写：人民币陆拾叁元整）, 10万元整（…）, 6.3（万元），大写：…
_UNIT_BEFORE = r"[（(]?(?P<size>万)?元[）)]?[整正]?"
_SAID_BEHIND = (
    r"(?:[（(](?:人民币)?(?:大写)?|[，,、]?(?:人民币)?大写)(?:为|是)?[：:]?[ ]?(?:人民币)?"
    rf"(?P<behind>[{CAPITAL}]{{3,30}})[）)]?"
)
_SUM = late(
    rf"(?P<words>[{CAPITAL}]{{3,24}})[（(](?:小写)?[：:]?[ ]?(?:人民币)?[¥￥]?[ ]?(?P<figures>{_N})[ ]?(?P<large>万)?元?[）)]"
    rf"|(?<![\d.,])(?P<before>{_N})(?P<unit>[ ]?{_UNIT_BEFORE})?{_SAID_BEHIND}"
)
_MONEY_WORD = late(r"[元圆]|[整正]$")
_BESIDE_ENGLISH = late(r" \((?P<figures>\d{1,3})\) (?=[a-z])")
_WORDS_ENGLISH = late(
    r"(?<!ection )(?<!art )(?<!hapter )(?<!able )(?<!chedule )(?<!ppendix )(?<!lass )(?<!umber )\b"
    r"(?P<words>[A-Za-z]+(?:-[a-z]+)?)\Z"
)
_NAMED = late(r"\b(?!(?:Within|The|At|For|After|In|By|All|Any|About)\b)[A-Z][a-z]+ \Z")  # Rule two (12)
_NEAR = 24  # characters in which words stand
_MONEY_SAID = (" pounds)", " pounds only)", " dollars", " euros")
_MONEY_ENGLISH = late(rf"[£$€](?P<figures>{_N}) \((?P<words>[A-Za-z]+(?:[ -][a-z]+){{0,9}}) (?:pounds|dollars|euros)(?: only)?\)")
# 五分之一（25%）, one in five (25%), a third (30%).
_FRACTION = late(
    r"(?P<whole>[二三四五六七八九十百])分之(?P<part>[一二三四五六七八九十])[（(](?P<share>\d{1,2}(?:\.\d+)?)[%％][）)]?"
    r"|(?<![一-龥]{2}完)(?P<tenths>[一二三四五六七八九])成[（(](?P<percent>\d{1,3}(?:\.\d+)?)[%％][）)]"
)
_FRACTION_ENGLISH = late(
    r"\b(?:(?P<part>[Oo]ne|[Tt]wo|[Tt]hree) (?:in|out of) (?P<whole>two|three|four|five|six|eight|ten|\d{1,2})|"
    r"(?:[Aa]|[Oo]ne) (?P<name>half|third|quarter|fifth|tenth))"
    r" \((?:about |around |nearly )?(?P<share>\d{1,2}(?:\.\d+)?) ?(?:%|per cent)\)"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MONEY = late(
    rf"(?<![\d.,])(?P<one>{_N}) ?(?P<large>[万亿])?元[（(](?:即|合|折合|约)?(?P<other>{_N}) ?(?P<size>[万亿])?元[）)]"
    rf"|[£$€](?P<first>{_N}) ?(?P<unit>m|bn|k|million|billion|thousand) \([£$€](?P<second>{_N})\)"
)
_LARGE = {
    "": 1,
    "万": 10**4,
    "亿": 10**8,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
# What is counted, and how many of these; the next number is one of the same unit.
_OF = late(r"，其中(?:有|已有)? ?(?P<part>\d+) ?(?P<unit>[家名人件户辆台宗起位])(?![次均月天年])")
_COUNTED = late(r"(?P<number>\d+) ?(?P<unit>[家名人件户辆台宗起位])(?![次均月天年])")
_BACK = 60
_OF_ENGLISH = late(
    r"\b(?P<whole>\d{1,6}) (?P<noun>[a-z]+(?: [a-z]+)?)[^.;:\n\d]{0,40}?,? of (?:whom|which) (?P<part>\d{1,6})"
    r"(?![\d.,:%]|(?:st|nd|rd|th)\b| ?(?:per|km|kg|m|miles?|metres?|hours?|days?)\b)"
)
_OF_THESE = late(
    r"\bOf (?:the |these |our )?(?P<whole>\d{1,6}) [a-z]+(?: [a-z]+)?, (?P<part>\d{1,6}) (?:were|was|are|have|had|has)\b"
)
_PRODUCT = late(
    rf"(?P<many>{_N}) ?(?P<unit>[箱台套个件份吨辆册本张盒支只袋瓶人户亩米次名天]{{1,2}})，?(?:每(?P=unit)|单价|人均|户均)"
    rf"(?:单价|价格|补助|补贴|标准)?为? ?"
    rf"(?P<price>{_N}) ?元，(?:共计|合计|总计|共|总价)[^\d，。；\n]{{0,6}}(?P<sum>{_N}) ?(?P<large>万)?元"
)
_PRODUCT_ENGLISH = late(
    rf"\b(?P<many>{_N}) (?:[a-z]+ ){{1,4}}at [£$€](?P<price>{_N}) (?:an?|per|each)(?: [a-z]+){{0,2}}[,:(] ?"
    rf"[£$€](?P<sum>{_N}) (?:in all|in total|altogether)"
)
_PRICED = ("，每", "，单价", "，人均", "，户均", " at £", " at $", " at €")
_ABOUT = late(r"约|近|余|多|左右|折|优惠|税|运费|另")
_UNIT = r"平方米|平方公里|平方千米|公顷|亩|公里|千米|米|里|公斤|千克|克|吨|斤|小时|分钟|天|日|个月|年"
_UNIT_ENGLISH = r"acres?|hectares?|ha|miles?|km|kilometres?|metres?|m|feet|ft|yards?|pounds?|lbs?|kg|kilograms?|tonnes?"
_IN_UNIT = tuple(f"{unit}{close}" for unit in _UNIT.split("|") for close in "）)")
_IN_UNIT_ENGLISH = tuple(
    f"{unit})" for written in _UNIT_ENGLISH.split("|") for unit in (written.replace("?", ""), written.partition("s?")[0])
)
_CONVERTED = late(
    rf"(?<![\d.,第])(?P<one>{_N}) ?(?P<large>万)?(?P<unit>{_UNIT})[（(](?:约合?|合|折合|折|即|相当于|大约)? ?"
    rf"(?P<other>{_N}) ?(?P<size>万)?(?P<its>{_UNIT})[）)]"
)
_CONVERTED_ENGLISH = late(
    rf"(?<![\d.,£$€])(?P<one>{_N}) (?P<unit>{_UNIT_ENGLISH}) \((?:about|approximately|approx\.?|around|or)? ?"
    rf"(?P<other>{_N}) ?(?P<its>{_UNIT_ENGLISH})\)"
)
# A measure in two units, of which the smaller is found: 1小时30分钟（1.5小时）, 15 stone 3 pounds (97 kg).
_MORE_BEFORE = late(r"(?<!\d\d\d)\d ?(?:[一-龥]{1,3} ?|[a-z]+,? (?:and )?)\Z")
# How much of the first unit of its kind each is; what lasts longer has months and days of several lengths.
_SIZES: dict[str, tuple[str, float]] = {
    "平方米": ("area", 1),
    "亩": ("area", 666.67),
    "公顷": ("area", 10_000),
    "平方公里": ("area", 1e6),
    "平方千米": ("area", 1e6),
    "acre": ("area", 4046.9),
    "hectare": ("area", 10_000),
    "ha": ("area", 10_000),
    "米": ("length", 1),
    "里": ("length", 500),
    "公里": ("length", 1000),
    "千米": ("length", 1000),
    "m": ("length", 1),
    "metre": ("length", 1),
    "km": ("length", 1000),
    "kilometre": ("length", 1000),
    "mile": ("length", 1609.3),
    "feet": ("length", 0.3048),
    "ft": ("length", 0.3048),
    "yard": ("length", 0.9144),
    "克": ("weight", 0.001),
    "斤": ("weight", 0.5),
    "公斤": ("weight", 1),
    "千克": ("weight", 1),
    "吨": ("weight", 1000),
    "kg": ("weight", 1),
    "kilogram": ("weight", 1),
    "tonne": ("weight", 1000),
    "pound": ("weight", 0.4536),
    "lb": ("weight", 0.4536),
    "分钟": ("time", 1),
    "小时": ("time", 60),
    "天": ("time", 1440),
    "日": ("time", 1440),
    "个月": ("time", 43_800),
    "年": ("time", 525_600),
}
_WORKED = 3  # a day of work has a third of the hours
_SLACK, _HALF = 0.06, 0.6


@finder(*_BEFORE_FIGURES)
def _twice(text: Text) -> Iterator[Problem]:
    """The problems of numbers in words whose figures are others."""
    for match in _BESIDE.finditer(text.plain):
        words = _WORDS.search(text.plain, max(0, match.start() - _NEAR), match.start())
        if words and read_chinese(words["words"]) not in (None, figures(match["figures"])):
            yield _problem(SAID_TWICE, text, words.start(), match.end(), found=words["words"], other=match["figures"])


@finder(" (")
def _twice_in_english(text: Text) -> Iterator[Problem]:
    """The same of numbers in English."""
    for match in _BESIDE_ENGLISH.finditer(text.plain):
        words = _WORDS_ENGLISH.search(text.plain, max(0, match.start() - _NEAR), match.start())
        if words is None or _NAMED.search(text.plain, max(0, words.start() - _NEAR), words.start()):
            continue
        if read_english(words["words"]) not in (None, figures(match["figures"])):
            yield _problem(SAID_TWICE, text, words.start(), match.end(), found=words["words"], other=match["figures"])


@finder(*_CAPITALS)
def _money_twice(text: Text) -> Iterator[Problem]:
    """The problems of sums in capitals whose figures are others."""
    for match in _SUM.finditer(text.plain):
        if match["before"] and not match["unit"] and text.plain[match.start() - 1 : match.start()] not in ("¥", "￥"):
            continue
        said = match["words"] or match["behind"]
        size = 10_000 if match["large"] or match["size"] else 1
        number = figures(match["figures"] or match["before"]) * size
        if _MONEY_WORD.search(said) and read_chinese(said) not in (None, number):
            other = match["figures"] or match["before"]
            yield _problem(SAID_TWICE, text, *match.span(), found=said, other=other + ("万" if size > 1 else ""))


@finder(*_MONEY_SAID)
def _money_twice_in_english(text: Text) -> Iterator[Problem]:
    """The same of sums in English."""
    for match in _MONEY_ENGLISH.finditer(text.plain):
        if read_english(match["words"]) not in (None, figures(match["figures"])):
            yield _problem(SAID_TWICE, text, *match.span(), found=match["words"], other=match[0].split(" ")[0])


@finder("元（", "元(", "(£", "($", "(€")
def _sums(text: Text) -> Iterator[Problem]:
    """The problems of sums that are another in a larger unit or a smaller one."""
    for match in _MONEY.finditer(text.plain):
        size, its = match["large"] or match["unit"] or "", match["size"] or ""
        if size == its:  # another sum, and not the same
            continue
        one = figures(match["one"] or match["first"]) * _LARGE[size]
        other = figures(match["other"] or match["second"]) * _LARGE[its]
        tenfold = one / other if other else Decimal(0)
        # What is another by tens is a slip of the unit; any other sum in brackets is one of its own.
        if tenfold in (10, 100, 1000, 10_000, Decimal("0.1"), Decimal("0.01"), Decimal("0.001"), Decimal("0.0001")):
            expected = f"{(one / _LARGE[its]).normalize():f}"
            yield _problem(CONVERSION, text, *match.span(), found=match["other"] or match["second"], other=expected)


@finder("分之", "成（", "成(")
def _fractions(text: Text) -> Iterator[Problem]:
    """The problems of fractions in words whose share in figures is another."""
    for match in _FRACTION.finditer(text.plain):
        if match["tenths"]:
            said, right = match["percent"], Decimal(10) * (read_chinese(match["tenths"]) or 0)
        else:
            said = match["share"]
            right = Decimal(100) * (read_chinese(match["part"]) or 0) / (read_chinese(match["whole"]) or 1)
        if abs(Decimal(said) - right) > 1:
            yield _problem(SAID_TWICE, text, *match.span(), found=match[0].split("（")[0].split("(")[0], other=f"{said}%")


@finder("%)", "cent)")
def _fractions_in_english(text: Text) -> Iterator[Problem]:
    """The same of fractions in English."""
    for match in _FRACTION_ENGLISH.finditer(text.plain):
        whole = _PARTS.get(match["name"] or "") or read_english(match["whole"] or "") or int(match["whole"])
        part = read_english(match["part"]) if match["part"] else 1
        if abs(Decimal(match["share"]) - Decimal(100) * (part or 1) / whole) > 1:
            yield _problem(SAID_TWICE, text, *match.span(), found=match[0].split(" (")[0], other=f"{match['share']}%")


@finder("，其中")
def _parts(text: Text) -> Iterator[Problem]:
    """The problems of parts that are more than all there are, of whatever was counted before in the same sentence."""
    for match in _OF.finditer(text.plain):
        before = re.split(r"[。；\n]", text.plain[max(0, match.start() - _BACK) : match.start()])[-1]
        wholes = [int(one["number"]) for one in _COUNTED.finditer(before) if one["unit"] == match["unit"]]
        if wholes and max(wholes) < int(match["part"]):
            yield _problem(PART_OVER, text, match.start() - len(before), match.end(), found=match["part"], other=str(max(wholes)))


@finder("of wh", "Of ")
def _parts_in_english(text: Text) -> Iterator[Problem]:
    """The same of parts in English."""
    for pattern in (_OF_ENGLISH, _OF_THESE):
        for match in pattern.finditer(text.plain):
            if int(match["part"]) > int(match["whole"]):
                yield _problem(PART_OVER, text, *match.span(), found=match["part"], other=match["whole"])


@finder(*_PRICED)
def _products(text: Text) -> Iterator[Problem]:
    """The problems of sums that a number of things at a price does not make."""
    for pattern in (_PRODUCT, _PRODUCT_ENGLISH):
        for match in pattern.finditer(text.plain):
            if "元" in re.split(r"[。；\n]", text.plain[: match.start()])[-1]:  # the sum may be that of other things, too
                continue
            made = figures(match["many"]) * figures(match["price"])
            said = figures(match["sum"]) * (10_000 if pattern is _PRODUCT and match["large"] else 1)
            slack = Decimal(50) if pattern is _PRODUCT and match["large"] else Decimal("0.5")
            if "均" in match[0]:  # what is an average is rounded
                slack += figures(match["many"])
            if abs(made - said) > slack and not _ABOUT.search(match[0]):
                yield _problem(PRODUCT, text, *match.span(), found=match["sum"], other=f"{made.normalize():f}")


@finder(*_IN_UNIT, *_IN_UNIT_ENGLISH)
def _converted(text: Text) -> Iterator[Problem]:
    """The problems of measures whose number in another unit is not the same."""
    for pattern in (_CONVERTED, _CONVERTED_ENGLISH):
        chinese = pattern is _CONVERTED
        for match in pattern.finditer(text.plain):
            kind, size = _size(match["unit"])
            its_kind, its_size = _size(match["its"])
            if (
                kind != its_kind
                or size == its_size
                or _MORE_BEFORE.search(text.plain, max(0, match.start() - _NEAR), match.start())
            ):
                continue
            one = float(figures(match["one"])) * (10_000 if chinese and match["large"] else 1) * size
            scale = 10_000 if chinese and match["size"] else 1
            other = float(figures(match["other"])) * scale
            right = one / its_size
            decimals = len(match["other"].partition(".")[2])
            same = abs(right - other) <= max(_SLACK * right, _HALF * scale / 10**decimals)
            worked = kind == "time" and abs(right - other * _WORKED) <= _SLACK * right
            if not same and not worked:
                expected = f"{right / scale:.{max(decimals, 2 if right < 10 else 0)}f}"
                yield _problem(CONVERSION, text, *match.span(), found=match["other"], other=expected)


def _size(unit: str) -> tuple[str, float]:
    return _SIZES.get(unit) or _SIZES.get(unit.removesuffix("s")) or ("", 0.0)


def _problem(code: str, text: Text, start: int, end: int, *, found: str, other: str) -> Problem:
    values = {"text": excerpt(text.plain[start:end].strip(), _SHOWN), "found": found, "expected": other}
    return Problem(code, text.at(start, end), values, Severity.WARNING)


FINDERS = (
    *(_twice, _twice_in_english, _money_twice, _money_twice_in_english),
    *(_converted, _sums, _fractions, _fractions_in_english),
    *(_parts, _parts_in_english, _products),
)
