"""The search over all members: titles, numbers, keywords and summaries; whole texts stay in the search of each member.

An index a span of years: the newest is asked first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.digests import key_of
from generator.load.search_cache import SearchCache, forget_parts
from generator.load.settings.variants import read_variants
from generator.model.labels import Labels
from generator.model.output.output import Output
from generator.model.search_index import IndexPart
from generator.model.settings import Settings
from generator.model.vocabulary import Vocabulary
from generator.portal.collect import Collection
from generator.portal.contribution import GROUP
from generator.portal.kept import Views
from generator.portal.years import Span
from generator.render.search.index import render_search
from generator.render.search.read import SearchSources
from generator.store import Store
from generator.view.documents import IndexNames, Searched
from generator.work import Work


def documents_of(found: Collection, settings: Settings, views: Views) -> Searched:
    """Everything that can be found, oldest first."""
    documents = sorted(found.documents, key=lambda document: (document.date, document.id))
    return Searched(documents, views, _names(found, settings.labels))


def _names(found: Collection, labels: Labels) -> IndexNames:
    """The names in the index: requirements stand for categories, bodies for departments."""
    text = labels.text
    return IndexNames(
        categories=tuple((f"{profile}/{number}", one.name) for (profile, number), one in found.requirements.items()),
        departments=tuple((body.member.id, body.member.name) for body in found.bodies),
        validity=(("withdrawn", text["state_withdrawn"]),),
        audiences=(),
        states=tuple((name.removeprefix("state_"), words) for name, words in text.items() if name.startswith("state_")),
        filters=((GROUP, text["portal_group"]),),
    )


def folder_of(span: Span, newest: Span) -> str:
    """The folder of the index of a span; that of the newest is the one that every page knows."""
    return "" if span is newest else f"{span.begin}/"


def search_files(
    searched: Searched, spans: Sequence[Span], store: Store, vocabulary: Vocabulary, code: str, work: Work
) -> Iterator[Output]:
    """The files of the index of each span; ``code`` names the program and what it runs on."""
    sources = SearchSources(_no_text, _no_text, lambda files: {}, read_variants(), vocabulary, work)
    key, newest = key_of(code, repr(searched.names)), spans[0]
    parts = {folder_of(span, newest): span for span in spans}
    names = {folder: folder.rstrip("/").replace("-", "_") for folder in parts}
    forget_parts(store, filter(None, names.values()))
    cuts: dict[str, Mapping[str, Any]] = {}
    for folder, span in reversed(parts.items()):
        is_first = not folder and len(spans) > 1
        titles = tuple(document.title for document in searched.documents) if is_first else None
        found, cache = replace(searched, documents=list(span.documents)), SearchCache(store, code, names[folder])
        part = IndexPart(folder, titles, cuts if is_first else {})
        cuts[folder] = yield from render_search(found, sources, cache, key, code, code, part)


def _no_text(name: str) -> str:
    """Nothing: of items only what their catalogs tell is searched."""
    raise AssertionError(name)
