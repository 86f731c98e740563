"""A year goes into an archive as a bag that others read: pages, files, sources, a register, who did what."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import re
import shutil
from contextlib import closing
from pathlib import Path

import bagit
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from click.testing import Result as Ran
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.publish.bag import BagExists, write_bag
from tests.sites import BASE, write_site

EXAMPLE = Path(__file__).parents[1] / "examples/township-hospital"
DAY = "2026-11-21"


def call(*args: object) -> Ran:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "site"
    shutil.copytree(EXAMPLE, folder)
    return folder


@pytest.fixture(scope="module")
def bag(site: Path) -> Path:
    ran = call("archive", 2026, site, "--today", DAY)
    assert ran.exit_code == 0, ran.output
    return site / "archive/2026"


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def test_a_site_in_english_is_archived_in_its_words(tmp_path: Path) -> None:
    site = shutil.copytree(Path(__file__).parents[1] / "examples/county", tmp_path / "site")
    ran = call("archive", 2025, site, "--today", DAY)
    assert ran.exit_code == 0, ran.output
    assert "· 3 records, 22 files</p>" in (site / "archive/2025/data/register.html").read_text("utf-8")


def test_what_fails_after_the_site_is_published_says_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    site = shutil.copytree(EXAMPLE, tmp_path / "site")
    assert call("build", site, "--today", DAY).exit_code == 0
    monkeypatch.setattr("generator.run.archive.write_bag", full)
    ran = call("archive", 2026, site, "--today", DAY)
    assert (ran.exit_code, ran.output) == (3, "机器出了问题：No space left on device (磁盘满了，请腾出空间)\n")


def test_another_reader_finds_the_bag_valid_and_complete(bag: Path) -> None:
    read = bagit.Bag(str(bag))
    read.validate()
    assert read.version_info == (1, 0)
    assert read.info["Source-Organization"] == "青禾镇卫生院"
    assert read.info["Bagging-Date"] == DAY
    files = [path for path in (bag / "data").rglob("*") if path.is_file()]
    assert read.info["Payload-Oxum"] == f"{sum(path.stat().st_size for path in files)}.{len(files)}"
    assert set(read.tagfile_entries()) == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}


def test_another_reader_finds_what_changed_in_a_bag(bag: Path, tmp_path: Path) -> None:
    shutil.copytree(bag, tmp_path / "bag")
    page = tmp_path / "bag/data/published/items/2026/about/index.html"
    page.write_bytes(page.read_bytes().replace("卫生院".encode(), "卫生室".encode()))
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "bag")).validate()


def test_verify_names_what_changed_in_a_bag_what_is_gone_and_what_is_foreign(bag: Path, tmp_path: Path) -> None:
    assert call("verify", bag).exit_code == 0
    shutil.copytree(bag, tmp_path / "bag")
    (tmp_path / "bag/data/register.csv").write_bytes(b"1")
    (tmp_path / "bag/data/published/items/2026/about/index.html").unlink()
    (tmp_path / "bag/data/more.txt").write_text("1")
    # Who changes a file may change the manifest with it; then that of the manifest speaks.
    manifest = tmp_path / "bag/manifest-sha256.txt"
    right = hashlib.sha256((bag / "data/register.csv").read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text().replace(right, hashlib.sha256(b"1").hexdigest()))
    ran = call("verify", tmp_path / "bag", "--format", "json")
    found = {(one["code"], one["path"]) for one in json.loads(ran.stdout)["problems"]}
    assert ran.exit_code == 1
    assert found == {
        ("archive-changed", "manifest-sha256.txt"),
        ("archive-missing", "data/published/items/2026/about/index.html"),
        ("archive-foreign", "data/more.txt"),
    }


@pytest.mark.parametrize("gone", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_verify_names_that_a_file_about_a_bag_is_gone_and_nothing_else(gone: str, bag: Path, tmp_path: Path) -> None:
    shutil.copytree(bag, tmp_path / "bag")
    (tmp_path / "bag" / gone).unlink()
    ran = call("verify", tmp_path / "bag", "--format", "json")
    found = [(one["code"], one["path"]) for one in json.loads(ran.stdout)["problems"]]
    assert found == [("archive-missing", gone)]


def test_it_has_what_was_published_and_what_it_was_made_of(site: Path, bag: Path) -> None:
    data, rows = bag / "data", table(bag / "data/register.csv")
    assert [row["公开日期"] for row in rows] == sorted(row["公开日期"] for row in rows)
    assert {row["标识"] for row in rows} > {"2026/about", "prices/p01"}
    for row in rows:
        page = data / "published/items" / row["标识"] / "index.html"
        assert page.read_bytes() == (site / "site/items" / row["标识"] / "index.html").read_bytes()
    for name in ("content/items/2026/about.md", "content/lists/prices.csv", "content/lists/prices.yml", "catalog.yml"):
        assert (data / "sources" / name).read_bytes() == (site / name).read_bytes()
    register = (data / "register.html").read_text("utf-8")
    links = re.findall(r'href="((?:published|pdf)/[^"]+)"', register)
    assert len(links) == 2 * len(rows)
    assert all((data / link).is_file() for link in links)
    assert {"标识": "2026/clinic-hours", "步骤": "审核", "办理人": "钱审核", "日期": "2026-01-06"} in table(data / "records.csv")


def test_each_item_is_there_as_a_pdf_for_the_archive_with_what_its_page_says(bag: Path) -> None:
    for row in table(bag / "data/register.csv"):
        assert (bag / "data" / row["PDF 文件"]).read_bytes().startswith(b"%PDF")
    with pikepdf.open(bag / "data/pdf/2026/about.pdf") as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")
        assert metadata["dc:title"] == "卫生院概况"
    with closing(pypdfium2.PdfDocument(bag / "data/pdf/2026/about.pdf")) as read:
        text = "".join(page.get_textpage().get_text_range() for page in read).replace("\r\n", "")
    for said in ("青禾镇卫生院有床位 30 张", "责任人：周联络", "公开时限：经常性工作"):
        assert said.replace(" ", "") in text.replace(" ", "")


def test_reports_go_into_the_volume_of_the_year_in_which_they_were_published(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE.parent / "bureau", tmp_path / "site")
    assert call("archive", 2026, tmp_path / "site", "--today", "2026-11-29").exit_code == 0
    data = tmp_path / "site/archive/2026/data"
    rows = {row["标识"]: row for row in table(data / "register.csv")}
    assert rows["reports/2025"]["标题"] == "云泽市水务局2025年政府信息公开工作年度报告"
    assert {"reports/2026-q1", "reports/website/2025"} < rows.keys()
    assert all((data / rows[name][kind]).is_file() for name in rows for kind in ("网页文件", "PDF 文件"))
    assert rows["2026/budget"]["附件数"] == "1"
    assert (data / "sources/content/reports/2025.md").is_file()


def test_a_corrected_item_names_its_corrections_and_a_withdrawn_one_says_so(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE.parent / "association", tmp_path / "site")
    award = tmp_path / "site/content/items/2026/award.md"
    award.write_text(award.read_text("utf-8").replace("---\n", "---\n撤回: {日期: 2026-10-10, 原因: 文号有误}\n", 1), "utf-8")
    assert call("archive", 2026, tmp_path / "site", "--today", "2026-11-29").exit_code == 0
    rows = {row["标识"]: row for row in table(tmp_path / "site/archive/2026/data/register.csv")}
    amended = rows["2026/report-2025"]
    assert amended["状态"] == "已更正"
    assert "更正它的信息：《2025年年度报告》更正公告" in amended["更正、补充、澄清、取代"]
    assert rows["2026/award"]["状态"] == "已撤回"


def test_a_sign_that_no_font_has_costs_one_pdf_and_is_named(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE.replace("请各单位落实", "请各单位落实，联系人𰻝某"))
    ran = call("archive", 2023, site, "--today", DAY)
    assert (ran.exit_code, "没有做成 PDF" in ran.stderr) == (0, True), ran.output
    bagit.Bag(str(site / "archive/2023")).validate()


def test_a_volume_of_the_public_has_nothing_that_is_for_the_staff(bag: Path) -> None:
    names = [path.name for path in bag.rglob("*")]
    assert "training.md" not in names
    assert "进修" not in (bag / "data/register.csv").read_text("utf-8")


def test_a_category_or_an_edition_is_a_volume_of_its_own(site: Path, tmp_path: Path) -> None:
    assert call("archive", 2026, site, "--today", DAY, "--category", "收费标准", "--bag", tmp_path / "prices").exit_code == 0
    assert {row["标识"].partition("/")[0] for row in table(tmp_path / "prices/data/register.csv")} == {"prices"}
    assert call("archive", 2026, site, "--today", DAY, "--edition", "staff").exit_code == 0
    bagit.Bag(str(site / "archive/2026-staff")).validate()
    assert "2026/training" in {row["标识"] for row in table(site / "archive/2026-staff/data/register.csv")}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((2026,), "已经有“{site}/archive/2026”，没有改动它；请用 --bag 另写一个位置\n"),
        ((1999, "--bag", "x"), "1999 年没有公开的条目和报告可以归档\n"),
        (
            (2026, "--bag", "{site}/site/2026"),
            "“{site}/site/2026”在网站发布的文件夹或者 content 里，归档放在那里会被公开；请用 --bag 另写一个位置\n",
        ),
        ((2026, "--bag", "x", "--category", "收费标"), "没有分类“收费标”；有：收费标准\n"),
    ],
)
def test_what_cannot_be_archived_is_said(options: tuple[object, ...], said: str, site: Path, bag: Path) -> None:
    ran = call("archive", options[0], site, "--today", DAY, *(str(option).format(site=site) for option in options[1:]))
    assert (ran.exit_code, ran.stderr) == (2, said.format(site=site))
    assert bag.is_dir()


def test_a_site_with_errors_is_not_archived(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE.replace("category: policy/normative", "category: policies"))
    ran = call("archive", 2023, site, "--today", DAY)
    assert ran.exit_code == 1
    assert "category-unknown" in ran.stdout
    assert not (site / "archive").exists()


names = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="/\0\\"), min_size=1, max_size=12).filter(
        lambda name: name not in (".", "..") and len(name.encode()) < 200
    ),
    unique_by=lambda name: name.casefold(),
    max_size=6,
)


@given(files=st.dictionaries(st.sampled_from("abcdef"), st.binary(max_size=50)), more=names)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_bag_of_any_files_is_what_its_manifest_says(files: dict[str, bytes], more: list[str], tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "bag", ignore_errors=True)
    payload: dict[str, Path | bytes] = {
        **{f"x/{name}": data for name, data in files.items()},
        **{f"y/{name}": b"1" for name in more},
    }
    total = write_bag(tmp_path / "bag", payload, [("Source-Organization", "甲\n乙"), ("Contact-Phone", "")])
    assert total == sum(map(len, files.values())) + len(more)
    manifest = (tmp_path / "bag/manifest-sha256.txt").read_bytes().decode()
    # Decoded as the specification says (2.1.3), every path leads to a file with its digest, and no file is left.
    found = {}
    for line in manifest.split("\n")[:-1]:
        digest, _, path = line.partition("  ")
        found[re.sub("%(0A|0D|25)", lambda code: chr(int(code[1], 16)), path)] = digest
    assert found.keys() == {f"data/{name}" for name in payload}
    for path, digest in found.items():
        assert hashlib.sha256((tmp_path / "bag" / path).read_bytes()).hexdigest() == digest
    assert "Source-Organization: 甲 乙\n" in (tmp_path / "bag/bag-info.txt").read_text("utf-8")
    with pytest.raises(BagExists):
        write_bag(tmp_path / "bag", {}, [])


def test_a_bag_that_could_not_be_finished_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_bag(tmp_path / "bag", {"a": b"1", "b": tmp_path / "missing"}, [])
    assert list(tmp_path.iterdir()) == []
