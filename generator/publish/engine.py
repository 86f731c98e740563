"""The engine that renders authored pages and the shells of ours: MkDocs with Material, as a subprocess.

The only module that knows it. Another engine takes its place by changing this file. It is not run when nothing it
reads has changed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mkdocs
import yaml

from generator.load.shipped import installed_packages
from generator.load.source import digest
from generator.model.output import Copy
from generator.publish.assets import named_by_content, reduced
from generator.publish.csp import policy
from generator.publish.scripts import join_scripts
from generator.shell import Shell, slot

# Shells by name, each with the column it stands in.
SHELLS: Mapping[str, str] = {"home": "", "catalog": "catalog", "reports": "reports", "search": "search", "notfound": ""}

_PREFIX = "gongkai-shell-"
# A slot that stands alone takes the place of its paragraph.
_ALONE = re.compile(r"<p>(⟦html \w+⟧)</p>")
_SPACE = re.compile(r"\s*\n\s*")
# What has a say in what comes out.
_MODULES = ("assets.py", "csp.py", "engine.py", "engine_markdown.py")
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_ASSET = re.compile(r"assets/[\w./@-]+")
# A shell lies one level deep: whatever starts with ../ there is the way to the root.
_TO_ROOT = re.compile(r'(?<=["(])\.\.(?=/|")/?')


class EngineError(Exception):
    """The engine failed; its own words say why."""


@dataclass(frozen=True)
class EngineInput:
    """Everything the engine reads: pages as Markdown with their head, the theme, and facts of the site."""

    pages: Mapping[str, tuple[Mapping[str, str], str]]  # page id → (head, Markdown)
    theme: Mapping[str, Path]  # path below the theme's override folder → file
    config: Path
    site: Mapping[str, Any] = field(default_factory=dict)  # name, url, language, find_root, extra

    def digest(self) -> str:
        """A name for all of it, and for what reads it."""
        parts = [json.dumps([self.pages, self.site], ensure_ascii=False, sort_keys=True).encode()]
        parts += [package.encode() for package in installed_packages()]
        parts += [(Path(__file__).parent / module).read_bytes() for module in _MODULES]
        parts += [self.config.read_bytes()]
        for name, path in sorted(self.theme.items()):
            parts += [name.encode(), path.read_bytes()]
        return digest(b"\0".join(parts))


@dataclass(frozen=True)
class EngineOutput:
    """What the engine made: shells by name, authored pages by id, and the other files by their path in the site."""

    shells: Mapping[str, Shell]
    pages: Mapping[str, Shell]
    files: Mapping[str, Copy | bytes]
    digest: str


class Engine:
    """A run of the engine in a scratch folder, started at once and collected later."""

    def __init__(self, given: EngineInput, scratch: Path) -> None:
        self._given = given
        self._scratch = scratch
        self._digest = given.digest()
        self._stamp = scratch / "digest"
        self._process: subprocess.Popen[bytes] | None = None
        if not self._is_current():
            self._process = self._start()

    def _is_current(self) -> bool:
        return self._stamp.is_file() and self._stamp.read_text() == self._digest

    @property
    def runs(self) -> bool:
        """Whether the engine has to run this time."""
        return self._process is not None

    def _start(self) -> subprocess.Popen[bytes]:
        shutil.rmtree(self._scratch, ignore_errors=True)
        docs, overrides = self._scratch / "docs", self._scratch / "overrides"
        for page_id, (head, text) in self._given.pages.items():
            _write(docs / f"{page_id}.md", _front_matter(_unmarked(head)) + text)
        for name, section in SHELLS.items():
            _write(docs / f"{_PREFIX}{name}.md", _front_matter({"shell": name, "section": section, "title": name}))
        for name, path in self._given.theme.items():
            _write(overrides / name, path.read_bytes())
        _write(self._scratch / "mkdocs.yml", self._configuration())
        package = str(Path(__file__).resolve().parents[2])
        search_path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
        environment = os.environ | {
            "PYTHONPATH": search_path,
            "PYTHONUTF8": "1",
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            "SOURCE_DATE_EPOCH": "0",
        }
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", "mkdocs.yml"]
        return subprocess.Popen(
            command,
            cwd=self._scratch,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def _configuration(self) -> str:
        site = self._given.site
        find_root = str(site["find_root"])
        policies = {"csp": policy(), "csp_notfound": policy([find_root], base=True), "find_root": find_root}
        configuration = {
            "INHERIT": str(self._given.config.resolve()),
            "site_name": site["name"],
            "site_url": site["url"],
            "docs_dir": "docs",
            "site_dir": "site",
            "plugins": [],
            "nav": None,
            "theme": {"language": site["language"], "custom_dir": "overrides"},
            "extra": {"gongkai": _unmarked(site["extra"]) | policies},
            "validation": {
                "nav": {"omitted_files": "ignore"},
                # Links were judged before, and files beside pages do not go through the engine.
                "links": {"not_found": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore"},
            },
        }
        return yaml.safe_dump(configuration, allow_unicode=True, sort_keys=True)

    def finish(self) -> EngineOutput:
        """The engine's output, once it is there. Raises EngineError where it failed."""
        if self._process is not None:
            output, _ = self._process.communicate()
            if self._process.returncode != 0:
                raise EngineError(output.decode("utf-8", "replace").strip())
            _write(self._stamp, self._digest)
        return self._collect()

    def stop(self) -> None:
        """Ends a run nobody waits for any more."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()

    def _collect(self) -> EngineOutput:
        site = self._scratch / "site"
        shells = {name: (site / f"{_PREFIX}{name}" / "index.html").read_text("utf-8") for name in SHELLS}
        pages = {page_id: _page_file(site, page_id).read_text("utf-8") for page_id in self._given.pages}
        texts = [*shells.values(), *pages.values()]
        own = {f"assets/{name}": reduced(name, (site / "assets" / name).read_bytes()) for name in _own_assets(self._given.theme)}
        own = join_scripts(own | {"assets/search/lunr.js": lunr_module()}, texts)
        named = named_by_content(own, texts)
        names = {name: new for name, (new, _) in named.items()}
        wanted = {name for text in texts for name in _ASSET.findall(text)} - own.keys()
        files: dict[str, Copy | bytes] = {name: Copy(site / name) for name in sorted(wanted) if (site / name).is_file()}
        files |= dict(named.get(name, (name, data)) for name, data in own.items())

        def renamed(text: str) -> str:
            return _ASSET.sub(lambda match: names.get(match[0], match[0]), text)

        return EngineOutput(
            {
                name: Shell(_TO_ROOT.sub(slot("html", "root"), _SPACE.sub("\n", renamed(text)).lstrip()))
                for name, text in shells.items()
            },
            {page_id: Shell(_ALONE.sub(r"\1", renamed(text)).lstrip()) for page_id, text in pages.items()},
            files,
            self._digest,
        )


def lunr_module() -> bytes:
    """The library lunr as MkDocs brings it, as a module that gives ``lunr``; of its comments only the licence is left."""
    path = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"
    licence, _, code = path.read_text("utf-8").partition("*/\n")
    code = _BLOCK_COMMENT.sub("", code).replace("}(this, function () {", "}(place, function () {")
    return reduced("lunr.js", f"{licence}*/\nconst place = {{}};{code}\nexport const lunr = place.lunr;\n".encode())


def _page_file(site: Path, page_id: str) -> Path:
    return site / ("" if page_id == "index" else page_id.removesuffix("/index")) / "index.html"


def _unmarked(value: Any) -> Any:
    """What authors wrote, in which what looks like the mark of a slot is none."""
    if isinstance(value, Mapping):
        return {name: _unmarked(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_unmarked(part) for part in value]
    return value.replace("⟦", "〚") if isinstance(value, str) else value


def _own_assets(theme: Mapping[str, Path]) -> list[str]:
    return [name.removeprefix("assets/") for name in theme if name.startswith("assets/")]


def _front_matter(head: Mapping[str, str]) -> str:
    return f"---\n{yaml.safe_dump(dict(head), allow_unicode=True, sort_keys=True)}---\n"


def _write(path: Path, data: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
