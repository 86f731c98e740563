"""Which item a row is: the one that is there already, or a new one at a path that is the same whenever it is imported again."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from generator.importing.files import safe_name
from generator.importing.item import RowItem
from generator.late import late
from generator.model.item import Item
from generator.model.project import Project
from generator.names import folded_path
from generator.scaffold.numbers import codes_of, next_number

_YEAR = late(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_UNDATED = "import"  # the folder of what has no date
_LONGEST = 40  # signs of the name of a file
_DAYS = ("published", "created", "effective")


@dataclass
class Identities:
    """The items of a site by what they are known by, and the ids and numbers that are taken in this import."""

    project: Project
    today: dt.date
    _taken: dict[str, RowItem] = field(default_factory=dict)
    _numbers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = [item.authored.index_number for item in self.project.content.items if item.authored.index_number]
        self._by_id = {item.id: item for item in self.project.content.items}
        self._by_number = {item.authored.index_number: item for item in self.project.content.items}
        self._by_document = {(item.authored.title, item.authored.doc_number): item for item in self.project.content.items}
        self._by_name = {_name(item): item for item in self.project.content.items}

    def know(self, item: RowItem) -> None:
        """Takes a number that a row brings out of those that are given to others."""
        if number := item.text("index_number"):
            self._numbers.append(number)

    def find(self, item: RowItem) -> Item | None:
        """The item of the site that a row is: the one of its number, else of its title, document number and day."""
        number = item.text("index_number")
        if number:
            return self._by_number.get(number)
        if item.text("doc_number") and "published" in item.supposed:
            return self._by_document.get((item.text("title"), item.text("doc_number")))
        return self._by_name.get((item.text("title"), item.text("doc_number"), item.text("published") or item.text("created")))

    def new_id(self, item: RowItem) -> str:
        """The id of a new item: its year, and its number or its title; the same for the same row."""
        year = year_of(item)
        name = _tail(item.text("index_number"), year) or safe_name(item.text("doc_number"), _LONGEST)
        name = name or safe_name(item.text("title"), _LONGEST) or "item"
        numbers = ("", *(f"-{number}" for number in range(2, 100_000)))
        for number in numbers:
            found = f"{year}/{name}{number}"
            if folded_path(found) not in self._taken and not self._is_other(found, item):
                self._taken[folded_path(found)] = item
                return found
        raise AssertionError

    def _is_other(self, id: str, item: RowItem) -> bool:
        there = self._by_id.get(id)
        return there is not None and there.authored.title != item.text("title")

    def next_number(self, item: RowItem) -> str:
        """The number for an item that brings none: the next of its year."""
        year = year_of(item)
        day = dt.date(int(year), 1, 1) if year.isdecimal() else self.today
        if (written := _day(item)) is not None:
            day = written
        settings = self.project.settings
        found = next_number(self._numbers, day, settings.profile, codes_of(settings.catalog.publisher))
        if found:
            self._numbers.append(found)
        return found


def year_of(item: RowItem) -> str:
    """The year that an item belongs to: of its first date, else of its number; a word where none is known."""
    if (day := _day(item)) is not None:
        return str(day.year)
    for name in ("index_number", "doc_number"):
        if match := _YEAR.search(item.text(name)):
            return match[1]
    return _UNDATED


def _day(item: RowItem) -> dt.date | None:
    texts = (item.text(name) for name in _DAYS if name not in item.supposed)
    return next((dt.date.fromisoformat(text) for text in texts if text), None)


def _tail(number: str, year: str) -> str:
    """The part of an index number behind the code of the body and the year, as the name of a file."""
    last = number.rpartition("/")[2] if "/" in number else number
    bare = re.sub(rf"^{re.escape(year)}[-_./]+", "", last)
    return safe_name(bare or last, _LONGEST)


def _name(item: Item) -> tuple[str, str, str]:
    authored = item.authored
    day = authored.published or authored.created
    return authored.title, authored.doc_number, day.isoformat() if day else ""
