"""A link or an image in a text: what its author wrote and where in the site it leads."""

from __future__ import annotations

from collections.abc import Mapping

from generator import urls
from generator.markdown import Reading, is_empty, is_external
from generator.model.record import record


@record
class Link:
    """``path`` is the file it names (empty where it leaves the site), ``address`` what that file is shown as, if anything.

    ``picture``: it is a picture that lies on another host.
    """

    written: str
    path: str = ""
    address: str = ""
    picture: bool = False

    @property
    def anchor(self) -> str:
        """The place inside the target, with its ``#``; the name of a list's record is no such place."""
        fragment = self.written.partition("#")[2] if self.path.endswith(".md") else ""
        return f"#{fragment}" if fragment else ""


def leads_to(link: Link, elsewhere: Mapping[str, str]) -> str:
    """The address that the file a link names is shown as; ``elsewhere`` has those of files whose names do not tell it."""
    return elsewhere.get(link.path, link.address)


def links_of(source: str, reading: Reading) -> tuple[Link, ...]:
    """The links of a text in ``source``; those that have no target are losses of it."""
    named = (target for target in reading.targets if not is_empty(target))
    return tuple(link_from(source, target, picture=target in reading.pictures) for target in named)


def link_from(source: str, written: str, *, picture: bool = False) -> Link:
    """The link that a text in ``source`` means by ``written``."""
    if is_external(written) or written.startswith("#"):
        return Link(written=written, picture=picture)
    path = urls.link_target(source, written)
    return Link(written=written, path=path, address=urls.source_address(path, urls.link_fragment(written)) or "")
