"""Fields as a clerk writes them: what is right is not accused, and what is told is right when it is written so."""

from __future__ import annotations

import contextlib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.load.source.as_written import read_as_written
from generator.load.source.fields import fields_of
from generator.load.source.slip_values import reads_as
from generator.load.source.slips import find_slips
from generator.load.source.yaml_tree import parse
from generator.model.item import Authored
from generator.problems import Position, Problem, SourceError

LABELS = load_labels(SHIPPED, "zh-CN")
FIELDS = fields_of(Authored, LABELS)
RIGHT = [
    "标题: 关于“十四五”规划：总体要求\n内容概述: 时间：8:30–12:00，网址 https://example.org/a\n",
    "标题: 【转发】关于做好防汛工作的通知\n主题词: [防汛, 抗旱]  # 几个词\n",
    "标题: a  # 标题\n成文日期: 2023-01-01 # 日期\n草稿: true #写好后删去\n",
    "标题: 一\n正文: |\n  联系电话：1234\n  -第一\n  • 第二\n  内容概述：三\n文号: 云卫发〔2023〕5号\n",
    "标题: 一\n内容概述: 第一句，\n  地点说明：礼堂。\n",
    "- id: a\n  标题: 一\n  正文: >\n    标题：二\n- id: b\n  标题: 二\n",
    "标题: 5#楼改造\n相关: [关于做好甲、乙两项工作，推进丙的通知]\n",
    "附件:\n- 文件: a.pdf\n- {文件: b.pdf, 标题: 甲：乙}\n审核: {审核人: 张三, 批准人: 李四}\n",
    '标题: "甲：\n  乙"\n主题词: [甲,\n  乙]\n关键: 值\n',
    "主题词: [权责清单, 行政强制, 对疫点、疫区采取的措施]\n相关:\n  - 审核：审查申请材料\n  - 公开范围：全市\n",
    "主题词: 中医药、中西医结合（试点）\n",
    "标题: 一\n内容概述: |\n  **标题**: 二\n  - 文号: 三\n  【标题】四\n  1. 文号：五\n",
    "标题: 一\n附件:\n- 文件: a.pdf\n  标题: 甲\n- 标题: 乙\n  文件: b.pdf\n",
    "\"标题\": 一\n'文号': 二\n# 标题: 三\n## 文号: 四\n",
    "- id: a\n- id: b\n- id: c\n",
    "标题: 【标题】的写法：**文号**\n",
    "标题:\n  写在下一行的标题\n文号:\n",
    "标题: 关于\n  标 题（一）的说明\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_accused(text: str) -> None:
    problems: list[Problem] = []
    read = read_as_written(text, "a.md", problems, FIELDS)
    assert (problems, read.tree, read.outline) == ([], parse(text, "a.md", []), None)


_WORD = st.text("甲乙丙丁 ，。：:；、#\"'[]【】{}-*&!%@", min_size=1, max_size=12)
_KEY = st.sampled_from(
    ["标题", "文号", "主题词", "审核", "审核人", "附件", "文件", "category", "**标题**", "1. 文号", "标 题", "【附件】"]
)
_JOIN = st.sampled_from([": ", "：", ":", ":\u3000", ":\xa0", " : "])
_LINE = st.tuples(st.sampled_from(["", "", "", "  ", "- ", "  - ", "-", "\u3000", "\t", "• "]), _KEY, _JOIN, _WORD).map("".join)


@given(st.lists(_LINE, min_size=1, max_size=6))
def test_mending_comes_to_an_end(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    with contextlib.suppress(SourceError):
        read_as_written(text, "a.md", [], FIELDS)
    for slip in find_slips(text, FIELDS)[0]:
        message, hint = LABELS.tell(Problem(slip.code, Position("a.md"), slip.values))
        assert message
        assert hint
    for _ in range(4):
        slips, mended = find_slips(text, FIELDS)
        assert mended.count("\n") == text.count("\n")
        assert bool(slips) >= (mended != text)
        text = mended
    assert find_slips(text, FIELDS)[1] == text


@given(st.text("标题主题词：: -\n\t[]{}\"'#，、|>\u3000a1", max_size=60))
def test_nothing_breaks_on_any_text(text: str) -> None:
    find_slips(text, FIELDS)


@given(st.text("标a１é_²（）《》，。；、.- :#", min_size=1, max_size=8))
def test_a_plain_value_is_what_the_parser_reads(value: str) -> None:
    with contextlib.suppress(yaml.YAMLError):
        read = yaml.load(f"k: {value}\n", yaml.BaseLoader)
        if isinstance(read["k"], str) and not value.startswith(" "):
            assert reads_as(value) == read["k"]
