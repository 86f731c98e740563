"""The report of an import: of each cell and row what became of it, as text for a terminal and as a table for a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from itertools import groupby

from generator.importing.grid import Cell
from generator.importing.values import Outcome as CellOutcome
from generator.importing.values import folded
from generator.model.labels import Labels
from generator.signs import cell_text
from generator.text import Count, excerpt

# Beside what becomes of a cell: a row or cell that is left out, and an item that is new, as it was, or of somebody else's hand.
Outcome = CellOutcome
_SHOWN = 40  # signs of a cell on a terminal
_MANY = 9  # different values that are not understood for one reason, beyond which they are told together
_EXAMPLES = 3
_MOST = 200  # lines of one sort on a terminal; the file has them all


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: its sheet, a row from 1 (0 for none), a cell."""

    file: str
    sheet: str = ""
    row: int = 0
    cell: str = ""

    def at(self, cell: Cell) -> Place:
        """The place of a cell."""
        return Place(self.file, self.sheet, cell.row + 1, cell.name)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report: a place, what became of it, the field, what stood there, what was written, and why.

    ``outcome`` is ``taken``, ``changed``, ``refused`` (not understood), ``left`` (left out) or ``noted``; ``reason`` is a
    label, filled with ``about``; ``target`` the source that it went into.
    """

    place: Place
    outcome: str
    field: str = ""
    found: str = ""
    written: str = ""
    reason: str = ""
    about: Mapping[str, str] = default(default_factory=dict)
    target: str = ""


def reason_of(line: Line, labels: Labels) -> str:
    """Why something became of a cell or row, in words; nothing for what was taken as it stood."""
    return labels.text[line.reason].format(**line.about) if line.reason else ""


def report_table(lines: Iterable[Line], labels: Labels) -> str:
    """The whole report as CSV, a line a cell; no cell of it is a formula."""
    words = labels.text
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(
        [
            words[f"import_head_{name}"]
            for name in ("file", "sheet", "cell", "outcome", "field", "found", "written", "reason", "target")
        ]
    )
    for line in lines:
        place = line.place.cell or (str(line.place.row) if line.place.row else "")
        cells = (line.place.file, line.place.sheet, place, words[f"import_{line.outcome}"], line.field, line.found, line.written)
        writer.writerow([cell_text(cell) for cell in (*cells, reason_of(line, labels), line.target)])
    return "\ufeff" + file.getvalue()


def report_text(lines: Sequence[Line], labels: Labels) -> str:
    """The report for a terminal: what was not understood cell by cell, what was left out by rows, what was changed by reason."""
    parts = [*_refused(lines, labels), *_proposed(lines, labels), *_left(lines, labels), *_changed(lines, labels)]
    return "\n".join(parts) + "\n" if parts else ""


def _refused(lines: Sequence[Line], labels: Labels) -> Iterator[str]:
    """The lines of what was not understood, cell by cell."""
    words = labels.text
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        if line.outcome == "refused":
            groups.setdefault((line.field, line.found, line.reason), []).append(line)
    found = list(_alike(groups.values(), labels))
    for members in found[:_MOST]:
        line = members[0]
        several = dict.fromkeys(" ".join(one.found.split()) for one in members)
        said = excerpt(labels.text["list_join"].join(list(several)[:_EXAMPLES]), _SHOWN) + " …" * (len(several) > _EXAMPLES)
        yield words["import_told" if len(members) == 1 else "import_told_again"].format(
            place=_place(line.place, labels),
            outcome=words["import_refused"],
            field=line.field,
            found=said,
            reason=reason_of(line, labels),
            count=Count(len(members)),
        )
    if len(found) > _MOST:
        yield words["import_more"].format(count=Count(len(found) - _MOST))


def _alike(groups: Iterable[list[Line]], labels: Labels) -> Iterator[list[Line]]:
    """Groups of lines; those of one field and sheet that differ in nothing but what stood there are one where they are many."""
    by_reason: dict[tuple[str, str, str, str], list[list[Line]]] = {}
    for members in groups:
        line = members[0]
        key = (line.place.file, line.place.sheet, line.field, reason_of(line, labels))
        by_reason.setdefault(key, []).append(members)
    for known in by_reason.values():
        if len(known) > _MANY:
            yield [line for members in known for line in members]
        else:
            yield from known


def _proposed(lines: Sequence[Line], labels: Labels) -> Iterator[str]:
    """The entries that a catalog lacks for the names in the sheets, ready to be put into it or into the map."""
    wanted: dict[str, dict[str, None]] = {}
    fields: dict[str, str] = {}
    for line in lines:
        if line.outcome == "refused" and line.reason.startswith(tuple(_LISTS)):
            name = next(name for prefix, name in _LISTS.items() if line.reason.startswith(prefix))
            wanted.setdefault(name, {})[line.about["value"]] = None
            fields[name] = line.field
    if wanted:
        yield labels.text["import_propose"]
    for name, values in wanted.items():
        yield f"  {name}:"
        once = {folded(value): value for value in reversed(values)}  # the first of those that differ in blanks and signs alone
        entries = enumerate((json.dumps(value, ensure_ascii=False) for value in reversed(once.values())), 1)
        yield from (f"    - {{id: new-{number}, name: {value}}}" for number, value in entries)
    if wanted:
        yield labels.text["import_propose_map"]
        yield "values:"
    for name, values in wanted.items():
        yield f"  {fields[name]}: {{{', '.join(f'{json.dumps(value, ensure_ascii=False)}: …' for value in values)}}}"


# The list of the catalog in which there is no entry, by how the label begins that says so.
_LISTS = {"import_no_category": "categories", "import_no_department": "departments"}


def _left(lines: Sequence[Line], labels: Labels) -> Iterator[str]:
    """The lines of what was left out: rows that follow each other for one reason together, cells by their column."""
    words = labels.text
    rows = [line for line in lines if line.outcome in ("left", "noted") and not line.place.cell]
    for (file, sheet, outcome, reason), group in groupby(
        rows, lambda line: (line.place.file, line.place.sheet, line.outcome, reason_of(line, labels))
    ):
        members = list(group)
        numbers = list(dict.fromkeys(line.place.row for line in members if line.place.row))
        said = next((excerpt(line.found, _SHOWN) for line in members if line.found), "")
        place = _place(Place(file, sheet), labels) + (words["import_rows"].format(rows=_runs(numbers)) if numbers else "")
        name = "import_told_rows" if said else "import_told_empty"
        yield words[name].format(place=place, outcome=words[f"import_{outcome}"], reason=reason, found=said)
    columns: dict[tuple[str, str, str, str], list[Line]] = {}
    for line in lines:
        if line.outcome == "left" and line.place.cell:
            columns.setdefault((line.place.file, line.place.sheet, line.field, line.reason), []).append(line)
    for (file, sheet, name, reason), members in columns.items():
        yield words["import_told_column"].format(
            place=_place(Place(file, sheet), labels),
            column=name or members[0].place.cell.rstrip("0123456789"),
            count=Count(len(members)),
            reason=words[reason].format(**members[0].about),
        )


def _runs(numbers: Sequence[int]) -> str:
    """Rows by their numbers, runs of them as their first and last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return ", ".join(shown[:20]) + (" …" if len(shown) > 20 else "")


def _changed(lines: Sequence[Line], labels: Labels) -> Iterator[str]:
    """The lines of what was changed, by field and reason, each with the first of it."""
    words = labels.text
    kinds: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.outcome == "changed":
            kinds.setdefault((line.field, line.reason), []).append(line)
    for (name, _), members in kinds.items():
        first = members[0]
        written = excerpt(" ".join(first.written.split()), _SHOWN)
        yield words["import_told_changed"].format(
            field=name,
            reason=reason_of(first, labels),
            count=Count(len(members)),
            place=_place(first.place, labels),
            found=excerpt(" ".join(first.found.split()), _SHOWN),
            written=written or "—",
        )


def _place(place: Place, labels: Labels) -> str:
    words = [place.file, *([place.sheet] if place.sheet else [])]
    return labels.text["import_place"].join(words) + (f" {place.cell}" if place.cell else "")
