"""Makes our index of a site without its pages: ``python -m tests.bench_search.sites SITE OUTPUT``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.load.attachment.kept import AttachmentTexts
from generator.load.item import ItemLoader
from generator.load.search_cache import SearchCache
from generator.load.site import load_items, load_settings
from generator.load.variants import read_variants
from generator.load.vocabulary import load_vocabulary
from generator.model.output.output import Output
from generator.model.relations import Relations
from generator.render.search.index import render_search
from generator.render.search.read import SearchSources
from generator.store import Store
from generator.work import Work, default_jobs

ROOT = Path(__file__).parents[2]


def write_index(site: Path, output: Path) -> None:
    """Reads a site and writes its index."""
    work = Work(None, default_jobs())
    loading = load_settings(site, dt.date(2026, 1, 15), ())
    project = load_items(loading, Store(None), work)
    assert project is not None
    relations = Relations(project.shown)
    states = {item.id: state for item in project.shown.items if (state := relations.state(item))}
    body_of = ItemLoader(site, project.settings.profile, project.settings.labels, loading.files).load_body
    store = Store.open(output.parent / "work")
    kept = AttachmentTexts(store)

    def files_of(files: Any) -> dict[str, str]:
        return kept.load_visible(site, [(file.key, file.source, file.type) for file in files], work.jobs)

    vocabulary = load_vocabulary(site, project.settings.catalog.language, project.settings.labels, [])
    sources = SearchSources(body_of, files_of, read_variants(), vocabulary, work)
    cache = SearchCache(store, "")

    def write(output: Path, files: Sequence[Output]) -> list[None]:
        for file in files:
            target = output / file.file
            target.parent.mkdir(parents=True, exist_ok=True)
            data = file.make()
            assert isinstance(data, bytes)
            target.write_bytes(data)
        return []

    work.share(write, output, list(render_search(project, states, sources, cache, "")))


if __name__ == "__main__":
    write_index(Path(sys.argv[1]), Path(sys.argv[2]))
