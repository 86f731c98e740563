"""Markdown of every text: items, lists, pages, reports, the introduction.

docs/sources.md says what is read, and in which order.
"""

from generator.markdown.headings import Heading
from generator.markdown.links import resolve_links
from generator.markdown.loss import Loss
from generator.markdown.markup import Facts
from generator.markdown.reading import Reading, read_markup, read_text
from generator.markdown.shown import escape_markdown, find_anchors, find_page_anchors, to_html, to_markup, to_page_html, to_text
from generator.markdown.source import without_remarks
from generator.markdown.targets import is_empty, is_external, is_safe

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
