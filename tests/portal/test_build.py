"""``gongkai portal build``: what a portal shows, and that no member can stop it or be shown wrongly."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCAT

from generator.cli import main
from generator.portal.build import PortalOptions, build_portal
from generator.publish.output import OutputFolder
from generator.publish.publication import Published
from generator.publish.verify import compare
from generator.run.options import Progress
from tests.portal.members import PORTAL, add, rewrite
from tests.sites import TODAY, build_site

# rdflib's reader of JSON-LD uses what rdflib itself has begun to leave behind.
pytestmark = [
    pytest.mark.filterwarnings(f"ignore:{what}:DeprecationWarning") for what in ("ConjunctiveGraph", "Dataset.default_context")
]
TITLE = "关于做好夏季防病工作的通知"


def build(city: Path, today: dt.date = TODAY) -> Published:
    result, _ = build_portal(PortalOptions(city, today), OutputFolder(city / "site"), Progress())
    assert result.published, result.problems
    return result.published


def page(city: Path, address: str) -> str:
    return (city / "site" / address / "index.html").read_text("utf-8")


def text_of(html: str) -> str:
    body = re.sub(r"(?s)^.*<main[^>]*>(.*?)</main>.*$", r"\1", html)
    body = re.sub(r'<span class="gk-nowrap">([^<]*)</span>', r"\1", body)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()


@pytest.fixture(scope="module")
def built(city_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    city = shutil.copytree(city_built, tmp_path_factory.mktemp("built") / "city", ignore=shutil.ignore_patterns(".site.build"))
    build(city)
    return city


def test_what_fails_once_the_portal_is_published_does_not_say_that_it_is_as_it_was(city: Path) -> None:
    (city / ".site.build").mkdir()
    (city / ".site.build/web").write_text("")
    ran = CliRunner().invoke(main, ["portal", "build", str(city), "--today", TODAY.isoformat()])
    assert (ran.exit_code, (city / "site/index.html").is_file()) == (0, True)
    assert "新站点已经发布。之后机器出了问题：" in ran.output


def test_a_fault_is_told_in_the_language_of_the_portal(city: Path) -> None:
    (city / "site").write_text("")
    ran = CliRunner(env={"LANG": "en_GB.UTF-8"}).invoke(main, ["portal", "build", str(city), "--today", TODAY.isoformat()])
    assert (ran.exit_code, ran.output) == (2, f"“{city}/site”不是文件夹，站点不能生成到那里。请换一个文件夹。\n")


def test_the_home_page_has_the_bodies_by_group_and_the_newest_of_all(built: Path) -> None:
    assert text_of(page(built, "")) == (
        "云泽市政府信息公开 在所有机关公开的内容中搜索 搜索 2 个机关，2 个条目 "
        "部门 市卫生健康委 (1) 县市区 澄湖区 (1) "
        "最新公开 关于做好夏季防汛工作的通知 澄湖区 2023-06-01 关于做好夏季防病工作的通知 市卫生健康委 2023-06-01 浏览全部公开内容"
    )


def test_a_group_without_a_body_is_on_no_page(city: Path) -> None:
    (city / "portal.yml").write_text(PORTAL.replace("group: counties", "group: departments"), "utf-8")
    build(city)
    assert [address for address in ("", "catalog/bodies", "apply") if "县市区" in page(city, address)] == []


def test_items_are_shown_by_their_bodies_alone(built: Path) -> None:
    home = page(built, "")
    assert '<a href="./health/items/2023/notice/">关于做好夏季防病工作的通知</a>' in home
    assert '<a href="https://lake.example/gk/items/2023/notice/">关于做好夏季防汛工作的通知</a>' in home
    assert not list((built / "site").glob("**/items/**"))


def test_the_catalog_is_ordered_by_what_the_regulation_asks_for(built: Path) -> None:
    assert "政府信息公开 项 应当公开的内容 条目 20.1 行政法规、规章和规范性文件 2 20.2" in text_of(page(built, "catalog"))
    requirement = page(built, "catalog/by/cn-government/20.1")
    assert text_of(requirement).startswith(
        "首页 › 公开目录 › 20.1 行政法规、规章和规范性文件 20.1 行政法规、规章和规范性文件 政府信息公开 共 2 条 "
        "按机关 机关 条目 分类 市卫生健康委 1 政策文件 澄湖区 1 政策文件 最新公开"
    )
    assert 'href="../../../../health/catalog/policy/"' in requirement


def test_who_answers_nothing_stands_there_too(built: Path) -> None:
    assert "市卫生健康委 0 财政信息 澄湖区 0 财政信息" in text_of(page(built, "catalog/by/cn-government/20.7"))


def test_a_body_has_its_ways_its_categories_and_its_state(built: Path) -> None:
    assert "市卫生健康委 1 2023-06-01 2026-06-30" in text_of(page(built, "catalog/bodies"))
    body = page(built, "catalog/bodies/lake")
    assert 'href="https://lake.example/gk/apply/"' in body
    assert "按分类 政策文件 (1) 财政信息 (0)" in text_of(body)


def test_a_year_adds_up_its_bodies(built: Path) -> None:
    assert "市卫生健康委 1 澄湖区 1 合计 2 最新公开" in text_of(page(built, "catalog/year/2023"))


def test_whoever_applies_chooses_the_body_first(built: Path) -> None:
    assert 'href="../health/apply/"' in page(built, "apply")
    rooms = text_of(page(built, "apply/rooms"))
    assert "市卫生健康委 办公室 文卫路 18 号 0379-5550100 周一至周五 8:30–12:00" in rooms
    assert '<td class="gk-long" data-name="电话"><a href="tel:03795550100">0379-5550100</a></td>' in page(built, "apply/rooms")


def test_every_link_of_the_portal_to_itself_leads_somewhere(built: Path) -> None:
    site = built / "site"
    for file in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?:]+)"', file.read_text("utf-8")):
            target = (file.parent / link).resolve()
            inside = target.relative_to(site.resolve()) if target.is_relative_to(site.resolve()) else None
            assert inside is not None, (file, link)
            there = target / "index.html" if link.endswith("/") or target.is_dir() else target
            assert there.is_file() or inside.parts[0] == "health" or file.name == "404.html", (file, link)


def test_the_search_finds_titles_and_numbers_of_all_and_says_what_it_finds(built: Path) -> None:
    found = json.loads((built / "site/search/index/manifest.json").read_text("utf-8"))
    assert found["departments"] == {"health": "市卫生健康委", "lake": "澄湖区"}
    assert found["filters"] == [["f_group", "分组"]]
    search = page(built, "search")
    assert '<a href="../health/search/" data-search="../health/search/">市卫生健康委</a>' in search
    assert 'placeholder="搜索标题、文号、主题词、概述"' in page(built, "catalog")


def test_machines_have_members_items_and_feeds(built: Path) -> None:
    catalog = json.loads((built / "site/catalog.json").read_text("utf-8"))
    assert catalog["members"][1] == {
        "id": "lake",
        "name": "澄湖区",
        "group": "counties",
        "address": "https://lake.example/gk/",
        "as_of": "2026-06-30",
        "kept": False,
        "items": 1,
    }
    rows = list(csv.reader(io.StringIO((built / "site/catalog.csv").read_text("utf-8-sig"))))
    assert rows == [
        ["机关", "标题", "文号、索引号", "公开日期", "状态", "地址"],
        [
            "市卫生健康委",
            TITLE,
            "云卫发〔2023〕5号; 11379900MB28399186/2023-00001",
            "2023-06-01",
            "",
            "https://yunze.example/health/items/2023/notice/",
        ],
        [
            "澄湖区",
            "关于做好夏季防汛工作的通知",
            "云卫发〔2023〕5号; 11379900MB28399186/2023-00001",
            "2023-06-01",
            "",
            "https://lake.example/gk/items/2023/notice/",
        ],
    ]
    feed = (built / "site/feed.xml").read_text("utf-8")
    assert "https://lake.example/gk/items/2023/notice/" in feed
    assert "https://yunze.example/health/items/2023/notice/" in feed
    assert "https://yunze.example/catalog/by/cn-government/20.1/" in (built / "site/sitemap-pages.xml").read_text("utf-8")


def test_the_data_package_is_that_of_the_table(built: Path) -> None:
    package = json.loads((built / "site/datapackage.json").read_text("utf-8"))
    table = package["resources"][0]
    data = (built / "site/catalog.csv").read_bytes()
    assert (table["path"], table["bytes"]) == ("catalog.csv", len(data))
    assert [field["name"] for field in table["schema"]["fields"]] == next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("site", "in_parts", "where"),
    [
        ("https://yunze.example/health/", False, "sitemap.xml"),
        ("https://yunze.example/health/", True, "robots.txt"),
        ("https://elsewhere.example/", False, ""),
        ("", False, ""),
    ],
)
def test_the_sitemap_names_those_of_members_on_the_same_host(city: Path, site: str, *, in_parts: bool, where: str) -> None:
    def put(found: dict[str, Any]) -> None:
        found.pop("site", None)
        found.update({"site": site} if site else {})

    rewrite(city / "health/site", "status.json", put)
    rewrite(city / "lake/site", "status.json", lambda found: found.update(site="https://lake.example/gk/"))
    if in_parts:
        items = json.loads((city / "health/site/catalog.json").read_text("utf-8"))["items"]
        add(city / "health/site", "catalog-2023.json", json.dumps({"items": items}).encode())

        def cut(found: dict[str, Any]) -> None:
            found.update(parts=[{"json": "catalog-2023.json"}])
            del found["items"]

        rewrite(city / "health/site", "catalog.json", cut)
    build(city)
    index, robots = ((city / "site" / name).read_text("utf-8") for name in ("sitemap.xml", "robots.txt"))
    assert ("https://yunze.example/health/sitemap.xml" in index) is (where == "sitemap.xml")
    assert ("Sitemap: https://yunze.example/health/sitemap.xml\n" in robots) is (where == "robots.txt")
    assert "lake.example" not in index + robots
    assert ("<sitemapindex" in index) is (where == "sitemap.xml")
    pages = (city / "site/sitemap-pages.xml").read_text("utf-8") if where == "sitemap.xml" else index
    assert "<loc>https://yunze.example/catalog/</loc>" in pages


def test_the_catalogs_of_the_members_are_one_catalog_of_catalogs(built: Path) -> None:
    graph = Graph().parse(built / "site/catalog.jsonld", format="json-ld")
    whole = URIRef("https://yunze.example/catalog.jsonld")
    assert set(graph.objects(whole, DCAT.catalog)) == {
        URIRef("https://yunze.example/health/catalog.jsonld"),
        URIRef("https://lake.example/gk/catalog.jsonld"),
    }
    assert (whole, RDF.type, DCAT.Catalog) in graph


def test_what_is_published_is_what_its_manifest_says(built: Path) -> None:
    files, differences = compare(built / "site")
    assert files > 30
    assert differences == []


def test_a_second_build_changes_nothing(city: Path) -> None:
    build(city)
    assert build(city).changed == 0


@pytest.mark.parametrize("how", ["gone", "lies", "format"])
def test_a_member_that_fails_is_shown_as_it_was_and_named(city: Path, how: str) -> None:
    build(city)
    site = city / "health/site"
    if how == "gone":
        shutil.rmtree(site)
    elif how == "lies":
        rewrite(site, "catalog.json", lambda found: found["items"][0].update(title="另一个标题"), honest=False)
    else:
        rewrite(site, "status.json", lambda found: found.update(format="another"))
    done = CliRunner().invoke(main, ["portal", "build", str(city), "--today", "2026-07-05"])
    assert done.exit_code == 0
    assert "市卫生健康委" in done.stdout
    assert "继续使用截至 2026-06-30 的内容" in done.stdout
    assert TITLE in page(city, "")
    assert "另一个标题" not in page(city, "")
    assert "市卫生健康委 1 2023-06-01 截至2026-06-30（此后的内容没有读到）" in text_of(page(city, "catalog/bodies"))
    assert "截至2026-06-30" in text_of(page(city, "catalog/bodies/health"))
    assert json.loads((city / "site/catalog.json").read_text("utf-8"))["members"][0]["kept"] is True


def test_the_last_good_copy_outlives_a_build_without_cache(city: Path) -> None:
    build(city)
    shutil.rmtree(city / "health")
    done = CliRunner().invoke(main, ["portal", "build", str(city), "--no-cache", "--today", "2026-07-05"])
    assert done.exit_code == 0
    assert TITLE in page(city, "")


def test_a_member_that_was_never_read_is_named_and_counts_nothing(city: Path) -> None:
    shutil.rmtree(city / "health")
    build(city)
    assert "部门 市卫生健康委 县市区 澄湖区 (1)" in text_of(page(city, ""))
    assert "没有读到这个机关的内容" in text_of(page(city, "catalog/bodies/health"))


def test_a_member_that_is_well_again_is_shown_as_it_is(city: Path) -> None:
    build(city)
    shutil.move(city / "health/site", city / "away")
    build(city)
    shutil.move(city / "away", city / "health/site")
    (city / "health/content/items/2023/notice.md").write_text(
        (city / "health/content/items/2023/notice.md").read_text("utf-8").replace("夏季", "冬季"), "utf-8"
    )
    assert build_site(city / "health", cache=False).published
    build(city)
    assert "关于做好冬季防病工作的通知" in page(city, "")
    assert "截至" not in text_of(page(city, "catalog/bodies"))


def test_a_member_moves_out_with_a_line(city: Path) -> None:
    build(city)
    (city / "portal.yml").write_text(PORTAL[: PORTAL.index("  - {id: lake")], "utf-8")
    build(city)
    assert not (city / "site/catalog/bodies/lake").exists()
    assert "澄湖区" not in page(city, "")


def test_strict_stops_at_a_member_that_fails_and_the_last_portal_stays(city: Path) -> None:
    build(city)
    before = page(city, "")
    shutil.rmtree(city / "health")
    done = CliRunner().invoke(main, ["portal", "build", str(city), "--strict", "--today", "2026-07-05"])
    assert done.exit_code == 1
    assert page(city, "") == before


def test_markup_in_what_a_member_tells_is_text(city: Path) -> None:
    rewrite(
        city / "health/site", "catalog.json", lambda found: found["items"][0].update(title="<script>alert(1)</script>⟦html root⟧")
    )
    build(city)
    for file in (city / "site").rglob("*.html"):
        assert "<script>alert" not in file.read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(city, "")


def test_a_formula_in_what_a_member_tells_is_a_text_in_the_table(city: Path) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"][0].update(title='=HYPERLINK("x")'))
    build(city)
    assert "'=HYPERLINK" in (city / "site/catalog.csv").read_text("utf-8-sig")


def test_wrong_settings_publish_nothing(city: Path) -> None:
    (city / "portal.yml").write_text(PORTAL.replace("group: counties", "group: county"), "utf-8")
    done = CliRunner().invoke(main, ["portal", "build", str(city)])
    assert done.exit_code == 1
    assert not (city / "site").exists()


def test_a_folder_without_a_portal_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["portal", "build", str(tmp_path)], env={"LANG": "en_GB.UTF-8", "LC_ALL": "", "LANGUAGE": ""})
    assert done.exit_code == 2
    assert done.stderr == f"'{tmp_path}' has no portal.yml, so it is no portal.\n"
