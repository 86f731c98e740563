"""``gongkai import``: sheets of an office become items, as drafts."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from generator.cli.importing_back import import_edits
from generator.cli.options import CLEAN, PROBLEMS, USAGE, Place, day_of, shown, today_option
from generator.cli.terminal import fail, quiet_progress_of, run, tell_result
from generator.importing.documents import find_documents
from generator.importing.importer import Import, import_documents, import_sheets
from generator.importing.report import report_table, report_text
from generator.importing.targets import NUMBER
from generator.model.attachment import column_letters
from generator.model.labels import Labels
from generator.model.project import Project
from generator.model.redirect import REDIRECTS
from generator.presence import is_file, is_folder
from generator.problems import Severity
from generator.run.judge import check, load
from generator.run.options import Options, Result, output_of
from generator.run.scope import Scope, find_site
from generator.text import Count
from generator.whole_files import write_whole

# Endings of what is imported: two files that differ in them alone have a map and a report each.
_READ = (".xlsx", ".xls", ".et", ".ods", ".xlsb", ".csv", ".tsv", ".txt", ".docx", ".xml", ".rss", ".json", ".htm", ".html")


@click.command("import")
@click.argument("paths", type=Place(path_type=Path, readable=False), nargs=-1, required=True, metavar="FILE…")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
@click.option(
    "--files",
    type=Place(path_type=Path, readable=False),
    help="The folder with the attachments and pictures; default: that of the first FILE.",
)
@click.option(
    "--map",
    "map_path",
    type=Place(path_type=Path, readable=False),
    help="The map of columns to fields; default: FILE.map.yml. It is written where it is not there, and read where it is.",
)
@click.option("--partial", is_flag=True, help="Import the rows that are understood, though others are not.")
@today_option
def import_command(
    paths: tuple[Path, ...], site: Path, files: Path | None, map_path: Path | None, partial: bool, today: dt.datetime | None
) -> None:
    """Make items, as drafts, of sheets (XLSX, XLS, ET, ODS, CSV), Word documents, feeds, catalogs, or folders of pages."""
    site = find_site(site) or site
    options = Options(site, day_of(today, site))
    loaded = run(site, lambda: load(options))
    if loaded.project is None:
        tell_result(site, Result(loaded.labels, loaded.problems), "text")
        sys.exit(PROBLEMS)
    project, labels = loaded.project, loaded.labels
    for path in paths:
        if not is_file(path) and not is_folder(path):
            fail(USAGE, labels.text["cli_no_such_file"].format(path=shown(path), site=shown(site)))
    first = paths[0]
    base = _base_of(first)
    map_file = map_path or base.with_name(f"{base.name}.map.yml")
    folder = files or (first if is_folder(first) else first.parent)
    documents, refused = run(site, lambda: find_documents(paths))
    if documents or refused:
        if len(documents) + len(refused) < len(paths):
            fail(USAGE, labels.text["import_mixed"])
        sys.exit(_import_documents(site, project, options, documents, refused, report_of(base), partial=partial))
    if len(paths) == 1 and is_file(first) and import_edits(site, project, first, folder, report_of(base), partial=partial):
        return
    done = run(site, lambda: import_sheets(project, site, paths, folder, map_file, partial=partial))
    _tell(done, labels)
    if done.problems or done.unread or not done.plan.sheets:
        sys.exit(PROBLEMS)
    report = report_of(base)
    run(site, lambda: write_whole(report, report_table(done.plan.lines, labels).encode()))
    _tell_end(done, labels, report, partial=partial)
    failed = not done.plan.is_whole or not any(head for _, _, head in done.plan.sheets)
    if done.written and done.plan.sources:
        failed |= _tell_check(site, options, tuple(done.plan.sources), labels)
    sys.exit(PROBLEMS if failed else CLEAN)


def _import_documents(
    site: Path,
    project: Project,
    options: Options,
    books: list[tuple[Path, bytes]],
    refused: dict[str, str],
    report: Path,
    *,
    partial: bool,
) -> int:
    """Imports Word documents, says what became of each, and gives the exit code; of the ``refused`` ones it is known why."""
    labels = project.settings.labels
    plan, unread = run(site, lambda: import_documents(project, site, books, refused, partial=partial))
    for name, why in unread.items():
        click.echo(labels.text["import_unread"].format(file=name, reason=labels.text[f"import_why_{why.replace('-', '_')}"]))
    click.echo(report_text(plan.lines, labels), nl=False)
    run(site, lambda: write_whole(report, report_table(plan.lines, labels).encode()))
    written = not unread or partial
    counts = {
        "new": plan.new,
        "there": plan.there,
        "refused": len(unread),
        "files": len(plan.copies) + len(plan.blobs),
    }
    name = "import_documents_done" if written else "import_documents_refused"
    click.echo(labels.text[name].format(**{key: Count(value) for key, value in counts.items()}), err=True)
    click.echo(labels.text["import_report_at"].format(report=shown(report)), err=True)
    failed = bool(unread)
    if written and plan.sources:
        failed |= _tell_check(site, options, tuple(plan.sources), labels)
    return PROBLEMS if failed else CLEAN


def _base_of(path: Path) -> Path:
    """The name of the map and of the report but for their ends: that of the file, whole where another has the same stem."""
    if is_folder(path):
        return path
    stem = path.name.rpartition(".")[0]
    others = path.parent.glob("*") if stem else ()
    shared = any(one.name != path.name and one.name.rpartition(".")[0] == stem and one.suffix.lower() in _READ for one in others)
    return path.with_name(path.name if shared or not stem else stem)


def report_of(base: Path) -> Path:
    """The file of the report, beside what is imported."""
    return base.with_name(f"{base.name}.report.csv")


def _tell(done: Import, labels: Labels) -> None:
    """Says what kept a file or a map from being read, else which column fills which field, and what became of the cells."""
    words = labels.text
    for problem in done.problems:
        message, hint = labels.tell(problem)
        line, file = getattr(problem.where, "line", 0), problem.where.file
        click.echo(
            f"{shown(done.map_path) if file == done.map_path.name else file}{f':{line}' if line else ''}: {message}"
            + (f"\n  {hint}" if hint else "")
        )
    for name, why in done.unread.items():
        click.echo(words["import_unread"].format(file=name, reason=words[f"import_why_{why.replace('-', '_')}"]))
    if done.problems or done.unread:
        return
    for file, grid, head in done.plan.sheets:
        if head is None:
            continue
        rows = str(head.first + 1) if head.first == head.last else f"{head.first + 1}–{head.last + 1}"
        kind = done.targets.profile.kinds[head.kind].label
        form = (file, grid.name) in done.plan.forms
        click.echo(words["import_form" if form else "import_sheet"].format(file=file, sheet=grid.name, rows=rows, kind=kind))
        for column in head.columns:
            field = done.targets.label(column.field, head.kind) if column.field not in ("", NUMBER) else "—"
            click.echo(f"  {column.head} → {field}" if form else f"  {column_letters(column.number)}  {column.head} → {field}")
    click.echo(report_text(done.plan.lines, labels), nl=False)


def _tell_end(done: Import, labels: Labels, report: Path, *, partial: bool) -> None:
    """Says what was written and where the map and the report are."""
    words, plan = labels.text, done.plan
    name = "import_done" if done.written else "import_refused_all"
    counts: Mapping[str, object] = {
        "new": Count(plan.new),
        "there": Count(plan.there),
        "refused": Count(plan.refused),
        "files": Count(len(plan.copies)),
        "redirects": Count(len(plan.redirects)),
    }
    click.echo(words[name].format(**counts), err=True)
    if not done.written and not partial:
        click.echo(words["import_how_to_go_on"].format(map=shown(done.map_path)), err=True)
    click.echo(words["import_map_at" if done.map_written else "import_map_used"].format(map=shown(done.map_path)), err=True)
    click.echo(words["import_report_at"].format(report=shown(report)), err=True)


def _tell_check(site: Path, options: Options, files: tuple[str, ...], labels: Labels) -> bool:
    """Says what the check finds in the new items, kind by kind; True where that is an error."""
    result = run(site, lambda: check(options, output_of(site, None), quiet_progress_of(site)))
    found = Scope(site, (*files, REDIRECTS)).of(result).problems
    words = labels.text
    counts = Counter((problem.severity, problem.code) for problem in found)
    for (severity, code), count in counts.items():
        first = next(problem for problem in found if problem.code == code)
        message = labels.tell(first)[0]
        click.echo(
            words["import_found"].format(
                severity=labels.severities[severity], code=code, count=Count(count), file=first.where.file, message=message
            ),
            err=True,
        )
    if counts:
        click.echo(words["import_check"], err=True)
    return any(severity is Severity.ERROR for severity, _ in counts)
