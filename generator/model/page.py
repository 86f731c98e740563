"""An authored page, such as the guide: Markdown with facts of the catalog in it."""

from __future__ import annotations

import datetime as dt

from generator import urls
from generator.markdown import Loss
from generator.model.link import Link
from generator.model.record import Date, Text, record
from generator.problems import Spot


@record
class PageHead:
    """The front matter of a page."""

    title: Text
    description: Text = ""
    updated: Date | None = None


@record
class Page:
    """A page of ``content/pages``: what links it holds, what facts it names, what of it a reader will not see."""

    id: str
    source: str
    head: PageHead
    body: str
    links: tuple[Link, ...] = ()
    facts: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def address(self) -> str:
        """Where the page is shown."""
        return urls.page_address(self.id)

    @property
    def updated(self) -> dt.date | None:
        """The day the page last changed for its readers, where its author says so."""
        return self.head.updated

    @property
    def body_spot(self) -> Spot:
        """Where the page's text is written."""
        return self.spot

    @property
    def spot(self) -> Spot:
        """Where the page is written."""
        return Spot(self.source)
