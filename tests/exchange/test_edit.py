"""An edit of YAML changes one value, and leaves every other byte as it is."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exchange.edit import NotEdited, set_value, with_value
from generator.load.source.yaml_tree import Tree, parse

TEXT = """\
# 头上的注释
标题: 关于甲的通知  # 末尾的注释
index_number: "00012"   # 引号

信息分类: [policy, 'finance']
主题词:
  # 里面的注释
  - 防病
  - "疫苗: 一"   # 注释
review: {by: 张三, date: 2026-03-01}
withdrawn:
  date: 2026-04-01
  reason: 重复
summary: |
  第一行
  第二行

# 尾部的注释
draft: true
空:
正文: >-
  折起来
  的文字
"""


def lines_changed(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:2] in ("- ", "+ ")]


@pytest.mark.parametrize(
    ("steps", "value", "changed"),
    [
        (["标题"], "关于乙的通知", ["- 标题: 关于甲的通知  # 末尾的注释", "+ 标题: 关于乙的通知  # 末尾的注释"]),
        (["index_number"], "00013", ['- index_number: "00012"   # 引号', '+ index_number: "00013"   # 引号']),
        (["信息分类"], ["policy"], ["- 信息分类: [policy, 'finance']", "+ 信息分类: [policy]"]),
        (["主题词"], ["防病", "疫苗: 一", "新: 词"], ['+   - "新: 词"']),
        (["review", "by"], "李四", ["- review: {by: 张三, date: 2026-03-01}", "+ review: {by: 李四, date: 2026-03-01}"]),
        (["review", "date"], None, ["- review: {by: 张三, date: 2026-03-01}", "+ review: {by: 张三}"]),
        (
            ["review", "approved_by"],
            "王五",
            ["- review: {by: 张三, date: 2026-03-01}", "+ review: {by: 张三, date: 2026-03-01, approved_by: 王五}"],
        ),
        (["withdrawn", "reason"], "发错了", ["-   reason: 重复", "+   reason: 发错了"]),
        (["withdrawn", "basis"], "条例", ["+   basis: 条例"]),
        (["draft"], None, ["- draft: true"]),
        (["空"], "满", ["- 空:", "+ 空: 满"]),
        (["新"], "值 # 不是注释", ['+ 新: "值 # 不是注释"']),
        (["summary"], "第一行\n第二行\n第三行\n", ["+   第三行"]),
        (["review"], None, ["- review: {by: 张三, date: 2026-03-01}"]),
    ],
)
def test_nothing_else_changes(steps: list[str], value: Tree | None, changed: list[str]) -> None:
    assert lines_changed(TEXT, set_value(TEXT, steps, value)) == changed


def test_an_entry_of_a_list_is_edited_in_its_place() -> None:
    text = "# 单\n- id: a\n  标题: 甲\n\n- {id: b, 标题: 乙}  # 注释\n"
    assert set_value(text, [1, "标题"], "丙") == text.replace("乙", "丙")
    assert set_value(text, [0, "发布日期"], "2026-01-01") == text.replace("标题: 甲\n", "标题: 甲\n  发布日期: 2026-01-01\n")
    with pytest.raises(NotEdited):
        set_value(text, [0, "id"], None)


VALUES = st.one_of(
    st.text(max_size=12), st.sampled_from(["1", "true", "a: b", "- x", "#", "[", "|", "多\n行", "2026-03-05", " 空 "])
)


@given(st.sampled_from(list(parse(TEXT, "", []))), st.one_of(st.none(), VALUES, st.lists(VALUES, min_size=1, max_size=3)))
def test_what_is_written_is_what_was_meant_or_nothing_is(name: str, value: Tree | None) -> None:
    try:
        edited = set_value(TEXT, [name], value)
    except NotEdited:
        return
    assert parse(edited, "", []) == with_value(parse(TEXT, "", []), [name], value)
    kept = [line for line in TEXT.splitlines() if line.startswith("#")]
    assert [line for line in edited.splitlines() if line in kept] == kept


@given(st.sampled_from(["标题", "index_number", "draft", "空"]), st.text("甲乙a1 :#-'\"[]{},|", min_size=1, max_size=10))
def test_a_plain_value_can_always_be_edited_and_one_line_changes(name: str, value: str) -> None:
    edited = set_value(TEXT, [name], value)
    assert len(lines_changed(TEXT, edited)) in (0, 2)
