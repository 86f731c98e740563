"""Reading the files of a site's own ``theme/assets``: which of them the theme uses, and which nobody asked for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.late import late
from generator.load.shipped import SHIPPED, list_data
from generator.load.source.source import hash_file, read_bytes
from generator.model.item import File
from generator.problems import Position, Problem, Severity, SourceError
from generator.text import nearest

_FOLDER = "theme/assets"
# Files that can name another: pages, style sheets, scripts.
# What a style sheet asks for.
_ASKED = late(r"""url\(\s*["']?(?P<url>[^"')\s]+)|@import\s+["'](?P<import>[^"']+)""", re.IGNORECASE)
# A picture that runs something or asks for more, where somebody opens it by its address.
_RUNS = late(
    r"""<(?:[\w-]+:)?(?P<tag>script|foreignObject|iframe|embed|object|handler)\b|\s(?P<event>on[a-z]+)\s*="""
    r"""|(?:href|src)\s*=\s*["']\s*(?P<address>(?:javascript|data:text|https?:|//)[^"']{0,60})|<!(?P<entity>ENTITY)""",
    re.IGNORECASE,
)
_CSS_COMMENT = late(r"/\*.*?\*/", re.DOTALL)
_TEXTS = (".html", ".css", ".js", ".mjs", ".svg", ".webmanifest")


@dataclass(frozen=True)
class Assets:
    """The assets that go out, by their path below ``theme/assets``; ``own`` are those that the site brings itself."""

    files: dict[str, Path]
    own: tuple[File, ...]


def load_assets(site: Path, face: Collection[str], problems: list[Problem]) -> Assets:
    """The assets of a site's theme. One of its own that nothing names is told and left out.

    ``face`` are those that the catalog names.
    """
    found = list_data(site, _FOLDER, "**/*")
    brought = {name for name, path in found.items() if not path.is_relative_to(SHIPPED / "theme")}
    if not brought:
        return Assets(found, ())
    texts = _texts(site, problems)
    own: list[File] = []
    for name in sorted(brought):
        path = f"{_FOLDER}/{name}"
        named = re.compile(rf"(?<![\w-]){re.escape(name.rpartition('/')[2])}(?![\w-])")
        if name not in face and not any(named.search(text) for source, text in texts.items() if source != path):
            problems.append(Problem("asset-unused", Position(path), {"name": name}, Severity.WARNING))
            del found[name]
            continue
        try:
            sha256 = hash_file(site, path)
        except SourceError as error:
            problems.append(error.problem)
            continue
        if name.endswith(".css"):
            problems += _style_faults(path, texts[path], found)
        elif name.endswith(".svg"):
            problems += _picture_faults(path, texts[path])
        own.append(File(source=path, name=name, title=name, listed=False, size=(site / path).stat().st_size, sha256=sha256))
    return Assets(found, tuple(own))


def _picture_faults(path: str, text: str) -> Iterator[Problem]:
    """The problem of a picture that runs something or asks for more, where somebody opens it by its address."""
    if match := _RUNS.search(text):
        yield Problem("picture-runs", _place(path, text, match.start()), {"value": next(filter(None, match.groups()))})


def _place(path: str, text: str, at: int) -> Position:
    return Position(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _style_faults(path: str, text: str, known: Collection[str]) -> Iterator[Problem]:
    """Problems of what a style sheet asks for: of another host, which a page never does, or of a file that is not there."""
    plain = _CSS_COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for match in _ASKED.finditer(plain):
        address = match["url"] or match["import"]
        place = _place(path, plain, match.start())
        if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE) and not address.lower().startswith("data:image/"):
            yield Problem("style-outside", place, {"address": address})
        elif not address.startswith(("data:", "#")):
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), re.split("[?#]", address)[0]))
            if file.removeprefix(f"{_FOLDER}/") not in known:
                values = {"path": file, "suggestion": nearest(file.removeprefix(f"{_FOLDER}/"), known)}
                yield Problem("asset-missing", place, values)


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
