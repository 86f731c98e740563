"""Pages that another system wrote as HTML: of each its title, its facts, its text and its files, and what is left of the page.

The text is where systems put it by their own names, else where most of the words in paragraphs are. Facts are what the page
says in its head (国办发〔2019〕19号 asks public bodies for ArticleTitle, PubDate and others) and beside known words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from generator.importing.entries import Entry
from generator.importing.targets import PLAIN, Targets
from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.plain import decode

ENDINGS = (".html", ".htm", ".shtml", ".xhtml")
# The places of texts in the systems of public bodies, and in others, the surest first.
_SURE = late(
    r"\b(?:UCAP-CONTENT|TRS_Editor|vsb_content|pages_content|articleBody|entry-content|post-content|zoom|zoomcon)\b", re.I
)
_LIKELY = late(r"(?:article|art|news|detail|text|info|main)[-_]?(?:content|con|body|text|main)|^content$|^con_text$", re.I)
_FACTS = {
    **dict.fromkeys(("articletitle", "og:title", "dc.title"), "title"),
    **dict.fromkeys(("pubdate", "publishdate", "article:published_time", "dc.date", "dcterms.issued"), "published"),
    **dict.fromkeys(("article:modified_time", "dcterms.modified", "last-modified"), "modified"),
    **{"contentsource": "publisher", "source": "publisher", "keywords": "keywords", "keyword": "keywords"},
    **{"description": "summary", "og:description": "summary", "columnname": "category", "article:section": "category"},
}
_VOID = frozenset(("br", "img", "hr", "input", "meta", "link", "col", "wbr", "source", "area", "base", "embed", "frame", "param"))
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head"))
_FILES = late(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|csv|pptx?|txt|zip|rar|7z|odt|ods)(?:[?#]|$)", re.I)
_PAIR = late(r"^\s*([^:：]{1,20}?)\s*[:：]\s*(\S.*?)\s*$", re.DOTALL)
_NAME_OF_SITE = late(r"\s*[-_|–—]{1,3}\s*[^-_|–—]{2,40}$")
_CELLS = ("td", "th", "dt", "dd", "li", "p", "span", "div")
_LEAST = 20  # characters of a text


@dataclass
class Node:
    """An element of a page: its place in the source, the elements and texts in it."""

    tag: str
    about: dict[str, str]
    start: int = 0
    inner: int = 0
    end: int = -1
    parts: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that is seen of it."""
        if self.tag in _UNSEEN:
            return ""
        inner = "".join(part if isinstance(part, str) else part.text for part in self.parts)
        return inner if self.tag in ("span", "a", "b", "strong", "font", "em", "i", "u") else f"\n{inner}\n"

    def walk(self) -> Iterator[Node]:
        """All elements in it, each before its own."""
        for part in self.parts:
            if isinstance(part, Node):
                yield part
                yield from part.walk()


class _Parser(HTMLParser):
    """The elements of a page as a tree; what is not closed is closed by what holds it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.top = Node("", {})
        self._stack = [self.top]
        self.feed(text)
        self.close()
        for node in self._stack:
            node.end = len(text)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self._at())
        node.inner = node.start + len(self.get_starttag_text() or "")
        self._stack[-1].parts.append(node)
        if tag in _VOID:
            node.end = node.inner
        else:
            self._stack.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self._stack[1:]):
            while True:
                node = self._stack.pop()
                node.end = self._at()
                if node.tag == tag:
                    break

    def handle_data(self, data: str) -> None:
        self._stack[-1].parts.append(data)


def find_pages(folder: Path) -> list[Path]:
    """The pages below a folder, in order; links are not followed."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file() and not path.is_symlink())
    return sorted(found)


def read_page(data: bytes, address: str, targets: Targets) -> Entry:
    """The values of a page; ``address`` is where it lay. Raises Refused where it is no text, or one without end."""
    text, _ = decode(data)
    try:
        return _read(text, address, targets)
    except RecursionError as error:
        raise Refused from error


def _read(text: str, address: str, targets: Targets) -> Entry:
    """The values of the text of a page."""
    top = page_tree(text)
    body = body_of(top)
    entry: dict[str, str] = {"address": address}
    for node in top.walk():
        name = (node.about.get("name") or node.about.get("property") or "").lower()
        if node.tag == "meta" and name in _FACTS and node.about.get("content", "").strip():
            entry.setdefault(_FACTS[name], node.about["content"].strip())
        elif node.tag == "link" and node.about.get("rel") == "canonical" and node.about.get("href"):
            entry["address"] = node.about["href"]
    taken = _pairs(top, body, targets, entry)
    title = _title(top, body, entry)
    if title:
        entry["title"] = title
    files = [(one, one.about["href"]) for one in top.walk() if one.tag == "a" and _FILES.search(one.about.get("href", ""))]
    inside = {id(node) for node in body.walk()} if body else set()
    beside = [(_line(node), href) for node, href in files if id(node) not in inside]
    html = text[body.inner : body.end] if body else ""
    html += "".join(f'<p><a href="{escape(href)}">{escape(words)}</a></p>' for words, href in beside)
    if html.strip():
        entry["body"] = html if "<" in html else f"<p>{html}</p>"
    rest = _rest(top, body, {*taken, title, *(words for words, _ in beside)})
    if rest:
        entry[targets.labels.text["import_page_rest"]] = rest
    return entry


def page_tree(text: str) -> Node:
    """The elements of a page, in one that has them all."""
    return _Parser(text).top


def is_sure(node: Node) -> bool:
    """True for an element whose name says that it has the text of a page."""
    return bool(_SURE.search(_called(node)))


def _called(node: Node) -> str:
    return f"{node.about.get('id', '')} {node.about.get('class', '')} {node.about.get('itemprop', '')}"


def _line(node: Node) -> str:
    return " ".join(node.text.split())


def body_of(top: Node) -> Node | None:
    """The element with the text of a page: by the names that systems give it, else by its paragraphs; None without one."""
    named: list[list[Node]] = [[], []]
    for node in top.walk():
        called = _called(node)
        if _SURE.search(called) or node.tag == "article":
            named[0].append(node)
        elif node.tag == "main" or any(_LIKELY.search(word) for word in called.split()):
            named[1].append(node)
    for nodes in named:
        full = [node for node in nodes if len(_line(node)) >= _LEAST]
        if full:
            # Of one inside the other the inner one has less of the frame, as long as the words are in it.
            most = max(len(_line(node)) for node in full)
            return min((node for node in full if len(_line(node)) * 2 >= most), key=lambda node: node.end - node.start)
    scores = [
        (sum(len(_line(part)) for part in node.parts if isinstance(part, Node) and part.tag == "p"), node) for node in top.walk()
    ]
    best, found = max(scores, key=lambda pair: pair[0], default=(0, None))
    if found is not None and best >= _LEAST:
        return found
    return next((node for node in top.walk() if node.tag == "body"), None)


def _pairs(top: Node, body: Node | None, targets: Targets, entry: dict[str, str]) -> set[str]:
    """Puts facts beside known words into an entry, all but those in the text itself; the lines that were read so."""
    inside = {id(node) for node in body.walk()} | {id(body)} if body else set()
    taken: set[str] = set()
    before: Node | None = None
    for node in top.walk():
        if id(node) in inside or node.tag not in _CELLS:
            continue
        said = _line(node)
        if before is not None and node.tag in ("td", "th", "dd"):
            head = _line(before).rstrip(":： ")
            name = targets.find(head, PLAIN) if 0 < len(head) <= _LEAST else ""
            if name and said and targets.is_known(name, PLAIN):
                entry[name] = said
                taken |= {_line(before), said}
                before = None
                continue
        before = node if node.tag in ("td", "th", "dt") else before if node.tag in ("span", "p", "div") else None
        if node.tag in ("li", "p", "span", "div") and len(said) < 200 and (pair := _PAIR.match(said)):
            name = targets.find(pair[1], PLAIN)
            if name and targets.is_known(name, PLAIN) and name not in ("body", "attachments"):
                entry.setdefault(name, pair[2])
                if entry[name] == pair[2]:
                    taken.add(said)
    return taken


def _title(top: Node, body: Node | None, entry: dict[str, str]) -> str:
    """The title of a page: what its head says, its first heading, or its name without that of the site."""
    heading = next((_line(node) for node in top.walk() if node.tag == "h1" and _line(node)), "")
    named = next(
        (" ".join("".join(p for p in node.parts if isinstance(p, str)).split()) for node in top.walk() if node.tag == "title"), ""
    )
    return entry.get("title") or heading or _NAME_OF_SITE.sub("", named)


def _rest(top: Node, body: Node | None, taken: set[str]) -> str:
    """The lines of a page that went nowhere."""

    def shown(node: Node) -> Iterator[str]:
        for part in node.parts:
            if isinstance(part, str):
                yield part
            elif part is not body and part.tag not in _UNSEEN:
                block = part.tag not in ("span", "a", "b", "strong", "font", "em", "i", "u")
                yield "\n" if block else ""
                yield from shown(part)
                yield "\n" if block else ""

    lines = dict.fromkeys(" ".join(line.split()) for line in "".join(shown(top)).splitlines())
    return " / ".join(line for line in lines if line and line not in taken)
