"""``gongkai import`` of a workbook that ``gongkai export`` wrote: what was edited in it goes into the sources."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import PROBLEMS, shown
from generator.cli.terminal import run
from generator.exchange.back import memory_of, read_back, write_back
from generator.exchange.book import MEMORY, MemoryBroken
from generator.exchange.new_rows import plan_new_rows
from generator.importing.files import Folder
from generator.importing.importer import targets_of
from generator.importing.limits import GIVEN_UP, read_limited
from generator.importing.report import report_table, report_text
from generator.importing.workbook import kind_of_file, read_grids
from generator.importing.write import write_plan
from generator.load.attachment.events import Refused
from generator.model.project import Project
from generator.text import Count
from generator.whole_files import write_whole


def import_edits(site: Path, project: Project, path: Path, files: Path, report: Path, *, partial: bool) -> bool:
    """Puts the edits of a workbook into the sources of a site, and makes items of its new rows.

    ``files`` is the folder in which the files of new rows are. False for a workbook that no catalog was written to.
    """
    try:
        grids = run(site, lambda: read_limited(lambda: read_grids(*kind_of_file(path), path.name)))
    except Refused as error:
        if error.why not in GIVEN_UP:
            return False
        reason = project.settings.labels.text[f"import_why_{error.why.replace('-', '_')}"]
        click.echo(project.settings.labels.text["import_unread"].format(file=path.name, reason=reason))
        sys.exit(PROBLEMS)
    labels = project.settings.labels
    try:
        memory = memory_of(grids)
    except MemoryBroken:
        click.echo(labels.text["export_memory_broken"].format(file=path.name, sheet=MEMORY), err=True)
        sys.exit(PROBLEMS)
    if memory is None:
        return False
    back = run(site, lambda: read_back(project, site, path.name, grids, memory))
    plan = run(site, lambda: plan_new_rows(project, site, path.name, grids, memory, targets_of(project, site), Folder(files)))
    lines = [*back.lines, *plan.lines]
    click.echo(report_text(lines, labels), nl=False)
    run(site, lambda: write_whole(report, report_table(lines, labels).encode()))
    refused = sum(line.outcome == "refused" for line in lines)
    if not refused or partial:
        run(site, lambda: write_back(site, back))
        run(site, lambda: write_plan(site, plan))
        name = "export_back" if back.edited else "export_none"
        if back.edited or not plan.new:
            click.echo(labels.text[name].format(edited=Count(back.edited), files=Count(len(back.sources))), err=True)
        if plan.new:
            click.echo(labels.text["export_new"].format(count=Count(plan.new)), err=True)
    else:
        click.echo(labels.text["export_refused"].format(count=Count(refused)), err=True)
    click.echo(labels.text["import_report_at"].format(report=shown(report)), err=True)
    if refused:
        sys.exit(PROBLEMS)
    return True
