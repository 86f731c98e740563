"""Expressions that are compiled on first use: each of the program's can be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]  # what an expression is parsed to has no public name
from typing import Any

import pytest
import yaml

from generator.late import late

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in (ROOT / "generator").rglob("*.py") if "late(" in path.read_text("utf-8"))
SETTINGS = sorted(path for path in (ROOT / "site_config").glob("*.yml") if "pattern:" in path.read_text("utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_expression_of_a_module_is_read_alike_by_every_python(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    module = import_module(name.removesuffix(".__init__"))
    for node in ast.parse(path.read_text("utf-8")).body:
        for target in getattr(node, "targets", []):
            for one in target.elts if isinstance(target, ast.Tuple) else [target]:
                value = getattr(module, one.id, None) if isinstance(one, ast.Name) else None
                if type(value) is type(late("")):
                    re.compile(value.pattern, value.flags)
                    assert list(never_given_back(_parser.parse(value.pattern, value.flags))) == []


@pytest.mark.parametrize("path", SETTINGS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_expression_of_the_settings_is_read_alike_by_every_python(path: Path) -> None:
    for pattern in patterns(yaml.safe_load(path.read_text("utf-8"))):
        assert list(never_given_back(_parser.parse(pattern))) == [], pattern


def patterns(value: Any) -> Iterator[str]:
    """What stands at ``pattern`` anywhere in a value."""
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from patterns(one)


def never_given_back(parsed: Any) -> Iterator[str]:
    """The atomic groups, and the possessive repeats of more than one sign, of a parsed expression.

    Python before 3.11.5 finds less by them than is there: https://github.com/python/cpython/issues/106052.
    """
    for code, value in parsed:
        if str(code) == "ATOMIC_GROUP" or (str(code) == "POSSESSIVE_REPEAT" and len(value[2]) > 1):
            yield str(code)
        for part in value if isinstance(value, tuple | list) else [value]:
            for inner in part if isinstance(part, list) else [part]:
                if isinstance(inner, _parser.SubPattern):
                    yield from never_given_back(inner)


def test_the_groups_that_are_never_given_back_are_seen() -> None:
    for pattern in (r"(?>a|ab)c", r"(?:ab?c)*+", r"x(?:y(?:\n++z)?+)", r"a|(?:(?=(?:bc)++))"):
        assert list(never_given_back(_parser.parse(pattern))) != []
    assert list(never_given_back(_parser.parse(r"\n++[^x]*+(?:a|b)*"))) == []


def test_an_expression_is_what_the_library_makes_of_it() -> None:
    made, ours = re.compile(r"(?P<year>\d{4})-", re.IGNORECASE), late(r"(?P<year>\d{4})-", re.IGNORECASE)
    assert (ours.pattern, ours.flags, ours.groups, ours.groupindex) == (made.pattern, made.flags, made.groups, made.groupindex)
    assert ours.sub("", "2026-01") == "01"
    assert not hasattr(ours, "scan")
