"""The pieces of HTML that a site is full of: a line of a listing, a link that narrows one, and a table of values.

They are put together here and not in a template, because there are so many of them that it is most of what a build does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from markupsafe import Markup

from generator import urls
from generator.late import late
from generator.model.card import Card
from generator.model.listing_pages import Choice
from generator.render.page.flow import render_flow
from generator.render.page.numbers import hold_numbers, hold_text
from generator.view.frame import Frame
from generator.view.parts import Fact, Row

_MANY_HEADINGS = 4
_HEADING = late(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)
_TAG = late(r"<[^>]*>|<sup.*?</sup>", re.DOTALL)
# A day in words; an index number, a telephone; a day in figures is short.
_DAY = late(r"\d{1,2}\.? \w{3,9} \d{4}|\w{3,9} \d{1,2}, \d{4}")
_NUMBER = late(r"(?!\d{4}-\d\d-\d\d$)(?=.*\d-\d)[0-9A-Za-z/-]{6,40}")
# Lines of a listing that has groups, and of a group on the average; characters of a day that name its year or month.
_MANY_LINES, _A_GROUP, _YEAR, _MONTH = 10, 3, 4, 7
_LONG = ' class="gk-long"'
_CHOSEN = ' aria-current="page"'
# Lines are much the same in many listings; so many of them are kept while a process lives.
_KEPT = 100_000


class Fragments:
    """Makes the lines of items in listings, each once, and tables of values."""

    def __init__(self, frame: Frame) -> None:
        self._words = dict(frame.words)
        self._dates = frame.dates
        self._join = escape(self._words["list_join"])
        self._lines: dict[Card, str] = {}

    def rows(self, cards: Iterable[Card], root: str, *, mixed: bool = False) -> Markup:
        """A list of items, each with its title, its state, its number and its date; of ``mixed`` ones with the category too."""
        return Markup(self._list(cards, root, mixed=mixed))  # noqa: S704  escaped line by line

    def _list(self, cards: Iterable[Card], root: str, *, mixed: bool) -> str:
        lines = "".join([f'<li><a href="{root}{self._line(card if mixed else card._replace(category=""))}' for card in cards])
        return f'<ul class="gk-list">{lines}</ul>'

    def grouped(self, cards: Sequence[Card], root: str, *, mixed: bool = False) -> Markup:
        """A list of items under headings of their years, or where they are many, of their months; a short one as it is."""
        months = len({card.day[:7] for card in cards})
        by = _MONTH if months * _A_GROUP <= len(cards) else _YEAR
        if len(cards) < _MANY_LINES or len({card.day[:by] for card in cards}) == 1:
            return self.rows(cards, root, mixed=mixed)
        parts = [
            f'<h2 class="gk-group">{escape(self._period(period))}</h2>{self._list(some, root, mixed=mixed)}'
            for period, some in groupby(cards, lambda card: card.day[:by])
        ]
        return Markup("".join(parts))  # noqa: S704  escaped line by line

    def _period(self, period: str) -> str:
        return self._dates.shown(period) if len(period) == _MONTH else self._words["period_year"].format(year=period)

    def _line(self, card: Card) -> str:
        """The line of an item, from behind the way to the root on."""
        line = self._lines.get(card)
        if line is None:
            state = card.state
            note = (
                f' <strong class="gk-state gk-state--{state}">{escape(self._words[f"state_{state}"])}</strong>' if state else ""
            )
            category = f"<span>{escape(card.category)}</span> " if card.category else ""
            number = f"<span>{_held(card.number)}</span> " if card.number else ""
            facts = f'{category}{number}<time datetime="{card.day}">{escape(self._dates.shown(card.day))}</time>'
            title = f'{urls.href("", card.address)}"{_spoken(card.language)}>{_held(card.title)}</a>'
            line = f'{title}{note} <span class="gk-list__facts">{facts}</span></li>\n'
            if len(self._lines) < _KEPT:
                self._lines[card] = line
        return line

    def choices(self, choices: Iterable[Choice], root: str) -> Markup:
        """The links that narrow a listing, each with how many items it leaves, where that is told."""
        links = [
            f'<span><a href="{urls.href(root, choice.address)}"{_CHOSEN if choice.chosen else ""}>{escape(choice.label)}</a>'
            f"{'' if choice.total is None else f' ({choice.total})'}</span>"
            for choice in choices
        ]
        return Markup("\n  ".join(links))  # noqa: S704  escaped link by link

    def lead(self, facts: Iterable[Fact]) -> Markup:
        """The line of facts below a title."""
        # A day stays with what it is the day of.
        said = [
            f'<span class="gk-nowrap">{f"{escape(fact.label)} " if fact.label else ""}'
            f'<time datetime="{fact.day}">{escape(fact.text)}</time></span>'
            if fact.day
            else f"<span>{escape(fact.text)}</span>"
            for fact in facts
        ]
        return Markup(f'<p class="gk-facts gk-lead">{" ".join(said)}</p>')  # noqa: S704  escaped fact by fact

    def contents(self, markup: str) -> Markup:
        """The list of the headings of a long text, folded; nothing where there are few."""
        if markup.count("<h2 id=") < _MANY_HEADINGS:
            return Markup()
        links = "".join([f'<li><a href="#{anchor}">{_TAG.sub("", inner)}</a></li>' for anchor, inner in _HEADING.findall(markup)])
        name = escape(self._words["contents"])
        return Markup(f'<details class="gk-toc"><summary>{name}</summary><ul>{hold_numbers(links)}</ul></details>')  # noqa: S704  the parser's

    def metadata(self, rows: Iterable[Row], root: str, caption: str, kind: str = "") -> Markup:
        """A table of labelled values; one of a kind's own fields has its caption as a heading."""
        entries = "".join(
            [
                f"<div{_LONG if row.long else ''}><dt>{escape(row.label)}</dt><dd>{self._value(row, root)}</dd></div>\n"
                for row in rows
            ]
        )
        name = escape(caption)
        heading = f"<h2>{name}</h2>" if kind else ""
        table = f'<section class="gk-metadata {kind}" aria-label="{name}">{heading}<dl>\n{entries}</dl></section>'
        return Markup(table)  # noqa: S704  escaped value by value

    def _value(self, row: Row, root: str) -> str:
        """The HTML of a row's cells: a list, or one after the other; each in its own language where it has one."""
        if row.drawn:
            return render_flow(row.cells, _spoken(row.cells[0].language))
        if row.listed:
            return "<ol>" + "".join([f"<li{_spoken(cell.language)}>{_held(cell.text)}</li>" for cell in row.cells]) + "</ol>"
        cells = [
            f'<a href="{_way(root, cell.address)}">{escape(cell.text)}</a>'
            if cell.address
            else f"<span{_spoken(cell.language)}>{_held(cell.text)}</span>"
            if cell.language
            else _unbroken(cell.text)
            for cell in row.cells
        ]
        return self._join.join(cells)


def _unbroken(text: str) -> str:
    """A text as HTML; a day is not broken, a number with hyphens behind its strokes alone."""
    if text[-1:].isdigit() and _DAY.fullmatch(text):
        return f'<span class="gk-nowrap">{escape(text)}</span>'
    if "-" not in text or not _NUMBER.fullmatch(text):
        return _held(text)
    *first, last = text.split("/")
    return "<wbr>".join([f'<span class="gk-nowrap">{part}</span>' for part in (*(f"{part}/" for part in first), last)])


def _held(text: str) -> str:
    """A text as HTML, in which no day and no telephone number is broken; a day alone is shorter than any line."""
    return hold_text(text) if len(text) > len("2026-03-05") else escape(text)


def _way(root: str, address: str) -> str:
    """The way to an address of the site or of the web, as an attribute."""
    return escape(address) if urls.is_full(address) else urls.href(root, address)


def _spoken(language: str) -> str:
    """The attribute that says in what language a piece is, or nothing."""
    return f' lang="{escape(language)}" dir="auto"' if language else ""
