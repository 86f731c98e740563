"""The figures of both years that a number of a comparison speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.check.report.prose_reading.differences import Pair
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import Reading
from generator.model.report.filed import FiledReport


@dataclass(frozen=True)
class BothYears:
    """A report and the one before it."""

    filed: FiledReport

    def of(self, reading: Reading | None) -> Pair | None:
        """The figures of this year and of the year before that a number speaks of, or None where one of them is not known."""
        filed, before = self.filed, self.filed.previous
        if reading is None or reading.meaning is None or reading.previous or before is None or before.form != filed.form:
            return None
        times = 10000 if reading.meaning.unit == "万元" else 1  # as numbers with 万 are read
        for formula in reading.meaning.formulas:
            now, then = (
                value if value is None else value * times for value in (filed.evaluate(formula), before.evaluate(formula))
            )
            agrees = reading.verdict != "agrees" or not reading.number or (now is not None and reading.number.agrees(now))
            if now is not None and then is not None and agrees:
                return now, then
        return None

    def together(self, number: Quantity, counted: Sequence[Quantity], known: Mapping[int, Reading]) -> Pair | None:
        """The figures of a number that sums up those counted just before it: 复议 9 件、诉讼 5 件，合计 14 件; else None."""
        for count in range(2, len(counted) + 1):
            parts = counted[-count:]
            if sum(part.value for part in parts) == number.value and all(part.unit == number.unit for part in parts):
                pairs = [pair for part in parts if (pair := self.of(known.get(part.start)))]
                whole = sum((now for now, _ in pairs), Decimal(0)), sum((then for _, then in pairs), Decimal(0))
                return whole if len(pairs) == count else None
        return None
