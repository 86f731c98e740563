"""Items of the records that stand in sources: keys and values by the profile, in the words of the site's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator import urls
from generator.digests import digest
from generator.load.files import FileReader
from generator.load.items.choices import choose_of
from generator.load.items.keys import explain_keys
from generator.load.items.kind_values import check_entries, in_unit
from generator.load.items.named import CatalogNames, MatterNames
from generator.load.items.tables import read_tables
from generator.load.settings.procedures import steps_by_id
from generator.load.source.elsewhere import find_page_among, find_report_among
from generator.load.source.fields import BLANK, blank_problem, key_names, read_fields, resolve_keys, validate
from generator.load.source.yaml_tree import Tree
from generator.markdown import Reading, read_text
from generator.model.item import Authored, File, Item
from generator.model.kind import Kind
from generator.model.labels import Labels
from generator.model.link import Link, links_of
from generator.model.profile import Profile
from generator.model.record import Date, Money, Number, Text, Texts
from generator.problems import Problem, Spot
from generator.signs import is_blank

_TYPES: Mapping[str, Any] = {"text": Text, "list": Texts, "date": Date, "number": Number, "money": Money}
_KEPT, _LONG = 20_000, 2_000  # values of fields that are remembered, and the signs of one that is


def _remembered(value: Tree) -> str | tuple[str, ...] | None:
    """A text, or the texts of a list, by which a value is remembered; None where it is long or anything else."""
    if isinstance(value, str):
        return value if len(value) <= _LONG else None
    plain = isinstance(value, list) and all(isinstance(one, str) for one in value) and sum(map(len, value)) <= _LONG
    return tuple(value) if plain else None


class ItemMaker:
    """Makes the items of a site; names of its catalog and of its matters are put in the words of these where they are given."""

    def __init__(
        self, profile: Profile, labels: Labels, reader: FileReader, catalog: CatalogNames | None, matters: MatterNames | None
    ) -> None:
        self._profile = profile
        self._labels = labels
        self._reader = reader
        self._catalog = catalog
        self._matters = matters
        self._keys: dict[tuple[str, bool, bool], dict[str, str]] = {}
        self._read: dict[tuple[str, str, str | tuple[str, ...]], str | tuple[str, ...]] = {}
        kinds = {name: kind.label for name, kind in profile.kinds.items()}
        self._choices = {**profile.lists, "kind": kinds}
        self._also = {"kind": {name: kind.also for name, kind in profile.kinds.items()}}
        self._kinds: Mapping[str, Kind] = {kind.label: kind for kind in [*profile.kinds.values()][::-1]} | dict(profile.kinds)

    def make(
        self,
        item_id: str,
        tree: Tree,
        spot: Spot,
        own_digest: str,
        problems: list[Problem],
        body: str | None,
        reading: Reading | None = None,
        entry: int | None = None,
    ) -> Item | None:
        """The item that a record makes, or None and at least one problem; ``entry`` is its number in a list."""
        if not isinstance(tree, dict):
            problems.append(Problem("fields-expected", spot))
            return None
        kind = self._kind(tree)
        names = self.keys(kind, in_yaml=body is None, in_list=bool(spot.path))
        before = len(problems)
        data = resolve_keys(tree, names, spot, problems)
        if any(problem.code == "key-unknown" for problem in problems[before:]):
            misplaced = find_report_among(tree, spot.file, self._labels) or find_page_among(tree, spot.file, self._labels)
            if misplaced and body is not None:
                problems[before:] = [misplaced]
                return None
            explain_keys(tree, kind, self._profile, self._labels, problems, before)
        hidden = any(problem.code == BLANK for problem in problems[before:])
        data.pop("id", None)
        text = data.pop("body", "") if body is None else body
        if not isinstance(text, str):
            problems.append(Problem("value-type", spot.at("body"), {"field": "body", "expected": "text", "found": "list"}))
            text = ""
        shown = self._values(kind, data, spot, problems)
        for name, choices in self._choices.items():
            if name in data:
                choose_of(data, name, choices, spot, problems, self._also.get(name))
        open_to_all = "audience" not in data
        for name, default in self._profile.defaults.items():
            if name not in kind.fields:
                data.setdefault(name, default)
        if "steps" in data:
            data["steps"] = steps_by_id(self._profile, data["steps"], spot, problems)
        authored = read_fields(Authored, data, spot, self._labels, problems, before)
        if authored is None or hidden:
            return None
        if self._catalog:
            authored = self._catalog.of_item(authored, spot, problems, open_to_all=open_to_all)
        if authored.matter and self._matters:
            authored = self._matters.of_item(authored, spot, problems)
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
            entry=entry,
            dropped=reading.dropped,
            losses=reading.losses,
        )

    def _kind(self, tree: Mapping[str, Tree]) -> Kind:
        written = next((tree[name] for name in self._labels.spellings("kind") if name in tree), "")
        if isinstance(written, str) and written in self._kinds:
            return self._kinds[written]
        # An unknown kind is told once, by the list of kinds; its fields are then judged as those of a plain document.
        return self._profile.kinds.get("document") or next(iter(self._profile.kinds.values()))

    def keys(self, kind: Kind, *, in_yaml: bool, in_list: bool) -> dict[str, str]:
        """The names of fields by all their spellings in a file of this sort."""
        known = (kind.label, in_yaml, in_list)
        if known not in self._keys:
            names = dict(key_names(Authored, self._labels))
            names |= {shown.label: name for name, shown in self._profile.fields.items() if name in names}
            names |= {spelling: name for name, shown in kind.fields.items() for spelling in (name, shown.label)}
            if in_yaml:
                names |= dict.fromkeys(self._labels.spellings("body"), "body")
            if in_list:
                names |= dict.fromkeys(self._labels.spellings("id"), "id")
            self._keys[known] = names
        return self._keys[known]

    def _values(self, kind: Kind, data: dict[str, Tree], spot: Spot, problems: list[Problem]) -> dict[str, str | tuple[str, ...]]:
        """The values of the fields of a kind, which are taken out of the data of an item."""
        profile = self._profile
        fields = {name: data.pop(name) for name in kind.fields if name in data}
        fields |= {name: text for name, text in profile.defaults.items() if name in kind.fields and name not in fields}
        for name in fields.keys() & profile.lists.keys():
            choose_of(fields, name, profile.lists[name], spot, problems)
        return {name: self._kind_value(kind, name, value, spot, problems) for name, value in fields.items()}

    def _kind_value(self, kind: Kind, name: str, value: Tree, spot: Spot, problems: list[Problem]) -> str | tuple[str, ...]:
        """The value of a field of a kind as a text or texts; one that is none of its type is told, in the words of its label."""
        # The rows of a list say the same of a field again and again: what was right once is so every time.
        plain = _remembered(value)
        known = (kind.label, name, plain) if plain is not None else None
        if known and known in self._read:
            return self._read[known]
        before = len(problems)
        if isinstance(value, list):
            blank = [i for i, entry in enumerate(value) if isinstance(entry, str) and is_blank(entry)]
            problems.extend(blank_problem(value[i], spot.at(name, i)) for i in blank)
        field, since = kind.fields[name], len(problems)
        read = validate(_TYPES[field.type], value, spot.at(name), problems)
        problems[since:] = [in_unit(problem, field.label) for problem in problems[since:]]
        if field.type == "list" and isinstance(value, str):
            problems.extend(check_entries(name, value, spot.at(name), named=field.filter))
        found = read if isinstance(read, tuple) else str(value if read is None else read)
        if known and len(problems) == before:
            if len(self._read) == _KEPT:
                self._read.clear()
            self._read[known] = found
        return found

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
