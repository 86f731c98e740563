"""An authored page, such as the guide: Markdown with facts of the catalog in it."""

from __future__ import annotations

import datetime as dt

from generator import urls
from generator.markdown import Loss
from generator.model.item import File
from generator.model.link import Link
from generator.model.record import Date, Text, record
from generator.problems import Spot


@record
class PageHead:
    """The front matter of a page. With an ``audience`` it is left out of editions for others."""

    title: Text
    description: Text = ""
    updated: Date | None = None
    audience: Text = ""


@record
class Page:
    """A page of ``content/pages``: the ``links`` of its Markdown, the ``files`` they lead to, the ``{{ names }}`` in it."""

    id: str
    source: str
    head: PageHead
    body: str
    links: tuple[Link, ...] = ()
    files: tuple[File, ...] = ()
    facts: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def address(self) -> str:
        """The address at which the page is shown."""
        return urls.page_address(self.id)

    @property
    def updated(self) -> dt.date | None:
        """The day the page last changed for its readers, where its author says so."""
        return self.head.updated

    @property
    def body_spot(self) -> Spot:
        """The place where the page's text is written."""
        return self.spot

    @property
    def spot(self) -> Spot:
        """The place where the page is written."""
        return Spot(self.source)
