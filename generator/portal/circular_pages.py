"""A circular as sections, which its page and its document both show: the public one without persons and findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.check.assessment import shown_points
from generator.model.circular import BodyFigures, Circular
from generator.model.portal import Notice, Portal
from generator.model.report.period import Period
from generator.model.settings import Settings
from generator.portal.view import Section, Table
from generator.text import Count
from generator.view.parts import Cell

_NONE = "—"


class CircularText:
    """A circular in words, held against the one ``before`` it; ``internal``: with persons and with findings by rule."""

    def __init__(
        self, circular: Circular, before: Circular | None, portal: Portal, settings: Settings, *, internal: bool = False
    ) -> None:
        self._circular = circular
        self._before = {body.id: body for body in before.bodies} if before else {}
        self._since = before.month if before else ""
        self._notices = portal.notices
        self._groups = {group.id: group.name for group in portal.groups}
        self._settings = settings
        self._words = settings.labels.text
        self._internal = internal

    @property
    def title(self) -> str:
        """The title: the month, and what it is."""
        return self._words["circular_title"].format(month=month_name(self._circular.month, self._settings))

    @property
    def facts(self) -> tuple[str, ...]:
        """The sentences at its head: how many bodies published how much, and how much of it in time; the day of the numbers."""
        bodies = [body for body in self._circular.bodies if body.as_of]
        judged, late = sum(body.judged for body in bodies), sum(body.late for body in bodies)
        said = [
            self._words["circular_day"].format(date=self._settings.dates.shown(self._circular.day)),
            self._words["circular_items"].format(bodies=Count(len(bodies)), items=Count(sum(body.items for body in bodies))),
        ]
        if judged:
            said.append(self._words["circular_in_time"].format(judged=Count(judged), good=Count(judged - late)))
        if self._internal:
            said.append(self._words["circular_internal"])
        return tuple(said)

    def sections(self) -> tuple[Section, ...]:
        """All of it that says something."""
        made = (
            self._bodies(),
            self._marks(),
            self._silent(),
            self._overdue(),
            self._changes(),
            self._told(),
            self._findings() if self._internal else None,
        )
        return tuple(one for one in made if one)

    def _bodies(self) -> Section:
        """Every body with its numbers."""
        marked = bool(self._circular.indicators)
        names = ("portal_body", "circular_published", "circular_good", "circular_silent", "circular_overdue")
        head = [self._words[name] for name in names] + ([self._words["circular_points"], self._words["circular_rank"]] * marked)
        rows = tuple(tuple(map(Cell, self._numbers(body, marked=marked))) for body in self._circular.bodies)
        return Section(title=self._words["portal_bodies"], table=Table(head=tuple(head), rows=rows))

    def _numbers(self, body: BodyFigures, *, marked: bool) -> Iterator[str]:
        if body.as_of is None:
            yield self._words["circular_absent"].format(name=body.name)
            yield from [_NONE] * (4 + 2 * marked)
            return
        yield body.name
        as_of = self._words["circular_as_of"].format(date=self._settings.dates.shown(body.as_of)) if body.kept else ""
        yield f"{body.items}{as_of}"
        yield f"{body.judged - body.late}/{body.judged}" if body.judged else _NONE
        yield str(len(body.silent))
        yield str(len(body.overdue))
        if marked:
            yield self._points(body)
            yield str(body.rank or _NONE)

    def _points(self, body: BodyFigures) -> str:
        return _NONE if body.got is None or body.of is None else f"{shown_points(body.got)}/{shown_points(body.of)}"

    def _marks(self) -> Section | None:
        """A table of the marks of each body, by each indicator."""
        indicators = self._circular.indicators
        if not indicators:
            return None
        points = {
            one.id: self._words["circular_worth"].format(label=one.label, points=shown_points(one.points)) for one in indicators
        }
        rows = []
        for body in self._circular.bodies:
            got = {mark.indicator: mark.got for mark in body.marks}
            cells = (Cell(_shown(got.get(one.id))) for one in indicators)
            rows.append((Cell(body.name), *cells))
        table = Table(head=(self._words["portal_body"], *points.values()), rows=tuple(rows))
        return Section(title=self._words["score_marks"], text=self._words["circular_marks_text"], table=table)

    def _silent(self) -> Section | None:
        """The categories in which nothing came."""
        rows = [
            (Cell(body.name), Cell(one.name), Cell(self._settings.dates.shown(one.since)))
            for body in self._circular.bodies
            for one in body.silent
        ]
        return self._table("circular_silent", ("portal_body", "category", "circular_since"), rows)

    def _overdue(self) -> Section | None:
        """The reports that are not out."""
        rows = [
            (Cell(body.name), Cell(f"{one.year} {one.series}".strip()), Cell(self._settings.dates.shown(one.due)))
            for body in self._circular.bodies
            for one in body.overdue
        ]
        return self._table("circular_overdue", ("portal_body", "portal_report", "circular_due"), rows)

    def _changes(self) -> Section | None:
        """The differences from the circular before."""
        if not self._before:
            return None
        rows = [(Cell(body.name), Cell(text)) for body in self._circular.bodies for text in self._changed(body)]
        was = {body.id for body in self._circular.bodies}
        rows += [(Cell(body.name), Cell(self._words["circular_out"])) for name, body in self._before.items() if name not in was]
        title = self._words["circular_changes"].format(month=month_name(self._since, self._settings))
        if not rows:
            return Section(title=title, text=self._words["circular_no_changes"])
        return Section(
            title=title, table=Table(head=(self._words["portal_body"], self._words["circular_change"]), rows=tuple(rows))
        )

    def _changed(self, body: BodyFigures) -> Iterator[str]:
        """The sentences on what is different of a body."""
        was, words, join = self._before.get(body.id), self._words, self._words["list_join"]
        if was is None:
            yield words["circular_in"]
            return
        if body.rank != was.rank and (self._circular.indicators or was.rank):
            yield words["circular_rank_was"].format(was=was.rank or _NONE, now=body.rank or _NONE)
        if body.got is not None and was.got is not None and (body.got, body.of) != (was.got, was.of):
            yield words["circular_points_were"].format(was=self._points(was), now=self._points(body))
        now, then = ({one.id: one.name for one in found.silent} for found in (body, was))
        if body.as_of and (fresh := [name for key, name in now.items() if key not in then]):
            yield words["circular_fell_silent"].format(names=join.join(fresh))
        if body.as_of and (mended := [name for key, name in then.items() if key not in now]):
            yield words["circular_spoke"].format(names=join.join(mended))
        out = {(one.series, one.year) for one in was.overdue} - {(one.series, one.year) for one in body.overdue}
        if body.as_of and out:
            names = join.join(f"{year} {series}".strip() for series, year in sorted(out))
            yield words["circular_report_out"].format(names=names)
        if bool(body.as_of and not body.kept) != bool(was.as_of and not was.kept):
            yield words["circular_read_again" if was.kept or not was.as_of else "circular_unread"]

    def _told(self) -> Section | None:
        """The notices to bodies, as they stood on the day of the circular, without those done in an earlier month."""
        names = {body.id: body.name for body in self._circular.bodies}
        shown = [one for one in self._notices if one.member in names and self._is_shown(one)]
        head = ["portal_body", "circular_given", "circular_what", "circular_by", "circular_state"]
        rows = []
        for one in shown:
            days = [self._settings.dates.shown(day) for day in (one.given, one.due)]
            cells = [names[one.member], days[0], one.text, days[1], self._state(one)]
            rows.append(tuple(map(Cell, [*cells, one.person or _NONE] if self._internal else cells)))
        return self._table("circular_notices", [*head, "score_person"] if self._internal else head, rows)

    def _is_shown(self, notice: Notice) -> bool:
        return notice.given <= self._circular.day and not (notice.done and notice.done.isoformat()[:7] < self._circular.month)

    def _state(self, notice: Notice) -> str:
        day = self._circular.day
        if notice.done and notice.done <= day:
            return self._words["circular_done"].format(date=self._settings.dates.shown(notice.done))
        return self._words["circular_late" if notice.due < day else "circular_open"]

    def _findings(self) -> Section | None:
        """The findings of each body by rule, in what is public of it."""
        known = self._settings.labels.problems
        rows = [
            (Cell(body.name), Cell(known[one.rule].why if one.rule in known else one.rule), Cell(one.rule), Cell(str(one.count)))
            for body in self._circular.bodies
            for one in body.problems
        ]
        return self._table("circular_findings", ("portal_body", "circular_why", "circular_code", "circular_count"), rows)

    def _table(self, title: str, head: Iterable[str], rows: Sequence[tuple[Cell, ...]]) -> Section | None:
        if not rows:
            return None
        return Section(title=self._words[title], table=Table(head=tuple(self._words[name] for name in head), rows=tuple(rows)))


def month_name(month: str, settings: Settings) -> str:
    """A month as people read it."""
    return period_of(month).name(settings.labels.text)


def period_of(month: str) -> Period:
    """A month as a period."""
    return Period(int(month[:4]), int(month[5:]), 1)


def _shown(got: Decimal | None) -> str:
    return _NONE if got is None else shown_points(got)
