"""Rules on what a text says of itself in other words than its title: what it announces, prints, whom it appoints, when it met.

A text that prints another in full, or is passed on, ends as that one does; only its own last words are held against its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.late import late
from generator.model.item import Item
from generator.model.record import month_called
from generator.problems import Problem, Severity

TITLE_OTHER = "title-other"
_MARKS = " \t\u3000*_"
_GENRE = late(r"(?P<genre>通知|公告|通告|批复)(?:[（(][^（()）]*[)）])?$")
_CLOSING = late(
    r"^[ \t\u3000*]*(?P<closing>特此(?P<word>通知|公告|通告|公示|批复|报告|请示|函告|函复))[。！]?[ \t\u3000*]*$", re.MULTILINE
)
_GOES_WITH = {
    "通知": frozenset(("通知", "函告")),
    "公告": frozenset(("公告", "通告", "公示")),
    "通告": frozenset(("公告", "通告")),
    "批复": frozenset(("批复", "函复")),
}
_PRINTS = late(r"(?:印发|发布|公布)《(?P<name>[^《》]{4,60})》的")
_PRINTED = late(r"现将《(?P<name>[^《》]{4,60})》(?:[（(][^（()）]{0,20}[)）])?(?:予以)?(?:印发|发布|公布)")
_PERSON = late(r"(?:关于|任命|免去)(?P<name>[一-龥·]{2,4}?)(?:等)?(?:\d+名)?同志")
_APPOINTS = ("任命", "免去", "同志任", "聘任", "解聘")
_DAY = r"(?P<year>20\d\d) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"
_EN_DAY = r"(?P<number>\d{1,2})(?:st|nd|rd|th)? (?P<name>[A-Z][a-z]{2,8}),? (?P<behind>20\d\d)"
_ANY_DAY = late(rf"{_DAY}|{_EN_DAY}")
_MET = late(
    r"(?P<before>[^。\n.]{0,40})(?:召开|举行|开会|\bheld on |\bmet on |\bmeeting on |\btook place on )(?P<after>[^。\n.]{0,24})"
)
_MEETING = ("会议", "Minutes", "minutes")
_HEAD = 300


def find_against_title(item: Item, body: str) -> Iterator[Problem]:
    """The problem of the first thing that a text says of itself otherwise than its title."""
    title = item.authored.title
    if "特此" in body:
        yield from _closing(item, title, body)
    if body.lstrip().startswith("# ") and "关于" in title:
        heading = body.lstrip().split("\n", 1)[0].lstrip("# ").strip(_MARKS)
        kinds = [match["genre"] for match in (_GENRE.search(heading), _GENRE.search(title)) if match]
        if len(kinds) > 1 and "关于" in heading and not _alike(heading, title):
            yield _problem(item, heading, title)
    if "现将《" in body and "《" in title and (names := [match["name"] for match in _PRINTS.finditer(title)]):
        printed = _PRINTED.search(body)
        if printed and not any(_alike(name, printed["name"]) or f"《{name}》" in body for name in names):
            yield _problem(item, printed["name"], names[0])
    if "同志" in title and any(word in body for word in _APPOINTS) and (person := _PERSON.search(title)):
        plain = re.sub(r"[ \t\u3000*]", "", body)
        name = person["name"]
        if name not in plain and (found := re.search(r"(?:任命|免去|聘任|解聘)[：:]?(?P<name>[一-龥·]{2,4}?)同志", plain)):
            yield _problem(item, found["name"], name)
    if any(word in title for word in _MEETING):
        yield from _met(item, title, body)


def _closing(item: Item, title: str, body: str) -> Iterator[Problem]:
    genre = _GENRE.search(title)
    closings = list(_CLOSING.finditer(body))
    if genre and len(closings) == 1 and closings[0]["word"] not in _GOES_WITH[genre["genre"]]:
        before = body[: closings[0].start()]
        if not re.search(r"^#|附件?[:：\d]|[转附]发|如下[：:]?$", before, re.MULTILINE) and "转发" not in title:
            yield _problem(item, closings[0]["closing"], genre["genre"])


def _met(item: Item, title: str, body: str) -> Iterator[Problem]:
    """The problem of a day on which a meeting met, as the text says it, where the title has another and the text not that one."""
    named = [_day_of(match) for match in _ANY_DAY.finditer(title)]
    if len(named) != 1:
        return
    said = [(_day_of(match), match[0]) for match in _ANY_DAY.finditer(body)]
    met = _MET.search(body[:_HEAD])
    around = met["before"] + met["after"] if met else ""
    days = [(_day_of(match), match[0]) for match in _ANY_DAY.finditer(around)]
    if len(days) == 1 and named[0] not in [day for day, _ in said] and days[0][0] != named[0]:
        written = next(match[0] for match in _ANY_DAY.finditer(title))
        yield _problem(item, days[0][1], written)


def _day_of(match: re.Match[str]) -> tuple[int, int, int]:
    if match["year"]:
        return int(match["year"]), int(match["month"]), int(match["day"])
    return int(match["behind"]), month_called(match["name"]), int(match["number"])


def _alike(name: str, other: str) -> bool:
    """True if one name of a document is the other, or a part of it: with its place, or for trial."""
    one, two = (re.sub(r"[（()）\s]|试行|暂行|修订", "", text) for text in (name, other))
    return one in two or two in one


def _problem(item: Item, found: str, expected: str) -> Problem:
    where = replace(item.body_spot, needle=found)
    return Problem(TITLE_OTHER, where, {"found": found, "expected": expected}, Severity.WARNING)
