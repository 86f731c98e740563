"""An extension of Python-Markdown for authored pages: their HTML is shown as text, their links cannot run a program."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from generator.markdown import is_safe

_ALIGN = re.compile(r"text-align: *(left|center|right)")


class _Unlink(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            # The one style a table needs, said without a style.
            if element.tag in ("td", "th") and (align := _ALIGN.search(element.get("style", ""))):
                element.set("align", align[1])
            for name in [name for name in element.attrib if name.startswith("on") or name == "style"]:
                del element.attrib[name]
            target = element.get("href") or element.get("src") or ""
            if not is_safe("".join(target.split())):
                element.text = element.text or element.get("alt")
                element.tag = "span"
                element.attrib.clear()


class SafeMarkdown(Extension):
    """Takes HTML out of the language and what could run out of the links."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Registers with a parser."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Unlink(md), "gongkai_unlink", 1)


def makeExtension(**options: Any) -> SafeMarkdown:
    """The name under which Python-Markdown looks for an extension."""
    return SafeMarkdown(**options)
