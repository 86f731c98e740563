"""The assessment of a site by the indicators of its profile: marks with what they stand on, and what is to be mended by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from generator.check.catalog.deadlines import entries, statement_holds
from generator.check.catalog.terms import find_overruns, limit_of
from generator.frozen import frozen
from generator.model.indicator import Indicator
from generator.model.item import Item
from generator.model.marks import GivenMark
from generator.model.project import Project
from generator.model.settings import Settings
from generator.problems import Problem, Spot

_TENTH = Decimal("0.1")
_YEAR_DAYS = 365


@frozen
class Mark:
    """The mark of an indicator: how many points it has got, None where that cannot be judged.

    ``good`` and ``of`` are the figure it stands on, ``found`` the problems that cost points, ``given`` the last mark that
    somebody gave, which may be too old to count.
    """

    indicator: Indicator
    got: Decimal | None
    good: int
    of: int
    found: tuple[Problem, ...]
    given: GivenMark | None = None


@frozen
class ToMend:
    """A problem that cost points, and who is to mend it: a department and a person, by name, where they are known."""

    problem: Problem
    department: str
    person: str


@frozen
class DepartmentFigures:
    """The numbers of a department: published in the last year, in time of those with a term, to be mended."""

    name: str
    published: int
    in_time: int
    with_term: int
    to_mend: int


@frozen
class Assessment:
    """The marks of a site, what each department comes to, and what is to be mended."""

    day: dt.date
    marks: tuple[Mark, ...]
    departments: tuple[DepartmentFigures, ...]
    mends: tuple[ToMend, ...]

    @property
    def got(self) -> Decimal:
        """The sum of the points that were got."""
        return sum((mark.got for mark in self.marks if mark.got is not None), Decimal())

    @property
    def judged(self) -> Decimal:
        """The sum of the points that could be judged."""
        return sum((mark.indicator.points for mark in self.marks if mark.got is not None), Decimal())

    @property
    def unjudged(self) -> Decimal:
        """The sum of the points that could not be judged here."""
        return sum((mark.indicator.points for mark in self.marks if mark.got is None), Decimal())


def assess(project: Project, problems: Sequence[Problem]) -> Assessment:
    """The assessment of a project by the problems that were found in it and stand."""
    settings = project.settings
    problems = problems_of_edition(project, problems)
    figures = _Figures(project)
    given = [mark for mark in project.records.marks if mark.date <= project.edition.today]
    marks = tuple(
        _given(indicator, given, project.edition.today) if indicator.by_people else _mark(indicator, figures, problems)
        for indicator in settings.profile.indicators
    )
    owners = _Owners(project)
    found = {id(problem): problem for mark in marks for problem in mark.found}  # which one may cost points of several
    mends = tuple(map(owners.of, found.values()))
    return Assessment(project.edition.today, marks, tuple(_departments(figures, mends, settings)), mends)


def _given(indicator: Indicator, given: Sequence[GivenMark], today: dt.date) -> Mark:
    """The mark of an indicator that people mark: the last one they gave, which counts for a year."""
    own = [mark for mark in given if mark.indicator in (indicator.id, indicator.label)]
    last = max(own, key=lambda mark: mark.date, default=None)
    counts = last is not None and (today - last.date).days < _YEAR_DAYS
    return Mark(indicator, last.points if last and counts else None, 0, 0, (), last)


def _mark(indicator: Indicator, figures: _Figures, problems: Sequence[Problem]) -> Mark:
    """The mark of an indicator; a figure of nothing is no figure."""
    found = tuple(problem for problem in problems if problem.code in indicator.codes)
    good, of = figures.of(indicator.figure) if indicator.figure else (0, 0)
    return Mark(indicator, points_of(indicator, good, of, len(found)), good, of, found)


def points_of(indicator: Indicator, good: int, of: int, found: int) -> Decimal | None:
    """The points got by an indicator, of its figure and the number of problems found; None where that cannot be judged."""
    if not indicator.codes and not of:
        return None
    share = Decimal(good) / of if of else Decimal(1)
    got = max(Decimal(), indicator.points * share - indicator.each * found)
    return got.quantize(_TENTH, ROUND_HALF_UP)


def shown_points(number: Decimal) -> str:
    """A number of points without zeros that say nothing."""
    return f"{number.normalize():f}" if number else "0"


def problems_of_edition(project: Project, problems: Sequence[Problem]) -> list[Problem]:
    """The problems of what an edition has: none of an item or a category that is for others."""
    audiences, hidden = project.edition.audiences, project.shown.hidden_categories
    others = {(item.source, item.entry) for item in project.content.items if item.authored.audience not in audiences}
    kept_back = [spot for spot, name, _ in entries(project.settings.catalog) if name in hidden]

    def is_for_others(problem: Problem) -> bool:
        """True if a problem stands at such an item or category."""
        where = problem.where
        path = where.path if isinstance(where, Spot) else ()
        entry = path[0] if path and isinstance(path[0], int) else None
        if (where.file, entry) in others or (where.file, None) in others:
            return True
        return any(where.file == spot.file and path[: len(spot.path)] == spot.path for spot in kept_back)

    return [problem for problem in problems if not is_for_others(problem)]


def owners_of(project: Project, problems: Sequence[Problem]) -> list[ToMend]:
    """Some problems, each with who is to mend it."""
    owners = _Owners(project)
    return [owners.of(problem) for problem in problems_of_edition(project, problems)]


class _Figures:
    """The figures of a project, each as what there is and what there should be."""

    def __init__(self, project: Project) -> None:
        self._project = project
        settings, today = project.settings, project.edition.today
        since = today - dt.timedelta(days=_YEAR_DAYS)
        self.recent = [item for item in project.shown.items if item.authored.published and item.authored.published > since]
        self.with_term = [item for item in self.recent if item.authored.created and self._limit(item)]
        late = find_overruns(
            self.with_term, settings.profile, settings.categories, settings.matters, settings.calendar, project.edition.today
        )
        # What no calendar can say is no lateness.
        self.late = {
            one.item.id for one in late if one.due and one.item.authored.published and one.item.authored.published > one.due
        }

    def _limit(self, item: Item) -> object:
        settings = self._project.settings
        return limit_of(item, settings.profile, settings.categories, settings.matters)

    def of(self, figure: str) -> tuple[int, int]:
        """The two numbers of a figure: what there is, and what there should be."""
        return {
            "requirements": self._requirements,
            "categories": self._categories,
            "on-time": self._on_time,
            "matters": self._matters,
        }[figure]()

    def _filled(self) -> Mapping[str, bool]:
        """For each category of this edition, true if it has something, or says that it has nothing."""
        shown, today = self._project.shown, self._project.edition.today
        return {
            name: name in shown.items_by_category or statement_holds(entry, today)
            for _, name, entry in entries(self._project.settings.catalog)
            if name not in shown.hidden_categories
        }

    def _requirements(self) -> tuple[int, int]:
        filled, asked = self._filled(), self._project.settings.requirements
        answered = {
            answer for _, name, entry in entries(self._project.settings.catalog) for answer in entry.answers if filled.get(name)
        }
        return len(answered & asked.keys()), len(asked)

    def _categories(self) -> tuple[int, int]:
        filled = self._filled()
        return sum(filled.values()), len(filled)

    def _on_time(self) -> tuple[int, int]:
        return len(self.with_term) - len(self.late), len(self.with_term)

    def _matters(self) -> tuple[int, int]:
        matters, shown = self._project.settings.matters, self._project.shown
        return sum(name in shown.items_by_matter or bool(one.nothing) for name, one in matters.items()), len(matters)


class _Owners:
    """Tells who answers for what is wrong: the department and the person of the item, else of the category."""

    def __init__(self, project: Project) -> None:
        self._settings = settings = project.settings
        self._items = {(item.source, item.entry): item for item in project.content.items}
        self._categories = [(spot, name) for spot, name, _ in entries(settings.catalog)]
        self._person = settings.profile.responsible

    def of(self, problem: Problem) -> ToMend:
        """A problem with who is to mend it."""
        where, settings = problem.where, self._settings
        entry = where.path[0] if isinstance(where, Spot) and where.path and isinstance(where.path[0], int) else None
        item = self._items.get((where.file, entry)) or self._items.get((where.file, None))
        if item:
            department = settings.department_of(item)
            person = item.fields.get(self._person, "")
        else:
            department, person = self._of_category(where), ""
        known = settings.departments.get(department)
        told = person if isinstance(person, str) else settings.labels.text["list_join"].join(person)
        return ToMend(problem, known.name if known else "", told or (known.contact if known else ""))

    def _of_category(self, where: object) -> str:
        """The department of the category at a place of the catalog, or of one above it."""
        if not isinstance(where, Spot) or where.file != "catalog.yml":
            return ""
        at = [name for spot, name in self._categories if where.path[: len(spot.path)] == spot.path]
        return self._settings.department_of_categories(at[-1:])


def _departments(figures: _Figures, mends: Sequence[ToMend], settings: Settings) -> Iterator[DepartmentFigures]:
    """The numbers of each department that published or has to mend something, in the order of the catalog."""
    for department in settings.departments.values():
        own = [item for item in figures.recent if settings.department_of(item) == department.id]
        term = [item for item in figures.with_term if settings.department_of(item) == department.id]
        to_mend = sum(mend.department == department.name for mend in mends)
        if own or to_mend:
            in_time = sum(item.id not in figures.late for item in term)
            yield DepartmentFigures(department.name, len(own), in_time, len(term), to_mend)
