"""The items of a site: every source is read once, in parallel where that pays, and only if it has changed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from generator.frozen import frozen
from generator.load.items.item import CheckText, ItemLoader, LoadedSource, is_item_source, item_id
from generator.load.items.list_files import common_of, is_list_source
from generator.load.items.named import CatalogNames, MatterNames, relate
from generator.load.loading import Loading
from generator.load.markup_files import MarkupWriter, Place
from generator.load.read import Read
from generator.load.settings.editions import redirects_of
from generator.load.shipped import runtime_digest
from generator.load.source.misplaced import find_shared_files, find_text_sources
from generator.load.source.source import Found, is_settled
from generator.model.item import Item
from generator.model.project import Project
from generator.problems import Problem, has_errors
from generator.store import Store
from generator.work import Work

_Loaded = tuple[list[Item], dict[str, list[Problem]]]  # items, and what was found in the texts of some, by id
_LOADED: TypeAdapter[list[_Loaded]] = TypeAdapter(list[_Loaded])
_BATCH = 50  # sources that are loaded together
_TOGETHER = 500  # sources whose values are read at once: a call for each costs as much as the reading of a short one


def load_items(
    loading: Loading, store: Store, work: Work, check_text: CheckText | None = None, markup: Path | None = None
) -> Project | None:
    """The project with its items; their problems join those of the settings, and what was found in them is ``loading.read``.

    What a source gave is kept, and holds as long as nothing it was read from has changed: the source, the files beside it,
    the settings. ``markup`` is the folder in which the markup of what is read is kept for those who will make pages of it.
    """
    project, files = loading.project, loading.files
    if project is None:
        return None
    settings = project.settings
    names = CatalogNames(settings.catalog)
    matters = MatterNames(settings.matter_tables)
    loader = ItemLoader(loading.site, settings.profile, settings.labels, files, check_text, names, matters, bool(markup))
    sources = [found for path, found in files.items() if is_item_source(path)]
    table = store.table("sources", f"{runtime_digest()} {loading.settings}")
    known = table.keys()
    kept = dict(table.get(source.path for source in sources if _holds(known.get(source.path, ""), source, files)))
    stale = [source.path for source in sources if source.path not in kept]
    now_ns = time.time_ns()
    fresh = dict(zip(stale, work.run(_read_sources, (loader, markup), stale), strict=True))
    table.replace(
        [path for path in known if path not in files],
        [
            (path, _state(files[path], read.needs, files), read.items)
            for path, read in fresh.items()
            if not read.problems and is_settled((files[name] for name in (path, *read.needs) if name in files), now_ns)
        ],
    )
    items: list[Item] = []
    unread: set[str] = set()
    found: dict[str, tuple[Problem, ...]] = {}
    whole = [read.items if (read := fresh.get(source.path)) else kept[source.path] for source in sources]
    for start in range(0, len(whole), _TOGETHER):
        for own_items, own_found in _LOADED.validate_json(b"[%b]" % b",".join(whole[start : start + _TOGETHER])):
            items += [item.on(project.edition.today) for item in own_items] if own_items else ()
            if own_found:
                found.update((name, tuple(problems)) for name, problems in own_found.items())
    for path, read in fresh.items():
        if read.problems:
            loading.problems.extend(read.problems)
            if has_errors(read.problems):
                unread.add(item_id(path))
    items = relate(items, loading.problems, project.settings.site_url)
    texts, shared = find_text_sources(loading.site, files), find_shared_files(files)
    loading.read = Read(frozenset(unread), found, text_sources=texts, shared_files=shared, body_of=loader.load_body)
    loading.markup = {item_id(path): read.markup for path, read in fresh.items() if read.markup}
    project = replace(project, content=replace(project.content, items=tuple(items)))
    if settings.catalog.editions and project.records.redirects:
        redirects = redirects_of(project.records.redirects, project.shown, project.content, settings)
        project = replace(project, records=replace(project.records, redirects=redirects))
    return project


def _state(source: Found, needs: Iterable[str], files: Mapping[str, Found]) -> str:
    """The name of the state that a source and the other files it depends on are in."""
    return "\n".join([source.signature, *(f"{files[name].signature if name in files else '-'} {name}" for name in needs)])


def _holds(state: str, source: Found, files: Mapping[str, Found]) -> bool:
    """True if a source and the files that were needed are in a state they were in before."""
    if state == source.signature:
        return True
    _, *needs = state.split("\n")
    return bool(needs) and state == _state(source, [need.partition(" ")[2] for need in needs], files)


@frozen
class _Read:
    """The yield of a source: its items and the findings in their texts as JSON, the files that go out with them, its problems."""

    items: bytes
    needs: tuple[str, ...]
    problems: list[Problem]
    markup: Place | None


def _read_sources(given: tuple[ItemLoader, Path | None], paths: Sequence[str]) -> list[_Read]:
    loader, folder = given
    with contextlib.closing(MarkupWriter(folder)) as writer:
        batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
        return [_read_of(path, read, writer) for batch in batches for path, read in zip(batch, loader.load(batch), strict=True)]


def _read_of(path: str, read: LoadedSource, writer: MarkupWriter) -> _Read:
    items, problems, found, markup = read
    needs = {file.source for item in items for file in item.files} | ({common_of(path)} if is_list_source(path) else set())
    place = writer.keep(markup) if markup is not None else None
    return _Read(_LOADED.dump_json([(items, found)], exclude_defaults=True)[1:-1], tuple(sorted(needs)), problems, place)
