"""Pages of a text document that are pictures: scans pasted into it, by their size and by what else stands on their page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.model.attachment import Piece

# Of the area for text: a sheet of paper scanned and pasted fits between the margins, and takes more than four fifths of it.
_MOST = 0.7
_ALONE = 0.4  # the same, of pictures with nothing beside them on their page: both sides of a card, a half of a sheet
_FEW = 30  # signs that a page may have beside its pictures
# A sheet of A4 with the margins that office programs begin with (2.54 and 3.18 cm), in EMU (914,400 an inch).
A4 = 5_274_310 * 8_863_330.0


@dataclass(slots=True)
class _Page:
    """A page between two breaks: how many signs it has, the area of each picture with its paragraph."""

    signs: int = 0
    pictures: list[tuple[float, int]] = field(default_factory=list)


class PicturePages:
    """The pages of a section while it is read, as far as breaks tell them apart."""

    def __init__(self) -> None:
        self._pages: list[_Page] = []
        self._page = _Page()

    def add_signs(self, count: int) -> None:
        """Takes in so many signs of text."""
        self._page.signs += count

    def add_picture(self, area: float, paragraph: int) -> None:
        """Takes in a picture by its area, in square EMU."""
        self._page.pictures.append((area, paragraph))

    def end_page(self) -> None:
        """Takes in a break between pages."""
        if self._page.pictures:
            self._pages.append(self._page)
        self._page = _Page()

    def end_section(self, area: float = A4) -> Iterator[Piece]:
        """The traces of pictures that are pages; ``area`` is what the section has for text on each, in square EMU."""
        self.end_page()
        for page in self._pages:
            alone = page.signs < _FEW and sum(size for size, _ in page.pictures) > area * _ALONE
            for size, paragraph in page.pictures:
                if alone or size > area * _MOST:
                    yield Piece("", "trace", paragraph=paragraph, name="picture-page")
        self._pages.clear()
