"""Rules on what the text of a page says in numbers: the same as of the text of an item."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.text.bodies import PROSE_CODES, find_in_prose
from generator.check.text.finder import Text
from generator.markdown import without_remarks
from generator.model.item import Authored, Item
from generator.model.page import Page
from generator.problems import Problem


@rule(*PROSE_CODES)
def check_page_prose(pages: tuple[Page, ...]) -> Iterator[Problem]:
    """The numbers of each page agree with one another, and its times can be."""
    for page in pages:
        # A page as an item of the day on which it was changed.
        authored = Authored(title=page.head.title, created=page.head.updated)
        item = Item(id=page.id, source=page.source, digest="", authored=authored)
        yield from find_in_prose(Text(item, without_remarks(page.body), timeless=True))
