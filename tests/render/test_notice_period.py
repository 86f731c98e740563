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


@pytest.mark.parametrize(("today", "marked"), [(dt.date(2026, 7, 2), True), (dt.date(2026, 7, 3), False)])
def test_a_notice_is_marked_until_its_last_day_and_then_kept(today: dt.date, marked: bool, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, NOTICE)
    build_site(site, output=tmp_path / "out", today=today)
    item = page(tmp_path / "out", "items/2026/post")
    assert ('<p class="gk-notice__title">公示中</p>' in item) is marked
    assert ("<p>2026-06-26 至 2026-07-02</p>" in item) is marked
    held = item.replace('<span class="gk-nowrap">', "").replace("</span>", "")
    assert "<dt>公示期</dt><dd><ol><li>2026-06-26 至 2026-07-02</li><li>向办公室提出，电话 0379-5550100</li></ol></dd>" in held
    assert ('gk-state--on-notice">公示中' in page(tmp_path / "out", "catalog/policy")) is marked


@pytest.mark.parametrize(("kind", "state", "words"), [("补充", "supplemented", "有补充"), ("澄清", "clarified", "有澄清")])
def test_what_is_added_or_cleared_up_stands_at_the_head_and_in_lists(kind: str, state: str, words: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, CORRECTING % kind)
    build_site(site, output=tmp_path / "out")
    item = page(tmp_path / "out", "items/2023/notice")
    notice = item[item.index(f"gk-notice--{state}") : item.index("gk-lead")]
    assert words in notice
    assert '<a href="../../../items/2026/more/">补充通知</a>' in notice
    assert f'gk-state--{state}">{words}' in page(tmp_path / "out", "catalog/policy")
