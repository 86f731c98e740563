from __future__ import annotations

import contextlib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.load.source.yaml_tree import Outline, parse
from generator.problems import Position, Problem, SourceError

TEXT = st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff\ufffe\uffff"), max_size=12)
TREES = st.recursive(TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=12)


def exact(*names: str) -> Any:
    return lambda key: frozenset((key,))


@given(st.dictionaries(TEXT, TREES, max_size=4))
def test_what_is_dumped_is_read_back(tree: dict[str, Any]) -> None:
    problems: list[Problem] = []
    assert parse(yaml.safe_dump(tree, allow_unicode=True), "a.yml", problems) == tree
    assert [problem for problem in problems if not problem.code.startswith("sign-")] == []


@given(st.dictionaries(TEXT, TREES, min_size=1, max_size=4))
def test_every_value_is_found_at_its_place(tree: dict[str, Any]) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    lines = text.split("\n")
    for path, value in paths(tree):
        if isinstance(value, str) and len(value) > 1 and value.isalnum():
            place = Outline(text, "a.yml").locate(path, exact(), key=False)
            assert lines[place.line - 1][place.column - 1 :].startswith(('"', value))


def paths(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    inner = list(tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else [])
    return [(path, tree), *(found for key, value in inner for found in paths(value, (*path, key)))]


@pytest.mark.parametrize("written", ["012345", "8:30", "no", "1e3", "0x1f", "2023-02-30", "~", "null", "3.10", "12:30:00", "on"])
def test_a_value_is_the_text_it_is_written_as(written: str) -> None:
    assert parse(f"a: {written}\n", "a.yml", []) == {"a": written}


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "\n".join(" " * i + "a:" for i in range(2_000)), "? " * 1000],
)
def test_endless_nesting_ends_with_a_problem(text: str) -> None:
    with pytest.raises(SourceError) as raised:
        parse(text, "a.yml", [])
    assert raised.value.problem.code in ("yaml-too-deep", "yaml-invalid")


def test_an_alias_is_told_once_and_not_expanded() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    problems: list[Problem] = []
    with pytest.raises(SourceError) as told:
        parse(bomb, "a.yml", problems)
    assert problems == []
    assert told.value.problem == Problem("yaml-alias", Position("a.yml", 2, 8), {"name": "a"})


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(SourceError):
        parse(text, "a.yml", [])


def test_a_value_in_several_lines_has_no_blank_between_wide_signs() -> None:
    assert parse("a: 甲 乙\n  丙，\n  Word\n  丁\nb: >\n  甲\n  乙\n\n  丙\nc: |\n  甲\n  乙\nd: [甲, 乙\n  丙]\n", "x", []) == {
        "a": "甲 乙丙， Word 丁",
        "b": "甲乙\n丙\n",
        "c": "甲\n乙\n",
        "d": ["甲", "乙丙"],
    }
