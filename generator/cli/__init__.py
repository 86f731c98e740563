"""The command line: the only place that prints or exits."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import time
from pathlib import Path

import click

from generator import __version__
from generator.build import Options, Progress, Result, build, check, output_of
from generator.cli.new import new_group
from generator.cli.terminal import (
    CLEAN,
    PROBLEMS,
    Day,
    Names,
    audience_option,
    cache_option,
    day_of,
    findings_of,
    format_option,
    jobs_option,
    labels_of,
    once,
    output_option,
    progress_of,
    run,
    shown,
    site_argument,
    strict_option,
    tell_result,
    today_option,
)
from generator.desk import Recorded, ask_outside, record_published, tell_due, write_sheet
from generator.problems import has_errors


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai")
def main() -> None:
    """Gongkai: from a folder of text files to the disclosure site of a public body."""


@main.command("check")
@site_argument
@format_option
@strict_option
@today_option
@audience_option
@jobs_option
@cache_option
@click.option("--html", "sheet", type=click.Path(path_type=Path), help="Also write a self-inspection sheet, to print and file.")
@click.option("--external", is_flag=True, help="Also ask other sites whether links to them still lead somewhere.")
def check_command(
    site: Path, form: str, strict: bool, today: Day, audiences: Names, jobs: int, cache: bool, sheet: Path | None, external: bool
) -> None:
    """Find what is wrong with a site, without publishing it."""
    options = Options(site, day_of(today), audiences, jobs, strict, cache)
    result = run(site, lambda: once(lambda: check(options, output_of(site, None), progress_of(site))))
    if external:
        result = ask_outside(result)
    tell_result(site, result, form)
    if sheet and write_sheet(site, result, sheet):
        click.echo(result.labels.text["cli_sheet"].format(path=shown(sheet)), err=True)
    sys.exit(PROBLEMS if has_errors(result.problems, strict=strict) else CLEAN)


@main.command("due")
@site_argument
@click.option("--days", type=click.IntRange(min=0), default=30, show_default=True, help="How far to look ahead.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@today_option
def due_command(site: Path, days: int, form: str, today: dt.datetime | None) -> None:
    """Tell what becomes due: to publish, to review, to renew."""
    click.echo(run(site, lambda: tell_due(Options(site, day_of(today)), days, form)), nl=False)


@main.command("lock")
@site_argument
@today_option
@audience_option
def lock_command(site: Path, today: dt.datetime | None, audiences: tuple[str, ...]) -> None:
    """Record what is published, so that it cannot vanish or change without a word."""
    done = run(site, lambda: record_published(Options(site, day_of(today), audiences)))
    sys.exit(_tell_recorded(site, done))


def _tell_recorded(site: Path, done: Recorded) -> int:
    if done.refused:
        tell_result(site, done.result, "text")
    click.echo(done.message, err=True)
    return PROBLEMS if done.refused else CLEAN


@main.command("build")
@site_argument
@output_option
@format_option
@strict_option
@today_option
@audience_option
@jobs_option
@cache_option
@click.option("--record", is_flag=True, help="Then record what is published, as gongkai lock does.")
def build_command(
    site: Path, output: Path | None, form: str, strict: bool, today: Day, audiences: Names, jobs: int, cache: bool, record: bool
) -> None:
    """Publish a site, unless something is wrong with it."""
    options = Options(site, day_of(today), audiences, jobs, strict, cache)
    folder = output_of(site, output)
    started = time.monotonic()
    result = run(site, lambda: once(lambda: build(options, folder, progress_of(site))), folder.live)
    if result.problems or form != "text":
        tell_result(site, result, form)
    _tell_built(result, folder.live, started)
    if record and result.published:
        sys.exit(_tell_recorded(site, run(site, lambda: record_published(options))))
    sys.exit(CLEAN if result.published else PROBLEMS)


def _tell_built(result: Result, output: Path, started: float) -> None:
    words, published = result.labels.text, result.published
    if published is None:
        click.echo(words["cli_not_built"], err=True)
        return
    name = "cli_built" if published.changed else "cli_unchanged"
    seconds = f"{time.monotonic() - started:.1f}"
    told = words[name].format(output=shown(output), files=published.files, written=published.changed, seconds=seconds)
    click.echo(told, err=True)


@main.command("serve")
@site_argument
@click.option("--addr", default="127.0.0.1:8000", show_default=True, help="Host and port of the preview.")
@today_option
@audience_option
@jobs_option
def serve_command(site: Path, addr: str, today: dt.datetime | None, audiences: tuple[str, ...], jobs: int) -> None:
    """Preview a site: build it, watch its files, build again, reload."""
    from generator.serve import Preview, watch

    folder = output_of(site, None)
    labels = run(site, lambda: labels_of(site))

    def rebuild() -> str:
        started = time.monotonic()
        result = run(site, lambda: build(Options(site, day_of(today), audiences, jobs), folder, Progress()), folder.live)
        if result.problems:
            tell_result(site, result, "text")
        _tell_built(result, folder.live, started)
        return "" if result.published else findings_of(site, result, "text")

    host, _, port = addr.rpartition(":")
    rebuild()
    preview = Preview(folder.live, host or "127.0.0.1", int(port))
    with preview.running():
        click.echo(labels.text["cli_serving"].format(address=preview.address), err=True)
        with contextlib.suppress(KeyboardInterrupt):
            watch(site, (folder.live, folder.work), lambda: preview.tell(rebuild()))


main.add_command(new_group)
