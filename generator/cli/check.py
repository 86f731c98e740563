"""``gongkai check``: what is wrong with a site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import (
    CLEAN,
    PROBLEMS,
    Day,
    Names,
    day_of,
    run_options,
    shown,
    site_argument,
)
from generator.cli.terminal import once, progress_of, run, tell_result
from generator.problems import has_errors
from generator.run.judge import check
from generator.run.options import Options, output_of

SOURCES = (".md", ".yml", ".yaml", ".lock")  # of a site: they mean something only together


@click.command("check")
@site_argument
@run_options
@click.option("--html", "sheet", type=click.Path(path_type=Path), help="Also write a self-inspection sheet, to print and file.")
@click.option("--external", is_flag=True, help="Also ask other sites whether links to them still lead somewhere.")
def check_command(
    site: Path, form: str, strict: bool, today: Day, audiences: Names, jobs: int, cache: bool, sheet: Path | None, external: bool
) -> None:
    """Find what is wrong with a site, without publishing it; or what is in one FILE that is to go out with it."""
    if site.is_file() and not site.name.endswith(SOURCES):
        from generator.run.single_file import check_file

        checked = run(site.parent, lambda: check_file(site, day_of(today, site.parent), form))
        click.echo(checked.findings, nl=False)
        sys.exit(PROBLEMS if has_errors(checked.problems, strict=strict) else CLEAN)
    options = Options(site, day_of(today, site), audiences, jobs, strict, cache)
    result = run(site, lambda: once(lambda: check(options, output_of(site, None), progress_of(site))))
    if external:
        from generator.run.external_links import ask_outside

        result = ask_outside(result)
    tell_result(site, result, form)
    if sheet:
        from generator.findings.inspection_sheet import write_sheet

        if write_sheet(site, result, sheet):
            click.echo(result.labels.text["cli_sheet"].format(path=shown(sheet)), err=True)
    sys.exit(PROBLEMS if has_errors(result.problems, strict=strict) else CLEAN)
