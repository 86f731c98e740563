"""Signs of reports that no PDF could show, told before anything is built."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.project import Project
from generator.model.report.report import Report, Statement, Words
from generator.model.settings import Settings
from generator.problems import Problem, SourceError

# What each script's fonts have: a text of other signs is set once, to see.
_COMMON = {"latin": "cp1252", "han": "gbk"}


def find_missing_signs(project: Project) -> Iterator[Problem]:
    """The problems of the reports whose PDF a build would refuse to make.

    Only what is written with a sign that is rare in the site's script is set for it, since that takes time.
    """
    settings = project.settings
    common = _COMMON.get(settings.labels.forms.script, "ascii")
    rare = {filed.report.source for filed in project.shown.filed_reports if _is_rare(filed.report, settings, common)}
    if not rare or not settings.report_fonts.make_pdf:
        return
    from generator.engine.typesetter import typeset
    from generator.render.report.files import make_document
    from generator.view.report_documents import document_pages

    for page in document_pages(project):
        if page.address.endswith(".pdf"):
            view = page.view()
            if view.source in rare:
                try:
                    make_document(view, typeset)
                except SourceError as error:
                    yield error.problem


def _is_rare(report: Report, settings: Settings, common: str) -> bool:
    """True if something of a report is written with a sign that a common set has not."""
    cells = [cell for row in report.figures.values() for cell in row.values()]
    words = [text for cell in cells if isinstance(cell, Words | Statement) for text in _texts(cell)]
    name = settings.publisher_of(report.series).name_on(report.covers[1])
    text = "\n".join((name, report.head.title, report.body, *(note.text for note in report.head.notes), *words))
    try:
        text.encode(common)
    except UnicodeEncodeError:
        return True
    return False


def _texts(cell: Words | Statement) -> tuple[str, ...]:
    return (cell.written,) if isinstance(cell, Words) else cell.values
