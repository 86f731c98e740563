"""Reading what is indexed: where texts come from, and the work that processes share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.item import File
from generator.model.vocabulary import Vocabulary
from generator.render.search.heads import impacts_of
from generator.render.search.records import FileTexts, Record, Texts, make_record, short_name
from generator.view.documents import Document, DocumentView
from generator.work import Work

if TYPE_CHECKING:
    from generator.render.search.heads_numpy import Heads
    from generator.render.search.postings_numpy import Lists


@dataclass(frozen=True)
class SearchSources:
    """The ways to the texts of documents, and what is known of how people ask for them.

    ``markup_of`` gives the markup of an item, ``page_of`` the HTML of a page, by their ids; ``variants`` gives the usual form
    of characters that have another.
    """

    markup_of: Callable[[str], str]
    page_of: Callable[[str], str]
    files_of: Callable[[Iterable[File]], FileTexts]
    variants: Mapping[str, str]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    work: Work = field(default_factory=Work)


@dataclass(frozen=True)
class ReadDocuments:
    """All it takes to read documents; ``known`` are the records that were made before, by document."""

    view_of: Callable[[str], DocumentView]
    texts: Texts
    known: Mapping[str, str]
    whole: bool


def read_documents(about: ReadDocuments, pieces: Sequence[tuple[int, Document]]) -> list[tuple[dict[str, str], Lists, Heads]]:
    """The records by id, the lists of grams and the heads by term of some documents with their numbers."""
    from generator.render.search.heads_numpy import gather  # numpy is loaded only where it pays
    from generator.render.search.postings_numpy import bulk_postings

    known = [(about.known.get(document.id), document) for _, document in pieces]
    records = [
        Record.from_json(data) if data else make_record(about.view_of(document.id), about.texts) for data, document in known
    ]
    kept = {document.id: data or record.to_json() for record, (data, document) in zip(records, known, strict=True)}
    forms = [record.forms(by_short_name(about.texts.files, record.apart)) for record in records]
    lists = bulk_postings(forms, pieces[0][0])
    impacts = (impacts_of(record, about.texts.variants, about.whole) for record in records)
    return [(kept, lists, gather((number, of_terms) for (number, _), of_terms in zip(pieces, impacts, strict=True)))]


def by_short_name(files: FileTexts, wanted: Iterable[str]) -> dict[str, str]:
    """The texts of files by the names under which they are kept apart."""
    names = set(wanted)
    return {name: text for key, text in files.items() if (name := short_name(key)) in names} if names else {}
