"""``gongkai fix``: what has one right form is written so."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator.cli.options import CLEAN, PROBLEMS, Day, day_of, paths_argument, shown, today_option
from generator.cli.terminal import fail_about, labels_of, quiet_progress_of, run, tell_result
from generator.findings import hide_private
from generator.problems import has_errors
from generator.run.fix import Change, fix
from generator.run.judge import check, require_site
from generator.run.options import Options, Result, output_of
from generator.run.scope import find_scope, find_stranger
from generator.text import Count


@click.command("fix")
@paths_argument
@click.option("--write", is_flag=True, help="Write the changes; without it they are only shown.")
@today_option
def fix_command(paths: tuple[Path, ...], write: bool, today: Day) -> None:
    """Mend what has one right form in a site or in some of its FILES: colons, blanks, brackets, dates."""
    scope = find_scope(paths)
    site = scope.site
    if stranger := find_stranger(paths, site):
        fail_about(*stranger, site)
    run(site, lambda: require_site(site))
    options = Options(site, day_of(today, site))

    def judged() -> Result:
        return check(options, output_of(site, None), quiet_progress_of(site))

    changes, result = run(site, lambda: fix(site, judged, scope.files, write=write))
    words = labels_of(site).text
    for change in changes:
        click.echo(hide_private(_told(site, change), result.patterns))
    name = "cli_fixed" if write else "cli_fixable"
    click.echo(words[name if changes else "cli_fix_none"].format(count=Count(len(changes))), err=True)
    left = scope.of(result)
    if write and left.problems:
        tell_result(site, left, "text")
    sys.exit(PROBLEMS if has_errors(left.problems) else CLEAN)


def _told(site: Path, change: Change) -> str:
    """A change as people read it: the place, the lines as they are, the lines as they will be."""
    marks: Mapping[str, str] = {"-": change.written, "+": change.right}
    lines = [f"{shown(site / change.file)}:{change.line}:"]
    lines += [f"  {mark} {line}" for mark, text in marks.items() if text or mark == "+" for line in text.split("\n")]
    return "\n".join(lines) + "\n"
