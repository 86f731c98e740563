"""The states of applications, for those who hold a receipt; and where answers of general use are published."""

from __future__ import annotations

import datetime as dt

from generator import urls
from generator.model.answer_term import answer_term
from generator.model.project import Project
from generator.model.receipt import anchor_of, is_receipt
from generator.model.report.applications import Application
from generator.view.parts import Way
from generator.view.records import ApplicationState, StatesView

_SHOWN = 90  # days after the answer


def states_view(project: Project) -> StatesView | None:
    """The states in the order of their places, which says nothing of when they came; None where there is nothing to show."""
    settings, today = project.settings, project.edition.today
    found = [
        ApplicationState(anchor=anchor_of(entry.application.receipt), text=_text(entry.application, project))
        for register in project.content.applications
        for entry in register.entries
        if is_receipt(entry.application.receipt) and _is_shown(entry.application, today)
    ]
    category = settings.categories.get(settings.catalog.published_answers)
    answers = Way(category.name, urls.category_address(category.id)) if category else None
    office = settings.catalog.offices[0] if settings.catalog.offices else None
    if not found and not answers:
        return None
    states = tuple(sorted(found, key=lambda state: state.anchor))
    return StatesView(states=states, answers=answers, phone=office.phone if office else "")


def _is_shown(application: Application, today: dt.date) -> bool:
    answered = application.answered
    return application.received <= today and (answered is None or (today - answered).days <= _SHOWN)


def _text(application: Application, project: Project) -> str:
    """The state of an application in a sentence, in which is nothing but days."""
    settings, today = project.settings, project.edition.today
    words, shown = settings.labels.text, settings.dates.shown
    if application.answered and application.answered <= today:
        return words["state_answered"].format(day=shown(application.answered))
    if application.correction and application.corrected is None:
        return words["state_correction"].format(day=shown(application.correction))
    term = answer_term(application, settings.profile.deadlines, settings.calendar)
    due = term[1] if term else None
    name = "state_extended" if application.extended else "state_received"
    said = words[name].format(day=shown(application.received))
    return words["state_due"].format(state=said, day=shown(due)) if due and due >= today else said
