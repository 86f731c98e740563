"""Numbers with hyphens, telephone numbers and days above all: a browser would break them behind a hyphen."""

from __future__ import annotations

from generator.late import late

_HYPHEN = late(r"-(?<=\d-)\d")  # quickly found
# What stands before the first hyphen, which is nothing of another word; an area code in brackets is a part of it.
_FIRST = late(r"(?<![A-Za-z0-9./-])(?:\(\d{2,5}\) ?)?\d{2,8}\Z")
_FURTHER = late(r"(?:-\d{2,8}){1,3}(?![A-Za-z0-9/-])")
_LONGEST = 18  # characters before the first hyphen, with what stands before them
# Headings go into lists of contents as they are; these cells and links are not broken anyway.
_HELD = ("<h1", "<h2", "<h3", "<h4", "<h5", "<h6", '<td class="gk-nowrap"', '<a href="tel:')


def hold_numbers(html: str) -> str:
    """HTML in which no number with hyphens is broken at the end of a line."""
    pieces, done = list[str](), 0
    for hyphen in _HYPHEN.finditer(html):
        at = hyphen.start()
        first = _FIRST.search(html, max(done, at - _LONGEST), at)
        further = _FURTHER.match(html, at)
        if first and further and _is_shown(html, first.start()):
            pieces += (html[done : first.start()], '<span class="gk-nowrap">', first[0], further[0], "</span>")
            done = further.end()
    return "".join([*pieces, html[done:]]) if pieces else html


def _is_shown(html: str, place: int) -> bool:
    """True for a place between tags, where what stands could be broken."""
    tag = html.rfind("<", 0, place)
    return tag <= html.rfind(">", 0, place) and not html.startswith(_HELD, max(tag, 0))
