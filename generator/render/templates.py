"""The templates of what we stamp into shells, and the values every one of them knows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from generator import urls
from generator.model.project import Project
from generator.text import Count


class Templates:
    """The templates of a site: its own before the shipped ones. Everything put into them is escaped."""

    def __init__(self, folders: Sequence[Path], project: Project) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "t": project.labels.text,
            "project": project,
            "catalog": project.catalog,
            "columns": project.profile.columns,
            "urls": urls,
        }
        self._environment.filters |= {"size": readable_size, "counted": Count}

    def render(self, name: str, **values: Any) -> str:
        """The text of a template filled with values; a value it misses is a bug."""
        template = self._environment.get_template(name)
        # What Template.render does, but that it looks up every global one by one for each page.
        context = template.new_context(self._environment.globals | values, shared=True)
        try:
            return "".join(template.root_render_func(context))
        except Exception:
            self._environment.handle_exception()  # raises it again, with the lines of the template


def readable_size(size: int) -> str:
    """A number of bytes as people read it."""
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB"):
        size_in_unit = size / (1000 if unit == "kB" else 1_000_000)
        if size_in_unit < 1000:
            return f"{size_in_unit:.0f} {unit}" if size_in_unit >= 10 else f"{size_in_unit:.1f} {unit}"
    return f"{size / 1_000_000_000:.1f} GB"
