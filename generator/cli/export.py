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
from generator.load.items.item import is_item_source
from generator.presence import real_path
from generator.problems import Severity
from generator.run.judge import load
from generator.run.options import Options, Result
from generator.run.scope import find_site
from generator.text import Count
from generator.whole_files import write_whole


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
    run(site, lambda: write_whole(Path(real_path(target)), data))
    click.echo(words["export_done"].format(count=Count(len(known)), path=shown(target)))
    left = Counter(item.source for item, source in found if source is None)
    for path, count in left.items():
        click.echo(words["export_left"].format(path=path, count=Count(count)), err=True)
    broken = {problem.where.file for problem in loaded.problems if problem.severity is Severity.ERROR}
    for path in sorted(filter(is_item_source, broken - left.keys())):
        click.echo(words["export_broken"].format(path=path), err=True)
