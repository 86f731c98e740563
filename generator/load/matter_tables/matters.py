"""Loading standard catalogs: a table of matters as a sheet, as people fill it in, or in YAML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.late import late
from generator.load.items.named import CatalogNames
from generator.load.matter_tables.cells import CellReader
from generator.load.matter_tables.files import MATTERS, SHEET_ENDINGS, YAML_ENDINGS
from generator.load.matter_tables.head import find_head
from generator.load.source.as_written import read_as_written
from generator.load.source.fields import key_names, read_fields, resolve_keys, shapes_of
from generator.load.source.sheet import CellTable, read_sheet
from generator.load.source.slips import Fields
from generator.load.source.source import Limit, decode, read_bytes
from generator.load.source.yaml_tree import Tree
from generator.model.catalog import Nothing, Rhythm
from generator.model.labels import Labels
from generator.model.matter import Matter, MatterForm, MatterTable
from generator.model.record import Positive, Text, Texts, record
from generator.names import name_fault
from generator.problems import Position, Problem, SourceError, Spot

_IN_SHEET = late(r"(?P<date>\d{4}\D\d{1,2}\D\d{1,2}日?)\s*(?P<statement>.*)", re.DOTALL)
_PLAIN_DATE = late(r"\D+")


@record
class TableFacts:
    """The facts of a table that stand beside its matters."""

    title: Text = ""
    department: Text = ""
    note: Texts = ()


@record
class MatterFacts:
    """The facts of a matter that are beside the columns of the form."""

    department: Text = ""
    rhythm: Rhythm | None = None
    publish_within: Positive | None = None
    nothing: Nothing | None = None


def load_matters(
    site: Path,
    paths: list[str],
    form: MatterForm | None,
    names: CatalogNames,
    labels: Labels,
    problems: list[Problem],
    limit: Limit,
) -> tuple[MatterTable, ...]:
    """The standard catalogs of a site, in the order of their files' names. A table with a fault is left out, and told."""
    if form is None:
        problems.extend(Problem("matters-unasked", Position(path)) for path in paths)
        return ()
    by_stem: dict[str, list[str]] = {}
    for path in paths:
        by_stem.setdefault(posixpath.splitext(path)[0], []).append(path)
    loader = MatterLoader(site, form, names, labels, limit)
    found: list[MatterTable] = []
    for stem, files in by_stem.items():
        before = len(problems)
        try:
            table = loader.load(stem, files, problems)
        except SourceError as error:
            problems.append(error.problem)
            continue
        found += [table] if len(problems) == before else []
    return tuple(found)


@dataclass(frozen=True)
class MatterLoader:
    """Reads standard catalogs by the form of a profile, in the words of a language."""

    site: Path
    form: MatterForm
    names: CatalogNames
    labels: Labels
    limit: Limit
    cells: CellReader = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", CellReader(self.form))

    def load(self, stem: str, files: list[str], problems: list[Problem]) -> MatterTable:
        """The table in the files of one name: a sheet, YAML, or a sheet and YAML with what is about it. Raises SourceError."""
        sheets = [path for path in files if path.endswith(SHEET_ENDINGS)]
        written = [path for path in files if path.endswith(YAML_ENDINGS)]
        for path in (*sheets[1:], *written[1:]):
            problems.append(Problem("table-twice", Position(path), {"other": sheets[0] if path in sheets else written[0]}))
        source = (sheets or written)[0]
        facts, matters = self._yaml(written[0], problems, "".join(sheets[:1])) if written else (TableFacts(), [])
        above: list[str] = []
        below: list[str] = []
        if sheets:
            matters, above, below = self._sheet(sheets[0], stem[len(MATTERS) :], problems)
        title = facts.title or "".join(above[:1])
        if not title:
            where = Position(source) if sheets else Spot(source)
            values = {"sidecar": f"{posixpath.basename(stem)}.yml"} if sheets else {"field": "title"}
            problems.append(Problem("table-untitled" if sheets else "field-missing", where, values))
        department = self._department(facts.department, Spot(source, ("department",)), problems)
        return MatterTable(
            id=stem[len(MATTERS) :],
            title=title,
            name=self.form.name_of(title),
            source=source,
            department=department,
            notes=(*(above if facts.title else above[1:]), *below, *facts.note),
            matters=tuple(self._numbered(stem[len(MATTERS) :], matters, problems)),
        )

    def _numbered(self, table: str, matters: list[Matter], problems: list[Problem]) -> Iterator[Matter]:
        """The matters with their ids; a number that cannot be a part of an address, or is that of two, is a problem."""
        seen: set[str] = set()
        for place, matter in enumerate(matters, 1):
            number = matter.number or str(place)
            if number in seen:
                problems.append(Problem("id-repeated", matter.place("number"), {"id": number}))
            elif name_fault(number):
                problems.append(Problem("name-invalid", matter.place("number"), {"name": number}))
            seen.add(number)
            yield replace(matter, id=f"{table}/{number}", number=number)

    def _sheet(self, path: str, name: str, problems: list[Problem]) -> tuple[list[Matter], list[str], list[str]]:
        """The matters of a sheet, and the notes above its head and below its last row."""
        table = read_sheet(self.site, path, self.limit)
        head = find_head(table, path, self.form, problems)
        above = [text for row in range(head.start) for text in _texts(table, row)]
        rows = [row for row in range(head.end, len(table.rows)) if any(table.rows[row])]
        alone = [row for row in rows if len(_texts(table, row)) == 1]
        ends = len(rows)
        while ends and rows[ends - 1] in alone:
            ends -= 1
        below = [text for row in rows[ends:] for text in _texts(table, row)]
        matters: list[Matter] = []
        for row in rows[:ends]:
            cells: dict[str, str] = {}
            options: dict[str, dict[str, str]] = {}
            for column, (key, option) in head.columns.items():
                if option:
                    options.setdefault(key, {})[option] = table.cell(row, column)
                else:
                    cells[key] = table.cell(row, column)
            places = {key: table.place(path, row, column) for column, (key, _) in head.columns.items()}
            values, remarks = self.cells.read(cells, options, table.place(path, row), places, matters, problems)
            facts = self._facts_in_sheet(cells, places, problems)
            matters.append(self._matter(cells.get("number", ""), values, remarks, facts, table.place(path, row), problems))
        return matters, above, below

    def _facts_in_sheet(self, cells: dict[str, str], places: Mapping[str, Position], problems: list[Problem]) -> MatterFacts:
        """The facts of a matter in the columns beside the form; the day and the words that there is nothing stand in one cell."""
        data: dict[str, Any] = {}
        for name in ("department", "rhythm"):
            if cells.get(f".{name}"):
                data[name] = cells[f".{name}"]
        if said := cells.get(".nothing"):
            found = _IN_SHEET.fullmatch(said)
            date = "-".join(part.zfill(2) for part in _PLAIN_DATE.split(found["date"]) if part) if found else said
            data["nothing"] = {"date": date, "statement": found["statement"] if found else ""}
        own: list[Problem] = []
        facts = read_fields(MatterFacts, data, Spot(""), self.labels, own, 0)
        for problem in own:
            step = problem.where.path[0] if isinstance(problem.where, Spot) and problem.where.path else ""
            problems.append(replace(problem, where=next((places[name] for name in places if name == f".{step}"), problem.where)))
        return facts or MatterFacts()

    def _matter(
        self,
        number: str,
        values: dict[str, tuple[str, ...]],
        remarks: dict[str, str],
        facts: MatterFacts,
        where: Spot | Position,
        problems: list[Problem],
    ) -> Matter:
        """A matter of what was read of it; its term in words gives its rhythm and its days where it has none beside."""
        term = "".join(values.get("term", ()))
        return Matter(
            id="",
            number=number,
            values=values,
            remarks=remarks,
            department=self._department(facts.department, where, problems),
            rhythm=facts.rhythm or self.form.rhythm_of(term),
            publish_within=facts.publish_within or self.form.days_of(term),
            nothing=facts.nothing,
            where=where,
        )

    def _department(self, written: str, where: Spot | Position, problems: list[Problem]) -> str:
        return self.names.department(written, where, problems) if written else ""

    def _yaml(self, path: str, problems: list[Problem], sheet: str) -> tuple[TableFacts, list[Matter]]:
        """The facts of a table, and its matters where no ``sheet`` has them. Raises SourceError."""
        spot = Spot(path)
        tree = read_as_written(decode(path, read_bytes(self.site, path, self.limit)), path, problems, self._fields).tree
        if not isinstance(tree, dict):
            raise SourceError(Problem("fields-expected", spot))
        names = {**key_names(TableFacts, self.labels), **dict.fromkeys(self._spellings("matters"), "matters")}
        data = resolve_keys(tree, names, spot, problems)
        entries = data.pop("matters", [])
        facts = read_fields(TableFacts, data, spot, self.labels, problems, len(problems)) or TableFacts()
        if sheet:
            if entries:
                problems.append(Problem("table-twice", spot.at("matters"), {"other": sheet}))
            return facts, []
        if not isinstance(entries, list):
            raise SourceError(
                Problem("value-type", spot.at("matters"), {"field": "matters", "expected": "list", "found": "text"})
            )
        matters: list[Matter] = []
        for index, entry in enumerate(entries):
            matters += self._entry(entry, spot.at("matters", index), matters, problems)
        return facts, matters

    def _entry(self, entry: Tree, spot: Spot, above: list[Matter], problems: list[Problem]) -> list[Matter]:
        """The matter of an entry of YAML; nothing and a problem where it is none."""
        if not isinstance(entry, dict):
            problems.append(Problem("fields-expected", spot))
            return []
        data = resolve_keys(entry, self._names, spot, problems)
        number = data.pop("number", "")
        own = {name: data.pop(name) for name in self.form.columns if name in data}
        places: dict[str, Spot | Position] = {name: spot.at(name) for name in own}
        facts = read_fields(MatterFacts, data, spot, self.labels, problems, len(problems)) or MatterFacts()
        values, remarks = self.cells.read(own, {}, spot, places, above, problems)
        return [self._matter(str(number), values, remarks, facts, spot, problems)]

    def _spellings(self, key: str) -> tuple[str, ...]:
        return self.labels.spellings(key)

    @property
    def _names(self) -> dict[str, str]:
        """The keys of an entry by all their spellings."""
        names = dict(key_names(MatterFacts, self.labels))
        names |= dict.fromkeys((*self._spellings("number"), self.form.number), "number")
        for name, column in self.form.columns.items():
            names |= dict.fromkeys((name, column.label, *column.also), name)
        return names

    @property
    def _fields(self) -> Fields:
        """The fields that may stand in a file of YAML."""
        shapes = shapes_of(TableFacts, self.labels) | shapes_of(MatterFacts, self.labels)
        for spelling, name in self._names.items():
            column = self.form.columns.get(name)
            shapes.setdefault(spelling, (name, "text" if column is None or column.type == "text" else "list"))
        shapes |= dict.fromkeys(self._spellings("matters"), ("matters", "record"))
        return Fields(shapes, ())


def _texts(table: CellTable, row: int) -> list[str]:
    """The texts of a row, each once, as merged cells have theirs in every place."""
    return list(dict.fromkeys(cell for cell in table.rows[row] if cell))
