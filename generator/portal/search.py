"""The search over all members: titles, numbers, keywords and summaries; whole texts stay in the search of each member."""

from __future__ import annotations

from collections.abc import Iterator

from generator.digests import key_of
from generator.load.search_cache import SearchCache
from generator.load.settings.variants import read_variants
from generator.model.labels import Labels
from generator.model.output.output import Output
from generator.model.settings import Settings
from generator.model.vocabulary import Vocabulary
from generator.portal.collect import Collection
from generator.portal.contribution import GROUP
from generator.portal.kept import Views
from generator.render.search.index import render_search
from generator.render.search.read import SearchSources
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


def search_files(searched: Searched, cache: SearchCache, vocabulary: Vocabulary, code: str, work: Work) -> Iterator[Output]:
    """The files of the index; ``code`` names the program and what it runs on."""
    sources = SearchSources(_no_text, _no_text, lambda files: {}, read_variants(), vocabulary, work)
    yield from render_search(searched, sources, cache, key_of(code, repr(searched.names)), code, code)


def _no_text(name: str) -> str:
    """Nothing: of items only what their catalogs tell is searched."""
    raise AssertionError(name)
