"""Recordings among the files of an item: heard and seen on its page, by what the browser has."""

from __future__ import annotations

from pathlib import Path

from tests.sites import BASE, build_site, write_site

ITEM = """\
-- content/items/2026/press.md --
---
标题: 防病工作新闻发布会
信息种类: 新闻发布会
索引号: 11379900MB28399186/2026-00031
信息分类: 政策文件
成文日期: 2026-03-02
发布日期: 2026-03-05
内容概述: 文字实录和录像
举行日期: 2026-03-02
发布人: 张处长
附件: [{文件: all.mp4, 标题: 发布会录像}, {文件: voice.mp3, 标题: 发布会录音}, {文件: words.txt, 标题: 文字稿}]
---

文字实录见文字稿。
-- content/items/2026/words.txt --
记者：今年有什么安排？
"""


def test_a_recording_is_played_only_when_the_reader_wants_and_can_be_had_as_a_file(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, ITEM)
    (site / "content/items/2026/all.mp4").write_bytes(b"\0\0\0\x18ftypisom\0\0\0\0isomiso2")
    (site / "content/items/2026/voice.mp3").write_bytes(b"ID3\x03\0\0\0\0\0\0")
    assert build_site(site, output=tmp_path / "out").published
    page = (tmp_path / "out/items/2026/press/index.html").read_text("utf-8")
    assert (
        '<video class="gk-player" controls preload="none" src="../../../items/2026/press/all.mp4" aria-label="发布会录像"></video>'
        in page
    )
    assert (
        '<audio class="gk-player" controls preload="none" src="../../../items/2026/press/voice.mp3" aria-label="发布会录音">'
        in page
    )
    assert page.count("gk-player") == 2
    assert '<a href="../../../items/2026/press/all.mp4" download>' in page
    assert "media-src 'self'" in page
