"""Authored pages and shells in the frame of the site, with its style and scripts; what is known is not rendered again."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.digests import key_of
from generator.engine.assets import named_by_content, reduced
from generator.engine.interface import Engine, EngineError, FramePage
from generator.engine.scripts import join_scripts, lunr_module
from generator.late import late
from generator.shell import Shell, slot
from generator.whole_files import write_whole

# Shells by name, each with the column it stands in.
SHELLS: Mapping[str, str] = {"home": "", "catalog": "catalog", "reports": "reports", "search": "search", "notfound": ""}

STYLE = "assets/gongkai.css"
_SPACE = late(r"\s*\n\s*")
_ASSET = late(r"assets/[\w./@-]+")
_ASKED = late(r'(?:href|src)="[./]*(assets/[^"?#]+)')
# A shell lies one level deep: whatever starts with ../ there is the way to the root.
_TO_ROOT = late(r'(?<=["(])\.\.(?=/|")/?')


@dataclass(frozen=True)
class Framed:
    """Shells by name, authored pages by id, and the style and scripts they ask for by their path in the site."""

    shells: Mapping[str, Shell]
    pages: Mapping[str, Shell]
    assets: Mapping[str, bytes]


class FrameRun:
    """Pages in the frame: what is not kept in ``file`` from an earlier run is begun at once and collected later.

    ``pages`` are those written by authors, by id; ``assets`` the files of the theme by their path in the site;
    ``face`` is the style of the site's own, which goes behind that of the theme; ``names`` are the shells, each with the column
    it stands in.
    """

    def __init__(
        self,
        engine: Engine,
        pages: Mapping[str, FramePage],
        assets: Mapping[str, Path],
        file: Path,
        face: str = "",
        names: Mapping[str, str] = SHELLS,
    ) -> None:
        self._pages = pages
        self._names = names
        self._assets = assets
        self._file = file
        self._face = face.encode()
        shells = [_shell_page(name, section) for name, section in names.items()]
        self._keys = [key_of(engine.key, page.key) for page in (*shells, *pages.values())]
        self._kept = _read_kept(file)
        stale = dict(zip(self._keys, (*shells, *pages.values()), strict=True))
        self._stale = {key: page for key, page in stale.items() if key not in self._kept}
        self._rendering = engine.render_pages(list(self._stale.values())) if self._stale else None

    def finish(self) -> Framed:
        """The pages, once they are there. Raises EngineError."""
        if self._rendering is not None:
            made = dict(zip(self._stale, self._rendering.result(), strict=True))
            self._kept = {key: self._kept.get(key) or made[key] for key in self._keys}
            _write_kept(self._file, self._kept)
        return self._dressed([self._kept[key] for key in self._keys])

    def stop(self) -> None:
        """Ends a run that nobody waits for any more."""
        if self._rendering is not None:
            self._rendering.stop()

    def _dressed(self, texts: list[str]) -> Framed:
        """The pages with the names that style and scripts go out under."""
        own = {name: reduced(name, path.read_bytes()) for name, path in self._assets.items()}
        if self._face:
            own[STYLE] += self._face
        own = join_scripts(own | {"assets/search/lunr.js": lunr_module()}, texts)
        for name in sorted({name for text in texts[: len(self._names)] for name in _ASKED.findall(text)} - own.keys()):
            raise EngineError(f"theme/overrides: '{name}' is not in theme/assets")
        named = named_by_content(own, texts)
        names = {name: new for name, (new, _) in named.items()}
        shown = [_ASSET.sub(lambda match: names.get(match[0], match[0]), text) for text in texts]
        return Framed(
            {
                name: Shell(_TO_ROOT.sub(slot("html", "root"), _SPACE.sub("\n", text).lstrip()))
                for name, text in zip(self._names, shown, strict=False)
            },
            {page: Shell(text.lstrip()) for page, text in zip(self._pages, shown[len(self._names) :], strict=True)},
            dict(named.get(name, (name, data)) for name, data in own.items()),
        )


def _shell_page(name: str, section: str) -> FramePage:
    return FramePage(f"shell-{name}/", name, (("section", section), ("shell", name)))


def unmarked(value: Any) -> Any:
    """The value that authors wrote, in which what looks like the mark of a slot is none."""
    if isinstance(value, Mapping):
        return {name: unmarked(part) for name, part in value.items()}
    if isinstance(value, list):
        return [unmarked(part) for part in value]
    return value.replace("⟦", "〚") if isinstance(value, str) else value


def _read_kept(file: Path) -> dict[str, str]:
    """Rendered pages by key; none where the file is not there or not whole."""
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(file.read_text("utf-8"))
        if isinstance(kept, dict):
            return kept
    return {}


def _write_kept(file: Path, kept: Mapping[str, str]) -> None:
    """Keeps rendered pages, all of them or, where the machine dies meanwhile, those of before."""
    write_whole(file, json.dumps(kept, ensure_ascii=False).encode())
