"""An import from beginning to end: files are read, planned, and written where all was understood or a part is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.importing.column_map import ColumnMap, map_text, read_map
from generator.importing.documents import plan_documents
from generator.importing.entries import Entry, entries_grid
from generator.importing.feeds import is_feed, part_names, read_feed
from generator.importing.files import Folder
from generator.importing.grid import Grid, SheetExtra
from generator.importing.heads import Head
from generator.importing.limits import read_limited
from generator.importing.listings import without_listings
from generator.importing.pages import find_pages, read_page
from generator.importing.plan import Plan, plan_import
from generator.importing.targets import Targets
from generator.importing.words import load_words
from generator.importing.workbook import kind_of_file, read_grids
from generator.importing.write import write_plan
from generator.load.attachment.events import Refused
from generator.load.attachment.plain import decode
from generator.load.attachment.text import read_file
from generator.load.settings.catalog import load_labels
from generator.load.settings.languages import languages
from generator.load.shipped import SHIPPED
from generator.model.project import Project
from generator.presence import exists, is_file
from generator.problems import Problem
from generator.whole_files import write_whole


def import_documents(
    project: Project, site: Path, books: Sequence[tuple[Path, bytes]], refused: Mapping[str, str], *, partial: bool
) -> tuple[Plan, dict[str, str]]:
    """Imports Word documents into a site; the plan that was written, and of each that cannot be read why.

    ``refused`` are those of which that is known. Nothing is written where one cannot be read, but with ``partial``.
    Raises OSError.
    """
    problems: list[Problem] = []
    plan, unread = plan_documents(project, site, books, _targets(project, site, problems))
    unread = {**refused, **unread}
    if not unread or partial:
        write_plan(site, plan)
    return plan, unread


@dataclass
class Import:
    """An import that was tried: its plan, whether it was written, the problems of its map, the files that could not be read.

    ``unread`` gives, by file, why; ``map_written`` is True where a map was made that was not there before.
    """

    plan: Plan
    targets: Targets
    map_path: Path
    map_text: str = ""
    map_written: bool = False
    written: bool = False
    problems: list[Problem] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)


def import_sheets(
    project: Project, site: Path, paths: Sequence[Path], files: Path | None, map_path: Path, *, partial: bool
) -> Import:
    """Imports the sheets of files into a site. Nothing is written where something was not understood, but with ``partial``.

    Raises OSError.
    """
    problems: list[Problem] = []
    targets = _targets(project, site, problems)
    known = read_map(map_path, problems) if exists(map_path) else ColumnMap()
    done = Import(Plan(), targets, map_path, problems=problems)
    if known is None or problems:
        return done
    books: list[tuple[str, list[Grid]]] = []
    for path in paths:
        try:
            books.append((path.name, read_limited(_grids, path, targets, project.settings.timezone)))
        except Refused as error:
            done.unread[path.name] = error.why
        except _UnreadPages as error:
            done.unread |= error.why
    plan = plan_import(project, site, books, targets, known, Folder(files), problems, map_path.name)
    done.plan = plan
    sheets: list[tuple[Grid, Head | None]] = [(grid, head) for _, grid, head in plan.sheets]
    forms = {name for _, name in plan.forms}
    done.map_text = map_text(sheets, targets, known.values, project.settings.labels.text["import_map_comment"], forms)
    if problems or done.unread:
        return done
    if not exists(map_path):
        write_whole(map_path, done.map_text.encode())
        done.map_written = True
    if plan.is_whole or partial:
        write_plan(site, plan)
        done.written = True
    return done


def _grids(path: Path, targets: Targets, zone: str) -> list[Grid]:
    """The sheets of a file; of a folder one of its pages, of a feed or a catalog one of its entries. Raises Refused, OSError."""
    if path.is_dir():
        return [_pages_grid(path, targets)]
    data = read_file(path)
    if data and is_feed(data):
        return [entries_grid(path.stem, [entry for one in _parts(path, data) for entry in read_feed(one, zone)], targets)]
    kind, data = kind_of_file(path)
    return read_grids(kind, data, path.name)


class _UnreadPages(Exception):
    """Pages of a folder that cannot be read: of each, by its folder and its address, why."""

    def __init__(self, why: dict[str, str]) -> None:
        super().__init__(why)
        self.why = why


def _pages_grid(folder: Path, targets: Targets) -> Grid:
    """The sheet of the pages of a folder, without those that list others. Raises Refused, OSError, _UnreadPages."""
    unread: dict[str, str] = {}
    data_of: dict[str, bytes] = {}
    for page in find_pages(folder):
        address = f"/{page.relative_to(folder).as_posix()}"
        try:
            data_of[address] = read_file(page)
            decode(data_of[address])
        except Refused as error:
            unread[folder.name + address] = error.why
    if not data_of:
        raise Refused("void")
    data_of, lists = without_listings(data_of) if not unread else (data_of, {})
    entries: list[Entry] = []
    for address, data in data_of.items():
        try:
            entries.append(read_page(data, address, targets))
        except Refused as error:
            unread[folder.name + address] = error.why
    if unread:
        raise _UnreadPages(dict(sorted(unread.items())))
    words = targets.labels.text["import_listing"]
    extras = (
        SheetExtra(reason="import_extra_listing", sheet=folder.name, cell="", text=words.format(page=one, count=lists[one]))
        for one in lists
    )
    return replace(entries_grid(folder.name, entries, targets), extras=tuple(extras))


def _parts(path: Path, data: bytes) -> Iterator[bytes]:
    """The files with the entries of a feed: itself, or of a catalog of ours in parts those beside it. Raises Refused."""
    names = part_names(data)
    if not names:
        yield data
    for name in names:
        if not is_file(path.parent / name):
            raise Refused("parts")
        yield read_file(path.parent / name)


def targets_of(project: Project, site: Path) -> Targets:
    """The fields of a site and the ways of writing them."""
    return _targets(project, site, [])


def _targets(project: Project, site: Path, problems: list[Problem]) -> Targets:
    """The fields of a site and the ways of writing them, in all languages that there are; faults of a file join the problems."""
    settings = project.settings
    others = [load_labels(SHIPPED, name) for name in languages(SHIPPED) if name != settings.labels.language]
    words = load_words(site, settings.labels, problems)
    return Targets(settings.profile, settings.labels, (settings.labels, *others), words)
