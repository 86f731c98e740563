"""The cells of a standard catalog: texts, lists, options with a sign or a column each, words that mean the cell above."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from generator.late import late
from generator.load.matter_tables.head import plain_heading
from generator.load.source.yaml_tree import Tree
from generator.model.matter import PROACTIVE, Matter, MatterColumn, MatterForm
from generator.problems import Position, Problem, Severity, Spot
from generator.text import nearest

_LINE_END = late(r"([ -~]?)[ \t]*\n\s*([ -~]?)")
_SYMBOLS = ("So", "Sm")
_COLONS = ("：", ":")
_PARTS = late(r"[\n、，,;；]")

Values = dict[str, tuple[str, ...]]


class CellReader:
    """Reads the cells of a row by the columns of a form."""

    def __init__(self, form: MatterForm) -> None:
        self._form = form

    def read(
        self,
        cells: Mapping[str, Tree],
        options: Mapping[str, Mapping[str, str]],
        where: Spot | Position,
        places: Mapping[str, Spot | Position],
        above: Sequence[Matter],
        problems: list[Problem],
    ) -> tuple[Values, dict[str, str]]:
        """The values and remarks of a row. ``options`` are cells of options that have a column each, ``above`` the rows before.

        An empty cell of the column of topics is that of the row above; elsewhere it is missing where it must be there.
        """
        values: Values = {}
        remarks: dict[str, str] = {}
        last = above[-1] if above else None
        for name, column in self._form.columns.items():
            place, told = places.get(name, where), len(problems)
            written = cells.get(name, "")
            text = written if isinstance(written, str) else ""
            if self._is_as_above(text) or any(map(self._is_as_above, options.get(name, {}).values())):
                if last is None:
                    problems.append(Problem("above-nothing", place, {"value": text, "field": column.label}))
                    continue
                found, more = last.values.get(name, ()), _remarks_of(last, name)
            elif name == "topic" and not written and last:
                found, more = last.values.get(name, ()), {}
            elif column.required and column.type in ("text", "list") and text.strip() in self._form.left:
                problems.append(Problem("cell-none", place, {"column": column.label, "value": text.strip()}, cites=column.cites))
                continue
            elif name in options:
                found, more = self._chosen(name, column, options[name])
            else:
                found, more = self._value(name, column, written, place, problems), {}
            if found:
                values[name] = found
                remarks |= more
            elif column.required and len(problems) == told:
                problems.append(_missing(name, column, place))
        for name in () if values.get("mode") and PROACTIVE not in values["mode"] else self._without_choice(values, last):
            problems.append(_nothing_chosen(self._form, name, places.get(name, where)))
        return values, remarks

    def _without_choice(self, values: Values, last: Matter | None) -> Iterator[str]:
        """The columns of a row in which options stand and none is taken, unless the row above says the same and was told."""
        for name, column in self._form.columns.items():
            found = values.get(name, ())
            if not (column.required and column.type == "marks" and found) or (last and last.values.get(name) == found):
                continue
            if not any(option.startswith(self._form.shown_chosen) for option in found):
                yield name

    def _is_as_above(self, text: str) -> bool:
        return text != "" and text in self._form.above

    def _value(
        self, name: str, column: MatterColumn, written: Tree, place: Spot | Position, problems: list[Problem]
    ) -> tuple[str, ...]:
        """The texts of a cell, or of a value in YAML."""
        if isinstance(written, dict):
            problems.append(Problem("value-type", place, {"field": name, "expected": "list", "found": "mapping"}))
            return ()
        if column.type == "text":
            text = written if isinstance(written, str) else "\n".join(map(str, written))
            return (_line(text),) if text.strip() else ()
        if column.type == "list":
            lines = written.split("\n") if isinstance(written, str) else [str(entry) for entry in written]
            return tuple(_line(line) for line in lines if line.strip())
        if column.type == "marks":
            return self._marks(written)
        return self._options(name, column, written, place, problems)

    def _marks(self, written: Tree) -> tuple[str, ...]:
        """The options of a cell, each behind the sign that says whether it is taken; without any sign all are."""
        taken, left = self._form.shown_chosen, self._form.shown_left
        entries = [str(entry) for entry in written] if isinstance(written, list) else [str(written)]
        found: list[str] = []
        for entry in entries:
            signed = self._signed.findall(entry)
            if signed:
                before = _line(entry[: entry.index(signed[0][0])]).rstrip("、，,;； ")
                # What ends in a colon is what the options are called.
                found += [f"{taken}{before}"] if before and not before.endswith(_COLONS) else []
                found += [f"{taken if sign in self._form.chosen else left}{_line(text)}" for sign, text in signed if text.strip()]
            else:
                parts = [entry] if isinstance(written, list) else _PARTS.split(entry)
                found += [f"{taken}{_line(part)}" for part in parts if part.strip()]
        return tuple(found)

    def _options(
        self, name: str, column: MatterColumn, written: Tree, place: Spot | Position, problems: list[Problem]
    ) -> tuple[str, ...]:
        """The keys of the options that are named in one cell, or in a list; others are problems."""
        keys = {plain_heading(text): key for key, labels in column.choices.items() for text in (key, *labels)}
        found = []
        for marked in self._marks(written):
            sign, text = marked[0], marked[1:]
            key = keys.get(plain_heading(text))
            if key is None:
                known = [labels[0] for labels in column.choices.values()]
                field = name if isinstance(place, Spot) else column.label
                values = {"field": field, "value": text, "known": ", ".join(known), "suggestion": nearest(text, known)}
                problems.append(Problem("value-not-listed", place, values))
            elif sign == self._form.shown_chosen:
                found.append(key)
        return tuple(found)

    def _chosen(self, name: str, column: MatterColumn, cells: Mapping[str, str]) -> tuple[tuple[str, ...], dict[str, str]]:
        """The options whose column has a sign, or words in the place of it."""
        taken = [key for key in column.choices if cells.get(key, "") and cells[key] not in self._form.left]
        remarks = {f"{name}.{key}": _line(cells[key]) for key in taken if cells[key] not in self._form.chosen}
        return tuple(taken), remarks

    @cached_property
    def _signed(self) -> re.Pattern[str]:
        """A sign and what it stands before. Hyphens, strokes and words are signs only where they stand alone in a cell."""
        all_signs = (*self._form.chosen, *self._form.left)
        signs = "".join(re.escape(sign) for sign in all_signs if len(sign) == 1 and unicodedata.category(sign) in _SYMBOLS)
        return re.compile(rf"([{signs}])([^{signs}]*)" if signs else "(?!)()")


def _missing(name: str, column: MatterColumn, place: Spot | Position) -> Problem:
    """The problem of a cell in which something must stand, in a sheet or in YAML."""
    if isinstance(place, Spot):
        return Problem("field-missing", place, {"field": column.label, "label": column.label}, cites=column.cites)
    return Problem("cell-empty", place, {"column": column.label}, cites=column.cites)


def _nothing_chosen(form: MatterForm, name: str, place: Spot | Position) -> Problem:
    """The problem of options of which none is taken."""
    values = {"column": form.columns[name].label, "chosen": form.shown_chosen, "left": form.shown_left}
    return Problem("option-none", place, values, Severity.WARNING, cites=form.columns[name].cites or form.cites)


def _remarks_of(matter: Matter, name: str) -> dict[str, str]:
    return {key: text for key, text in matter.remarks.items() if key.startswith(f"{name}.")}


def _line(text: str) -> str:
    """A text on one line: between Latin letters and digits an end of a line is a blank, elsewhere nothing."""
    return _LINE_END.sub(lambda end: f"{end[1]}{' ' if end[1] and end[2] else ''}{end[2]}", text.strip())
