"""The language of formulas: what it reads, what it refuses, and that it computes as arithmetic does."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model.report.formula import (
    Constant,
    Formula,
    FormulaError,
    Operation,
    Reference,
    evaluate,
    read_formula,
    references,
)

names = st.from_regex(r"[a-z][a-z_]{0,5}", fullmatch=True).filter(lambda name: name != "previous")
constants = st.integers(0, 10**6).map(lambda number: Constant(Decimal(number)))
figures = st.builds(Reference, st.lists(names, min_size=1, max_size=2).map(tuple), st.one_of(st.just(""), names), st.booleans())
formulas = st.recursive(
    st.one_of(constants, figures), lambda inner: st.builds(Operation, st.sampled_from("+-*/"), inner, inner), max_leaves=8
)


def written(formula: Formula) -> str:
    """A formula with every bracket."""
    if isinstance(formula, Constant):
        return str(formula.value)
    if isinstance(formula, Reference):
        first, *rest = formula.names
        head = f"{first}..{formula.last}" if formula.last else first
        return ("previous." if formula.previous else "") + ".".join((head, *rest))
    return f"({written(formula.left)} {formula.sign} {written(formula.right)})"


@given(formulas)
def test_what_is_written_is_read_back(formula: Formula) -> None:
    assert read_formula(written(formula)) == formula


@given(formulas, st.integers(0, 50))
def test_it_computes_as_arithmetic_does(formula: Formula, value: int) -> None:
    expected = _python(formula, Decimal(value))
    assert evaluate(formula, lambda reference: Decimal(value)) == expected


def _python(formula: Formula, value: Decimal) -> Decimal | None:
    if isinstance(formula, Constant):
        return formula.value
    if isinstance(formula, Reference):
        return value
    left, right = _python(formula.left, value), _python(formula.right, value)
    if left is None or right is None or (formula.sign == "/" and not right):
        return None
    return {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
    }[formula.sign]()


@given(formulas)
def test_one_unknown_figure_makes_it_unknown(formula: Formula) -> None:
    if any(True for _ in references(formula)):
        assert evaluate(formula, lambda reference: None) is None


@given(st.text(max_size=40))
@example("²")  # a digit, but no number
@example("1 + ²")
def test_any_other_text_is_refused_and_nothing_worse(text: str) -> None:
    with contextlib.suppress(FormulaError):
        read_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "+ a",
        "a b",
        "a..",
        "a.b.c",
        "previous",
        "(a",
        "a)",
        "a ** 2",
        "__import__('os')",
        "a[0]",
        "a; b",
        "1.",
        "(" * 999,
    ],
)
def test_what_is_no_formula(text: str) -> None:
    with pytest.raises(FormulaError):
        read_formula(text)


def test_products_come_before_sums() -> None:
    assert evaluate(read_formula("100 * a / (b + c) - 1"), lambda r: Decimal({"a": 1, "b": 2, "c": 2}[r.names[0]])) == 24
