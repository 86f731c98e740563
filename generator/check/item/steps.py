"""Rules on procedures: each step was taken, in order, before publication, by people who may, and by as many as must."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.check.rule import rule
from generator.late import late
from generator.model.catalog import Catalog
from generator.model.item import Item, StepDone
from generator.model.labels import Labels
from generator.model.procedure import Procedure, ProcedureStep
from generator.model.profile import Profile
from generator.model.settings import Settings
from generator.problems import Problem, Severity, Spot

STEP_MISSING = "step-missing"
STEP_ORDER = "step-order"
STEP_AFTER_PUBLICATION = "step-after-publication"
STEP_PEOPLE_FEW = "step-people-few"
STEP_UNAUTHORISED = "step-unauthorised"
STEP_FOREIGN = "step-foreign"
STEP_OVERDUE = "step-overdue"
STEP_LONG_BEFORE = "step-long-before"

_LONG = 31  # days by which a text may be signed before the day that it bears

# Several people may take a step.
_NAMES = late(r"[、，,;；/]|\s{2,}")

Done = tuple[ProcedureStep, StepDone]


class StepDue(NamedTuple):
    """A step after publication that nobody took yet, and the last day of its term."""

    item: Item
    step: ProcedureStep
    day: dt.date


@rule(
    STEP_MISSING,
    STEP_ORDER,
    STEP_AFTER_PUBLICATION,
    STEP_PEOPLE_FEW,
    STEP_UNAUTHORISED,
    STEP_FOREIGN,
    severity=Severity.ERROR,
)
def check_steps(
    items: tuple[Item, ...], procedure_by_item: Mapping[str, Procedure], profile: Profile, catalog: Catalog, labels: Labels
) -> Iterator[Problem]:
    """Items went through the steps of their procedure."""
    for item in items if profile.procedures else ():
        procedure = procedure_by_item.get(item.id)
        own = {step.id for step in procedure.steps} if procedure else set()
        for name in item.authored.steps.keys() - own:
            values = {"step": step_label(profile, name), "procedure": procedure.label if procedure else ""}
            yield Problem(STEP_FOREIGN, Spot(item.spot.file, (*item.spot.path, "steps", name), key=True), values)
        if procedure and item.authored.published and not item.authored.draft:
            found = [(step, item.authored.steps[step.id]) for step in procedure.steps if step.id in item.authored.steps]
            yield from _missing(item, procedure)
            yield from _wrong_days(item, procedure, found)
            yield from _wrong_people(item, procedure, found, catalog, labels)


def _missing(item: Item, procedure: Procedure) -> Iterator[Problem]:
    """The steps before publication that nobody took, or of which something is not said."""
    lacking = [step.label for step in procedure.steps if not step.after and not _is_whole(item.authored.steps.get(step.id))]
    if lacking:
        values = {"steps": "、".join(lacking), "procedure": procedure.label}
        spot = item.spot.at("steps") if item.authored.steps else item.spot
        yield Problem(STEP_MISSING, spot, values, cites=procedure.cites)


def _is_whole(done: StepDone | None) -> bool:
    return done is not None and bool(done.by) and done.date is not None


def _wrong_days(item: Item, procedure: Procedure, found: Sequence[Done]) -> Iterator[Problem]:
    """The steps on a day before that of the one before, and those that came after publication."""
    last: tuple[str, dt.date] | None = None
    published = item.authored.published
    for step, done in found:
        if done.date is None:
            continue
        spot = item.spot.at("steps", step.id)
        if last and done.date < last[1]:
            values = {"step": step.label, "date": done.date.isoformat(), "before": last[0], "day": last[1].isoformat()}
            yield Problem(STEP_ORDER, spot, values, cites=procedure.cites)
        elif published and not step.after and done.date > published:
            values = {"step": step.label, "date": done.date.isoformat(), "published": published.isoformat()}
            yield Problem(STEP_AFTER_PUBLICATION, spot, values, cites=procedure.cites)
        last = step.label, done.date


def _wrong_people(item: Item, procedure: Procedure, found: Sequence[Done], catalog: Catalog, labels: Labels) -> Iterator[Problem]:
    """Fewer people than must have a hand in it, and people who may not take a step."""
    people = {name: None for step, done in found if not step.after for name in _names(done.by)}
    complete = all(_is_whole(item.authored.steps.get(step.id)) for step in procedure.steps if not step.after)
    if complete and len(people) < procedure.people:
        values = {"people": str(procedure.people), "names": labels.text["list_join"].join(people)}
        yield Problem(STEP_PEOPLE_FEW, item.spot.at("steps"), values, cites=procedure.cites)
    for step, done in found:
        allowed = next((catalog.signers[name] for name in (step.id, step.label) if name in catalog.signers), ())
        for name in _names(done.by) if allowed else ():
            if name not in allowed:
                values = {"name": name, "step": step.label, "allowed": labels.text["list_join"].join(allowed)}
                yield Problem(STEP_UNAUTHORISED, item.spot.at("steps", step.id), values, cites=procedure.cites)


@rule(STEP_LONG_BEFORE, severity=Severity.WARNING)
def check_steps_early(items: tuple[Item, ...], procedure_by_item: Mapping[str, Procedure]) -> Iterator[Problem]:
    """Items were signed about when they were made: rows that share their steps are not all of one day."""
    for item in items:
        created, procedure = item.authored.created, procedure_by_item.get(item.id)
        if created is None or procedure is None or not item.authored.steps:
            continue
        days = [(done.date, step) for step in procedure.steps if not step.after and (done := item.authored.steps.get(step.id))]
        last, step = max(((day, step) for day, step in days if day), key=lambda one: one[0], default=(created, None))
        if step and (created - last).days > _LONG:
            values = {"step": step.label, "date": last.isoformat(), "created": created.isoformat()}
            yield Problem(STEP_LONG_BEFORE, item.spot.at("steps", step.id), values, cites=procedure.cites)


@rule(STEP_OVERDUE, severity=Severity.WARNING, by_clock=True)
def check_steps_due(steps_due: tuple[StepDue, ...], today: dt.date) -> Iterator[Problem]:
    """Steps after publication were taken within their term."""
    for item, step, due in steps_due:
        if due < today:
            values = {"step": step.label, "due": due.isoformat()}
            yield Problem(STEP_OVERDUE, item.spot.at("steps") if item.authored.steps else item.spot, values, cites=step.cites)


def procedures_of(items: Iterable[Item], settings: Settings) -> dict[str, Procedure]:
    """The procedure that each item goes through, by its id, where it has one."""
    found = ((item.id, settings.procedure_of(item.authored.category)) for item in items if settings.profile.procedures)
    return {name: procedure for name, procedure in found if procedure}


def find_steps_due(items: Iterable[Item], settings: Settings) -> Iterator[StepDue]:
    """The steps after publication that were not taken yet."""
    for item in items if settings.profile.procedures else ():
        published, procedure = item.authored.published, settings.procedure_of(item.authored.category)
        if not published or not procedure or item.authored.draft or item.authored.withdrawn:
            continue
        for step in procedure.steps:
            deadline = settings.profile.deadlines.get(step.deadline)
            if step.after and deadline and not _is_whole(item.authored.steps.get(step.id)):
                due = deadline.last_day(published, settings.calendar)
                if due:
                    yield StepDue(item, step, due)


def _names(text: str) -> list[str]:
    return [name.strip() for name in _NAMES.split(text) if name.strip()]


def step_label(profile: Profile, name: str) -> str:
    """The name of a step as its profile has it."""
    steps = (step for procedure in profile.procedures.values() for step in procedure.steps)
    return next((step.label for step in steps if step.id == name), name)
