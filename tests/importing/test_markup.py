"""HTML and plain text become Markdown that shows the same words, and nothing else."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.html_markup import html_to_markdown, text_to_markdown
from generator.importing.paragraphs import paragraphs, visible
from generator.markdown import read_text, to_markup, to_text
from generator.markdown.typed import GARBLED


def markdown(source: str, known: dict[str, str] | None = None) -> str:
    return text_to_markdown(source, lambda target, words: (known or {}).get(target)).text


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<p>　　各单位：</p><p><strong>注意：</strong>请落实。</p>", "各单位：\n\n**注意：**请落实。"),
        ("<h1>总则</h1><h3>目的</h3>", "## 总则\n\n### 目的"),
        ("<ul><li>一</li><li>二<ol><li>三</li></ol></li></ul>", "- 一\n\n- 二\n\n   1. 三"),
        ("第一行<br>第二行&nbsp;末", "第一行\\\n第二行 末"),
        ('<a href="http://a.cn/x_y">链接</a>', "[链接](http://a.cn/x_y)"),
        ('<p>见<a href="/f/甲%20表.pdf">附件</a></p>', "见[附件](<甲 表.pdf>)"),
        ('<a href="javascript:alert(1)">点</a>', "点"),
        (
            "<table><tr><td>甲|乙</td><td>丙</td></tr><tr><td colspan=2>丁</td></tr></table>",
            "| 甲\\|乙 | 丙 |\n| --- | --- |\n| 丁 |  |",
        ),
        ("<table><tr><td><p>一</p><p>二</p></td></tr></table>", "一\n\n二"),
        ('<p>a<b> *</b>_<img src="p.png">*</p>', "a **\\***_![](p.png)\\*"),
        ("<script>x()</script><style>p{}</style><p>文</p>", "文"),
        ('<p>文<span style="display:none">密</span></p>', "文"),
        ("a < b 且 b > c", "a < b 且 b > c"),
        ("　　第一条\n　　第二条", "第一条\n\n第二条"),
        ("A line\nand the next.\n\nAnother.", "A line\nand the next.\n\nAnother."),
        ("1. 一\n2. 二", "1\\. 一\n\n2\\. 二"),
        ("# 不是标题", "\\# 不是标题"),
    ],
)
def test_what_is_written_is_what_was_read(source: str, written: str) -> None:
    assert markdown(source, {"/f/甲%20表.pdf": "甲 表.pdf", "p.png": "p.png"}) == written


def test_what_cannot_be_had_is_said() -> None:
    source = '<p>文</p><img src="x.png"><iframe src="//v.cn/1"></iframe><a href="old.html">旧</a><script>a</script>'
    left = html_to_markdown(source, lambda target, words: None).left
    assert left == [
        ("import_left_picture", "x.png"),
        ("import_left_embedded", "//v.cn/1"),
        ("import_left_link", "旧 → old.html"),
        ("import_left_script", ""),
    ]


WORDS = st.text(
    st.one_of(
        st.sampled_from("#*_`[]()<>!|~-+=.:{}&\\1 \n\t甲乙，。：（）“”ab/@$^\"'"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")),
    ),
    max_size=60,
)


@given(WORDS)
def test_plain_text_is_shown_sign_by_sign(text: str) -> None:
    written = paragraphs(text)
    assert visible(to_text(written)) == visible(unicodedata.normalize("NFC", text))
    assert [loss for loss in read_text(written).losses if loss.kind != GARBLED] == []  # as Â® is, whoever meant it


@given(st.lists(st.tuples(st.sampled_from(["p", "b", "li", "h2", "td", "span", "i", "blockquote", "div"]), WORDS), max_size=8))
def test_the_words_of_html_are_all_shown(pieces: list[tuple[str, str]]) -> None:
    source = "<p></p>" + "".join(f"<{tag}>{html.escape(words)}</{tag}>" for tag, words in pieces)
    written = markdown(source)
    assert visible(to_text(written)) == visible("".join(words for _, words in pieces))
    assert "<script" not in to_markup(written)
