"""Templates of a site's own, as they begin: the blocks of one of ours, or a copy of it that knows what it was made from."""

from __future__ import annotations

from generator.load.shipped import OURS, SHIPPED
from generator.model.labels import Labels
from generator.render.blocks import outline_of
from generator.run.own_templates import FRAME, PAGES, copy_mark
from generator.scaffold.site import Draft

MAIN = "main.html"


def template_names() -> tuple[str, ...]:
    """The names of the templates that a site may change: the frame around every page, and those of pages."""
    return (MAIN, *sorted(path.name for path in (SHIPPED / PAGES).glob("*.html")))


def template_draft(name: str, labels: Labels, *, whole: bool) -> Draft:
    """The template of a name: each of its blocks, showing what ours does; all of it where it has none, or where ``whole``."""
    folder = FRAME if name == MAIN else PAGES
    path = SHIPPED / folder / name
    text = path.read_text("utf-8")
    blocks = outline_of(text).blocks
    if whole or not blocks:
        return Draft(f"{folder}/{name}", f"{{# gongkai {copy_mark(path)} {labels.text['new_theme_copy']} #}}\n{text}")
    head = [f'{{% extends "{OURS}{name}" %}}', f"{{# {labels.text['new_theme_blocks']} #}}"]
    own = [f"{{% block {block} %}}{{{{ super() }}}}{{% endblock %}}" for block in blocks]
    return Draft(f"{folder}/{name}", "\n".join((*head, *own, "")))
