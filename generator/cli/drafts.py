"""New files of a site: written one by one, each whole, and told even where the disk is full before the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from generator.cli.terminal import run
from generator.load.shipped import require_inside
from generator.model.labels import Labels
from generator.presence import CATALOG, exists
from generator.scaffold.site import Draft
from generator.whole_files import write_whole


def write_file(site: Path, file: str, data: bytes) -> None:
    """Writes a file of a site, whose folder is made where there is none. Raises OSError, and OutsideSite."""
    write_whole(require_inside(site, file), data)


def write_drafts(
    site: Path,
    drafts: Sequence[Draft],
    labels: Labels,
    then: Callable[[Path, list[str]], None] = lambda site, told: None,
) -> None:
    """Writes drafts into a site, but for those whose file is there already, then says so of each: who reads it may have gone.

    The catalog is written last: a folder in which it is missing is no site, and is filled whole by the same command again.
    """
    words = labels.text
    there = {draft.path for draft in drafts if exists(site / draft.path, follow=False)}
    made: set[str] = set()
    told: list[str] = []
    try:
        for draft in sorted(drafts, key=lambda draft: draft.path == CATALOG):
            if draft.path not in there:
                run(site, partial(write_file, site, draft.path, draft.text.encode()))
                made.add(draft.path)
        then(site, told)
    finally:
        known = [
            ("cli_exists" if draft.path in there else "cli_created", draft) for draft in drafts if draft.path in there | made
        ]
        lines = [words[word].format(path=site / draft.path) for word, draft in known]
        if lines or told:
            click.echo("\n".join([*lines, *told]))
    click.echo(words["cli_next"], err=True)
