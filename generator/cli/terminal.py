"""What the commands share: their options, how their work is run, and how they speak."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from generator.build import NotASite, Progress, Result
from generator.findings import FORMATS, count, tell
from generator.load.catalog import load_labels, peek_language, system_language
from generator.load.places import Places
from generator.model.labels import Labels
from generator.parallel import default_jobs
from generator.publish.engine import EngineError
from generator.publish.output import Busy, NotOurs

CLEAN, PROBLEMS, USAGE, ENGINE = 0, 1, 2, 3

T = TypeVar("T")
Command = Callable[..., Any]
Day = dt.datetime | None
Names = tuple[str, ...]
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


def once(work: Callable[[], T]) -> T:
    """Does work of which nearly all values live to its end: looking for garbage among them is time lost."""
    gc.disable()
    try:
        return work()
    finally:
        gc.enable()


def run(site: Path, work: Callable[[], T], output: Path | None = None) -> T:
    """Does the work of a command, and says what kept it from being done."""
    labels = load_labels(site, peek_language(site) if site.is_dir() else system_language())
    words = labels.text
    try:
        return work()
    except NotASite:
        fail(USAGE, words["cli_not_a_site"].format(site=site))
    except Busy:
        fail(USAGE, words["cli_busy"].format(output=shown(output)))
    except NotOurs:
        fail(USAGE, words["cli_output_refused"].format(output=shown(output)))
    except EngineError as error:
        fail(ENGINE, f"{words['cli_engine_failed']}\n{error}")
    except OSError as error:
        # Sources that cannot be read are problems with a place; what is left is the disk, and whose it is.
        fail(ENGINE, words["cli_write_failed"].format(reason=error))


def fail(code: int, message: str) -> NoReturn:
    """Ends the command with a message and an exit code."""
    click.echo(message, err=True)
    sys.exit(code)


def tell_result(site: Path, result: Result, form: str) -> None:
    """Writes the findings of a run to standard output."""
    click.echo(findings_of(site, result, form), nl=False)


def findings_of(site: Path, result: Result, form: str) -> str:
    """The findings of a run in one of the formats."""
    findings = tell(result.problems, result.labels, Places(site, result.labels), result.patterns)
    return FORMATS[form](findings, count(findings, result.items, result.reports), result.labels)


def day_of(today: dt.datetime | None) -> dt.date:
    """The day to judge by: the one that was asked for, SOURCE_DATE_EPOCH, or today."""
    if today is not None:
        return today.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.date.today()


def shown(path: Path | None) -> str:
    """A path as people see it from where they are."""
    if path is None:
        return ""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def labels_of(site: Path) -> Labels:
    """The words of a site's language."""
    return load_labels(site, peek_language(site))


def progress_of(site: Path) -> Progress:
    """Names each stage on a terminal, quiet in a pipe."""
    if not sys.stderr.isatty() or not site.is_dir():
        return Progress()
    words = labels_of(site).text
    return Progress(stage=lambda name: click.echo(f"{words[name]} …", err=True))
