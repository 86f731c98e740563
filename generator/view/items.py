"""The pages of items: slices of a month, and the view of each item from its facts and the settings alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from generator import urls
from generator.digests import digest, key_of
from generator.late import late
from generator.model.item import Item
from generator.model.link import Link, leads_to
from generator.model.listings import neighbours_by_id
from generator.model.project import Project
from generator.model.published_files import file_address
from generator.model.relations import Relation, Relations
from generator.model.settings import Settings
from generator.model.stages import stages_of
from generator.view.cells import field_cells, kind_cells, matter_cells
from generator.view.columns import column_of
from generator.view.parts import Cell, Document, Fact, FileLine, FileTable, Head, Neighbour, Row, StageLine, Text, Way, Withdrawal
from generator.view.records import ItemView
from generator.view.slices import Slice

# A month of more items than this is cut by their names, so that one more item moves no other.
_MOST = 256


class ItemFacts(NamedTuple):
    """All that the page of an item may show beside the settings.

    ``links`` gives for each link as it is written its address, or nothing.
    """

    item: Item
    state: str
    changed: dt.date
    links: tuple[tuple[str, str], ...]
    relations: tuple[Relation, ...]
    stages: tuple[StageLine, ...]
    earlier: Neighbour | None
    later: Neighbour | None


def item_slices(project: Project, relations: Relations) -> Iterator[Slice]:
    """The slices of all items that are shown, newest month first."""
    ways = {
        item.id: Neighbour(item.authored.title, item.address, project.settings.other_language(item.authored.language))
        for item in project.shown.items
    }
    neighbours = neighbours_by_id(project.shown.items)
    resolve, stages = LinkResolver(project), stages_of(project.shown.items)

    def facts(item: Item) -> ItemFacts:
        """The facts of an item, those that follow from other items among them."""
        earlier, later = neighbours[item.id]
        return ItemFacts(
            item=item,
            state=relations.state(item),
            changed=project.shown.changed_on(item),
            links=resolve(item.links, item) if item.links and not item.authored.withdrawn else (),
            relations=tuple(relations.of(item)),
            stages=tuple(_stage(one, item, project.settings) for one in stages.get(item.id, ())),
            earlier=ways[earlier.id] if earlier else None,
            later=ways[later.id] if later else None,
        )

    for month, found in groupby(project.shown.items, lambda item: str(item.authored.published)[:7]):
        items = list(found)
        parts = {"": items} if len(items) <= _MOST else _cut(items)
        for part, some in parts.items():
            rows = [facts(item) for item in some]
            key = key_of(project.settings.key, *(f"{row.item.digest}{row[1:]!r}" for row in rows))
            addresses = tuple(item.address for item in some)
            yield Slice(f"items {month}{part}", key, (ItemView,), addresses, _maker(project.settings, rows))


def _stage(item: Item, here: Item, settings: Settings) -> StageLine:
    """A stage of the matter of an item, as its page shows it."""
    return StageLine(
        stage=settings.profile.value_label("stage", item.authored.stage),
        day=str(item.authored.published or ""),
        name=item.authored.title,
        address=item.address,
        language=settings.other_language(item.authored.language),
        here=item is here,
    )


def _maker(settings: Settings, rows: Sequence[ItemFacts]) -> Callable[[], Iterator[ItemView]]:
    return lambda: (item_view(settings, row) for row in rows)


def _cut(items: list[Item]) -> dict[str, list[Item]]:
    parts: dict[str, list[Item]] = {}
    for item in items:
        parts.setdefault(f" {digest(item.id.encode())[0]}", []).append(item)
    return parts


class LinkResolver:
    """Tells the address of each link of a text as this edition shows it; a link to what is not shown has none."""

    def __init__(self, project: Project) -> None:
        self._addresses = project.shown.addresses
        self._elsewhere = project.content.reports_elsewhere
        self._files = project.shown.files

    def __call__(self, links: Sequence[Link], text: Item) -> tuple[tuple[str, str], ...]:
        """The links of a text as they are written, each with its address or nothing; those that leave the site are left out."""
        files = {file.source: file_address(text, file) for file in text.files if self._files.is_shown(file.source)}
        found = []
        for link in links:
            if link.path:
                address = leads_to(link, self._elsewhere)
                shown = address + link.anchor if address in self._addresses else ""
                found.append((link.written, files.get(link.path, shown)))
        return tuple(found)


def item_view(settings: Settings, facts: ItemFacts) -> ItemView:
    """The view of an item, from its facts and the settings alone."""
    item, authored = facts.item, facts.item.authored
    withdrawn = authored.withdrawn
    place = settings.categories[authored.category[0]] if authored.category else None
    trail = tuple(
        Way(settings.categories[name].name, urls.category_address(name)) for name in ((*place.parents, place.id) if place else ())
    )
    names = settings.profile.structured_data
    schema = (
        "CreativeWork"
        if withdrawn
        else names.kinds.get(authored.kind) or (names.numbered if authored.doc_number else names.other)
    )
    department = settings.departments.get(authored.department)
    title = authored.title
    return ItemView(
        head=Head(
            address=item.address,
            column=column_of(settings, "catalog", category=place.id if place else ""),
            trail=(Way(settings.profile.columns.catalog, urls.CATALOG), *trail, Way(title, item.address)),
        ),
        document=Document(
            published=authored.published,
            source=authored.publisher,
            author=department.name if department else "",
            keywords=authored.keywords if not withdrawn else (),
        ),
        title=title,
        language=settings.other_language(authored.language),
        state=facts.state,
        summary=title if withdrawn else authored.summary,
        text=Text(digest=item.body_digest, source=item.id) if item.body is None and not withdrawn else None,
        body="" if withdrawn else item.body or "",
        links=facts.links,
        lead=() if withdrawn else tuple(_lead(item, facts.state, settings)),
        rows=() if withdrawn else tuple(_metadata(item, settings)),
        notice_period=notice_lines(item, settings),
        kind_label=settings.profile.kinds[authored.kind].label,
        official=settings.profile.official_documents is not None and authored.kind == "document" and bool(authored.doc_number),
        kind_rows=() if withdrawn else tuple(kind_rows(item, settings)),
        trail=trail,
        tables=() if withdrawn else file_tables(item),
        files=() if withdrawn else tuple(file_lines(item, settings)),
        relations=facts.relations,
        stages=facts.stages,
        earlier=facts.earlier,
        later=facts.later,
        withdrawal=_withdrawal(item, settings),
        schema=schema,
        legal_force=names.legal_force.get(authored.validity, ""),
        licence="" if withdrawn else settings.licence_of(authored.licence)[1],
        index_number=authored.index_number,
        doc_number="" if withdrawn else authored.doc_number,
        publisher="" if withdrawn else authored.publisher,
        created=None if withdrawn else authored.created,
        changed=facts.changed,
        effective=None if withdrawn else authored.effective,
        expires=None if withdrawn else authored.expires,
    )


def file_lines(item: Item, settings: Settings) -> Iterator[FileLine]:
    """The files that an item lists, as they are offered."""
    for file in item.files:
        if file.listed:
            yield FileLine(
                address=item.address + file.name,
                title=file.title,
                type=file.type,
                type_label=settings.profile.attachment_types[file.type],
                size=file.size,
                sha256=file.sha256,
            )


# A sum, a count or a share, as people write them; no date and no telephone number.
_FIGURE = late(r"\(?[-−+]?\s?[£$€₹¥]?\s?\d[\d,]*(?:\.\d+)?\s?%?\)?")

# Between a step and where it may turn off.
_TURNS = late("[|｜]")

# As long as a day or a telephone number.
_SHORT = 14


def file_tables(item: Item) -> tuple[FileTable, ...]:
    """The tables among the files of an item, as its page shows them."""
    titles = {file.name: file.title for file in item.files}
    return tuple(
        FileTable(
            title=titles[table.file],
            address=item.address + table.file,
            notes=table.notes,
            head=table.head,
            styles=tuple(_style([row[column] for row in table.rows]) for column in range(len(table.head))),
            rows=table.rows,
            total=table.total,
        )
        for table in item.tables
    )


def _style(cells: Sequence[str]) -> str:
    """The way in which a column of a table is set."""
    filled = [cell for cell in cells if cell]
    if filled and all(map(_FIGURE.fullmatch, filled)):
        return "figures"
    return "short" if max(map(len, filled), default=0) <= _SHORT else ""


def _withdrawal(item: Item, settings: Settings) -> Withdrawal | None:
    """The withdrawal of an item as its page tells it, or None where it was not withdrawn."""
    withdrawn, words, fields = item.authored.withdrawn, settings.labels.text, settings.profile.fields
    if withdrawn is None:
        return None
    labelled = [
        (fields["index_number"].label if "index_number" in fields else "", item.authored.index_number),
        (fields["published"].label, settings.dates.shown(item.authored.published or "")),
        (words["withdrawn_date"], settings.dates.shown(withdrawn.date)),
        (words["withdrawn_reason"], withdrawn.reason),
        (words["withdrawn_basis"], withdrawn.basis),
    ]
    rows = tuple(Row(label=label, cells=(Cell(text),), listed=False) for label, text in labelled if text)
    return Withdrawal(rows=rows)


def _lead(item: Item, state: str, settings: Settings) -> Iterator[Fact]:
    """The facts that stand below the title, before the text: what the document is, whose, of which day, and whether it holds.

    A state that the page tells above is not told again. All facts stand in the table of metadata, below the text.
    """
    authored, fields = item.authored, settings.profile.fields
    if authored.doc_number and "doc_number" in fields:
        yield Fact(authored.doc_number)
    if "publisher" in fields:
        yield from (Fact(cell.text) for cell in field_cells(item, "publisher", settings))
    if authored.published and "published" in fields:
        yield Fact(settings.dates.shown(authored.published), fields["published"].label, str(authored.published))
    if authored.validity and not state and "validity" in fields:
        yield Fact(settings.profile.value_label("validity", authored.validity))
    if authored.effective and "effective" in fields:
        yield Fact(settings.dates.shown(authored.effective), fields["effective"].label, str(authored.effective))


def _metadata(item: Item, settings: Settings) -> Iterator[Row]:
    """The catalog metadata of an item, labelled and ordered as the profile says; what is blank is left out."""
    if settings.profile.matters and item.authored.matter:
        yield Row(label=settings.profile.matters.label, cells=matter_cells(item, settings), listed=False)
    for name, field in settings.profile.fields.items():
        if cells := field_cells(item, name, settings):
            listed = len(cells) > 1 and not cells[0].address and name != "keywords"
            yield Row(label=field.label, cells=cells, listed=listed)
    for name, line in zip(("notice_period", "notice_objections"), notice_lines(item, settings), strict=False):
        yield Row(label=settings.labels.text[name], cells=(Cell(line),), listed=False)
    yield from _procedure(item, settings)


def notice_lines(item: Item, settings: Settings) -> tuple[str, ...]:
    """The days in which the public may object, and where to; nothing where an item has none or was withdrawn."""
    period = item.authored.notice_period
    if period is None or item.authored.withdrawn:
        return ()
    shown = settings.dates.shown
    days = settings.labels.text["notice_days"].format(start=shown(period.from_), end=shown(period.to))
    return (days, *([period.objections] if period.objections else []))


def kind_rows(item: Item, settings: Settings) -> Iterator[Row]:
    """The fields of an item's own kind."""
    of_every = settings.profile.fields
    for name, field in settings.profile.kinds[item.authored.kind].fields.items():
        if name not in of_every and (cells := kind_cells(item, name, field, settings)):
            several = len(cells) > 1
            # A single step is drawn too where it may turn off.
            drawn = field.drawn and (several or bool(_TURNS.search(cells[0].text)))
            yield Row(label=field.label, cells=cells, listed=(several or drawn) and not field.pages, drawn=drawn)


def _procedure(item: Item, settings: Settings) -> Iterator[Row]:
    """The steps that an item went through, where its procedure shows them: each with who took it and when."""
    procedure = settings.procedure_of(item.authored.category) if item.authored.steps else None
    if procedure and procedure.shown:
        done = [(step.label, item.authored.steps[step.id]) for step in procedure.steps if step.id in item.authored.steps]
        texts = [" ".join(filter(None, (label, step.by, settings.dates.shown(step.date or "")))) for label, step in done]
        yield Row(label=procedure.label, cells=tuple(Cell(text) for text in texts), listed=len(texts) > 1)
