"""Tests of numbers that look like personal data, and how one may be shown."""

from __future__ import annotations

import datetime as dt
import functools
import importlib
from collections.abc import Callable, Mapping
from typing import cast

from generator.late import late

# GB 11643-1999: weights of the first 17 digits, and the check character by the remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# GB/T 2260: the provinces.
_PROVINCES = frozenset(
    str(code)
    for codes in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66), (71, 81, 82, 83))
    for code in codes
)
_HIDDEN = "*"
_CLOCK = late(r"(\d{1,2})(?:[.:：](\d\d))?")
_IN_CHARACTERS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")


def _bare(number: str) -> str:
    return "".join(char for char in number.translate(_IN_CHARACTERS) if char.isalnum()).upper()


def _is_day(digits: str, century: str = "") -> bool:
    try:
        day = dt.datetime.strptime(century + digits, "%Y%m%d").date()
    except ValueError:
        return False
    return 1850 < day.year < 2100


def is_identity_number(number: str) -> bool:
    """True if 18 characters are a citizen's number: province, day of birth and check character are right."""
    bare = _bare(number)
    # Of a foreigner with the right of residence: a 9, then the province.
    province = bare[1:3] if bare.startswith("9") else bare[:2]
    if len(bare) != 18 or province not in _PROVINCES or not bare[:17].isdecimal() or not _is_day(bare[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(bare, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == bare[17]


def is_old_identity_number(number: str) -> bool:
    """True if 15 digits have the form of the numbers given before 1999."""
    bare = _bare(number)
    return len(bare) == 15 and bare.isdecimal() and bare[:2] in _PROVINCES and _is_day(bare[6:12], "19")


def is_card_number(number: str) -> bool:
    """True if the digits pass the Luhn test of ISO/IEC 7812."""
    digits = [int(digit) for digit in _bare(number) if digit.isdecimal()]
    if len(set(digits)) < 2:
        return False
    doubled = (digit * 2 for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(digit // 10 + digit % 10 for digit in doubled)) % 10 == 0


def is_plate(plate: str) -> bool:
    """True if enough of it are digits for a vehicle's plate."""
    return sum(char.isdecimal() for char in plate) >= 2


def is_british_mobile(number: str) -> bool:
    """True if a number that begins as British mobiles do has the ten digits of one behind its prefix."""
    digits = _bare(number).removeprefix("00").removeprefix("44").removeprefix("0")
    return len(digits) == 10 and digits.startswith("7") and len(set(digits)) > 2


def is_indian_mobile(number: str) -> bool:
    """True if a number that begins as Indian mobiles do has the ten digits of one behind its prefix."""
    digits = _bare(number).removeprefix("00")
    digits = digits.removeprefix("91") if len(digits) > 11 else digits.removeprefix("0")
    return len(digits) == 10 and digits[0] in "6789" and len(set(digits)) > 2


def is_backwards(span: str) -> bool:
    """True if a span of hours in one half of a day ends before it begins: 7.30pm to 6pm, 下午17:30－14:00."""
    begin, end = ((int(hour), int(minute or 0)) for hour, minute in _CLOCK.findall(span)[:2])
    # Twelve begins a half of the day and ends it.
    return end < ((0, begin[1]) if begin[0] == 12 else begin)


def is_no_credit_code(code: str) -> bool:
    """True if a unified social credit code (GB 32100) does not keep its check."""
    return not importlib.import_module("stdnum.cn.uscc").is_valid(code)


_VERIFY: Mapping[str, Callable[[str], bool]] = {
    "": lambda found: True,
    "identity": is_identity_number,
    "identity-old": is_old_identity_number,
    "card": is_card_number,
    "plate": is_plate,
    "mobile-uk": is_british_mobile,
    "mobile-in": is_indian_mobile,
    "time-backwards": is_backwards,
    "identity-mistyped": lambda number: not is_identity_number(number),  # the others are told as what they are
    "credit-mistyped": is_no_credit_code,
}
# Those that ask a check digit: what passes one did not pass by chance.
VERIFIED = ("identity", "identity-old", "card")


@functools.cache
def verification(name: str) -> Callable[[str], bool]:
    """The check that a pattern names: one of ours, or that of a module of python-stdnum, which is read when it is needed."""
    return _VERIFY.get(name) or cast("Callable[[str], bool]", importlib.import_module(f"stdnum.{name}").is_valid)


def dialled(digits: str) -> str:
    """The digits of a number without the codes before it: those of its country and for a call within it."""
    return digits.lstrip("0")[-10:].lstrip("0")


def masked(found: str, head: int, tail: int) -> str:
    """A find with its middle hidden; as long as before, so that places in its line stay right."""
    head, tail = min(head, len(found) // 3), min(tail, len(found) // 4)
    end = len(found) - tail
    return found[:head] + _HIDDEN * (end - head) + found[end:]
