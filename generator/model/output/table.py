"""The table of outputs: every path the site will have, and the place in the sources that asks for it.

It is complete before a byte is written. Paths are compared as the most forgetful file system would compare them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from generator.names import folded_path
from generator.problems import Spot
from generator.urls import file_of

# The program itself, which asks for the pages and files that every site has.
OURS = Spot("")


class Placed(Protocol):
    """Something that is written at a place: an item, a page, a use of a file."""

    @property
    def spot(self) -> Spot:
        """The place."""


class Claim(NamedTuple):
    """A path that will be written and what asks for it; ``shown`` is False for what this edition holds back.

    ``whole``: a folder whose files are named by what is in them.
    """

    path: str
    asker: Spot | Placed
    shown: bool = True
    whole: bool = False

    @property
    def spot(self) -> Spot:
        """The place in the sources that asks for it."""
        return self.asker if isinstance(self.asker, Spot) else self.asker.spot


class Clash(NamedTuple):
    """Two claims that cannot both hold: the later one, the one it meets, and in what they meet."""

    claim: Claim
    other: Claim
    inside: bool = False


class OutputTable:
    """All claims by their folded path. The first claim of a path holds it; whoever comes later clashes with it."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims: dict[str, Claim] = {}
        self.clashes: list[Clash] = []
        for claim in claims:
            folded = folded_path(claim.path)
            other = self._claims.setdefault(folded, claim)
            if other is not claim:
                # Of several that meet here, the one of the very same path tells most.
                same = (clash.claim for clash in self.clashes if clash.claim.path == claim.path)
                self.clashes.append(Clash(claim, next(same, other)))
        self._wholes = [claim for claim in self._claims.values() if claim.whole]
        self.clashes += self._inside()

    def find(self, address: str) -> Claim | None:
        """The claim of exactly this address, of a page or a file, or of the folder that a server would lead on to."""
        path = address.partition("#")[0]
        for file in (file_of(path), f"{path}/index.html"):
            claim = self._claims.get(folded_path(file))
            if claim and claim.path == file:
                return claim
        return next((claim for claim in self._wholes if path.startswith(claim.path)), None)

    def addresses(self) -> Iterator[str]:
        """The addresses of all pages and files that are shown."""
        for claim in self._claims.values():
            if claim.shown and not claim.whole:
                yield claim.path.removesuffix("index.html")

    def _inside(self) -> Iterator[Clash]:
        """The claims of paths below what is itself a file, and of files below a folder that another fills."""
        folders: dict[str, str] = {}  # folder → a path in it; both folded
        for path, claim in self._claims.items():
            folder = path.rstrip("/").rpartition("/")[0] if claim.whole else path.rpartition("/")[0]
            while folder and folder not in folders:
                folders[folder] = path
                folder = folder.rpartition("/")[0]
        for file in self._claims.keys() & folders.keys():
            yield Clash(self._claims[folders[file]], self._claims[file], inside=True)
        for whole in self._wholes:
            inner = (claim for path, claim in self._claims.items() if path.startswith(whole.path) and claim is not whole)
            yield from (Clash(claim, whole) for claim in inner)
