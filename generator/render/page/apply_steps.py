"""The way of an application as a drawing: steps down a line, each with its time, and what may come between."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from generator.signs import xml_text
from generator.view.apply import Stage

# All in units of the drawing, which is as wide as a phone's screen; a wide screen enlarges it a little.
_WIDTH = 340
_RAIL = 18  # where the line runs
_LEFT, _INDENT = 44, 66  # where the boxes of steps and of what may come between begin
_PAD = 12
_TITLE, _TEXT, _LINE = 16, 14, 21
_GAP = 14
_BOLD = 1.06  # how much wider the letters of titles are


def steps_svg(drawn: Sequence[Stage], title: str, maybe: str) -> str:
    """The drawing. ``maybe`` marks what does not always happen; the same in words belongs beside it."""
    parts: list[str] = []
    top = 4
    centres = []
    for stage in drawn:
        left = _LEFT if stage.number else _INDENT
        label = stage.title if stage.number else f"{stage.title} · {maybe}"
        room = (_WIDTH - left - 2 * _PAD) / _TEXT
        heads = wrap(label, room * _TEXT / _TITLE / _BOLD) or [""]
        lines = wrap(stage.text, room)
        # The time stands at the end of the title's last line, or on one of its own.
        below = bool(stage.time) and width_of(heads[-1]) * _BOLD * _TITLE / _TEXT + 1 + width_of(stage.time) > room
        height = 2 * _PAD + _TITLE + 4 + _LINE * (len(heads) - 1 + len(lines) + below)
        kind = "step" if stage.number else "branch"
        parts.append(
            f'<rect class="gk-steps__{kind}" x="{left}" y="{top}" width="{_WIDTH - left - 2}" height="{height}" rx="5"/>'
        )
        line = top + _PAD + _TITLE - 2
        for index, head in enumerate(heads):
            line += _LINE * bool(index)
            parts.append(f'<text class="gk-steps__title" x="{left + _PAD}" y="{line}">{xml_text(head)}</text>')
        if below:
            line += _LINE
        if stage.time:
            parts.append(f'<text class="gk-steps__time" x="{_WIDTH - _PAD}" y="{line}">{xml_text(stage.time)}</text>')
        for index, text in enumerate(lines, start=1):
            parts.append(f'<text x="{left + _PAD}" y="{line + 4 + index * _LINE}">{xml_text(text)}</text>')
        middle = top + _PAD + _TITLE // 2
        if stage.number:
            centres.append(middle)
            parts.append(f'<circle cx="{_RAIL}" cy="{middle}" r="14"/>')
            parts.append(f'<text class="gk-steps__number" x="{_RAIL}" y="{middle + 5}">{stage.number}</text>')
        else:
            parts.append(f'<path class="gk-steps__turn" d="M{_RAIL} {middle}H{left}"/>')
        top += height + _GAP
    rail = f'<path class="gk-steps__rail" d="M{_RAIL} {centres[0]}V{centres[-1]}"/>' if centres else ""
    return (
        f'<svg viewBox="0 0 {_WIDTH} {top - _GAP + 4}" role="img" aria-labelledby="gk-steps-title">'
        f'<title id="gk-steps-title">{xml_text(title)}</title>{rail}{"".join(parts)}</svg>'
    )


def width_of(text: str) -> float:
    """The width of a text in full characters; about, for fonts differ."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.58 for sign in text)


def wrap(text: str, width: float) -> list[str]:
    """A text in lines of a width in full characters; Latin letters take half of one, and words stay whole."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text):
        size = width_of(piece)
        # A closing mark never begins a line.
        if line and used + size > width and piece not in "，。；、：？！）》”":
            lines.append(line.rstrip())
            line, used = piece.lstrip(), size
        else:
            line, used = line + piece, used + size
    return [*lines, line] if line else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sign in text:
        narrow = unicodedata.east_asian_width(sign) not in "WFA"
        if narrow and pieces and unicodedata.east_asian_width(pieces[-1][-1]) not in "WFA" and not pieces[-1].endswith(" "):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
