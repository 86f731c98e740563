"""The pages beside the rows of a table of a kind: its numbers by department and value, and how it was adjusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from generator import urls
from generator.model.kind_tables import Adjusted, KindTable, Narrowed
from generator.model.settings import Settings
from generator.view.columns import column_of
from generator.view.kind_records import ChangeLine, CrossRow, KindChangesView, KindCrossView
from generator.view.parts import Head, Way
from generator.view.record import view_key
from generator.view.slices import Slice


def further_slices(settings: Settings, table: KindTable, counts: Mapping[Narrowed, int]) -> Iterator[Slice]:
    """The slices of the numbers of a table and of its adjustments, where there are such."""
    if table.crosses:
        yield _alone(cross_view(settings, table, counts))
    yield from map(_alone, changes_views(settings, table))


def _alone(view: KindCrossView | KindChangesView) -> Slice:
    address = view.head.address
    return Slice(f"kind {address}", view_key(view), (type(view),), (address,), lambda: iter((view,)))


def _head(settings: Settings, table: KindTable, address: str, title: str) -> Head:
    catalog, own = Way(settings.profile.columns.catalog, urls.CATALOG), Way(table.kind.label, table.address(Narrowed()))
    return Head(address=address, column=column_of(settings, "catalog"), trail=(catalog, own, Way(title, address)))


def cross_view(settings: Settings, table: KindTable, counts: Mapping[Narrowed, int]) -> KindCrossView:
    """The numbers of a table by department and by value; an item with several values counts once in the sum of its row."""
    title = settings.labels.text["table_cross"]
    columns = [(value, Narrowed("", value)) for value in table.values]

    def cell(part: Narrowed) -> tuple[int, str]:
        """The number of a part and where it is; nothing where it has no item."""
        return (counts[part], table.address(part)) if part in counts else (0, "")

    rows = (
        CrossRow(
            label=settings.departments[name].name,
            address=table.address(Narrowed(name)),
            cells=tuple(cell(Narrowed(name, value)) for value in table.values),
            total=counts[Narrowed(name)],
        )
        for name in table.departments
    )
    return KindCrossView(
        head=_head(settings, table, urls.kind_cross(table.name), title),
        title=f"{table.kind.label} · {title}",
        name=title,
        table=table.address(Narrowed()),
        heading=settings.labels.text["search_by_department"],
        columns=tuple(
            (settings.profile.value_label(table.field, value), table.address(part), counts[part]) for value, part in columns
        ),
        rows=tuple(rows),
        total=len(table.items),
    )


def changes_views(settings: Settings, table: KindTable) -> Iterator[KindChangesView]:
    """The page of how a list was adjusted, if it was."""
    if not table.adjusted or table.kind.adjustments is None:
        return
    words, title = settings.labels.text, settings.labels.text["table_changes"]
    told, fields = table.kind.adjustments, table.kind.fields
    ways = Counter(_way(settings, table, one) for one in table.adjusted)
    yield KindChangesView(
        head=_head(settings, table, urls.kind_changes(table.name), title),
        title=f"{table.kind.label} · {title}",
        name=title,
        headings=(
            words["csv_title"],
            fields[told.type].label,
            words["search_by_department"],
            fields[told.reason].label if told.reason else words["table_reason"],
        ),
        counts=tuple(sorted(ways.items(), key=lambda one: -one[1])),
        days=tuple(
            (day, settings.dates.shown(day), tuple(_line(settings, table, one) for one in some))
            for day, some in groupby(table.adjusted, lambda one: one.day)
        ),
    )


def _way(settings: Settings, table: KindTable, one: Adjusted) -> str:
    """The words for the way in which an item was adjusted; of a withdrawn one the words for that."""
    assert table.kind.adjustments
    told = settings.profile.value_label(table.kind.adjustments.type, one.way)
    return told or settings.labels.text["state_withdrawn"]


def _line(settings: Settings, table: KindTable, one: Adjusted) -> ChangeLine:
    """The line of a change."""
    authored = one.item.authored
    department = settings.departments.get(authored.department)
    return ChangeLine(
        address=one.item.address,
        title=authored.title,
        language=settings.other_language(authored.language),
        department=department.name if department else "",
        way=_way(settings, table, one),
        reason=settings.labels.text["sentence_join"].join(filter(None, one.reason)),
    )
