"""``gongkai migrate``: a site that an older program was for is brought into the form of this one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import CLEAN, PROBLEMS, Place, shown
from generator.cli.terminal import labels_of, run
from generator.model.catalog import FORMAT
from generator.run.judge import require_site
from generator.run.migrate import find_moves, write_moves
from generator.run.scope import find_site
from generator.text import Count


@click.command("migrate")
@click.argument("site", type=Place(path_type=Path, readable=False), default=Path(), required=False)
@click.option("--write", is_flag=True, help="Write the changes; without it they are only shown.")
def migrate_command(site: Path, write: bool) -> None:
    """Bring a site that was written for an older version into the form of this one: what has another place or name since."""
    site = find_site(site) or site
    run(site, lambda: require_site(site))
    words, moves = labels_of(site).text, run(site, lambda: find_moves(site))
    for move in moves:
        name = "cli_move_taken" if move.taken else "cli_move"
        click.echo(words[name].format(path=shown(site / move.path), to=shown(site / move.to)))
    taken = any(move.taken for move in moves)
    if write:
        run(site, lambda: write_moves(site, moves))
    name = "cli_migrate_none" if not moves else "cli_migrated" if write else "cli_migrates"
    click.echo(words[name].format(count=Count(sum(not move.taken for move in moves)), format=FORMAT), err=True)
    sys.exit(PROBLEMS if taken or (moves and not write) else CLEAN)
