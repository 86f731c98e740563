"""The authored pages, whose text the engine renders: what is filled in beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.model.catalog import Office
from generator.model.facts import name_parties
from generator.model.page import Page
from generator.model.project import Project
from generator.model.settings import Settings
from generator.view.application_states import states_view
from generator.view.apply import stages
from generator.view.columns import column_of
from generator.view.items import file_lines
from generator.view.parts import FileLine, Head, Way
from generator.view.records import Block, FormText, FormView, OfficeCard, OfficeView, PageView, Recipient, StatesView, StepsView

# Blocks that are HTML of ours: the page holds a slot, which is filled when all is read.
BLOCKS = ("steps", "application_form", "application_states", "office_card")
_SATURDAY = 5
_COLUMNS = ("guide", "rules", "apply")


def page_views(project: Project, texts: Mapping[str, str]) -> Iterator[PageView]:
    """The view of each authored page; ``texts`` are the digests of what the engine made of them, by id."""
    blank = blank_form(project)
    for page in project.content.pages:
        states = states_view(project) if "application_states" in page.facts else None
        yield page_view(project.settings, page, texts[page.id], blank if "application_form" in page.facts else None, states)


def page_view(settings: Settings, page: Page, text: str, blank: FileLine | None, states: StatesView | None = None) -> PageView:
    """The view of an authored page, with the blank form and the states of applications where it shows them."""
    title = page.head.title
    column = page.id if page.id in _COLUMNS else "other"
    return PageView(
        id=page.id,
        head=Head(
            address=page.address,
            column=column_of(settings, column, name=title if column == "other" else ""),
            trail=(Way(title, page.address),),
        ),
        title=title,
        text=text,
        blocks=tuple(
            (name, states if name == "application_states" else _block(name, settings, blank))
            for name in BLOCKS
            if name in page.facts
        ),
    )


def blank_form(project: Project) -> FileLine | None:
    """The form to download: the first attachment of the item that the catalog names, where that is shown."""
    for item in project.shown.items:
        if item.id == project.settings.catalog.application_form and not item.authored.withdrawn:
            return next(file_lines(item, project.settings), None)
    return None


def _block(name: str, settings: Settings, blank: FileLine | None) -> Block | None:
    """The view of a block, or None where the profile or the catalog has nothing for it."""
    application, offices = settings.profile.application, settings.catalog.offices
    if name == "steps":
        steps = [replace(step, text=name_parties(step.text, settings)) for step in application.steps]
        drawn = stages(steps, settings.profile, settings.labels.text)
        return StepsView(stages=tuple(drawn), cites=application.cites) if application.steps else None
    if name == "application_form":
        text, recipient = FormText(form=application.form, attach=application.attach), _recipient(offices[0]) if offices else None
        return FormView(application=text, office=recipient, blank=blank) if application.form else None
    return _office(offices[0], settings) if offices else None


def _recipient(office: Office) -> Recipient:
    return Recipient(name=office.name, address=office.address, postcode=office.postcode, phone=office.phone)


def _office(office: Office, settings: Settings) -> OfficeView:
    """The card of an office, with the days that its browser cannot know."""
    # Of the days that differ from other weeks those of this year and the next are enough, and of another year nothing is said.
    known = settings.calendar.latest(2)
    calendar = {
        "years": sorted(known.years),
        "off": sorted(day.isoformat() for day in known.holidays if day.weekday() < _SATURDAY),
        "on": sorted(day.isoformat() for day in known.workdays),
    }
    card = OfficeCard(
        name=office.name,
        role=office.role,
        address=office.address,
        postcode=office.postcode,
        phone=office.phone,
        fax=office.fax,
        email=office.email,
        note=office.note,
        hours=office.hours,
    )
    return OfficeView(office=card, calendar=json.dumps(calendar))
