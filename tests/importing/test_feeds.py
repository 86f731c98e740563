"""Feeds, catalogs and folders of pages become drafts as the rows of sheets do: each of their words is in a source or in the report."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.importing.feeds import read_feed
from generator.importing.importer import targets_of
from generator.importing.pages import read_page
from generator.importing.targets import Targets
from generator.load.attachment.events import Refused
from generator.run.judge import load
from generator.run.options import Options
from tests.sites import BASE, TODAY, build_site, check_site, write_site

RSS = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>旧站</title><link>https://example.org/gk/</link>
<item><title>关于甲的通知 &amp;amp; 乙</title><link>https://example.org/gk/art/1.html</link><guid>1</guid>
<pubDate>Mon, 04 Mar 2024 23:30:00 GMT</pubDate><category>政策文件</category><description>摘要一句</description>
<content:encoded><![CDATA[<p>正文 <b>粗</b></p><p><a href="files/a.txt">附表</a></p><script>x()</script>]]></content:encoded>
<comments>https://example.org/gk/c</comments></item>
<item><title>乙</title><link>https://example.org/gk/art/2.html?id=3</link><pubDate>2024-03-05</pubDate>
<description>&lt;p&gt;全文在这里&lt;/p&gt;</description><enclosure url="https://old.example/b.pdf" type="application/pdf"/></item>
</channel></rss>
"""
ATOM = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title type="html">标题 &lt;b&gt;一&lt;/b&gt;</title>
<link href="https://example.org/gk/a/9/"/><id>urn:9</id><published>2024-05-06T01:00:00+08:00</published>
<updated>2024-05-07T01:00:00+08:00</updated><category term="policy"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>头</h2><p>段 <em>斜</em></p></div></content></entry></feed>
"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                **{"id": "1", "url": "https://example.org/gk/j/1", "title": "J1", "content_html": "<p>hello</p>"},
                **{"date_published": "2024-05-06T01:00:00+08:00", "tags": ["防病"]},
                "attachments": [{"url": "https://old.example/x.pdf", "title": "X"}],
            }
        ],
    }
)
DCAT = json.dumps(
    {
        "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "dataset": [
            {
                **{"@type": "dcat:Dataset", "title": "许可数据", "description": "每月的许可。", "issued": "2024-01-02"},
                **{"keyword": ["许可"], "accrualPeriodicity": "R/P1M"},
                "distribution": [{"@type": "dcat:Distribution", "title": "表", "downloadURL": "https://old.example/p.csv"}],
            }
        ],
    }
)
PAGE = """\
<html><head><meta charset="gb2312"><title>关于丙的通知 - 云泽市卫健委</title><meta name="PubDate" content="2024-02-03 10:00">
<meta name="ColumnName" content="政策文件"></head>
<body><div class="nav"><a href="/">首页</a></div>
<table><tr><td>索引号：</td><td>11379900MB28399186/2024-00077</td><td>发文机关：</td><td>云泽市卫生健康委员会</td></tr>
<tr><td>文号</td><td>云卫发〔2024〕7号</td><td>成文日期</td><td>2024年2月1日</td></tr></table>
<h1>关于丙的通知</h1><div class="TRS_Editor"><style>p{}</style><p>各单位：</p>
<p>现将有关事项通知如下，请认真落实，确保完成各项任务。</p><table><tr><td>项</td><td>数</td></tr><tr><td>甲</td><td>1</td></tr></table></div>
<div class="files">附件：<a href="../files/a.txt">附表一</a></div><div id="footer">版权所有 备案号</div></body></html>
"""
PLAIN = """\
<html><head><title>没有日期的页面_某某网站</title></head><body><p>短</p><div><p>这是一段足够长的正文，说明有关的情况，请大家知悉并遵照执行。</p>
<p>第二段也是正文。</p></div></body></html>
"""


SITE = Path(__file__).parents[2] / "examples/township"


@cache
def known() -> Targets:
    project = load(Options(SITE, TODAY)).project
    assert project is not None
    return targets_of(project, SITE)


def run(site: Path, path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["import", str(path), "--site", str(site), "--today", TODAY.isoformat(), *options])


def sources(site: Path) -> dict[str, str]:
    """The items that were made, by path."""
    found = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in (site / "content/items").rglob("*.md")}
    return {name: text for name, text in found.items() if name != "content/items/2023/notice.md"}


def report(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))[1:]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", BASE)


def given_file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / "given" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_feed_becomes_drafts(site: Path, tmp_path: Path) -> None:
    feed = given_file(tmp_path, "rss.xml", RSS)
    (feed.parent / "files").mkdir()
    (feed.parent / "files/a.txt").write_text("附表的内容\n", "utf-8")
    said = run(site, feed)
    assert said.exit_code == 0, said.output
    assert sources(site) == {
        "content/items/2024/关于甲的通知-&-乙/index.md": """\
---
标题: 关于甲的通知 & 乙
索引号: 11379900MB28399186/2024-00001
信息分类: 政策文件
发布日期: 2024-03-05
内容概述: 摘要一句
草稿: true
---

正文 **粗**

[附表](a.txt)
""",
        "content/items/2024/乙.md": """\
---
标题: 乙
索引号: 11379900MB28399186/2024-00002
发布日期: 2024-03-05
内容概述: 【待填】一两句话说明内容
草稿: true
---

全文在这里

[b.pdf](https://old.example/b.pdf)
""",
    }
    assert (site / "content/items/2024/关于甲的通知-&-乙/a.txt").read_text("utf-8") == "附表的内容\n"
    assert '{from: "/art/1.html", to: "/items/2024/关于甲的通知-&-乙/"' in (site / "content/redirects.yml").read_text("utf-8")
    told = {(line[5], line[3]) for line in report(feed.with_name("rss.report.csv"))}
    assert ("https://example.org/gk/c", "没有导入") in told  # an element that means no field
    assert ("https://example.org/gk/art/2.html?id=3", "没有导入") in told  # no address that can lead on
    before = sources(site)
    again = run(site, feed)
    assert "新建草稿 0 条" in again.output
    assert sources(site) == before


def test_every_word_of_a_feed_is_in_a_source_or_in_the_report(site: Path, tmp_path: Path) -> None:
    feed = given_file(tmp_path, "rss.xml", RSS.replace('<a href="files/a.txt">附表</a>', "附表"))
    assert run(site, feed).exit_code == 0
    kept = "".join(sources(site).values()) + "".join("".join(line) for line in report(feed.with_name("rss.report.csv")))
    words = re.findall(r"[\u4e00-\u9fff]{2,}", RSS.partition("<item>")[2])
    assert [word for word in words if word not in kept] == []


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        (
            "atom.xml",
            ATOM,
            ["标题: 标题 一", "信息分类: policy", "发布日期: 2024-05-06", "更新日期: 2024-05-07", "## 头", "段 *斜*"],
        ),
        (
            "feed.json",
            JSON_FEED,
            ["标题: J1", "发布日期: 2024-05-06", "主题词: [防病]", "hello", "[X](https://old.example/x.pdf)"],
        ),
        (
            "data.json",
            DCAT,
            ["标题: 许可数据", "发布日期: 2024-01-02", "主题词: [许可]", "每月的许可。", "[表](https://old.example/p.csv)"],
        ),
        ("gbk.xml", ATOM.replace('encoding="utf-8"', 'encoding="GBK"'), ["标题: 标题 一", "段 *斜*"]),
    ],
)
def test_other_feeds_become_drafts(name: str, text: str, lines: list[str], site: Path, tmp_path: Path) -> None:
    path = given_file(tmp_path, name, text)
    if name == "gbk.xml":
        path.write_bytes(text.encode("gb18030"))
    said = run(site, path)
    assert said.exit_code == 0, said.output
    (made,) = sources(site).values()
    assert [line for line in lines if line not in made.split("\n")] == []
    assert "草稿: true\n" in made


def test_the_catalog_of_another_site_becomes_drafts(site: Path, tmp_path: Path) -> None:
    """Ours, and what it gives to harvesters."""
    other = write_site(tmp_path / "other", BASE)
    assert build_site(other).published
    said = run(site, other / "site/catalog.json")
    assert "已有 1 条" in said.output  # the same number is the same item
    notice = site / "content/items/2023/notice.md"
    notice.write_text(notice.read_text("utf-8").replace("2023-00001", "2023-00009").replace("夏季", "冬季"), "utf-8")
    for name in ("catalog.json", "catalog.jsonld"):
        said = run(site, other / "site" / name, "--map", str(tmp_path / f"{name}.map.yml"))
        assert said.exit_code == 0, said.output
        (made,) = sources(site).items()
        if name == "catalog.jsonld":
            assert "标题: 法定主动公开内容\n" in made[1]
        else:
            assert "标题: 关于做好夏季防病工作的通知\n" in made[1]
            assert "发布日期: 2023-06-01\n" in made[1]
            assert "索引号: 11379900MB28399186/2023-00001\n" in made[1]
            assert "信息分类: 政策文件/行政规范性文件\n" in made[1]
        (site / made[0]).unlink()


def test_a_folder_of_pages_becomes_drafts(site: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "art").mkdir(parents=True)
    (old / "files").mkdir()
    (old / "art/t1.html").write_bytes(PAGE.encode("gb18030"))
    (old / "art/t2.htm").write_text(PLAIN, "utf-8")
    (old / "files/a.txt").write_text("附表的内容\n", "utf-8")
    (old / "index.html").write_text(
        '<ul><li><a href="art/t1.html">关于丙的通知</a><li><a href="art/t2.htm">没有日期</a></ul>', "utf-8"
    )
    said = run(site, old)
    assert "old，old: 没有导入: 是一页目录，它列的各页都单独导入（/index.html：列出 2 页）\n" in said.output
    assert said.exit_code == 0, said.output
    assert sources(site) == {
        "content/items/2024/00077/index.md": """\
---
标题: 关于丙的通知
索引号: 11379900MB28399186/2024-00077
信息分类: 政策文件
成文日期: 2024-02-01
发布日期: 2024-02-03
文号: 云卫发〔2024〕7号
发布机构: 云泽市卫生健康委员会
内容概述: 【待填】一两句话说明内容
草稿: true
---

各单位：

现将有关事项通知如下，请认真落实，确保完成各项任务。

| 项 | 数 |
| --- | --- |
| 甲 | 1 |

[附表一](a.txt)
""",
        "content/items/import/没有日期的页面.md": sources(site)["content/items/import/没有日期的页面.md"],
    }
    assert sources(site)["content/items/import/没有日期的页面.md"].endswith(
        "---\n\n这是一段足够长的正文，说明有关的情况，请大家知悉并遵照执行。\n\n第二段也是正文。\n"
    )
    told = {line[5] for line in report(tmp_path / "old.report.csv")}
    assert "首页 / 附件：附表一 / 版权所有 备案号" in told
    assert "短" in told
    redirects = (site / "content/redirects.yml").read_text("utf-8")
    assert '{from: "/art/t1.html", to: "/items/2024/00077/"' in redirects
    assert "错误 0 个" in check_site(site)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broken.xml", RSS[:300]),
        ("empty.xml", "<rss><channel/></rss>"),
        ("other.json", '{"a": 1}'),
        ("bad.json", "{"),
        ("bomb.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + RSS.partition("?>")[2]),
    ],
)
def test_what_is_no_feed_is_told(name: str, text: str, site: Path, tmp_path: Path) -> None:
    said = run(site, given_file(tmp_path, name, text))
    assert said.exit_code == 1
    assert name in said.output
    assert sources(site) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "items",
                    "publisher",
                    "version",
                    "@type",
                    "dataset",
                    "title",
                    "category",
                    "attachments",
                    "fields",
                    "tags",
                    "distribution",
                ]
            ),
            inner | st.just("Dataset") | st.just("https://jsonfeed.org/version/1"),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_stands_in_json_is_read_or_refused(value: object) -> None:
    with contextlib.suppress(Refused):
        read_feed(json.dumps(value).encode(), "Asia/Shanghai")


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div id=zoom>",
                "</div>",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<h1>",
                "文号",
                "：",
                "甲乙丙丁",
                "<a href='x.pdf'>",
                "</a>",
                "<title>",
                "<!--",
                "<",
                "&",
                "<script>",
                "</script>",
            ]
        ),
        max_size=30,
    )
)
def test_whatever_stands_in_a_page_is_in_its_entry(pieces: list[str]) -> None:
    """Its words are in the text, a fact or the rest; what a browser does not show may go."""
    entry = read_page("".join(pieces).encode(), "/a.html", known())
    kept = "".join(value if isinstance(value, str) else value[0] for value in entry.values())
    shown = re.sub(r"<!--.*|<script>.*?(?:</script>|\Z)|<title>.*?(?:</title>|\Z)", "", "".join(pieces), flags=re.DOTALL)
    assert ("甲乙丙丁" in kept) or ("甲乙丙丁" not in re.sub(r"<[^<>]*>", "", shown))


@pytest.mark.parametrize("name", ["deep.html", "deep.xml", "deep.json"])
def test_what_has_no_end_is_told(name: str, site: Path, tmp_path: Path) -> None:
    texts = {
        "deep.html": "<div>" * 50_000,
        "deep.xml": "<rss>" + "<item>" * 50_000 + "</item>" * 50_000 + "</rss>",
        "deep.json": "[" * 100_000,
    }
    path = given_file(tmp_path, name, texts[name])
    said = run(site, path.parent if name == "deep.html" else path)
    assert said.exit_code == 1
    assert "given" in said.output or name in said.output


def test_who_typed_an_entry_is_no_publisher(site: Path, tmp_path: Path) -> None:
    creator = '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">zhang3</dc:creator>'
    feed = tmp_path / "feed.xml"
    feed.write_text(RSS.replace("<comments>", f"{creator}<comments>"), "utf-8")
    done = CliRunner().invoke(main, ["import", str(feed), "--site", str(site), "--partial"])
    assert "zhang3" in (tmp_path / "feed.report.csv").read_text("utf-8-sig"), done.output
    assert not any("zhang3" in path.read_text("utf-8") for path in (site / "content").rglob("*.md"))


def test_files_of_one_name_have_a_map_and_a_report_each(site: Path, tmp_path: Path) -> None:
    for name, title in (("own.csv", "甲"), ("own.txt", "乙")):
        (tmp_path / name).write_text(f"标题,信息分类,成文日期\n{title}的通知,政策文件,2024-05-06\n", "utf-8")
    for name in ("own.csv", "own.txt"):
        CliRunner().invoke(main, ["import", str(tmp_path / name), "--site", str(site)])
    made = sorted(path.name for path in tmp_path.glob("own.*.*"))
    assert made == ["own.csv.map.yml", "own.csv.report.csv", "own.txt.map.yml", "own.txt.report.csv"]
