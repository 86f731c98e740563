"""Markdown of the HTML that another system kept its texts in: what is read on its page; no script, no looks, no frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.importing.html_blocks import BREAK, Block, address, written
from generator.importing.html_table import HtmlTable
from generator.importing.paragraphs import escaped, join_blocks, paragraphs, table
from generator.late import late
from generator.markdown import is_external, is_safe

_TAG = late(
    r"<(?:!--|/?(?:p|div|br|span|table|tr|td|h[1-6]|b|strong|em|ul|ol|li|a|img|font|section|script|style|center)\b)", re.I
)
_ENTITY = late(r"&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|#\d+);")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "center",
        "blockquote",
        "pre",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "address",
        "main",
        "form",
        "fieldset",
        "hr",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DROPPED = frozenset(("script", "style", "head", "template", "noscript"))
_EMBEDDED = frozenset(("iframe", "object", "embed", "video", "audio", "applet", "frame"))
_STRONG, _SLANTED = frozenset(("b", "strong")), frozenset(("i", "em"))
_HIDING = late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_VOID = frozenset(("br", "img", "hr", "input", "meta", "link", "col", "wbr", "source", "area", "base", "embed", "frame"))

# The target in the site of a link or picture that a page has, and its words; None where nothing is there.
Resolve = Callable[[str, str], str | None]


def is_html(text: str) -> bool:
    """True for a text that was written as HTML."""
    return bool(_TAG.search(text) or (_ENTITY.search(text) and "<" not in text))


@dataclass
class Markup:
    """Markdown, the text that a reader saw of the HTML, and what of it was left out, each as a label with its words."""

    text: str
    seen: str
    left: list[tuple[str, str]] = field(default_factory=list)


def html_to_markdown(source: str, resolve: Resolve) -> Markup:
    """The Markdown of a piece of HTML. ``resolve`` says where its links and pictures lead."""
    reader = _Reader(resolve)
    reader.feed(source)
    reader.close()
    reader.end_block()
    blocks = list(reader.blocks)
    levels = sorted({block.level for block in blocks if block.level})
    text = join_blocks(written(block, levels) for block in blocks)
    return Markup(text, "".join(reader.seen), reader.left)


def text_to_markdown(source: str, resolve: Resolve) -> Markup:
    """The Markdown of a text, be it HTML or plain."""
    return html_to_markdown(source, resolve) if is_html(source) else Markup(paragraphs(source), source)


class _Reader(HTMLParser):
    """The blocks of a piece of HTML."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.left: list[tuple[str, str]] = []
        self.seen: list[str] = []
        self._resolve = resolve
        self._block = Block()
        self._hidden: list[str] = []
        self._looks: list[str] = []
        self._lists: list[list[object]] = []
        self._link: tuple[str, int] | None = None
        self._tables: list[HtmlTable] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if self._hidden or tag in _DROPPED or _HIDING.search(about.get("style", "")):
            if tag not in _VOID:
                self._hidden.append(tag)
                if tag in ("script", "style") and len(self._hidden) == 1:
                    self.left.append((f"import_left_{tag}", ""))
                elif len(self._hidden) == 1 and tag not in _DROPPED:
                    self.left.append(("import_left_hidden", tag))
            return
        if tag in _EMBEDDED:
            self.left.append(("import_left_embedded", about.get("src") or about.get("data") or tag))
        elif tag == "br":
            self._block.pieces.append(("text", BREAK))
        elif tag == "img":
            self._picture(about)
        elif tag in _STRONG or tag in _SLANTED:
            self._looks.append("strong" if tag in _STRONG else "slanted")
        elif tag == "a":
            self._link = (about.get("href", ""), len(self._block.pieces))
        else:
            self._start_block(tag, about)

    def _start_block(self, tag: str, about: dict[str, str]) -> None:
        """Takes in the start of a block, of a list or of a table."""
        if self._tables and tag in ("tr", "td", "th"):
            self._tables[-1].start(tag, about, self._taken())
        elif tag == "table":
            self.end_block()
            self._tables.append(HtmlTable())
        elif tag in _HEADINGS:
            self.end_block()
            self._block.level = int(tag[1])
        elif tag in ("ul", "ol"):
            self.end_block()
            self._lists.append([tag, 0])
        elif tag == "li":
            self.end_block()
            if self._lists:
                kind, number = self._lists[-1]
                self._lists[-1][1] = int(str(number)) + 1
                inner = "   " * (len(self._lists) - 1)
                self._block.mark = inner + ("- " if kind == "ul" else f"{self._lists[-1][1]}. ")
        elif tag in _BLOCKS:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                while self._hidden and self._hidden.pop() != tag:
                    pass
            return
        if tag in _STRONG or tag in _SLANTED:
            look = "strong" if tag in _STRONG else "slanted"
            if look in self._looks:
                self._looks.remove(look)
        elif tag == "a":
            self._end_link()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self._tables[-1].end(tag, self._taken())
        elif tag in ("ul", "ol") and self._lists:
            self.end_block()
            self._lists.pop()
        elif tag in _HEADINGS or tag == "li" or tag in _BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.seen.append(data)
        self._block.pieces.append((self._looks[-1] if self._looks else "text", " ".join(data.replace("\n", " \n ").split(" "))))

    def end_block(self) -> None:
        """Puts down the block that is open, inside a cell as a line of it."""
        if self._tables:
            self._block.pieces.append(("text", BREAK))
            return
        if self._link:
            self._end_link()
        if any(words.strip(f"{BREAK}\u3000\xa0 \n\t") for _, words in self._block.pieces):
            self.blocks.append(self._block)
        self._block = Block()

    def _taken(self) -> str:
        """The plain text of what was read since it was last asked for, inside a table."""
        pieces, self._block = self._block.pieces, Block()
        return "".join(words for _, words in pieces).replace(BREAK, "\n")

    def _end_link(self) -> None:
        """Makes the pieces since the start of a link one link, where it leads somewhere."""
        if self._link is None:
            return
        href, start = self._link
        self._link = None
        inner = "".join(words for _, words in self._block.pieces[start:]).replace(BREAK, " ")
        words = " ".join(inner.split())
        if not href or href.startswith("#") or not words:
            return
        target = self._target(href, words)
        if target is None or self._tables:
            self.left.append(("import_left_link", f"{words} → {href}"))
        else:
            self._block.pieces[start:] = [("markdown", f"[{escaped(words)}]({address(target)})")]

    def _target(self, href: str, words: str) -> str | None:
        if is_external(href):
            return href if is_safe(href) and not href.startswith("//") else None
        return self._resolve(href, words)

    def _picture(self, about: dict[str, str]) -> None:
        """Takes in a picture that is at hand; of another only its words are left."""
        source, words = about.get("src", ""), about.get("alt", "") or about.get("title", "")
        target = None if is_external(source) else self._resolve(source, words)
        if target is None or self._tables:
            self.left.append(("import_left_picture", source[:200] or words))
        else:
            self._block.pieces.append(("markdown", f"![{escaped(words)}]({address(target)})"))

    def _end_table(self) -> None:
        done = self._tables.pop()
        done.end("tr", self._taken())
        if self._tables:  # one inside the cell of another
            self._block.pieces.append(("text", BREAK.join(" ".join(row) for row in done.rows)))
        elif max(map(len, done.rows), default=0) > 1:
            self.blocks.append(Block(ready=table(done.rows)))
        else:  # one that only lays out a page
            self.blocks.extend(Block(pieces=[("text", line)]) for row in done.rows for cell in row for line in cell.splitlines())
