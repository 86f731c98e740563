"""The monthly circular over the bodies of a portal: how each stood with its duties when it was issued."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from generator.model.record import record
from generator.model.status import OverdueReport, RuleCount

FORMAT = "gongkai-circular-1"


@record
class CircularIndicator:
    """An indicator that bodies were marked by, and the points it is worth."""

    id: str
    label: str
    points: Decimal


@record
class SilentColumn:
    """A category in which nothing came by the day ``since`` by which something was due; ``id`` is its path from the top."""

    id: str
    name: str
    since: dt.date


@record
class BodyMark:
    """The points that a body got by an indicator, by the indicator's id; None where that cannot be judged from what it tells."""

    indicator: str
    got: Decimal | None


@record
class BodyFigures:
    """A body in a circular. ``as_of`` is the day its numbers are of, None where nothing was read; ``kept``: it is not the last.

    ``items`` were published in the month, for ``judged`` of them a term can be judged, and ``late`` of those came after it.
    ``got`` is the sum of its points, of the ``of`` points that can be judged; ``rank`` its place, None where it has none.
    """

    id: str
    name: str
    group: str
    as_of: dt.date | None = None
    kept: bool = False
    items: int = 0
    judged: int = 0
    late: int = 0
    silent: tuple[SilentColumn, ...] = ()
    overdue: tuple[OverdueReport, ...] = ()
    marks: tuple[BodyMark, ...] = ()
    got: Decimal | None = None
    of: Decimal | None = None
    rank: int | None = None
    problems: tuple[RuleCount, ...] = ()


@record
class Circular:
    """The circular on a ``month``, as it was issued on a ``day``: the whole of ``circulars/MONTH.json``."""

    format: str
    month: str
    day: dt.date
    indicators: tuple[CircularIndicator, ...] = ()
    bodies: tuple[BodyFigures, ...] = ()
