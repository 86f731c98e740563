"""The term in which an application is to be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from generator.model.calendar import Calendar
from generator.model.report.applications import Application
from generator.model.term import Deadline


def answer_term(
    application: Application, deadlines: Mapping[str, Deadline], calendar: Calendar
) -> tuple[Deadline, dt.date | None] | None:
    """The term of an application and its last day, None where that cannot be known; None where the profile has no such term.

    It runs from the day of receipt, or of what made the application clear; days of consulting others do not count, and an
    extension follows. While the applicant is to make it clear there is no last day.
    """
    answer, extension = deadlines.get("answer"), deadlines.get("extension") if application.extended else None
    if answer is None:
        return None
    start = application.corrected or application.received
    waits = application.correction is not None and application.corrected is None
    if not answer.is_of_working_days or (extension and not extension.is_of_working_days):
        due = answer.last_day(start, calendar)
        due = extension.last_day(due, calendar) if due and extension else due
        return answer, due + dt.timedelta(days=application.consulted) if due and not waits else None
    whole = replace(answer, days=answer.number + application.consulted + (extension.number if extension else 0))
    return whole, None if waits else whole.last_day(start, calendar)
