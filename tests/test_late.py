"""Expressions that are compiled on first use: each of the program's can be."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from generator.late import late

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in (ROOT / "generator").rglob("*.py") if "late(" in path.read_text("utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_expression_of_a_module_compiles(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    module = import_module(name.removesuffix(".__init__"))
    for node in ast.parse(path.read_text("utf-8")).body:
        for target in getattr(node, "targets", []):
            for one in target.elts if isinstance(target, ast.Tuple) else [target]:
                value = getattr(module, one.id, None) if isinstance(one, ast.Name) else None
                if type(value) is type(late("")):
                    re.compile(value.pattern, value.flags)


def test_an_expression_is_what_the_library_makes_of_it() -> None:
    made, ours = re.compile(r"(?P<year>\d{4})-", re.IGNORECASE), late(r"(?P<year>\d{4})-", re.IGNORECASE)
    assert (ours.pattern, ours.flags, ours.groups, ours.groupindex) == (made.pattern, made.flags, made.groups, made.groupindex)
    assert ours.sub("", "2026-01") == "01"
    assert not hasattr(ours, "scan")
