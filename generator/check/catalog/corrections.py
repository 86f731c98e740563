"""Rules on corrections: whoever reads what was wrong is told, so a correction says what it corrects, and is seen by the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from generator.check.rule import rule
from generator.late import late
from generator.model.item import WITHHELD, Item
from generator.model.labels import Labels
from generator.model.shown import Shown
from generator.problems import Problem, Severity

CORRECTION_UNLINKED = "correction-unlinked"
CORRECTION_OF_ANOTHER = "correction-of-another"
CORRECTION_HIDDEN = "correction-hidden"
_KINDS = ("correction", "clarification")
_LEAST = 4  # signs of a title that is known again in another
_MOST = 8  # signs that a title has beside that of what it corrects, and the word for it: 关于…的…公告
_MARKS = late(r"[《》“”\"'\s:：]")


@rule(CORRECTION_UNLINKED, CORRECTION_OF_ANOTHER, severity=Severity.WARNING)
def check_titles(items: tuple[Item, ...], labels: Labels) -> Iterator[Problem]:
    """A correction by its title is one by its field, too; else nobody who reads the item that was wrong is told."""
    words = {kind: tuple(way.casefold() for way in labels.values.get(kind, (kind,))) for kind in _KINDS}
    called = [(item, word) for item in items if (word := _word_in(item.authored.title, words))]
    titles = {_plain(item.authored.title): item for item in items} if called else {}
    for item, word in called:
        authored = item.authored
        meant = _corrected(item, word, titles)
        if meant is None or authored.draft:
            continue
        values = {"title": authored.title, "other": meant.authored.title, "id": meant.id}
        if authored.corrects is None:
            yield Problem(CORRECTION_UNLINKED, item.spot.at("title"), values)
        elif authored.corrects.item not in _alike(meant, items):
            yield Problem(CORRECTION_OF_ANOTHER, item.spot.at("corrects", "item"), values)


def _word_in(title: str, words: Mapping[str, Sequence[str]]) -> str:
    """The word for a correction in a title, or nothing."""
    plain = title.casefold()
    return next((word for ways in words.values() for word in ways if word in plain), "")


def _plain(title: str) -> str:
    return _MARKS.sub("", title).casefold()


def _corrected(item: Item, word: str, titles: Mapping[str, Item]) -> Item | None:
    """The other item whose title stands in that of a correction, where little stands there besides."""
    plain = _plain(item.authored.title)
    found = [title for title in titles if len(title) >= _LEAST and title in plain and title != plain]
    title = max(found, key=len, default="")
    rest = plain.replace(title, "", 1)
    return titles[title] if title and word in rest and len(rest) - len(word) <= _MOST else None


def _alike(meant: Item, items: tuple[Item, ...]) -> set[str]:
    return {item.id for item in items if item.authored.title == meant.authored.title}


@rule(CORRECTION_HIDDEN, severity=Severity.WARNING)
def check_shown(items: tuple[Item, ...], shown: Shown, today: dt.date) -> Iterator[Problem]:
    """An item that was wrong is shown with its correction, which is not for others alone."""
    for item in items:
        authored = item.authored
        if authored.corrects is None or authored.corrects.kind not in _KINDS or item.id in shown.items_by_id:
            continue
        target = shown.items_by_id.get(authored.corrects.item)
        waits = authored.draft or authored.published is None or authored.published > today
        if target and not target.authored.withdrawn and not waits and authored.openness != WITHHELD:
            values = {"title": authored.title, "other": target.authored.title}
            # At the item that is read: what is told of the other one alone is for those who see it.
            yield Problem(CORRECTION_HIDDEN, target.spot, {**values, "id": item.id})
