"""Doubts about a letter to an applicant: days, terms and outcomes that the register has otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from generator.model.answer_term import answer_term
from generator.model.application import Letter
from generator.model.project import Project
from generator.model.report.applications import Application


def letter_day(letter: Letter, application: Application, today: dt.date) -> dt.date:
    """The day that a letter bears: the one on which the register says that it went out, else today."""
    if letter.step == "answer" and application.answered:
        return application.answered
    if letter.step == "correction" and application.correction and not application.corrected:
        return application.correction
    return today


def letter_doubts(project: Project, letter: Letter, application: Application) -> Iterator[str]:
    """The doubts about a letter, each a sentence for whoever sends it; the letter is written all the same."""
    settings, day = project.settings, letter_day(letter, application, project.edition.today)
    words, shown, step = settings.labels.text, settings.dates.shown, letter.step
    facts = {
        "day": shown(day),
        "received": shown(application.received),
        "answered": shown(application.answered or ""),
        "outcome": application.outcome,
        "correction": shown(application.correction or ""),
    }
    if day < application.received:
        yield words["letter_before"].format(**facts)
        return
    if step in ("correction", "consultation", "extension") and application.answered and application.answered <= day:
        yield words["letter_answered"].format(**facts)
        return
    if step == "answer" and letter.outcomes and application.outcome and application.outcome not in letter.outcomes:
        yield words["letter_outcome"].format(**facts, outcomes=words["list_join"].join(letter.outcomes))
    if step == "correction" and application.corrected:
        yield words["letter_asked"].format(**facts)
    if step == "extension" and application.extended:
        yield words["letter_extended"]
    if step == "answer" and application.correction and not application.corrected and not application.answered:
        yield words["letter_waits"].format(**facts)
    due = _last_day(project, letter, application)
    if due and due < day:
        yield words[f"letter_late_{step}"].format(**facts, due=shown(due))


def _last_day(project: Project, letter: Letter, application: Application) -> dt.date | None:
    """The last day on which a letter may go out; None where there is none, or it cannot be known."""
    deadlines, calendar = project.settings.profile.deadlines, project.settings.calendar
    if letter.step == "correction":
        asked = deadlines.get("correction")
        return asked.last_day(application.received, calendar) if asked else None
    if letter.step in ("answer", "extension"):
        # What is extended must have been before the first term was over.
        own = application if letter.step == "answer" else replace(application, extended=False)
        term = answer_term(own, deadlines, calendar)
        return term[1] if term else None
    return None
