from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown import read_markup, read_text, resolve_links, to_html, to_text
from generator.text import plain_text


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
    assert html(f"![图]({target})") == "<p>图</p>\n"
    assert read_text(f"见[这里]({target})。").targets


def test_headings_begin_below_the_title_and_can_be_linked() -> None:
    assert html("# 一、范围\n\n## 一、范围\n") == '<h2 id="一-范围">一、范围</h2>\n<h3 id="一-范围-2">一、范围</h3>\n'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ((1, 2, 3, 2), (2, 3, 4, 3)),
        ((2, 3, 4), (2, 3, 4)),
        ((3, 3), (2, 2)),
        ((3, 2, 3), (2, 2, 3)),
        ((2, 5, 5, 6, 2), (2, 3, 3, 4, 2)),
        ((2, 5, 4, 3), (2, 3, 3, 3)),
        ((2, 1, 3), (2, 2, 3)),
    ],
)
def test_no_level_of_headings_is_left_out(written: tuple[int, ...], shown: tuple[int, ...]) -> None:
    made = html("\n\n".join(f"{'#' * level} 甲\n\n乙" for level in written))
    levels = [int(level) for level in re.findall(r"<h(\d)", made)]
    assert levels == list(shown)
    assert all(after - before <= 1 for before, after in pairwise([1, *levels]))


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_levels_never_jump_and_keep_their_order(written: list[int]) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", html("\n\n".join(f"{'#' * level} 甲" for level in written)))]
    assert all(after - before <= 1 for before, after in pairwise([1, *levels]))
    # A heading under another on the page stood under it in the text.
    for (before, after), (upper, lower) in zip(pairwise(written), pairwise(levels), strict=True):
        assert (after > before) == (lower > upper) or upper == lower == 6


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("甲 [Bonjour *à tous*]{lang=fr} 乙", '<p>甲 <span lang="fr">Bonjour <em>à tous</em></span> 乙</p>\n'),
        (
            "[见 [x](https://a.example/)]{lang='zh-Hans'}",
            '<p><span lang="zh-Hans">见 <a href="https://a.example/">x</a></span></p>\n',
        ),
        ('<span lang="cy">Bore da</span>', '<p><span lang="cy">Bore da</span></p>\n'),
        ("## [Bore da]{lang=cy}", '<h2 id="bore-da"><span lang="cy">Bore da</span></h2>\n'),
        ("![[Bore da]{lang=cy}](https://a.example/b.png)", '<p><img src="https://a.example/b.png" alt="Bore da" /></p>\n'),
        ("`[x]{lang=fr}` \\[y]{lang=fr}", "<p><code>[x]{lang=fr}</code> [y]{lang=fr}</p>\n"),
        ("```\n[x]{lang=fr}\n```", "<pre><code>[x]{lang=fr}\n</code></pre>\n"),
        ("*[a*b]{lang=fr}", "<p><em>[a</em>b]{lang=fr}</p>\n"),
        ('*<span lang="fr">a*b</span>', "<p><em>a</em>b</p>\n"),
        ("[x]{lang=fr onclick=y}", "<p>[x]{lang=fr onclick=y}</p>\n"),
        ('<span lang="fr" class="x">a</span>', "<p>a</p>\n"),
        ('<span lang="fr">a\n\nb</span>', "<p>a</p>\n<p>b</p>\n"),
    ],
)
def test_words_in_another_language_are_marked_by_nothing_else(source: str, shown: str) -> None:
    assert html(source) == shown


def test_a_mark_of_a_language_that_is_none_is_told() -> None:
    assert [loss.kind for loss in read_text("[x]{lang=fr onclick=y}").losses] == ["signs"]
    assert read_text('*<span lang="fr">a*b</span>').dropped == '<span lang="fr">'
    assert read_text('<span lang="fr">a</span> <b>b</b>').dropped == "<b>"
    assert [loss.kind for loss in read_text("甲 [Bonjour]{lang=fr}").losses] == ["spoken"]


def test_tables_are_those_of_github() -> None:
    assert "<td>2</td>" in html("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("2019年5月15日", '<td class="gk-nowrap">2019年5月15日</td>'),
        ("0379-5550100", '<td class="gk-nowrap">0379-5550100</td>'),
        ("1,250.00", '<td class="gk-nowrap">1,250.00</td>'),
        ("预期性", '<td class="gk-nowrap">预期性</td>'),
        ("甲", "<td>甲</td>"),
        ("周二、周五", "<td>周二、周五</td>"),
        ("文卫路社区卫生服务中心", '<td class="gk-words">文卫路社区卫生服务中心</td>'),
        ("[信息公开审查工作办法](a.md)", '<td class="gk-words"><a href="a.md">信息公开审查工作办法</a></td>'),
        ("甲 **乙** 丙", "<td>甲 <strong>乙</strong> 丙</td>"),
    ],
)
def test_a_cell_is_set_by_what_is_in_it(cell: str, shown: str) -> None:
    assert shown in html(f"| 甲 |\n| --- |\n| {cell} |\n")


def test_links_are_found_where_the_parser_finds_them() -> None:
    source = "[甲](a.md) `[乙](b.md)` ![丙](c.png)\n\n[丁][ref]\n\n[ref]: d.md\n\n    [戊](e.md)\n"
    reading = read_text(source)
    assert reading.targets == ("a.md", "c.png", "d.md")
    assert [(loss.kind, loss.words) for loss in reading.losses] == [("indented", "[戊](e.md)")]  # and shown as code
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


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("甲\n乙，\n丙", "<p>甲乙，丙</p>"),
        ("甲\n“乙\n”丙—\n丁", "<p>甲“乙”丙—丁</p>"),
        ("**甲**\n[乙](b.md)\n*丙*", '<p><strong>甲</strong><a href="b.md">乙</a><em>丙</em></p>'),
        ("> 甲\n> 乙", "<blockquote>\n<p>甲乙</p>\n</blockquote>"),
        ("- 甲\n  乙", "<ul>\n<li>甲乙</li>\n</ul>"),
        ("甲  \n乙\\\n丙", "<p>甲<br />\n乙<br />\n丙</p>"),
        ("甲\nWord\n2025\n年", "<p>甲\nWord\n2025\n年</p>"),
        ("“A\nB”\n“C”", "<p>“A\nB”\n“C”</p>"),
        ("한국\n어", "<p>한국\n어</p>"),
        ("```\n甲\n乙\n```\n\n丙\n丁", "<pre><code>甲\n乙\n</code></pre>\n<p>丙丁</p>"),
    ],
)
def test_no_blank_is_shown_where_a_line_ends_between_wide_signs(source: str, shown: str) -> None:
    assert html(source) == f"{shown}\n"


def numbers(source: str) -> list[int]:
    """The number a browser shows before each item of a numbered list."""
    shown: list[int] = []
    lists: list[int | None] = []
    for end, tag, attributes in re.findall(r"<(/?)(ol|ul|li)([^>]*)>", html(source)):
        given_number = re.search(r'(?:start|value)="(\d+)"', attributes)
        if end:
            lists = lists if tag == "li" else lists[:-1]
        elif tag != "li":
            lists.append(None if tag == "ul" else int(given_number[1]) if given_number else 1)
        elif (number := lists[-1]) is not None:
            shown.append(int(given_number[1]) if given_number else number)
            lists[-1] = shown[-1] + 1
    return shown


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("1. 甲\n2. 乙\n4. 丁", [1, 2, 4]),
        ("3) 丙\n1) 甲", [3, 1]),
        ("16. 甲\n\n18. 乙\n\n    续\n\n19. 丙", [16, 18, 19]),
        ("1. 甲\n\n说明\n\n2. 乙\n\n说明\n\n4. 丙", [1, 2, 4]),
        ("2. 甲\n   5. 不是列表\n\n   5. 乙\n   7. 丙\n4. 丁", [2, 5, 7, 4]),
        ("> 1. 甲\n> 3. 乙\n>    - 丙\n>      9. 丁", [1, 3]),
        ("- 1. 甲\n  3. 乙", [1, 3]),
        ("1. 2. 4. 甲\n      6. 乙", [1, 2, 4, 6]),
        ("1. 甲\n<!-- 备注 -->\n3. 乙", [1, 3]),
        ("!!! note\n    1. 甲\n    3. 乙", [1, 3]),
        ("见[^1]。\n\n[^1]: 1. 甲\n    3. 乙\n\n5. 丙\n7. 丁", [5, 7, 1, 1, 3]),
        ("```\n1. 甲\n3. 乙\n```", []),
        ("0. 甲\n0. 乙", [0, 0]),
    ],
)
def test_lists_keep_the_numbers_that_were_written(source: str, written: list[int]) -> None:
    assert numbers(source) == written


@pytest.mark.parametrize(
    "text",
    [
        "8:30~12:00，14:00~17:30",
        "3~5个工作日，收费10~20元",
        "**1~2人**，~3~",
        "~a",
        "a~~~b~~~c",
        "一 ~ 二 ~ 三",
    ],
)
def test_a_single_tilde_is_text(text: str) -> None:
    for source in (text, f"| 甲 |\n| - |\n| {text} |", f"- {text}", f"## {text}"):
        made = html(source)
        assert "<del>" not in made
        assert "<sub>" not in made
        assert re.sub(r"<[^>]*>|\n", "", made).removeprefix("甲") == text.replace("**", "")


@given(st.text(alphabet=st.sampled_from("~~~一1 *`"), max_size=30))
def test_tildes_are_text_or_pairs_that_strike_out(source: str) -> None:
    made = html(source)
    if not re.match(r" {0,3}~~~", source) and "`" not in source and "*" not in source:
        shown = made.replace("<del>", "~~").replace("</del>", "~~")
        assert "".join(re.sub(r"<[^>]*>", "", shown).split()) == "".join(source.split())


def test_a_remark_is_in_nothing_that_is_shown() -> None:
    source = "<!-- 一 -->正文\n\n甲<!-- 二\n三 -->乙\n\n- 丙\n<!-- 四 -->\n- 丁\n\n    <!-- 五 -->\n\n| 戊 |\n| - |\n<!-- 六 -->\n| 己<!-- 七 --> |\n"
    made = html(source)
    assert not re.search("[一二三四五六七]", made)
    assert "".join(re.findall("[正文甲乙丙丁戊己]", made)) == "正文甲乙丙丁戊己"
    assert made.count("<ul>") == 1
    assert made.count("<table>") == 1
    assert read_text(source).dropped == ""


def test_remarks_in_code_are_code() -> None:
    assert html("`<!-- 一 -->`\n\n```\n<!-- 二 -->\n```\n") == (
        "<p><code>&lt;!-- 一 --&gt;</code></p>\n<pre><code>&lt;!-- 二 --&gt;\n</code></pre>\n"
    )


def test_a_break_in_a_cell_is_one_and_elsewhere_is_told() -> None:
    assert "<td>一<br />二</td>" in html("| 甲 |\n| - |\n| 一<br/>二 |")
    assert html("一<br>二 | 三") == "<p>一二 | 三</p>\n"
    assert read_text("一<br>二 | 三").dropped == "<br>"
    assert read_text("| 甲 |\n| - |\n| 一<br>二 |").dropped == ""


def test_boxes() -> None:
    assert html('!!! warning "**注**意"\n    甲\n\n    乙\n丙') == (
        '<div class="admonition warning">\n<p class="admonition-title"><strong>注</strong>意</p>\n<p>甲</p>\n<p>乙</p>\n</div>\n<p>丙</p>\n'
    )
    assert html("???+ “标题”\n    甲") == "<details open>\n<summary>标题</summary>\n<p>甲</p>\n</details>\n"
    assert html("!!! 请各单位注意\n    甲") == (
        '<div class="admonition">\n<p class="admonition-title">请各单位注意</p>\n<p>甲</p>\n</div>\n'
    )
    assert html("!!! 请各单位注意\n甲") == "<p>!!! 请各单位注意甲</p>\n"
    assert (
        html('- !!! note ""\n      甲\n\n  乙')
        == '<ul>\n<li>\n<div class="admonition note">\n<p>甲</p>\n</div>\n<p>乙</p>\n</li>\n</ul>\n'
    )
    assert "<div" not in html("```\n!!! note\n    甲\n```\n")
    assert "<div" not in html("    !!! note\n        甲\n")
    assert html('!!! note "<b onclick=x>甲</b>"\n    :::\n    乙') == (
        '<div class="admonition note">\n<p class="admonition-title">甲</p>\n<p>:::\n乙</p>\n</div>\n'
    )


@given(
    st.lists(
        st.sampled_from(
            (
                "# 章 {#z}",
                "## 节",
                "**重**",
                "[文](a.md)",
                "- 项",
                "1. 款",
                "`码 }</h1>`",
                "{.a}",
                "文字",
                "",
                "|a|b|\n|-|-|\n|1|2|",
            )
        ),
        max_size=8,
    )
)
def test_the_text_of_a_source_is_that_of_its_html(lines: list[str]) -> None:
    source = "\n".join(lines)
    assert to_text(source) == plain_text(html(source))


_PIECES = (
    "# 章 {#z}",
    "见[文](a.md)、[处](/b/册 1.pdf)。",
    "[坏](javascript:alert(1))与[外](https://example.org/?a=1&b='c')、[此](#章)",
    "![图](图/甲.png '题')",
    "[注]: c.md#节",
    "[注][注]",
    "<b>粗</b> <!-- 私 --> ⟦",
    '!!! note "见[文](a.md)"\n    内容',
    "2. 款\n4. 款",
    "|a|b|\n|-|:-:|\n|[1](d.md)|2<br>3|",
    "<gk:00>",
    "[甲](gk:6d)",
    "[空]()与![空](<>)、[丙](gk:)",
    "字",
    "",
)
_ADDRESSES = {"a.md": "../甲/?a=1&b='c'#节 一", "/b/册 1.pdf": "../b/1.pdf", "c.md#节": "c/#%E8%8A%82", "d.md": ""}


@given(st.lists(st.sampled_from(_PIECES), max_size=8))
def test_markup_is_the_html_but_for_its_links(lines: list[str]) -> None:
    source = "\n".join(lines)
    reading, markup = read_markup(source)

    def address(target: str) -> str:
        return target if target.startswith(("#", "http")) else _ADDRESSES.get(target, "")

    assert reading == read_text(source)
    assert resolve_links(markup, _ADDRESSES) == to_html(source, address)
    assert plain_text(markup) == to_text(source)
