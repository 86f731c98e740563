"""From a judged project to outputs: every file of the site to be, with its key and the way to make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator import urls
from generator.digests import digest, key_of
from generator.engine.frame import Framed
from generator.engine.typesetter import typeset
from generator.load.items.item import ItemLoader
from generator.load.loading import Loading
from generator.load.search_cache import SearchCache
from generator.load.settings.vocabulary import load_vocabulary
from generator.load.shipped import program_digest, runtime_digest
from generator.load.source.source import SourceChanged
from generator.model.output.output import Copy, Output
from generator.model.project import Project
from generator.problems import Problem, has_errors
from generator.render.export.feeds import feed_outputs
from generator.render.kinds import KINDS
from generator.render.page.page import Pages
from generator.render.search.index import render_search
from generator.render.templates import Templates
from generator.run.documents import Documents
from generator.run.template_uses import KeptUses
from generator.run.texts import ItemTexts, search_sources
from generator.store import Store
from generator.view.documents import searched
from generator.view.export.feeds import feed_archives, listing_feeds
from generator.view.frame import frame_of
from generator.view.records import ItemView, View
from generator.view.report_records import ReportDocumentView
from generator.view.site import address_of, site_slices
from generator.view.slices import Slice
from generator.work import Work

TEMPLATES = "templates/"


@dataclass(frozen=True)
class Assembly:
    """The outputs of a site, and of the slices they come from the keys and the files, by name."""

    outputs: list[Output]
    slices: dict[str, str]
    files: dict[str, list[str]]


@dataclass(frozen=True)
class KeptKeys:
    """The keys of the last publication: of slices by name, of files by path."""

    slices: Mapping[str, str]
    files: Mapping[str, str]


def assemble(
    project: Project,
    loading: Loading,
    framed: Framed,
    templates: Mapping[str, str],
    documents: Documents,
    exports: Callable[[], Mapping[str, bytes]],
    kept: KeptKeys,
    store: Store,
    work: Work,
) -> Assembly:
    """The outputs of a project.

    ``templates`` are the texts of the templates by name, ``documents`` those of reports, ``exports`` gives the files for
    machines.
    """
    loader = ItemLoader(loading.site, project.settings.profile, project.settings.labels, loading.files)
    fetch = ItemTexts(project, loader, loading.markup)
    frame = frame_of(project.settings)
    words = project.settings.labels.text
    uses = KeptUses(store)
    made_of = Templates(templates, words, frame, uses)
    pages = Pages(frame, made_of, framed.shells, framed.pages, KINDS, runtime_digest(), typeset)
    uses.keep()
    texts = {name: digest(shell.text.encode()) for name, shell in framed.pages.items()}
    outputs: list[Output] = []
    slices: dict[str, str] = {}
    files_of: dict[str, list[str]] = {}
    made: dict[str, bytes] = {}

    def sizes() -> dict[str, int]:
        made.update(exports())
        return {file: len(data) for file, data in made.items()}

    for part in site_slices(project, texts, documents.sizes, sizes):
        key = slices[part.name] = key_of(part.key, *(pages.key_of_kind(kind) for kind in part.kinds))
        files = files_of[part.name] = [urls.file_of(address) for address in part.addresses]
        if kept.slices.get(part.name) == key and all(file in kept.files for file in files):
            keys = [kept.files[file] for file in files]
        else:
            of_views = {address_of(view): pages.key(view) for view in part.views()}
            keys = [of_views[address] for address in part.addresses]
        # A page's view is made again when the page is, so that never all of them are in memory.
        views = _Views(part)
        outputs += [
            Output(file, key, partial(_make, views, address, pages, fetch, documents.made))
            for file, key, address in zip(files, keys, part.addresses, strict=True)
        ]
    outputs += [Output(file, digest(data), partial(_given, data)) for file, data in made.items()]
    outputs += feed_outputs((*feed_archives(project, runtime_digest()), *listing_feeds(project, runtime_digest())))
    outputs += _linked_files(project, loading.site)
    outputs += [Output(name, digest(data), partial(_given, data)) for name, data in framed.assets.items()]
    outputs += _search(project, loading, fetch, store, work)
    return Assembly(outputs, slices, files_of)


class _Views:
    """The views of a slice by their addresses; where they are asked for in their order, each is made once."""

    def __init__(self, part: Slice) -> None:
        self._part = part
        self._left: Iterator[View] = iter(())

    def find(self, address: str) -> View:
        """The view of this address, which is one of the slice."""
        found = next((view for view in self._left if address_of(view) == address), None)
        if found is None:
            self._left = iter(self._part.views())
            found = next(view for view in self._left if address_of(view) == address)
        return found


def _make(views: _Views, address: str, pages: Pages, fetch: Callable[[str], str], documents: Mapping[str, bytes]) -> bytes:
    return make_page(views.find(address), pages, fetch, documents)


def make_page(view: View, pages: Pages, fetch: Callable[[str], str], documents: Mapping[str, bytes]) -> bytes:
    """The bytes of a page; ``fetch`` gives the text of an item by its source, and ``documents``, by address, were made before."""
    if isinstance(view, ReportDocumentView) and view.address in documents:
        return documents[view.address]
    text = fetch(view.text.source) if isinstance(view, ItemView) and view.text else ""
    return pages.render(view, text)


def _given(data: bytes) -> bytes:
    return data


def _linked_files(project: Project, site: Path) -> Iterator[Output]:
    addresses: set[str] = set()
    for use in project.shown.files.published:
        if use.address not in addresses:
            addresses.add(use.address)
            yield Output(use.address, use.file.sha256, partial(Copy, site / use.file.source, use.file.sha256))


def _search(project: Project, loading: Loading, fetch: ItemTexts, store: Store, work: Work) -> Iterator[Output]:
    """The files of the search index."""
    key = key_of(runtime_digest(), project.settings.search_key)
    # What is wrong with it was told when the settings were loaded.
    problems: list[Problem] = []
    vocabulary = load_vocabulary(loading.site, project.settings.labels.language, project.settings.labels, problems)
    if has_errors(problems):  # it was judged without one
        raise SourceChanged(problems[0].where.file)
    sources = search_sources(project, loading.site, fetch, vocabulary, store, work)
    program = key_of(program_digest(), project.settings.search_key)
    yield from render_search(searched(project), sources, SearchCache(store, key), key, program, runtime_digest())
