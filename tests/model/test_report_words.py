"""The words of a report's prose: as they are written, with alternatives in brackets, and what they stand for."""

from __future__ import annotations

from generator.load.source.fields import validate
from generator.model.report.language import Prose, Words, spelt_out
from generator.problems import Problem, Spot


def words(written: object) -> tuple[str, ...]:
    return spelt_out(read({"decided": written})).decided


def read(prose: object) -> Prose:
    problems: list[Problem] = []
    found = validate(Prose, prose, Spot("prose.yml"), problems)
    assert isinstance(found, Prose), problems
    return found


def test_alternatives_are_spelt_out_the_first_group_slowest() -> None:
    assert words("申请(书|件|) (新|原)有") == ("申请书", "申请件", "申请", "新有", "原有")


def test_alternatives_may_hold_alternatives() -> None:
    assert words(["the largest (group|type) (of (requests|applicants) |)at"]) == (
        "the largest group of requests at",
        "the largest group at",
        "the largest group of applicants at",
        "the largest type of requests at",
        "the largest type at",
        "the largest type of applicants at",
    )


def test_what_stands_for_one_word_twice_is_that_word_once() -> None:
    assert words(["a(b|b)(|c)"]) == ("ab", "abc")


def test_a_bracket_that_is_not_closed_stands_for_itself() -> None:
    assert words("a(b|c a)b") == ("a(b|c", "a)b")


def test_words_are_spelt_out_wherever_they_stand_and_patterns_are_not() -> None:
    prose = {
        "chinese": {"skip": "全(年|市)", "quarter": {"time": "(本|该)季度"}, "others": "(县|区)的"},
        "words": {"收到": "收(到|悉)"},
        "english_phrases": {"Number of": ["the (number|count) of {}"]},
        "bodies": [{"ends": "局", "called": "(我|本)局", "scope": True}],
    }
    spelt = spelt_out(read(prose))
    assert spelt.chinese.skip == ("全年", "全市")
    assert spelt.chinese.quarter.time == ("本季度", "该季度")
    assert spelt.chinese.others == "(县|区)的"
    assert spelt.words == {"收到": ("收到", "收悉")}
    assert spelt.english_phrases == {"Number of": ("the number of {}", "the count of {}")}
    assert [(body.ends, body.called, body.scope) for body in spelt.bodies] == [("局", ("我局", "本局"), True)]


def test_what_is_no_text_is_told_where_it_is_written() -> None:
    problems: list[Problem] = []
    assert validate(Words, ["a(b|c)", ["d"]], Spot("words.yml"), problems) is None
    assert [(problem.code, problem.where) for problem in problems] == [("value-type", Spot("words.yml", (1,)))]
