"""Letters to applicants, of the templates of the profile and of what the register knows: numbers and days, nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator import urls
from generator.model.answer_term import answer_term
from generator.model.dates import DateForm
from generator.model.project import Project
from generator.model.receipt import anchor_of
from generator.model.report.applications import Application
from generator.model.settings import Settings
from generator.render.letter import LetterText, render_letter
from generator.run.letter_doubts import letter_day

# For what a person writes by hand.
_BLANK = "________"


def find_application(project: Project, number: str) -> Application | None:
    """The application with a receipt number; None where no register has it."""
    entries = (entry.application for register in project.content.applications for entry in register.entries)
    return next((one for one in entries if one.receipt == number), None)


def make_letter(project: Project, kind: str, number: str, application: Application) -> bytes:
    """The bytes of a letter of a kind about an application with a number."""
    settings, words = project.settings, project.settings.labels.text
    letter = settings.profile.application.letters[kind]
    day = letter_day(letter, application, project.edition.today)
    facts = letter_facts(project, number, application)
    made = LetterText(
        title=letter.title,
        number=words["letter_number"].format(number=number),
        greeting=words["letter_to"].format(blank=_BLANK),
        paragraphs=[text.format_map(facts) for text in letter.text],
        publisher=settings.catalog.publisher.name,
        day=_dates(settings).shown(day),
        cites=f"{words['basis_label']}{letter.cites}" if letter.cites else "",
        language=settings.catalog.language,
        is_han=settings.labels.forms.script == "han",
    )
    return render_letter(made, settings.report_fonts.docx, day)


def _dates(settings: Settings) -> DateForm:
    """How days are written in letters, which may be fuller than on pages."""
    return settings.dates._replace(day=settings.labels.text["letter_date"] or settings.dates.day)


def letter_facts(project: Project, number: str, application: Application) -> Mapping[str, str]:
    """The facts that the text of a letter may name, by name; what is not known is a blank to write on."""
    settings, catalog = project.settings, project.settings.catalog
    shown, deadlines = _dates(settings).shown, settings.profile.deadlines
    office = catalog.offices[0] if catalog.offices else None
    term = answer_term(application, deadlines, settings.calendar)
    extended = answer_term(replace(application, extended=True), deadlines, settings.calendar)
    extension, third = deadlines.get("extension"), deadlines.get("third_party")
    found = {
        "publisher": catalog.publisher.name,
        "number": number,
        "received": shown(application.received),
        "due": shown(term[1]) if term and term[1] else "",
        "due_extended": shown(extended[1]) if extended and extended[1] else "",
        "today": shown(project.edition.today),
        "extension": extension.in_words(settings.labels.text) if extension else "",
        "third_party": third.in_words(settings.labels.text) if third else "",
        "office": office.name if office else "",
        "address": office.address if office else "",
        "phone": office.phone if office else "",
        "state": urls.absolute(settings.site_url, "apply/") + f"#{anchor_of(number)}" if settings.site_url else "",
        "supervisor": catalog.appeals.supervisor,
        "review": catalog.appeals.review,
        "court": catalog.appeals.court,
    }
    return {name: value or _BLANK for name, value in found.items()} | {"blank": _BLANK}
