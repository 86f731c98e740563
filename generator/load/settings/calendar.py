"""Loading the working days in force: a package's for the years it knows, a site's own for the others."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.frozen import frozen
from generator.load.shipped import SHIPPED, list_data
from generator.load.source.fields import read_record
from generator.load.source.source import decode, read_bytes
from generator.load.source.yaml_tree import parse
from generator.model.calendar import Calendar, YearCalendar, check_days, deny_days
from generator.model.record import Texts
from generator.problems import Problem, Severity, SourceError, Spot

DAY_TWICE, WORKED_ANYHOW = "calendar-day-twice", "calendar-day-worked-anyhow"
_FOLDER = "site_config/calendars"
_NAMES = "site_config/calendar_names.yml"
CHINA = "china"
_ALIKE = 0.75  # more than india and china are


@frozen
class _Names:
    """Names that people give to the places whose working days come with the program."""

    called: Mapping[str, Texts]
    not_: Texts
    wholes: Texts


def calendar_names(site: Path) -> list[str]:
    """The calendars that a profile or a catalog may name: China's, and the folders of years."""
    folders = {name.partition("/")[0] for name in list_data(site, _FOLDER, "**/*.yml") if "/" in name}
    return [CHINA, *sorted(folders)]


def calendar_problem(site: Path, name: str, spot: Spot) -> Problem | None:
    """The problem of the name of a calendar that there is not, with the one that people call so; None where there is."""
    if not name or name in (known := calendar_names(site)):
        return None
    values = {"field": "calendar", "value": name, "known": ", ".join(known), "suggestion": _called(name, known)}
    return Problem("value-not-listed", spot, values | {"folder": f"{_FOLDER}/"})


def _called(name: str, known: Iterable[str]) -> str:
    """The calendar that is called so without being named so, or nothing."""
    words = set(re.findall(r"[a-z]+", unicodedata.normalize("NFKC", name).casefold().replace(".", "")))
    names = _names()
    called = [one for one, places in names.called.items() if any(at in words or (at > "z" and at in name) for at in places)]
    if words.intersection(names.not_) or (not called and words.intersection(names.wholes)):
        return ""
    return called[0] if called else next(iter(difflib.get_close_matches(name.casefold(), known, 1, _ALIKE)), "")


@functools.cache
def _names() -> _Names:
    """The names that come with the program. Raises RuntimeError where they are broken, which no site can help."""
    problems: list[Problem] = []
    names = read_record(
        _Names, parse(decode(_NAMES, read_bytes(SHIPPED, _NAMES)), _NAMES, problems), Spot(_NAMES), None, problems
    )
    if names is None:
        raise RuntimeError(f"the shipped {_NAMES} is broken: {problems}")
    return names


def load_calendar(site: Path, name: str, problems: list[Problem]) -> Calendar:
    """The calendar of a name (China's, a folder of years, or none) with the years a site supplies."""
    folders = (f"{_FOLDER}/{name}", _FOLDER) if name and name != CHINA else (_FOLDER,)
    known = _china() if name == CHINA else Calendar(source=name)
    return known.joined(year for folder in folders for year in _load_years(site, folder, problems))


def _load_years(site: Path, folder: str, problems: list[Problem]) -> Iterator[YearCalendar]:
    """The years of a folder, each in a file."""
    for file, path in list_data(site, folder).items():
        source = f"{folder}/{file}"
        try:
            tree = parse(decode(source, read_bytes(path.parents[source.count("/")], source)), source, problems)
        except SourceError as error:
            problems.append(error.problem)
            continue
        year = read_record(YearCalendar, tree, Spot(source), None, problems)
        wrong = list(check_days(year)) if year else []
        for field, index, value in wrong:
            problems.append(Problem("date-notation", Spot(source, (field, index)), {"value": value}))
        if year and not wrong:
            problems += _contradictions(year, source)
            yield year


def _contradictions(year: YearCalendar, source: str) -> Iterator[Problem]:
    """The problems of days that are off and at work at once, and of days said to be worked that are worked anyhow."""
    for index, day, is_off in deny_days(year):
        code = DAY_TWICE if is_off else WORKED_ANYHOW
        yield Problem(code, Spot(source, ("workdays", index)), {"date": day.isoformat()}, Severity.WARNING)


@functools.cache
def _china() -> Calendar:
    """The days off and at work of the yearly notices of the State Council's General Office, as the package knows them."""
    # Its function ``find_workday`` is one day late for a term that begins on a rest day, so only its data is used.
    from chinese_calendar import constants  # not needed by sites of other countries

    years = frozenset(day.year for day in constants.holidays)
    return Calendar(years, frozenset(constants.holidays), frozenset(constants.workdays), "chinesecalendar")
