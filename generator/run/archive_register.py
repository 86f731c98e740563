"""The registers of a volume: of what it holds, as CSV and as a page, and of who did what to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.frozen import frozen
from generator.load.shipped import find_data
from generator.model.item import Item
from generator.model.project import Project
from generator.model.relations import Relation
from generator.model.report.report import Report
from generator.signs import cell_text
from generator.text import Count
from generator.view.report_documents import report_title

_STYLE, _TEMPLATE = "theme/sheets/score.css", "theme/sheets/archive.html"
# The fields that a register has beside the title, as far as items have them on a site.
_FIELDS = ("category", "index_number", "doc_number", "department", "created", "published", "modified")
# What a reader of a record must also read, wherever it is archived.
_AMENDING = ("corrected_by", "supplemented_by", "clarified_by", "superseded_by")


@frozen
class Entry:
    """A line of the register: an item or a report, its cells by field, the paths of its page and of its PDF in the volume."""

    name: str
    title: str
    cells: Mapping[str, str]
    state: str
    amended: str
    files: int
    page: str
    pdf: str


def entry_of_item(item: Item, project: Project, page: str, pdf: str) -> Entry:
    """The line of an item."""
    settings, authored = project.settings, item.authored
    words = settings.labels.text
    department = settings.departments.get(settings.department_of(item))
    days = {"created": authored.created, "published": authored.published, "modified": authored.modified}
    state = project.states.get(item.id, "")
    others = [f"{words[f'relation_{one.kind}']}{words['colon']}{one.title}" for one in _amending(item, project)]
    return Entry(
        name=item.id,
        title=authored.title,
        cells={
            "category": words["list_join"].join(settings.categories[name].name for name in authored.category),
            "index_number": authored.index_number,
            "doc_number": authored.doc_number,
            "department": department.name if department else "",
            **{name: day.isoformat() if day else "" for name, day in days.items()},
        },
        state=words[f"state_{state}"] if state else "",
        amended="\n".join(others),
        files=len(item.files),
        page=page,
        pdf=pdf,
    )


def _amending(item: Item, project: Project) -> Iterator[Relation]:
    return (one for one in project.relations.of(item) if one.kind in _AMENDING)


def entry_of_report(report: Report, project: Project, page: str, pdf: str) -> Entry:
    """The line of an annual report, or of one on a part of a year."""
    published = report.head.published
    return Entry(
        name=f"reports/{report.id}",
        title=report_title(report, project.settings),
        cells={
            "category": project.settings.profile.columns.reports,
            "published": published.isoformat() if published else "",
        },
        state="",
        amended="",
        files=len(report.files),
        page=page,
        pdf=pdf,
    )


def _columns(project: Project) -> list[str]:
    return [name for name in _FIELDS if name in project.settings.profile.fields]


def _headings(project: Project) -> list[str]:
    """The headings of the register of a volume."""
    words, fields = project.settings.labels.text, project.settings.profile.fields
    labels = [fields[name].label for name in _columns(project)]
    last = [words[name] for name in ("csv_state", "archive_amended", "archive_files")]
    return [words["archive_number"], words["csv_id"], words["csv_title"], *labels, *last]


def _row(number: int, entry: Entry, project: Project) -> list[str]:
    cells = [entry.cells.get(name, "") for name in _columns(project)]
    return [str(number), entry.name, entry.title, *cells, entry.state, entry.amended, str(entry.files)]


def register_csv(project: Project, entries: Sequence[Entry]) -> bytes:
    """The register for spreadsheets, with the path of each page and PDF in the volume."""
    words = project.settings.labels.text
    rows = ([*_row(number, entry, project), entry.page, entry.pdf] for number, entry in enumerate(entries, 1))
    return _csv([*_headings(project), words["archive_page"], words["archive_pdf"]], rows)


def register_html(project: Project, site: Path, title: str, entries: Sequence[Entry], files: int) -> bytes:
    """The register as a page, whose titles lead to what was published; ``files`` is how many there are beside it."""
    template, style = (find_data(site, name) for name in (_TEMPLATE, _STYLE))
    assert template
    assert style
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    rows = [(_row(number, entry, project), quote(entry.page), quote(entry.pdf)) for number, entry in enumerate(entries, 1)]
    values: Mapping[str, object] = {
        "t": project.settings.labels.text,
        "settings": project.settings,
        "title": title,
        "day": project.edition.today,
        "headings": _headings(project),
        "rows": rows,
        "items": Count(len(rows)),
        "files": Count(files),
        "style": style.read_text("utf-8"),
    }
    return environment.from_string(template.read_text("utf-8")).render(values).encode()


def records_csv(project: Project, items: Iterable[Item]) -> bytes:
    """The reviews and steps of items: what was done, by whom, on which day."""
    words = project.settings.labels.text
    headings = [words["csv_id"], words["archive_step"], words["archive_by"], words["archive_on"]]
    return _csv(headings, _records(project, items))


def _records(project: Project, items: Iterable[Item]) -> Iterator[list[str]]:
    """The rows of the records: an item, what was done, by whom, when."""
    words = project.settings.labels.text
    for item in items:
        if review := item.authored.review:
            people = words["list_join"].join(filter(None, (review.by, review.approved_by)))
            yield [item.id, words["archive_review"], people, review.date.isoformat() if review.date else ""]
        procedure = project.settings.procedure_of(item.authored.category)
        labels = {step.id: step.label for step in procedure.steps} if procedure else {}
        for name, step in item.authored.steps.items():
            yield [item.id, labels.get(name, name), step.by, step.date.isoformat() if step.date else ""]


def _csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table for spreadsheets; a byte order mark, or one takes Chinese for something else."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
