"""A link or an image in a text: what its author wrote and where in the site it leads."""

from __future__ import annotations

from generator import urls
from generator.markdown import is_external
from generator.model.record import record


@record
class Link:
    """``path`` is the file it names (empty where it leaves the site), ``address`` what that file is shown as, if anything."""

    written: str
    path: str = ""
    address: str = ""

    @property
    def anchor(self) -> str:
        """The place inside the target, with its ``#``; the name of a list's record is no such place."""
        fragment = self.written.partition("#")[2] if self.path.endswith(".md") else ""
        return f"#{fragment}" if fragment else ""


def link_from(source: str, written: str) -> Link:
    """The link that a text in ``source`` means by ``written``."""
    if is_external(written) or written.startswith("#"):
        return Link(written=written)
    path = urls.link_target(source, written)
    return Link(written=written, path=path, address=urls.source_address(path, urls.link_fragment(written)) or "")
