"""Official documents are set as GB/T 9704 has it, where the profile says so; what only looks like a part of one is a paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.render.page.official import set_official
from tests.sites import BASE, build_site, write_site

TEXT = "<p>正文。</p>\n"
SIGNED = '<p class="gk-signed">云泽市卫生健康委员会<br>2025年6月5日</p>\n'
OFFICIAL = {
    "to several bodies": (
        "<p>各县（区）局，市直有关学校：</p>\n" + TEXT,
        '<p class="gk-to">各县（区）局，市直有关学校：</p>\n' + TEXT,
    ),
    "signed in one paragraph": (
        TEXT + "<p>云泽市卫生健康委员会<br />\n2025年6月5日</p>\n",
        TEXT + '<p class="gk-signed">云泽市卫生健康委员会<br />\n2025年6月5日</p>\n',
    ),
    "signed in two": (TEXT + "<p>云泽市卫生健康委员会</p>\n<p>2025年6月5日</p>\n", TEXT + SIGNED),
    "signed by two bodies": (
        TEXT + "<p>云泽市卫生健康委员会<br />\n云泽市教育局<br />\n2025年6月5日</p>\n",
        TEXT + '<p class="gk-signed">云泽市卫生健康委员会<br />\n云泽市教育局<br />\n2025年6月5日</p>\n',
    ),
    "with a remark behind": (
        TEXT + "<p>云泽市卫生健康委员会</p>\n<p>2025年6月5日</p>\n<p>（此件公开发布）</p>\n",
        TEXT + SIGNED + "<p>（此件公开发布）</p>\n",
    ),
    "a day alone": (TEXT + "<p>2025年6月5日</p>\n", TEXT + '<p class="gk-signed">2025年6月5日</p>\n'),
    "set in by hand": ("<p>\u3000\u3000为规范服务。</p>\n", "<p>为规范服务。</p>\n"),
}
OTHER = {
    "a sentence with a colon in it": "<p>有下列情形的：一律退回。</p>\n",
    "a lead to what follows": "<p>根据《政府信息公开条例》，现将有关情况公告如下：</p>\n" + TEXT,
    "a lead to a list, first": "<p>申请人应当提交：</p>\n<ul>\n<li>甲</li>\n</ul>\n",
    "a lead to a list, later": TEXT + "<p>应当具备：</p>\n<ul>\n<li>甲</li>\n</ul>\n",
    "a day in a sentence": TEXT + "<p>本办法自2025年6月5日起施行。</p>\n",
    "a labelled day": TEXT + "<p>施行日期：2025年6月5日</p>\n",
    "a day with text behind": "<p>云泽市卫生健康委员会<br />\n2025年6月5日</p>\n" + TEXT,
    "a sentence above a day": "<p>特此公告。<br />\n2025年6月5日</p>\n",
}


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_parts_of_an_official_document_are_marked(name: str) -> None:
    html, marked = OFFICIAL[name]
    assert set_official(html) == marked


@pytest.mark.parametrize("name", OTHER)
def test_what_only_looks_like_one_stays_a_paragraph(name: str) -> None:
    assert set_official(OTHER[name]) == OTHER[name]


def test_documents_with_a_number_are_set_so_where_the_profile_says_it(tmp_path: Path) -> None:
    more = (
        "-- content/items/2023/plain.md --\n---\ntitle: 情况介绍\nindex_number: 11379900MB28399186/2023-00002\ncategory: policy\n"
        "created: 2023-05-04\npublished: 2023-05-06\ndepartment: law\nsummary: 介绍情况。\n---\n情况介绍的正文。\n"
    )
    site = write_site(tmp_path, BASE, more)
    build_site(site)
    assert '<article class="gk-official">' in (site / "site/items/2023/notice/index.html").read_text("utf-8")
    assert "gk-official" not in (site / "site/items/2023/plain/index.html").read_text("utf-8")
