"""MkDocs with Material as the engine: ``python -m generator.engine.mkdocs given.json made.json``.

The only module that knows it; another engine takes its place by changing this file. Pages are given to it under names of
ours and without a file of theirs, and are taken from it before it writes them. The frame's templates run in Jinja's
sandbox and see plain values: nothing of the engine that could read or run anything.
"""

from __future__ import annotations

import errno
import json
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mkdocs.commands.build import build
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from generator.engine.interface import MACHINE
from generator.machine import is_machine_fault

_OVERRIDES = "theme/overrides/"


@dataclass(frozen=True)
class Entry:
    """A heading in the contents of a page, as templates see it. ``title`` is HTML."""

    title: str
    url: str
    level: int
    children: tuple[Entry, ...]


@dataclass(frozen=True)
class ShownPage:
    """A page as templates see it."""

    title: str
    url: str
    meta: Mapping[str, str]
    content: str
    toc: tuple[Entry, ...]


class _NoSettings(Config):  # type: ignore[no-untyped-call]  # it looks at its classes without types
    """There is nothing to set."""


class _Frame(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]  # it looks at its classes without types
    """Hands pages to the engine and takes them from it."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given
        self._pages: dict[str, dict[str, Any]] = {
            _place(number, page["address"]): page for number, page in enumerate(given["pages"], start=1)
        }
        self._folders: list[str] = []
        self._made: dict[str, str] = {}

    @property
    def made(self) -> list[str]:
        """The pages as HTML, in their order."""
        return [self._made[place] for place in self._pages]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Keeps the engine from looking at each of the thousands of files of its theme, and from making pages of its own."""
        self._folders = list(config.theme.dirs)
        config.theme.dirs = []
        config.theme.static_templates = set()
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """The pages, under names that mean nothing to the engine."""
        return Files([File.generated(config, place, content="") for place in self._pages])

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The HTML of a page and its contents, which are made already."""
        given = self._pages[page.file.src_uri]
        page.toc = get_toc(_nested(given["headings"]))  # type: ignore[arg-type]  # of tokens it reads these four
        return str(given["html"])

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """A sandbox with the templates of the site before those of the theme."""
        templates = self._given["templates"]

        def load(name: str) -> tuple[str, str, None] | None:
            return (templates[name], f"{_OVERRIDES}{name}", None) if name in templates else None

        sandbox = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([FunctionLoader(load), FileSystemLoader(self._folders)]), auto_reload=False
        )
        sandbox.filters["url"] = env.filters["url"]
        return sandbox

    def on_page_context(  # type: ignore[override]  # what templates see is of our types
        self, context: Mapping[str, Any], /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> dict[str, Any]:
        """The values that templates see of a page and of the site."""
        given, settings, site = self._pages[page.file.src_uri], self._given["settings"], self._given["site"]
        shown = ShownPage(
            title=given["title"],
            url=given["address"],
            meta=dict(given["head"]),
            content=page.content or "",
            toc=tuple(_entry(link) for link in page.toc),
        )
        about = settings | {
            "site_name": site["name"],
            "site_url": site["url"],
            "theme": {"name": settings["theme"]["name"], "language": site["language"]},
            "extra": settings["extra"] | {"gongkai": site["facts"]},
        }
        return {"config": about, "page": shown, "base_url": context["base_url"]}

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Takes a page; of what is empty the engine writes nothing."""
        self._made[page.file.src_uri] = output
        return ""


def _place(number: int, address: str) -> str:
    """The path of a page for the engine: as deep as its address, so that links from it lead as far up."""
    return "d/" * (address.count("/") - 1) + f"page-{number:04}.md"


def _nested(headings: Sequence[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """Headings in a tree, as the engine wants them."""
    roots: list[dict[str, Any]] = []
    above: list[dict[str, Any]] = []
    for level, anchor, words in headings:
        entry: dict[str, Any] = {"level": level, "id": anchor, "name": escape(words), "children": []}
        while above and above[-1]["level"] >= level:
            above.pop()
        (above[-1]["children"] if above else roots).append(entry)
        above.append(entry)
    return roots


def _entry(link: AnchorLink) -> Entry:
    return Entry(link.title, link.url, link.level, tuple(_entry(child) for child in link.children))


def render(given: Mapping[str, Any], folder: Path) -> list[str]:
    """The pages of ``given`` as HTML, in their order. An empty ``docs`` in the folder is made for the engine's sake."""
    (folder / "docs").mkdir()
    site = given["site"]
    config = MkDocsConfig(config_file_path=str(folder / "mkdocs.yml"))
    config.load_dict(
        {
            "site_name": site["name"],
            "site_url": site["url"],
            "docs_dir": str(folder / "docs"),
            "site_dir": str(folder / "site"),
            "theme": {"name": given["settings"]["theme"]["name"], "language": site["language"], "font": False},
            "plugins": [],
            "strict": True,
            "validation": {"nav": {"omitted_files": "ignore"}},
        }
    )
    errors, _ = config.validate()
    if errors:
        raise ValueError("\n".join(f"{name}: {error}" for name, error in errors))
    frame = _Frame(given)
    config.plugins["gongkai"] = frame
    build(config)
    return frame.made


def _told(error: Exception) -> str:
    """The message of an error, with its place where it is in one of the site's templates."""
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError):
        places.append((error.filename or "", error.lineno))
    own = [f"{name}:{line}: " for name, line in places if name.startswith(_OVERRIDES)]
    return f"{own[-1] if own else ''}{error if own else repr(error)}"


def main(source: str, target: str) -> int:
    """Renders the pages of a file into another; 1 if that failed, which it says, and the number of a fault of the machine."""
    try:
        made = render(json.loads(Path(source).read_text("utf-8")), Path.cwd())
        Path(target).write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    except MemoryError:
        return MACHINE + errno.ENOMEM
    except Exception as error:
        if isinstance(error, OSError) and is_machine_fault(error):
            return MACHINE + (error.errno or 0)
        sys.stderr.write(f"{_told(error)}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
