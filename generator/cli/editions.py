"""Publishing a site that has several editions: each on its own, and what is wrong with them told once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import click

from generator.cli.checker import record as record_published
from generator.cli.options import CLEAN, PROBLEMS
from generator.cli.progress import Timings, shown_while
from generator.cli.terminal import findings_of, labels_of, once, progress_of, run, tell_built
from generator.run.build import build
from generator.run.editions import EditionRun, merged
from generator.run.options import Progress, Result


def build_editions(runs: Sequence[EditionRun], form: str, started: float, timings: Timings | None, *, record: bool) -> int:
    """Publishes editions and says how each went; the exit code. What is wrong with one keeps no other from being published.

    ``timings`` notes the stages of all of them.
    """
    site = runs[0].options.site
    words = labels_of(site).text
    results: list[tuple[str, Result]] = []
    took: list[float] = []
    for one in runs:
        took.append(time.monotonic() if took else started)
        results.append((one.name, run(site, partial(_built, one, timings), one.folder.asked)))
    whole = merged(results)
    if whole.problems or whole.mended or form != "text":
        told = [*whole.problems, *whole.mended]
        click.echo(findings_of(site, Result(whole.labels, told, whole.project, whole.waived), form), nl=False)
    for one, (_, result), since in zip(runs, results, took, strict=True):
        click.echo(words["cli_edition"].format(name=one.name), err=True, nl=False)
        tell_built(result, one.folder.asked, since)
    if timings:
        click.echo(timings.table(sum(result.items for _, result in results), words), nl=False, err=True)
    published = [one for one, (_, result) in zip(runs, results, strict=True) if result.published]
    code = CLEAN if len(published) == len(runs) else PROBLEMS
    if record:
        code = max([code, *(record_published(one.options, one.folder) for one in published)])
    # What was mended is a find where every byte was asked about.
    return PROBLEMS if whole.mended and any(one.options.verify for one in runs) else code


def _built(one: EditionRun, timings: Timings | None) -> Result:
    def work(progress: Progress) -> Result:
        return once(lambda: build(one.options, one.folder, timings.listened(progress) if timings else progress))

    return shown_while(progress_of(one.options.site), work)
