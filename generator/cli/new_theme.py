"""``gongkai new theme``: a template of a site's own, ready to be changed."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.completion import complete_template
from generator.cli.drafts import write_drafts
from generator.cli.language import said
from generator.cli.new import new_group
from generator.cli.options import Place
from generator.cli.terminal import run
from generator.load.settings.catalog import load_labels
from generator.load.settings.languages import peek_language
from generator.run.scope import find_site
from generator.scaffold.theme import template_draft, template_names
from generator.text import nearest

_NO_TEMPLATE = "There is no template '{name}'. There are: {known}."


@new_group.command("theme")
@click.argument("name", shell_complete=complete_template)
@click.option("--whole", is_flag=True, help="A copy of the whole template instead of its blocks.")
@click.option("--site", type=Place(path_type=Path, readable=False), default=Path(), help="The site's folder; default: here.")
def new_theme_command(name: str, whole: bool, site: Path) -> None:
    """Make a template in theme/, such as main.html (the frame around every page) or item.html: its blocks, to be changed."""
    known = template_names()
    if not name.endswith(".html"):
        name = f"{name}.html"
    if name not in known:
        near = nearest(name, known)
        raise click.BadParameter(said(_NO_TEMPLATE).format(name=name, known=near or ", ".join(known)))
    site = find_site(site) or site
    labels = run(site, lambda: load_labels(site, peek_language(site)))
    write_drafts(site, [template_draft(name, labels, whole=whole)], labels)
