"""Standard catalogs: the matters that bodies of a field must publish, each with what, when, where, to whom and on which basis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from generator.model.catalog import Nothing, Rhythm
from generator.model.record import Text, Texts, record
from generator.model.text_pattern import Expression
from generator.problems import Position, Spot

# The columns that the program knows the meaning of; a profile names others as it likes.
KNOWN_COLUMNS = ("topic", "name", "term", "mode", "level")
# The choice of the column ``mode`` by which a matter is published without being asked for.
PROACTIVE = "proactive"


@record
class MatterColumn:
    """A column of the table: its heading, the one above that, other spellings of it (``also``), and how its cells are read.

    ``marks`` are options with a sign before those that are taken, ``choices`` options with a column each: the first of the names
    of an option is its heading.
    """

    label: Text
    under: Text = ""
    also: Texts = ()
    type: Literal["text", "list", "marks", "choices"] = "text"
    choices: Mapping[str, Texts] = field(default_factory=dict)
    required: bool = False
    cites: Text = ""


@record
class MatterForm:
    """The prescribed table of a standard catalog, and how what people write in it is read.

    ``title`` is a pattern whose group ``name`` is the field in the title of a table. ``above`` are the words that stand for
    the cell above, ``chosen`` and ``left`` the signs of an option that is taken and of one that is not; ``working_days`` is
    the number of them in a term, ``rhythms`` are the words in a term for each rhythm. ``other`` are the headings of columns
    that are beside the form: the department that answers for a matter, its rhythm, the day on which it was said that there is
    nothing.
    """

    label: Text
    number: Text
    columns: Mapping[str, MatterColumn]
    title: Expression = "(?P<name>.+)"
    other: Mapping[Literal["department", "rhythm", "nothing"], Text] = field(default_factory=dict)
    above: Texts = ()
    chosen: Texts = ()
    left: Texts = ()
    working_days: Expression = ""
    rhythms: Mapping[Rhythm, Texts] = field(default_factory=dict)
    cites: Text = ""

    @property
    def shown_chosen(self) -> str:
        """The sign before an option that is taken; where the form has none, that of the prescribed table."""
        return next(iter(self.chosen), "■")

    @property
    def shown_left(self) -> str:
        """The sign before an option that is not taken."""
        return next(iter(self.left), "□")

    def name_of(self, title: str) -> str:
        """The field that a title names, or the title."""
        found = re.fullmatch(self.title, title)
        return found["name"] if found else title

    def days_of(self, term: str) -> int | None:
        """The working days that a term in words gives, or None."""
        found = re.search(self.working_days, term) if self.working_days else None
        return int(found[1]) if found else None

    def rhythm_of(self, term: str) -> Rhythm | None:
        """The rhythm that a term in words gives, or None; of several words the one that stands first, the longest there."""
        at = [(term.find(word), -len(word), rhythm) for rhythm, words in self.rhythms.items() for word in words if word in term]
        return min(at)[2] if at else None


@record
class Matter:
    """A matter of a standard catalog. ``id`` is that of its table and its number.

    ``values`` are the texts of its cells by column: of ``choices`` the keys of those taken, of ``marks`` each option with its
    sign. ``remarks`` are words that stand in the place of the sign of a choice, by ``COLUMN.KEY``.
    """

    id: str
    number: str
    values: Mapping[str, tuple[str, ...]]
    remarks: Mapping[str, str] = field(default_factory=dict)
    department: str = ""
    rhythm: Rhythm | None = None
    publish_within: int | None = None
    nothing: Nothing | None = None
    where: Spot | Position

    @property
    def topic(self) -> str:
        """The heading that it stands under."""
        return "".join(self.values.get("topic", ())[:1])

    @property
    def name(self) -> str:
        """The words for it: its own name, else the heading that it stands under."""
        return "".join(self.values.get("name", ())[:1]) or self.topic

    def place(self, field: str) -> Spot | Position:
        """The place of one of its values, as near as its source has one."""
        return self.where.at(field) if isinstance(self.where, Spot) else self.where

    def is_asked(self, level: str, form: MatterForm) -> bool:
        """True if a body of a level must publish it of its own motion; of no level that the form knows, all are for it."""
        modes, levels = self.values.get("mode", ()), self.values.get("level", ())
        known = form.columns["level"].choices if "level" in form.columns else {}
        mine = level not in known or level in levels
        return mine and (PROACTIVE in modes or not modes)


@record
class MatterTable:
    """The standard catalog of a field: its title, the name of the field, the notes above and below it, its matters in order."""

    id: str
    title: str
    name: str
    source: str
    department: str = ""
    notes: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
