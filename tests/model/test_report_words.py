"""The words of a report's prose as they may be written: alternatives in brackets, also one within another."""

from __future__ import annotations

from generator.load.source.fields import validate
from generator.model.report.language import Phrases, Words
from generator.problems import Problem, Spot


def read(kind: object, written: object) -> tuple[str, ...]:
    problems: list[Problem] = []
    found = validate(kind, written, Spot("words.yml"), problems)
    assert problems == []
    return tuple(found)


def test_alternatives_are_spelt_out_the_first_group_slowest() -> None:
    assert read(Words, "申请(书|件|) (新|原)有") == ("申请书", "申请件", "申请", "新有", "原有")


def test_alternatives_may_hold_alternatives() -> None:
    written = ["the largest (group|type) (of (requests|applicants) |)at"]
    assert read(Phrases, written) == (
        "the largest group of requests at",
        "the largest group at",
        "the largest group of applicants at",
        "the largest type of requests at",
        "the largest type at",
        "the largest type of applicants at",
    )


def test_what_stands_for_one_word_twice_is_that_word_once() -> None:
    assert read(Words, ["a(b|b)(|c)"]) == ("ab", "abc")


def test_a_bracket_that_is_not_closed_stands_for_itself() -> None:
    assert read(Words, "a(b|c a)b") == ("a(b|c", "a)b")


def test_what_is_no_text_is_told_where_it_is_written() -> None:
    problems: list[Problem] = []
    assert validate(Words, ["a(b|c)", ["d"]], Spot("words.yml"), problems) is None
    assert [(problem.code, problem.where) for problem in problems] == [("value-type", Spot("words.yml", (1,)))]
