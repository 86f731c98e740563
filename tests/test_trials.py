"""What people's trials, an attack, and other people's tools once found in the program stays found.

Each is numbered: E what an editor met, X what an attacker or a fault did, D what validators said. The number stands with the case or the test
that fails where its mending is undone.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
NUMBER = re.compile(r"\b([EXD]\d{1,2})(?: to ([EXD]\d{1,2}))?\b")
# No text file shows this: a browser that looks at the preview.
SEEN_OTHERWISE = {"E21"}


def numbers_in(text: str) -> Iterator[str]:
    for first, last in NUMBER.findall(text):
        yield from (f"{first[0]}{number}" for number in range(int(first[1:]), int((last or first)[1:]) + 1))


@functools.cache
def numbers_of_cases() -> set[str]:
    files = [*(TESTS / "check/cases").glob("*.txt"), *(TESTS / "cli").glob("*.txt")]
    return {number for file in files for number in numbers_in(file.read_text("utf-8").split("\n", 1)[0])}


@functools.cache
def numbers_of_tests() -> set[str]:
    """The numbers in the docstrings of tests, and of modules of them."""
    found: set[str] = set()
    for file in TESTS.rglob("test_*.py"):
        if file == Path(__file__):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Module | ast.FunctionDef):
                found |= set(numbers_in(ast.get_docstring(node) or ""))
    return found


@pytest.mark.parametrize("number", [f"E{number}" for number in range(1, 29)])
def test_what_an_editor_met_is_a_case_that_says_so(number: str) -> None:
    assert number in (numbers_of_tests() if number in SEEN_OTHERWISE else numbers_of_cases())


@pytest.mark.parametrize("number", [*(f"X{number}" for number in range(1, 12)), *(f"D{number}" for number in range(1, 9))])
def test_what_broke_it_is_a_test_that_says_so(number: str) -> None:
    assert number in numbers_of_tests()
