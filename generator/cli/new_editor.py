"""``gongkai new editor``: a form in the browser for the items and pages of a site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from generator.cli.drafts import write_file
from generator.cli.language import said
from generator.cli.new import new_group, project_of
from generator.cli.options import Place
from generator.cli.terminal import run
from generator.exchange.sources import Source, read_sources
from generator.model.labels import Labels
from generator.run.repository import root_of
from generator.run.scope import find_site
from generator.scaffold.editor import FORGES, Forge, editor_drafts, program_files
from generator.schema.form import form_config
from generator.schema.form_files import file_collections
from generator.schema.usage import Usage, numbers_at_risk, usage_of
from generator.schema.write import describer, load_descriptions
from generator.text import Count

_NO_PROGRAM = "'{path}' is missing: name the folder of the package @sveltia/cms, as npm installed it."
_NO_REPOSITORY = "Name the repository, such as --repo office/disclosure."
_SHOWN = 5


@new_group.command("editor")
@click.option(
    "--backend",
    type=click.Choice(FORGES),
    default="local",
    show_default=True,
    help="Where the form writes: a folder, or a forge.",
)
@click.option("--repo", default="", help="The repository on the forge, such as office/disclosure.")
@click.option("--branch", default="main", show_default=True, help="The branch that the form writes to.")
@click.option("--host", default="", help="The address of a forge of one's own, such as https://git.example.org.")
@click.option(
    "--program", type=Place(path_type=Path), help="The folder of the npm package @sveltia/cms, to copy the form itself from."
)
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
def new_editor_command(backend: str, repo: str, branch: str, host: str, program: Path | None, site: Path) -> None:
    """Make a form in the browser for items and pages, in editor/; after a change of the catalog, make it anew."""
    site = find_site(site) or site
    if backend != "local" and not repo:
        raise click.BadParameter(said(_NO_REPOSITORY), param_hint="--repo")
    project = project_of(site, None)
    settings = project.settings
    labels, folder, root = settings.labels, site.resolve(), root_of(site).resolve()
    root = root if folder.is_relative_to(root) else folder
    everything = [source for _, source in run(site, lambda: list(read_sources(project, site))) if source]
    sources = [source for source in everything if source.is_markdown]
    usage = usage_of(sources)
    forge = Forge(name=backend, repository=repo or f"local/{root.name}", branch=branch, address=host)
    describe = describer(settings, load_descriptions(site, labels, []))
    files, left_out = run(site, lambda: file_collections(project, site, everything, describe))
    config = form_config(settings, describe, usage, forge.backend(), folder.relative_to(root).as_posix(), files)
    drafts = editor_drafts(labels, settings.title, config, forge)
    for draft in drafts:
        run(site, partial(write_file, site, draft.path, draft.text.encode()))
    told = [labels.text["cli_created"].format(path=site / draft.path) for draft in drafts]
    told += _copy_program(site, program, labels) if program else [labels.text["form_program"]]
    click.echo("\n".join([*told, *_told(sources, usage, left_out, labels)]))


def _copy_program(site: Path, program: Path, labels: Labels) -> list[str]:
    """Copies the program of the form beside it, and says so."""
    try:
        files = list(program_files(program, labels))
    except FileNotFoundError as error:
        raise click.BadParameter(said(_NO_PROGRAM).format(path=error.args[0]), param_hint="--program") from error
    for path, name in files:
        data = run(site, path.read_bytes)
        run(site, partial(write_file, site, name, data))
    return [labels.text["form_copied"].format(count=Count(len(files)))]


def _told(sources: list[Source], usage: Usage, left_out: list[str], labels: Labels) -> list[str]:
    """The lines that name the sources of which the form does not show all, or would write something otherwise."""
    told = []
    other = [source.path for source in sources if any(usage.key(name, key) != key for name, key in source.written.items())]
    risky = [source.path for source in sources if numbers_at_risk(source.text[source.start : source.end])]
    for message, paths in (("form_other_keys", other), ("form_numbers", risky), ("form_left_out", left_out)):
        if paths:
            names = ", ".join(paths[:_SHOWN]) + (" …" if len(paths) > _SHOWN else "")
            told.append(labels.text[message].format(count=Count(len(paths)), names=names))
    return told
