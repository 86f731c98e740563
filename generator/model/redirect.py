"""Redirects: addresses that were published and now lead elsewhere."""

from __future__ import annotations

from collections.abc import Container

from generator import urls
from generator.model.item import Item
from generator.model.record import Date, Text, record
from generator.problems import Spot

REDIRECTS = "content/redirects.yml"
# Files that a browser shows as a page, whatever server sends them.
_PAGES = (".html", ".htm", ".shtml", ".xhtml")


@record
class RedirectEntry:
    """An entry of ``redirects.yml``: an address that was published, where it leads now, since when and why."""

    from_: Text
    to: Text
    date: Date
    reason: Text = ""


@record
class Redirect:
    """A redirect by the addresses that its entry means, both from the site's root, such as ``items/2023/budget/``.

    ``to`` may be the full address of a page of another host; ``entry`` is its place in the file.
    """

    from_: str
    to: str
    reason: str
    entry: int

    @property
    def address(self) -> str:
        """The address of the page that leads on.

        An address such as ``old.pdf`` cannot be answered with a page by a plain file server, but that of a folder can: every
        server leads from ``old.pdf`` to ``old.pdf/``.
        """
        return self.from_ if not self.from_ or self.from_.endswith(("/", *_PAGES)) else f"{self.from_}/"

    @property
    def spot(self) -> Spot:
        """The place where it is written."""
        return Spot(REDIRECTS, (self.entry,))

    @property
    def leaves(self) -> bool:
        """True if it leads to another host."""
        return urls.is_full(self.to)

    @property
    def target_path(self) -> str:
        """The address of the page it leads to, without a place on that page."""
        return self.to.partition("#")[0]

    def waits(self, target: Item, shown: Container[str]) -> bool:
        """True while it leads to a draft that is not shown: until then nothing of it is published."""
        return target.authored.draft and target.address not in shown
