"""Authored pages: one Markdown, facts that are text, anchors that stay."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymdownx.slugs import slugify

from generator.markdown import Facts, to_page_html
from tests.sites import BASE, build_site, write_site

HOSTILE = "*甲* [乙](x) {{ office.fax }} ⟦html root⟧ <b>丙</b> | ~丁~"


def page(source: str, **texts: str) -> str:
    return to_page_html(source, str, Facts({"office.name": HOSTILE, **texts}, {"offices": "<table>BLOCK</table>"}))[0]


@given(
    st.lists(
        st.text(alphabet=st.sampled_from("一二（）、Ab 1-_.“”&·／"), min_size=1, max_size=8)
        .map(str.strip)
        .filter(lambda text: text and not re.search(r"_.*_|^[-\d_]|^\d+\.", text)),
        min_size=1,
        max_size=5,
    )
)
def test_anchors_are_those_pages_always_had(headings: list[str]) -> None:
    source = "\n\n".join(f"## {heading}" for heading in headings)
    before = markdown.Markdown(extensions=["attr_list", "toc"], extension_configs={"toc": {"slugify": slugify(case="lower")}})
    assert re.findall(r'id="([^"]*)"', page(source)) == re.findall(r'id="([^"]*)"', before.convert(source))


def test_a_name_given_by_hand_goes_before_those_that_are_made() -> None:
    assert re.findall(r'id="([^"]*)"', page("## 甲\n\n## 乙 {#甲}\n\n## 丙 {: #c .d }\n")) == ["甲_1", "甲", "c"]


@pytest.mark.parametrize(
    "source",
    [
        "{{ office.name }}",
        "# {{ office.name }}",
        "| {{ office.name }} |\n| --- |\n| {{office.name}} |",
        "- **{{ office.name }}**",
        '!!! note "{{ office.name }}"\n    x',
    ],
)
def test_a_fact_is_text_wherever_it_stands(source: str) -> None:
    made = page(source)
    shown = re.sub(r"<[^>]*>", "", made)
    assert "*甲* [乙](x) {{ office.fax }} &#x27E6;html root⟧ &lt;b&gt;丙&lt;/b&gt; | ~丁~" in shown
    assert "<em>" not in made
    assert "<b>" not in made


def test_a_fact_may_stand_in_a_link_and_in_the_name_of_a_picture() -> None:
    made = page("[写信](mailto:{{ office.email }}) ![{{ office.name }}](a.png)", **{"office.email": "a@b.example"})
    assert '<a href="mailto:a@b.example">写信</a>' in made
    assert 'alt="*甲* [乙](x) {{ office.fax }} &#x27E6;html root⟧ &lt;b&gt;丙&lt;/b&gt; | ~丁~"' in made


def test_a_fact_cannot_make_a_link_that_runs_a_program() -> None:
    assert "href" not in page("[x]({{ office.name }})", **{"office.name": "javascript:alert(1)"})


def test_in_code_and_behind_a_backslash_braces_are_shown() -> None:
    assert (
        page("`{{ office.name }}` \\{{ office.name }}\n\n```\n{{ office.name }}\n```\n\n    {{ office.name }}\n").count(
            "{{ office.name }}"
        )
        == 4
    )


def test_a_block_stands_on_its_own_in_an_item_or_in_a_cell() -> None:
    assert page("前\n\n{{ offices }}\n\n后") == "<p>前</p>\n<table>BLOCK</table>\n<p>后</p>\n"
    assert "<li><table>BLOCK</table></li>" in page("- {{ offices }}")
    assert "<td><table>BLOCK</table></td>" in page("| 甲 |\n| --- |\n| {{ offices }} |")
    assert "<p>前 <table>" in page("前 {{ offices }}")


@pytest.mark.parametrize(
    "target", ["<\x01javascript:alert(1)>", "javascript&colon;alert(1)", "java\tscript:alert(1)", "JAVASCRIPT:x"]
)
def test_no_link_of_a_page_runs_a_program(target: str) -> None:
    assert not re.search(r'href="[^"%]*script', page(f"[x]({target}) ![x]({target})\n\n[y]: {target}\n\n[y]"), re.IGNORECASE)


def test_what_a_page_says_is_what_an_item_says(tmp_path: Path) -> None:
    text = (
        '8:30~12:00，14:00~17:30\n\n材料：\n1. 甲\n3. 丙\n   - 丁\n\n!!! warning "注意"\n    | 名 | 数 |\n    | - | - |\n    | 甲<br>乙 | 1 |\n\n'
        '??? note "细则"\n    术语\n    : 解释[^1]\n\n[^1]: 来源\n\n<!-- 待领导审定 -->\n## 节 {#s}\n'
    )
    site = write_site(tmp_path, BASE)
    notice, guide = site / "content/items/2023/notice.md", site / "content/pages/guide.md"
    notice.write_text(notice.read_text("utf-8") + f"\nMARKA\n\n{text}\n\nMARKB\n", "utf-8")
    guide.write_text(guide.read_text("utf-8") + f"\nMARKA\n\n{text}\n\nMARKB\n", "utf-8")
    assert build_site(site).published
    pages = [(site / "site" / name / "index.html").read_text("utf-8") for name in ("guide", "items/2023/notice")]
    bodies = [re.search("MARKA(.*)MARKB", page, re.DOTALL) for page in pages]
    assert bodies[0]
    assert bodies[1]
    assert bodies[0][1] == bodies[1][1]
    assert not [path for path in (site / "site").rglob("*") if path.is_file() and "待领导审定".encode() in path.read_bytes()]


@pytest.mark.parametrize(
    "heading", ["Application form", "Contents", "Content", "Files", "Relations", "Steps title", "Report notes"]
)
def test_a_heading_never_takes_the_name_of_a_part_of_the_page(tmp_path: Path, heading: str) -> None:
    """The form of a page with a heading "Application form" would not come to life, for its script found the heading."""
    page = f"-- content/pages/apply.md --\n# 申请\n\n## {heading}\n\n{{{{ steps }}}}\n\n{{{{ application_form }}}}\n\n## 其他\n\n文。\n"
    item = (
        "-- content/items/2024/more.md --\n---\ntitle: 补充\nindex_number: 11379900MB28399186/2024-00001\ncategory: policy/normative\n"
        "created: 2024-02-28\npublished: 2024-03-01\nsummary: 补充。\nrelated: [2023/notice]\nattachments: [{file: a.txt, title: 甲}]\n"
        f"---\n## {heading}\n\n文。\n-- content/items/2024/a.txt --\n甲\n"
    )
    site = write_site(tmp_path, BASE, page, item)
    assert build_site(site).published
    for name in ("apply", "items/2024/more"):
        ids = re.findall(r'\sid="([^"]+)"', (site / "site" / name / "index.html").read_text("utf-8"))
        assert [one for one in set(ids) if ids.count(one) > 1] == []
        assert any(heading.lower().replace(" ", "-") == one for one in ids)


def test_a_page_leads_to_the_form_where_it_has_one(tmp_path: Path) -> None:
    without = "-- content/pages/apply.md --\n---\ntitle: 依申请公开\n---\n请写信给办公室。\n"
    for number, (text, there) in enumerate(((without, False), (f"{without}\n{{{{ application_form }}}}\n", True))):
        site = write_site(tmp_path / str(number), BASE, text)
        assert build_site(site).published
        html = (site / "site/apply/index.html").read_text("utf-8")
        assert ('href="#application-form"' in html, 'id="application-form"' in html) == (there, there)
