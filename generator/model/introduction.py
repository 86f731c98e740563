"""The text that introduces a site on its home page, written in ``catalog.yml``."""

from __future__ import annotations

from generator import urls
from generator.markdown import Loss
from generator.model.item import File
from generator.model.link import Link
from generator.model.record import record
from generator.problems import Spot


@record
class Introduction:
    """The ``introduction`` of the catalog: its Markdown, the links in it, the files they lead to, what is lost."""

    body: str = ""
    source: str = "catalog.yml"
    links: tuple[Link, ...] = ()
    dropped: str = ""
    losses: tuple[Loss, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def address(self) -> str:
        """The address of the home page."""
        return urls.HOME

    @property
    def body_spot(self) -> Spot:
        """The place where it is written."""
        return Spot(self.source, ("introduction",))
