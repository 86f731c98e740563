"""A public notice is marked until its end, then kept; supplements and clarifications stand at the head of their item."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.sites import BASE, build_site, write_site

NOTICE = """\
-- content/items/2026/post.md --
---
标题: 任前公示
索引号: 11379900MB28399186/2026-00001
信息分类: 政策文件
成文日期: 2026-06-25
发布日期: 2026-06-26
内容概述: 拟任人选
公示期: {自: 2026-06-26, 至: 2026-07-02, 异议: 向办公室提出，电话 0379-5550100}
---
拟任一人。
"""
CORRECTING = """\
-- content/items/2026/more.md --
---
标题: 补充通知
索引号: 11379900MB28399186/2026-00002
信息分类: 政策文件
成文日期: 2026-06-25
发布日期: 2026-06-26
内容概述: 补充
更正: {条目: 2023/notice, 种类: %s}
---
补充内容。
"""


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("today", "state", "said"),
    [
        (dt.date(2026, 7, 2), "公示中", "公示期内有不同意见的，可以提出。"),
        (dt.date(2026, 7, 3), "公示期已满", "公示已经结束，本页留存备查。"),
    ],
)
def test_a_notice_is_marked_until_its_last_day_and_then_kept_as_ended(
    today: dt.date, state: str, said: str, tmp_path: Path
) -> None:
    site = write_site(tmp_path / "site", BASE, NOTICE)
    build_site(site, output=tmp_path / "out", today=today)
    item = page(tmp_path / "out", "items/2026/post")
    held = item.replace('<span class="gk-nowrap">', "").replace("</span>", "")
    notice = held[held.index('<p class="gk-notice__title">') : held.index("gk-lead")]
    assert f"<p>{state}</p>" in notice.replace(' class="gk-notice__title"', "")
    assert f"<p>{said}</p>" in notice
    assert "<p>2026-06-26 至 2026-07-02</p>" in notice
    assert ("<p>向办公室提出，电话 0379-5550100</p>" in notice) is (state == "公示中")
    assert "<dt>公示期</dt><dd>2026-06-26 至 2026-07-02</dd>" in held
    assert "<dt>异议向哪里提出</dt><dd>向办公室提出，电话 0379-5550100</dd>" in held
    assert f'">{state}' in page(tmp_path / "out", "catalog/policy")


def test_a_notice_that_has_not_begun_is_not_marked(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, NOTICE.replace("自: 2026-06-26", "自: 2026-06-30"))
    build_site(site, output=tmp_path / "out", today=dt.date(2026, 6, 29))
    assert "gk-notice" not in page(tmp_path / "out", "items/2026/post")


@pytest.mark.parametrize(("kind", "state", "words"), [("补充", "supplemented", "有补充"), ("澄清", "clarified", "有澄清")])
def test_what_is_added_or_cleared_up_stands_at_the_head_and_in_lists(kind: str, state: str, words: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, CORRECTING % kind)
    build_site(site, output=tmp_path / "out")
    item = page(tmp_path / "out", "items/2023/notice")
    notice = item[item.index(f"gk-notice--{state}") : item.index("gk-lead")]
    assert words in notice
    assert '<a href="../../../items/2026/more/">补充通知</a>' in notice
    assert f'gk-state--{state}">{words}' in page(tmp_path / "out", "catalog/policy")
