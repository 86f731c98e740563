"""The catalog as a workbook: a sheet a kind, a row an item, and behind them, unseen, what each cell held when it was written."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.exchange.cells import BODY, DATES, columns_of
from generator.exchange.sources import Source
from generator.frozen import frozen
from generator.importing.workbook import read_grids
from generator.late import late
from generator.model.item import Item
from generator.model.project import Project
from generator.scaffold.site import Keys

MEMORY = "_gongkai"  # the sheet that remembers
_FORMAT = "1"
_ID = "id"
_LONGEST = 30_000  # characters of a cell; a spreadsheet holds 32,767
_NO_NAME = late(r"[\[\]:*?/\\']")
_DAY = late(r"(19|20)\d\d-\d\d-\d\d")
_WIDTHS = {"title": 46, BODY: 60, "summary": 40, _ID: 26}
_TEXTS: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])
_ENTRIES = 255  # characters that the list of a drop-down may have, where it stands in the cell's own rule


@frozen
class Memory:
    """The memory of a workbook of how it was written: the fields by sheet and head, the digests of cells by item and field."""

    heads: Mapping[str, Mapping[str, str]]
    digests: Mapping[str, Mapping[str, str]]


class MemoryBroken(Exception):
    """The sheet that remembers was edited, and what else was can no longer be told."""


@dataclass
class Sheet:
    """A sheet of the workbook: its name, its columns by field (a long text has several), the rows of cells by field."""

    name: str
    kind: str
    columns: list[str]
    rows: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def make_sheets(project: Project, sources: Sequence[tuple[Item, Source]]) -> list[Sheet]:
    """The sheets of the kinds that have items, each with the columns that its items fill, and those that every row may.

    Where there are no items yet, that of the first kind is for those to come.
    """
    found: list[Sheet] = []
    kinds = project.settings.profile.kinds
    used_kinds = {item.authored.kind for item, _ in sources} & kinds.keys() or {next(iter(kinds))}
    for kind, about in kinds.items():
        if kind not in used_kinds:
            continue
        rows = [(item.id, source.cells()) for item, source in sources if item.authored.kind == kind]
        split = [(id, _split(cells)) for id, cells in rows]
        used = {name for _, cells in split for name in cells}
        columns = [name for name in columns_of(project.settings.profile, kind) if name in used or "." not in name]
        more = sorted((name for name in used if name.startswith(f"{BODY}+")), key=lambda name: int(name.partition("+")[2]))
        found.append(Sheet(_NO_NAME.sub(" ", about.label)[:31], kind, [*columns, *more], split))
    return found


def _split(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of an item, a text that is too long for one in several."""
    found = dict(cells)
    text = found.get(BODY, "")
    if len(text) > _LONGEST:
        pieces = [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)]
        found |= {BODY if number == 0 else f"{BODY}+{number}": piece for number, piece in enumerate(pieces)}
    return found


def column_label(project: Project, kind: str, name: str) -> str:
    """The head of a column, in the words of the site."""
    labels, profile = project.settings.labels, project.settings.profile
    if name == _ID:
        return labels.text["export_id"]
    keys = Keys(labels, profile, profile.kinds[kind])
    if name.startswith(f"{BODY}+"):
        return f"{keys.of(BODY)} {int(name.partition('+')[2]) + 1}"
    outer, _, inner = name.partition(".")
    return f"{keys.of(outer)}/{keys.of(inner)}" if inner else keys.of(outer)


def make_book(project: Project, sheets: Sequence[Sheet]) -> bytes:
    """The bytes of the workbook. It remembers what each cell is read as, so that reading it back finds what was edited."""
    bare = _write(project, sheets, {})
    memory: dict[str, dict[str, str]] = {}
    for grid in read_grids("xlsx", bare, ""):
        sheet = next(sheet for sheet in sheets if sheet.name == grid.name)
        for number, (id, _) in enumerate(sheet.rows, 1):
            cells = {name: grid.cells.get((number, place)) for place, name in enumerate(sheet.columns, 1)}
            memory[id] = {name: cell_digest(cell.text) for name, cell in cells.items() if cell}
    return _write(project, sheets, memory)


def cell_digest(text: str) -> str:
    """A short name for the text of a cell, whatever ends its lines."""
    return hashlib.sha256("\n".join(line.rstrip() for line in text.strip().splitlines()).encode()).hexdigest()[:12]


def read_memory(cells: Sequence[Sequence[str]]) -> Memory | None:
    """The memory of a workbook in the rows of its sheet; None of another format. Raises MemoryBroken."""
    if not cells or cells[0][:2] != ["gongkai", _FORMAT]:
        return None
    heads: dict[str, dict[str, str]] = {}
    digests: dict[str, dict[str, str]] = {}
    for row in cells[1:]:
        kept = {"sheet": heads, "item": digests}.get(row[0]) if len(row) >= 3 else None
        if kept is not None:
            try:
                kept[row[1]] = _TEXTS.validate_json("".join(row[2:]))
            except ValidationError as error:
                raise MemoryBroken from error
    return Memory(heads, digests)


def _write(project: Project, sheets: Sequence[Sheet], memory: Mapping[str, Mapping[str, str]]) -> bytes:
    """The workbook; without a memory only its sheets."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # the same bytes at any time
    forms = {
        "head": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "id": book.add_format({"num_format": "@", "font_color": "#808080", "valign": "top"}),
    }
    for sheet in sheets:
        _write_sheet(project, book, sheet, forms)
    if memory:
        _write_memory(project, book, sheets, memory)
    book.close()
    return file.getvalue()


def _write_sheet(project: Project, book: Any, sheet: Sheet, forms: Mapping[str, Any]) -> None:
    """Writes a sheet: its head frozen, days as days, lists as drop-downs, everything else as text."""
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 2)
    last = len(sheet.rows)
    for place, name in enumerate((_ID, *sheet.columns)):
        page.write_string(0, place, column_label(project, sheet.kind, name), forms["head"])
        form = forms["id"] if name == _ID else forms["day" if _is_day(project, sheet.kind, name) else "text"]
        page.set_column(place, place, _WIDTHS.get(name.partition("+")[0], 16), form)
        choices = _choices(project, sheet.kind, name)
        if choices and sum(map(len, choices)) + len(choices) <= _ENTRIES:
            page.data_validation(1, place, last + 1000, place, {"validate": "list", "source": choices, "error_type": "warning"})
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.autofilter(0, 0, last, len(sheet.columns))
    for number, (id, cells) in enumerate(sheet.rows, 1):
        page.write_string(number, 0, id, forms["id"])
        for place, name in enumerate(sheet.columns, 1):
            text = cells.get(name, "")
            if not text:
                continue
            if _is_day(project, sheet.kind, name) and _DAY.fullmatch(text) and (day := _day(text)):
                page.write_datetime(number, place, day, forms["day"])
            else:
                page.write_string(number, place, text, forms["text"])


def _write_memory(project: Project, book: Any, sheets: Sequence[Sheet], memory: Mapping[str, Mapping[str, str]]) -> None:
    """Writes what each cell held into a sheet that nobody sees."""
    page = book.add_worksheet(MEMORY)
    page.very_hidden()
    page.write_row(0, 0, ["gongkai", _FORMAT])
    number = 1
    for sheet in sheets:
        heads = {column_label(project, sheet.kind, name): name for name in (_ID, *sheet.columns)}
        page.write_row(number, 0, ["sheet", sheet.name, json.dumps(heads, ensure_ascii=False)])
        number += 1
        for id, _ in sheet.rows:
            page.write_row(number, 0, ["item", id, json.dumps(memory.get(id, {}))])
            number += 1


def _is_day(project: Project, kind: str, name: str) -> bool:
    own = project.settings.profile.kinds[kind].fields.get(name)
    return name in DATES or (own is not None and own.type == "date")


def _day(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
    except ValueError:
        return None


def _choices(project: Project, kind: str, name: str) -> list[str]:
    """The values that a cell of a column may hold, in the words of the site; nothing where it may hold any."""
    settings = project.settings
    keys = Keys(settings.labels, settings.profile, settings.profile.kinds[kind])
    if name in settings.profile.lists:
        return [keys.value(label, key) for key, label in settings.profile.lists[name].items()]
    if name == "department":
        return [keys.value(one.name, one.id) for one in settings.catalog.departments]
    return ["true", "false"] if name in ("draft", "explanation_promised") else []
