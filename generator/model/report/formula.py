"""Formulas over figures: what identities, names and measures of a report form are written in.

    total = granted..other            all rows (or columns) from one to the other, in the order of the table
    in_force = previous.in_force + made - repealed
    100 * total.total / (new.total + carried_in.total)

A name alone is a row where the formula is read per column, a column where it is read per row; ``row.column`` is one
figure; ``previous`` before it means the report of the year before. There is nothing else in the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Annotated

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from generator.frozen import frozen
from generator.late import late

_TOKEN = late(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d]\w*)|(?P<sign>\.\.|[.+\-*/()]))")
_DEEPEST = 20  # brackets inside brackets
_LONGEST = 500  # characters; every form of a sum of a report is far shorter


@frozen
class Constant:
    """A number that stands in the formula itself."""

    value: Decimal


@frozen
class Reference:
    """A figure: one name, or the names of its row and its column. ``last`` makes it the sum from ``names`` on to it."""

    names: tuple[str, ...]
    last: str = ""
    previous: bool = False


@frozen
class Operation:
    """Two parts and the sign between them."""

    sign: str
    left: Formula
    right: Formula


Formula = Constant | Reference | Operation
Lookup = Callable[[Reference], Decimal | None]


class FormulaError(ValueError):
    """The text is no formula."""


@cache
def read_formula(text: str) -> Formula:
    """The formula a text holds. Raises FormulaError."""
    if len(text) > _LONGEST:
        raise FormulaError("")
    tokens = list(_tokens(text))
    reader = _Reader(tokens)
    formula = reader.sum(0)
    if reader.left:
        raise FormulaError(reader.left[0])
    return formula


def _tokens(text: str) -> Iterator[str]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(text[at:].strip())
        yield match[0].strip()
        at = match.end()


class _Reader:
    """Reads a formula from its tokens by descent; ``left`` are those that are not yet read."""

    def __init__(self, tokens: list[str]) -> None:
        self.left = tokens

    def _take(self, *wanted: str) -> str:
        return self.left.pop(0) if self.left and self.left[0] in wanted else ""

    def sum(self, depth: int) -> Formula:
        formula = self._product(depth)
        while sign := self._take("+", "-"):
            formula = Operation(sign, formula, self._product(depth))
        return formula

    def _product(self, depth: int) -> Formula:
        formula = self._atom(depth)
        while sign := self._take("*", "/"):
            formula = Operation(sign, formula, self._atom(depth))
        return formula

    def _atom(self, depth: int) -> Formula:
        """The constant, the reference or the formula in brackets that comes next. Raises FormulaError."""
        if depth > _DEEPEST or not self.left:
            raise FormulaError("")
        if self._take("("):
            inner = self.sum(depth + 1)
            if not self._take(")"):
                raise FormulaError(self.left[0] if self.left else "")
            return inner
        if self.left[0][0].isdecimal():
            return Constant(Decimal(self.left.pop(0)))
        return self._reference()

    def _reference(self) -> Reference:
        """The reference that comes next. Raises FormulaError."""
        names = [self._name()]
        while self._take("."):
            names.append(self._name())
        previous = names[0] == "previous"
        if previous:
            names.pop(0)
        last = ""
        if self._take(".."):
            last = self._name()
            if self._take("."):
                names.append(self._name())
        if not 1 <= len(names) <= 2:
            raise FormulaError(".".join(names))
        return Reference(tuple(names), last, previous)

    def _name(self) -> str:
        if not self.left or not self.left[0].isidentifier():
            raise FormulaError(self.left[0] if self.left else "")
        return self.left.pop(0)


def references(formula: Formula) -> Iterator[Reference]:
    """The figures a formula names, in their order."""
    if isinstance(formula, Reference):
        yield formula
    elif isinstance(formula, Operation):
        yield from references(formula.left)
        yield from references(formula.right)


def evaluate(formula: Formula, lookup: Lookup) -> Decimal | None:
    """The value of a formula, or None where a figure it needs is unknown or it divides by zero."""
    if isinstance(formula, Constant):
        return formula.value
    if isinstance(formula, Reference):
        return lookup(formula)
    left, right = evaluate(formula.left, lookup), evaluate(formula.right, lookup)
    if left is None or right is None:
        return None
    if formula.sign == "/":
        return left / right if right else None
    return left + right if formula.sign == "+" else left - right if formula.sign == "-" else left * right


def _read(value: object) -> Formula:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text", {})
    try:
        return read_formula(value)
    except FormulaError as error:
        raise PydanticCustomError("formula-invalid", "no formula", {"value": value, "near": str(error)}) from None


FormulaText = Annotated[Formula, PlainValidator(_read)]
