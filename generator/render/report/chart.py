"""Charts as static SVG. What they show stands in a table beside them, so a chart says only what it is."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.model.report.period import Period
from generator.model.report.report import shown_number
from generator.model.report.trend import Point
from generator.signs import xml_text
from generator.view.plot import Plot

WIDTH, HEIGHT = 400, 230
_LEFT, _RIGHT, _BOTTOM = 34, 10, 24
_LINE = 17  # of the legend
_EM = 11
_LETTER = 6  # the width of a digit
_MARK = 3  # of a point, above and below its place, on which no number may stand
_NICE = (1, 2, 5)


def chart_svg(plot: Plot, name: str) -> str:
    """The chart as an ``svg`` element that its heading names, styled by the classes ``gk-chart__…``."""
    return "".join(_Drawing(plot).lines(name))


def _nice_top(top: Decimal) -> int:
    """The round number a scale ends at, divisible by four."""
    scale = 1
    while True:
        for step in _NICE:
            if step * scale * 4 >= top:
                return step * scale * 4
        scale *= 10


class _Drawing:
    """A chart that is drawn: where its legend, its scale and its lines or bars lie."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._periods = plot.periods
        self._places = {period: place for place, period in enumerate(self._periods)}
        self._legend = list(self._legend_places())
        self._top = 8 + _LINE * (1 + max((line for _, _, line in self._legend), default=0)) + 10
        values = [point.value or Decimal(0) for series in plot.points for point in series]
        if plot.chart.shape == "stack":
            values = [sum((point.value or Decimal(0) for point in plot.at(period)), Decimal(0)) for period in self._periods]
        self._written: list[tuple[float, float]] = []  # where numbers of points stand
        self._max = _nice_top(max([*values, Decimal(1)]))

    def lines(self, name: str) -> Iterator[str]:
        """The parts of the drawing as SVG, in the order they are painted."""
        chart = self._plot.chart
        yield f'<svg class="gk-chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-title">'
        yield from self._scale()
        yield from self._bars() if chart.shape == "stack" else self._curves()
        for label, x, line in self._legend:
            number = [series.label for series in chart.series].index(label) + 1
            y = 8 + line * _LINE
            mark = _mark(number, x + 5, y + 5, "stack" if chart.shape == "stack" else "line")
            yield f'{mark}<text x="{x + 14}" y="{y + 9}">{xml_text(label)}</text>'
        yield "</svg>"

    def _legend_places(self) -> Iterator[tuple[str, int, int]]:
        x, line = _LEFT, 0
        for series in self._plot.chart.series:
            width = 22 + sum(_EM if ord(char) > 0x2E80 else _LETTER for char in series.label)
            if x + width > WIDTH and x > _LEFT:
                x, line = _LEFT, line + 1
            yield series.label, x, line
            x += width + 6

    @property
    def _step(self) -> float:
        """The room of a period."""
        return (WIDTH - _LEFT - _RIGHT) / len(self._periods)

    def _x(self, period: Period) -> float:
        return round(_LEFT + self._step * (self._places[period] + 0.5), 1)

    def _y(self, value: Decimal) -> float:
        return round(HEIGHT - _BOTTOM - float(value) / self._max * (HEIGHT - _BOTTOM - self._top), 1)

    def _scale(self) -> Iterator[str]:
        """The lines of the scale as SVG, each with its number, and the names of the periods below."""
        for quarter in range(5):
            value = Decimal(self._max * quarter) / 4
            y = self._y(value)
            yield f'<line class="gk-chart__grid" x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}"/>'
            yield f'<text class="gk-chart__scale" x="{_LEFT - 5}" y="{y + 4}">{shown_number(value)}</text>'
        # Of names that have no room beside each other every second or third is written, the last one always.
        name = max((len(period.id) for period in self._periods), default=0) * _LETTER + _LETTER
        every = math.ceil(name / self._step)
        for period in self._periods[::-1][::every]:
            yield f'<text class="gk-chart__year" x="{self._x(period)}" y="{HEIGHT - 8}">{period.id.upper()}</text>'

    def _curves(self) -> Iterator[str]:
        """The lines of all series as SVG, broken where periods are not comparable."""
        for number, series in enumerate(self._plot.points, 1):
            path = ""
            known = [point for point in series if point.value is not None]
            for index, point in enumerate(known):
                joined = index and point.continues(known[index - 1])
                path += f"{'L' if joined else 'M'}{self._x(point.period)} {self._y(point.value or Decimal(0))}"
            yield f'<path class="gk-chart__line gk-chart__line--{number}" d="{path}"/>'
            for index, point in enumerate(known):
                yield from self._point(number, point, known[max(0, index - 1) : index + 2])
        yield from self._breaks()

    def _point(self, number: int, point: Point, beside: Sequence[Point]) -> Iterator[str]:
        """A point and its number: below it where the line turns up again, or where another series may stand above.

        Where another number or point is in the way it goes to the other side, or is left to the table.
        """
        value = point.value or Decimal(0)
        x, y = self._x(point.period), self._y(value)
        yield _mark(number, x, y, "line")
        room = y + 16 < HEIGHT - _BOTTOM
        valley = len(beside) == 3 and all((other.value or 0) > value for other in beside if other is not point)
        if number > 1 and not room:  # it would stand on the other series' number; the table has it
            return
        above, below = round(y - 7, 1), round(y + 15, 1)
        sides = [below, above] if room and (number > 1 or valley) else [above, below] if room else [above]
        others = [self._y(other.value) for other in self._plot.at(point.period) if other.value is not None]
        free = (side for side in sides if self._is_free(x, side, [other for other in others if other != y]))
        if (side := next(free, None)) is not None:
            self._written.append((x, side))
            yield f'<text class="gk-chart__value" x="{x}" y="{side}">{shown_number(value)}</text>'

    def _is_free(self, x: float, y: float, marks: Sequence[float]) -> bool:
        """True if a number at a place would stand on no other number, and on no point at one of the heights of ``marks``."""
        numbers = any(abs(x - other) < _LETTER * 2 and abs(y - line) < _EM + 1 for other, line in self._written)
        return not numbers and not any(y - _EM - _MARK < mark < y + _MARK for mark in marks)

    def _breaks(self) -> Iterator[str]:
        """A dashed line between two periods that are counted in different senses."""
        broken = {
            point.period
            for series in self._plot.points
            for before, point in itertools.pairwise(series)
            if before.value is not None and point.value is not None and point.sense != before.sense
        }
        for period in sorted(broken):
            x = round((self._x(period.before) + self._x(period)) / 2, 1)
            yield f'<line class="gk-chart__break" x1="{x}" y1="{self._top - 6}" x2="{x}" y2="{HEIGHT - _BOTTOM}"/>'

    def _bars(self) -> Iterator[str]:
        """The bars of all periods as SVG, the series one upon the other."""
        width = round(self._step * 0.62, 1)
        for period in self._periods:
            below = Decimal(0)
            for number, point in enumerate(self._plot.at(period), 1):
                if point.value:
                    y, bottom = self._y(below + point.value), self._y(below)
                    x = round(self._x(period) - width / 2, 1)
                    yield (
                        f'<rect class="gk-chart__part gk-chart__part--{number}"'
                        f' x="{x}" y="{y}" width="{width}" height="{round(bottom - y, 1)}"/>'
                    )
                    below += point.value
            if below:
                yield f'<text class="gk-chart__value" x="{self._x(period)}" y="{self._y(below) - 4}">{shown_number(below)}</text>'


def _mark(number: int, x: float, y: float, shape: str) -> str:
    """The sign of a series: by form as well as by colour."""
    if shape == "stack":
        return f'<rect class="gk-chart__part gk-chart__part--{number}" x="{x - 5}" y="{y - 5}" width="10" height="10"/>'
    css = f'class="gk-chart__mark gk-chart__mark--{number}"'
    if number % 2:
        return f'<circle {css} cx="{x}" cy="{y}" r="3.5"/>'
    return f'<path {css} d="M{x} {round(y - 4.5, 1)}l4.5 4.5l-4.5 4.5l-4.5 -4.5z"/>'
