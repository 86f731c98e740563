"""Values of a kind's own fields as people write them: several entries in one text, amounts in another unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from generator.late import late
from generator.load.items.list_files import is_list_source
from generator.load.source.slip_entries import entries_within
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

_SHOWN = 60
_SPECIAL = set(",[]{}:#\"'&*!|>%@`")
# What a unit of money is in yuan.
_UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000, "万": 10_000, "亿": 100_000_000}
_UNIT = late("(?:百万元|千元|万元|亿元|元|万|亿)(?=[整正]?$)")


def check_entries(field: str, text: str, spot: Spot, *, named: bool) -> Iterable[Problem]:
    """The problem of a list that is written as one entry and has several in it; ``named`` as in entries_within."""
    if entries := entries_within(text, named=named):
        right = ", ".join(f'"{entry}"' if _SPECIAL & set(entry) else entry for entry in entries)
        values = {"field": field, "value": excerpt(text, _SHOWN), "parted": f"[{excerpt(right, 2 * _SHOWN)}]"}
        if is_list_source(spot.file):  # there each line of a cell is an entry
            values |= {"parted": "", "lines": excerpt(" ↵ ".join(entries), 2 * _SHOWN)}
        yield Problem("list-in-one", spot, values, Severity.WARNING)


def in_unit(problem: Problem, label: str) -> Problem:
    """The problem of a number with its unit, its hint in the unit that the label of the field names."""
    found, wanted = _UNIT.search(problem.values.get("value", "").strip()), _UNIT.search(label.rstrip("）)"))
    if problem.code != "number-invalid" or not (found and wanted):
        return problem
    if found[0] == wanted[0] and "bare" in problem.values:
        return replace(problem, values={**problem.values, "suggestion": problem.values["bare"]})
    try:
        amount = Decimal(problem.values["bare"]) * _UNITS[found[0]] / _UNITS[wanted[0]]
    except (InvalidOperation, KeyError):
        return problem
    right = f"{amount.normalize():f}"
    return replace(problem, values={**problem.values, "suggestion": "", "converted": right, "unit": wanted[0]}, mend=None)
