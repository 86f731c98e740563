"""Who remarked, inserted or deleted something in an OpenDocument file (ISO/IEC 26300-1, 5.5, 14.1), and where that stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.load.attachment.events import Attributes
from generator.model.attachment import Piece, Table

_SIGNED = ("annotation", "change-info")  # begin with who it was, and when
_WORDS = ("p", "h", "list")
REMARKS = frozenset((*_SIGNED, *_WORDS, "tracked-changes", "changed-region", "deletion", "creator", "change"))

Found = Iterator[Piece | Table]


@dataclass(slots=True)
class Remarks:
    """The remarks and changes of a part while it is read. ``region`` is the id of the change whose words are read."""

    author: str = ""
    region: str = ""
    _signing: bool = False
    _asking: bool = False
    _changes: bool = False
    _deleting: bool = False
    _mark: str = ""
    _kept: dict[str, list[Piece]] = field(default_factory=dict)
    _revisers: dict[str, None] = field(default_factory=dict)

    def take(self, text: str) -> bool:
        """True if a text is none of the document's: the name of somebody who remarks, or the day of it."""
        if self._asking:
            self.author += text
        return self._asking or self._signing

    def start(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of an element."""
        if tag in _WORDS:
            self._signing = False
        elif tag in _SIGNED:
            self._signing, self.author = True, ""
        elif tag == "changed-region":
            self.region = attributes.get("id", "")
        elif tag == "change":
            self._mark = attributes.get("change-id", "")
        else:
            self._asking = self._asking or tag == "creator"
            self._changes = self._changes or tag == "tracked-changes"
            self._deleting = self._deleting or tag == "deletion"

    def end_of(self, tag: str) -> None:
        """Takes in the end of an element. Who changed something without deleting it is a reviser."""
        if tag in _SIGNED:
            self._signing = False
        elif tag == "creator":
            self._asking = False
            if self._changes and not self._deleting:
                self._revisers.setdefault(self.author, None)
        elif tag == "changed-region":
            self.region = ""
        elif tag == "tracked-changes":
            self._changes = False
        elif tag == "deletion":
            self._deleting = False

    def keep(self, found: Iterable[Piece | Table]) -> Found:
        """The tables of what was found in a change: its words wait for the mark that says where they stood."""
        for one in found:
            if isinstance(one, Piece):
                self._kept.setdefault(self.region, []).append(one)
            else:
                yield one

    def placed(self, paragraph: int) -> Iterator[Piece]:
        """The words deleted at the mark that ends, with the paragraph they stood in."""
        for piece in self._kept.pop(self._mark, []):
            yield replace(piece, paragraph=paragraph)

    def end(self) -> Iterator[Piece]:
        """The words that stood at no mark, and the revisers."""
        for pieces in self._kept.values():
            yield from (replace(piece, paragraph=0) for piece in pieces)
        yield from (Piece(author, "metadata", name="reviser") for author in self._revisers if author)
