from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown import Reading, read_text, to_html


def html(source: str) -> str:
    return to_html(source, lambda target: target)


def test_emphasis_works_beside_chinese_punctuation() -> None:
    assert html("**注意:**请于**“三公”经费**公布") == "<p><strong>注意:</strong>请于<strong>“三公”经费</strong>公布</p>\n"


def test_html_is_dropped() -> None:
    assert html("<script>alert(1)</script>\n") == "\n"
    assert html("一<b onclick=x>二</b>三") == "<p>一二三</p>\n"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>x</script>",
        "file:///etc/passwd",
        "&#106;avascript:alert(1)",
    ],
)
def test_a_link_that_could_run_a_program_is_text_only(target: str) -> None:
    assert html(f"[这里]({target})") == "<p>这里</p>\n"
    assert html(f"![图]({target})") in ("<p></p>\n", "<p></p>")
    assert read_text(f"见[这里]({target})。").targets


def test_headings_begin_below_the_title_and_can_be_linked() -> None:
    assert html("# 一、范围\n\n## 一、范围\n") == '<h2 id="一-范围">一、范围</h2>\n<h3 id="一-范围-2">一、范围</h3>\n'


def test_tables_are_those_of_github() -> None:
    assert "<td>2</td>" in html("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n")


def test_links_are_found_where_the_parser_finds_them() -> None:
    source = "[甲](a.md) `[乙](b.md)` ![丙](c.png)\n\n[丁][ref]\n\n[ref]: d.md\n\n    [戊](e.md)\n"
    assert read_text(source) == Reading(("a.md", "c.png", "d.md"))
    assert read_text("一\n<b>粗</b>").dropped == "<b>"


@given(st.text(alphabet=st.sampled_from("<>/script onclick='\"=()[]!`*_#&;:jav数字\n\t"), max_size=80))
def test_no_text_becomes_markup_that_could_run(source: str) -> None:
    made = html(source)
    for tag in re.findall(r"<[^>]*>", made):
        assert re.fullmatch(
            r"</?(p|em|strong|code|pre|ul|ol|li|h[2-6]|a|img|br|hr|blockquote|table|thead|tbody|tr|t[hd]|del|sup|section|d[ltd]|div|details|summary)\b[^<>]*>",
            tag,
        ), tag
        assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', tag)), tag
        assert not re.search(r'(href|src)="\s*(javascript|data|vbscript)', tag, re.IGNORECASE), tag
