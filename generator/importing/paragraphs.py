"""Markdown that shows plain text as it is, with no more escapes than that takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.late import late
from generator.markdown import escape_markdown, read_text, to_text
from generator.markdown.typed import UNDESCRIBED

_MARKS = late(r"([\\`*\[\]<>&|~{}]|(?<!\w)_|_(?!\w))")
_AT_START = late(r"^(#{1,6}(?=\s|$)|[-+=:!?](?=\s|$|[-=:!?])|\d{1,9}[.)](?=\s|$))", re.MULTILINE)
_HAN_LAST = late(r"[\u2e80-\u9fff\uff00-\uffef]$")
_SEEN = late(r"\s+")
# Signs that are no text: they are left out, for no reader sees them.
_UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD])


def visible(text: str) -> str:
    """The signs of a text that can be seen, without what parts them."""
    return _SEEN.sub("", text.translate(_UNSEEN))


def shows(markdown: str, text: str) -> bool:
    """True if Markdown shows just a text, and nothing of it is lost."""
    # That a picture says nothing to those who cannot see it is for its author to mend.
    lost = [loss for loss in read_text(markdown).losses if loss.kind != UNDESCRIBED]
    return visible(to_text(markdown)) == visible(text) and not lost


def escaped(text: str) -> str:
    """Markdown that shows a text of one paragraph as it is."""
    lines = [line.strip(" \t\u3000\xa0") for line in text.translate(_UNSEEN).splitlines()]
    plain = "\n".join(line for line in lines if line)
    if shows(plain, plain):
        return plain
    light = _AT_START.sub(_first, _MARKS.sub(r"\\\1", plain))
    return light if shows(light, plain) else escape_markdown(plain)


def _first(match: re.Match[str]) -> str:
    start = match[1]
    return f"{start[:-1]}\\{start[-1]}" if start[0].isdecimal() else f"\\{start}"


def paragraphs(text: str) -> str:
    """Markdown of a plain text: a line of Chinese is a paragraph; of others a blank line parts them."""
    blocks: list[list[str]] = [[]]
    for line in unicodedata.normalize("NFC", text).splitlines():
        if not line.strip(" \t\u3000\xa0"):
            blocks.append([])
        elif blocks[-1] and (_HAN_LAST.search(blocks[-1][-1]) or _HAN_LAST.search(line)):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return join_blocks(escaped("\n".join(block)) for block in blocks)


def join_blocks(blocks: Iterable[str]) -> str:
    """The blocks that are not empty, a blank line between each."""
    return "\n\n".join(block for block in blocks if block.strip())


def table(rows: list[list[str]]) -> str:
    """Markdown of a table of plain texts, its first row the head; nothing where it has no cells."""
    width = max(map(len, rows), default=0)
    if not width or not any(cell for row in rows for cell in row):
        return ""
    lines = [[_cell(cell) for cell in (*row, *[""] * (width - len(row)))] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], ["---"] * width, *lines[1:]))


def _cell(text: str) -> str:
    """The text of a cell on one line, its bars escaped."""
    return escaped(" ".join(text.split())).replace("\n", " ").replace("\\|", "|").replace("|", "\\|")
