"""``gongkai archive``: a year of a site as a volume for the archive."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import CLEAN, PROBLEMS, USAGE, Day, Place, day_of, jobs_option, shown, site_argument, today_option
from generator.cli.terminal import fail, labels_of, quiet_progress_of, run, tell_result
from generator.publish.bag import BagExists
from generator.run.archive import NotArchived, archive
from generator.run.build import build
from generator.run.editions import edition_runs
from generator.run.options import Options, output_of
from generator.text import Count


@click.command("archive")
@click.argument("year", type=click.IntRange(1900, 9999))
@site_argument
@click.option("--category", default="", help="Only this category and those below it, by its id or name.")
@click.option(
    "--bag", type=Place(path_type=Path, readable=False, made=True), help="Where the bag goes; default: SITE/archive/YEAR."
)
@click.option("--edition", default="", help="The edition that is archived, by its id or name; default: the first.")
@today_option
@jobs_option
def archive_command(year: int, site: Path, category: str, bag: Path | None, edition: str, today: Day, jobs: int) -> None:
    """Publish a site, and put what it published in YEAR into a BagIt bag: pages, files, sources, register, records."""
    options = Options(site, day_of(today, site), jobs=jobs)
    runs = run(site, lambda: edition_runs(options, [edition] if edition else ()))
    read_or_shown = [
        site / "content",
        *(one.folder.live for one in run(site, lambda: edition_runs(options))),
        output_of(site, None).live,
    ]
    options, folder = (runs[0].options, runs[0].folder) if runs else (options, output_of(site, None))
    words = labels_of(site).text
    target = bag or site / "archive" / "-".join(filter(None, (str(year), category.replace("/", "-"), edition)))
    if any(target.absolute().is_relative_to(one.absolute()) for one in read_or_shown):
        fail(USAGE, words["archive_inside"].format(bag=shown(target)))
    progress = quiet_progress_of(site)
    result = run(site, lambda: build(options, folder, progress), folder.asked)
    if result.published is None or result.project is None:
        tell_result(site, result, "text")
        click.echo(words["cli_not_built"], err=True)
        sys.exit(PROBLEMS)
    project = result.project
    try:
        # By now the site is published: what keeps the bag from being made says nothing of it.
        work = options.work(progress)
        archived = run(site, lambda: archive(project, site, folder.live, year, category, target.absolute(), work))
    except BagExists:
        fail(USAGE, words["archive_exists"].format(bag=shown(target)))
    except NotArchived as error:
        fail(USAGE, words[error.words].format(**error.values))
    said = words["archive_done"].format(
        bag=shown(target), items=Count(archived.items), reports=Count(archived.reports), files=Count(archived.files)
    )
    lines = [said] if archived.pdfs.possible else [said, words["archive_no_pdf"]]
    lines += [words["archive_no_sign"].format(item=item, signs=signs) for item, signs in archived.pdfs.missing.items()]
    if result.published.late:
        lines.append(words["cli_late"].format(reason=result.published.late))
    click.echo("\n".join(lines), err=True)
    sys.exit(CLEAN)
