"""The cells of tables by what is in them: what must not be broken stays on a line, a sentence is given room."""

from __future__ import annotations

import re

from generator.late import late
from generator.markdown.source import OPEN

# A cell that is text, or a link.
_CELL = late(r"<td>((?:<a [^>]*>)?)([^<\n]+)(?=</)")
_DAY_OR_NUMBER = late(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?|[-+−]?\d[\d ,.:~–—-]{0,18}(?: ?转 ?\d+)?%?",
)
_SHORT, _LONG = 4, 8  # signs


def set_cells(markup: str) -> str:
    """The parser's HTML with a class on the cells that are short and on those that are long; aligned ones have theirs."""
    return _CELL.sub(_set, markup) if "<td>" in markup else markup


def is_unbroken(text: str) -> bool:
    """True for a text that is not to be parted over two lines: a day, a month, a number, or as short as a label."""
    return len(text) <= _SHORT or bool(_DAY_OR_NUMBER.fullmatch(text))


def _set(cell: re.Match[str]) -> str:
    link, text = cell.groups()
    if OPEN in text:
        return cell[0]  # what stands there is not known yet
    if is_unbroken(text):
        # One sign alone cannot be broken.
        return f'<td class="gk-nowrap">{link}{text}' if len(text) > 1 else cell[0]
    return f'<td class="gk-words">{link}{text}' if len(text) > _LONG else cell[0]
