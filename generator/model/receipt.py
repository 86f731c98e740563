"""Receipt numbers: twelve random signs by which an applicant, and nobody else, finds the state of an application.

A page holds digests of them, not the numbers: sixty random bits are not found by trying.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import secrets

# Without letters that are taken for figures or for each other (Crockford's base 32).
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAKEN_FOR = str.maketrans("OIL", "011")
_LENGTH, _PART = 12, 4
_FEWEST = 5  # different signs; of random ones one in two hundred million has fewer
_FORM = re.compile(f"(?:[{_SIGNS}]{{{_PART}}}-){{2}}[{_SIGNS}]{{{_PART}}}")


def make_receipt() -> str:
    """A new receipt number, such as ``7K2M-X3QF-9TBH``."""
    while is_weak(signs := "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))):
        continue
    return "-".join(signs[at : at + _PART] for at in range(0, _LENGTH, _PART))


def is_receipt(number: str) -> bool:
    """True for a number of the form that they have."""
    return _FORM.fullmatch(number) is not None


def is_weak(number: str) -> bool:
    """True for a number that somebody made up: of few different signs, or with signs in their order."""
    signs = number.replace("-", "")
    steps = [_SIGNS.find(two) - _SIGNS.find(one) for one, two in itertools.pairwise(signs)]
    return len(set(signs)) < _FEWEST or steps.count(1) > _LENGTH // 2


def anchor_of(number: str) -> str:
    """The name of the place on the page that holds the state of an application: a digest of its number."""
    plain = "".join(filter(str.isalnum, number.upper())).translate(_TAKEN_FOR)
    return f"s-{hashlib.sha256(plain.encode()).hexdigest()[:32]}"
