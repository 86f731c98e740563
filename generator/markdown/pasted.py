"""Code of web pages that was pasted into a text: paragraphs that begin with a tag, of which a reader sees no word."""

from __future__ import annotations

import html
import re

from generator.late import late

PASTED = "pasted"

_TAG = late(r"</?[A-Za-z][^<>]*>")
_NAME = late(r"</?[A-Za-z][\w:-]*")
_PARAGRAPH_ENDS = late(r"</(?:p|div|section|h\d)\s*>|<br\s*/?>", re.IGNORECASE)
# Tags that say nothing but how words look or where they stand, with no word in another look among them.
_SAYS_NOTHING = late(r"</?(?:p|div|section|span|font|br|o:p)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BLANK_LINE = late(r"\n[ \t]*(?=\n)")
# What Markdown would read as more than words.
_MARKS = late(r"[*_\[\]<>|`~\\{}]|^(?:[#+-]|\d+[.)])(?:\s|$)|://", re.MULTILINE)


def pasted_at(source: str, at: int) -> tuple[int, int] | None:
    """The offsets of the paragraph of code that a place is in, where no word stands before it there; else None."""
    start = max((match.end() for match in _BLANK_LINE.finditer(source, 0, at)), default=0)
    before = source[start:at].lstrip()
    if not _TAG.match(before) or any(map(str.isalnum, html.unescape(_TAG.sub("", before)))):
        return None
    end = _BLANK_LINE.search(source, at)
    return start + len(source[start:at]) - len(before), end.start() if end else len(source.rstrip())


def words_of(code: str) -> str:
    """The words of a paragraph of code, on one line."""
    return " ".join(_words(code))


def first_tag(code: str) -> str:
    """The first tag of a piece of code without its attributes."""
    match = _NAME.search(code)
    return f"{match[0]}>" if match else ""


def without_code(code: str) -> str:
    """The words of a paragraph of code as paragraphs of Markdown; nothing where its tags or its words say more."""
    words = "\n\n".join(_words(code))
    return "" if _TAG.search(_SAYS_NOTHING.sub("", code)) or _MARKS.search(words) else words


def _words(code: str) -> list[str]:
    """The texts of the paragraphs of a piece of code, each on one line."""
    pieces = _PARAGRAPH_ENDS.split(code)
    return [text for piece in pieces if (text := " ".join(html.unescape(_TAG.sub("", piece)).split()))]
