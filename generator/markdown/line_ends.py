"""Ends of lines between characters of Chinese and Japanese, which are written without blanks, where HTML would show one.

CommonMark leaves it to the renderer how the end of a line inside a paragraph is shown (0.31.2, 6.8); CSS Text Level 3 (4.1.3)
lets a browser drop it between wide characters, and few do. Korean parts its words by blanks.
"""

from __future__ import annotations

import re
from functools import cache

from generator.late import late

# Wide characters but those of Hangul (Unicode, East Asian Width), and marks that are wide beside them.
_WIDE = (
    "\u2e80-\u303f\u3041-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff"
)
_MARKS = "\u2018\u2019\u201c\u201d\u2014\u2026\xb7"
_INLINE = "em|strong|del|a|code|sup"
_END = rf"\n(?=((?:<(?:{_INLINE})\b[^>]*>)*)([{_WIDE}{_MARKS}]))"
_BEFORE = rf"([{_WIDE}{_MARKS}])(?:</(?:{_INLINE})>)*\Z"
_FURTHEST = 60  # characters of closing tags before the end of a line
_VERBATIM = late(r"(<pre\b.*?</pre>)", re.DOTALL)
_FOLDED = rf"([{_WIDE}{_MARKS}]) (?=([{_WIDE}{_MARKS}]))"
_IS_WIDE = f"[{_WIDE}]"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern made ready. With so many signs that takes time, which is spent where there is a text to join."""
    return re.compile(pattern)


def join_lines(markup: str) -> str:
    """HTML without the ends of lines that would show as a blank between two wide characters."""
    if not _compiled(_END).search(markup):
        return markup
    if "<pre" not in markup:
        return _joined(markup)
    pieces = _VERBATIM.split(markup)
    return "".join(piece if piece.startswith("<pre") else _joined(piece) for piece in pieces)


def join_folded(value: str, written: str) -> str:
    """A value of YAML that was ``written`` in several lines, without the blanks that their ends became between wide signs."""

    def blank(match: re.Match[str]) -> str:
        kept = f"{match[1]} {match[2]}" in written or not _compiled(_IS_WIDE).search(match[1] + match[2])
        return match[0] if kept else match[1]

    return _compiled(_FOLDED).sub(blank, value)


def _joined(markup: str) -> str:
    def end(match: re.Match[str]) -> str:
        before = _compiled(_BEFORE).search(markup, max(0, match.start() - _FURTHEST), match.start())
        return "" if before and _compiled(_IS_WIDE).search(before[1] + match[2]) else "\n"

    return _compiled(_END).sub(end, markup)
