"""``gongkai build``: publishing a site. What was said before is said again, where nothing it was said of has changed."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    CLEAN,
    PROBLEMS,
    Day,
    Names,
    built_sentence,
    day_of,
    output_option,
    run_options,
    site_argument,
)
from generator.presence import OUTPUT
from generator.publish.output import OutputFolder
from generator.run.repository import FROM_ROOT, root_of
from generator.run.up_to_date import BUILD, recall_build, remember

if TYPE_CHECKING:
    from generator.run.options import Progress, Result


@click.command("build")
@site_argument
@output_option
@run_options
@click.option("--verify", is_flag=True, help="Compare every byte of what was published last; what differs is told and mended.")
@click.option("--quick", is_flag=True, help="Trust what was published last where it is not touched.")
@click.option("--adopt", is_flag=True, help="Take an output folder of ours that has lost its manifest.")
@click.option("--dask", "scheduler", metavar="ADDRESS", default="", help="Read and index on the workers of this Dask scheduler.")
@click.option("--profile", "measured", is_flag=True, help="Then say what time each stage took.")
@click.option("--record", is_flag=True, help="Then record what is published, as gongkai lock does.")
@click.pass_context
def build_command(
    ctx: click.Context,
    site: Path,
    output: Path | None,
    form: str,
    strict: bool,
    today: Day,
    audiences: Names,
    editions: Names,
    jobs: int,
    cache: bool,
    verify: bool,
    quick: bool,
    adopt: bool,
    scheduler: str,
    measured: bool,
    record: bool,
) -> None:
    """Publish a site, unless something is wrong with it."""
    started = time.monotonic()
    folder = _folder(site, (output or site / OUTPUT).absolute())
    question = f"{form} {strict} {root_of(site) if form in FROM_ROOT else ''}"
    recalls = cache and not verify and not editions and not measured
    answer, inputs = recall_build(site, folder, today and today.date(), audiences, question) if recalls else (None, None)
    if answer and not record:
        click.echo(answer.findings, nl=False)
        click.echo(built_sentence(answer.unchanged, folder.asked, answer.files, 0, started), err=True)
        sys.exit(CLEAN)
    # Only now what it takes to build: loading it takes longer than all of the above.
    from generator.cli.progress import Timings, shown_while
    from generator.cli.terminal import findings_of, once, progress_of, run, tell_built
    from generator.run.build import build
    from generator.run.editions import edition_runs
    from generator.run.options import Options

    timings = Timings(started) if measured else None
    options = Options(site, day_of(today, site), audiences, jobs, strict, cache, verify=verify, quick=quick, adopt=adopt)
    if scheduler:
        from generator.run.cluster import cluster

        executor = run(site, lambda: ctx.with_resource(cluster(scheduler)), folder.asked)
        options = replace(options, executor=executor)
    if runs := run(site, lambda: edition_runs(options, editions, output), folder.asked):
        from generator.cli.editions import build_editions

        sys.exit(build_editions(runs, form, started, timings, record=record))
    if inputs and inputs.today != options.today:
        inputs = None

    def work(progress: Progress) -> Result:
        return once(lambda: build(options, folder, timings.listened(progress) if timings else progress, inputs))

    result = run(site, lambda: shown_while(progress_of(site), work), folder.asked)
    findings = findings_of(site, result, form) if result.problems or form != "text" else ""
    # What was mended is no problem of the sources: it is told once, and not said again.
    told = findings_of(site, replace(result, problems=[*result.problems, *result.mended]), form) if result.mended else findings
    click.echo(told, nl=False)
    tell_built(result, folder.asked, started)
    if timings:
        click.echo(timings.table(result.items, result.labels.text), nl=False, err=True)
    if result.published is None:
        sys.exit(PROBLEMS)
    remember(BUILD, site, folder, question, result, findings, CLEAN)
    if record:
        from generator.cli.checker import record as record_published

        sys.exit(record_published(options))
    sys.exit(PROBLEMS if verify and result.mended else CLEAN)


def _folder(site: Path, output: Path) -> OutputFolder:
    """The output folder; ends the command where the machine cannot say what lies there."""
    try:
        return OutputFolder(output)
    except OSError as error:
        from generator.cli.terminal import fail, fault_of

        fail(*fault_of(site, error, output))
