"""The pages of standard catalogs: each with its table, and the number of items that were published of each matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial

from generator import urls
from generator.digests import key_of
from generator.model.matter import Matter, MatterForm, MatterTable
from generator.model.project import Project
from generator.model.settings import Settings
from generator.view.columns import column_of
from generator.view.matter_records import HeadCell, MatterGrid, MatterRow, MatterSheetView, MatterTableView
from generator.view.parts import Head, Way
from generator.view.slices import Slice


def matter_slices(project: Project) -> Iterator[Slice]:
    """The slices of all standard catalogs, a table each."""
    settings = project.settings
    for table in settings.matter_tables:
        counts = {matter.id: len(project.shown.items_by_matter.get(matter.id, ())) for matter in table.matters}
        views = partial(_views, settings, table, counts)
        key = key_of(settings.key, table.id, repr(counts))
        addresses = (urls.matter_table_address(table.id), urls.matter_sheet(table.id))
        yield Slice(f"matters {table.id}", key, (MatterTableView, MatterSheetView), addresses, views)


def _views(settings: Settings, table: MatterTable, counts: Mapping[str, int]) -> Iterator[MatterTableView | MatterSheetView]:
    """The page of a table and its workbook."""
    form = settings.profile.matters
    assert form is not None  # without it no table is read
    grid = cache(partial(_grid, settings, form, table, counts))
    yield _table_view(settings, form, table, grid())
    yield MatterSheetView(
        address=urls.matter_sheet(table.id),
        title=table.title,
        name=table.name,
        publisher=settings.catalog.publisher.name,
        font=settings.report_fonts.docx.body if settings.labels.forms.script == "han" else "",
        notes=table.notes,
        grid=grid(),
    )


def _table_view(settings: Settings, form: MatterForm, table: MatterTable, grid: MatterGrid) -> MatterTableView:
    """The page of a table: of its matters that are for this body it says how many have something."""
    department = settings.departments.get(table.department)
    address = urls.matter_table_address(table.id)
    asked = [row for row in grid.rows if row.asked]
    return MatterTableView(
        head=Head(
            address=address,
            column=column_of(settings, "catalog"),
            trail=(Way(settings.profile.columns.catalog, urls.CATALOG), Way(table.title, address)),
        ),
        title=table.title,
        label=form.label,
        notes=table.notes,
        responsible=Way(department.name, urls.department_address(department.id)) if department else None,
        grid=grid,
        items_heading=settings.labels.text["matter_items"],
        sheet=urls.matter_sheet(table.id),
        asked=len(asked),
        answered=sum(row.total > 0 or row.nothing is not None for row in asked),
    )


def _grid(settings: Settings, form: MatterForm, table: MatterTable, counts: Mapping[str, int]) -> MatterGrid:
    """The table in the prescribed form."""
    heads, short = _heads(form)
    rows: list[MatterRow] = []
    level = settings.catalog.level
    for place, matter in enumerate(table.matters):
        begins = place == 0 or matter.topic != table.matters[place - 1].topic
        same = next(
            (n for n, other in enumerate(table.matters[place:]) if other.topic != matter.topic), len(table.matters) - place
        )
        said = matter.nothing
        total = counts[matter.id]
        rows.append(
            MatterRow(
                number=matter.number,
                cells=tuple(_cells(form, matter)),
                topic_rows=same if begins else 0,
                address=urls.matter_address(matter.id) if total else "",
                total=total,
                nothing=(said.statement or settings.labels.text["listing_empty"], said.date.isoformat()) if said else None,
                asked=matter.is_asked(level, form),
            )
        )
    names = list(form.columns)
    topic = 1 + names.index("topic") if "topic" in names else 0
    width = 1 + sum(len(column.choices) or 1 for column in form.columns.values())
    return MatterGrid(
        heads=heads, depth=1 + any(cell.row for cell in heads), width=width, topic=topic, short=short, rows=tuple(rows)
    )


def _heads(form: MatterForm) -> tuple[tuple[HeadCell, ...], tuple[int, ...]]:
    """The headings of the table, those of the first row first, and the columns of signs."""
    depth = 2 if any(column.under or column.choices for column in form.columns.values()) else 1
    upper, lower = [HeadCell(form.number, 0, 0, depth)], list[HeadCell]()
    short: list[int] = []
    at, over = 1, ""
    for column in form.columns.values():
        if column.choices:
            upper.append(HeadCell(column.label, 0, at, 1, len(column.choices)))
            lower += [
                HeadCell(label, 1, at + place) for place, label in enumerate(labels[0] for labels in column.choices.values())
            ]
            short += range(at, at + len(column.choices))
            at += len(column.choices) - 1
        elif column.under:
            if column.under == over:
                upper[-1] = upper[-1]._replace(columns=upper[-1].columns + 1)
            else:
                upper.append(HeadCell(column.under, 0, at))
            lower.append(HeadCell(column.label, 1, at))
        else:
            upper.append(HeadCell(column.label, 0, at, depth))
        over = column.under
        at += 1
    return (*upper, *lower), tuple(short)


def _cells(form: MatterForm, matter: Matter) -> Iterator[tuple[str, ...]]:
    """The lines of each cell of a matter; an option that is taken has its words, or the sign for that."""
    for name, column in form.columns.items():
        found = matter.values.get(name, ())
        if column.choices:
            yield from ((matter.remarks.get(f"{name}.{key}", _SIGN),) if key in found else () for key in column.choices)
        else:
            yield found


_SIGN = "√"
