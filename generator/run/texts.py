"""The ways to texts, which are fetched where something is made of them: of items, of authored pages, of attachments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.load.attachment.ocr import find_scan_reader
from generator.load.attachment.texts import AttachmentTexts
from generator.load.items.item import ItemLoader
from generator.load.markup_files import Place, read_markup_at
from generator.load.settings.variants import read_variants
from generator.model.item import File
from generator.model.project import Project
from generator.model.vocabulary import Vocabulary
from generator.render.page.authored import render_page
from generator.render.search.read import SearchSources
from generator.store import Store
from generator.work import Work


@dataclass(frozen=True)
class ItemTexts:
    """Fetches the markup of an item as it was judged; raises SourceChanged where its source has to be read and has changed."""

    project: Project
    loader: ItemLoader
    places: Mapping[str, Place] = field(default_factory=dict)

    def __call__(self, item_id: str) -> str:
        """The markup of an item, by its id."""
        place = self.places.get(item_id)
        made = read_markup_at(place) if place else None
        return self.loader.load_markup(self.project.content.items_by_id[item_id]) if made is None else made


@dataclass(frozen=True)
class PageTexts:
    """Makes the HTML of an authored page, with the slots of its blocks."""

    project: Project

    def __call__(self, page_id: str) -> str:
        """The HTML of a page, by its id."""
        page = next(page for page in self.project.content.pages if page.id == page_id)
        return render_page(page, self.project.settings, self.project.content.reports_elsewhere)[0]


def search_sources(
    project: Project, site: Path, fetch: ItemTexts, vocabulary: Vocabulary, store: Store, work: Work
) -> SearchSources:
    """The sources of the search index of a project; what was read in attachments is kept in the store."""
    kept = AttachmentTexts(store, find_scan_reader())

    def files_of(files: Iterable[File]) -> dict[str, str]:
        return kept.load_visible(site, [(file.key, file.source, file.type) for file in files], work.jobs)

    return SearchSources(fetch, PageTexts(project), files_of, read_variants(), vocabulary, work)
