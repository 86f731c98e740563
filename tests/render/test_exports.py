"""The catalog for machines: each export read back with what reads such files."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, build_site, write_site

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MORE = """\
-- content/items/2024/formula.md --
---
title: =HYPERLINK("https://evil.example") & <b>"引号"</b>
index_number: 11379900MB28399186/2024-00001
category: [policy/normative, finance]
created: 2024-02-28
published: 2024-03-01
modified: 2024-05-01
department: office
validity: repealed
summary: 逗号, “引号” & 换行。
keywords: [甲, 乙]
attachments: [{file: 表 一.txt, title: 表一}]
---
正文。
-- content/items/2024/表 一.txt --
数据
-- content/items/2024/gone.md --
---
title: 撤回的通知
index_number: 11379900MB28399186/2024-00002
category: finance
created: 2024-02-28
published: 2024-03-01
summary: 不再公开的概述。
keywords: [秘密词]
withdrawn: {date: 2024-04-01, reason: 内容有误}
---
不再公开的正文。
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write_site(tmp_path_factory.mktemp("exports"), BASE, MORE)
    assert build_site(site).published
    return site / "site"


def test_json_has_every_public_item_whole(output: Path) -> None:
    catalog = json.loads((output / "catalog.json").read_text("utf-8"))
    assert [item["id"] for item in catalog["items"]] == ["2024/formula", "2024/gone", "2023/notice"]
    formula, gone, _ = catalog["items"]
    assert formula["category"] == ["policy/normative", "finance"]
    assert formula["state"] == "repealed"
    (attachment,) = formula["attachments"]
    assert attachment["address"] == "items/2024/formula/%E8%A1%A8%20%E4%B8%80.txt"
    assert (output / "items/2024/formula/表 一.txt").stat().st_size == attachment["size"]
    assert gone == {
        "id": "2024/gone",
        "address": "items/2024/gone/",
        "title": "撤回的通知",
        "index_number": "11379900MB28399186/2024-00002",
        "kind": "document",
        "category": ["finance"],
        "published": "2024-03-01",
        "state": "withdrawn",
        "withdrawn": {"date": "2024-04-01", "reason": "内容有误", "basis": ""},
    }


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(output: Path) -> None:
    data = (output / "catalog.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0]["标题"].startswith("'=HYPERLINK")
    assert rows[0]["信息分类"] == "行政规范性文件; 财政信息"
    assert rows[0]["有效性"] == "废止"
    assert rows[0]["状态"] == "已废止"
    assert rows[0]["地址"] == "https://example.org/gk/items/2024/formula/"
    assert rows[1]["内容概述"] == ""


@pytest.mark.parametrize(
    "sign",
    [
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＋",
        "－",
        "＠",
        "﹦",
        "−",
        "\u3000＝",
        " =",
        "\u200b=",
        "\u200b\u2060＝",
        "\xad+",
    ],
)
def test_no_cell_begins_a_formula(tmp_path: Path, sign: str) -> None:
    told = f"{sign}1+1"
    base = BASE.replace("name: 政策法规科", f'name: "{told}"').replace("name: 行政规范性文件", f'name: "{told}"')
    base = base.replace("doc_number: 云卫发〔2023〕5号", f'doc_number: "{told}"\npublisher: "{told}"')
    assert build_site(write_site(tmp_path, base)).published
    rows = list(csv.reader(io.StringIO((tmp_path / "site/catalog.csv").read_text("utf-8-sig"), newline="")))
    cells = {cell for row in rows[1:] for cell in row if cell.endswith("1+1")}
    assert cells <= {f"'{told}", f"'{told.strip()}"}
    assert cells


def test_feeds_have_what_is_latest(output: Path) -> None:
    feed = ElementTree.parse(output / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == [
        "2024-05-01T00:00:00Z",
        "2024-04-01T00:00:00Z",
        "2023-06-01T00:00:00Z",
    ]
    assert entries[1].findtext(f"{ATOM}title") == "撤回的通知（已撤回）"
    assert entries[1].findtext(f"{ATOM}summary") == "撤回日期：2024-04-01\n撤回原因：内容有误"
    assert feed.findtext(f"{ATOM}updated") == "2024-05-01T00:00:00Z"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    told = json.loads((output / "feed.json").read_text("utf-8"))
    assert [item["url"] for item in told["items"]] == ids


def test_the_sitemap_has_every_page_and_true_dates(output: Path) -> None:
    entries = ElementTree.parse(output / "sitemap.xml").getroot().findall(f"{SITEMAP}url")
    dates = {entry.findtext(f"{SITEMAP}loc"): entry.findtext(f"{SITEMAP}lastmod") for entry in entries}
    assert dates["https://example.org/gk/items/2024/formula/"] == "2024-05-01"
    assert dates["https://example.org/gk/items/2024/gone/"] == "2024-04-01"
    assert dates["https://example.org/gk/"] == "2024-05-01"
    assert dates["https://example.org/gk/guide/"] is None
    assert len(dates) == len(entries)
    for address in dates:
        assert address is not None
        assert (output / address.removeprefix("https://example.org/gk/") / "index.html").is_file(), address


def test_robots_names_the_sitemap(output: Path) -> None:
    assert (output / "robots.txt").read_text() == "User-agent: *\nAllow: /\nSitemap: https://example.org/gk/sitemap.xml\n"


def test_a_site_without_an_address_has_exports_too(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("site_url: https://example.org/gk/\n", ""))
    assert build_site(site).published
    assert ElementTree.parse(site / "site/feed.xml").getroot().findtext(f"{ATOM}id", "").startswith("urn:")
    assert (site / "site/robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    assert not re.search(r'rel="canonical"', (site / "site/index.html").read_text("utf-8"))


def test_a_site_without_an_address_has_no_sitemap_and_is_told_so_once(tmp_path: Path) -> None:
    """A sitemap holds full addresses only (https://www.sitemaps.org/protocol.html)."""
    site = write_site(tmp_path, BASE)
    assert build_site(site).published
    catalog = site / "catalog.yml"
    catalog.write_text(catalog.read_text("utf-8").replace("site_url: https://example.org/gk/\n", ""), "utf-8")
    said = [CliRunner().invoke(main, ["build", str(site), "--today", "2026-06-30"]).output for _ in range(2)]
    assert [text.count("没有生成站点地图 sitemap.xml") for text in said] == [1, 0]
    assert not list((site / "site").glob("sitemap*"))
    assert "sitemap" not in (site / "site/catalog/index.html").read_text("utf-8")
    assert "sitemap" not in (site / "site/manifest-sha256.txt").read_text("utf-8")
