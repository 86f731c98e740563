"""Numbers as a spreadsheet shows them by the format of their cell (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from generator.late import late

# The formats that a workbook does not spell out.
BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
}
# What a format says of colour, condition, width and filling.
_LOOKS = late(r"\[[^\]]*\]|_.|\*.")
_TOKEN = late(r'"([^"]*)"|\\(.)|([0#?,.]+)|(.)')
_DIGITS = 15  # of which a spreadsheet keeps a number
_EXACT = 1e15


def number_text(value: float, code: str = "") -> str:
    """The text that a cell shows of a number: with the noughts of its format before it, never with an exponent."""
    sections = code.split(";")
    section = _LOOKS.sub("", sections[1] if value < 0 and len(sections) > 1 and sections[1] else sections[0]).strip()
    pieces = [match.groups() for match in _TOKEN.finditer(section)]
    numbers = [piece[2] for piece in pieces if piece[2]]
    literals = "".join(piece[3] or "" for piece in pieces)
    if not numbers or re.search(r"[A-Za-z@/]", literals) or not any(sign in "".join(numbers) for sign in "0#?"):
        return plain_number(value)
    amount = Decimal(plain_number(abs(value)))
    if "%" in literals:
        amount *= 100
    # With another section for what is below nought that section says how it is marked.
    sign = "-" if value < 0 and not (len(sections) > 1 and sections[1]) else ""
    return sign + (_one(amount, pieces) if len(numbers) == 1 else _parted(amount, pieces))


def plain_number(value: float) -> str:
    """A number in its digits, as many as a spreadsheet keeps, without an exponent or needless noughts."""
    if not math.isfinite(value):
        return str(value)
    text = format(Decimal(f"{value:.{_DIGITS}g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_cut(value: float) -> bool:
    """True for a number of more digits than a spreadsheet keeps: its last ones have become noughts."""
    return abs(value) >= _EXACT


_Pieces = list[tuple[str | None, ...]]


def _one(amount: Decimal, pieces: _Pieces) -> str:
    """A number in the one place that its format has for it."""

    def shown(places: str) -> str:
        """The digits in the places of a format."""
        whole, stop, part = places.rstrip(",").partition(".")
        wanted, least = len(part), part.count("0")
        rounded = amount.quantize(Decimal(1).scaleb(-wanted), ROUND_HALF_UP)
        digits, _, behind = format(rounded, "f").partition(".")
        while len(behind) > least and behind.endswith("0"):
            behind = behind[:-1]
        digits = digits.zfill(whole.count("0")) if digits != "0" or "0" in whole else ""
        if "," in whole:
            digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
        return digits + (f".{behind}" if behind and stop else "")

    return "".join(text or escaped or (shown(places) if places else sign or "") for text, escaped, places, sign in pieces)


def _parted(amount: Decimal, pieces: _Pieces) -> str:
    """A number whose digits are parted by signs, such as ``000-0000``; the first part takes what is left over."""
    counts = [len(re.findall(r"[0#?]", piece[2] or "")) for piece in pieces]
    digits = format(amount.quantize(Decimal(1), ROUND_HALF_UP), "f").zfill(sum(counts))
    over, found = len(digits) - sum(counts), ""
    for count, (text, escaped, _, sign) in zip(counts, pieces, strict=True):
        taken, over = (count + over, 0) if count else (0, over)
        found += digits[:taken] or text or escaped or sign or ""
        digits = digits[taken:]
    return found
