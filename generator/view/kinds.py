"""The tables of kinds: a slice for each part of a table, one for all of it, and its CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from generator import urls
from generator.digests import digest, key_of
from generator.model.item import Item
from generator.model.kind_tables import ROWS, KindTable, Narrowed, kind_tables, number_of
from generator.model.listing_pages import Choice
from generator.model.listings import offered_numbers
from generator.model.project import Project
from generator.model.settings import Settings
from generator.view.cells import field_cells
from generator.view.columns import column_of
from generator.view.export.catalog import reader_of
from generator.view.kind_changes import further_slices
from generator.view.kind_records import KindCsvView, KindLine, KindView, Limit
from generator.view.parts import Head, Way
from generator.view.slices import Slice


def kind_slices(project: Project) -> Iterator[Slice]:
    """The slices of the tables of all kinds that have one."""
    for table in kind_tables(project.settings, project.shown.items):
        yield from _slices(project, table)


def _slices(project: Project, table: KindTable) -> Iterator[Slice]:
    """The slices of a table."""
    settings = project.settings
    lines = {item.id: _line(item, table, project) for item in table.items}
    names = {name: digest(repr(line).encode("utf-8", "surrogatepass")) for name, line in lines.items()}
    counts = {part: len(items) for part, items in table.parts.items()}
    maker = _Maker(settings, table, lines, counts)
    for part, items in table.parts.items():
        shown = repr((maker.choices(part), maker.limits(part), bool(table.adjusted), table.crosses))
        key = key_of(settings.key, table.name, *part, shown, *[names[item.id] for item in items])
        addresses = tuple(table.address(part, number) for number in range(1, table.pages(part) + 1))
        yield Slice(f"kind {'/'.join((table.name, *part))}", key, (KindView,), addresses, partial(maker.views, part))
    rows = key_of(settings.key, *(f"{item.digest} {project.states.get(item.id, '')}" for item in table.items))
    csv = partial(_csv_views, project, table)
    yield Slice(f"kind csv {table.name}", rows, (KindCsvView,), (urls.kind_csv(table.name),), csv)
    if table.is_cut:
        key = key_of(settings.key, table.name, repr(maker.limits(Narrowed())), f"{bool(table.adjusted)}", *names.values())
        yield Slice(f"kind whole {table.name}", key, (KindView,), (urls.kind_whole(table.name),), maker.whole)
    yield from further_slices(settings, table, counts)


def _line(item: Item, table: KindTable, project: Project) -> KindLine:
    """The row of an item in a table."""
    settings = project.settings
    return KindLine(
        address=item.address,
        title=item.authored.title,
        state=project.states.get(item.id, ""),
        language=settings.other_language(item.authored.language),
        cells=tuple(
            tuple(cell.text for cell in field_cells(item, name, settings)) for name in table.kind.columns if name != "title"
        ),
    )


class _Maker:
    """Makes the views of a table from its rows, the counts of its parts and the settings."""

    def __init__(
        self, settings: Settings, table: KindTable, lines: Mapping[str, KindLine], counts: Mapping[Narrowed, int]
    ) -> None:
        self._settings, self._table, self._lines, self._counts = settings, table, lines, counts
        self._limits = {part: tuple(_limits(table, items)) for part, items in table.parts.items()} if table.limited else {}

    def choices(self, part: Narrowed) -> tuple[tuple[str, str, bool, tuple[Choice, ...]], ...]:
        """The ways to narrow a part: by department within its value, by value within its department."""
        table, settings = self._table, self._settings
        by_department = [(name, settings.departments[name].name, part._replace(department=name)) for name in table.departments]
        by_value = [
            (value, settings.profile.value_label(table.field, value), part._replace(value=value)) for value in table.values
        ]
        found = []
        ways = (
            (settings.labels.text["search_by_department"], part._replace(department=""), part.department, by_department),
            (table.kind.fields[table.field].label if table.field else "", part._replace(value=""), part.value, by_value),
        )
        for label, everything, chosen, values in ways:
            if values:
                choices = tuple(
                    Choice(text, table.address(way), self._counts[way], name == chosen)
                    for name, text, way in values
                    if way in self._counts
                )
                found.append((label, table.address(everything), not chosen, choices))
        return tuple(found)

    def limits(self, part: Narrowed) -> tuple[Limit, ...]:
        """The sums of the numbers of a part beside those that they do not exceed."""
        return self._limits.get(part, ())

    def views(self, part: Narrowed) -> Iterator[KindView]:
        """The pages of a part."""
        items, pages = self._table.parts[part], self._table.pages(part)
        for number in range(1, pages + 1):
            yield self._view(part, items[(number - 1) * ROWS : number * ROWS], number, pages)

    def whole(self) -> Iterator[KindView]:
        """The page with all rows, for printing."""
        yield self._view(Narrowed(), self._table.items, 1, 1, urls.kind_whole(self._table.name))

    def _view(self, part: Narrowed, items: Sequence[Item], number: int, pages: int, address: str = "") -> KindView:
        """A page of a part, or at an ``address`` of its own one with no way to narrow it."""
        table, settings = self._table, self._settings
        names = [table.kind.label]
        if part.department:
            names.append(settings.departments[part.department].name)
        if part.value:
            names.append(settings.profile.value_label(table.field, part.value))
        name = " · ".join(names)
        title = name if number == 1 else f"{name} ({number}/{pages})"
        own = address or table.address(part, number)
        return KindView(
            head=Head(
                address=own,
                column=column_of(settings, "catalog"),
                trail=(Way(settings.profile.columns.catalog, urls.CATALOG), Way(title, own)),
            ),
            title=title,
            name=name,
            title_heading=settings.labels.text["csv_title"],
            columns=tuple(_label(settings, table, column) for column in table.kind.columns if column != "title"),
            choices=() if address else self.choices(part),
            total=len(table.parts[part]),
            number=number,
            pages=pages,
            numbers=tuple((at, table.address(part, at) if at else "") for at in offered_numbers(number, pages)),
            previous=table.address(part, number - 1) if number > 1 else "",
            next=table.address(part, number + 1) if number < pages else "",
            lines=tuple(self._lines[item.id] for item in items),
            csv=urls.kind_csv(table.name),
            whole=urls.kind_whole(table.name) if table.is_cut and not address else "",
            cross=urls.kind_cross(table.name) if table.crosses else "",
            changes=urls.kind_changes(table.name) if table.adjusted else "",
            limits=self.limits(part),
        )


def _limits(table: KindTable, items: Sequence[Item]) -> Iterator[Limit]:
    """The sums of the numbers of items that have a limit, where some have both."""
    for name, limit in table.limited:
        both = ((number_of(item, name), number_of(item, limit)) for item in items)
        pairs = [(value, most) for value, most in both if value is not None and most is not None]
        value, most = (sum((pair[at] for pair in pairs), Decimal()) for at in (0, 1))
        if most:
            less = (most - value) * 100 / most
            percent = f"{less:.1f}" if 0 < less < 1 else f"{less:.0f}"
            labels = table.kind.fields
            yield Limit(labels[limit].label, f"{most}", labels[name].label, f"{value}", len(pairs), percent)


def _label(settings: Settings, table: KindTable, name: str) -> str:
    """The heading of a column."""
    own = table.kind.fields.get(name) or settings.profile.fields.get(name)
    return own.label if own else name


def _csv_views(project: Project, table: KindTable) -> Iterator[KindCsvView]:
    """The table with every field of its items."""
    settings, words = project.settings, project.settings.labels.text
    kept = [name for name in settings.profile.fields if name not in table.kind.fields]
    names = [*kept, *table.kind.fields]
    readers = [reader_of(settings, name) for name in kept]
    rows = []
    for item in table.items:
        state = project.states.get(item.id, "")
        own = (item.fields.get(name, ()) for name in table.kind.fields)
        values = ((value,) if isinstance(value, str) else value for value in own)
        cells = [read(item.authored) for read in readers]
        cells += [
            "; ".join(settings.profile.value_label(name, text) for text in texts)
            for name, texts in zip(table.kind.fields, values, strict=True)
        ]
        rows.append(
            (
                *(item.id, item.authored.title, *cells),
                words[f"state_{state}"] if state else "",
                urls.absolute(settings.site_url, item.address),
            )
        )
    yield KindCsvView(
        address=urls.kind_csv(table.name),
        columns=(
            *(words["csv_id"], words["csv_title"]),
            *(_label(settings, table, name) for name in names),
            *(words["csv_state"], words["csv_address"]),
        ),
        rows=tuple(rows),
    )
