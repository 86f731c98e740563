"""Rules on what the text of a page says in numbers: the same as of the text of an item."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.text.bodies import PROSE_CODES, find_in_prose
from generator.check.text.days import IMPOSSIBLE, find_days
from generator.check.text.patterns import without_code
from generator.markdown import without_remarks
from generator.model.item import Authored, Item
from generator.model.page import Page
from generator.problems import Problem, Spot


@rule(*PROSE_CODES)
def check_page_prose(pages: tuple[Page, ...]) -> Iterator[Problem]:
    """The numbers of each page agree with one another, and its times can be."""
    for page in pages:
        body = without_remarks(page.body)
        # A page as an item of the day on which it was changed.
        item = Item(
            id=page.id, source=page.source, digest="", authored=Authored(title=page.head.title, created=page.head.updated)
        )
        plain = without_code(body)
        days = [problem.where.needle for problem in find_days(plain, page.body_spot, ()) if isinstance(problem.where, Spot)]
        for problem in find_in_prose(item, body, plain):
            where = problem.where
            told = problem.code == IMPOSSIBLE and isinstance(where, Spot) and any(day in where.needle for day in days)
            if not told:  # with the other days of the page
                yield problem
