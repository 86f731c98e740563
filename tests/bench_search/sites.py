"""Makes our index of a site without its pages: ``python -m tests.bench_search.sites SITE OUTPUT``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.load.attachment_text import AttachmentTexts
from generator.load.cache import SourceCache
from generator.load.item import ItemLoader
from generator.load.project import load_items, load_settings
from generator.load.search_cache import SearchCache
from generator.model.output import Output
from generator.parallel import default_jobs, map_chunks
from generator.render.relations import Relations
from generator.render.search import render_search
from generator.render.search_read import SearchSources

ROOT = Path(__file__).parents[2]


def write_index(site: Path, output: Path) -> None:
    """Reads a site and writes its index."""
    jobs = default_jobs()
    loading = load_settings(site, dt.date(2026, 1, 15), ())
    project = load_items(loading, SourceCache(None, loading.settings), jobs)
    assert project is not None
    relations = Relations(project)
    states = {item.id: state for item in project.public if (state := relations.state(item))}
    body_of = ItemLoader(site, project.profile, project.labels, loading.files).load_body
    kept = AttachmentTexts(output.parent / "work")

    def files_of(files: Any) -> dict[str, str]:
        return kept.load_visible(site, [(file.key, file.source, file.type) for file in files], jobs)

    sources = SearchSources(body_of, files_of, jobs)
    cache = SearchCache(output.parent / "work", "")

    def write(files: Sequence[Output]) -> list[None]:
        for file in files:
            target = output / file.file
            target.parent.mkdir(parents=True, exist_ok=True)
            data = file.make()
            assert isinstance(data, bytes)
            target.write_bytes(data)
        return []

    map_chunks(write, list(render_search(project, states, sources, cache, "")), jobs)


if __name__ == "__main__":
    write_index(Path(sys.argv[1]), Path(sys.argv[2]))
