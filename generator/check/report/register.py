"""Rules on registers of applications: that they agree with the report and the deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from generator.check.report.figures import figure_name
from generator.check.rule import rule
from generator.model.answer_term import answer_term
from generator.model.calendar import Calendar
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.model.published_files import Text
from generator.model.receipt import is_receipt, is_weak
from generator.model.report.applications import ApplicationRegister, Entry, applicant_columns, count, outcome_rows
from generator.model.report.form import Form
from generator.model.report.report import Amount, Report, shown_number
from generator.problems import Position, Problem, Severity, Spot
from generator.text import nearest

APPLICATION_VALUE = "application-value"
APPLICATION_HALF_ANSWERED = "application-half-answered"
APPLICATION_ORDER = "application-order"
LINK_UNPUBLISHED = "link-unpublished"
APPLICATION_MISMATCH = "application-mismatch"
APPLICATION_ANSWER_LATE = "application-answer-late"
APPLICATION_CORRECTION = "application-correction"
APPLICATION_DAYS = "application-days"
APPLICATION_ASKED_LATE = "application-asked-late"
APPLICATION_FUTURE = "application-future"
APPLICATION_YEAR = "application-year"
RECEIPT_FORM = "receipt-form"
RECEIPT_WEAK = "receipt-weak"
RECEIPT_REPEATED = "receipt-repeated"


@rule(APPLICATION_VALUE, APPLICATION_HALF_ANSWERED, APPLICATION_ORDER, severity=Severity.ERROR)
def check_values(
    reports: tuple[Report, ...], applications: tuple[ApplicationRegister, ...], forms: Mapping[str, Form], labels: Labels
) -> Iterator[Problem]:
    """Applicants, ways and outcomes are among those of the form; nothing else may be said of an application."""
    for register in applications:
        form = _form(register.year, reports, forms)
        if form is None or form.register is None:
            continue
        known: dict[str, Mapping[str, str]] = {
            "applicant": applicant_columns(form),
            "outcome": outcome_rows(form),
            "channel": {name: name for name in form.register.channels},
        }
        for entry in register.entries:
            application = entry.application
            for name, values in known.items():
                written = getattr(application, name)
                if written and written not in values:
                    shown = ", ".join(value for value in values if not value.isascii())
                    # Whatever was typed here may be a person: it is not repeated.
                    facts = {
                        "field": _called(name, labels),
                        "value": written[:1] + "…",
                        "suggestion": nearest(written, values),
                        "known": shown,
                    }
                    yield Problem(APPLICATION_VALUE, _at(entry, name), facts)
            if bool(application.outcome) != bool(application.answered):
                missing = "answered" if application.outcome else "outcome"
                yield Problem(APPLICATION_HALF_ANSWERED, entry.where, {"field": _called(missing, labels)})
            if application.answered and application.answered < application.received:
                values_of_days = {"received": application.received.isoformat(), "answered": application.answered.isoformat()}
                yield Problem(APPLICATION_ORDER, _at(entry, "answered"), values_of_days)


@rule(LINK_UNPUBLISHED, severity=Severity.ERROR)
def check_links(texts: tuple[Text, ...], applications: tuple[ApplicationRegister, ...]) -> Iterator[Problem]:
    """Problems of links to a register, which is not published."""
    registers = {register.source for register in applications}
    texts = texts if registers else ()
    for text in texts:
        for link in text.links:
            if link.path in registers:
                place = replace(text.body_spot, needle=link.written)
                yield Problem(LINK_UNPUBLISHED, place, {"link": link.written, "path": link.path})


@rule(APPLICATION_MISMATCH, severity=Severity.ERROR)
def check_totals(
    reports: tuple[Report, ...], applications: tuple[ApplicationRegister, ...], forms: Mapping[str, Form]
) -> Iterator[Problem]:
    """The figures typed in a report are those its register gives."""
    entries = [entry for register in applications for entry in register.entries]
    sources = {register.year: register.source for register in applications}
    for report in reports:
        if not report.is_of_year or report.year not in sources:
            continue
        form = forms[report.head.form]
        for (row, column), number in count(entries, report.year, form).items():
            cell = report.cell(row, column)
            if isinstance(cell, Amount) and cell.value != number:
                values = {
                    "name": figure_name(form, row, column),
                    "found": shown_number(cell.value),
                    "expected": str(number),
                    "difference": shown_number(abs(cell.value - number)),
                    "source": sources[report.year],
                }
                yield Problem(APPLICATION_MISMATCH, report.figure_spot(row, column), values)


@rule(APPLICATION_ANSWER_LATE, severity=Severity.WARNING)
def check_answers(
    applications: tuple[ApplicationRegister, ...], profile: Profile, calendar: Calendar, labels: Labels, today: dt.date
) -> Iterator[Problem]:
    """Every application was answered within its term, as far as the calendar goes."""
    for register in applications:
        for entry in register.entries:
            application = entry.application
            found = answer_term(application, profile.deadlines, calendar)
            if found is None:
                return
            term, due = found
            end = application.answered or today
            if due and end > due:
                values = {
                    "received": application.received.isoformat(),
                    "term": term.in_words(labels.text),
                    "due": due.isoformat(),
                    "answered": application.answered.isoformat() if application.answered else "—",
                }
                yield Problem(APPLICATION_ANSWER_LATE, _at(entry, "answered"), values, cites=profile.deadlines["answer"].cites)


@rule(APPLICATION_CORRECTION, APPLICATION_DAYS, severity=Severity.ERROR)
def check_corrections(applications: tuple[ApplicationRegister, ...], labels: Labels) -> Iterator[Problem]:
    """An applicant makes clear what was asked about after that, and both lie between the application and its answer."""
    for register in applications:
        for entry in register.entries:
            application = entry.application
            asked, made = application.correction, application.corrected
            if made and (asked is None or made < asked):
                values = {"asked": asked.isoformat() if asked else "—", "made": made.isoformat()}
                yield Problem(APPLICATION_CORRECTION, _at(entry, "corrected"), values)
                continue
            last = application.answered or made or asked
            days = [("received", application.received), ("correction", asked), ("corrected", made), ("answered", last)]
            known = [(name, day) for name, day in days if day]
            wrong = next(((one, other) for one, other in pairwise(known) if other[1] < one[1] and asked), None)
            if wrong:
                (earlier, first), (later, second) = wrong
                values = {"earlier": _called(earlier, labels), "first": first.isoformat()}
                values |= {"later": _called(later, labels), "second": second.isoformat()}
                yield Problem(APPLICATION_DAYS, _at(entry, earlier), values)


@rule(APPLICATION_ASKED_LATE, severity=Severity.WARNING)
def check_asked(applications: tuple[ApplicationRegister, ...], profile: Profile, calendar: Calendar) -> Iterator[Problem]:
    """Applicants are asked to make clear what they want within the term of the profile for that."""
    term = profile.deadlines.get("correction")
    for entry in (entry for register in applications if term for entry in register.entries):
        asked, received = entry.application.correction, entry.application.received
        due = term.last_day(received, calendar) if term and asked else None
        if asked and due and asked > due:
            values = {"received": received.isoformat(), "asked": asked.isoformat(), "due": due.isoformat()}
            yield Problem(APPLICATION_ASKED_LATE, _at(entry, "correction"), values, cites=term.cites if term else "")


@rule(APPLICATION_FUTURE, APPLICATION_YEAR, severity=Severity.ERROR)
def check_days(applications: tuple[ApplicationRegister, ...], labels: Labels, today: dt.date) -> Iterator[Problem]:
    """Days of a register have come, and are of its year or, where an application was carried over, before."""
    for register in applications:
        for entry in register.entries:
            application = entry.application
            for name in ("received", "correction", "corrected", "answered"):
                day = getattr(application, name)
                if day and day > today:
                    values = {"field": _called(name, labels), "date": day.isoformat(), "today": today.isoformat()}
                    yield Problem(APPLICATION_FUTURE, _at(entry, name), values)
                    break
            else:
                ended = application.answered.year if application.answered else register.year
                if application.received.year > register.year or ended < register.year:
                    values = {"year": str(register.year), "received": application.received.isoformat()}
                    yield Problem(APPLICATION_YEAR, _at(entry, "received"), values)


@rule(RECEIPT_FORM, RECEIPT_WEAK, RECEIPT_REPEATED, severity=Severity.ERROR)
def check_receipts(applications: tuple[ApplicationRegister, ...]) -> Iterator[Problem]:
    """Problems of receipt numbers that others could guess. They are not repeated in what is told: logs are public."""
    seen: set[str] = set()
    for register in applications:
        for entry in register.entries:
            number = entry.application.receipt
            if not number:
                continue
            if not is_receipt(number):
                yield Problem(RECEIPT_FORM, _at(entry, "receipt"), {"found": f"{number[:2]}…"})
            elif is_weak(number):
                yield Problem(RECEIPT_WEAK, _at(entry, "receipt"), {"found": f"{number[:2]}…"})
            elif number in seen:
                yield Problem(RECEIPT_REPEATED, _at(entry, "receipt"), {"found": f"{number[:2]}…"})
            seen.add(number)


def _form(year: int, reports: tuple[Report, ...], forms: Mapping[str, Form]) -> Form | None:
    """The form of a year: that of its report, or the one that covers it and has a register."""
    for report in reports:
        if report.is_of_year and report.year == year:
            return forms[report.head.form]
    fitting = [form for form in forms.values() if form.covers(year) and form.register]
    return max(fitting, key=lambda form: form.first_year or 0, default=None)


def _called(name: str, labels: Labels) -> str:
    """The heading of a column of a register, as its editors write it."""
    return labels.keys.get(name, (name,))[0]


def _at(entry: Entry, name: str) -> Spot | Position:
    return entry.where.at(name) if isinstance(entry.where, Spot) else entry.where
