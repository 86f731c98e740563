from __future__ import annotations

import pytest

from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED, list_data
from generator.model.placeholder import MARKS, has_placeholder, is_placeholder, placeholders_in


@pytest.mark.parametrize("language", list_data(SHIPPED, "site_config/labels"))
def test_what_is_marked_is_found_in_fields_and_texts(language: str) -> None:
    labels = load_labels(SHIPPED, language.removesuffix(".yml"))
    mark = labels.marked("标题")
    assert labels.forms.mark.strip() in MARKS
    assert is_placeholder(mark)
    assert has_placeholder(f"通知\n{mark}\n")
    text = f"文字。\n\n{mark}\n\n文字。"
    assert [text[start:end] for start, end in placeholders_in(text)] == [mark]


@pytest.mark.parametrize("value", ["…", "……", "...", "（标题）", "(title)", "（单位全称）", "关于【待填】的通知"])
def test_a_field_that_nobody_wrote(value: str) -> None:
    assert is_placeholder(value)
    assert has_placeholder(f"甲\n{value}")


@pytest.mark.parametrize(
    "value", ["", "×××", "***", "张*", "关于……的通知", "（试行）", "标题", "（此件公开发布）", "关于标题（标题）的说明", "-"]
)
def test_what_may_be_meant_is_not_accused(value: str) -> None:
    assert not is_placeholder(value)
    assert not has_placeholder(f"甲\n{value}\n乙")
    assert list(placeholders_in(f"甲\n{value}\n乙")) == []


def test_dots_may_be_an_omission_in_a_text() -> None:
    assert list(placeholders_in("第一章\n\n……\n\n第二章")) == []
