"""Names of styles and words of numberings: what somebody wrote into the parts of a document that say how it looks."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterator

from generator.late import late
from generator.load.attachment.words import says_number, telling

# First elements of the parts of which the rest holds nothing of their author.
LOOKS = frozenset(("styles", "styleSheet", "numbering", "tblStyleLst"))
# What names a style; each begins with signs of its own, for to look for those is many times as fast.
_NAMES = (
    late(rb"name [^<>]{0,40}?val=[\"']([^\"'<>]*)"),
    late(rb"aliases [^<>]{0,40}?val=[\"']([^\"'<>]*)"),
    late(rb"cellStyle [^<>]*?name=[\"']([^\"'<>]*)"),
    late(rb"styleName=[\"']([^\"'<>]*)"),
    late(rb"display-name=[\"']([^\"'<>]*)"),
)
# What stands before a number and behind it, as readers see it.
_NUMBERINGS = (late(rb"lvlText [^<>]{0,40}?val=[\"']([^\"'<>]*)"), late(rb"num-(?:prefix|suffix)=[\"']([^\"'<>]*)"))
_PLACE = late(r"%\d")  # of a number in the words
_USUAL = 1 << 16  # bytes of a part that is kept in mind


def words_given(data: bytes) -> tuple[str, ...]:
    """The names in such a part in which a number or an address stands, and the words of its numberings."""
    return _kept(data) if len(data) <= _USUAL else _read(data)


def _read(data: bytes) -> tuple[str, ...]:
    found = [name for one in _NAMES for name in _values(one.findall(data)) if says_number(name)]
    numberings = (_PLACE.sub(" ", words).strip() for one in _NUMBERINGS for words in _values(one.findall(data)))
    return tuple(dict.fromkeys([*found, *filter(telling, numberings)]))


@functools.lru_cache(maxsize=256)
def _kept(data: bytes) -> tuple[str, ...]:
    """The same, kept in mind: a program writes one part into each of its files."""
    return _read(data)


def _values(found: list[bytes]) -> Iterator[str]:
    return (html.unescape(value.decode("utf-8", "replace")) for value in found)
