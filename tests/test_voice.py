"""Docstrings begin with what comes back, its type in words, and stand wherever a reader needs one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator

ROOT = Path(generator.__file__).parent
ROOMS = (
    "view",
    "render",
    "publish",
    "markdown",
    "model",
    "run",
    "scaffold",
    "findings",
    "cli",
    "engine",
    "load",
    "importing",
    "exchange",
    "schema",
)
MODULES = sorted([*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))])
RULES = sorted((ROOT / "check").rglob("*.py"))
# So a sentence begins that goes on to say something else than what comes back.
NOT_FIRST = ("What", "Whatever", "Whether", "Whoever", "Nobody", "Somebody", "Nothing")
# A private function or class of fewer lines is read as quickly as a sentence about it.
LONG = 10

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def documented(path: Path) -> Iterator[tuple[str, Documented]]:
    """Everything in a module that may have a docstring, with its name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Documented):
            yield getattr(node, "name", "the module"), node


@pytest.mark.parametrize("path", [*MODULES, *RULES], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_docstring_begins_with_what_comes_back(path: Path) -> None:
    wrong = [name for name, node in documented(path) if (ast.get_docstring(node) or "-").split()[0].rstrip(",") in NOT_FIRST]
    assert wrong == []


@pytest.mark.parametrize("path", [*MODULES, *RULES], ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_long_has_a_docstring(path: Path) -> None:
    bare = [(name, node) for name, node in documented(path) if not ast.get_docstring(node) and not isinstance(node, ast.Module)]
    # Those with names of the language's, or of a library's whose documentation says what they are called for.
    assert [name for name, node in bare if _lines(node) >= LONG and not name.startswith(("__", "handle_"))] == []


def _lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
