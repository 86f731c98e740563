"""The templates that a site brings itself, as far as they can be judged before a page is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.load.shipped import SHIPPED, list_data
from generator.load.source.source import decode, read_bytes
from generator.presence import is_file, is_folder
from generator.problems import Position, Problem, Severity, SourceError
from generator.text import nearest

_PAGES, _FRAME = "theme/templates", "theme/overrides"


def find_template_faults(site: Path) -> Iterator[Problem]:
    """The problem of each template of a site's own that cannot be read, by parsing alone, or that nothing is made from."""
    if not any(is_folder(site / folder) for folder in (_PAGES, _FRAME)):
        return
    # Loaded where it is needed: most sites bring no template.
    from generator.render.templates import find_fault, names_used

    for folder in (_PAGES, _FRAME):
        paths = list_data(site, folder, "**/*.html")
        shipped = {name for name in paths if is_file(SHIPPED / folder / name)}
        own = {name: path for name, path in paths.items() if not path.is_relative_to(SHIPPED)}
        texts: dict[str, str] = {}
        for name in own:
            try:
                data = read_bytes(site, f"{folder}/{name}")
                texts[name] = decode(f"{folder}/{name}", data) if data.strip() else ""
            except SourceError as error:
                yield error.problem
        # The frame stands on templates of the engine's theme, which are not among ours.
        known = paths if folder == _PAGES else None
        used = {other for name in shipped - own.keys() for other in names_used(paths[name].read_text("utf-8"))}
        used |= {other for text in texts.values() for other in names_used(text)}
        for name, text in texts.items():
            if known and name not in shipped and not used & {name, None}:
                yield _unused(f"{folder}/{name}", name, shipped)
            elif fault := find_fault(name, text, known):
                yield Problem("template-broken", Position(f"{folder}/{name}", fault.line, 1), {"reason": fault.reason})


def _unused(path: str, name: str, shipped: set[str]) -> Problem:
    stems = {other.removesuffix(".html"): other for other in sorted(shipped)}
    suggestion = stems.get(nearest(name.removesuffix(".html"), stems), "")
    return Problem("template-unused", Position(path), {"name": name, "suggestion": suggestion}, Severity.WARNING)
