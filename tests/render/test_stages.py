"""The stages of a matter stand as one line in time on the page of each; what is not public is no stage."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

from generator.load.shipped import SHIPPED
from tests.sites import build_site, check_site

EXAMPLE = SHIPPED / "examples/township"
TODAY = dt.date(2026, 11, 21)


def line(site: Path, item: str) -> list[tuple[str, str]]:
    text = (site / f"items/2026/{item}/index.html").read_text("utf-8")
    found = re.search(r'<nav class="gk-stages".*?</nav>', text, re.DOTALL)
    return re.findall(r"<strong>(.*?)</strong> <(?:a|span)[^>]*>(.*?)<", found[0]) if found else []


def test_every_stage_shows_all_of_them_oldest_first(tmp_path: Path) -> None:
    build_site(EXAMPLE, output=tmp_path / "out", today=TODAY)
    stages = [
        ("征求意见", "塘湾村灌溉渠修缮方案征求意见"),
        ("决定公布", "塘湾村灌溉渠修缮方案"),
        ("执行情况", "塘湾村灌溉渠修缮完工情况"),
        ("效果评估", "塘湾村灌溉渠修缮效果评估"),
    ]
    for item in ("canal-consultation", "canal-decision", "canal-execution", "canal-evaluation"):
        assert line(tmp_path / "out", item) == stages
    here = (tmp_path / "out/items/2026/canal-decision/index.html").read_text("utf-8")
    assert '<li aria-current="step"><time datetime="2026-04-10">2026-04-10</time> <strong>决定公布</strong> <span>' in here
    assert line(tmp_path / "out", "land") == []


def test_a_stage_that_is_not_public_yet_is_named_nowhere(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(EXAMPLE, site)
    path = site / "content/items/2026/canal-execution.md"
    path.write_text(path.read_text("utf-8").replace("发布日期: 2026-10-16", "发布日期: 2026-12-16"), "utf-8")
    build_site(site, output=tmp_path / "out", today=TODAY)
    assert [stage for stage, _ in line(tmp_path / "out", "canal-decision")] == ["征求意见", "决定公布"]
    assert not [file for file in (tmp_path / "out").rglob("*") if file.is_file() and "完工情况".encode() in file.read_bytes()]


def test_stages_that_follow_each_other_in_a_ring_are_told(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(EXAMPLE, site)
    path = site / "content/items/2026/canal-consultation.md"
    path.write_text(path.read_text("utf-8").replace("阶段: 征求意见", "阶段: 征求意见\n接续: 2026/canal-execution"), "utf-8")
    told = check_site(site, today=TODAY)
    assert "[relation-circular]" in told
    assert "《塘湾村灌溉渠修缮方案》（2026/canal-decision）接续《塘湾村灌溉渠修缮方案征求意见》" in told
