"""The things that are searched: each item, report and authored page as a document of several fields."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator import urls
from generator.markdown import to_html
from generator.model.facts import report_facts
from generator.model.item import File, Item
from generator.model.page import Page
from generator.model.project import Project
from generator.model.report.filed import Ledger
from generator.model.report.prose import expand
from generator.render.page.authored import render_page
from generator.render.search.terms import years_of
from generator.search_text import search_form
from generator.shell import Shell
from generator.text import plain_text
from generator.view.authored import BLOCKS
from generator.view.items import kind_rows
from generator.view.reports import report_title

# The fields of the index with the weight of a match in each, in the order of their numbers.
FIELDS: Mapping[str, float] = {"title": 10, "number": 10, "keywords": 4, "text": 1, "files": 0.5}
TITLE, TEXT = 0, 3

# A text of a file that is longer than this is kept apart, so that whoever looks at the rest need not load it.
LONG = 2000
_RADICAL = re.compile("[\u2e80-\u2fdf]")

FileTexts = Mapping[str, str]  # by SHA-256


@dataclass(frozen=True, slots=True)
class Place:
    """A page that leads on and is an answer itself: the listing of a category or department, a column."""

    address: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found: where it stands in the order of days, a name for its content, its facets."""

    id: str
    key: str
    date: dt.date
    source: Item | Ledger | Page | Place
    category: tuple[str, ...] = ()
    department: str = ""
    validity: str = ""
    audience: str = ""
    years: tuple[int, ...] = ()  # that its title names

    @property
    def title(self) -> str:
        """Its title; that of a report is not known here."""
        source = self.source
        if isinstance(source, Item):
            return source.authored.title
        return "" if isinstance(source, Ledger) else source.title if isinstance(source, Place) else source.head.title


@dataclass(frozen=True, slots=True)
class Record:
    """A document as the browser is given it: everything in which it is found, and what a result shows of it."""

    address: str
    title: str
    numbers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()  # the summary, the text
    files: tuple[tuple[str, str, str, str], ...] = ()  # title, address, text, or where a long text is kept
    state: str = ""

    def to_json(self) -> str:
        """The form in which it is kept and sent."""
        values = [self.address, self.title, self.numbers, self.keywords, self.texts, self.files, self.state]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, data: str) -> Record:
        """The record that was kept."""
        address, title, numbers, keywords, texts, files, state = json.loads(data)
        return cls(address, title, tuple(numbers), tuple(keywords), tuple(texts), tuple(map(tuple, files)), state)

    @property
    def apart(self) -> list[str]:
        """The files whose text is kept apart, by their short names."""
        return [apart for *_, apart in self.files if apart]

    def forms(self, long_texts: Mapping[str, str] = {}) -> list[list[str]]:
        """The texts of each field in their search form. Nothing is found across the end of one."""
        file_texts = (text for title, _, text, apart in self.files for text in (title, long_texts.get(apart, text)))
        fields = ([self.title], self.numbers, self.keywords, self.texts, file_texts)
        return [[form for text in texts if (form := search_form(text))] for texts in fields]


def documents(project: Project, states: Mapping[str, str]) -> list[Document]:
    """Everything that can be found, oldest first; what has no day comes before all others."""
    found = [_of_item(item, states.get(item.id, "")) for item in project.shown.items]
    facts = repr(project.settings.catalog)
    for ledger in project.shown.ledgers:
        report, before = ledger.report, ledger.previous and ledger.previous.report
        key = facts + repr(report) + repr(before)  # the prose may show figures of the year before
        published = report.head.published or dt.date.min
        found.append(Document(f"report {report.year}", key, published, ledger, years=(report.year,)))
    for page in project.content.pages:
        found.append(Document(f"page {page.id}", facts + repr(page), page.updated or dt.date.min, page))
    found += [Document(name, repr(place), dt.date.min, place) for name, place in _places(project)]
    return sorted(found, key=lambda document: (document.date, document.id))


def _places(project: Project) -> Iterator[tuple[str, Place]]:
    for category in project.settings.categories.values():
        yield f"category {category.id}", Place(urls.category_address(category.id), category.name, category.description)
    for department in project.settings.departments.values():
        yield f"department {department.id}", Place(urls.department_address(department.id), department.name)
    for name, address in (("catalog", urls.CATALOG), ("reports", urls.REPORTS)):
        yield f"column {name}", Place(address, getattr(project.settings.profile.columns, name))


def _of_item(item: Item, state: str) -> Document:
    """The document of an item."""
    authored = item.authored
    return Document(
        id=f"item {item.id}",
        key=f"{item.digest} {state}",
        date=authored.published or dt.date.min,
        source=item,
        category=authored.category,
        department="" if authored.withdrawn else authored.department,
        validity="withdrawn" if authored.withdrawn else authored.validity,
        audience=authored.audience,
        years=years_of(authored.title),
    )


def make_record(
    document: Document,
    project: Project,
    states: Mapping[str, str],
    body_of: Callable[[Item], str],
    file_texts: FileTexts,
    variants: Mapping[int, str],
) -> Record:
    """The record of a document. Of a withdrawn item nothing is found but its title and its number.

    Radicals, which PDFs give for the characters they look like, stand there as these.
    """
    record = _record_of(document, project, states, body_of, file_texts)
    data = record.to_json()
    if not _RADICAL.search(data):
        return record
    return Record.from_json(_RADICAL.sub(lambda found: variants.get(ord(found[0]), found[0]), data))


def _record_of(
    document: Document, project: Project, states: Mapping[str, str], body_of: Callable[[Item], str], file_texts: FileTexts
) -> Record:
    """The record of a document as its text says it, radicals and all."""
    source = document.source
    if isinstance(source, Item):
        return _item_record(source, states.get(source.id, ""), project, body_of, file_texts)
    if isinstance(source, Ledger):
        prose = _seen(expand(source.report.body, source, report_facts(project.settings, source.report)))
        return Record(urls.href("", source.report.address), report_title(source.report, project.settings), texts=(prose,))
    if isinstance(source, Place):
        return Record(urls.href("", source.address), source.title, texts=(source.text,) if source.text else ())
    head = source.head
    # What is filled in when all is read is no part of what was written.
    written = Shell(render_page(source, project.settings)[0]).fill({f"block_{name}": "" for name in BLOCKS})
    texts = (head.description, plain_text(written))
    return Record(urls.href("", source.address), head.title, texts=texts)


def _item_record(item: Item, state: str, project: Project, body_of: Callable[[Item], str], file_texts: FileTexts) -> Record:
    """The record of an item; of a withdrawn one its title and number alone."""
    authored = item.authored
    address = urls.href("", item.address)
    if authored.withdrawn:
        return Record(address, authored.title, _given(authored.index_number), state=state)
    rows = [f"{row.label} {cell.text}" for row in kind_rows(item, project.settings) for cell in row.cells]
    body = _seen(body_of(item))
    return Record(
        address=address,
        title=authored.title,
        numbers=(authored.doc_number, authored.index_number),
        keywords=authored.keywords,
        texts=(authored.summary, "\n".join((*rows, body)) if rows else body),
        # What is linked and belongs to something that is not shown is in no file of the site, so not in the index either.
        files=tuple(
            _file(item, file, file_texts.get(file.key, "")) for file in item.files if project.shown.files.is_shown(file.source)
        ),
        state=state,
    )


def short_name(key: str) -> str:
    """The name under which the text of a file is kept apart."""
    return key[:16]


def _file(item: Item, file: File, text: str) -> tuple[str, str, str, str]:
    title, address = file.title if file.listed else file.name, urls.href("", item.address + file.name)
    return (title, address, "", short_name(file.key)) if len(text) > LONG else (title, address, text, "")


def _seen(markdown: str) -> str:
    """The text that a reader sees of Markdown."""
    return plain_text(to_html(markdown, str)) if markdown else ""


def _given(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
