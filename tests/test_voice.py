"""Docstrings begin with what comes back, its type in words, and stand wherever a reader needs one."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


class Documented(NamedTuple):
    """What may have a docstring: its name, the docstring, and how many lines it has; of a module none are counted."""

    name: str
    docstring: str
    lines: int


@cache
def documented(path: Path) -> list[Documented]:
    """Everything in a module that may have a docstring, the module first."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        Documented("the module", ast.get_docstring(tree) or "", 0),
        *(Documented(node.name, ast.get_docstring(node) or "", (node.end_lineno or 0) - node.lineno + 1) for node in parts),
    ]


@pytest.mark.parametrize("path", [*MODULES, *RULES], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_docstring_begins_with_what_comes_back(path: Path) -> None:
    wrong = [one.name for one in documented(path) if (one.docstring or "-").split()[0].rstrip(",") in NOT_FIRST]
    assert wrong == []


@pytest.mark.parametrize("path", [*MODULES, *RULES], ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_long_has_a_docstring(path: Path) -> None:
    bare = [one for one in documented(path) if not one.docstring]
    # Those with names of the language's, or of a library's whose documentation says what they are called for.
    assert [one.name for one in bare if one.lines >= LONG and not one.name.startswith(("__", "handle_"))] == []
