"""The two pieces of HTML that a site is full of: a line of a listing, and a table of metadata.

They are put together here and not in a template, because there are so many of them that it is most of what a build does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from markupsafe import Markup

from generator import urls
from generator.model.item import Item
from generator.model.labels import Labels
from generator.render.item import MetadataRow


class Fragments:
    """The lines of items in listings, each made once, and tables of metadata."""

    def __init__(self, states: Mapping[str, str], labels: Labels) -> None:
        self._states = states
        self._words = labels.text
        self._join = escape(labels.text["list_join"])
        self._lines: dict[str, str] = {}

    def rows(self, items: Iterable[Item], root: str) -> Markup:
        """A list of items, each with its title, its state, its number and its date."""
        lines = "".join([f'<li><a href="{root}{self._line(item)}' for item in items])
        return Markup(f'<ul class="gk-list">{lines}</ul>')  # noqa: S704  escaped line by line

    def _line(self, item: Item) -> str:
        """What follows the way to the root in an item's line."""
        line = self._lines.get(item.id)
        if line is None:
            authored, state = item.authored, self._states.get(item.id, "")
            note = (
                f' <strong class="gk-state gk-state--{state}">{escape(self._words[f"state_{state}"])}</strong>' if state else ""
            )
            number = authored.doc_number if state != "withdrawn" else ""
            facts = (f"<span>{escape(number)}</span> " if number else "") + (
                f'<time datetime="{authored.published}">{authored.published}</time>'
            )
            title = f'{urls.href("", item.address)}">{escape(authored.title)}</a>'
            line = self._lines[item.id] = f'{title}{note} <span class="gk-list__facts">{facts}</span></li>\n'
        return line

    def metadata(self, rows: Iterable[MetadataRow], root: str, caption: str, kind: str = "") -> Markup:
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

    def _value(self, row: MetadataRow, root: str) -> str:
        if row.listed:
            return "<ol>" + "".join([f"<li>{escape(cell.text)}</li>" for cell in row.cells]) + "</ol>"
        cells = [
            f'<a href="{urls.href(root, cell.address)}">{escape(cell.text)}</a>' if cell.address else escape(cell.text)
            for cell in row.cells
        ]
        return self._join.join(cells)


_LONG = ' class="gk-long"'
