"""The command line: the only place that prints or exits."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from generator import __version__
from generator.build import NotASite, Options, Progress, Result, build, check, load, output_of
from generator.desk import Recorded, ask_outside, record_published, tell_due, write_sheet
from generator.findings import FORMATS, count, tell
from generator.load.catalog import LANGUAGES, load_labels, peek_language, system_language
from generator.load.places import Places
from generator.model.labels import Labels
from generator.model.project import Project
from generator.parallel import default_jobs
from generator.problems import has_errors
from generator.publish.engine import EngineError
from generator.publish.output import Busy, NotOurs
from generator.render.report_draft import report_draft
from generator.scaffold import Draft, item_draft, page_draft, site_drafts

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
    options = Options(site, _day(today), audiences, jobs, strict, cache)
    result = _run(site, lambda: check(options, output_of(site, None), _progress(site)))
    if external:
        result = ask_outside(result)
    _tell(site, result, form)
    if sheet and write_sheet(site, result, sheet):
        click.echo(result.labels.text["cli_sheet"].format(path=_shown(sheet)), err=True)
    sys.exit(PROBLEMS if has_errors(result.problems, strict=strict) else CLEAN)


@main.command("due")
@site_argument
@click.option("--days", type=click.IntRange(min=0), default=30, show_default=True, help="How far to look ahead.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@today_option
def due_command(site: Path, days: int, form: str, today: dt.datetime | None) -> None:
    """Tell what becomes due: to publish, to review, to renew."""
    click.echo(_run(site, lambda: tell_due(Options(site, _day(today)), days, form)), nl=False)


@main.command("lock")
@site_argument
@today_option
@audience_option
def lock_command(site: Path, today: dt.datetime | None, audiences: tuple[str, ...]) -> None:
    """Record what is published, so that it cannot vanish or change without a word."""
    done = _run(site, lambda: record_published(Options(site, _day(today), audiences)))
    sys.exit(_tell_recorded(site, done))


def _tell_recorded(site: Path, done: Recorded) -> int:
    if done.refused:
        _tell(site, done.result, "text")
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
    options = Options(site, _day(today), audiences, jobs, strict, cache)
    folder = output_of(site, output)
    started = time.monotonic()
    result = _run(site, lambda: build(options, folder, _progress(site)), folder.live)
    if result.problems or form != "text":
        _tell(site, result, form)
    _tell_built(result, folder.live, started)
    if record and result.published:
        sys.exit(_tell_recorded(site, _run(site, lambda: record_published(options))))
    sys.exit(CLEAN if result.published else PROBLEMS)


def _tell_built(result: Result, output: Path, started: float) -> None:
    words, published = result.labels.text, result.published
    if published is None:
        click.echo(words["cli_not_built"], err=True)
        return
    name = "cli_built" if published.changed else "cli_unchanged"
    seconds = f"{time.monotonic() - started:.1f}"
    told = words[name].format(output=_shown(output), files=published.files, written=published.changed, seconds=seconds)
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
    labels = _run(site, lambda: _labels(site))

    def rebuild() -> str:
        started = time.monotonic()
        result = _run(site, lambda: build(Options(site, _day(today), audiences, jobs), folder, Progress()), folder.live)
        if result.problems:
            _tell(site, result, "text")
        _tell_built(result, folder.live, started)
        return "" if result.published else _findings(site, result, "text")

    host, _, port = addr.rpartition(":")
    rebuild()
    preview = Preview(folder.live, host or "127.0.0.1", int(port))
    with preview.running():
        click.echo(labels.text["cli_serving"].format(address=preview.address), err=True)
        with contextlib.suppress(KeyboardInterrupt):
            watch(site, (folder.live, folder.work), lambda: preview.tell(rebuild()))


@main.group("new")
def new_group() -> None:
    """Make a new item, page, report or site, ready to be filled in."""


@new_group.command("site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default=system_language, show_default="the system's")
@today_option
def new_site_command(folder: Path, language: str, today: dt.datetime | None) -> None:
    """Make a whole site in FOLDER."""
    _write_drafts(folder, site_drafts(language, _day(today)), load_labels(folder, language))


@new_group.command("item")
@click.argument("name")
@click.option("--site", type=click.Path(path_type=Path), default=Path(), help="The site's folder; default: here.")
@click.option("--kind", default="document", show_default=True, help="A kind of the profile, such as service.")
@click.option("--title", default="", help="Its title.")
@click.option("--category", default="", help="A category of the catalog, such as policy/normative.")
@today_option
def new_item_command(name: str, site: Path, kind: str, title: str, category: str, today: dt.datetime | None) -> None:
    """Make an item at content/items/NAME.md, such as 2026/notice, with the next index number; it starts as a draft."""
    project = _project(site, today)
    if kind not in project.profile.kinds:
        _fail(USAGE, project.labels.text["cli_no_kind"].format(kind=kind, known=", ".join(project.profile.kinds)))
    _write_drafts(site, [item_draft(project, _name(name), kind, title, category)], project.labels)


@new_group.command("page")
@click.argument("name")
@click.option("--site", type=click.Path(path_type=Path), default=Path(), help="The site's folder; default: here.")
def new_page_command(name: str, site: Path) -> None:
    """Make a page at content/pages/NAME.md; guide, rules and apply come with a text to start from."""
    language = peek_language(site)
    _write_drafts(site, [page_draft(site, _name(name), language)], _run(site, lambda: load_labels(site, language)))


@new_group.command("report")
@click.argument("year", type=click.IntRange(2008, 2100))
@click.option("--site", type=click.Path(path_type=Path), default=Path(), help="The site's folder; default: here.")
@today_option
def new_report_command(year: int, site: Path, today: dt.datetime | None) -> None:
    """Make an annual report with every row of its form, and what last year carried over."""
    project = _project(site, today)
    _write_drafts(site, [Draft(f"content/reports/{year}.md", report_draft(project, year))], project.labels)


def _name(name: str) -> str:
    """The name of a new file below its folder, without ending; one that leads elsewhere is wrong usage."""
    stem = name.removesuffix(".md").strip("/")
    if not stem or any(part in ("", ".", "..") for part in stem.split("/")):
        raise click.BadParameter(name)
    return stem


def _project(site: Path, today: dt.datetime | None) -> Project:
    """The project of a site that is about to grow; a catalog that cannot be read ends the command."""
    options = Options(site, _day(today))
    loaded = _run(site, lambda: load(options))
    if loaded.project is None:
        _tell(site, Result(loaded.labels, loaded.problems), "text")
        sys.exit(PROBLEMS)
    return loaded.project


def _write_drafts(site: Path, drafts: Sequence[Draft], labels: Labels) -> None:
    words = labels.text
    for draft in drafts:
        path = site / draft.path
        if path.exists():
            click.echo(words["cli_exists"].format(path=path))
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(draft.text, "utf-8")
        click.echo(words["cli_created"].format(path=path))
    click.echo(words["cli_next"], err=True)


def _run(site: Path, work: Callable[[], T], output: Path | None = None) -> T:
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
    except OSError as error:
        # Sources that cannot be read are problems with a place; what is left is the disk, and whose it is.
        _fail(ENGINE, words["cli_write_failed"].format(reason=error))


def _fail(code: int, message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def _tell(site: Path, result: Result, form: str) -> None:
    click.echo(_findings(site, result, form), nl=False)


def _findings(site: Path, result: Result, form: str) -> str:
    findings = tell(result.problems, result.labels, Places(site, result.labels), result.patterns)
    return FORMATS[form](findings, count(findings, result.items, result.reports), result.labels)


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
