"""The seam to the engine: pages go in as values and come back as HTML. MkDocs stands behind it (``process``, ``mkdocs``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.digests import value_digest

# A process of an engine that the machine failed ends with this and the number of the fault.
MACHINE = 100


class EngineError(Exception):
    """The engine failed; its own words say why."""


@dataclass(frozen=True)
class FramePage:
    """A page for the frame: its address, title and what else its head says, its HTML, its headings (level, anchor, words).

    The engine knows it by no name of the site's, so none can mean something to it.
    """

    address: str
    title: str
    head: tuple[tuple[str, str], ...]
    html: str = ""
    headings: tuple[tuple[int, str, str], ...] = ()

    @property
    def key(self) -> str:
        """The digest of all of it."""
        return value_digest(self)


class Rendering(Protocol):
    """Pages on their way through the engine."""

    def result(self) -> list[str]:
        """The pages as HTML, in their order. Raises EngineError, and OSError where the machine failed the engine."""

    def stop(self) -> None:
        """Ends a run that nobody waits for any more."""


class Engine(Protocol):
    """The engine that puts pages into the frame of the site. Equal keys and equal pages give equal HTML."""

    @property
    def key(self) -> str:
        """The digest of all that the engine reads beside the pages."""

    def render_pages(self, pages: Sequence[FramePage]) -> Rendering:
        """Begins to render pages."""
