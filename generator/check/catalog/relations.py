"""Rules on relations: those between items can be true, and every file belongs to one."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from generator.check.rule import rule
from generator.copies import SHORTCUTS, backed_up
from generator.late import late
from generator.load.items.list_files import sheet_meant
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.order import Step, steps_of
from generator.model.profile import Profile
from generator.model.shown import Shown
from generator.problems import Position, Problem, Severity, Spot

RELATION_SELF = "relation-self"
RELATION_CIRCULAR = "relation-circular"
RELATION_ORDER = "relation-order"
CORRECTION_WITHDRAWN = "correction-withdrawn"
TARGET_WITHDRAWN = "target-withdrawn"
RELATION_WITHDRAWN = "relation-withdrawn"
SUCCESSOR_HIDDEN = "successor-hidden"
RELATION_HIDDEN = "relation-hidden"
ATTACHMENT_ORPHAN = "attachment-orphan"
REPORT_AS_FILE = "report-as-file"
SOURCE_ENDING = "source-ending"
FILE_SHORTCUT = "file-shortcut"
LIST_ENDING = "list-ending"

# Where documents lie beside the texts that link to them.
# Folders that are called as files, and those whose files have rules of their own.
_NO_FOLDERS = ("content/published.lock/", "content/redirects.yml/", "content/waivers.yml/", "content/marks.yml/")
_OF_SHEETS = ("content/lists/", "content/matters/")
_APART = ("content/items/", "content/matters/", "content/applications/")
_YEAR = late(r"(?:19|20)\d\d")
SOURCE_LIKE = (".md", ".yml", ".yaml", ".markdown", ".mdown", ".mkd", ".mdx", ".mdtxt")


@rule(RELATION_SELF, RELATION_CIRCULAR, severity=Severity.ERROR)
def check_circles(items: tuple[Item, ...], items_by_id: Mapping[str, Item], labels: Labels) -> Iterator[Problem]:
    """No item stands in relation to itself, and none comes before what comes before it, by whatever words."""
    for item in items:
        if not _related(item):
            continue
        for spot, other in _named(item):
            if other == item.id:
                yield Problem(RELATION_SELF, spot, {"value": other})
    for ring in _rings(items, items_by_id):
        yield Problem(RELATION_CIRCULAR, ring[0].spot, {"ring": _ring_words(items_by_id, labels, ring)})


@rule(RELATION_ORDER, severity=Severity.WARNING)
def check_order(items: tuple[Item, ...], items_by_id: Mapping[str, Item]) -> Iterator[Problem]:
    """A document that replaces or corrects another is not older than it, unless it is said already that this cannot be at all."""
    told = {(step.later, step.earlier) for ring in _rings(items, items_by_id) for step in ring}
    for step in _steps(items, items_by_id):
        later, earlier = items_by_id[step.later], items_by_id[step.earlier]
        if (later.id, earlier.id) in told:
            continue
        told.add((later.id, earlier.id))
        days = _contradicting(earlier, later, explains=step.word == "explains")
        if days:
            values = {
                "later": later.authored.title,
                "second": days[1].isoformat(),
                "earlier": earlier.authored.title,
                "first": days[0].isoformat(),
            }
            yield Problem(RELATION_ORDER, step.spot, values)


@rule(CORRECTION_WITHDRAWN, TARGET_WITHDRAWN, severity=Severity.NOTICE)
def check_withdrawn(shown: Shown) -> Iterator[Problem]:
    """A withdrawn item corrects nothing any more, and there is nothing to correct or to explain in it."""
    for item in shown.items:
        authored = item.authored
        if not (authored.corrects or authored.explains):
            continue
        for step in steps_of(item):
            target = shown.items_by_id.get(step.earlier) if step.word != "supersedes" else None
            if target is None or bool(target.authored.withdrawn) == bool(authored.withdrawn):
                continue
            values = {"title": authored.title, "target": target.authored.title}
            if target.authored.withdrawn:
                yield Problem(TARGET_WITHDRAWN, step.spot, values)
            elif step.word != "explains":
                yield Problem(CORRECTION_WITHDRAWN, step.spot, values)


@rule(RELATION_WITHDRAWN, severity=Severity.WARNING)
def check_successors(items_by_id: Mapping[str, Item], shown: Shown) -> Iterator[Problem]:
    """An item that is said to be replaced is replaced by one that stands."""
    succession = shown.succession
    for earlier, later in succession.direct().items():
        replaced = shown.items_by_id.get(earlier)
        if replaced is None or replaced.authored.withdrawn or succession.of(replaced):
            continue
        for other in (items_by_id[name] for name in later):
            # Where only what was withdrawn says so, and the other is in force again, all is as it should be.
            if replaced.authored.superseded_by == other.id:
                spot = replaced.spot.at("superseded_by")
            elif replaced.authored.validity not in ("", "in-force"):
                spot = other.spot.at("supersedes", other.authored.supersedes.index(earlier))
            else:
                continue
            values = {"title": replaced.authored.title, "other": other.authored.title, "id": other.id}
            yield Problem(RELATION_WITHDRAWN, spot, values)
            break


@rule(SUCCESSOR_HIDDEN, severity=Severity.NOTICE)
def check_successors_shown(items_by_id: Mapping[str, Item], shown: Shown) -> Iterator[Problem]:
    """An item that is said to replace another can be seen."""
    for item in shown.items:
        hidden = items_by_id.get(item.authored.superseded_by) if item.authored.superseded_by else None
        if hidden and hidden.id not in shown.items_by_id and not item.authored.withdrawn:
            values = {"title": item.authored.title, "other": hidden.authored.title, "id": hidden.id}
            yield Problem(SUCCESSOR_HIDDEN, item.spot.at("superseded_by"), values)


@rule(RELATION_HIDDEN, severity=Severity.NOTICE)
def check_targets_shown(items_by_id: Mapping[str, Item], shown: Shown, today: dt.date) -> Iterator[Problem]:
    """An item names none that its own readers never see; what is still to come is not meant."""
    for item in shown.items:
        if item.authored.withdrawn or not _related(item):
            continue
        follows = [(item.spot.at("follows"), item.authored.follows)] if item.authored.follows else []
        for spot, name in (*_named(item), *follows):
            target = items_by_id.get(name)
            if target is None or name in shown.items_by_id or spot == item.spot.at("superseded_by"):
                continue
            if target.is_public(today, frozenset({target.authored.audience})):
                values = {"title": item.authored.title, "other": target.authored.title, "id": target.id}
                yield Problem(RELATION_HIDDEN, spot, values)


def _steps(items: tuple[Item, ...], items_by_id: Mapping[str, Item]) -> Iterator[Step]:
    """The steps that items write of their order, where both ends are known and are not one."""
    known = items_by_id
    for item in items:
        if _related(item):
            for step in steps_of(item):
                if step.later != step.earlier and step.later in known and step.earlier in known:
                    yield step


def _rings(items: tuple[Item, ...], items_by_id: Mapping[str, Item]) -> list[list[Step]]:
    """The steps that lead back to where they began, ring by ring, each from later to earlier; no step is in two of them."""
    steps: dict[tuple[str, str], Step] = {}
    for step in _steps(items, items_by_id):
        steps.setdefault((step.later, step.earlier), step)
    rings: list[list[Step]] = []
    while steps:
        before: dict[str, set[str]] = {}
        for later, earlier in steps:
            before.setdefault(later, set()).add(earlier)
        try:
            TopologicalSorter({later: sorted(names) for later, names in before.items()}).prepare()
        except CycleError as error:
            names = error.args[1][::-1]
            ring = [steps.pop(pair) for pair in pairwise(names)]
            first = min(range(len(ring)), key=lambda at: ring[at].later)
            rings.append([*ring[first:], *ring[:first]])
        else:
            break
    return rings


def _ring_words(items_by_id: Mapping[str, Item], labels: Labels, ring: list[Step]) -> str:
    """A ring in words: who does what to whom, and back to the first."""
    words, names = labels.text, [*(step.later for step in ring), ring[0].later]
    items = [words["ring_item"].format(title=items_by_id[name].authored.title, id=name) for name in names]
    verbs = [words[f"ring_{step.word}"] for step in ring]
    return "".join(part for pair in zip(items, [*verbs, ""], strict=True) for part in pair)


def _contradicting(earlier: Item, later: Item, *, explains: bool) -> tuple[dt.date, dt.date] | None:
    """The days that say that what comes later came first. What was made later may be published before what was added after it.

    An explanation is made with its document and often signed before it; but it is not out before that was made.
    """
    first, second = earlier.authored, later.authored
    if explains:
        out_before = first.created and second.published and second.published < first.created
        return (first.created, second.published) if out_before and first.created and second.published else None
    if first.created and second.created and first.created != second.created:
        return (first.created, second.created) if second.created < first.created else None
    if first.published and second.published and second.published < first.published:
        return first.published, second.published
    return None


@rule(ATTACHMENT_ORPHAN, REPORT_AS_FILE, SOURCE_ENDING, FILE_SHORTCUT, LIST_ENDING, severity=Severity.WARNING)
def check_orphans(
    files: frozenset[str],
    unread: frozenset[str],
    source_files: frozenset[str],
    text_sources: frozenset[str],
    shared_files: frozenset[str],
    shown: Shown,
    profile: Profile,
) -> Iterator[Problem]:
    """Every file below the items goes out with one of them, or is a source; elsewhere a document does too."""
    used = {use.file.source for use in shown.files.uses}
    broken = {posixpath.dirname(f"content/items/{name}/index.md") for name in unread}
    broken |= {posixpath.dirname(f"content/items/{name}.md") for name in unread}
    for path in sorted(files - source_files - used - shared_files):
        # What was meant for a source is told as that.
        told = path.lower().endswith(SOURCE_LIKE) or path.startswith(_NO_FOLDERS)
        if path in text_sources:
            stem, ending = posixpath.splitext(path)
            right = stem if stem.endswith((".md", ".yml", ".yaml")) else f"{stem}.md"
            known = {"other": original} if (original := backed_up(path, files)) else {"suggestion": right}
            yield Problem(SOURCE_ENDING, Position(path), {"ending": ending, **known})
        elif path.startswith(_OF_SHEETS) and (meant := sheet_meant(path, files)):
            yield Problem(LIST_ENDING, Position(path), meant)
        elif path.startswith("content/items/") and path.lower().endswith(SHORTCUTS):
            yield Problem(FILE_SHORTCUT, Position(path), {"name": posixpath.basename(path)})
        elif path.startswith("content/items/") and posixpath.dirname(path) not in broken and not told:
            yield Problem(ATTACHMENT_ORPHAN, Position(path), {"name": posixpath.basename(path)})
        elif not told and not path.startswith(_APART) and posixpath.splitext(path)[1][1:].lower() in profile.attachment_types:
            name, year = posixpath.basename(path), _YEAR.search(path)
            is_report = year is not None and path.startswith("content/reports/")
            values = {"name": name, "year": year[0]} if year and is_report else {"name": name}
            yield Problem(REPORT_AS_FILE if is_report else ATTACHMENT_ORPHAN, Position(path), values)


def _related(item: Item) -> bool:
    """True if an item names another at all; most do not."""
    authored = item.authored
    named = authored.supersedes or authored.superseded_by or authored.corrects or authored.explains or authored.related
    return bool(named or authored.follows)


def _named(item: Item) -> Iterator[tuple[Spot, str]]:
    authored, spot = item.authored, item.spot
    for name in ("supersedes", "explains", "related"):
        yield from ((spot.at(name, index), other) for index, other in enumerate(getattr(authored, name)))
    if authored.superseded_by:
        yield spot.at("superseded_by"), authored.superseded_by
    if authored.corrects:
        yield spot.at("corrects", "item"), authored.corrects.item
