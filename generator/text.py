"""Normal forms of text, for comparing and finding."""

from __future__ import annotations

import difflib
import html
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from generator.late import late

_TAG = late(r"<[^>]*>")
_SPACE = late(r"\s+")


class Count(int):
    """A number of things that knows its noun: in a label, ``{count} {count:item|items}`` gives "1 item" and "2 items"."""

    def __format__(self, spec: str) -> str:
        """The number, or of the two nouns in ``spec`` the one it takes."""
        one, bar, many = spec.partition("|")
        return (one if self == 1 else many) if bar else format(int(self), spec)


def plain_text(markup: str) -> str:
    """The text that a reader sees of a piece of HTML, on one line."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip()


def excerpt(text: str, length: int) -> str:
    """The start of a text, at most ``length`` characters, with an ellipsis where something was left out."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word a person most likely meant, or nothing; of a set always the same one."""
    candidates = sorted(known) if isinstance(known, AbstractSet) else list(known)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    if match := difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6):
        return folded[match[0]]
    # A figure alone stands in many words.
    whole = (candidate for candidate in candidates if len(word) > 1 and not (len(candidate) == 1 and candidate.isdigit()))
    contained = [candidate for candidate in whole if word in candidate or candidate in word]
    return min(contained, key=len, default="")
