"""The plan of an import: every file that it would write, and a line for every cell and row; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import urls
from generator.importing.column_cells import settle_columns
from generator.importing.column_map import ColumnMap, MappedSheet, mapped_head
from generator.importing.files import Folder
from generator.importing.forms import FORM, Form, find_form
from generator.importing.grid import Cell, Grid, SheetExtra
from generator.importing.heads import Head, bounded, find_heads
from generator.importing.identity import Identities
from generator.importing.item import RowItem, RowReader
from generator.importing.redirects import plan_redirect
from generator.importing.report import Line, Place
from generator.importing.rows import read_rows
from generator.importing.source import item_source
from generator.importing.targets import NUMBER, Targets
from generator.importing.values import Reader
from generator.importing.words import Words
from generator.load.items.item import ITEMS
from generator.load.items.named import CatalogNames
from generator.model.project import Project
from generator.model.redirect import REDIRECTS
from generator.presence import exists
from generator.problems import Problem


@dataclass
class Plan:
    """Everything that an import does: the sheets with their heads, the sources and copies it writes, the lines of its report."""

    sheets: list[tuple[str, Grid, Head | None]] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)  # by path in the site
    copies: dict[str, Path] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    redirects: list[str] = field(default_factory=list)  # lines to be added
    lines: list[Line] = field(default_factory=list)
    forms: set[tuple[str, str]] = field(default_factory=set)  # the file and sheet of each
    new: int = 0
    there: int = 0
    refused: int = 0

    @property
    def is_whole(self) -> bool:
        """True if everything was understood."""
        return not any(line.outcome == "refused" for line in self.lines)


def plan_import(
    project: Project,
    site: Path,
    books: Sequence[tuple[str, list[Grid]]],
    targets: Targets,
    column_map: ColumnMap,
    files: Folder,
    map_problems: list[Problem],
    map_name: str,
) -> Plan:
    """The plan for the sheets of some files."""
    plan = Plan()
    reader = Reader(targets.profile, project_names(project), targets.words, _values(column_map, targets))
    rows = RowReader(targets, reader, files)
    items: list[RowItem] = []
    for file, grids in books:
        for grid in grids:
            about = [sheet for sheet in column_map.sheets if sheet.sheet == grid.name]
            heads, reason = _heads(about, grid, targets, map_name, map_problems)
            form = _form(about, grid, targets, heads)
            if form:
                heads = [form.head]
                plan.forms.add((file, grid.name))
            plan.sheets += ((file, grid, head) for head in heads or (None,))
            plan.lines += (_line_of(file, grid, extra) for extra in grid.extras)
            plan.lines += _struck(file, grid)
            if not heads:
                said = next(iter(grid.cells.values())).text if grid.cells else ""
                plan.lines.append(Line(Place(file, grid.name), "left", "", said, "", reason))
            if form:
                items.append(_read_form(plan, rows, file, grid, form))
                continue
            for head in heads:
                items += _read(plan, rows, file, grid, head, targets.words, above=head is heads[0])
    place_items(plan, project, site, items)
    return plan


def _heads(
    about: Sequence[MappedSheet], grid: Grid, targets: Targets, map_name: str, problems: list[Problem]
) -> tuple[list[Head], str]:
    """The heads of the tables of a sheet, by the map where it names the sheet; where there are none, the label of why."""
    empty = "import_sheet_empty" if not grid.cells else ""
    if about:
        mapped = [head for one in about if (head := mapped_head(one, grid, targets, map_name, problems))]
        return bounded(mapped), empty or "import_sheet_unmapped"
    if grid.hidden:
        return [], empty or "import_sheet_hidden"
    return [settle_columns(head, grid, targets) for head in find_heads(grid, targets)], empty or "import_no_head"


def _form(about: Sequence[MappedSheet], grid: Grid, targets: Targets, heads: Sequence[Head]) -> Form | None:
    """The form on a sheet that the map calls one, or that is one rather than a list; None for a list."""
    if about:
        return find_form(grid, targets) if any(one.head.strip() == FORM for one in about) else None
    if grid.hidden:
        return None
    known = max((len({column.field for column in head.columns} - {"", NUMBER}) for head in heads), default=0)
    return find_form(grid, targets, known)


def _read_form(plan: Plan, reader: RowReader, file: str, grid: Grid, form: Form) -> RowItem:
    """The item of a form; a line for each cell that is none of it."""
    for cell in form.rest:
        plan.lines.append(Line(Place(file, grid.name, cell.row + 1), "left", "", cell.text, "", "import_form_rest"))
    return reader.read(Place(file, grid.name, form.row.number + 1), form.head, form.row)


def _line_of(file: str, grid: Grid, extra: SheetExtra) -> Line:
    """The line that says what stands beside the cells of a sheet; what is only hidden is read as all else is."""
    hidden = extra.reason.startswith("import_extra_hidden")
    row = extra.row or int("".join(filter(str.isdecimal, extra.cell)) or 0)
    said = f"{extra.cell}: {extra.text}" if extra.cell else extra.text
    return Line(Place(file, grid.name, row), "noted" if hidden else "left", "", said, "", extra.reason)


def _struck(file: str, grid: Grid) -> Iterator[Line]:
    """A line for each row with cells that are struck through: they are read as all others are, and may be meant to be gone."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells.values():
        if cell.struck:
            rows.setdefault(cell.row, []).append(cell)
    for row, cells in sorted(rows.items()):
        said = " | ".join(f"{cell.name}: {' '.join(cell.text.split())}" for cell in cells)
        yield Line(Place(file, grid.name, row + 1), "noted", "", said, "", "import_extra_struck")


def project_names(project: Project) -> CatalogNames:
    """The names of the categories and departments of a project."""
    return CatalogNames(project.settings.catalog)


def _values(column_map: ColumnMap, targets: Targets) -> dict[str, dict[str, str]]:
    """The values that a map gives for others, by field, however it is named."""
    found: dict[str, dict[str, str]] = {}
    for name, values in column_map.values.items():
        key = targets.named(name, next(iter(targets.profile.kinds))) or name
        found.setdefault(key, {}).update({" ".join(value.split()): meant for value, meant in values.items()})
    return found


def _read(plan: Plan, reader: RowReader, file: str, grid: Grid, head: Head, words: Words, *, above: bool) -> list[RowItem]:
    """The items of a table; a line for each row that is left out, of the first of a sheet what stands ``above`` it, too."""
    items: list[RowItem] = []
    if head.of("title") is None:
        # The cause, once: no row can be an item.
        place = Place(file, grid.name, head.last + 1)
        said = " | ".join(column.head for column in head.columns)
        plan.lines.append(Line(place, "refused", reader.targets.label("title", head.kind), said, "", "import_no_title_column"))
        return items
    for row in read_rows(grid, head, words, above=above):
        place = Place(file, grid.name, row.number + 1)
        if row.reason:
            plan.lines.append(Line(place, "left", "", row.text, "", f"import_row_{row.reason}"))
        else:
            items.append(reader.read(place, head, row))
    return items


def place_items(plan: Plan, project: Project, site: Path, items: Iterable[RowItem]) -> None:
    """Puts down the sources of items, each at its path, with the files that belong to it."""
    known = list(items)
    identities = Identities(project, project.edition.today)
    for item in known:
        identities.know(item)
    seen: dict[str, str] = {}  # the text of a source without its number → its path
    for item in known:
        if item.is_refused:
            plan.refused += 1
            plan.lines += item.lines
            continue
        there = identities.find(item)
        id = there.id if there else identities.new_id(item)
        number = item.text("index_number") or (there.authored.index_number if there else "")
        own = item_source(project, item, number)
        if own in seen:
            plan.lines.append(Line(item.place, "left", "", item.text("title"), "", "import_row_twice", {"path": seen[own]}))
            continue
        text = own if number else item_source(project, item, identities.next_number(item))
        path = there.source if there else f"{ITEMS}{id}/index.md" if item.files or item.blobs else f"{ITEMS}{id}.md"
        seen[own] = path
        if there or exists(site / path, follow=False):
            plan.there += 1
            same = not there or there.entry is None
            reason = "import_same" if same and _reads(site / path) == text else "import_there"
            plan.lines.append(Line(item.place, "left", "", item.text("title"), "", reason, {"path": path}, path))
            continue
        plan.new += 1
        plan.sources[path] = text
        plan.copies |= {f"{path.rpartition('/')[0]}/{name}": source for name, source in item.files.items()}
        plan.blobs |= {f"{path.rpartition('/')[0]}/{name}": data for name, data in item.blobs.items()}
        plan.lines += (replace(line, target=path) for line in item.lines)
        if item.address:
            _lead(plan, project, site, item, urls.item_address(id))


def _lead(plan: Plan, project: Project, site: Path, item: RowItem, target: str) -> None:
    """Plans the redirect from where an item lay before."""
    entry, reason = plan_redirect(project, item.address, target, plan.redirects)
    if entry:
        plan.redirects.append(entry)
    if reason:
        plan.lines.append(Line(item.place, "left", "", item.address, "", reason, {}, REDIRECTS))


def _reads(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
