"""Numbers as people write them in words: 五, 二十三, 伍万零伍佰元整, five thousand five hundred."""

from __future__ import annotations

from decimal import Decimal

from generator.late import late

_ONES = {sign: number for signs in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for number, sign in enumerate(signs)} | {
    "两": 2
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_PARTS = {"角": Decimal("0.1"), "分": Decimal("0.01")}
_TEENS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TIES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_TEENS)} | {word: 10 * number for number, word in enumerate(_TIES, 2)}
_SIZES = {"hundred": 100, "thousand": 1000, "million": 10**6}
_BETWEEN = late(r"[ -]")
CHINESE = "〇零一二两三四五六七八九十百千万亿"
CAPITAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正"


def read_chinese(written: str) -> Decimal | None:
    """The number that a numeral in Chinese is, in small or large characters, with 元角分 or without; None for what is none."""
    whole, _, rest = written.rstrip("整正").partition("元" if "元" in written else "圆")
    total = Decimal(0)
    if whole:
        number = _whole(whole)
        if number is None:
            return None
        total += number
    digit: int | None = None
    for sign in rest:
        if sign in _PARTS and digit is not None:
            total += digit * _PARTS[sign]
            digit = None
        elif sign in _ONES:
            digit = _ONES[sign]
        else:
            return None
    return total


def _whole(written: str) -> int | None:
    """The number of a numeral without parts: 五万零五百."""
    total = section = 0
    digit: int | None = None
    for sign in written:
        if sign in _ONES:
            if digit:  # 二三, as of a year
                return None
            digit = _ONES[sign]
        elif sign in _TENS:
            section += (1 if digit is None else digit) * _TENS[sign]
            digit = None
        elif sign in _LARGE:
            total = (total + section + (digit or 0)) * _LARGE[sign]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)


def read_english(written: str) -> int | None:
    """The number that words in English are; None for what is none."""
    total = section = 0
    found = False
    for word in _BETWEEN.split(written.lower().strip()):
        if word == "and" and found:
            continue
        if word in _WORDS:
            section += _WORDS[word]
        elif word in _SIZES and section:
            if _SIZES[word] == 100:
                section *= 100
            else:
                total, section = total + section * _SIZES[word], 0
        else:
            return None
        found = True
    return total + section if found else None


def figures(written: str) -> Decimal:
    """The number that figures are, with or without commas."""
    return Decimal(written.replace(",", "").replace("，", ""))
