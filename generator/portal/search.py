"""The search over all members: titles, numbers, keywords and summaries; whole texts stay in the search of each member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.digests import key_of
from generator.load.search_cache import SearchCache
from generator.load.variants import read_variants
from generator.model.labels import Labels
from generator.model.output.output import Output
from generator.model.portal import Portal
from generator.model.settings import Settings
from generator.model.vocabulary import Vocabulary
from generator.portal.collect import Body, Collection, Searchable, join
from generator.render.search.index import render_search
from generator.render.search.read import SearchSources
from generator.search_text import years_of
from generator.view.documents import Document, IndexNames, Searched, TitleDocument
from generator.view.record import view_key
from generator.work import Work

# The filter by the group of a body, which is named in addresses as fields of kinds are.
_GROUP = "f_group"


@dataclass(frozen=True)
class Views:
    """The view of each document by its id."""

    found: Mapping[str, TitleDocument]

    def __call__(self, document_id: str) -> TitleDocument:
        """The view of a document."""
        return self.found[document_id]


def documents_of(portal: Portal, settings: Settings, found: Collection) -> Searched:
    """Everything that can be found, oldest first."""
    bodies = {body.member.id: body for body in found.bodies}
    groups = {group.id: group.name for group in portal.groups}
    views: dict[str, TitleDocument] = {}
    documents: list[Document] = []
    for one in found.searchable:
        body, entry = bodies[one.body], one.entry
        name = f"item {one.body}/{entry.id}"
        views[name] = _view(one, body, settings)
        documents.append(
            Document(
                id=name,
                key=view_key(views[name]),
                date=dt.date.fromisoformat(entry.day) if entry.day else dt.date.min,
                title=entry.title,
                category=one.requirements,
                department=one.body,
                validity="withdrawn" if entry.state == "withdrawn" else "",
                filters=((_GROUP, groups[body.member.group]),),
                years=years_of(entry.title),
            )
        )
    documents.sort(key=lambda document: (document.date, document.id))
    return Searched(documents, Views(views), _names(found, settings.labels))


def _view(one: Searchable, body: Body, settings: Settings) -> TitleDocument:
    entry = one.entry
    texts = (entry.summary, " ".join(entry.keywords))
    return TitleDocument(
        address=join(body.member.address, entry.address),
        title=entry.title,
        numbers=entry.numbers,
        texts=tuple(text for text in texts if text),
        state=entry.state,
        language=settings.other_language(entry.language or body.language),
    )


def _names(found: Collection, labels: Labels) -> IndexNames:
    """The names in the index: requirements stand for categories, bodies for departments."""
    text = labels.text
    return IndexNames(
        categories=tuple((f"{profile}/{number}", one.name) for (profile, number), one in found.requirements.items()),
        departments=tuple((body.member.id, body.member.name) for body in found.bodies),
        validity=(("withdrawn", text["state_withdrawn"]),),
        audiences=(),
        states=tuple((name.removeprefix("state_"), words) for name, words in text.items() if name.startswith("state_")),
        filters=((_GROUP, text["portal_group"]),),
    )


def search_files(searched: Searched, cache: SearchCache, vocabulary: Vocabulary, code: str, work: Work) -> Iterator[Output]:
    """The files of the index; ``code`` names the program and what it runs on."""
    sources = SearchSources(_no_text, _no_text, lambda files: {}, read_variants(), vocabulary, work)
    yield from render_search(searched, sources, cache, key_of(code, repr(searched.names)), code, code)


def _no_text(name: str) -> str:
    """Nothing: of items only what their catalogs tell is searched."""
    raise AssertionError(name)
