from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.load.shipped import SHIPPED, list_data
from generator.run.judge import check
from generator.run.options import Options, Progress, output_of
from generator.whole_files import write_whole
from tests.sites import BASE, TODAY, WHOLE_LANGUAGES, build_site, check_site, told, write_site

DAY = TODAY.isoformat()


def run(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return done.output


PROFILES = sorted(file.removesuffix(".yml") for file in list_data(SHIPPED, "site_config/profiles"))


def left(site: Path) -> set[str]:
    """The codes of what is told of a site, with how bad each is."""
    result = check(Options(site, TODAY), output_of(site, None), Progress())
    return {f"{problem.severity} {problem.code}" for problem in result.problems}


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
def test_a_new_site_keeps_out_of_git_what_can_be_made_again_and_tells_a_clerk_and_a_server_what_to_do(
    language: str, tmp_path: Path
) -> None:
    """E26."""
    run("new", "site", str(tmp_path / "new"), "--language", language, "--today", DAY)
    write_site(tmp_path / "new", BASE)  # what is not filled in would not be built
    (tmp_path / "new/content/items/2026/first.md").unlink()
    assert build_site(tmp_path / "new").published
    git = ["git", "-C", str(tmp_path / "new")]
    subprocess.run([*git, "init", "-q"], check=True)
    listed = subprocess.run(
        [*git, "ls-files", "-o", "--exclude-standard", "--directory"], capture_output=True, check=True, text=True
    )
    assert listed.stdout.split() == [
        ".gitattributes",
        ".github/",
        ".gitignore",
        ".vscode/",
        "README.md",
        "catalog.yml",
        "content/",
    ]
    workflow = yaml.safe_load((tmp_path / "new/.github/workflows/publish.yml").read_text("utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["site"]["steps"] if "run" in step]
    assert steps == ['pip install "$GONGKAI"', "gongkai check --format github", "gongkai build"]
    readme = (tmp_path / "new/README.md").read_text("utf-8")
    assert ("草稿" in readme) == (language == "zh-CN")
    assert {"new item", "serve", "check", "build"} <= set(re.findall(r"`gongkai (new item|\w+)", readme))


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_new_site_of_any_profile_is_built_at_once_and_marked(language: str, profile: str, tmp_path: Path) -> None:
    run("new", "site", str(tmp_path), "--language", language, "--profile", profile, "--today", DAY)
    assert left(tmp_path) <= {"warning office-fact-missing", "notice placeholders-left", "notice placeholder-left"}
    assert build_site(tmp_path).published
    words = {"zh-CN": "还没有填写完", "en": "not filled in yet"}[language]
    assert words in (tmp_path / "site/index.html").read_text("utf-8")


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_new_site_is_not_published_by_taking_one_line_out(language: str, profile: str, tmp_path: Path) -> None:
    run("new", "site", str(tmp_path), "--language", language, "--profile", profile, "--today", DAY)
    catalog = tmp_path / "catalog.yml"
    catalog.write_text(catalog.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    assert "error placeholder-left" in left(tmp_path)
    assert not build_site(tmp_path).published


@pytest.mark.parametrize(
    ("profile", "asked", "language"),
    [("us-wa-public-records", (), "en-US"), ("us-wa-public-records", ("--language", "en"), "en"), ("cn-hospital", (), "en")],
)
def test_a_new_site_is_in_the_language_of_its_place_where_its_people_speak_it(
    profile: str, asked: tuple[str, ...], language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    run("new", "site", str(tmp_path), "--profile", profile, *asked, "--today", DAY)
    assert f"\nlanguage: {language}\n" in (tmp_path / "catalog.yml").read_text("utf-8")


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
def test_what_a_new_site_says_there_is_none_of_goes_when_there_is_some(language: str, tmp_path: Path) -> None:
    run("new", "site", str(tmp_path), "--language", language, "--today", DAY)
    catalog, first = tmp_path / "catalog.yml", tmp_path / f"content/items/{TODAY.year}/first.md"
    said = re.findall(r"^.*nothing: \{.*$", catalog.read_text("utf-8"), re.MULTILINE)
    other, name = re.findall(r"id: ([\w-]+), name: ([^,]+)", said[0])[0]
    text = re.sub(
        r"^(category|信息分类): .*$", rf"\1: {name if language == 'zh-CN' else other}", first.read_text("utf-8"), flags=re.M
    )
    first.write_text(text, "utf-8")
    run("fix", str(tmp_path), "--write", "--today", DAY)
    assert re.findall(r"^.*nothing: \{.*$", catalog.read_text("utf-8"), re.MULTILINE) == said[1:]
    assert "warning nothing-contradicted" not in left(tmp_path)


def test_a_profile_that_there_is_not_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["new", "site", str(tmp_path / "x"), "--language", "zh-CN", "--profile", "cn-hospitel"])
    assert (done.exit_code, "cn-hospital" in done.output) == (2, True)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("waived", [False, True])
def test_a_misspelt_fact_is_told_by_a_build_as_by_a_check(waived: bool, tmp_path: Path) -> None:
    waiver = "-- content/waivers.yml --\n- {code: fact-unknown, path: content/pages/about.md, reason: 无, by: 张某, until: 2026-12-31}\n"
    site = write_site(tmp_path, BASE, "-- content/pages/about.md --\n# 关于\n\n电话 {{ office.fon }}\n", waiver if waived else "")
    assert "content/pages/about.md:3:7: 错误: 没有叫“office.fon”的事实" in check_site(site)
    built = build_site(site)
    assert told(site, built) == check_site(site)
    assert not built.published


@pytest.mark.parametrize("kind", ["document", "办事指南", "service", "power", "penalty", "budget", "personnel"])
def test_a_new_item_of_any_kind_is_a_draft_with_marks(kind: str, tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    run("new", "item", "2026/new", "--site", str(site), "--kind", kind, "--category", "行政规范性文件", "--today", DAY)
    assert left(site) == {"notice placeholders-left"}
    text = (site / "content/items/2026/new.md").read_text("utf-8")
    assert "索引号: 11379900MB28399186/2026-00001\n信息分类: 行政规范性文件\n" in text
    # To take out the line that makes it a draft is not enough.
    public = re.sub(r"^草稿: .*\n", "", text, flags=re.MULTILINE)
    (site / "content/items/2026/new.md").write_text(public, "utf-8")
    assert "error placeholder-left" in left(site)
    assert not build_site(site).published


def test_the_next_index_number_is_the_next(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    run("new", "item", "2023/new", "--site", str(site), "--today", "2023-09-01")
    assert "2023-00002" in (site / "content/items/2023/new.md").read_text("utf-8")


def test_a_new_item_is_in_the_category_in_which_others_of_its_kind_are(tmp_path: Path) -> None:
    item = "-- content/items/2023/old.md --\n---\n标题: 甲\n信息种类: budget\n信息分类: finance\n---\n"
    site = write_site(tmp_path, BASE, item)
    run("new", "item", "2023/new", "--kind", "budget", "--site", str(site), "--today", "2023-09-01")
    written = (site / "content/items/2023/new.md").read_text("utf-8")
    assert re.search(r"^信息分类: 财政信息  # 按信息种类选的，不对就换$", written, re.MULTILINE), written


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    before = (site / "content/items/2023/notice.md").read_bytes()
    assert "已经存在，没有改动" in run("new", "item", "2023/notice", "--site", str(site))
    assert (site / "content/items/2023/notice.md").read_bytes() == before


@pytest.mark.parametrize("name", ["../../evil", "a/../../b", "/", "."])
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    before = sorted(tmp_path.rglob("*"))
    assert CliRunner().invoke(main, ["new", "item", name, "--site", str(site)]).exit_code == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_a_new_page_passes_every_check(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    (site / "content/pages/guide.md").unlink()
    run("new", "page", "guide", "--site", str(site))
    assert "[" not in check_site(site)
    run("new", "page", "about", "--site", str(site))
    assert left(site) == {"error placeholder-left"}


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_the_request_page_of_a_new_site_has_what_the_profile_knows(language: str, profile: str, tmp_path: Path) -> None:
    run("new", "site", str(tmp_path), "--language", language, "--profile", profile, "--today", DAY)
    text = (tmp_path / "content/pages/apply.md").read_text("utf-8")
    data = (SHIPPED / f"site_config/profiles/{profile}.yml").read_text("utf-8")
    known, costs = "\napplication:\n" in data, "\n  fees_note:" in data
    blocks = {name: f"{{{{ {name} }}}}" in text for name in ("steps", "application_form", "fees", "office_card")}
    assert blocks == {"steps": known, "application_form": known, "fees": costs, "office_card": True}
    assert "{if" not in text
    assert build_site(tmp_path).published
    page = (tmp_path / "site/apply/index.html").read_text("utf-8")
    assert (('class="gk-form"' in page), ("gk-steps" in page), ("gk-office" in page)) == (known, known, True)


COUNTY = """\
-- site_config/profiles/county.yml --
name: Open records
language: en
cites: Open Records Act
columns: {guide: Handbook, rules: The law, catalog: Records, reports: Yearly reports, apply: File a request}
fields: {published: {label: Published}}
kinds: {document: {label: Document}}
lists: {audience: {public: Public}}
defaults: {audience: public}
audiences: [public]
"""
FORM = "-- site_config/report_forms/county.yml --\nname: County\nfirst_year: 2019\nsections: [Requests]\n"


def test_a_profile_without_a_form_of_reports_is_given_none_of_another_law(tmp_path: Path) -> None:
    catalog = BASE.replace("zh-CN", "en").replace("cn-government", "county")
    write_site(tmp_path, catalog, COUNTY)
    done = CliRunner().invoke(main, ["new", "report", "2025", "--site", str(tmp_path)])
    assert (done.exit_code, done.output.startswith("The profile county has no form of reports.")) == (2, True)
    assert not (tmp_path / "content/reports").exists()
    write_site(tmp_path, FORM)
    run("new", "report", "2025", "--site", str(tmp_path))
    assert (tmp_path / "content/reports/2025.md").read_text("utf-8").startswith("---\nform: county\n")


def test_a_new_profile_is_a_copy_that_passes_every_check_until_it_is_changed(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    run("new", "profile", "county", "--from", "uk-publication-scheme", "--site", str(site))
    run("new", "profile", "own", "--site", str(site))
    text = (site / "site_config/profiles/county.yml").read_text("utf-8")
    assert text.startswith("# county：照 uk-publication-scheme 抄的。")
    own = (site / "site_config/profiles/own.yml").read_text("utf-8")
    assert own.endswith((SHIPPED / "site_config/profiles/cn-government.yml").read_text("utf-8"))
    catalog = site / "catalog.yml"
    catalog.write_text(catalog.read_text("utf-8").replace("cn-government", "own"), "utf-8")
    assert left(site) == set()


def test_a_profile_that_there_is_not_is_no_beginning(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    for words in (("county", "--from", "fr-cada"), ("../county",)):
        done = CliRunner().invoke(main, ["new", "profile", *words, "--site", str(site)])
        assert done.exit_code == 2
        assert "Traceback" not in done.output
    assert not (site / "site_config").exists()


@pytest.mark.parametrize(
    ("language", "keys"), [("zh-CN", ["格式", "发布日期", "草稿", "数据"]), ("en", ["form", "published", "draft", "figures"])]
)
def test_a_new_report_is_written_in_the_keys_of_its_site(language: str, keys: list[str], tmp_path: Path) -> None:
    """As a new item is (E24)."""
    site = tmp_path / "new"
    profile = "cn-government" if language == "zh-CN" else "uk-publication-scheme"
    run("new", "site", str(site), "--language", language, "--profile", profile, "--today", DAY)
    run("new", "report", "2025", "--site", str(site), "--today", DAY)
    head = (site / "content/reports/2025.md").read_text("utf-8").split("---\n")[1]
    assert [line.partition(":")[0] for line in head.splitlines() if line[:1].strip(" #")] == keys
    assert not any(code.startswith("error") for code in left(site))


def test_a_new_site_is_whole_though_nobody_reads_what_is_said(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this machine has no /dev/full")
    with full.open("wb") as nowhere:
        command = [sys.executable, "-m", "generator", "new", "site", str(tmp_path / "new"), "--language", "en"]
        done = subprocess.run(command, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    made = sorted(path.name for path in (tmp_path / "new").rglob("*") if path.is_file())
    assert [name for name in made if not name.endswith(".json")] == [
        ".gitattributes",
        ".gitignore",
        "README.md",
        "apply.md",
        "catalog.yml",
        "first.md",
        "guide.md",
        "publish.yml",
        "rules.md",
    ]


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
def test_an_accessibility_statement_has_a_text_to_start_from(language: str, tmp_path: Path) -> None:
    site = tmp_path / "new"
    run("new", "site", str(site), "--language", language, "--today", DAY)
    run("new", "page", "accessibility", "--site", str(site))
    text = (site / "content/pages/accessibility.md").read_text("utf-8")
    assert ("无障碍声明" in text, "Accessibility statement" in text) == (language == "zh-CN", language == "en")
    assert build_site(site).published
    footer = (site / "site/guide/index.html").read_text("utf-8").partition("<footer")[2]
    assert 'href="../accessibility/"' in footer
    catalog = site / "catalog.yml"
    catalog.write_text(catalog.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    assert "error placeholder-left" in left(site), "it does not go out as it is"


def test_a_new_item_says_of_each_field_of_its_kind_what_it_is(tmp_path: Path) -> None:
    """Its name, how a day is written, what may be left out; and where the table goes that the page will show."""
    site = tmp_path / "new"
    run("new", "site", str(site), "--language", "en", "--profile", "uk-publication-scheme", "--today", DAY)
    run("new", "item", "spending", "--kind", "payments", "--site", str(site), "--today", DAY)
    lines = (site / "content/items/spending.md").read_text("utf-8").splitlines()
    assert lines[9:13] == [
        "first_day:  # From: YYYY-MM-DD",
        "last_day:  # To: YYYY-MM-DD",
        "over:  # Payments over: a number, may be left out",
        "attachments:  # such as [{file: table.csv, title: Table}], with the file beside this one; the table stands on the page",
    ]
    assert not any(code.startswith("error") for code in left(site))


@pytest.mark.parametrize(("profile", "day"), [("us-wa-public-records", "2025-12-31"), ("in-rti", "2026-01-01")])
def test_a_new_site_is_of_the_day_that_it_is_where_the_body_is(
    profile: str, day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767236400")  # three in the morning of the new year, at Greenwich
    run("new", "site", str(tmp_path / "site"), "--language", "en", "--profile", profile)
    assert f"published: {day}" in next((tmp_path / "site/content/items").rglob("*.md")).read_text("utf-8")


@pytest.mark.parametrize("after", [0, 1, 4, 9, 12, 25])
def test_a_new_site_for_which_the_disk_has_no_room_says_what_there_is_and_is_made_whole_the_next_time(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(path: Path, data: bytes) -> None:
        if len(files(path_of)) >= after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write_whole(path, data)

    path_of = tmp_path / "site"
    command = ["new", "site", str(path_of), "--language", "en", "--today", DAY]
    with monkeypatch.context() as patched:
        for module in ("drafts", "schema"):
            patched.setattr(f"generator.cli.{module}.write_whole", is_full)
        done = CliRunner().invoke(main, command)
    assert done.exit_code == 3
    said = [line for line in done.stdout.splitlines() if line]
    schemas = sum(int(line.split()[1]) for line in said if "JSON Schemas" in line)
    assert schemas + sum("JSON Schemas" not in line for line in said) == after
    run(*command)
    run("new", "site", str(tmp_path / "other"), "--language", "en", "--today", DAY)
    assert files(path_of) == files(tmp_path / "other")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
