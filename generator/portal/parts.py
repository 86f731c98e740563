"""Parts of a portal's pages: cells, choices, lines and sentences about bodies."""

from __future__ import annotations

from collections.abc import Iterable

from generator import urls
from generator.model.settings import Settings
from generator.portal.addresses import BODIES
from generator.portal.collect import Body, Collection
from generator.portal.contribution import Row, join
from generator.portal.view import Choice, Line
from generator.text import Count
from generator.view.parts import Cell


class Parts:
    """Makes the parts of pages in the words of a portal."""

    def __init__(self, settings: Settings, found: Collection) -> None:
        self._settings = settings
        self._words = settings.labels.text
        self._found = found
        self._bodies = {body.member.id: body for body in found.bodies}

    def body(self, member: str) -> Body:
        """The body with the id of a member."""
        return self._bodies[member]

    def at(self, body: Body, text: str, address: str) -> Cell:
        """A way to an address of a body's site, in the body's language where that is another."""
        return Cell(text, join(body.member.address, address), self.other(body))

    def in_year(self, body: Body, year: str) -> Cell:
        """How many items a body has of a year, which leads to its list of them."""
        return self.at(body, str(body.years[year]), urls.year_address(year))

    def other(self, body: Body) -> str:
        """The language of a body, where it is not that of the portal."""
        return self._settings.other_language(body.language)

    def named(self, body: Body) -> Cell:
        """The name of a body, which leads to its page here."""
        return Cell(body.member.name, body_address(body))

    def choice(self, body: Body) -> Choice:
        """The name of a body with how many items it has, where its pages are known."""
        return Choice(self.named(body), body.items if body.pages else None)

    def items(self, number: int) -> str:
        """The words for so many items."""
        return self._words["count_items"].format(count=Count(number))

    def total(self) -> str:
        """The words for how many bodies there are, and how many items they have."""
        bodies = [body for body in self._found.bodies if body.pages]
        return self._words["portal_sum"].format(bodies=Count(len(bodies)), items=Count(sum(body.items for body in bodies)))

    def state(self, body: Body) -> str:
        """The words for how a body was found: the day it tells of; why that is not the last one."""
        state = body.state
        if state.as_of is None:
            return self._words["portal_absent"]
        return self._words["portal_old" if state.kept else "portal_day"].format(date=self._settings.dates.shown(state.as_of))

    def lines(self, rows: Iterable[Row], *, bodies: bool = True) -> tuple[Line, ...]:
        """The lines of a list of items; ``bodies``: each says whose it is."""
        return tuple(
            Line(
                title=Cell(row.title, row.address, self._settings.other_language(row.language)),
                body=self._bodies[row.body].member.name if bodies else "",
                day=row.day,
                state=row.state,
            )
            for row in rows
        )


def body_address(body: Body) -> str:
    """The address of the page of a body."""
    return f"{BODIES}{body.member.id}/"


def requirement_address(profile: str, number: str) -> str:
    """The address of the page of a requirement of a regulation."""
    return f"{urls.CATALOG}by/{profile}/{number}/"
