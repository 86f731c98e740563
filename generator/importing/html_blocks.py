"""The blocks of a text that was read as HTML, written as Markdown that shows the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importing.paragraphs import escaped, shows
from generator.markdown import escape_markdown

BREAK = "\u2028"  # the end of a line in a paragraph, until it is written


@dataclass
class Block:
    """A block of a text: its pieces in order, each plain or ready Markdown; the level of a heading, the mark of a list."""

    pieces: list[tuple[str, str]] = field(default_factory=list)  # kind (text, strong, slanted, markdown) and words
    level: int = 0
    mark: str = ""
    ready: str = ""


def address(target: str) -> str:
    """The target of a link as Markdown has it."""
    return f"<{target}>" if re.search(r"[\s()]", target) else target


def written(block: Block, levels: Sequence[int]) -> str:
    """The Markdown of a block: with what is strong in it where that can be read so, else without."""
    if block.ready:
        return block.ready
    pieces = [piece for piece in block.pieces if piece[1]]
    plain = "".join(_seen(kind, words) for kind, words in pieces)
    for marked in (True, False):
        text = "".join(_piece(kind, words, marked=marked) for kind, words in pieces).strip(f"{BREAK} \n\t\u3000\xa0")
        lines = [" ".join(line.split()) for line in text.split(BREAK)]
        text = "\\\n".join(line for line in lines if line)
        if shows(text, _shown(plain)):
            break
    else:
        # Each sign of the text by itself; links and pictures stay what they are.
        text = "".join(words if kind == "markdown" else escape_markdown(_shown(words)) for kind, words in pieces).strip()
    if block.level:
        return f"{'#' * min(6, 2 + levels.index(block.level))} {text.replace(chr(92) + chr(10), ' ')}"
    return f"{block.mark}{text.replace(chr(10), chr(10) + ' ' * len(block.mark))}" if block.mark else text


def _piece(kind: str, words: str, *, marked: bool) -> str:
    if kind == "markdown":
        return words
    inner = words.strip(f" \n\t\u3000\xa0{BREAK}")
    if kind == "text" or not marked or not inner or BREAK in inner:
        return BREAK.join(_inline(part) for part in words.split(BREAK))
    mark = "**" if kind == "strong" else "*"
    before, after = words[: words.index(inner)], words[words.index(inner) + len(inner) :]
    return f"{before}{mark}{_inline(inner)}{mark}{after}"


def _inline(text: str) -> str:
    """A piece of a paragraph, the blanks at its ends kept."""
    inner = text.strip(" \n\t\xa0\u3000")
    if not inner:
        return " " if text else ""
    start = text.index(inner)
    before, after = text[:start] and " ", text[start + len(inner) :] and " "
    return f"{before}{escaped(' '.join(inner.split()))}{after}"


def _seen(kind: str, words: str) -> str:
    """The text that a piece shows."""
    return (
        re.sub(r"^!?\[(.*)\]\(.*\)$", lambda match: "" if match[0].startswith("!") else match[1].replace("\\", ""), words)
        if kind == "markdown"
        else words
    )


def _shown(text: str) -> str:
    return text.replace(BREAK, " ")
