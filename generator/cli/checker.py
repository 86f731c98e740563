"""``gongkai claims``, ``due`` and ``lock``: what the checker asks beside what is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.completion import complete_department
from generator.cli.options import (
    CLEAN,
    PROBLEMS,
    USAGE,
    Day,
    Names,
    Place,
    audience_option,
    day_of,
    edition_option,
    site_argument,
    today_option,
)
from generator.cli.terminal import fail, labels_of, quiet_progress_of, run, tell_result
from generator.publish.output import OutputFolder
from generator.run.claims import tell_claims
from generator.run.due import UnknownDepartment, tell_due
from generator.run.editions import edition_runs
from generator.run.lock import record_published
from generator.run.options import Options, output_of


@click.command("due")
@site_argument
@click.option("--days", type=click.IntRange(min=0), default=30, show_default=True, help="How far to look ahead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ical"]),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "--department",
    default="",
    shell_complete=complete_department,
    help="Only what this department answers for, by its id or name.",
)
@today_option
def due_command(site: Path, days: int, form: str, department: str, today: Day) -> None:
    """Tell what becomes due: to publish, to review, to renew."""
    try:
        told = run(site, lambda: tell_due(Options(site, day_of(today, site)), days, form, department))
    except UnknownDepartment as error:
        fail(USAGE, str(error))
    click.echo(told, nl=False)


@click.command("claims")
@site_argument
@click.option("--year", type=int, help="Only the report of this year.")
@today_option
def claims_command(site: Path, year: int | None, today: Day) -> None:
    """Tell which numbers in the prose of reports were held against the tables, and which could not be."""
    click.echo(run(site, lambda: tell_claims(Options(site, day_of(today, site)), year)), nl=False)


@click.command("score")
@site_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option("--edition", default="", help="The edition that is marked, by its id or name; default: the first.")
@click.option(
    "--since", type=Place(path_type=Path, exists=True, dir_okay=False), help="An earlier score as JSON; what changed is told."
)
@today_option
def score_command(site: Path, form: str, edition: str, since: Path | None, today: Day) -> None:
    """Mark a site by the indicators of its profile, and tell what is to be mended by whom."""
    from generator.findings.score_change import NotAScore
    from generator.run.score import NoIndicators, tell_score

    options = Options(site, day_of(today, site))
    runs = run(site, lambda: edition_runs(options, [edition] if edition else ()))
    options, folder = (runs[0].options, runs[0].folder) if runs else (options, output_of(site, None))
    try:
        result, told = run(site, lambda: tell_score(options, folder, quiet_progress_of(site), form, since))
    except NotAScore as error:
        fail(USAGE, labels_of(site).text["cli_not_a_score"].format(name=error))
    except NoIndicators as error:
        fail(USAGE, labels_of(site).text["cli_no_indicators"].format(name=error))
    if result.project is None:
        tell_result(site, result, "text")
        sys.exit(PROBLEMS)
    click.echo(told, nl=False)


@click.command("lock")
@site_argument
@today_option
@audience_option
@edition_option
def lock_command(site: Path, today: Day, audiences: Names, editions: Names) -> None:
    """Record what is published, so that it cannot vanish or change without a word."""
    options = Options(site, day_of(today, site), audiences)
    runs = run(site, lambda: edition_runs(options, editions))
    sys.exit(max(record(one.options, one.folder) for one in runs) if runs else record(options))


def record(options: Options, folder: OutputFolder | None = None) -> int:
    """Records what is published and says so; the exit code. ``folder`` is where it is, if not in the usual one."""
    done = run(options.site, lambda: record_published(options, quiet_progress_of(options.site), folder))
    if done.refused:
        tell_result(options.site, done.result, "text")
    click.echo(done.message, err=True)
    return PROBLEMS if done.refused else CLEAN
