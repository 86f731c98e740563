"""Loading items: one in a Markdown file, one in a YAML file, or many in a YAML list."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from generator import urls
from generator.digests import digest, digest_of_text
from generator.load.choices import choose_of
from generator.load.elsewhere import find_page_among, find_report_among
from generator.load.files import SOURCE_ENDINGS, FileReader
from generator.load.item_keys import explain_keys
from generator.load.kind_values import check_entries, in_unit
from generator.load.list_files import LISTS, is_list_source
from generator.load.list_reader import ListReader
from generator.load.named import CatalogNames, MatterNames
from generator.load.procedures import steps_by_id
from generator.load.source.as_written import read_as_written
from generator.load.source.fields import (
    BLANK,
    blank_problem,
    key_names,
    read_fields,
    resolve_keys,
    shapes_of,
    validate,
)
from generator.load.source.front_matter import split_front_matter
from generator.load.source.slips import Fields
from generator.load.source.source import Found, SourceChanged, decode, name_problem
from generator.load.source.yaml_tree import Tree
from generator.load.tables import read_tables
from generator.markdown import Reading, read_markup, read_text, to_markup
from generator.model.item import Authored, File, Item
from generator.model.labels import Labels
from generator.model.link import Link, links_of
from generator.model.profile import Kind, Profile
from generator.model.record import Date, Money, Number, Text, Texts
from generator.names import path_fault
from generator.problems import Problem, SourceError, Spot
from generator.signs import is_blank

# Looks for what must not stand in the texts of an item; given from outside, for loading knows no rules.
CheckText = Callable[[Item, str], list[Problem]]

ITEMS = "content/items/"
_NO_ID = ("field-missing", {"field": "id"})
_TYPES: Mapping[str, Any] = {"text": Text, "list": Texts, "date": Date, "number": Number, "money": Money}


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
    _names: dict[tuple[str, bool, bool], dict[str, str]] = field(default_factory=dict)

    def load(self, path: str) -> LoadedSource:
        """The yield of a source. An item with a problem that hides its meaning is left out."""
        problems: list[Problem] = []
        items: list[Item | None] = []
        body: str | None = None
        markup: str | None = None
        try:
            if is_list_source(path):
                return self._found(self._listed(path, self._lists.read(path, problems), b"", problems), problems)
            data = self._reader.read_text(path)
            text = decode(path, data)
            if path.endswith(".md"):
                front, start = split_front_matter(path, text)
                read = read_as_written(front, path, problems, self._fields, first_line=2)
                since, body = len(problems), text[start:]
                reading, markup = read_markup(body) if self.with_markup else (read_text(body, levels=True), None)
                items.append(self._item(item_id(path), read.tree, Spot(path), digest_of_text(data), problems, body, reading))
            else:
                read = read_as_written(text, path, problems, self._fields)
                since = len(problems)
                items.extend(self._listed(path, read.tree, data, problems))
            read.place(problems, since, self._spellings)
        except SourceError as error:
            problems.append(error.problem)
        return self._found(items, problems, body, markup)

    def _found(
        self, items: list[Item | None], problems: list[Problem], body: str | None = None, markup: str | None = None
    ) -> LoadedSource:
        """The yield of a source, with what is found in the texts of its items."""
        known = [item for item in items if item]
        look = self.check_text or (lambda item, text: [])
        found = {item.id: found for item in known if (found := look(item, item.body or "" if body is None else body))}
        return LoadedSource(known, problems, found, markup)

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

    def _listed(self, path: str, tree: Tree, data: bytes, problems: list[Problem]) -> list[Item | None]:
        """The items of a YAML file: of a record, or of a list of them; None for each that could not be made."""
        if not isinstance(tree, list):
            return [self._item(item_id(path), tree, Spot(path), digest_of_text(data), problems, None)]
        items: list[Item | None] = []
        seen: dict[str, int] = {}
        for index, entry in enumerate(tree):
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
            own_digest = digest(repr(entry).encode())
            item = self._item(f"{item_id(path)}/{name.strip()}", entry, spot, own_digest, problems, None)
            items.extend([replace(item, entry=index)] if item else [])
        return items

    def _item(
        self,
        item_id: str,
        tree: Tree,
        spot: Spot,
        own_digest: str,
        problems: list[Problem],
        body: str | None,
        reading: Reading | None = None,
    ) -> Item | None:
        """The item that a record makes, or None and at least one problem."""
        if not isinstance(tree, dict):
            problems.append(Problem("fields-expected", spot))
            return None
        kind = self._kind(tree, spot, problems)
        names = self.keys(kind, in_yaml=body is None, in_list=bool(spot.path))
        before = len(problems)
        data = resolve_keys(tree, names, spot, problems)
        if any(problem.code == "key-unknown" for problem in problems[before:]):
            misplaced = find_report_among(tree, spot.file, self.labels) or find_page_among(tree, spot.file, self.labels)
            if misplaced and body is not None:
                problems[before:] = [misplaced]
                return None
            explain_keys(tree, kind, self.profile, self.labels, problems, before)
        hidden = any(problem.code == BLANK for problem in problems[before:])
        data.pop("id", None)
        text = data.pop("body", "") if body is None else body
        if not isinstance(text, str):
            problems.append(Problem("value-type", spot.at("body"), {"field": "body", "expected": "text", "found": "list"}))
            text = ""
        fields = {name: data.pop(name) for name in kind.fields if name in data}
        fields |= {name: text for name, text in self.profile.defaults.items() if name in kind.fields and name not in fields}
        for name in fields.keys() & self.profile.lists.keys():
            choose_of(fields, name, self.profile.lists[name], spot, problems)
        shown = {name: self._kind_value(kind, name, value, spot, problems) for name, value in fields.items()}
        kinds = {name: entry.label for name, entry in self.profile.kinds.items()}
        for name, choices in (*self.profile.lists.items(), ("kind", kinds)):
            choose_of(data, name, choices, spot, problems)
        for name, default in self.profile.defaults.items():
            if name not in kind.fields:
                data.setdefault(name, default)
        if "steps" in data:
            data["steps"] = steps_by_id(self.profile, data["steps"], spot, problems)
        authored = read_fields(Authored, data, spot, self.labels, problems, before)
        if authored is None or hidden:
            return None
        if self.names:
            authored = self.names.of_item(authored, spot, problems)
        if authored.matter and self.matters:
            authored = self.matters.of_item(authored, spot, problems)
        reading = reading or read_text(text)
        links = links_of(spot.file, reading)
        files = self._files(authored, links, spot, problems)
        whole = "\n".join((own_digest, *(f"{file.name} {file.sha256}" for file in files)))
        return Item(
            id=item_id,
            source=spot.file,
            digest=digest(whole.encode()) if files else own_digest,
            source_digest="" if body is None else own_digest,
            body_digest="" if body is None else digest(body.encode("utf-8", "surrogatepass")),
            authored=authored,
            fields=shown,
            files=files,
            tables=read_tables(self._reader, files, kind.table_rows) if kind.table_rows and files else (),
            links=links,
            body=text if body is None else None,
            dropped=reading.dropped,
            losses=reading.losses,
        )

    def _kind(self, tree: Mapping[str, Tree], spot: Spot, problems: list[Problem]) -> Kind:
        kinds = self.profile.kinds
        written = next((tree[name] for name in self.labels.spellings("kind") if name in tree), "")
        for name, kind in kinds.items():
            if written in (name, kind.label):
                return kind
        # An unknown kind is told once, by the list of kinds; its fields are then judged as those of a plain document.
        return kinds.get("document") or next(iter(kinds.values()))

    def keys(self, kind: Kind, *, in_yaml: bool, in_list: bool) -> dict[str, str]:
        """The names of fields by all their spellings in a file of this sort."""
        known = (kind.label, in_yaml, in_list)
        if known not in self._names:
            names = dict(key_names(Authored, self.labels))
            names |= {shown.label: name for name, shown in self.profile.fields.items() if name in names}
            names |= {spelling: name for name, shown in kind.fields.items() for spelling in (name, shown.label)}
            if in_yaml:
                names |= dict.fromkeys(self.labels.spellings("body"), "body")
            if in_list:
                names |= dict.fromkeys(self.labels.spellings("id"), "id")
            self._names[known] = names
        return self._names[known]

    def _kind_value(self, kind: Kind, name: str, value: Tree, spot: Spot, problems: list[Problem]) -> str | tuple[str, ...]:
        """The value of a field of a kind as a text or texts; one that is none of its type is told, in the words of its label."""
        if isinstance(value, list):
            blank = [i for i, entry in enumerate(value) if isinstance(entry, str) and is_blank(entry)]
            problems.extend(blank_problem(value[i], spot.at(name, i)) for i in blank)
        field, since = kind.fields[name], len(problems)
        read = validate(_TYPES[field.type], value, spot.at(name), problems)
        problems[since:] = [in_unit(problem, field.label) for problem in problems[since:]]
        if field.type == "list" and isinstance(value, str):
            problems.extend(check_entries(name, value, spot.at(name)))
        return read if isinstance(read, tuple) else str(value if read is None else read)

    @cached_property
    def _reader(self) -> FileReader:
        return FileReader.of(self.site, self.files, self.profile)

    def _files(self, authored: Authored, links: tuple[Link, ...], spot: Spot, problems: list[Problem]) -> tuple[File, ...]:
        """The files an item lists, then those its text links to, each once."""
        files: dict[str, File] = {}
        for index, entry in enumerate(authored.attachments):
            place, path = spot.at("attachments", index, "file"), urls.link_target(spot.file, entry.file)
            file = self._reader.read_listed(path, entry, place, problems)
            if file and file.name in (other.name for other in files.values()):
                problems.append(Problem("attachment-repeated", place, {"name": file.name}))
            elif file:
                files[path] = file
        body = Spot(spot.file, spot.path and (*spot.path, "body"))
        linked = self._reader.read_linked((link for link in links if link.path not in files), body, problems)
        return (*files.values(), *linked)
