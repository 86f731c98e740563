"""The command line: the only place that prints or exits."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import __version__
from generator.build import NotASite, Options, Progress, Result, build, check, output_of
from generator.findings import FORMATS, count, tell
from generator.load.catalog import load_labels, peek_language, system_language
from generator.load.places import Places
from generator.model.labels import Labels
from generator.parallel import default_jobs
from generator.problems import has_errors
from generator.publish.engine import EngineError
from generator.publish.output import Busy, NotOurs

CLEAN, PROBLEMS, USAGE, ENGINE = 0, 1, 2, 3

Command = Callable[..., Any]
site_argument = click.argument("site", type=click.Path(path_type=Path), default=".")
today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge by; default: SOURCE_DATE_EPOCH or the clock."
)
audience_option = click.option(
    "--audience", "audiences", multiple=True, help="Include items for this audience; default: those of the catalog."
)
format_option = click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How findings are written."
)
strict_option = click.option("--strict", is_flag=True, help="Warnings count as errors.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=default_jobs, show_default="processors", help="How many processes to use."
)
cache_option = click.option("--no-cache", "cache", flag_value=False, default=True, help="Read and make everything anew.")
output_option = click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes; default: SITE/site."
)


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
def check_command(
    site: Path, form: str, strict: bool, today: dt.datetime | None, audiences: tuple[str, ...], jobs: int, cache: bool
) -> None:
    """Find what is wrong with a site, without publishing it."""
    options = Options(site, _day(today), audiences, jobs, strict, cache)
    result = _run(site, lambda: check(options, output_of(site, None), _progress(site)))
    _tell(site, result, form)
    sys.exit(PROBLEMS if has_errors(result.problems, strict=strict) else CLEAN)


@main.command("build")
@site_argument
@output_option
@format_option
@strict_option
@today_option
@audience_option
@jobs_option
@cache_option
def build_command(
    site: Path,
    output: Path | None,
    form: str,
    strict: bool,
    today: dt.datetime | None,
    audiences: tuple[str, ...],
    jobs: int,
    cache: bool,
) -> None:
    """Publish a site, unless something is wrong with it."""
    options = Options(site, _day(today), audiences, jobs, strict, cache)
    folder = output_of(site, output)
    started = time.monotonic()
    result = _run(site, lambda: build(options, folder, _progress(site)), folder.live)
    if result.problems or form != "text":
        _tell(site, result, form)
    words = result.labels.text
    if result.published is None:
        click.echo(words["cli_not_built"], err=True)
        sys.exit(PROBLEMS)
    name = "cli_built" if result.published.changed else "cli_unchanged"
    seconds = f"{time.monotonic() - started:.1f}"
    shown = _shown(folder.live)
    click.echo(
        words[name].format(output=shown, files=result.published.files, written=result.published.changed, seconds=seconds),
        err=True,
    )


def _run(site: Path, work: Callable[[], Result], output: Path | None = None) -> Result:
    """Does the work of a command, and says what kept it from being done."""
    labels = load_labels(site, peek_language(site) if site.is_dir() else system_language())
    words = labels.text
    try:
        return work()
    except NotASite:
        _fail(USAGE, words["cli_not_a_site"].format(site=site))
    except Busy:
        _fail(USAGE, words["cli_busy"].format(output=_shown(output)))
    except NotOurs:
        _fail(USAGE, words["cli_output_refused"].format(output=_shown(output)))
    except EngineError as error:
        _fail(ENGINE, f"{words['cli_engine_failed']}\n{error}")


def _fail(code: int, message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def _tell(site: Path, result: Result, form: str) -> None:
    findings = tell(result.problems, result.labels, Places(site, result.labels))
    click.echo(FORMATS[form](findings, count(findings, result.items, result.reports), result.labels), nl=False)


def _day(today: dt.datetime | None) -> dt.date:
    if today is not None:
        return today.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.date.today()


def _shown(path: Path | None) -> str:
    if path is None:
        return ""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _labels(site: Path) -> Labels:
    return load_labels(site, peek_language(site))


def _progress(site: Path) -> Progress:
    """Names each stage on a terminal, quiet in a pipe."""
    if not sys.stderr.isatty() or not site.is_dir():
        return Progress()
    words = _labels(site).text
    return Progress(stage=lambda name: click.echo(f"{words[name]} …", err=True))
