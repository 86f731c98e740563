"""``gongkai schema``: what may stand in each file, for editors and other programs."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from generator.cli.options import PROBLEMS, Place, day_of
from generator.cli.terminal import run, tell_result
from generator.load.site import Loading, load_settings
from generator.presence import exists
from generator.run.judge import require_site
from generator.run.options import Result
from generator.run.scope import find_site
from generator.schema.write import FOLDER, editor_files, load_descriptions, make_schemas, schema_text


@click.command("schema")
@click.argument("folder", type=Place(path_type=Path, readable=False), required=False, metavar="[DIR]")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
def schema_command(folder: Path | None, site: Path) -> None:
    """Write JSON Schemas of every source of a site into DIR; without DIR, into .vscode/schemas, with the settings of VS Code."""
    site = find_site(site) or site
    run(site, lambda: require_site(site))
    loading = run(site, lambda: load_settings(site, day_of(None, site), (), reports=True))
    if loading.project is None:
        tell_result(site, Result(loading.labels, loading.problems), "text")
        sys.exit(PROBLEMS)
    click.echo("\n".join(write_schemas(site, loading, folder)))


def write_schemas(site: Path, loading: Loading, folder: Path | None = None) -> list[str]:
    """Writes the schemas of a site that could be loaded, beside them the settings of an editor where it has none; says so."""
    assert loading.project is not None
    settings = loading.project.settings
    words = settings.labels.text
    schemas = make_schemas(settings, load_descriptions(site, settings.labels, []))
    target = folder or site / FOLDER
    files = {target / f"{name}.json": schema_text(schema) for name, schema in schemas.items()}
    told = [words["cli_schemas"].format(count=len(files), folder=target)]
    for name, text in editor_files().items() if folder is None else ():
        path = site / name
        if exists(path, follow=False):
            told.append(words["cli_exists"].format(path=path))
        else:
            files[path] = text
            told.append(words["cli_created"].format(path=path))
    for path, text in files.items():
        run(site, partial(_write, path, text))
    return told


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
