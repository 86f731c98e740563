"""``gongkai portal``: a site over the sites of many bodies."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path

import click

from generator.cli.options import (
    CLEAN,
    PROBLEMS,
    USAGE,
    Day,
    NewFolder,
    Place,
    cache_option,
    format_option,
    jobs_option,
    strict_option,
    today_option,
)
from generator.cli.terminal import fail, run
from generator.clock import day_in, is_zone
from generator.findings import FORMATS, count, tell
from generator.load.settings.languages import peek
from generator.load.source.places import Places
from generator.model.portal import PORTAL
from generator.presence import is_file, real_path
from generator.problems import has_errors
from generator.run.options import Result
from generator.whole_files import write_whole

folder_argument = click.argument("folder", type=Place(path_type=Path, readable=False), default=".")


@click.group("portal")
def portal_group() -> None:
    """A portal over the sites of many bodies: one catalog, one search."""


@portal_group.command("check")
@folder_argument
@format_option
@strict_option
@today_option
def check_command(folder: Path, form: str, strict: bool, today: Day) -> None:
    """Find what is wrong with a portal and with what it reads of each body; writes nothing."""
    from generator.portal.check import check_portal

    result, members = run(folder, lambda: check_portal(folder, day_of(today, folder)))
    click.echo(findings_of(folder, result, members, form), nl=False)
    sys.exit(PROBLEMS if has_errors(result.problems, strict=strict) else CLEAN)


@portal_group.command("build")
@folder_argument
@click.option("--output", type=NewFolder(), help="Where the portal goes; default: FOLDER/site.")
@format_option
@strict_option
@today_option
@jobs_option
@cache_option
@click.option("--members", is_flag=True, help="First build the sites of the bodies whose sources are named.")
def build_command(
    folder: Path, output: Path | None, form: str, strict: bool, today: Day, jobs: int, cache: bool, members: bool
) -> None:
    """Publish a portal. A body that cannot be read is shown as it was last and never stops it."""
    from generator.cli.terminal import quiet_progress_of, tell_built
    from generator.portal.build import PortalOptions, build_portal
    from generator.publish.output import OutputFolder

    started = time.monotonic()
    place = OutputFolder((output or folder / "site").absolute())
    options = PortalOptions(folder, day_of(today, folder), jobs, strict, cache, members)
    result, count = run(folder, lambda: build_portal(options, place, quiet_progress_of(folder)), place.asked)
    if result.problems or form != "text":
        click.echo(findings_of(folder, result, count, form), nl=False)
    tell_built(result, place.asked, started)
    sys.exit(PROBLEMS if result.published is None else CLEAN)


@portal_group.command("circular")
@folder_argument
@click.option("--month", metavar="YYYY-MM", help="The month it is on; default: the one that ended last.")
@click.option("--again", is_flag=True, help="Count anew what was issued before.")
@click.option("--internal", is_flag=True, help="With the persons who see to notices, and with findings by rule.")
@click.option("--document", type=Place(path_type=Path, dir_okay=False, readable=False), help="Write it as .docx or .html.")
@format_option
@today_option
def circular_command(
    folder: Path, month: str | None, again: bool, internal: bool, document: Path | None, form: str, today: Day
) -> None:
    """Issue the circular on a month: what each body published, what it owes, how it ranks. The next build publishes it."""
    from generator.portal.circular_pages import CircularText
    from generator.portal.figures import month_before, named_month
    from generator.portal.issue import circular_file, issue_circular
    from generator.portal.settings import labels_of_portal

    words = labels_of_portal(folder).text
    day = day_of(today, folder)
    asked = named_month(month, day) if month else month_before(day)
    if asked is None:
        fail(USAGE, words["circular_no_month"].format(month=month, now=day.isoformat()[:7]))
    if document and document.suffix.lower() not in (".docx", ".html"):
        fail(USAGE, words["circular_no_document"].format(path=document))
    result, count, issued = run(folder, lambda: issue_circular(folder, day, asked, again=again))
    if result.problems or form != "text":
        click.echo(findings_of(folder, result, count, form), nl=False)
    if issued is None:
        sys.exit(PROBLEMS)
    if document:
        data = circular_file(folder, issued, document.suffix.lower(), internal=internal)
        run(folder, lambda: write_whole(Path(real_path(document)), data))
    title = CircularText(issued.circular, issued.before, issued.portal, issued.settings).title
    said = "circular_issued" if issued.file else "circular_known"
    click.echo(words[said].format(title=title, file=issued.file, month=asked), err=True)


def day_of(today: Day, folder: Path) -> dt.date:
    """The day to judge by: the one that was asked for, or the one it is where the portal is."""
    if today is not None:
        return today.date()
    own, profile = peek(folder, PORTAL, "timezone", "profile") if is_file(folder / PORTAL) else ("", "")
    (given,) = peek(folder, f"site_config/profiles/{profile}.yml", "timezone") if profile.replace("-", "").isalnum() else ("",)
    return day_in(next((zone for zone in (own, given) if is_zone(zone)), ""))


def findings_of(folder: Path, result: Result, members: int, form: str) -> str:
    """The findings of a run over a portal in one of the formats."""
    findings = tell(result.problems, result.labels, Places(folder, result.labels, None), None)
    return FORMATS[form](findings, count(findings, members, 0), result.labels)
