"""``gongkai schema``: what may stand in each file, for editors and other programs."""

from __future__ import annotations

import sys
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import PROBLEMS, Place, day_of
from generator.cli.terminal import run, tell_result
from generator.load.loading import Loading
from generator.load.shipped import require_inside
from generator.load.site import load_settings
from generator.model.portal import PORTAL
from generator.model.settings import Settings
from generator.presence import CATALOG, exists, is_file
from generator.run.judge import require_site
from generator.run.options import Result
from generator.run.scope import find_site
from generator.schema.write import FOLDER, editor_files, load_descriptions, make_schemas, schema_text
from generator.whole_files import write_whole

if TYPE_CHECKING:
    from generator.portal.settings import PortalLoading


@click.command("schema")
@click.argument("folder", type=Place(path_type=Path, readable=False), required=False, metavar="[DIR]")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
def schema_command(folder: Path | None, site: Path) -> None:
    """Write JSON Schemas of every source of a site into DIR; without DIR, into .vscode/schemas, with the settings of VS Code."""
    is_portal = is_file(site / PORTAL) and not is_file(site / CATALOG)
    loading: Loading | PortalLoading
    if is_portal:
        from generator.portal.settings import load_portal

        loading = run(site, lambda: load_portal(site, day_of(None, site)))
    else:
        site = find_site(site) or site
        run(site, lambda: require_site(site))
        loading = run(site, lambda: load_settings(site, day_of(None, site), (), reports=True))
    if loading.project is None:
        tell_result(site, Result(loading.labels, loading.problems), "text")
        sys.exit(PROBLEMS)
    told: list[str] = []
    try:
        write_schemas(site, loading.project.settings, told, folder, ("portal",) if is_portal else ())
    finally:
        if told:
            click.echo("\n".join(told))


def write_schemas(
    site: Path, settings: Settings, told: list[str], folder: Path | None = None, names: Collection[str] = ()
) -> None:
    """Writes schemas of a site (all, or of these names), beside them the settings of an editor where it has none.

    What is to be told of it is added to ``told``, of as many as were written where something ends it before the last.
    """
    words = settings.labels.text
    made = make_schemas(settings, load_descriptions(site, settings.labels, []))
    schemas = {name: schema for name, schema in made.items() if not names or name in names}
    target = folder or site / FOLDER
    written = 0
    try:
        for name, schema in schemas.items():
            _write(site, target / f"{name}.json", schema_text(schema), folder)
            written += 1
    finally:
        if written:
            told.append(words["cli_schemas"].format(count=written, folder=target))
    for name, text in editor_files().items() if folder is None else ():
        path = site / name
        is_there = exists(path, follow=False)
        if not is_there:
            _write(site, path, text, folder)
        told.append(words["cli_exists" if is_there else "cli_created"].format(path=path))


def _write(site: Path, path: Path, text: str, folder: Path | None) -> None:
    """Writes a file; where no folder was named, into the site alone."""
    if folder is None:
        run(site, partial(require_inside, site, path.relative_to(site).as_posix()))
    run(site, partial(write_whole, path, text.encode()))
