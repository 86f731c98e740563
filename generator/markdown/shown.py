"""HTML of a text as a reader sees it, its anchors and its plain text."""

from __future__ import annotations

from generator.late import late
from generator.markdown.cells import set_cells
from generator.markdown.headings import Heading, anchor_item_headings, anchor_page_headings, close_levels
from generator.markdown.line_ends import join_lines
from generator.markdown.links import mark, without_dead_links
from generator.markdown.markup import Facts, unstash
from generator.markdown.parser import OMITTED, Rewrite, parse
from generator.markdown.source import Prepared, prepare
from generator.markdown.targets import is_safe
from generator.text import plain_text

# HTML has given this up; the style sheet knows the classes.
_ALIGNED = late(r'<(t[dh]) align="(left|center|right)">')
_PUNCTUATION = late(r"([!-/:-@\[-`{-~])")


def to_html(source: str, rewrite: Rewrite) -> str:
    """The HTML of a text. ``rewrite`` turns each target of a link or image into an address; nothing unlinks it.

    Headings start at the second level, the first being the page's own, and carry an anchor made of their words.
    """
    return anchor_item_headings(_shown(source, rewrite, None))[0]


def to_markup(source: str) -> str:
    """The HTML of a text on whatever page it stands: links to places in the site are marks, which `resolve_links` fills."""
    return to_html(source, mark)


def to_page_html(source: str, rewrite: Rewrite, facts: Facts) -> tuple[str, list[Heading]]:
    """The HTML of a page's text with its facts, and its headings."""
    markup, headings = anchor_page_headings(_shown(source, rewrite, facts), facts.names)
    return close_levels(markup), headings


def to_text(source: str) -> str:
    """The text that a reader sees of a source."""
    return plain_text(to_html(source, str))


def find_anchors(source: str) -> tuple[str, ...]:
    """The anchors of the headings of an item's text."""
    if not ("#" in source or "\n-" in source or "\n=" in source):
        return ()
    return tuple(heading.anchor for heading in anchor_item_headings(_shown(source, str, None))[1])


def find_page_anchors(source: str, facts: Facts) -> tuple[str, ...]:
    """The anchors of the headings of a page's text."""
    return tuple(heading.anchor for heading in to_page_html(source, str, facts)[1])


def escape_markdown(text: str) -> str:
    """Markdown that shows a text as it is."""
    return _PUNCTUATION.sub(r"\\\1", text)


def _shown(source: str, rewrite: Rewrite, facts: Facts | None) -> str:
    """HTML as a reader sees it, but for the anchors of its headings."""
    prepared = prepare(source, facts=facts is not None)
    said = facts or Facts()

    def address(target: str) -> str:
        target = prepared.filled(target, said.text)
        return rewrite(target) if is_safe(target) else ""

    return finish(parse(prepared, address), prepared, facts)


def finish(markup: str, prepared: Prepared, facts: Facts | None) -> str:
    """The parser's HTML as a reader sees it: without what was dropped, with the pieces of its source."""
    if OMITTED in markup:
        markup = markup.replace(OMITTED, "")
    if ' align="' in markup:
        markup = _ALIGNED.sub(r'<\1 class="gk-\2">', markup)
    markup = set_cells(markup)
    markup = without_dead_links(markup)
    if facts is not None:
        markup = markup.replace("⟦", "&#x27E6;")
    return join_lines(unstash(markup, prepared, facts or Facts()))
