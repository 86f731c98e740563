"""Markdown of every text: items, lists, pages, reports, the introduction. docs/sources.md says what is read, and in which order.

CommonMark with GitHub's tables, footnotes, definition lists, boxes, and emphasis that works beside Chinese punctuation.
This module alone knows the parser. Authors' HTML is dropped, links that could run a program are unlinked.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown

from generator.frozen import frozen
from generator.late import late
from generator.markdown.cells import set_cells
from generator.markdown.headings import DEEP, Heading, anchor_item_headings, anchor_page_headings, close_levels, find_skipped
from generator.markdown.languages import find_spoken
from generator.markdown.line_ends import join_lines
from generator.markdown.loss import Loss
from generator.markdown.losses import find_losses
from generator.markdown.markup import Facts, draw_boxes, facts_in, fill_pieces, has_stray_html, keep_numbers, place_notes
from generator.markdown.pasted import PASTED
from generator.markdown.source import Prepared, find_tag, prepare, without_remarks
from generator.markdown.targets import find_empty, is_empty, is_external, is_safe, without_causes
from generator.markdown.typed import INDENTED, find_typed
from generator.text import plain_text

Rewrite = Callable[[str], str]

_READING, _SHOWING = ParseOptions(), RenderOptions()
_OMITTED = "<!-- raw HTML omitted -->"
_UNLINKED = late(r'<a href=""(?: title="[^"]*")?>(.*?)</a>', re.DOTALL)
_UNSHOWN = late(r'<img src="" alt="([^"]*)"[^>]*>')
_FOREIGN = late(r'<img src="((?:https?:)?//[^"]*)"', re.IGNORECASE)
# HTML has given this up; the style sheet knows the classes.
_ALIGNED = late(r'<(t[dh]) align="(left|center|right)">')
_MAY_RUN = ("script", "data", "file")
# What must stand in a text for it to hold a link or HTML, or for the parser to leave letters out. The rest it shows whole, as
# it does the numbers of a list that stands at the margin, below an empty line.
_MAY_LOSE = late(
    r"\]\(|\]:|\]\[|\[\^|[<&|{]|```|~~~|!!!|\?\?\?|\[TOC\]"
    r"|\n(?:[ \t>*+-]+\d{1,9}[.)](?=[ \t]|$)|(?!\d{1,9}[.)][ \t])[^\n]+\n\d{1,9}[.)](?=[ \t]|$)|\d{1,9}[.)][ \t]*(?=\n|\Z))",
)
_MAY_SLANT = late(r"\*(?<=\d\*)\d")
_PUNCTUATION = late(r"([!-/:-@\[-`{-~])")
_PLAIN_CODE = late(r"<pre><code>(.*?)</code></pre>", re.DOTALL)
# A link that leads to a place in the site, as it stands in markup until its page is made.
_LINK_MARK = late(r'="gk:([0-9a-f]+)"')
_SAFE_IN_ADDRESS = "-_.+!*'(),%#@?=;:/$~&"  # what the parser lets stand in an address
_ONE_PARAGRAPH = late(r"<p>((?:(?!</p>).)*)</p>\n?", re.DOTALL)


@frozen
class Reading:
    """The contents of a text: targets of links and images, and names of facts, each once; the first HTML that is dropped.

    ``pictures`` are those of the targets that are pictures of another host.
    """

    targets: tuple[str, ...] = ()
    dropped: str = ""
    losses: tuple[Loss, ...] = ()
    facts: tuple[str, ...] = ()
    pictures: frozenset[str] = frozenset()


def read_text(source: str, *, facts: bool = False, levels: bool = False) -> Reading:
    """The contents of a text and what of it a reader will not see, by one parse.

    ``facts``: whether it may name facts, as a page does; ``levels``: whether those of its headings count.
    """
    if not source:  # as in most rows of a list
        return Reading()
    typed = tuple(_typed(source, facts=facts))
    anchor = anchor_page_headings if facts else anchor_item_headings
    levels = levels and DEEP in source
    if not _may_lose(source):
        if levels:
            typed += find_skipped(anchor(_markup(prepare(source), str))[1])
        return Reading(losses=typed) if typed else Reading()
    reading, markup = _read(source, prepare(source, facts=facts), typed, facts=facts)
    if levels and (skipped := find_skipped(anchor(markup)[1])):
        reading = replace(reading, losses=(*reading.losses, *skipped))
    return reading


def read_markup(source: str) -> tuple[Reading, str]:
    """The contents of an item's text, as `read_text` has them, and its HTML, as `to_markup` has it, by one parse."""
    prepared = prepare(source)
    typed = tuple(_typed(source, facts=False))
    if _may_lose(source):
        reading, markup = _read(source, prepared, typed)
    else:
        reading, markup = Reading(losses=typed) if typed else Reading(), _markup(prepared, str)
    shown, headings = anchor_item_headings(_finished(markup, prepared, None))
    if DEEP in source and (skipped := find_skipped(headings)):
        reading = replace(reading, losses=(*reading.losses, *skipped))
    return reading, shown


def _may_lose(source: str) -> bool:
    """False for a text that holds no link and that the parser shows whole."""
    return bool(_MAY_LOSE.search(f"\n{source}") or ("*" in source and _MAY_SLANT.search(source)))


def _read(source: str, prepared: Prepared, typed: tuple[Loss, ...], *, facts: bool = False) -> tuple[Reading, str]:
    """The contents of a text, and the parser's HTML of it."""
    targets: dict[str, None] = {}
    raw: list[str] = []

    def note(target: str) -> str:
        raw.append(target)
        targets[prepared.restored(target)] = None
        return target if facts else _marked(prepared.filled(target, Facts().text))

    markup = _markup(prepared, note)
    if (":" in source or "&" in source) and any(word in source.lower() for word in _MAY_RUN):
        # The parser does not show links that could run a program unless told to; what it makes of them is thrown away.
        _render_unsafe(prepared, note)
    shown = fill_pieces(markup, prepared, Facts())
    anchored = anchor_item_headings(shown)[0] if "{" in shown else shown
    named = facts_in(f"{markup}{' '.join(raw)}", prepared) if facts else ()
    foreign = frozenset(prepared.restored(html.unescape(found)) for found in _FOREIGN.findall(markup)) if "<img" in markup else ()
    empty = find_empty(source, targets, markup)
    losses = (
        *without_causes(find_losses(source, shown, anchored, targets), empty),
        *typed,
        *empty,
        *find_spoken(markup, prepared),
    )
    told = any(loss.kind == PASTED for loss in losses)  # with the words in it
    dropped = find_tag(source) if not told and (_OMITTED in markup or has_stray_html(markup, prepared)) else ""
    return Reading(tuple(targets), dropped, losses, named, frozenset(foreign)), markup


def _typed(source: str, *, facts: bool) -> Iterator[Loss]:
    """The losses of what was typed for Markdown and is none. What four blanks make of a text the parser is asked."""
    code: str | None = None
    for loss in find_typed(source):
        if loss.kind == INDENTED:
            if code is None:
                code = "\n".join(_PLAIN_CODE.findall(_markup(prepare(source, facts=facts), str)))
            if loss.needle.strip() not in html.unescape(code):
                continue
        yield loss


def to_html(source: str, rewrite: Rewrite) -> str:
    """The HTML of a text. ``rewrite`` turns each target of a link or image into an address; nothing unlinks it.

    Headings start at the second level, the first being the page's own, and carry an anchor made of their words.
    """
    return anchor_item_headings(_shown(source, rewrite, None))[0]


def to_markup(source: str) -> str:
    """The HTML of a text on whatever page it stands: links to places in the site are marks, which `resolve_links` fills."""
    return to_html(source, _marked)


def resolve_links(markup: str, addresses: Mapping[str, str]) -> str:
    """Markup with the addresses of its links by their targets as written; a link of which none is known is text only."""
    if "gk:" not in markup:
        return markup

    def address(mark: re.Match[str]) -> str:
        found = addresses.get(bytes.fromhex(mark[1]).decode("utf-8", "surrogatepass"), "")
        return f'="{html.escape(quote(found, _SAFE_IN_ADDRESS))}"'

    resolved = _LINK_MARK.sub(address, markup)
    return join_lines(_without_dead_links(resolved)) if '=""' in resolved else resolved


def _marked(target: str) -> str:
    """A target as it stands in markup: a mark where it is a place in the site, else the target itself."""
    if not target or is_external(target) or target.startswith("#"):
        return target if is_safe(target) else ""
    return f"gk:{target.encode('utf-8', 'surrogatepass').hex()}"


def to_text(source: str) -> str:
    """The text that a reader sees of a source."""
    return plain_text(to_html(source, str))


def to_page_html(source: str, rewrite: Rewrite, facts: Facts) -> tuple[str, list[Heading]]:
    """The HTML of a page's text with its facts, and its headings."""
    markup, headings = anchor_page_headings(_shown(source, rewrite, facts), facts.names)
    return close_levels(markup), headings


def escape_markdown(text: str) -> str:
    """Markdown that shows a text as it is."""
    return _PUNCTUATION.sub(r"\\\1", text)


def find_anchors(source: str) -> tuple[str, ...]:
    """The anchors of the headings of an item's text."""
    if not ("#" in source or "\n-" in source or "\n=" in source):
        return ()
    return tuple(heading.anchor for heading in anchor_item_headings(_shown(source, str, None))[1])


def find_page_anchors(source: str, facts: Facts) -> tuple[str, ...]:
    """The anchors of the headings of a page's text."""
    return tuple(heading.anchor for heading in to_page_html(source, str, facts)[1])


def _shown(source: str, rewrite: Rewrite, facts: Facts | None) -> str:
    """HTML as a reader sees it, but for the anchors of its headings."""
    prepared = prepare(source, facts=facts is not None)
    said = facts or Facts()

    def address(target: str) -> str:
        target = prepared.filled(target, said.text)
        return rewrite(target) if is_safe(target) else ""

    return _finished(_markup(prepared, address), prepared, facts)


def _finished(markup: str, prepared: Prepared, facts: Facts | None) -> str:
    """The parser's HTML as a reader sees it: without what was dropped, with the pieces of its source."""
    if _OMITTED in markup:
        markup = markup.replace(_OMITTED, "")
    if ' align="' in markup:
        markup = _ALIGNED.sub(r'<\1 class="gk-\2">', markup)
    markup = set_cells(markup)
    markup = _without_dead_links(markup)
    if facts is not None:
        markup = markup.replace("⟦", "&#x27E6;")
    return join_lines(fill_pieces(markup, prepared, facts or Facts()))


def _without_dead_links(markup: str) -> str:
    """HTML in which a link that leads nowhere is the text of it, and a picture of nothing its description."""
    return _UNSHOWN.sub(r"\1", _UNLINKED.sub(r"\1", markup)) if '=""' in markup else markup


def _markup(prepared: Prepared, rewrite: Rewrite) -> str:
    """HTML in which the pieces are still marks, and HTML of the author's is a comment that says so."""
    text = prepared.text
    markup = render_markdown(text, _extensions(prepared, rewrite), _READING, _SHOWING)
    if "<sub>" in markup:
        # A pair of single tildes, which the parser would strike out if this were not another mark to it.
        markup = markup.replace("<sub>", "~").replace("</sub>", "~")
    markup = keep_numbers(markup, text, lambda: _placed(text, prepared))
    markup = place_notes(markup)
    return draw_boxes(markup, prepared.boxes, lambda title: _title(title, rewrite))


def _placed(text: str, prepared: Prepared) -> str:
    """HTML with places in the source."""
    reading, options = ParseOptions(), RenderOptions()
    reading.sourcepos_chars = options.sourcepos = True
    return render_markdown(text, _extensions(prepared, str), reading, options)


def _title(title: str, rewrite: Rewrite) -> str:
    """The HTML of a title: emphasis and links, but no blocks."""
    match = _ONE_PARAGRAPH.fullmatch(_markup(Prepared(title), rewrite))
    return match[1] if match else html.escape(title)


def _extensions(prepared: Prepared, rewrite: Rewrite) -> ExtensionOptions:
    text = prepared.text
    extensions = _chosen("~" in text, "[^" in text, "\n:" in text or "\n " in text, bool(prepared.boxes))
    extensions.link_url_rewriter = rewrite
    extensions.image_url_rewriter = rewrite
    return extensions


@functools.cache
def _chosen(tildes: bool, notes: bool, definitions: bool, boxes: bool) -> ExtensionOptions:
    """The extensions to read beyond CommonMark; some is asked for only where its signs are, for each costs time."""
    extensions = ExtensionOptions()
    extensions.table = True
    extensions.strikethrough = True
    extensions.subscript = tildes
    extensions.footnotes = notes
    extensions.description_lists = definitions
    extensions.block_directive = boxes
    extensions.cjk_friendly_emphasis = True
    return extensions


def _render_unsafe(prepared: Prepared, rewrite: Rewrite) -> None:
    options = RenderOptions()
    options.unsafe_ = True
    render_markdown(prepared.text, _extensions(prepared, rewrite), _READING, options)


__all__ = [
    "Facts",
    "Heading",
    "Loss",
    "Reading",
    "escape_markdown",
    "find_anchors",
    "find_page_anchors",
    "is_empty",
    "is_external",
    "is_safe",
    "read_markup",
    "read_text",
    "resolve_links",
    "to_html",
    "to_markup",
    "to_page_html",
    "to_text",
    "without_remarks",
]
