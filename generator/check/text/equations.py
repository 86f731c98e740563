"""Rules on sums that a text works out before its reader's eyes: 86.5×10=865元, and 8个班，每班45人，共计360人.

What is on one side of a sign of equality is what is on the other. Units are let be, but for 万 and 亿, with which either side may
be written; powers, brackets and what is about a number are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.check.text.said_numbers import PRODUCT
from generator.late import late
from generator.problems import Problem, Severity
from generator.text import excerpt

_SHOWN = 40
_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:[%％‰]|[一-龥㎡㎥²³A-Za-z/·]{0,8})"
_TERM = rf"{_N}(?![\d²³⁰-⁹^]){_UNIT}"
_EQUATION = late(
    rf"(?<![\dA-Za-z.,)）×*÷/+＋^%√−–—-])(?P<made>{_TERM}(?: ?[×÷＋+] ?{_TERM}){{1,6}}) ?[=＝]"
    rf" ?(?P<said>{_TERM})(?! ?[×÷＋+*/^=＝\d(（.])"
)
_STEP = late(rf"(?P<sign>[×÷＋+]?) ?(?P<number>{_N})(?P<unit>{_UNIT})")
_LARGE = {"万": 10**4, "亿": 10**8}
_GROUPS = late(
    r"(?<![\d.,第])(?P<many>\d{1,4}) ?个?(?P<what>[班组队场期批车排户校村箱]|标段|乡镇|教室|考场)[，,]每个?"
    r"(?P=what) ?(?P<each>\d{1,6}) ?(?P<unit>[人名席套台件张份册])[，,](?:共计?|合计|总计)"
    r"[^，。；\d\n]{0,6}(?P<sum>\d{1,8}) ?(?P=unit)(?![次日天月均/])"
)
_ABOUT = ("约", "近", "余", "左右", "以上")
_SLACK = Decimal("0.002")


@finder("=", "＝", also=("×", "÷", "+", "＋"))
def _equations(text: Text) -> Iterator[Problem]:
    """The problems of equations whose two sides are not the same."""
    for match in _EQUATION.finditer(text.plain):
        said = _STEP.match(match["said"])
        steps = list(_STEP.finditer(match["made"]))
        if said is None or any(word in match[0] for word in _ABOUT):
            continue
        if any(step["unit"][:1].isascii() and step["unit"][:1].isalpha() for step in steps) and not said["unit"][:1].isascii():
            # The size of a thing, and how many there are of it: 500×300×200mm=3件.
            continue
        sides = [(_worked(steps, large=large), _size(said, large=large)) for large in (False, True)]
        decimals = len(said["number"].partition(".")[2])
        if not any(made is None or _same(made, right, decimals, said["unit"]) for made, right in sides):
            made = (sides[0][0] or Decimal(0)) * (100 if said["unit"][:1] in ("%", "％") else 1)
            yield _problem(text, match.span(), match[0], said["number"], made)


@finder("，每", ",每")
def _groups(text: Text) -> Iterator[Problem]:
    """The problems of wholes that so many groups of so many each do not make."""
    for match in _GROUPS.finditer(text.plain):
        made = Decimal(match["many"]) * Decimal(match["each"])
        if made != Decimal(match["sum"]) and not any(word in match[0] for word in _ABOUT):
            yield _problem(text, match.span(), match[0], match["sum"], made)


def _worked(steps: list[re.Match[str]], *, large: bool) -> Decimal | None:
    """The number that a row of steps makes, products before sums; None where it is divided by nothing."""
    total = product = Decimal(0)
    for step in steps:
        number = _size(step, large=large)
        if step["sign"] in ("", "+", "＋"):
            total, product = total + product, number
        elif step["sign"] == "×":
            product *= number
        elif not number:
            return None
        else:
            product /= number
    return total + product


def _size(step: re.Match[str], *, large: bool) -> Decimal:
    """The number of a step; a share of a hundred is one, and 万 and 亿 count where they are asked for."""
    number, unit = Decimal(step["number"].replace(",", "")), step["unit"]
    if unit[:1] in ("%", "％", "‰"):
        return number / (1000 if unit[0] == "‰" else 100)
    return number * _LARGE.get(unit[:1], 1) if large else number


def _same(made: Decimal, said: Decimal, decimals: int, unit: str) -> bool:
    """True if two sides are the same but for how they are rounded."""
    last = Decimal(1).scaleb(-decimals) * (Decimal("0.01") if unit[:1] in ("%", "％") else _LARGE.get(unit[:1], 1))
    return abs(made - said) <= max(last, abs(made) * _SLACK)


def _problem(text: Text, span: tuple[int, int], written: str, found: str, made: Decimal) -> Problem:
    right = f"{made.quantize(Decimal('0.01')).normalize():f}"
    values = {"text": excerpt(written, _SHOWN), "found": found, "expected": right}
    return Problem(PRODUCT, text.at(*span), values, Severity.WARNING)


FINDERS = (_equations, _groups)
