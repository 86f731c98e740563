"""The few pages of a built site that show every shape there is: what is looked at on them is looked at for all."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Attributes that differ from page to page and of which only that they are there can matter.
_OWN = {"id", "href", "title", "src", "content", "alt", "datetime", "value", "name", "for"}


class _Shape(HTMLParser):
    """Gathers each element of a page by the way to it, with its looks and whether words stand in it; then the run of headings."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[object] = set()
        self._open: list[tuple[str, str]] = []
        self._says: list[bool] = []
        self._headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        looks = " ".join(name if name in _OWN or name.startswith("data-") else f"{name}={value}" for name, value in sorted(attrs))
        self._headings += [tag] if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else []
        self._open.append((tag, looks))
        self._says.append(False)
        if tag in _VOID:
            self._close()

    def handle_data(self, data: str) -> None:
        if not data.isspace():
            self._says = [True] * len(self._says)

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(name == tag for name, _ in self._open) and self._close() != tag:
            pass

    def _close(self) -> str:
        self.found.add((*self._open, self._says.pop()))
        return self._open.pop()[0]

    def of(self, page: str) -> frozenset[object]:
        """What is found in the source of a page."""
        self.feed(page)
        return frozenset({*self.found, tuple(level for level, _ in groupby(self._headings))})


def pages_of_every_shape(site: Path) -> Iterator[str]:
    """Addresses of pages that together have every element there is on any page, where and as it stands, and every run of headings."""
    shapes: dict[frozenset[object], str] = {}
    for path in sorted(site.rglob("*.html")):
        shapes.setdefault(_Shape().of(path.read_text("utf-8")), path.relative_to(site).as_posix().removesuffix("index.html"))
    left = frozenset[object]().union(*shapes)
    while left:
        best = max(shapes, key=lambda shape: len(shape & left))
        left -= best
        yield shapes[best]
