"""Rules on what a text says of itself in other words than its title: what it announces, prints, whom it appoints, when it met.

A text that prints another in full, or is passed on, ends as that one does; only its own last words are held against its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.model.record import month_called
from generator.problems import Problem, Severity, Spot

TITLE_OTHER = "title-other"
_MARKS = " \t\u3000*_"
_FIRST_HEADING = late(r"\s*# (?P<heading>[^\n]*)")
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
_MET_ON = ("召开", "举行", "开会", "held on ", "met on ", "meeting on ", "took place on ")


@finder()
def _heading(text: Text) -> Iterator[Problem]:
    """The problem of a heading that stands first and is the title of another document."""
    title = text.item.authored.title
    if "关于" in title and (first := _FIRST_HEADING.match(text.body)):
        heading = first["heading"].lstrip("# ").strip(_MARKS)
        kinds = [match["genre"] for match in (_GENRE.search(heading), _GENRE.search(title)) if match]
        if len(kinds) > 1 and "关于" in heading and not _alike(heading, title):
            yield _problem(heading, title, text.at(*first.span("heading")))


@finder("现将《")
def _printed(text: Text) -> Iterator[Problem]:
    """The problem of a document that a text makes known and its title does not name."""
    title = text.item.authored.title
    if "《" in title and (names := [match["name"] for match in _PRINTS.finditer(title)]):
        printed = _PRINTED.search(text.body)
        if printed and not any(_alike(name, printed["name"]) or f"《{name}》" in text.body for name in names):
            yield _problem(printed["name"], names[0], text.at(*printed.span("name")))


@finder(*_APPOINTS)
def _appointed(text: Text) -> Iterator[Problem]:
    """The problem of a person whom a text appoints and its title does not name."""
    title = text.item.authored.title
    if "同志" in title and (person := _PERSON.search(title)):
        plain = re.sub(r"[ \t\u3000*]", "", text.body)
        name = person["name"]
        if name not in plain and (
            found := re.search(r"(?P<before>(?:任命|免去|聘任|解聘)[：:]?)(?P<name>[一-龥·]{2,4}?)同志", plain)
        ):
            before, written = (r"[ \t\u3000*]*".join(map(re.escape, found[part])) for part in ("before", "name"))
            place = re.search(rf"{before}[ \t\u3000*]*({written})", text.body)
            yield _problem(found["name"], name, text.at(*place.span(1)) if place else text.spot)


@finder("特此")
def _closing(text: Text) -> Iterator[Problem]:
    """The problem of a text that ends as another genre than that of its title."""
    title = text.item.authored.title
    genre = _GENRE.search(title)
    closings = list(_CLOSING.finditer(text.body))
    if genre and len(closings) == 1 and closings[0]["word"] not in _GOES_WITH[genre["genre"]]:
        before = text.body[: closings[0].start()]
        if not re.search(r"^#|附件?[:：\d]|[转附]发|如下[：:]?$", before, re.MULTILINE) and "转发" not in title:
            yield _problem(closings[0]["closing"], genre["genre"], text.at(*closings[0].span("closing")))


@finder(*_MET_ON)
def _met(text: Text) -> Iterator[Problem]:
    """The problem of a day on which a meeting met, as the text says it, where the title has another and the text not that one."""
    title = text.item.authored.title
    if not any(word in title for word in _MEETING):
        return
    named = [_day_of(match) for match in _ANY_DAY.finditer(title)]
    if len(named) != 1:
        return
    said = [(_day_of(match), match[0]) for match in _ANY_DAY.finditer(text.body)]
    met = _MET.search(text.body[:_HEAD])
    around = met["before"] + met["after"] if met else ""
    days = [(_day_of(match), match[0]) for match in _ANY_DAY.finditer(around)]
    if len(days) == 1 and named[0] not in [day for day, _ in said] and days[0][0] != named[0]:
        written = next(match[0] for match in _ANY_DAY.finditer(title))
        found = days[0][1]
        start = text.body.find(found, met.start()) if met else -1
        yield _problem(found, written, text.at(start, start + len(found)) if start >= 0 else text.spot)


def _day_of(match: re.Match[str]) -> tuple[int, int, int]:
    if match["year"]:
        return int(match["year"]), int(match["month"]), int(match["day"])
    return int(match["behind"]), month_called(match["name"]), int(match["number"])


def _alike(name: str, other: str) -> bool:
    """True if one name of a document is the other, or a part of it: with its place, or for trial."""
    one, two = (re.sub(r"[（()）\s]|试行|暂行|修订", "", text) for text in (name, other))
    return one in two or two in one


def _problem(found: str, expected: str, where: Spot) -> Problem:
    return Problem(TITLE_OTHER, where, {"found": found, "expected": expected}, Severity.WARNING)


FINDERS = (_closing, _heading, _printed, _appointed, _met)
