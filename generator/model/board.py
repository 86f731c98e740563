"""Boards: what hangs on a wall or runs over a screen in the hall, of what the site has published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Literal

from generator.model.item import Item
from generator.model.record import Identifier, Positive, Text, Texts, record


@record
class Board:
    """A board: the items of some ``categories``, or of all, of the last ``days``, no more than ``most``, newest first.

    What may still be objected to stays on it. It is a sheet of ``paper`` and a view that turns every so many ``seconds``;
    ``note`` stands at its foot. ``where`` narrows it to items whose fields have one of some values, such as those for one event
    of life. The ``layout`` is that of a board, of a ``poster`` in large letters, of a ``leaflet`` in two columns, or of a
    ``letter``, which is sent or put into an article: what each item is about and where it is, on a page and as plain text.
    """

    id: Identifier
    name: Text
    categories: Texts = ()
    days: Positive = 92
    most: Positive = 20
    paper: Literal["A4", "A3"] = "A4"
    seconds: Positive = 12
    note: Text = ""
    where: Mapping[str, Texts] = field(default_factory=dict)
    layout: Literal["board", "poster", "leaflet", "letter"] = "board"

    @property
    def parts(self) -> tuple[str, ...]:
        """The files below its address."""
        others = ("letter.txt",) if self.layout == "letter" else ("screen/index.html", "screen/screen.css")
        return ("index.html", "board.css", *others)


def values_of(item: Item, name: str) -> tuple[str, ...]:
    """The values of a field of an item: of its kind, of the profile, or of every item."""
    found = item.fields.get(name) or getattr(item.authored, name, "")
    return (found,) if isinstance(found, str) else tuple(map(str, found or ()))


def items_of(board: Board, items: Iterable[Item], by_category: Mapping[str, list[Item]], today: dt.date) -> list[Item]:
    """The items of a board among those that are shown, newest first."""
    chosen = {item.id for name in board.categories for item in by_category.get(name, ())}
    since = today - dt.timedelta(days=board.days)
    found = (
        item
        for item in items
        if not item.authored.withdrawn
        and (item.id in chosen or not board.categories)
        and all(set(values) & set(values_of(item, name)) for name, values in board.where.items())
        and ((item.authored.published or today) > since or _is_open(item, today))
    )
    return [item for _, item in zip(range(board.most), found, strict=False)]


def _is_open(item: Item, today: dt.date) -> bool:
    """True for an item that may be objected to today."""
    period = item.authored.notice_period
    return period is not None and period.from_ <= today <= period.to
