"""The share of answers that was given in time, as a claim of a form that has rows for those in time and for those late."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.late import late
from generator.model.report.form import Claim
from generator.model.report.formula import Constant, Formula, Operation, Reference

if TYPE_CHECKING:
    from generator.check.report.prose_reading.headings import Headings

COMPLIANCE = "compliance"  # the word for that share
_ANSWERED = late(r"(?:requests )?(?:answered|responded|replied|completed|closed|late|overdue|on time|in time|within)\b")
_IN_TIME = late(r"\bwithin (?:the )?(?:\w+ )?(?:\d+|twenty|deadline|time limit)\b|\b(?:in|on) time\b")
_LATE = late(
    r"\b(?:after|outside|beyond|more than|over) (?:the )?(?:\w+ )?(?:\d+|twenty|deadline|time limit)\b|\blate\b|\boverdue\b"
)
_EXTENDED = late(r"\bexten(?:sion|ded)\b")


def usual(label: str) -> tuple[str, ...]:
    """The usual heading of what was answered in time, or late, for one in other words; nothing for any other."""
    label = label.lower()
    if _EXTENDED.search(label) or not _ANSWERED.match(label):
        return ()
    return ("answered within 20 working days",) if _IN_TIME.search(label) else ("answered late",) if _LATE.search(label) else ()


def timely(headings: Headings) -> Claim | None:
    """The claim, of either all answers or all that came in, with what was answered in an extended time or without; else None."""
    for grid in headings.grids:
        labels = {row.id: row.label.lower() for row in grid.block.rows}
        extended = _rows(labels, _EXTENDED)
        in_time, after = (set(_rows(labels, said)) - set(extended) for said in (_IN_TIME, _LATE))
        came = [row.id for row in grid.rows if row.own in headings.received]
        total = grid.cells(frozenset(row.own for row in grid.rows if row.id in in_time))
        if not (len(in_time) == len(after) == len(came) == len(total) == 1 and len(extended) < 2):
            continue
        cell = [(row, total[0][1]) for row in (*in_time, *after, *came, *extended)]
        done, missed, whole = (Reference(at) for at in cell[:3])
        more: list[Formula] = [Operation("+", done, Reference(at)) for at in cell[3:]]
        shares = [_share(part, all_) for part in (*more, done) for all_ in (Operation("+", (more or [done])[0], missed), whole)]
        return Claim(name=labels[cell[0][0]], figure=shares[0], words=(COMPLIANCE,), also=tuple(shares[1:]), unit="%")
    return None


def _rows(labels: dict[str, str], said: re.Pattern[str]) -> Collection[str]:
    return [row for row, label in labels.items() if said.search(label)]


def _share(part: Formula, whole: Formula) -> Formula:
    return Operation("/", Operation("*", Constant(Decimal(100)), part), whole)
