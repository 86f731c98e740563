"""Words and places of a DOCX beside its paragraphs: in attributes, in rows set out by tabs, and what comments are on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.load.attachment.events import Attributes
from generator.load.attachment.sweep import words_about
from generator.load.attachment.words import says_number
from generator.model.attachment import Part, Table

# Attributes that hold words for which there is no element: descriptions of pictures, what a control or a field falls back to.
_WORDS = frozenset(("descr", "title", "displayText", "instr", "alt", "tooltip", "lastValue", "embeddedHtml"))
_WORDY = frozenset(
    (
        "alias",
        "attr",
        "permStart",
        "tag",
        "listItem",
        "listEntry",
        "default",
        "helpText",
        "statusText",
        "docVar",
        "bookmarkStart",
        "tblCaption",
        "tblDescription",
    )
)
_NAMED = ("docPr", "cNvPr")
_FEWEST = 2  # rows of a table

Place = tuple[int, int, int]  # a paragraph, its table and row, nought where it stands in none


def words_in(tag: str, attributes: Attributes) -> list[str]:
    """The words in the attributes of an element that no program shows where they stand."""
    if tag in _NAMED:
        return words_about(attributes)
    if tag == "comment":
        initials = attributes.get("initials", "")
        return [initials] if says_number(initials) else []
    return [value for name, value in attributes.items() if (name in _WORDS or tag in _WORDY) and len(value) > 1]


@dataclass(slots=True)
class TabbedRows:
    """The paragraphs one behind the other that are parted by tabs as rows of cells, with their numbers."""

    part: Part
    _rows: list[tuple[str, ...]] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=list)

    def take(self, number: int, text: str) -> Iterator[Table]:
        """The table that ends with a paragraph that has no tabs, if there is one."""
        if "\t" in text:
            self._rows.append(tuple(cell.strip() for cell in text.split("\t")))
            self._numbers.append(number)
        elif self._rows:
            yield from self.end()

    def end(self) -> Iterator[Table]:
        """The table that was read last, if it has rows enough."""
        if len(self._rows) >= _FEWEST:
            yield Table(tuple(self._rows), lines=tuple(self._numbers), part=self.part)
        self._rows, self._numbers = [], []


@dataclass(slots=True)
class Anchors:
    """The paragraphs that comments are on, by their ids (ECMA-376, 17.13.4); ``at`` is that of the comment which is read."""

    at: Place = (0, 0, 0)
    between: bool = True  # no paragraph is open
    _known: dict[str, Place] = field(default_factory=dict)
    _ahead: list[str] = field(default_factory=list)  # what begins between two paragraphs

    def add(self, id: str, place: Place) -> None:
        """Takes in a sign of a comment in the text. What it is on begins at the first."""
        if self.between:
            self._ahead.append(id)
        else:
            self._known.setdefault(id, place)

    def settle(self, place: Callable[[], Place]) -> None:
        """Takes in the start of a paragraph."""
        self.between = False
        while self._ahead:
            self._known.setdefault(self._ahead.pop(), place())

    def begin(self, id: str) -> None:
        """Takes in the start of a comment, in the part that holds them."""
        self.at = self._known.get(id, (0, 0, 0))
