"""Requests under one Act alone: all that came in but for those that a form counts among them as under another (EIR)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.check.report.prose_reading.headings import value_of
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import Reading
from generator.late import late
from generator.model.report.filed import FiledReport

_NAMED = late(r"\b(?:foia?|freedom of information)\b")
_AMONG = ("of these", "of those", "of which")


@dataclass(frozen=True)
class UnderOneAct:
    """Knows how many of the requests of a report, and of the one before, are under the Act that it is on alone."""

    filed: FiledReport
    meanings: Meanings

    def settled(self, reading: Reading) -> Reading:
        """The reading of a number; it agrees where it is of all that came in, and is that of one Act: 478 FOI requests."""
        number, meaning = reading.number, reading.meaning
        if reading.verdict != "contradicted" or number is None or meaning is None or not meaning.words & self._received:
            return reading
        alone = any(map(number.agrees, self._counts)) and _NAMED.search(reading.sentence.text)
        return reading._replace(verdict="agrees") if alone else reading

    def tells(self, text: str, number: Quantity | None) -> bool:
        """True if a number of a comparison is of those: FOI requests rose by 22 to 478."""
        if number is None or not self._counts or not _NAMED.search(text):
            return False
        now, then = (self._counts * 2)[:2]
        rise = 100 * (now - then) / then if then else Decimal(0)
        return any(map(number.agrees, (now, then, abs(now - then)))) or (number.unit == "%" and number.is_share(abs(rise)))

    @property
    def _received(self) -> frozenset[str]:
        return self.meanings.headings.received

    @cached_property
    def _counts(self) -> list[Decimal]:
        return list(self._counted())

    def _counted(self) -> Iterator[Decimal]:
        """The number in this year, and in the one before; nothing where the form tells no such parts."""
        for filed in (self.filed, self.filed.previous):
            for grid in self.meanings.headings.grids if filed and filed.form == self.filed.form else ():
                others = [row for row in grid.rows if row.own.startswith(_AMONG)]
                all_ = [row for row in grid.rows if row.own in self._received]
                both = [[cell for row in rows for cell in grid.cells(frozenset((row.own,)))] for rows in (all_, others)]
                came, apart = (value_of(cells, filed) for cells in both) if filed else (None, None)
                if came is not None and apart is not None:
                    yield came - apart
