"""What the program knows, its documentation and both languages know."""

from __future__ import annotations

import ast
import dataclasses
import re
from functools import cache
from pathlib import Path

import click
import pytest

import generator
from generator.check.rules import all_rules
from generator.cli import main
from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.model import application, profile, term
from generator.model.catalog import Catalog, CategoryEntry, Office, Publisher
from generator.model.item import Authored
from tests.sites import WHOLE_LANGUAGES

DOCS = Path(__file__).parent.parent / "docs"
PROFILE_RECORDS = [
    record
    for module in (profile, application, term)
    for record in vars(module).values()
    if isinstance(record, type) and dataclasses.is_dataclass(record) and record.__module__ == module.__name__
]
CODE = re.compile(r"^[a-z]+(-[a-z]+)+$")


@cache
def codes_in_the_program() -> set[str]:
    """Every code that stands as the first argument of a Problem (or of what makes one), and in the rule table."""
    codes = {code for rule in all_rules() for code in rule.codes}
    trees = [ast.parse(path.read_text("utf-8")) for path in Path(generator.__file__).parent.rglob("*.py")]
    constants = {
        node.targets[0].id: node.value.value
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant)
    }
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant | ast.Name):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                first = node.args[0].value if isinstance(node.args[0], ast.Constant) else constants.get(node.args[0].id)
                if name in ("Problem", "fault", "_fault", "_unknown") and isinstance(first, str) and CODE.match(first):
                    codes.add(first)
    return codes


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
def test_every_problem_has_its_words(language: str) -> None:
    assert codes_in_the_program() <= load_labels(SHIPPED, language).problems.keys()


OF_REGION = re.compile(r"_[A-Z]{2}$")


def test_both_languages_have_the_same_words() -> None:
    chinese, english = (load_labels(SHIPPED, language) for language in WHOLE_LANGUAGES)
    # A word of a region stands beside the language's own, and only where that is another.
    own = [{name for name in labels.text if not OF_REGION.search(name)} for labels in (chinese, english)]
    assert own[0] == own[1]
    assert {OF_REGION.sub("", name) for labels in (chinese, english) for name in labels.text} == own[0]
    assert chinese.problems.keys() == english.problems.keys()
    for code, wording in chinese.problems.items():
        assert placeholders(wording.message) == placeholders(english.problems[code].message), code
        assert len(wording.hints) == len(english.problems[code].hints), code


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_problem_is_documented() -> None:
    text = (DOCS / "problems.md").read_text("utf-8")
    assert {code for code in codes_in_the_program() if f"`{code}`" not in text} == set()


def test_every_command_and_option_is_documented() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    names = names_of(main, "gongkai")
    assert {"gongkai build", "gongkai new item", "--record"} <= set(names)
    assert [name for name in names if f"`{name}" not in text] == []


def names_of(command: click.Command, name: str) -> list[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        children = {sub: command.get_command(context, sub) for sub in command.list_commands(context)}
        return [inner for sub, child in children.items() if child for inner in names_of(child, f"{name} {sub}")]
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    return [name, *options]


@pytest.mark.parametrize("record", [Catalog, Publisher, Office, CategoryEntry, Authored])
def test_every_field_is_documented(record: type) -> None:
    text = (DOCS / "sources.md").read_text("utf-8")
    assert [field.name for field in dataclasses.fields(record) if f"`{field.name.rstrip('_')}`" not in text] == []


@pytest.mark.parametrize("record", PROFILE_RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_a_profile_is_documented(record: type) -> None:
    text = (DOCS / "profiles.md").read_text("utf-8")
    assert [field.name for field in dataclasses.fields(record) if f"`{field.name.rstrip('_')}`" not in text] == []
