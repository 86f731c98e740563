"""What is written is what is read: the guard sees what the parser leaves out, and accuses nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown import Reading, read_text, to_html
from generator.markdown.loss import Loss
from generator.markdown.losses import find_losses
from generator.markdown.typed import REPEATED, SECTION

WORD = st.sampled_from(
    ["办法", "第3条", "2023", "a1", "公开（试行）", "8:30~12:00", "附件2", "一、总则", "《条例》", "A&B", "3 < 5", "100%"]
)
PLAIN = st.lists(WORD, min_size=1, max_size=4).map("".join)


def _inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map("**{}**".format),
        inner.map("共~~{}~~".format),
        inner.map("*{}*".format),
        inner.map("`{}`".format),
        st.tuples(
            inner.filter(lambda text: "[" not in text),
            st.sampled_from(["a.pdf", "<附件 2.pdf>", "../b/c.md#x", "a(1).pdf", "https://x.example/2023?a=1&b=2"]),
        ).map(lambda p: f"[{p[0]}]({p[1]})"),
        PLAIN.map('![{}](图2.png "说明3")'.format),
        PLAIN.map("[{}][法]".format),
        st.just("[法]"),
        inner.map("{}[^1]".format),
        inner.map("{}[^注]".format),
        inner.map("{}<!-- 待审定3 -->".format),
        st.sampled_from(
            ["&nbsp;", "&#51;", "&copy;", r"\[x\]", r"\*2\*", "<https://x.example/a>", "<a@x.example>", r"\&copy;", r"3\. "]
        ),
    )


INLINE = st.recursive(PLAIN, lambda inner: st.one_of(_inline(inner), st.tuples(inner, inner).map("，".join)), max_leaves=5)
CELL = PLAIN.map(lambda text: text.replace("|", ""))
ROW = st.tuples(CELL, CELL).map(lambda cells: f"| {cells[0]} | {cells[1]}<br>2 \\| |")


# What no letter is lost by: a text is shown otherwise than it was meant.
TYPED = {"heading", "list", "indented", "section", "tabs"}


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line if line else "" for line in text.split("\n"))


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    number = st.integers(0, 20)
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: "\n".join("- " + _indented(p, "  ")[2:] for p in parts)),
        st.lists(st.tuples(number, inner), min_size=1, max_size=3).map(
            lambda parts: "\n".join(f"{n}. " + _indented(p, " " * len(f"{n}. "))[len(f"{n}. ") :] for n, p in parts)
        ),
        inner.map(lambda text: "\n".join(f"> {line}".rstrip() for line in text.split("\n"))),
        inner.map(lambda text: '!!! note "标题2"\n' + _indented(text, "    ")),
        inner.map(lambda text: "???+ tip\n" + _indented(text, "    ")),
        st.tuples(inner, inner).map("\n\n".join),
    )


LEAF = st.one_of(
    INLINE,
    INLINE.map("## {} {{#name}}".format),
    INLINE.map("# {} #".format),
    st.lists(ROW, min_size=1, max_size=3).map(lambda rows: "\n".join(("| 甲1 | 乙2 |", "| :-- | --: |", *rows))),
    INLINE.map(lambda text: f"```text\n{text}\n[1]: 代码\n<!-- 代码 -->\n{{{{ a.b }}}}\n```"),
    PLAIN.map("术语1\n: {}".format),
    st.just("<!-- 一行备注3 -->"),
    st.just("<!-- 多行\n\n备注3 -->"),
)
TEXT = st.recursive(LEAF, _blocks, max_leaves=6)
NOTES = '\n\n[法]: https://x.example/law "条例5"\n\n[^1]: 来源7 [法]\n[^注]: 多行的8\n    第二行9\n\n    另一段10\n\n结尾[^1]：[法]，[^注]。\n'


def _lost(reading: Reading) -> list[Loss]:
    """The losses of a text but for headings with nothing below them and numbers given twice, which any text may have."""
    return [loss for loss in reading.losses if loss.kind not in (SECTION, REPEATED)]


@given(TEXT)
def test_nothing_that_is_right_is_accused(text: str) -> None:
    assert _lost(read_text(text + NOTES)) == []
    assert _lost(read_text(text + NOTES, facts=True)) == []


@given(
    TEXT,
    st.sampled_from(
        [
            "[附件]: 收费标准一览表",
            "[^未用]: 没有用到",
            "[1]: 国卫办发〔2023〕1号",
            "| 甲 | 乙 |\n| - | - |\n| 丙 | 丁 | 附加费300元 |",
        ]
    ),
    TEXT,
)
def test_what_is_lost_is_told_at_its_place(before: str, lost: str, after: str) -> None:
    source = f"{before}\n\n段落。\n\n{lost}\n\n另一段。\n\n{after}{NOTES}"
    words = lost.split("|")[-2].strip() if "|" in lost else lost
    assert [loss.words for loss in _lost(read_text(source))] == [words]


@given(
    st.text(alphabet=st.sampled_from("一3aB #>-*_=+\\:.,()!\"'/~^$%@;\n\t　（）"), max_size=60).filter(
        lambda text: "~~~" not in text
    )
)
def test_a_text_without_the_signs_that_can_lose_letters_loses_none(source: str) -> None:
    assert {loss.kind for loss in read_text(source).losses} <= TYPED
    assert find_losses(source, to_html(source, str), "", ()) == ()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("依据：\n\n[1]: 国卫办发〔2023〕1号\n[2]: 档案法\n", ["[1]: 国卫办发〔2023〕1号", "[2]: 档案法"]),
        ("| 序 | 名称 |\n|---|---|\n| 1 | 甲 | 10 |\n| 2 | 乙 |\n| 3 | 丙 | 30 |\n", ["10", "30"]),
        ("<table>\n<tr><td>收费5元</td></tr>\n</table>\n", ["<table>\n<tr><td>收费5元</td></tr>\n</table>"]),
        ("正文。\n\n<!-- 没有关上\n\n后文。\n", ["没有关上 后文"]),
        ("![照片](现场 照片.jpg)", ["现场 照片.jpg"]),
        ("[附件](附件 1.docx)", ["附件 1.docx"]),
        ("见注[^3]。", ["[^3]"]),
        ("[^1]: 来源", ["[^1]: 来源"]),
        ("[甲](a.md){: .button }", ["{: .button }"]),
        ("[甲](a.md){target=_blank}", ["{target=_blank}"]),
        ("[TOC]", ["[TOC]"]),
        ("第一条：\n2. 甲\n4. 乙", ["2. 甲"]),
        ("- 外\n  2. 内\n  5. 内", ["2. 内"]),
        ("!!! note\n\n正文", ["!!! note"]),
        ("``` 收费标准\n正文\n```", ["收费标准"]),
    ],
)
def test_what_a_reader_would_not_see_or_not_understand(source: str, words: list[str]) -> None:
    assert [loss.words for loss in read_text(source).losses] == words
