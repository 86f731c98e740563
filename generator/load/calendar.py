"""Loading the working days in force: a package's for the years it knows, a site's own for the others."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from generator.load.shipped import list_data
from generator.load.source.fields import read_record
from generator.load.source.source import decode, read_bytes
from generator.load.source.yaml_tree import parse
from generator.model.calendar import Calendar, YearCalendar, check_days
from generator.problems import Problem, SourceError, Spot

_FOLDER = "site_config/calendars"
CHINA = "china"


def calendar_names(site: Path) -> list[str]:
    """The calendars that a profile or a catalog may name: China's, and the folders of years."""
    folders = {name.partition("/")[0] for name in list_data(site, _FOLDER, "**/*.yml") if "/" in name}
    return [CHINA, *sorted(folders)]


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
            yield year


@functools.cache
def _china() -> Calendar:
    """The days off and at work of the yearly notices of the State Council's General Office, as the package knows them."""
    # Its function ``find_workday`` is one day late for a term that begins on a rest day, so only its data is used.
    from chinese_calendar import constants  # not needed by sites of other countries

    years = frozenset(day.year for day in constants.holidays)
    return Calendar(years, frozenset(constants.holidays), frozenset(constants.workdays), "chinesecalendar")
