"""What was typed for Markdown and is none is told, and what is right is not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.markdown import read_text, to_html
from generator.markdown.typed import find_typed, right_form

RIGHT = [
    "# 一\n\n文字。\n\n## 二\n\n文字。\n\n### 三\n\n文字。",
    "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n",
    "甲 | 乙\n--- | ---\n1 | 2\n",
    "- 甲\n\n    接着甲的一段。\n\n1. 乙\n\n    乙的一段。\n",
    "```\n##没有空格\n\t甲\t乙\n\t1\t2\n```\n",
    "`[x]（y.md）` 和 `＊＊重点＊＊`",
    "[通知](notice.md)（见附件）和【重要】（2023年5月）",
    "第[3]（含）条，见《办法》【2023】（修订）",
    "——引言\n——又一句",
    "5 - 3 = 2\n-5 度\n",
    "!!! note\n    提示的内容。\n",
    "[^1]: 注释\n\n    注释的第二段。\n",
    "![说明](a.jpg)",
    "#1 机组、#2 机组停运。",
    "| 单独一行 |",
    "姓名\t张三",
    "1. 甲\n2. 乙\n\n文字\n\n1. 丙\n2. 丁",
    "1. 甲\n   1. 乙\n2. 丙\n   1. 丁",
    "1.1 甲\n1.1 乙",
    "```\n1. 甲\n1. 乙\n```",
]
WRONG = [
    ("1. 甲\n1. 乙\n1. 丙", ["repeated"]),
    ("｜甲｜乙｜\n｜1｜2｜", ["wide-rows"]),
    ("3) 甲\n\n   续\n\n3) 乙", ["repeated"]),
    ("- 甲\n  1. 乙\n  1. 丙", ["repeated"]),
    ("##一、总体\n\n文字", ["heading"]),
    ("#一、总体\n\n文字", ["heading"]),
    ("[通知]（notice.md）", ["wide-link"]),
    ("【通知】(../a/notice.md)", ["wide-link"]),
    ("[通知](notice.md）", ["wide-link"]),
    ("＊＊重点＊＊", ["emphasis"]),
    ("-甲\n-乙", ["list"]),
    ("•甲\n•乙", ["list"]),
    ("|甲|乙|\n|1|2|", ["rows"]),
    ("甲\t乙\n1\t2", ["tabs"]),
    ("段落。\n\n    缩进的一段话。", ["indented"]),
    ("![](a.jpg)", ["undescribed"]),
    ("锟斤拷", ["garbled"]),
    ("## 一\n\n## 二\n\n文字", ["section"]),
    ("文字\n\n## 一\n", ["section"]),
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_accused(text: str) -> None:
    assert list(find_typed(text)) == []


@pytest.mark.parametrize(("text", "kinds"), WRONG)
def test_what_is_typed_is_told(text: str, kinds: list[str]) -> None:
    for around in ("{}", "前文。\n\n{}\n\n后文。") if "section" not in kinds else ("{}",):
        source = around.format(text)
        found = list(find_typed(source))
        assert [loss.kind for loss in found] == kinds
        assert all(loss.needle in source for loss in found)
        assert [loss.kind for loss in read_text(source).losses if loss.kind in kinds] == kinds


@pytest.mark.parametrize(("text", "kinds"), WRONG)
def test_the_right_form_is_right(text: str, kinds: list[str]) -> None:
    for loss in find_typed(text):
        if right := right_form(loss):
            mended = text.replace(loss.needle, right)
            assert list(find_typed(mended)) == []
            assert to_html(mended, str) != to_html(text, str)


@given(st.text("#-|\t 　甲一a（）【】[]()＊*！!`\n.。/", max_size=60))
@example("\t`[`一")
def test_no_text_breaks_it(text: str) -> None:
    for loss in find_typed(text):
        assert loss.needle in text


@pytest.mark.parametrize("line", ["      tt  ", "    - tt", "\ttt"])
def test_a_long_text_below_an_entry_is_read_through_once(line: str) -> None:
    # An expression that goes back to try every blank of every line would not end.
    text = "1. first\n" + f"{line}\n" * 400 + "\nend\n"
    assert [loss.kind for loss in find_typed(text) if loss.kind == "repeated"] == []
