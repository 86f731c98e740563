"""``gongkai check``: what is wrong with a site."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.cli.language import said
from generator.cli.options import (
    CLEAN,
    PROBLEMS,
    SOURCES,
    Day,
    Names,
    NewFile,
    day_of,
    paths_argument,
    run_options,
    shown,
)
from generator.presence import OUTPUT, is_file
from generator.publish.output import OutputFolder
from generator.run.repository import FROM_ROOT, root_of
from generator.run.scope import find_scope, find_site, find_stranger
from generator.run.up_to_date import CHECK, recall_check, remember

if TYPE_CHECKING:
    from generator.run.options import Progress, Result


_OF_A_SITE = "{option} is for a whole site, not for files that are to go out."


@click.command("check")
@paths_argument
@run_options
@click.option(
    "--html",
    "sheet",
    type=NewFile(".html", ".htm", piped=True),
    help="Also write a self-inspection sheet, to print and file; - for standard output.",
)
@click.option("--external", is_flag=True, help="Also ask other sites whether links to them still lead somewhere.")
def check_command(
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    today: Day,
    audiences: Names,
    editions: Names,
    jobs: int,
    cache: bool,
    sheet: Path | None,
    external: bool,
) -> None:
    """Find what is wrong with a site, without publishing it; in some of its files; or in FILES that are to go out with it."""
    asked = list(paths)
    if asked and all(is_file(path) and not path.name.endswith(SOURCES) for path in asked):
        if sheet or external:
            raise click.UsageError(said(_OF_A_SITE).format(option="--html" if sheet else "--external"))
        _check_files(asked, form, strict=strict, today=today)
    scope = find_scope(asked)
    site = scope.site
    if stranger := find_stranger(asked, site):
        from generator.cli.terminal import fail_about

        fail_about(*stranger, site)
    folder = OutputFolder((site / OUTPUT).absolute())
    question = f"{form} {strict} {root_of(site) if form in FROM_ROOT else ''} {scope.files}"
    as_ever = cache and not sheet and not external and not editions
    answer, inputs = recall_check(site, folder, today and today.date(), audiences, question) if as_ever else (None, None)
    if answer:
        click.echo(answer.findings, nl=False)
        sys.exit(answer.code)
    # Only now what it takes to check: loading it takes longer than all of the above.
    from generator.cli.progress import shown_while
    from generator.cli.terminal import findings_of, once, progress_of, run
    from generator.problems import has_errors
    from generator.run.editions import edition_runs, merged
    from generator.run.judge import check
    from generator.run.options import Options

    options = Options(site, day_of(today, site), audiences, jobs, strict, cache)
    if inputs and inputs.today != options.today:
        inputs = None
    if runs := run(site, lambda: edition_runs(options, editions)):
        as_ever = False

    def work(progress: Progress) -> Result:
        if runs:
            return merged([(one.name, check(one.options, one.folder, progress)) for one in runs])
        return check(options, folder, progress, inputs)

    result = run(site, lambda: shown_while(progress_of(site), lambda progress: once(lambda: work(progress))))
    if external:
        from generator.run.external_links import ask_outside

        result = ask_outside(result)
    result = scope.of(result)
    findings = findings_of(site, result, form)
    piped = str(sheet) == "-"
    click.echo(findings, nl=False, err=piped)
    code = PROBLEMS if has_errors(result.problems, strict=strict) else CLEAN
    if as_ever:
        remember(CHECK, site, folder, question, result, findings, code)
    if sheet:
        from generator.findings.inspection_sheet import sheet_of, write_sheet

        if piped:
            click.echo(sheet_of(site, result), nl=result.project is not None)
        elif write_sheet(site, result, sheet):
            click.echo(result.labels.text["cli_sheet"].format(path=shown(sheet)), err=True)
    sys.exit(code)


def _check_files(files: list[Path], form: str, *, strict: bool, today: Day) -> NoReturn:
    """Looks into files that are to go out, and ends the command."""
    from generator.cli.terminal import run
    from generator.problems import has_errors
    from generator.run.single_file import check_files

    site = find_site(files[0].parent) or files[0].parent
    checked = run(site, partial(check_files, files, day_of(today, site), form))
    click.echo(checked.findings, nl=False)
    sys.exit(PROBLEMS if has_errors(checked.problems, strict=strict) else CLEAN)
