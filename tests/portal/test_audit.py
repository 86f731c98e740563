"""``gongkai audit``: what a site shows is told, what it does not show is not judged, and nothing else is asked for."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.portal.test_web import Folder, Serve, answering, redirect, serving

__all__ = ["serving"]  # a fixture

HOME = """\
<html><head><title>某局</title><link rel="alternate" type="application/rss+xml" href="/news/rss.xml"></head><body>
<a href="guide/"><b>政府信息公开</b>指南</a> <a href="nb/">2024年度政府信息公开工作年度报告</a> <a href="q/">2025年第一季度工作年报</a>
</body></html>
"""
RSS = """\
<?xml version="1.0"?><rss version="2.0"><channel><title>某局</title>
<item><title>关于防汛的通知</title><link>https://x.example/1</link><pubDate>Mon, 01 Jun 2026 08:00:00 +0800</pubDate></item>
<item><title>旧事</title><link>https://x.example/2</link><pubDate>Mon, 02 Jun 2025 08:00:00 +0800</pubDate></item>
</channel></rss>
"""
SITEMAP = "<urlset><url><loc>https://x.example/</loc></url><url><loc>https://x.example/a</loc></url></urlset>"


def audit(target: object, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["audit", str(target), "--today", "2026-06-30", *options], env={"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LANGUAGE": ""}
    )


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A site of another program."""
    site = tmp_path / "foreign"
    (site / "news").mkdir(parents=True)
    (site / "index.html").write_text(HOME, "utf-8")
    (site / "news/rss.xml").write_text(RSS, "utf-8")
    (site / "sitemap.xml").write_text(SITEMAP, "utf-8")
    return site


TOLD = """\
公开的条目：2 条（/news/rss.xml），最近一年 1 条，最新 2026-06-01
各月公开：2026-06 1、2026-05 0、2026-04 0、2026-03 0、2026-02 0、2026-01 0、2025-12 0、2025-11 0、2025-10 0、2025-09 0、2025-08 0、2025-07 0
首页上的栏目：5 个中有 1 个；首页的链接里没有：政府信息公开制度、法定主动公开内容、政府信息公开年报、依申请公开
年度报告：2024
供程序读取的：sitemap.xml、/news/rss.xml；站点地图里有 2 页
没有判断的：
  应当公开的内容：站点没有 status.json，不知道各条属于哪一项、有没有期限
  按期：站点没有 status.json，不知道各条属于哪一项、有没有期限
"""


def test_a_site_of_another_program_is_told_as_far_as_it_shows(foreign: Path) -> None:
    done = audit(foreign)
    assert (done.exit_code, done.stdout) == (0, TOLD)


def test_the_same_is_told_over_the_web(foreign: Path, serving: Serve) -> None:
    asked: list[tuple[str, int]] = []
    handler = type("Noting", (Folder,), {"asked": asked})
    done = audit(serving(partial(handler, directory=str(foreign))))
    assert (done.exit_code, done.stdout) == (0, TOLD)
    assert asked[0][0] == "/robots.txt"


def test_our_own_site_is_marked_by_its_indicators(city: Path) -> None:
    told = audit(city / "health/site").stdout
    assert "公开的条目：1 条（catalog.json），最近一年 0 条，最新 2023-06-01" in told
    assert "首页上的栏目：5 个中有 5 个" in told
    assert "应当公开的内容：" in told[: told.find("没有判断的")]


def test_what_shows_nothing_is_not_judged(foreign: Path) -> None:
    (foreign / "index.html").write_text("<a>x", "utf-8")
    (foreign / "news/rss.xml").unlink()
    found = {one["id"]: one for one in json.loads(audit(foreign, "--format", "json").stdout)["figures"]}
    assert [name for name, one in found.items() if one["found"] is None] == [
        "published",
        "months",
        "columns",
        "reports",
        "requirements",
        "on-time",
    ]
    assert all(one["unjudged"] for one in found.values() if one["found"] is None)


def test_what_robots_may_not_read_is_not_asked_for(foreign: Path, serving: Serve) -> None:
    (foreign / "robots.txt").write_text("User-agent: *\nDisallow: /news/\n", "utf-8")
    asked: list[tuple[str, int]] = []
    handler = type("Noting", (Folder,), {"asked": asked})
    address = serving(partial(handler, directory=str(foreign)))
    told = audit(address).stdout
    assert "没有找到目录" in told
    assert "没有读到：/news/rss.xml（robots.txt 不让程序读）" in told
    assert not [path for path, _ in asked if path.startswith("/news")]
    (foreign / "robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    done = audit(address)
    assert (done.exit_code, done.stderr) == (2, f"读不到 {address}（robots.txt 不让程序读）\n")


def test_a_column_under_a_name_of_its_own_is_told_with_that_name(foreign: Path) -> None:
    (foreign / "index.html").write_text(
        '<a href="a">信息公开指南</a> <a href="b">依申请公开</a> <a href="c">政府信息公开工作年度报告</a>', "utf-8"
    )
    assert (
        "首页上的栏目：5 个中有 1 个；首页的链接里没有：政府信息公开指南（写作“信息公开指南”）、政府信息公开制度、法定主动公开内容、"
        "政府信息公开年报（写作“政府信息公开工作年度报告”）\n"
    ) in audit(foreign).stdout


def test_a_home_page_without_any_column_is_not_accused(foreign: Path) -> None:
    (foreign / "index.html").write_text('<a href="a">统计数据</a>', "utf-8")
    assert "\n  首页上的栏目：首页的链接里没有法规要求的栏目名称；栏目可能在别的页上，或者用了别的名称\n" in audit(foreign).stdout


def test_a_site_is_judged_by_the_regulation_of_its_own_language(foreign: Path) -> None:
    (foreign / "index.html").write_text(
        '<html lang="en-GB"><a href="a">Annual Reports</a> <a href="b">What we spend</a>', "utf-8"
    )
    assert "首页上的栏目：5 个中有 1 个；首页的链接里没有：About our publication scheme、" in audit(foreign).stdout
    (foreign / "index.html").write_text('<html lang="zh"><a href="a">依申请公开</a>', "utf-8")
    done = CliRunner().invoke(main, ["audit", str(foreign)], env={"LANG": "en_GB.UTF-8", "LC_ALL": "", "LANGUAGE": ""})
    assert "Columns on the home page: 1 of 5; no link there is called 政府信息公开指南" in done.stdout


def test_a_report_that_a_feed_names_beside_a_catalog_of_data_is_seen(foreign: Path) -> None:
    (foreign / "catalog.jsonld").write_text(
        '{"@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"}, "@type": "dcat:Catalog",'
        ' "dcat:dataset": [{"@type": "dcat:Dataset", "dct:title": "人口普查数据", "dct:issued": "2025-12-01"}]}',
        "utf-8",
    )
    (foreign / "news/rss.xml").write_text(RSS.replace("旧事", "2023年政府信息公开工作年度报告"), "utf-8")
    found = audit(foreign).stdout
    assert "公开的条目：2 条（/news/rss.xml）" in found
    assert "年度报告：2024、2023\n" in found


def test_a_report_whose_year_stands_behind_it_is_seen(foreign: Path) -> None:
    (foreign / "news/rss.xml").write_text(RSS.replace("旧事", "FOI annual report for 2022"), "utf-8")
    assert "年度报告：2024、2022\n" in audit(foreign).stdout


def test_an_index_of_sitemaps_is_no_page(foreign: Path) -> None:
    (foreign / "sitemap.xml").write_text(
        "<sitemapindex><sitemap><loc>https://x.example/zh/sitemap.xml</loc></sitemap></sitemapindex>"
    )
    assert "站点地图里有 0 页" in audit(foreign).stdout
    (foreign / "zh").mkdir()
    (foreign / "zh/sitemap.xml").write_text(SITEMAP, "utf-8")
    assert "站点地图里有 2 页" in audit(foreign).stdout


def test_a_link_out_of_the_folder_is_not_followed(foreign: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(RSS.replace("防汛", "机密"), "utf-8")
    (foreign / "news/rss.xml").unlink()
    (foreign / "news/rss.xml").symlink_to(tmp_path / "secret.xml")
    (foreign / "index.html").write_text(HOME.replace("/news/rss.xml", "../secret.xml"), "utf-8")
    assert "没有找到目录" in audit(foreign).stdout


def test_nobody_leads_it_elsewhere(serving: Serve) -> None:
    address = serving(answering(lambda it: redirect(it, "http://169.254.169.254/")))
    done = audit(address)
    assert done.exit_code == 2
    assert done.stderr == f"读不到 {address}robots.txt（转到了别的网站：http://169.254.169.254/）\n"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere", "“nowhere”既不是网址，也不是文件夹\n"),
        ("http://gk.example/", "http://gk.example/ 不是 https；写成 https 的网址\n"),
        ("ftp://gk.example/", "“ftp://gk.example/”既不是网址，也不是文件夹\n"),
    ],
)
def test_what_cannot_be_audited_is_told(target: str, said: str) -> None:
    done = audit(target)
    assert (done.exit_code, done.stderr) == (2, said)


def test_a_profile_that_there_is_not_is_told(foreign: Path) -> None:
    done = audit(foreign, "--profile", "moon")
    assert done.exit_code == 2
    assert done.stderr.startswith("没有“moon”这套法规配置，可以用：cn-government, ")


@pytest.mark.parametrize(
    "data", ["[" * 100_000, '{"items": [3]}', "<rss><channel><item>", '<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>']
)
def test_a_feed_that_is_broken_is_none(foreign: Path, data: str) -> None:
    (foreign / "news/rss.xml").write_text(data, "utf-8")
    assert "没有找到目录" in audit(foreign).stdout
