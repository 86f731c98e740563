"""The looks of the cells of a sheet that say something its values do not."""

from __future__ import annotations

from dataclasses import dataclass, field

Spot = tuple[int, int]  # a row and a column, from 0


@dataclass(frozen=True)
class Looks:
    """The formats of the numbers of a sheet, by place, and the places that are struck through."""

    codes: dict[Spot, str] = field(default_factory=dict)
    struck: set[Spot] = field(default_factory=set)

    def put(self, place: Spot, code: str, *, struck: bool) -> None:
        """Puts down how a cell looks; an empty format is the general one."""
        if code:
            self.codes[place] = code
        if struck:
            self.struck.add(place)
