"""Numbers that a browser would break: with hyphens, as of telephones and days, before 年, 月, 日 and 号, and English days."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

from generator.late import late

_HYPHEN = late(r"-(?<=\d-)\d")  # quickly found
# What stands before the first hyphen, which is nothing of another word; an area code in brackets is a part of it.
_FIRST = late(r"(?<![A-Za-z0-9./-])(?:\(\d{2,5}\) ?)?\d{2,8}\Z")
_FURTHER = late(r"(?:-\d{2,8}){1,3}(?![A-Za-z0-9/-])")
# A day, a month, a year, the year and number of a document.
# Its first sign is one of few: other places are passed over quickly.
_HAN = late(
    r"[〔第\d](?:(?<=〔)\d{4}〕第?\d{1,5}号|(?<=第)\d{1,5}号"
    r"|(?<=\d)(?<!\d\d)(?:\d{3}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d?月(?:\d{1,2}日)?|\d{0,4}号))"
)
_FIGURE, _RARE = late(r"\d"), late(r"\d(?:-| [A-Z])|[a-z] \d")
_LONGEST = 18  # characters before the first hyphen, with what stands before them
_HAN_SIGNS = ("年", "月", "号")  # one of them stands in each such
_BEFORE_SIGN, _BEHIND_SIGN = 13, 8  # characters around the first of them that may be of it
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(_MONTHS)
_ENGLISH_DAY = late(rf"(?<![\d.,])\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?(?!\w)|(?:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?(?!\w)")
# These cells and links are not broken anyway, drawings and choices hold text.
_HELD = (
    *('<td class="gk-nowrap"', '<a href="tel:'),
    *("<text", "<tspan", "<title", "<desc", "<option"),
)


def hold_numbers(html: str) -> str:
    """HTML in which no number with hyphens, no day and no number of a document is broken at the end of a line."""
    held = _hold_han(_hold_hyphens(html))
    return _hold_english(held) if any(month in held for month in _MONTHS) else held


def hold_text(text: str) -> str:
    """The HTML of a title or another text outside of tags, in which no such number is broken."""
    html = escape(text)
    if not _FIGURE.search(html):
        return html
    # Most have neither a hyphen between figures nor an English day.
    return hold_numbers(html) if _RARE.search(html) else _HAN.sub(_in_one_piece, html)


def held_text(text: str) -> Markup:
    """The HTML of such a text for a template."""
    return Markup(hold_text(text))  # noqa: S704  escaped in there


def _hold_han(html: str) -> str:
    """HTML in which what is counted by 年, 月, 日 and 号 is in one piece."""
    pieces, done = list[str](), 0
    for at in _places_behind_figures(html):
        around = _HAN.finditer(html, max(done, at - _BEFORE_SIGN), at + _BEHIND_SIGN) if at >= done else ()
        found = next((found for found in around if found.start() <= at < found.end()), None)
        if found and _is_shown(html, found.start()):
            pieces += (html[done : found.start()], '<span class="gk-nowrap">', found[0], "</span>")
            done = found.end()
    return "".join([*pieces, html[done:]]) if pieces else html


def _hold_english(html: str) -> str:
    """HTML in which English days are in one piece."""
    return _ENGLISH_DAY.sub(lambda day: _in_one_piece(day) if _is_shown(html, day.start()) else day[0], html)


def _in_one_piece(found: re.Match[str]) -> str:
    return f'<span class="gk-nowrap">{found[0]}</span>'


def _places_behind_figures(html: str) -> list[int]:
    """The places of signs that count behind a figure, in order; each is searched by itself, which is many times as fast."""
    places = []
    for sign in _HAN_SIGNS:
        at = html.find(sign, 1)
        while at > 0:
            if html[at - 1].isdecimal():
                places.append(at)
            at = html.find(sign, at + 1)
    return sorted(places)


def _hold_hyphens(html: str) -> str:
    """HTML in which numbers with hyphens are in one piece."""
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
