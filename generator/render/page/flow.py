"""A list of steps as a flow chart: boxes of the style sheet over a plain list, read aloud, printed and copied as such."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from html import escape

from generator.late import late
from generator.view.parts import Cell

# A step, then the ways it may turn off: 审查 | 不齐全：一次告知补正
_STROKE = late(r"\s*[|｜]\s*")
_COLON = late(r"[:：]\s*")
_KEPT = 4096  # steps that are kept: those of a list are much the same in all of its items
_LONGEST_NAME = 12  # signs of what stands before a colon, and is the name of a step or of a condition


def render_flow(cells: Iterable[Cell], spoken: str) -> str:
    """The HTML of steps, one after the other; each may have turnings, which stand beside it. ``spoken`` is an attribute."""
    return f'<ol class="gk-flow"{spoken}>{"".join([_step(cell.text) for cell in cells])}</ol>'


def parts_of_step(text: str) -> tuple[str, ...]:
    """A step and its turnings, of which there may be none; where they are not drawn each is a line of its own."""
    step, *turnings = _STROKE.split(text.strip())
    return (step, *filter(None, turnings))


@functools.lru_cache(_KEPT)
def _step(text: str) -> str:
    step, *turnings = parts_of_step(text)
    inner = "".join([f"<li>{_named(turning)}</li>" for turning in turnings])
    return f"<li><div>{_named(step)}</div>{f'<ul>{inner}</ul>' if inner else ''}</li>"


def _named(text: str) -> str:
    """A text with its name in bold, where it has one before a colon."""
    found = _COLON.search(text)
    if found is None or not 0 < found.start() <= _LONGEST_NAME:
        return escape(text)
    return f"<strong>{escape(text[: found.start()])}</strong>{escape(text[found.start() :])}"
