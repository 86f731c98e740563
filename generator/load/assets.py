"""Reading the files of a site's own ``theme/assets``: which of them the theme uses, and which nobody asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.load.shipped import SHIPPED, list_data
from generator.load.source.source import hash_file, read_bytes
from generator.model.item import File
from generator.problems import Position, Problem, Severity, SourceError

_FOLDER = "theme/assets"
# Files that can name another: pages, style sheets, scripts.
_TEXTS = (".html", ".css", ".js", ".mjs", ".svg", ".webmanifest")


@dataclass(frozen=True)
class Assets:
    """The assets that go out, by their path below ``theme/assets``; ``own`` are those that the site brings itself."""

    files: dict[str, Path]
    own: tuple[File, ...]


def load_assets(site: Path, problems: list[Problem]) -> Assets:
    """The assets of a site's theme. One of its own that no template, style sheet or script names is told and left out."""
    found = list_data(site, _FOLDER, "**/*")
    brought = {name for name, path in found.items() if not path.is_relative_to(SHIPPED / "theme")}
    if not brought:
        return Assets(found, ())
    texts = _texts(site, problems)
    own: list[File] = []
    for name in sorted(brought):
        path = f"{_FOLDER}/{name}"
        named = re.compile(rf"(?<![\w-]){re.escape(name.rpartition('/')[2])}(?![\w-])")
        if not any(named.search(text) for source, text in texts.items() if source != path):
            problems.append(Problem("asset-unused", Position(path), {"name": name}, Severity.WARNING))
            del found[name]
            continue
        try:
            sha256 = hash_file(site, path)
        except SourceError as error:
            problems.append(error.problem)
            continue
        own.append(File(source=path, name=name, title=name, listed=False, size=(site / path).stat().st_size, sha256=sha256))
    return Assets(found, tuple(own))


def _texts(site: Path, problems: list[Problem]) -> dict[str, str]:
    """The texts of the theme by their path in the site, its own and the shipped ones; one that cannot be read is a problem."""
    texts = {}
    for name, path in list_data(site, "theme", "**/*").items():
        if name.endswith(_TEXTS):
            file = f"theme/{name}"
            try:
                texts[file] = read_bytes(site if path.is_relative_to(site) else SHIPPED, file).decode("utf-8", "replace")
            except SourceError as error:
                problems.append(error.problem)
    return texts
