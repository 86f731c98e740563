"""Loading items: one in a Markdown file, one in a YAML file, or many in a YAML list."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.digests import digest, digest_of_text
from generator.load.files import SOURCE_ENDINGS, FileReader
from generator.load.items.list_files import LISTS, is_list_source
from generator.load.items.list_reader import ListReader
from generator.load.items.named import CatalogNames, MatterNames
from generator.load.items.record import ItemMaker
from generator.load.source.as_written import AsWritten, read_as_written
from generator.load.source.fields import (
    shapes_of,
)
from generator.load.source.front_matter import refuse_second_head, split_front_matter
from generator.load.source.slips import Fields
from generator.load.source.source import Found, SourceChanged, decode, name_problem
from generator.load.source.yaml_tree import Tree
from generator.markdown import Reading, read_markup, read_text, to_markup
from generator.model.item import Authored, Item
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.names import path_fault
from generator.problems import Problem, SourceError, Spot
from generator.signs import is_blank

# Looks for what must not stand in the texts of an item; given from outside, for loading knows no rules.
CheckText = Callable[[Item, str], list[Problem]]

ITEMS = "content/items/"
_NO_ID = ("field-missing", {"field": "id"})


def is_item_source(path: str) -> bool:
    """True if a file of the site holds items."""
    return (path.startswith(ITEMS) and path.endswith(SOURCE_ENDINGS)) or is_list_source(path)


def item_id(path: str) -> str:
    """The id of the item (or of the list of items) in a source."""
    stem = posixpath.splitext(path.removeprefix(ITEMS).removeprefix(LISTS))[0]
    return unicodedata.normalize("NFC", stem.removesuffix("/index"))


class LoadedSource(NamedTuple):
    """The yield of a source: items, problems, what was found in the texts of items by id, the markup if that was wanted."""

    items: list[Item]
    problems: list[Problem]
    found: dict[str, list[Problem]]
    markup: str | None = None


@dataclass(slots=True)
class _Source:
    """A source while it is loaded: its path, and what each step gave."""

    path: str
    read: AsWritten = field(default_factory=lambda: AsWritten({}))
    digest: str = ""
    body: str | None = None  # of a text
    reading: Reading | None = None
    markup: str | None = None
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    found: dict[str, list[Problem]] = field(default_factory=dict)
    failed: bool = False


@dataclass(frozen=True)
class ItemLoader:
    """Reads the items of a site against its profile, in the words of its language.

    ``with_markup``: whether the markup of Markdown files is made too, for which their text has to be parsed in any case.
    """

    site: Path
    profile: Profile
    labels: Labels
    files: Mapping[str, Found]
    check_text: CheckText | None = None
    names: CatalogNames | None = None
    matters: MatterNames | None = None
    with_markup: bool = False

    def load(self, paths: Sequence[str]) -> list[LoadedSource]:
        """The yield of each of some sources. An item with a problem that hides its meaning is left out.

        A step is done for all of them before the next one is: its code and what it knows then stay in the processor's cache,
        which takes a seventh less time than all steps for one source after the other.
        """
        sources = [_Source(path) for path in paths]
        for step in (self._open, self._read, self._make, self._look):
            for source in sources:
                if not source.failed:
                    try:
                        step(source)
                    except SourceError as error:
                        source.problems.append(error.problem)
                        source.failed = True
        return [LoadedSource(one.items, one.problems, one.found, one.markup) for one in sources]

    def _open(self, source: _Source) -> None:
        """Reads a source as it is written."""
        path = source.path
        if is_list_source(path):
            source.read = AsWritten(self._lists.read(path, source.problems))
            return
        data = self._reader.read_text(path)
        text = decode(path, data)
        if path.endswith(".md"):
            front, start = split_front_matter(path, text)
            refuse_second_head(path, text, start, self._fields.shapes)
            source.read = read_as_written(front, path, source.problems, self._fields, first_line=2)
            source.body, source.digest = text[start:], digest_of_text(data)
        else:
            source.read = read_as_written(text, path, source.problems, self._fields)
            source.digest = digest_of_text(data)

    def _read(self, source: _Source) -> None:
        """Reads the Markdown of a source that is a text."""
        if source.body is None:
            return
        if self.with_markup:
            source.reading, source.markup = read_markup(source.body)
        else:
            source.reading = read_text(source.body, levels=True)

    def _make(self, source: _Source) -> None:
        """Makes the items of a source."""
        path, problems, since = source.path, source.problems, len(source.problems)
        if source.body is None:
            made = self._listed(path, source.read.tree, source.digest, problems)
        else:
            tree, spot = source.read.tree, Spot(path)
            made = [self.maker.make(item_id(path), tree, spot, source.digest, problems, source.body, source.reading)]
        source.read.place(problems, since, self._spellings)
        source.items = [item for item in made if item]

    def _look(self, source: _Source) -> None:
        """Looks into the texts of the items of a source."""
        if self.check_text is None:
            return
        for item in source.items:
            if found := self.check_text(item, item.body or "" if source.body is None else source.body):
                source.found[item.id] = found

    @cached_property
    def _reader(self) -> FileReader:
        return FileReader.of(self.site, self.files, self.profile)

    @cached_property
    def maker(self) -> ItemMaker:
        """The maker of the items of this site."""
        return ItemMaker(self.profile, self.labels, self._reader, self.names, self.matters)

    @cached_property
    def _fields(self) -> Fields:
        """The fields that may stand in a source, of whatever kind the item is."""
        shapes = dict(shapes_of(Authored, self.labels))
        for name, shown in self.profile.fields.items():
            if name in shapes:  # the others are those of the kinds
                shapes.setdefault(shown.label, (name, shapes[name][1]))
        for kind in self.profile.kinds.values():
            for name, own in kind.fields.items():
                for spelling in (name, own.label):
                    shapes.setdefault(spelling, (name, "list" if own.type == "list" else "text"))
        for spelling in self.labels.spellings("body"):
            shapes.setdefault(spelling, ("body", "text"))
        return Fields(shapes)

    @cached_property
    def _lists(self) -> ListReader:
        return ListReader(self._reader, self._fields, self.profile, self.labels)

    def _spellings(self, key: str) -> tuple[str, ...]:
        return (*self.labels.spellings(key), *self.profile.own_labels(key))

    def load_body(self, item: Item) -> str:
        """The Markdown of an item, as it was judged. Raises SourceChanged where its source has changed since it was loaded."""
        if item.body is not None:
            return item.body
        try:
            data = self._reader.read_text(item.source)
        except SourceError as error:
            raise SourceChanged(item.source) from error
        if digest_of_text(data) != item.source_digest:
            raise SourceChanged(item.source)
        text = decode(item.source, data)
        return text[split_front_matter(item.source, text)[1] :]

    def load_markup(self, item: Item) -> str:
        """The markup of an item's text, as it was judged. Raises SourceChanged where its source has changed since."""
        return to_markup(self.load_body(item))

    def _listed(self, path: str, tree: Tree, own_digest: str, problems: list[Problem]) -> list[Item | None]:
        """The items of a YAML file: of a record, or of a list of them; None for each that could not be made."""
        if not isinstance(tree, list):
            return [self.maker.make(item_id(path), tree, Spot(path), own_digest, problems, None)]
        items: list[Item | None] = []
        seen: dict[str, int] = {}
        for index, entry in enumerate(tree):
            if entry is None and is_list_source(path):  # a row that is no item, which has been told
                continue
            spot = Spot(path, (index,))
            name = (
                next((entry[key] for key in self.labels.spellings("id") if key in entry), None)
                if isinstance(entry, dict)
                else None
            )
            if not isinstance(name, str) or is_blank(name):
                code, values = ("id-cell-empty", {}) if is_list_source(path) else _NO_ID
                problems.append(Problem(code, spot, values))
                continue
            if fault := path_fault(name.strip()):
                problems.append(name_problem(fault, name, spot.at("id")))
                continue
            if name in seen:
                problems.append(Problem("id-repeated", spot.at("id"), {"id": name}))
                continue
            seen[name] = index
            own = digest(repr(entry).encode())
            item = self.maker.make(f"{item_id(path)}/{name.strip()}", entry, spot, own, problems, None, entry=index)
            items.extend([item] if item else [])
        return items
