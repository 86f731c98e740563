"""The part that a body has in every list of a portal. It is kept, so that a body that has not changed is not read again."""

from __future__ import annotations

import csv
import datetime as dt
import heapq
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urljoin

from generator import urls
from generator.frozen import frozen
from generator.model.portal import Entry, MemberReport, PortalMember
from generator.model.settings import Settings
from generator.model.status import CategoryCount, RequirementCount, Status
from generator.portal.annual import AnnualForms, AnnualReport
from generator.portal.members import MemberData
from generator.search_text import years_of
from generator.signs import cell_text
from generator.view.documents import Document, TitleDocument
from generator.view.record import view_key

NEWEST = 50  # of a list that is not shown whole
# The filter by the group of a body, which is named in addresses as fields of kinds are.
GROUP = "f_group"


class Row(NamedTuple):
    """An item in a list over bodies; rows are in the order of their days."""

    day: str
    address: str
    title: str
    body: str
    language: str
    state: str
    summary: str


@frozen
class Answer:
    """How a body answers a requirement: how many items, the categories that they are in, the newest rows."""

    id: str
    name: str
    items: int
    categories: tuple[CategoryCount, ...]
    newest: tuple[Row, ...]


@frozen
class Contribution:
    """The part of a body. ``years`` counts its items by year, ``by_year`` has the newest of each, ``table`` its lines of CSV."""

    status: Status
    reports: tuple[MemberReport, ...]
    years: dict[str, int]
    newest: tuple[Row, ...]
    by_year: dict[str, tuple[Row, ...]]
    answers: tuple[Answer, ...]
    documents: tuple[Document, ...]
    table: str
    annual: tuple[AnnualReport, ...] = ()
    in_parts: bool = False


def join(base: str, address: str) -> str:
    """The address of something on a member's site; in full it is quoted as addresses on the web are."""
    return base + urls.href("", address) if urls.is_full(base) else base + address


def contribute(member: PortalMember, group: str, settings: Settings, forms: AnnualForms, data: MemberData) -> Contribution:
    """The contribution of a member to a portal; ``group`` is the name of the group that it belongs to."""
    status, years = data.status, Counter[str]()
    asked = {one.id: one for one in status.requirements}
    answers = _answers(status.categories)
    by_year, by_requirement = defaultdict[str, list[Row]](list), defaultdict[str, list[Row]](list)
    rows: list[Row] = []
    documents: list[Document] = []
    for entry in data.entries:
        language = entry.language or status.language
        row = Row(entry.day, join(member.address, entry.address), entry.title, member.id, language, entry.state, entry.summary)
        rows.append(row)
        if entry.day:
            years[entry.day[:4]] += 1
            by_year[entry.day[:4]].append(row)
        numbers = tuple(dict.fromkeys(one for name in entry.category for one in answers.get(name, ()) if one in asked))
        for number in numbers:
            by_requirement[number].append(row)
        requirements = tuple(f"{status.profile}/{number}" for number in numbers)
        documents.append(_document(member, group, entry, requirements, view_of(member, settings, status, entry)))
    return Contribution(
        status=status,
        reports=data.reports,
        years=dict(years),
        newest=newest(rows),
        by_year={year: newest(some) for year, some in by_year.items()},
        answers=tuple(_requirements(status, by_requirement)),
        documents=tuple(documents),
        table=_table(member, settings, data.entries),
        annual=forms.reports(data.annual) if data.annual else (),
        in_parts=data.in_parts,
    )


def newest(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The newest of some rows."""
    return tuple(heapq.nlargest(NEWEST, rows))


def document_id(member: PortalMember, entry: Entry) -> str:
    """The id of the document of an item."""
    return f"item {member.id}/{entry.id}"


def view_of(member: PortalMember, settings: Settings, status: Status, entry: Entry) -> TitleDocument:
    """An item as it is searched."""
    texts = (entry.summary, " ".join(entry.keywords))
    return TitleDocument(
        address=join(member.address, entry.address),
        title=entry.title,
        numbers=entry.numbers,
        texts=tuple(text for text in texts if text),
        state=entry.state,
        language=settings.other_language(entry.language or status.language),
    )


def _document(member: PortalMember, group: str, entry: Entry, requirements: tuple[str, ...], shown: TitleDocument) -> Document:
    return Document(
        id=document_id(member, entry),
        key=view_key(shown),
        date=dt.date.fromisoformat(entry.day) if entry.day else dt.date.min,
        title=entry.title,
        category=requirements,
        department=member.id,
        validity="withdrawn" if entry.state == "withdrawn" else "",
        filters=((GROUP, group),),
        years=years_of(entry.title),
    )


def _requirements(status: Status, rows: Mapping[str, list[Row]]) -> Iterator[Answer]:
    categories = {one.id: one for one in status.categories}
    for one in status.requirements:
        yield Answer(one.id, one.name, one.items, _top(one, categories), newest(rows.get(one.id, ())))


def _top(one: RequirementCount, categories: Mapping[str, CategoryCount]) -> tuple[CategoryCount, ...]:
    """The categories that answer a requirement, without those below another of them."""
    names = set(one.categories)
    above = [name for name in one.categories if not any(name.startswith(f"{other}/") for other in names)]
    return tuple(categories[name] for name in above if name in categories)


def _answers(categories: Iterable[CategoryCount]) -> dict[str, tuple[str, ...]]:
    """The requirements that each category answers by itself or by one above it."""
    found: dict[str, tuple[str, ...]] = {}
    for category in categories:  # each stands before those below it
        found[category.id] = (*found.get(category.id.rpartition("/")[0], ()), *category.answers)
    return found


def _table(member: PortalMember, settings: Settings, entries: Iterable[Entry]) -> str:
    """The items in the table of all."""
    words, rows = settings.labels.text, io.StringIO()
    writer = csv.writer(rows, lineterminator="\r\n")
    for entry in entries:
        state = words.get(f"state_{entry.state}", "") if entry.state else ""
        address = join(member.address, entry.address)
        address = address if urls.is_full(address) else urljoin(settings.site_url, urls.href("", address))
        cells = (member.name, entry.title, "; ".join(entry.numbers), entry.day, state)
        writer.writerow([*(cell_text(cell) for cell in cells), address])
    return rows.getvalue()
