"""``gongkai export``: the catalog as a workbook, to be edited and imported again."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from generator.cli.options import PROBLEMS, Day, NewFile, Place, day_of, shown, today_option
from generator.cli.terminal import run, tell_result
from generator.exchange.book import make_book, make_sheets
from generator.exchange.sources import read_sources
from generator.run.judge import load
from generator.run.options import Options, Result
from generator.run.scope import find_site
from generator.text import Count


@click.command("export")
@click.option("--xlsx", "target", type=NewFile(".xlsx"), required=True, help="The workbook to write.")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
@today_option
def export_command(target: Path, site: Path, today: Day) -> None:
    """Write all items as a workbook, drafts too, a sheet a kind; what is edited in it comes back by gongkai import."""
    site = find_site(site) or site
    loaded = run(site, lambda: load(Options(site, day_of(today, site))))
    if loaded.project is None:
        tell_result(site, Result(loaded.labels, loaded.problems), "text")
        sys.exit(PROBLEMS)
    project, words = loaded.project, loaded.labels.text
    found = run(site, lambda: list(read_sources(project, site)))
    known = [(item, source) for item, source in found if source]
    data = make_book(project, make_sheets(project, known))
    run(site, lambda: _write(target, data))
    click.echo(words["export_done"].format(count=Count(len(known)), path=shown(target)))
    for path, count in Counter(item.source for item, source in found if source is None).items():
        click.echo(words["export_left"].format(path=path, count=Count(count)), err=True)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
