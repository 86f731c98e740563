"""``gongkai verify``: is a folder what was published, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import CLEAN, PROBLEMS, Place, format_option, shown
from generator.cli.terminal import run, tell_result
from generator.publish.bag import is_bag
from generator.run.verify import verify
from generator.text import Count


@click.command("verify")
@click.argument("folder", type=Place(path_type=Path, file_okay=False, exists=True, readable=False))
@format_option
def verify_command(folder: Path, form: str) -> None:
    """Compare every byte and mode in a published FOLDER, a copy of one, or an archive, with its manifest; name what differs."""
    result, files = run(folder, lambda: verify(folder))
    if result.problems or form != "text":
        tell_result(folder, result, form)
    if not result.problems:
        told = "cli_verified_archive" if is_bag(folder) else "cli_verified"
        click.echo(result.labels.text[told].format(output=shown(folder), files=Count(files)), err=True)
    sys.exit(PROBLEMS if result.problems else CLEAN)
