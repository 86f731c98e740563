"""HTML of a text, by the parser of Markdown (comrak). This module alone knows it.

CommonMark with GitHub's tables, footnotes, definition lists, boxes, and emphasis that works beside Chinese punctuation.
Authors' HTML is dropped, links that could run a program are unlinked.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable

from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown

from generator.late import late
from generator.markdown.markup import draw_boxes, keep_numbers, place_notes
from generator.markdown.source import Prepared

Rewrite = Callable[[str], str]

OMITTED = "<!-- raw HTML omitted -->"

_READING, _SHOWING = ParseOptions(), RenderOptions()
_ONE_PARAGRAPH = late(r"<p>((?:(?!</p>).)*)</p>\n?", re.DOTALL)


def parse(prepared: Prepared, rewrite: Rewrite) -> str:
    """HTML in which stashed pieces are still marks, and HTML of the author's is a comment that says so."""
    text = prepared.text
    markup = render_markdown(text, _extensions(prepared, rewrite), _READING, _SHOWING)
    if "<sub>" in markup:
        # A pair of single tildes, which the parser would strike out if this were not another mark to it.
        markup = markup.replace("<sub>", "~").replace("</sub>", "~")
    markup = keep_numbers(markup, text, lambda: _placed(text, prepared))
    markup = place_notes(markup)
    return draw_boxes(markup, prepared.boxes, lambda title: _title(title, rewrite))


def visit_unsafe(prepared: Prepared, visit: Rewrite) -> None:
    """Hands over all targets, those too of links that could run a program, which the parser does not show."""
    options = RenderOptions()
    options.unsafe_ = True
    render_markdown(prepared.text, _extensions(prepared, visit), _READING, options)


def _placed(text: str, prepared: Prepared) -> str:
    """HTML with places in the source."""
    reading, options = ParseOptions(), RenderOptions()
    reading.sourcepos_chars = options.sourcepos = True
    return render_markdown(text, _extensions(prepared, str), reading, options)


def _title(title: str, rewrite: Rewrite) -> str:
    """The HTML of a title: emphasis and links, but no blocks."""
    match = _ONE_PARAGRAPH.fullmatch(parse(Prepared(title), rewrite))
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
