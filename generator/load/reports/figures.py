"""Reading the figures of a report: rows and columns by id or heading, cells as what their form says they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.load.source.fields import key_problem
from generator.load.source.yaml_tree import Tree
from generator.model.labels import Labels
from generator.model.report.form import Block, Form, TextKind
from generator.model.report.report import Answer, Blank, Cell, NotApplicable, Statement, Words, read_cell
from generator.problems import Problem, Spot

# In a row written by column, what every column not named holds.
REST = "rest"
# What a clerk may write for yes and no, beside the words of the site's language.
_ANSWERS = {True: ("true", "yes", "是", "有", "√", "☑"), False: ("false", "no", "否", "无", "没有")}


class Figures:
    """The figures of a report by row and column, and the steps that lead to each in the file."""

    def __init__(self, form: Form, labels: Labels, problems: list[Problem]) -> None:
        self.cells: dict[str, dict[str, Cell]] = {}
        self.keys: dict[str, str] = {}
        self.steps: dict[str, dict[str, str | int]] = {}
        self.rest: Cell | None = None  # what every row that is not written holds
        self.rest_key = REST
        self._form = form
        self._labels = labels
        self._rest = labels.spellings(REST)
        self._problems = problems

    def read(self, tree: Tree, spot: Spot) -> None:
        """Takes in the figures of a report; what cannot be one is a problem."""
        if isinstance(tree, str) and (tree.strip() == "0" or _is_mark(tree)):  # figures: 0
            self.rest = read_cell(tree)
            return
        if not isinstance(tree, dict):
            self._problems.append(Problem("value-type", spot, {"field": "figures", "expected": "mapping", "found": "text"}))
            return
        rows = self._form.rows()
        names = _names((row, found.label) for row, (_, _, found) in rows.items())
        for key, written in tree.items():
            name = names.get(key)
            if name is None and key in self._rest:
                self._read_rest(key, written, spot)
            elif name is None:
                self._problems.append(key_problem(key, rows if key.isascii() else names, spot))
            elif name in self.keys:
                values = {"key": key, "same": self.keys[name]}
                self._problems.append(Problem("key-repeated", Spot(spot.file, (*spot.path, key), key=True), values))
            else:
                self.keys[name] = key
                self.cells[name] = self._row(name, rows[name][1], written, spot.at(key))

    def _read_rest(self, key: str, written: Tree, spot: Spot) -> None:
        """``rest: 0`` among the rows: all other rows. Only nought and "not applicable" can be said of many rows at once."""
        self.rest, self.rest_key = read_cell("0"), key
        if isinstance(written, str) and (written.strip() == "0" or _is_mark(written)):
            self.rest = read_cell(written)
        else:
            values = {"field": key, "value": written if isinstance(written, str) else "…", "known": "0, -", "suggestion": ""}
            self._problems.append(Problem("value-not-listed", spot.at(key), values))

    def _row(self, name: str, block: Block, written: Tree, spot: Spot) -> dict[str, Cell]:
        """A row written by column, as a list in the columns' order, or as the one word that stands for all of it."""
        columns = tuple(column.id for column in block.columns)
        if isinstance(written, list):
            if len(columns) == 1 and self._holds(name, block, columns[0]):  # one cell of several values
                return self._read({columns[0]: self._cell(name, block, columns[0], written, spot)})
            return self._list(name, block, columns, written, spot)
        if isinstance(written, dict):
            return self._mapping(name, block, written, spot)
        # Zero and "not applicable" may be said once for a whole row; a number may not, for it belongs to one cell.
        if written.strip() and len(columns) > 1 and not (written.strip() == "0" or _is_mark(written)):
            self._problems.append(self._miscounted(1, columns, columns, spot))
            return {}
        return self._read({column: self._cell(name, block, column, written, spot) for column in columns})

    @staticmethod
    def _read(cells: dict[str, Cell | None]) -> dict[str, Cell]:
        """The cells that could be read."""
        return {column: cell for column, cell in cells.items() if cell is not None}

    def _holds(self, row: str, block: Block, column: str) -> TextKind | None:
        """The kind of a cell that holds no number; None of one that does."""
        known = next(known for known in block.columns if known.id == column)
        kind = block.kind(self._form.rows()[row][2], known)
        return None if kind == "count" or kind == "money" else kind  # noqa: PLR1714  # which narrows the type

    def _cell(self, row: str, block: Block, column: str, written: Tree, spot: Spot) -> Cell | None:
        """The cell that is written at a place: a number, or what its row and column say it holds; None of what is neither."""
        kind = self._holds(row, block, column)
        signed = any(known.signed for known in block.columns if known.id == column)
        if kind is None:
            if isinstance(written, str):
                return read_cell(written, signed=signed)
        elif isinstance(written, str):
            if not written.strip() or _is_mark(written):
                return read_cell(written)
            if kind == "yes-no":
                return self._answer(written.strip())
            return Statement((written.strip(),), written.strip())
        elif kind == "list" and isinstance(written, list) and all(isinstance(value, str) for value in written):
            values = tuple(value.strip() for value in written if isinstance(value, str) and value.strip())
            return Statement(values, self._labels.text["list_join"].join(values)) if values else Blank()
        found = "list" if isinstance(written, list) else "mapping"
        expected = {None: "number", "text": "text", "list": "list", "yes-no": "yes-no"}[kind]
        values_of = {
            "field": next((step for step in reversed(spot.path) if isinstance(step, str)), ""),
            "expected": expected,
            "found": found,
        }
        self._problems.append(Problem("value-type", spot, values_of))
        return None

    def _answer(self, written: str) -> Cell:
        """The yes or no that a text stands for; itself where it is neither."""
        words = self._labels.text
        for yes, word in ((True, words["answer_yes"]), (False, words["answer_no"])):
            if written.lower() in (word.lower(), *_ANSWERS[yes]):
                return Answer(yes, word)
        return Words(written)

    def _mapping(self, name: str, block: Block, written: dict[str, Tree], spot: Spot) -> dict[str, Cell]:
        """The cells of a row that is written as a mapping from columns to figures."""
        names = _names((column.id, column.label) for column in block.columns)
        cells: dict[str, Cell] = {}
        steps: dict[str, str | int] = {}
        rest = ""
        for key, cell in written.items():
            column = names.get(key)
            if column is None and key not in self._rest:
                known = [known for known in names if known.isascii() == key.isascii()]
                self._problems.append(key_problem(key, (*known, *(r for r in self._rest if r.isascii() == key.isascii())), spot))
            elif column is None and isinstance(cell, str):
                rest = cell
            elif column is None:
                found = "list" if isinstance(cell, list) else "mapping"
                self._problems.append(Problem("value-type", spot.at(key), {"field": key, "expected": "number", "found": found}))
            elif column in steps:
                values = {"key": key, "same": str(steps[column])}
                self._problems.append(Problem("key-repeated", Spot(spot.file, (*spot.path, key), key=True), values))
            elif not isinstance(cell, str) or cell.strip():
                read = self._read({column: self._cell(name, block, column, cell, spot.at(key))})
                cells |= read or {column: Blank()}
                steps[column] = key
        self.steps[name] = steps
        filled = self._form.filled(block)
        others = {c.id: Blank() if c.id in filled and cells else read_cell(rest) for c in block.columns}
        return {**others, **cells}

    def _list(self, name: str, block: Block, columns: tuple[str, ...], written: list[Tree], spot: Spot) -> dict[str, Cell]:
        """The cells of a row that is written as a list, in the order of the columns."""
        filled = self._form.filled(block)
        given = tuple(column for column in columns if column not in filled)
        chosen = given if len(written) == len(given) else columns
        if len(written) != len(chosen):
            self._problems.append(self._miscounted(len(written), columns, given, spot))
            return {}
        self.steps[name] = {column: index for index, column in enumerate(chosen)}
        return self._read(
            {
                column: self._cell(name, block, column, cell, spot.at(index))
                for index, (column, cell) in enumerate(zip(chosen, written, strict=True))
            }
        )

    def _miscounted(self, found: int, columns: Iterable[str], given: Iterable[str], spot: Spot) -> Problem:
        columns, given = list(columns), list(given)
        expected = str(len(columns)) if len(given) == len(columns) else f"{len(given)} / {len(columns)}"
        return Problem("cells-count", spot, {"found": str(found), "expected": expected, "known": ", ".join(columns)})


def _names(things: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The ids that rows or columns are called by: the ids themselves, and headings that only one of them has."""
    listed = list(things)
    headings = Counter(label for _, label in listed)
    return {label: name for name, label in listed if label and headings[label] == 1} | {name: name for name, _ in listed}


def _is_mark(written: str) -> bool:
    return isinstance(read_cell(written), NotApplicable)
