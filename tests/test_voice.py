"""Docstrings begin with what comes back, its type in words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator

ROOT = Path(generator.__file__).parent
ROOMS = ("view", "render", "publish", "markdown", "model")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
# So a sentence begins that goes on to say something else than what comes back.
NOT_FIRST = ("What", "Whatever", "Whether", "Whoever", "Nobody", "Somebody", "Nothing")

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def documented(path: Path) -> Iterator[tuple[str, Documented]]:
    """Everything in a module that may have a docstring, with its name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Documented):
            yield getattr(node, "name", "the module"), node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_docstring_begins_with_what_comes_back(path: Path) -> None:
    wrong = [name for name, node in documented(path) if (ast.get_docstring(node) or "-").split()[0].rstrip(",") in NOT_FIRST]
    assert wrong == []
