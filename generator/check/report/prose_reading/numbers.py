"""Numbers in prose: ``1,284``, ``1.2万``, ``四十六``, ``40余``, with the word they are counted in."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from generator.late import late

Bound = Literal["", "at_least", "at_most", "about", "nearly", "over"]

_DIGITS: dict[str, int] = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS: dict[str, int] = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10**4, "亿": 10**8}
_ARABIC = late(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([余多])?([百千万亿]*)([余多])?")
_CHINESE = late(r"([零〇一二两三四五六七八九十百千万亿]+)([余多])?")
_PERCENT_CHINESE = late(r"百分之([零〇一二两三四五六七八九十百]+)(?:点([零〇一二三四五六七八九]+))?")
_UNITS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
ENGLISH_NUMBERS = {word: value for value, word in enumerate((*_UNITS, *_TEENS), 2)}
_TYS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS_WORDS = {word: 10 * value for value, word in enumerate(_TYS, 2)}
_ENGLISH = late(
    rf"(?:({'|'.join(_TENS_WORDS)})(?:[- ](one|{'|'.join(_UNITS)}))?|({'|'.join(reversed(ENGLISH_NUMBERS))}))(?![\w-])"
)
_BELOW = "|".join((*_TENS_WORDS, *ENGLISH_NUMBERS))
_HUNDREDS = late(
    rf"(?P<count>an?|one|{'|'.join(_UNITS)}) hundred(?: (?:and )?(?P<below>(?:{_BELOW})(?![a-z])))?(?![\w-]| thousand| million)"
)
_ONE_OF = late(rf"(?<![\w-])one of (?:the |our |these |those )?(?:\d|(?:{'|'.join((*ENGLISH_NUMBERS, *_TENS_WORDS))})\b)")
_ONE_MORE = late(r"(?<![\w-])one (?:more|fewer|less) (?:\w+ ){0,2}than\b")
_ABOUT = Decimal("0.2")  # how far from the figure "about" may be
_ABOUT_SHARE = Decimal(3)  # percentage points that a share said to be about may be off
_NEAR_SHARE = Decimal(5)  # percentage points below one that is nearly reached
_LEAST_SHARE = Decimal("0.5")  # the same below one that is said to be passed: rounded it reaches that
_NEARLY = Decimal("0.8")  # how little of a number still nearly reaches it


# Four figures without a comma are a year, unless what they count follows.
_YEAR = late(r"(?:19|20)\d\d(?![\d,.]\d|%)\b")
_COUNTED_NOUN = late(
    r" (?:(?:valid|new|foi|eir|information|such|internal) )*"
    r"(?:requests?|cases?|applications?|responses?|answers?|replies|decisions?|reviews?)\b"
)
_OTHER_UNIT = late(
    r" ?(?:working |calendar |full |separate |different )?(?P<unit>record|document|file|exemption|exception|email"
    r"|day|week|month|hour|minute|year|page|pound|officer|staff)s?\b"
)
PER_CENT = late(r" ?(?:per ?cent|pc)\b")
_ONE_LESS = ("by one ", "by one,", "by one.", "of one ", "of one,", "of one.")  # elsewhere one is a pronoun too


class Quantity(NamedTuple):
    """A number in a sentence with its unit, and where it stands there; ``unit`` is ``%`` for a share, blank for a bare number."""

    value: Decimal
    unit: str
    start: int
    end: int
    bound: Bound = ""
    step: Decimal = Decimal(1)

    def agrees(self, figure: Decimal, times: Decimal = Decimal(1)) -> bool:
        """True if the number may be said of a figure, ``times`` being how many of the figure's units its own unit is."""
        said, step = self.value * times, self.step * times
        if self.bound == "over":
            return said <= figure < said + max(step, times)
        if self.bound == "at_least":
            return figure >= said
        if self.bound == "at_most":
            return figure < said
        if self.bound == "nearly":
            return said * _NEARLY <= figure <= said
        if self.bound == "about":
            return abs(figure - said) <= said * _ABOUT
        # What is said with fewer decimals is rounded; a count that is a whole number is not.
        whole = figure == figure.to_integral_value() and step == 1
        return said == figure if whole else abs(said - figure) <= step / 2

    def counting(self, text: str) -> Quantity:
        """The number with the unit of what it counts in an English text, which the tables do not: 20 working days."""
        match = None if self.unit else _OTHER_UNIT.match(text, self.end)
        return self._replace(unit=match["unit"], end=match.end()) if match else self

    def is_share(self, share: Decimal) -> bool:
        """True if the number, in per cent, may be said of a share."""
        slack = max(self.step, _ABOUT_SHARE) if self.bound == "about" else self.step
        if self.bound == "over":
            return self.value <= share < self.value + 10
        if self.bound in ("at_least", "at_most"):
            slack = min(self.step, _LEAST_SHARE)
            return share >= self.value - slack if self.bound == "at_least" else share <= self.value + slack
        low = share >= self.value - (_NEAR_SHARE if self.bound == "nearly" else self.step)
        high = share <= self.value + self.step
        return low and high if self.bound == "nearly" else abs(share - self.value) <= slack


def is_year(text: str, at: int, end: int) -> bool:
    """True if an English number from a place to another is a year, by its figures and what follows."""
    return bool(_YEAR.match(text, at)) and not _COUNTED_NOUN.match(text, end)


def read_number_word(text: str, at: int) -> Quantity | None:
    """The number below a hundred that an English text has in words at a place."""
    if hundreds := _HUNDREDS.match(text, at):
        below = read_number_word(text, hundreds.start("below")) if hundreds["below"] else None
        value = 100 * ENGLISH_NUMBERS.get(hundreds["count"], 1) + (below.value if below else 0)
        return Quantity(Decimal(value), "", at, below.end if below else hundreds.end())
    match = _ENGLISH.match(text, at)
    if match is None:
        one = (
            (at >= len("by ") and text.startswith(_ONE_LESS, at - len("by ")))
            or _ONE_OF.match(text, at)
            or _ONE_MORE.match(text, at)
        )
        return Quantity(Decimal(1), "", at, at + len("one")) if one else None
    value = (
        ENGLISH_NUMBERS[match[3]]
        if match[3]
        else _TENS_WORDS[match[1]] + (1 if match[2] == "one" else ENGLISH_NUMBERS.get(match[2] or "", 0))
    )
    spelt = PER_CENT.match(text, match.end())  # seven per cent
    return Quantity(Decimal(value), "%" if spelt else "", at, spelt.end() if spelt else match.end())


def read_number(text: str, at: int) -> tuple[Decimal, Decimal, int, bool] | None:
    """The number that begins at a place: value, the step of its last digit, where it ends, whether it says "and some"."""
    if text[at].isdecimal():
        match = _ARABIC.match(text, at)
        if match is None or (not match[0].isascii() and not match[1].isascii()):
            return None
        scale = Decimal(1)
        for letter in match[3]:
            scale *= Decimal({**_TENS, **_GREAT}[letter])
        bare = match[1].replace(",", "")
        value = Decimal(bare) * scale
        over = bool(match[2] or match[4])
        whole, _, decimals = bare.partition(".")
        zeros = 0 if decimals else len(whole) - len(whole.rstrip("0"))
        step = Decimal(10) ** (zeros if over else -len(decimals)) * scale
        return value, step, match.end(), over
    if match := _PERCENT_CHINESE.match(text, at):
        share = Decimal(read_chinese(match[1]))
        if match[2]:
            share += Decimal("0." + "".join(str(_DIGITS[d]) for d in match[2]))
        return share, Decimal(1), match.end(), False
    match = _CHINESE.match(text, at)
    if match is None:
        return None
    number = read_chinese(match[1])
    zeros = len(str(number)) - len(str(number).rstrip("0")) if number else 0
    return Decimal(number), Decimal(10) ** (zeros if match[2] else 0), match.end(), bool(match[2])


def read_chinese(text: str) -> int:
    """The whole number that Chinese numerals say: 一百二十 is 120."""
    total = section = digit = 0
    for letter in text:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in _TENS:
            section += (digit or 1) * _TENS[letter]
            digit = 0
        else:
            total = (total + section + digit) * _GREAT[letter]
            section = digit = 0
    return total + section + digit
