"""Plain fields are read as the parser reads them, and what may mean anything else is left to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.load.source.plain_yaml import read_plain
from generator.load.source.yaml_tree import Tree, _parse
from generator.problems import Problem, SourceError
from generator.signs import find_signs

ITEM = """\
标题: 关于做好夏季防病工作的通知（第2号）
index_number: 11379900MB28399186/2023-00001
发布日期: 2023-06-01
文号: 云卫发〔2023〕5号
内容概述: 部署夏季防病工作，“一”至《二》。 见 a-b, c & d*
关键词: [防病, COVID-19]
"""

keys = st.sampled_from(["标题", "a", "b_1", "收入（万元）", "文号", "-", "null", "标题：", "<<", "2"])
values = st.text("甲，：“》０a1~ \t#:,[]{}-?&*!|>'\"%@`.\\\n\x85\u2028\ufeff（", max_size=6)
lines = st.tuples(keys, st.sampled_from([": ", ":", "： ", ":  "]), values).map("".join)
texts = st.lists(lines, max_size=4).map(lambda found: "".join(f"{line}\n" for line in found))


def by_parser(text: str) -> tuple[Tree | None, list[Problem]]:
    problems: list[Problem] = []
    try:
        return _parse(text, "x", 1, problems, None), problems
    except SourceError as error:
        return None, [error.problem]


@given(st.one_of(texts, st.text("a标: ，[]-#\n\"'", max_size=20)))
def test_plain_fields_are_what_the_parser_reads(text: str) -> None:
    fields = read_plain(text)
    if fields:
        assert (fields, []) == by_parser(text)
        assert list(fields) == list(by_parser(text)[0] or ())
        assert not list(find_signs(text, body=False))


def test_an_item_as_most_are_needs_no_parser() -> None:
    assert read_plain(ITEM) == by_parser(ITEM)[0]
