"""A workbook that the catalog was written to, read back: the cells that were edited since, and those edits in the sources."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.exchange.book import MEMORY, Memory, cell_digest, read_memory
from generator.exchange.cells import ATTACHMENTS, BODY, DATES, value_of
from generator.exchange.edit import NotEdited, set_value
from generator.exchange.sources import Source, as_it_was, read_plain, read_source
from generator.importing.dates import day_of_cell
from generator.importing.grid import Cell, Grid
from generator.importing.report import Line, Place
from generator.load.items.item import ItemLoader
from generator.model.item import Item
from generator.model.project import Project
from generator.presence import real_path
from generator.scaffold.site import Keys
from generator.whole_files import write_whole


@dataclass
class Back:
    """Sources as they will be by path, as bytes, and a line for each cell that was edited; ``edited`` counts those taken."""

    sources: dict[str, bytes] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    edited: int = 0

    @property
    def is_whole(self) -> bool:
        """True if every edit could be made."""
        return not any(line.outcome == "refused" for line in self.lines)


@dataclass(frozen=True)
class Edit:
    """An edited cell: its place, its item, its field and the text that it holds now."""

    place: Place
    id: str
    name: str
    label: str
    text: str


def memory_of(grids: Sequence[Grid]) -> Memory | None:
    """The memory of a workbook; None for one that no catalog was written to. Raises MemoryBroken."""
    grid = next((grid for grid in grids if grid.name == MEMORY), None)
    if grid is None:
        return None
    rows = [[cell.text for cell in grid.row(number)] for number in range(grid.longest)]
    return read_memory(rows)


def read_back(project: Project, site: Path, file: str, grids: Sequence[Grid], memory: Memory) -> Back:
    """The edits of a workbook in the sources of a site, planned and not written. Raises OSError."""
    back = Back()
    items = {item.id: item for item in project.content.items}
    by_source: dict[str, list[Edit]] = {}
    for edit in _edits(back, file, grids, memory):
        item = items.get(edit.id)
        if item is None:
            back.lines.append(_refused(edit, "export_gone"))
        else:
            by_source.setdefault(item.source, []).append(edit)
    loader = ItemLoader(site, project.settings.profile, project.settings.labels, {})
    for path, edits in by_source.items():
        plain = read_plain(site, path)
        if plain is None:
            back.lines += [_refused(edit, "export_unreadable") for edit in edits]
            continue
        text, ends = plain
        for edit in edits:
            text = _apply(back, project, loader, items[edit.id], text, edit, memory)
        if text != plain[0]:
            back.sources[path] = as_it_was(text, ends).encode()
    return back


def _edits(back: Back, file: str, grids: Sequence[Grid], memory: Memory) -> Iterator[Edit]:
    """The cells that hold something else than when they were written; rows that came or went are told."""
    met: set[str] = set()
    for grid in grids:
        known = memory.heads.get(grid.name)
        if known is None:
            if grid.name != MEMORY and grid.cells:
                back.lines.append(Line(Place(file, grid.name), "left", "", "", "", "export_other_sheet"))
            continue
        columns = {cell.column: (known.get(cell.text, ""), cell.text) for cell in grid.row(0)}
        own = next((column for column, (name, _) in columns.items() if name == "id"), None)
        for number in range(1, grid.longest):
            cells = {cell.column: cell for cell in grid.row(number)}
            place = Place(file, grid.name, number + 1)
            id = cells[own].text.strip() if own is not None and own in cells else ""
            if not cells or (own is not None and not id):
                continue  # of a row that names no item another is made: see new_rows
            if id not in memory.digests or id in met:
                said = " | ".join(cell.text for cell in cells.values())
                back.lines.append(Line(place, "refused", "", said, "", "export_twice" if id in met else "export_new_row"))
                continue
            met.add(id)
            yield from _row_edits(id, place, cells, columns, memory.digests[id])
    for id in memory.digests:
        if id not in met:
            back.lines.append(Line(Place(file), "left", "", id, "", "export_row_gone"))


def _row_edits(
    id: str, place: Place, cells: Mapping[int, Cell], columns: Mapping[int, tuple[str, str]], digests: Mapping[str, str]
) -> Iterator[Edit]:
    """The edited cells of a row; the pieces of a long text together."""
    texts = {name: (column, label) for column, (name, label) in columns.items() if name and name != "id"}
    changed = {name for name, (column, _) in texts.items() if _digest(cells.get(column)) != digests.get(name, "")}
    if any(name.partition("+")[0] == BODY for name in changed):
        changed = {name for name in changed if name.partition("+")[0] != BODY} | {BODY}
    for name, (column, label) in texts.items():
        if name not in changed:
            continue
        pieces = [column]
        if name == BODY:
            more = sorted((one for one in texts if one.startswith(f"{BODY}+")), key=lambda one: int(one.partition("+")[2]))
            pieces += (texts[one][0] for one in more)
        cell = cells.get(column)
        text = "".join(cells[piece].text for piece in pieces if piece in cells).replace("\r\n", "\n")
        if cell and name in DATES and (day := day_of_cell(cell)):
            text = day.isoformat()
        yield Edit(place.at(cell) if cell else place, id, name, label, text)


def _digest(cell: Cell | None) -> str:
    return cell_digest(cell.text) if cell and cell.text.strip() else ""


def _apply(back: Back, project: Project, loader: ItemLoader, item: Item, text: str, edit: Edit, memory: Memory) -> str:
    """The text of a source with an edit made; as it was where it cannot be, which is told."""
    source = read_source(project, loader, item, text)
    if source is None:
        back.lines.append(_refused(edit, "export_unreadable"))
        return text
    held = source.cells().get(edit.name, "")
    was = memory.digests[edit.id].get(edit.name, "")
    now = cell_digest(held) if held.strip() else ""
    if now != was and now != (cell_digest(edit.text) if edit.text.strip() else ""):
        back.lines.append(_refused(edit, "export_conflict"))
        return text
    if now != was:  # the source says by now what the cell says
        return text
    try:
        edited = _edited(project, source, item, edit)
    except NotEdited:
        back.lines.append(_refused(edit, "export_not_edited"))
        return text
    back.edited += 1
    back.lines.append(Line(edit.place, "changed", edit.label, held, edit.text, "export_edited", {}, source.path))
    return edited


def _edited(project: Project, source: Source, item: Item, edit: Edit) -> str:
    """The text of a source with one edit. Raises NotEdited."""
    if edit.name == BODY and source.is_markdown:
        return source.with_body(edit.text.strip("\n"))
    keys = Keys(project.settings.labels, project.settings.profile, project.settings.profile.kinds[item.authored.kind])
    words = list(source.written.values())
    english = sum(key.isascii() for key in words) * 2 > len(words)

    def spelled(name: str) -> str:
        return name if english else keys.of(name)

    outer, _, inner = edit.name.partition(".")
    steps: list[str | int] = [*([] if source.entry is None else [source.entry]), source.written.get(outer) or spelled(outer)]
    if inner:
        steps.append(source.inner.get(outer, {}).get(inner) or spelled(inner))
    inside = {name: source.inner.get(ATTACHMENTS, {}).get(name) or spelled(name) for name in ("file", "title")}
    before = source.tree.get(outer)
    if isinstance(before, dict) is not bool(inner) and before is not None:
        raise NotEdited  # a record as a whole, or a field of what is written as a text alone
    value = value_of(edit.name, edit.text, before, inside)
    if value is None and inner and isinstance(before, dict) and len(before) == 1:
        steps.pop()  # of a record without fields nothing is left
    front = set_value(source.text[source.start : source.end], steps, value)
    return source.text[: source.start] + front + source.text[source.end :]


def _refused(edit: Edit, reason: str) -> Line:
    return Line(edit.place, "refused", edit.label, edit.text, "", reason)


def write_back(site: Path, back: Back) -> None:
    """Writes the sources of a plan: all of them, or none. Raises OSError."""
    before: dict[Path, bytes] = {}
    try:
        for path, data in back.sources.items():
            whole = Path(real_path(site / path))
            before[whole] = whole.read_bytes()
            write_whole(whole, data)
    except BaseException:
        for whole, data in before.items():
            with contextlib.suppress(OSError):
                write_whole(whole, data)
        raise
