"""From a spot to a place a person can go to. Only a source with a problem is read for it, once."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from generator.late import late
from generator.load.items.list_files import common_of, is_list_source
from generator.load.items.list_rows import column_of, heading_of, place_in
from generator.load.shipped import find_data
from generator.load.source.fields import fields_of
from generator.load.source.front_matter import split_front_matter
from generator.load.source.sheet import CellTable, read_sheet
from generator.load.source.slips import find_slips
from generator.load.source.source import SETTINGS_LIMIT, decode, read_bytes
from generator.load.source.yaml_tree import Outline
from generator.model.catalog import Catalog
from generator.model.item import Authored
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.presence import CATALOG
from generator.problems import Position, SourceError, Spot

# A line that begins with a name in Han, of a file that cannot be read.
_IN_HAN = late(r"^\W{0,4}[\u4e00-\u9fff]{2,8}\W{0,4}[:：|｜]", re.MULTILINE)
# What addresses, names of files and numbers are made of.
_RUN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./%")


class Places:
    """The lines of sources, and where in them a spot is."""

    def __init__(self, site: Path, labels: Labels, profile: Profile | None = None) -> None:
        self._site = site
        self._labels = labels
        self.profile = profile
        self._texts: dict[str, str] = {}
        self._split: dict[str, list[str]] = {}
        self._starts: dict[str, list[int]] = {}
        self._outlines: dict[str, Outline] = {}
        self._sheets: dict[str, CellTable | None] = {}

    def position(self, where: Spot | Position) -> Position:
        """The place of a spot, or of the nearest thing above it that there is."""
        if isinstance(where, Position):
            return where
        if is_list_source(where.file):
            return self._in_list(where)
        text = self._text(where.file)
        if not text:
            return Position(where.file)
        front, first_line, body = text, 1, 0
        if where.file.endswith(".md"):
            first_line = 2
            try:
                front, body = split_front_matter(where.file, text)
            except SourceError:
                front, body = "", 0
        found = Position(where.file, 1, 1)
        if where.path:
            outline = self._outlines.get(where.file)
            if outline is None:
                outline = self._outlines[where.file] = self._outline(front, where.file, first_line)
            found = outline.locate(where.path, self._spellings, key=where.key)
        if where.needle:
            start = self._offset(found) if where.path else body if where.file.endswith(".md") else 0
            at = _find_nth(text, where.needle, where.nth, start) if where.nth else -1
            if at < 0 and not where.path:
                at = _find_meant(text, where.needle, start)
            if at < 0:
                at = _find(text, where.needle, start)
            return _place(where.file, text, at) if at >= 0 else found
        return found

    def _outline(self, front: str, file: str, first_line: int) -> Outline:
        """Where things stand in a file; of one that the parser refuses, where they stand when it is read as it was meant."""
        outline = Outline(front, file, first_line)
        if outline.is_whole or not front:
            return outline
        fields = fields_of(Catalog if file == CATALOG else Authored, self._labels)
        meant = Outline(find_slips(front, fields, one=first_line > 1)[1], file, first_line)
        return meant if meant.is_whole else outline

    def _in_list(self, where: Spot) -> Position:
        """The place of a value of a row, or in what all rows have in common, where it has no column."""
        table = self._sheet(where.file)
        if table is None or not where.path or not isinstance(where.path[0], int):
            return Position(where.file)
        field = str(where.path[1]) if len(where.path) > 1 else ""
        column = column_of(table, field, self._spellings) if field else 0
        beside = common_of(where.file)
        if column is None and self._text(beside):
            return self.position(Spot(beside, where.path[1:], where.key))
        # A field that no row can have, for they are all of one kind, is told at its heading.
        whole = where.key and column is not None and column_of(table, "kind", self._spellings) is None
        return place_in(table, where.file, -1 if whole else where.path[0], column or 0)

    def _sheet(self, file: str) -> CellTable | None:
        """The cells of a list, read once; None where they cannot be read."""
        if file not in self._sheets:
            try:
                self._sheets[file] = read_sheet(self._site, file, SETTINGS_LIMIT)
            except SourceError:
                self._sheets[file] = None
        return self._sheets[file]

    def name_of(self, field: str, where: Spot | Position) -> str:
        """The name of a field as the file of a place writes it, or would."""
        if isinstance(where, Position) or not field:
            return field
        if is_list_source(where.file):
            table = self._sheet(where.file)
            return heading_of(table, field, self._spellings) if table else field
        if where.file not in self._outlines:
            self.position(where if where.path else Spot(where.file, ("",)))
        outline = self._outlines.get(where.file)
        path = where.path[:-1] if where.key else where.path  # beside a key stand those of its record
        if outline and outline.is_empty and _IN_HAN.search(self._text(where.file)):
            return next((way for way in self._spellings(field) if not way.isascii()), field)
        return outline.name_of(field, path, self._spellings) if outline else field

    def empty_line(self, field: str, where: Spot | Position) -> Position | None:
        """The place of a field that is written with nothing behind it; None where it is not written."""
        if isinstance(where, Position):
            return None
        self.position(where if where.path else Spot(where.file, ("",)))
        outline = self._outlines.get(where.file)
        return outline.find(where.path, field, self._spellings) if outline else None

    def cell_to_fill(self, field: str, where: Spot | Position) -> Position | None:
        """The empty cell of a field in a row of a list; the head of a list without its column; None elsewhere."""
        if isinstance(where, Position) or not is_list_source(where.file) or not where.path or not isinstance(where.path[0], int):
            return None
        table = self._sheet(where.file)
        column = column_of(table, field, self._spellings) if table else None
        return place_in(table, where.file, -1 if column is None else where.path[0], column or 0) if table else None

    def has_column(self, field: str, file: str) -> bool:
        """True for a field that has a column in a list."""
        table = self._sheet(file)
        return table is not None and column_of(table, field, self._spellings) is not None

    def remark_line(self, field: str, where: Spot | Position) -> Position | None:
        """The place of a field that is a remark, for a ``#`` begins its line; None where there is none in its record."""
        if isinstance(where, Position):
            return None
        start = self.position(where)
        inside = start.column - 1
        names = "|".join(map(re.escape, self._spellings(field)))
        remark = re.compile(rf"(?P<lead>[ \t]*)#+[ \t\u3000]*(?:{names})[ \t\u3000]*[:：]")
        for number, line in enumerate(self._lines(where.file)[start.line - 1 :], start.line):
            bare = line.lstrip(" ")
            if number > start.line and (
                (line.rstrip() == "---") or (bare[:1] not in ("", "#") and len(line) - len(bare) < inside)
            ):
                return None
            if (found := remark.match(line)) and len(found["lead"]) in (0, inside):
                return Position(where.file, number, len(found["lead"]) + 1)
        return None

    def _spellings(self, key: str) -> tuple[str, ...]:
        own = self.profile.own_labels(key) if self.profile else ()
        if self.profile and key in self.profile.fields:  # as the pages call it, and what is made with ``new``
            return (*own, *self._labels.spellings(key))
        return (*self._labels.spellings(key), *own)

    def line(self, position: Position) -> str:
        """The line of a source at a place, without its end."""
        lines = self._lines(position.file)
        return lines[position.line - 1] if 0 < position.line <= len(lines) else ""

    def _lines(self, file: str) -> list[str]:
        if file not in self._split:
            self._split[file] = self._text(file).split("\n")
        return self._split[file]

    def _offset(self, position: Position) -> int:
        """The number of characters of its file before a place."""
        if position.file not in self._starts:
            lengths = (len(line) + 1 for line in self._lines(position.file))
            self._starts[position.file] = [0, *itertools.accumulate(lengths)]
        return self._starts[position.file][position.line - 1] + position.column - 1

    def _text(self, file: str) -> str:
        """The text of a file, read once; nothing where it cannot be read."""
        if file not in self._texts:
            self._texts[file] = ""
            path = find_data(self._site, file)
            try:
                if path is not None:
                    self._texts[file] = decode(file, read_bytes(path.parent, path.name))
            except SourceError:
                pass
        return self._texts[file]


def _find_nth(text: str, needle: str, nth: int, start: int) -> int:
    """Where a piece of text stands for the nth time; -1 where it does not so often."""
    at = start - len(needle)
    for _ in range(nth):
        at = text.find(needle, at + len(needle))
        if at < 0:
            break
    return at


def _find_meant(text: str, needle: str, start: int) -> int:
    """Where a piece of Markdown is the target of a link, or begins a line: what is a heading is only there. Else -1."""
    sought = re.escape(needle)
    for pattern in (rf"\]\(\s*<?({sought})[\s)>]", rf"(?m)^[ \t\u3000>*+#-]*({sought})"):
        if found := re.compile(pattern).search(text, start):
            return found.start(1)
    return -1


def _find(text: str, needle: str, start: int) -> int:
    """Where a piece of text stands: as a whole, where it does so anywhere, else as a part of something longer; else -1."""
    first = at = text.find(needle, start)
    while at >= 0:
        end = at + len(needle)
        longer = _joins(text[at - 1 : at], needle[0]) or _joins(needle[-1], text[end : end + 1])
        if not longer:
            return at
        at = text.find(needle, at + 1)
    return first


def _joins(left: str, right: str) -> bool:
    """True if two signs beside each other belong to one address or number."""
    return bool(left and right) and left in _RUN and right in _RUN


def _place(file: str, text: str, offset: int) -> Position:
    return Position(file, text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)
