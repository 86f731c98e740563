"""Loading annual reports: their head, their figures, their prose."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.load.files import FileReader
from generator.load.source.as_written import read_as_written
from generator.load.source.fields import key_names, key_problem, read_record, resolve_keys, shapes_of
from generator.load.source.front_matter import split_front_matter
from generator.load.source.signs import check_signs
from generator.load.source.slips import Fields
from generator.load.source.source import decode
from generator.load.source.yaml_tree import Tree
from generator.markdown import read_text
from generator.model.labels import Labels
from generator.model.link import links_of
from generator.model.report.applications import ApplicationRegister, fill_from_register
from generator.model.report.filed import fill
from generator.model.report.form import Block, Form
from generator.model.report.period import Period, named_period, period_of
from generator.model.report.report import Blank, Cell, NotApplicable, Report, ReportHead, read_cell
from generator.problems import Position, Problem, SourceError, Spot
from generator.text import nearest

REPORTS = "content/reports/"
# In a row written by column, what every column not named holds.
REST = "rest"


def is_report_source(path: str) -> bool:
    """True if a file of the site is an annual report."""
    return path.startswith(REPORTS) and path.endswith(".md")


def load_report(
    reader: FileReader,
    path: str,
    forms: Mapping[str, Form],
    labels: Labels,
    problems: list[Problem],
    registers: Sequence[ApplicationRegister] = (),
) -> Report | None:
    """The report in a Markdown file named by its period, or None and its problems.

    What it leaves out is computed: from the register of its year, then from the identities of its form.
    """
    try:
        text = decode(path, reader.read_text(path))
        front, start = split_front_matter(path, text)
        read = read_as_written(front, path, problems, _fields(forms, labels), first_line=2)
    except SourceError as error:
        problems.append(error.problem)
        return None
    since = len(problems)
    report = _report(reader, path, read.tree, text, start, forms, labels, problems, registers)
    read.place(problems, since, labels.spellings)
    check_signs(text[start:], path, problems, text.count("\n", 0, start) + 1)
    return report


def _fields(forms: Mapping[str, Form], labels: Labels) -> Fields:
    """The fields that may stand at the head of a report: its own, and the rows and columns of any form."""
    shapes = dict(shapes_of(ReportHead, labels))
    for name in ("figures", REST):
        shapes |= dict.fromkeys(labels.spellings(name), (name, "record"))
    for form in forms.values():
        for row, (_, block, _) in form.rows().items():
            shapes.setdefault(row, (row, "record"))
            for column in block.columns:
                shapes.setdefault(column.id, (column.id, "value"))
    return Fields(shapes)


def _report(
    reader: FileReader,
    path: str,
    tree: Tree,
    text: str,
    start: int,
    forms: Mapping[str, Form],
    labels: Labels,
    problems: list[Problem],
    registers: Sequence[ApplicationRegister],
) -> Report | None:
    """The report of what its file holds, or None and its problems."""
    spot = Spot(path)
    if not isinstance(tree, dict):
        problems.append(Problem("fields-expected", spot))
        return None
    names = key_names(ReportHead, labels) | dict.fromkeys(labels.spellings("figures"), "figures")
    data = resolve_keys(tree, names, spot, problems)
    figures = data.pop("figures", {})
    head = read_record(ReportHead, data, spot, labels, problems)
    if head is None:
        return None
    period = _period(path, head)
    if period is None:
        problems.append(Problem("report-name", Position(path), {"name": posixpath.splitext(path[len(REPORTS) :])[0]}))
        return None
    form = forms.get(head.form)
    if form is None:
        values = {"field": "form", "value": head.form, "known": ", ".join(forms), "suggestion": nearest(head.form, forms)}
        problems.append(Problem("value-not-listed", spot.at("form"), values))
        return None
    read = _Figures(form, labels, problems)
    read.read(figures, spot.at("figures"))
    reading = read_text(text[start:])
    links = links_of(path, reading)
    report = Report(
        period=period,
        source=path,
        head=head,
        figures=read.cells,
        keys=read.keys,
        steps=read.steps,
        body=text[start:],
        body_line=text.count("\n", 0, start) + 1,
        links=links,
        files=reader.read_linked(links, spot, problems),
        dropped=reading.dropped,
        losses=reading.losses,
    )
    if report.is_of_year and any(register.year == report.year for register in registers):
        report = fill_from_register(report, form, [entry for register in registers for entry in register.entries])
    return fill(_with_rest(report, form, read), form)


def _period(path: str, head: ReportHead) -> Period | None:
    """The period of a report: by its head where that tells one, else by the name of its file."""
    told = period_of(*head.period.days) if head.period else None
    if head.period and told and told.days == head.period.days:
        return told
    return named_period(path) or told


def _with_rest(report: Report, form: Form, reader: _Figures) -> Report:
    """The report with what stands for every row that neither it nor its register gives, but for those that are computed."""
    if reader.rest is None:
        return report
    computed = {identity.fills.partition(".")[0] for identity in form.identities if identity.fills}
    figures = {row: dict(cells) for row, cells in report.figures.items()}
    keys = dict(report.keys)
    for name, (_, block, _) in form.rows().items():
        if name not in figures and name not in computed:
            filled = form.filled(block)
            figures[name] = {column.id: Blank() if column.id in filled else reader.rest for column in block.columns}
            keys[name] = reader.rest_key
    return replace(report, figures=figures, keys=keys)


class _Figures:
    """The figures of a report by row and column, and the steps that lead to each in the file."""

    def __init__(self, form: Form, labels: Labels, problems: list[Problem]) -> None:
        self.cells: dict[str, dict[str, Cell]] = {}
        self.keys: dict[str, str] = {}
        self.steps: dict[str, dict[str, str | int]] = {}
        self.rest: Cell | None = None  # what every row that is not written holds
        self.rest_key = REST
        self._form = form
        self._rest = labels.spellings(REST)
        self._problems = problems

    def read(self, tree: Tree, spot: Spot) -> None:
        """Takes in the figures of a report; what cannot be one is a problem."""
        if isinstance(tree, str) and (tree.strip() == "0" or _is_mark(tree)):  # figures: 0
            self.rest = read_cell(tree)
            return
        if not isinstance(tree, dict):
            self._problems.append(Problem("value-type", spot, {"field": "figures", "expected": "mapping", "found": "text"}))
            return
        rows = self._form.rows()
        names = _names((row, found.label) for row, (_, _, found) in rows.items())
        for key, written in tree.items():
            name = names.get(key)
            if name is None and key in self._rest:
                self._read_rest(key, written, spot)
            elif name is None:
                self._problems.append(key_problem(key, rows if key.isascii() else names, spot))
            elif name in self.keys:
                values = {"key": key, "same": self.keys[name]}
                self._problems.append(Problem("key-repeated", Spot(spot.file, (*spot.path, key), key=True), values))
            else:
                self.keys[name] = key
                self.cells[name] = self._row(name, rows[name][1], written, spot.at(key))

    def _read_rest(self, key: str, written: Tree, spot: Spot) -> None:
        """``rest: 0`` among the rows: all other rows. Only nought and "not applicable" can be said of many rows at once."""
        self.rest, self.rest_key = read_cell("0"), key
        if isinstance(written, str) and (written.strip() == "0" or _is_mark(written)):
            self.rest = read_cell(written)
        else:
            values = {"field": key, "value": written if isinstance(written, str) else "…", "known": "0, -", "suggestion": ""}
            self._problems.append(Problem("value-not-listed", spot.at(key), values))

    def _row(self, name: str, block: Block, written: Tree, spot: Spot) -> dict[str, Cell]:
        """A row written by column, as a list in the columns' order, or as the one word that stands for all of it."""
        columns = tuple(column.id for column in block.columns)
        if isinstance(written, list):
            return self._list(name, block, columns, written, spot)
        if isinstance(written, dict):
            return self._mapping(name, block, written, spot)
        # Zero and "not applicable" may be said once for a whole row; a number may not, for it belongs to one cell.
        if written.strip() and len(columns) > 1 and not (written.strip() == "0" or _is_mark(written)):
            self._problems.append(self._miscounted(1, columns, columns, spot))
            return {}
        return {column: read_cell(written) for column in columns}

    def _mapping(self, name: str, block: Block, written: dict[str, Tree], spot: Spot) -> dict[str, Cell]:
        """The cells of a row that is written as a mapping from columns to figures."""
        names = _names((column.id, column.label) for column in block.columns)
        signed = {column.id: column.signed for column in block.columns}
        cells: dict[str, Cell] = {}
        steps: dict[str, str | int] = {}
        rest = ""
        for key, cell in written.items():
            column = names.get(key)
            if column is None and key not in self._rest:
                known = [known for known in names if known.isascii() == key.isascii()]
                self._problems.append(key_problem(key, (*known, *(r for r in self._rest if r.isascii() == key.isascii())), spot))
            elif not isinstance(cell, str):
                found = "list" if isinstance(cell, list) else "mapping"
                self._problems.append(Problem("value-type", spot.at(key), {"field": key, "expected": "number", "found": found}))
            elif column is None:
                rest = cell
            elif column in steps:
                values = {"key": key, "same": str(steps[column])}
                self._problems.append(Problem("key-repeated", Spot(spot.file, (*spot.path, key), key=True), values))
            elif cell.strip():
                cells[column], steps[column] = read_cell(cell, signed=signed[column]), key
        self.steps[name] = steps
        filled = self._form.filled(block)
        others = {c.id: Blank() if c.id in filled and cells else read_cell(rest) for c in block.columns}
        return {**others, **cells}

    def _list(self, name: str, block: Block, columns: tuple[str, ...], written: list[Tree], spot: Spot) -> dict[str, Cell]:
        """The cells of a row that is written as a list, in the order of the columns."""
        filled = self._form.filled(block)
        given = tuple(column for column in columns if column not in filled)
        chosen = given if len(written) == len(given) else columns
        if len(written) != len(chosen):
            self._problems.append(self._miscounted(len(written), columns, given, spot))
            return {}
        self.steps[name] = {column: index for index, column in enumerate(chosen)}
        signed = {column.id: column.signed for column in block.columns}
        return {
            column: read_cell(cell if isinstance(cell, str) else "", signed=signed[column])
            for column, cell in zip(chosen, written, strict=True)
        }

    def _miscounted(self, found: int, columns: Iterable[str], given: Iterable[str], spot: Spot) -> Problem:
        columns, given = list(columns), list(given)
        expected = str(len(columns)) if len(given) == len(columns) else f"{len(given)} / {len(columns)}"
        return Problem("cells-count", spot, {"found": str(found), "expected": expected, "known": ", ".join(columns)})


def _names(things: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The ids that rows or columns are called by: the ids themselves, and headings that only one of them has."""
    listed = list(things)
    headings = Counter(label for _, label in listed)
    return {label: name for name, label in listed if label and headings[label] == 1} | {name: name for name, _ in listed}


def _is_mark(written: str) -> bool:
    return isinstance(read_cell(written), NotApplicable)
