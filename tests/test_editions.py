"""Editions of one content: each in its own folder, with nothing of it in another's, whatever names it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.run.build import build
from generator.run.editions import edition_runs
from generator.run.options import Options, Progress, Result
from tests.sites import BASE, TODAY, write_site
from tests.test_leaks import everything, forms

# The words of what is for each audience: of a category, an item, its file, a page, and the address that leads to it.
EDITIONS = """\
editions:
  - {id: public, name: 公众版, audiences: [public]}
  - {id: patients, name: 患者版, audiences: [public, patients], internal: false, site_url: https://example.org/patients/}
  - {id: staff, name: 院内公开版, audiences: [public, patients, staff]}
"""
AUDIENCES = ("public", "patients", "staff")
SEEN_BY = {"public": ("public",), "patients": ("public", "patients"), "staff": AUDIENCES}
DAYS = {name: f"2026-05-{number:02}" for number, name in enumerate("abc", 6)}
CATALOG = BASE.split("-- content/", maxsplit=1)[0].replace("departments:\n", EDITIONS + "departments:\n", 1)
REST = BASE[len(BASE.split("-- content/", maxsplit=1)[0]) :]


def laid(name: str, audience: str, category: str, link: str = "") -> str:
    """An item with a file, a page and a redirect of one audience; the item may be for whom its category is for."""
    said = "" if category == "inner" else f"audience: {audience}\n"
    return (
        f"-- content/items/2026/{name}.md --\n---\ntitle: 密语{name}题\nindex_number: 11379900MB28399186/2026-0000{ord(name) - 96}\n"
        f"category: {category}\ncreated: 2026-05-05\npublished: {DAYS[name]}\n{said}department: law\nsummary: 密语{name}概述。\n"
        f"keywords: [密语{name}词]\nrelated: [2023/notice]\nattachments: [{{file: {name}.txt, title: 密语{name}附}}]\n"
        f"---\n密语{name}正文。{link}\n"
        f"-- content/items/2026/{name}.txt --\n密语{name}档\n"
        f"-- content/pages/{name}-page.md --\n---\ntitle: 密语{name}页\naudience: {audience}\n---\n密语{name}页文。\n"
    )


def site_of(folder: Path, whole: dict[str, str], inner: str) -> Path:
    """A site with an item of each name for an audience, and an empty category for another."""
    category = (
        f"  - {{id: inner, name: 密栏{inner}, description: 密栏{inner}说明, audience: {inner}, nothing: {{date: 2026-05-01}}}}\n"
    )
    boards = f"boards:\n  - {{id: all, name: 公告}}\n  - {{id: inner, name: 密栏{inner}板, categories: [inner]}}\n"
    redirects = "".join(f"- {{from: old-{name}/, to: items/2026/{name}/, date: 2026-06-01}}\n" for name in whole)
    # What everybody reads names them all in its fields.
    rest = REST.replace("keywords:", f"related: [{', '.join(f'2026/{name}' for name in whole)}]\nkeywords:")
    return write_site(
        folder,
        CATALOG.replace("departments:\n", boards + "departments:\n", 1) + category,
        rest,
        *(laid(name, audience, "policy") for name, audience in whole.items()),
        f"-- content/redirects.yml --\n{redirects}",
    )


def build_all(site: Path, *names: str) -> dict[str, Result]:
    runs = edition_runs(Options(site, TODAY), names)
    return {one.options.edition: build(one.options, one.folder, Progress()) for one in runs}


def folder_of(site: Path, edition: str) -> Path:
    return site / ("site" if edition == "public" else f"site-{edition}")


def call(*args: object) -> Ran:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = site_of(tmp_path_factory.mktemp("editions"), {"a": "public", "b": "patients", "c": "staff"}, "staff")
    assert all(result.published for result in build_all(site).values())
    return site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


@given(whole=st.fixed_dictionaries(dict.fromkeys("abc", st.sampled_from(AUDIENCES))), inner=st.sampled_from(AUDIENCES))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_edition_has_a_byte_of_what_is_for_others(folder: Path, whole: dict[str, str], inner: str) -> None:
    shutil.rmtree(folder / "content", ignore_errors=True)
    site = site_of(folder, whole, inner)
    for edition, result in build_all(site).items():
        assert result.published, result.problems
        output = everything(folder_of(site, edition))
        for name, audience in whole.items():
            public = audience in SEEN_BY[edition]
            for word in (
                f"密语{name}题",
                f"密语{name}概述",
                f"密语{name}正文",
                f"密语{name}档",
                f"密语{name}页",
                f"密语{name}页文",
            ):
                assert any(form in output for form in forms(word)) == public, (edition, name, word)
            for word in (f"密语{name}", f"2026/{name}", f"old-{name}", f"{name}-page", f"2026-0000{ord(name) - 96}"):
                assert public or not any(form in output for form in forms(word)), (edition, name, word)
        assert any(form in output for form in forms(f"密栏{inner}")) == (inner in SEEN_BY[edition])
        assert inner in SEEN_BY[edition] or not any(way in output for way in (b"catalog/inner", b"boards/inner"))


def test_counts_feeds_and_neighbours_are_those_of_the_edition(whole_site: Path) -> None:
    for edition, shown in SEEN_BY.items():
        site = folder_of(whole_site, edition)
        catalog = json.loads((site / "catalog.json").read_text("utf-8"))
        assert len(catalog["items"]) == len(shown) + 1
        assert ("inner" in catalog["categories"]) == (edition == "staff")
        assert len(json.loads((site / "feed.json").read_text("utf-8"))["items"]) == len(shown) + 1


def test_every_page_of_an_inner_edition_says_so(whole_site: Path) -> None:
    for edition in SEEN_BY:
        inner = edition == "staff"
        pages = [
            page.read_text("utf-8")
            for page in folder_of(whole_site, edition).rglob("*.html")
            if "refresh" not in page.read_text()
        ]
        assert len(pages) > 10
        for page in pages:
            assert ("院内公开版：供本单位内部查阅，不对外公开。" in page) == inner
            assert inner <= ('<meta name="robots" content="noindex">' in page)
        robots = (folder_of(whole_site, edition) / "robots.txt").read_text()
        assert ("Disallow: /" in robots) == inner
    assert "https://example.org/patients/catalog/" in (folder_of(whole_site, "patients") / "sitemap.xml").read_text()
    assert b"example.org/gk" not in everything(folder_of(whole_site, "staff"))
    assert not (folder_of(whole_site, "staff") / "sitemap.xml").exists()


def test_an_edition_is_never_written_into_the_folder_of_another(whole_site: Path, tmp_path: Path) -> None:
    before = everything(whole_site / "site")
    ran = call("build", whole_site, "--today", TODAY, "--edition", "staff", "--output", whole_site / "site")
    assert (ran.exit_code, "里是本站点的另一个版本" in ran.stderr) == (2, True)
    ran = call("build", whole_site, "--today", TODAY, "--edition", "公众版", "--output", whole_site / "site-staff")
    assert ran.exit_code == 2
    assert everything(whole_site / "site") == before
    assert call("build", whole_site, "--today", TODAY, "--edition", "staff", "--output", tmp_path / "a").exit_code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--audience", "staff"),
            "这个站点分版本，给谁看写在 catalog.yml 的 editions 里；请用 --edition 选一个版本：public, patients, staff",
        ),
        (("--edition", "nurses"), "没有叫“nurses”的版本；有：public, patients, staff"),
        (("--output", "x"), "几个版本不能生成到同一个文件夹；请用 --edition 选一个版本：public, patients, staff"),
    ],
)
def test_what_editions_have_no_answer_to(options: tuple[str, str], said: str, whole_site: Path) -> None:
    ran = call("build", whole_site, "--today", TODAY, *options)
    assert (ran.exit_code, ran.stderr) == (2, f"{said}\n")


def test_a_site_without_editions_has_none_to_choose(tmp_path: Path) -> None:
    ran = call("check", write_site(tmp_path, BASE), "--edition", "staff")
    assert (ran.exit_code, ran.stderr) == (2, "这个站点没有分版本（catalog.yml 里没有 editions），不能用 --edition\n")


def test_what_is_wrong_with_one_stops_that_one_alone_and_names_it(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"a": "public", "b": "staff"}, "staff")
    write_site(site, laid("b", "staff", "policy", "[不存在](nothing.md)"), laid("a", "public", "policy", "[乙](b.md)"))
    ran = call("build", site, "--today", TODAY)
    assert ran.exit_code == 1
    assert ran.stderr.splitlines()[0] == "公众版：有问题，没有生成"
    assert not (site / "site").exists()
    assert "（只在这些版本里：公众版、患者版） [link-" in ran.stdout
    told = json.loads(call("check", site, "--today", TODAY, "--format", "json").stdout)["problems"]
    # What is wrong with what is for the staff alone is the staff's.
    assert {(problem["path"], tuple(problem.get("editions", ()))) for problem in told if problem["severity"] == "error"} == {
        ("content/items/2026/a.md", ("公众版", "患者版")),
        ("content/items/2026/b.md", ("院内公开版",)),
    }
    write_site(site, laid("b", "staff", "policy"))
    ran = call("build", site, "--today", TODAY)
    assert [(site / name).exists() for name in ("site", "site-patients", "site-staff")] == [False, False, True]


def test_each_edition_has_a_register_and_due_looks_at_all(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"a": "public", "b": "staff"}, "staff")
    assert call("lock", site, "--today", TODAY).exit_code == 0
    public, staff = ((site / "content" / name).read_text("utf-8") for name in ("published.lock", "published.staff.lock"))
    assert ("items/2026/a/" in public, "items/2026/b/" in public, "items/2026/b/" in staff) == (True, False, True)
    due = call("due", site, "--today", TODAY, "--days", 365).stdout
    assert due.count("密栏staff") == 1
    assert due.count("财政信息") == 1
    # Taking the item from the staff is told to the staff's edition alone.
    (site / "content/items/2026/b.md").unlink()
    (site / "content/redirects.yml").unlink()
    (site / "content/items/2026/b.txt").unlink()
    write_site(site, REST)
    told = json.loads(call("check", site, "--today", TODAY, "--format", "json").stdout)["problems"]
    assert [
        (problem["code"], problem["path"], problem["editions"]) for problem in told if problem["code"] == "address-vanished"
    ] == [("address-vanished", "content/published.staff.lock", ["院内公开版"])]


def test_an_item_is_for_whom_its_category_is_for(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"a": "public"}, "staff")
    write_site(site, laid("b", "staff", "inner"))
    results = build_all(site)
    assert {name: "2026/b" in result.project.shown.items_by_id for name, result in results.items() if result.project} == {
        "public": False,
        "patients": False,
        "staff": True,
    }


def test_no_folder_that_an_edition_may_not_have_is_touched(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site", {"a": "public"}, "staff")
    catalog = (site / "catalog.yml").read_text("utf-8")
    (site / "catalog.yml").write_text(catalog.replace("name: 院内公开版", "output: ../out, name: 院内公开版"), "utf-8")
    assert call("build", site, "--today", TODAY).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
