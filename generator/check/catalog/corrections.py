"""Rules on corrections: whoever reads what was wrong is told, so a correction names what it corrects, and is seen by the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from generator.check.rule import rule
from generator.check.text.corrected import MISNAMED, NUMBER
from generator.late import late
from generator.model.item import WITHHELD, Item
from generator.model.labels import Labels
from generator.model.shown import Shown
from generator.problems import Problem, Severity, Spot

CORRECTION_UNLINKED = "correction-unlinked"
CORRECTION_OF_ANOTHER = "correction-of-another"
CORRECTION_HIDDEN = "correction-hidden"
_KINDS = ("correction", "clarification")
_LEAST = 4  # signs of a title that is known again in another
_MOST = 8  # signs that a title has beside that of what it corrects, and the word for it: 关于…的…公告
_MARKS = late(r"[《》〈〉“”‘’\"'\s:：]")
# What is left of two names that differ by a slip of the pen, in one place; a number or a name of a year is no slip.
_SLIP, _ENOUGH = 2, 8
_ABOUT = "关于"
_BRACKETS = late(r"[〔\[［【（(〕\]］】）)]")
# What a document is: of two names that differ by that each may be one.
_GENRES = late("(?:公告|通告|通知|通报|办法|规定|决定|意见|方案|细则|报告|批复|公示|规划|计划|目录|指南|说明)$")
_COUNTED = late(r"[0-9一二三四五六七八九十上中下]")
_NAMED = late(
    r"《(?P<name>[^《》]+)》|(?:关于)?(?P<plain>.{6,}?)的?(?:更正|勘误|澄清)(?:公告|说明|启事|通知|通告|声明)?(?:[（(].*)?$"
    r"|^(?:[Cc]orrection|[Cc]larification|[Ee]rratum)s?(?:[:：]| to| of| on)+ (?P<english>.+)$"
)


@rule(CORRECTION_UNLINKED, CORRECTION_OF_ANOTHER, MISNAMED, severity=Severity.WARNING)
def check_titles(items: tuple[Item, ...], labels: Labels) -> Iterator[Problem]:
    """A correction by its title is one by its field, too; else nobody who reads the item that was wrong is told."""
    words = {kind: tuple(way.casefold() for way in labels.values.get(kind, (kind,))) for kind in _KINDS}
    called = [(item, word) for item in items if (word := _word_in(item.authored.title, words)) and not item.authored.draft]
    titles = {_plain(item.authored.title): item for item in items} if called else {}
    by_id = {item.id: item for item in items} if called else {}
    for item, word in called:
        authored = item.authored
        exact = _corrected(item, word, titles)
        target = authored.corrects.item if authored.corrects else None
        name, near = ("", None) if exact else _nearly(authored.title, titles, item, target)
        meant = exact or near
        if target in by_id and (number := _other_number(item, by_id[target])):
            spot = replace(item.spot.at("title"), needle=number)
            yield Problem(MISNAMED, spot, {"value": number, "expected": by_id[target].authored.doc_number})
        if meant is None:
            continue
        values = {"title": authored.title, "other": meant.authored.title, "id": meant.id}
        if authored.corrects is None:
            yield Problem(CORRECTION_UNLINKED, item.spot.at("title"), values)
        elif near:
            yield Problem(MISNAMED, item.spot.at("title"), {"value": name, "expected": meant.authored.title})
        elif authored.corrects.item not in _alike(meant, items):
            yield Problem(CORRECTION_OF_ANOTHER, item.spot.at("corrects", "item"), values)


@rule(CORRECTION_UNLINKED, MISNAMED, severity=Severity.WARNING)
def check_names(
    items_by_id: Mapping[str, Item], text_findings: Mapping[str, tuple[Problem, ...]], audiences: frozenset[str]
) -> Iterator[Problem]:
    """A correction names in its text what it corrects, with the number of that."""
    titles: dict[str, Item] = {}
    for name, problems in text_findings.items():
        said = [problem for problem in problems if problem.code == MISNAMED]
        item = items_by_id.get(name) if said else None
        if item is None or item.authored.draft or item.authored.audience not in audiences:
            continue
        titles = titles or {_plain(one.authored.title): one for one in items_by_id.values()}
        corrects = item.authored.corrects
        target = items_by_id.get(corrects.item) if corrects else None
        if target:
            yield from _misnamed(item, target, said, titles)
        elif corrects is None:
            yield from _unlinked(item, said, titles)


def _unlinked(item: Item, said: Iterable[Problem], titles: Mapping[str, Item]) -> Iterator[Problem]:
    """The first item of which a text says what was wrong there, while no field names it."""
    if _corrected(item, "", titles) or _nearly(item.authored.title, titles, item, None)[1]:
        return  # that its title says so is told
    for problem in said:
        meant = titles.get(_plain(problem.values["name"])) if problem.values["wrong"] else None
        if meant and meant is not item:
            values = {"title": item.authored.title, "other": meant.authored.title, "id": meant.id}
            yield Problem(CORRECTION_UNLINKED, problem.where, values)
            return


def _misnamed(item: Item, target: Item, said: Iterable[Problem], titles: Mapping[str, Item]) -> Iterator[Problem]:
    """The names and numbers in the text of a correction that are nearly those of what it corrects, or another's."""
    title, number = _plain(target.authored.title), _number(target.authored.doc_number)
    said = list(said)
    several = any(one.values["name"] and title.endswith(_plain(one.values["name"])) for one in said)
    for problem in said:
        name, found = _plain(problem.values["name"]), _number(problem.values["number"])
        of_target = not name or title.endswith(name) or _is_slip(name, title)
        known = not name or name in titles or title.endswith(name)
        # What was wrong in a text of another year is no matter of this correction, unless that is one of several.
        slip = _is_slip(name, title, counted=not several and bool(problem.values["wrong"]))
        if not known and slip and not _is_of_another_kind(name, title):
            yield Problem(MISNAMED, problem.where, {"value": problem.values["name"], "expected": target.authored.title})
        other = found and number and of_target and found not in (number, _number(item.authored.doc_number))
        # A number by itself may be of another document where another body made it.
        if other and (name or found.partition("〔")[0] == number.partition("〔")[0]):
            spot = cast("Spot", problem.where)
            spot = replace(spot, needle=problem.values["number"], nth=0) if problem.values["name"] else spot
            yield Problem(MISNAMED, spot, {"value": problem.values["number"], "expected": target.authored.doc_number})


def _other_number(item: Item, target: Item) -> str:
    """The number in the title of a correction that is not that of what it corrects, though of the same series; or nothing."""
    found = NUMBER.search(item.authored.title)
    numbers = [_number(text) for text in (found[0] if found else "", target.authored.doc_number)]
    series = [number.partition("〔")[0] for number in numbers]
    return found[0] if found and all(numbers) and numbers[0] != numbers[1] and series[0].endswith(series[1]) else ""


def _number(text: str) -> str:
    """The number of a document, whatever brackets it is written with."""
    return _BRACKETS.sub(lambda sign: "〔" if sign[0] in "〔[［【（(" else "〕", "".join(text.split()).replace("第", ""))


def _nearly(title: str, titles: Mapping[str, Item], item: Item, target: str | None) -> tuple[str, Item | None]:
    """The name in the title of a correction that is another item's but for a slip, and that item; first of all its target."""
    named = next((name for match in _NAMED.finditer(title) for name in match.groups() if name), "").strip("《》")
    plain = _plain(named)
    if len(plain) < _ENOUGH or plain in titles:
        return "", None
    # Another year than that of what it corrects is wrong as well; of nothing named by a field it may be a text of that year.
    near = (one for known, one in titles.items() if one is not item and _is_slip(plain, known, counted=one.id == target))
    return named, next((one for one in near if target in (None, one.id)), None)


def _is_of_another_kind(name: str, title: str) -> bool:
    kinds = [found[0] for text in (name, title) if (found := _GENRES.search(text))]
    return len(set(kinds)) > 1


def _is_slip(name: str, title: str, *, counted: bool = False) -> bool:
    """True for two names that differ in one place, by a sign or two that count nothing, unless ``counted`` ones are meant too."""
    whole = title
    title = title[title.index(_ABOUT) :] if _ABOUT in title and name.startswith(_ABOUT) else title  # without who made it
    if name in (title, whole) or abs(len(name) - len(title)) > _SLIP or min(len(name), len(title)) < _ENOUGH:
        return False
    start = _common(name, title)
    end = _common(name[start:][::-1], title[start:][::-1])
    rest = (name[start : len(name) - end], title[start : len(title) - end])
    return max(map(len, rest)) <= _SLIP and (counted or not any(map(_COUNTED.search, rest)))


def _common(one: str, other: str) -> int:
    """The number of signs with which both begin."""
    return next((at for at, (sign, its) in enumerate(zip(one, other, strict=False)) if sign != its), min(len(one), len(other)))


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
    return titles[title] if title and titles[title] is not item and word in rest and len(rest) - len(word) <= _MOST else None


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
