"""The draft of a report: every row of its form, commented, with what follows from last year filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from generator.model.labels import Labels
from generator.model.project import Project
from generator.model.report.filed import FiledReport, Place, places
from generator.model.report.form import Block, Form, Row
from generator.model.report.formula import Reference, references
from generator.model.report.period import Period
from generator.model.report.report import Amount, Report, ReportHead, report_id, shown_cell, shown_number
from generator.model.settings import Settings


def known_forms(settings: Settings, series: str, brought: Iterable[str]) -> Mapping[str, Form]:
    """The forms that a new report of a series may have.

    Of the main series they are those that the profile names, else those that the site itself has ``brought``.
    """
    if series:
        return settings.forms_of(series)
    named = {name: form for name, form in settings.forms.items() if name in settings.profile.report_forms}
    return named or {name: form for name, form in settings.forms.items() if name in brought}


def form_name(forms: Mapping[str, Form], period: Period, before: FiledReport | None) -> str:
    """The name of the form for a period, of those there are.

    Of a year that none covers it is that of the form that begins last; of a part of a year, for which none is prescribed, that
    of the report before, or one without sections.
    """
    if not period.is_year:
        free = [name for name, form in forms.items() if not form.sections and form.covers(period.year)]
        if before or free:
            return before.report.head.form if before else free[0]
    fitting = [name for name, form in forms.items() if form.covers(period.year)]
    return max(fitting or forms, key=lambda name: (forms[name].first_year or 0, len(forms[name].tables)))


def report_draft(project: Project, series: str, period: Period, due: dt.date | None, forms: Mapping[str, Form]) -> str:
    """The text of a report to begin with; it passes every check until it is no draft any more.

    Its form is one of ``forms``.
    """
    before = project.filed_reports.get(report_id(series, period.before))
    name = form_name(forms, period, before)
    form = project.settings.forms[name]
    report = Report(period=period, series=series, source="", head=ReportHead(form=name))
    filed = FiledReport(report, form, before)
    words = project.settings.labels.text
    published = words["draft_published_by"].format(due=due.isoformat()) if due else words["draft_published"]
    key = {field: _spelling(field, project.settings.labels) for field in ("form", "series", "published", "draft", "figures")}
    lines = [
        "---",
        f"{key['form']}: {name}",
        f"{key['published']}:  # {published}",
        f"{key['draft']}: true  # {words['draft_draft']}",
    ]
    if series:
        lines.insert(2, f"{key['series']}: {series}")
    if form.tables:
        lines += [f"{key['figures']}:", f"  # {words['draft_figures']}", *_figures(filed, words)]
    lines += ["---", form.outline.get("opening", "").strip(), ""]
    for section in form.sections:
        lines += [f"## {section}", "", *([text, ""] if (text := form.outline.get(section, "").strip()) else [])]
    return "\n".join(lines).rstrip("\n") + "\n"


def _choices(block: Block, row: Row, words: Mapping[str, str]) -> Iterator[str]:
    """The values that a row may have, where those are listed."""
    if row.choices:
        yield words["list_join"].join(row.choices)
    elif any(block.kind(row, column) == "yes-no" for column in block.columns):
        yield f"{words['answer_yes']} / {words['answer_no']}"


def _spelling(field: str, labels: Labels) -> str:
    """The key of a field as the language of the site writes it."""
    return labels.keys.get(field, (field,))[0] if labels.forms.labels_as_keys else field


def _figures(filed: FiledReport, words: Mapping[str, str]) -> Iterator[str]:
    """The lines of the figures of a new report, under the headings of its tables; what can be known is filled in."""
    form, last_year = filed.form, words["draft_last_year"]
    known = dict(_carried(filed))
    computed = {identity.fills for identity in form.identities if identity.per == "column"}
    for table, block in form.blocks():
        columns = [column for column in block.columns if column.id not in form.filled(block)]
        yield f"  # {' · '.join(text for text in (table.title, block.title) if text)}"
        if len(columns) > 1:
            yield f"  # {' · '.join(f'{column.id} {column.label}' for column in columns)}"
        group: tuple[str, ...] = ()
        for row in block.rows:
            if row.under[-1:] != group:
                group = row.under[-1:]
                yield from (f"  # {heading}" for heading in group)
            if row.id in computed or any(identity.fills.partition(".")[0] == row.id for identity in form.identities):
                continue
            before = _last_year(filed, block, row)
            told = [*([last_year.format(figures=before)] if before else []), *_choices(block, row, words)]
            yield f"  # {row.label or table.title}" + "".join(f"（{text}）" for text in told)
            if row.optional:
                yield f"  # {row.id}:"
            elif len(block.columns) == 1:
                yield f"  {row.id}: {known.get((row.id, block.columns[0].id), '')}".rstrip()
            else:
                cells = ", ".join(f"{column.id}: {known.get((row.id, column.id), '')}" for column in columns)
                yield f"  {row.id}: {{{cells}}}"


def _carried(filed: FiledReport) -> Iterator[tuple[Place, str]]:
    """The figures that last year's report alone decides."""
    for identity in filed.form.identities:
        if identity.same_form and (filed.previous is None or filed.previous.form != filed.form):
            continue
        right = list(references(identity.right))
        if isinstance(identity.left, Reference) and right and all(reference.previous for reference in right):
            for place in places(identity, filed.form):
                value = filed.evaluate(identity.right, place)
                if value is not None:
                    for at in filed.form.cells(identity.left, *place):
                        yield at, shown_number(value)


def _last_year(filed: FiledReport, block: Block, row: Row) -> str:
    """The figures of a row in last year's report, to compare with; its total where it has one; nothing where all are zero."""
    previous = filed.previous
    if previous is None or row.id not in previous.form.rows():
        return ""
    columns = [column.id for column in block.columns]
    filled = previous.form.filled(block)
    shown = list(filled) if len(filled) == 1 else [column for column in columns if column not in filled]
    cells = [previous.report.cell(row.id, column) for column in shown]
    telling = any(isinstance(cell, Amount) and cell.value for cell in cells)
    return ", ".join(shown_cell(cell) for cell in cells) if telling and _same(previous.form, row.id, columns) else ""


def _same(form: Form, row: str, columns: list[str]) -> bool:
    return [column.id for column in form.rows()[row][1].columns] == columns
