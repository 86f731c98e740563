"""What a rule looks at is in its signature, and what it tells is what it declares."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

from generator.check.given import Given
from generator.check.report.prose_reading import differences, said_sums, said_tables, shares
from generator.check.rule import Rule
from generator.check.rules import all_rules
from generator.model.content import Content
from generator.model.project import Project
from generator.model.records import Records
from generator.model.settings import Settings
from generator.problems import Severity
from tests.sites import BASE, write_site

RULES = all_rules()
# Modules that find what a rule beside them tells.
FINDERS = {"generator.check.report.prose": (said_sums, said_tables, shares, differences)}
MODULES = [sys.modules[name] for name in dict.fromkeys(rule.check.__module__ for rule in RULES)]


def types_given(name: str) -> list[object]:
    """The types of what goes by a name: of a field or a property of each part that has one."""
    found: list[object] = []
    for part in (Given, *Given.PARTS):
        own = vars(part).get(name)
        if dataclasses.is_dataclass(part) and name in {field.name for field in dataclasses.fields(part)}:
            found.append(get_type_hints(part)[name])
        elif isinstance(own, property):
            found.append(get_type_hints(own.fget)["return"])
        elif isinstance(own, cached_property):
            found.append(get_type_hints(own.func)["return"])
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.check.__module__}.{rule.check.__name__}")
def test_a_rule_is_given_what_its_parameters_say(rule: Rule) -> None:
    parameters = inspect.signature(rule.check).parameters
    assert tuple(parameters) == rule.sees
    wanted = {name: kind for name, kind in get_type_hints(rule.check).items() if name != "return"}
    assert {name: [kind] for name, kind in wanted.items()} == {name: types_given(name) for name in parameters}
    assert not {Project, Content, Records} & set(wanted.values()), "a rule says what it looks at, instead of taking all there is"
    assert Settings not in wanted.values() or not {"items", "items_by_id", "texts"} & set(wanted), "as does one over many things"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_what_a_module_of_rules_tells_is_declared(module: ModuleType) -> None:
    declared = {code for rule in vars(module).values() if isinstance(rule, Rule) for code in rule.codes}
    told = {
        node.args[0].value
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Problem", "_unknown")
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert told <= declared


def literals(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_what_a_rule_declares_is_told(module: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(module))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    declared = {code for function in functions for decorator in function.decorator_list for code in literals(decorator)}
    for function in functions:
        function.decorator_list.clear()
    codes = {code for rule in RULES for code in rule.codes}
    told = literals(tree).union(*(literals(ast.parse(inspect.getsource(other))) for other in FINDERS.get(module.__name__, ())))
    assert declared & codes <= told


def test_a_code_has_one_severity() -> None:
    found: dict[str, set[Severity]] = {}
    for rule in RULES:
        if rule.severity:
            for code in rule.codes:
                found.setdefault(code, set()).add(rule.severity)
    assert {code: severities for code, severities in found.items() if len(severities) > 1} == {}


WITHOUT_REPORTS = """
import datetime, pathlib, sys
from generator.run.judge import check
from generator.run.options import Options, Progress, output_of
site = pathlib.Path(sys.argv[1])
print(*(problem.code for problem in check(Options(site, datetime.date(2026, 1, 5), cache=False), output_of(site, None), Progress()).problems))
print(*(name for name in sys.modules if name.startswith("generator.check.report.")))
"""


def test_a_site_without_reports_takes_no_time_for_their_rules(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    done = subprocess.run([sys.executable, "-c", WITHOUT_REPORTS, site], capture_output=True, text=True, check=True)
    assert done.stdout == "\n\n"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.removeprefix("generator.check."))
def test_a_code_is_typed_once_in_its_module(module: ModuleType) -> None:
    codes = {code for rule in RULES for code in rule.codes}
    tree = ast.parse(inspect.getsource(module))
    typed = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in codes]
    assert sorted(typed) == sorted(set(typed))
