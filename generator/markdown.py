"""Markdown of items: CommonMark with GitHub tables and emphasis that works beside Chinese punctuation.

The only module that knows the parser. Authors' HTML is dropped, links that could run a program are unlinked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown

from generator.text import plain_text

Rewrite = Callable[[str], str]

_OMITTED = "<!-- raw HTML omitted -->"
_UNLINKED = re.compile(r'<a href=""(?: title="[^"]*")?>(.*?)</a>', re.DOTALL)
_UNSHOWN = re.compile(r'<img src=""[^>]*>')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_NOT_IN_ANCHOR = re.compile(r"[^\w]+")
_ANCHOR = re.compile(r'<h[1-6] id="([^"]*)"')
_NAMED = re.compile(r"\{[^{}\n]*#([\w-]+)[^{}\n]*\}")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE = ("http:", "https:", "mailto:", "tel:")
_MAY_RUN = re.compile(r"(?:script|data|file)\s*:", re.IGNORECASE)
_MAY_LINK = re.compile(r"\]\(|\]:|<")


def is_external(target: str) -> bool:
    """Whether a link leaves the site (or names another program, such as the mailer)."""
    return bool(_SCHEME.match(target)) or target.startswith("//")


def is_safe(target: str) -> bool:
    """Whether a link may stand on a page: a relative one, or one of the few schemes that only show or send."""
    return not is_external(target) or target.lower().startswith(_SAFE)


def find_links(source: str) -> tuple[tuple[str, ...], bool]:
    """The distinct targets of links and images in a text, in order, and whether it holds HTML that will be dropped."""
    if not _MAY_LINK.search(source):
        return (), False
    targets: dict[str, None] = {}

    def note(target: str) -> str:
        targets[target] = None
        return target

    markup = _render(source, note)
    if _MAY_RUN.search(source):
        # The parser does not show links that could run a program unless told to; what it makes of them is thrown away.
        _render(source, note, unsafe=True)
    return tuple(targets), _OMITTED in markup


def to_html(source: str, rewrite: Rewrite) -> str:
    """The HTML of a text. ``rewrite`` turns each target of a link or image into an address; nothing unlinks it.

    Headings start at the second level, the first being the page's own, and carry an anchor made of their words.
    """
    markup = _render(source, lambda target: rewrite(target) if is_safe(target) else "")
    if _OMITTED in markup:
        markup = markup.replace(_OMITTED, "")
    if '=""' in markup:
        markup = _UNSHOWN.sub("", _UNLINKED.sub(r"\1", markup))
    return _anchor_headings(markup) if "<h" in markup else markup


def find_anchors(source: str) -> tuple[str, ...]:
    """The anchors of the headings of an item's text."""
    return tuple(_ANCHOR.findall(to_html(source, lambda target: target))) if "#" in source or "\n-" in source else ()


def find_page_anchors(source: str) -> tuple[str, ...]:
    """The anchors of the headings of a page's text, as the engine makes them; ``{#name}`` gives one by hand."""
    found = [plain_text(match[2]) for match in _HEADING.finditer(_render(source, lambda target: target))]
    named = _NAMED.findall(source)
    return (*(_NOT_IN_SLUG.sub("", _NAMED.sub("", text)).strip().lower().replace(" ", "-") for text in found), *named)


def _render(source: str, rewrite: Rewrite, *, unsafe: bool = False) -> str:
    extensions = ExtensionOptions()
    extensions.table = True
    extensions.strikethrough = True
    extensions.cjk_friendly_emphasis = True
    extensions.link_url_rewriter = rewrite
    extensions.image_url_rewriter = rewrite
    options = RenderOptions()
    options.unsafe_ = unsafe
    return render_markdown(source, extensions, ParseOptions(), options)


def _anchor_headings(markup: str) -> str:
    shift = 1 if "<h1>" in markup else 0
    seen: dict[str, int] = {}

    def anchored(match: re.Match[str]) -> str:
        level = min(int(match[1]) + shift, 6)
        anchor = _NOT_IN_ANCHOR.sub("-", plain_text(match[2])).strip("-").lower() or "section"
        seen[anchor] = seen.get(anchor, 0) + 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
        return f'<h{level} id="{anchor}">{match[2]}</h{level}>'

    return _HEADING.sub(anchored, markup)
