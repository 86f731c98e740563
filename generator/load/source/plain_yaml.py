"""YAML of nothing but fields with a plain text or a list of words, as most items are: read without the parser, to the same end.

What is read here is what cannot mean anything else: signs that YAML has a use for, or that are no text, are left to the parser.
"""

from __future__ import annotations

import re
from functools import cache

_HAN = "\u3400-\u9fff"
# Marks of Chinese, wide ones and those of ASCII that mean nothing inside a plain text.
_MARKS = r"\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u3011\u3014-\u301f\uff01-\uff5e"
_FIRST = rf"[A-Za-z0-9{_HAN}{_MARKS}]"
_INSIDE = rf"[!\"$-9;-~{_HAN}{_MARKS}]"
_WORD = rf"{_FIRST}[A-Za-z0-9./()_{_HAN}{_MARKS}-]*"
_FIELD = rf"^([A-Za-z_{_HAN}][A-Za-z0-9_（）{_HAN}]*): (?:({_FIRST}{_INSIDE}*(?: +{_INSIDE}+)*)|\[({_WORD}(?:, {_WORD})*)\])\n"


@cache
def _field() -> re.Pattern[str]:
    """The pattern of a field made ready. With so many signs that takes time, which is spent where there is an item to read."""
    return re.compile(_FIELD, re.MULTILINE)


def read_plain(text: str) -> dict[str, str | list[str]] | None:
    """The fields of such a text as the parser would read them; None where it has to be asked."""
    if "\n " in text or "\n-" in text or "#" in text:  # as in every file of settings
        return None
    found = _field().findall(text)
    fields: dict[str, str | list[str]] = {}
    length = 0
    for key, value, words in found:
        fields[key] = value or words.split(", ")
        length += len(key) + (len(value) if value else len(words) + 2) + 3
    return fields if length == len(text) and len(fields) == len(found) else None
