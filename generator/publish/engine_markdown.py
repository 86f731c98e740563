"""An extension of the engine's parser that leaves it nothing to parse: authored pages come as HTML, with their headings."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from markdown import Extension, Markdown


class Ready(Extension):
    """Takes a page as it is: a line with its headings as JSON, then its HTML."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Takes the place of the parser."""

        def convert(source: str) -> str:
            contents, _, markup = source.lstrip().partition("\n")
            md.toc_tokens = _nested(json.loads(contents)) if contents else []  # type: ignore[attr-defined] # where the engine looks
            return markup

        md.convert = convert  # type: ignore[method-assign] # the engine has no other way in


def _nested(headings: list[tuple[int, str, str]]) -> list[dict[str, Any]]:
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


def makeExtension(**options: Any) -> Ready:
    """The name under which the engine looks for an extension."""
    return Ready(**options)
