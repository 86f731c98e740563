"""Makes our index of a site without its pages: ``python -m tests.bench_search.sites SITE OUTPUT``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.load.items.item import ItemLoader
from generator.load.items.kept import load_items
from generator.load.search_cache import SearchCache
from generator.load.settings.vocabulary import load_vocabulary
from generator.load.site import load_settings
from generator.model.output.output import Output
from generator.render.search.index import render_search
from generator.run.texts import ItemTexts, search_sources
from generator.store import Store
from generator.view.documents import searched
from generator.work import Work, default_jobs

ROOT = Path(__file__).parents[2]


def write_index(site: Path, output: Path) -> None:
    """Reads a site and writes its index."""
    work = Work(None, default_jobs())
    loading = load_settings(site, dt.date(2026, 1, 15), ())
    project = load_items(loading, Store(None), work)
    assert project is not None
    fetch = ItemTexts(project, ItemLoader(site, project.settings.profile, project.settings.labels, loading.files))
    store = Store.open(output.parent / "work")
    vocabulary = load_vocabulary(site, project.settings.labels.language, project.settings.labels, [])
    sources = search_sources(project, site, fetch, vocabulary, store, work)
    cache = SearchCache(store, "")

    def write(output: Path, files: Sequence[Output]) -> list[None]:
        for file in files:
            target = output / file.file
            target.parent.mkdir(parents=True, exist_ok=True)
            data = file.make()
            assert isinstance(data, bytes)
            target.write_bytes(data)
        return []

    work.share(write, output, list(render_search(searched(project), sources, cache, "", "", "")))


if __name__ == "__main__":
    write_index(Path(sys.argv[1]), Path(sys.argv[2]))
