"""What is found in reports is kept from run to run, and looked for again where anything that it follows from has changed."""

from __future__ import annotations

import re
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner

from generator.check.report.read_prose import read_reports
from generator.cli import main
from tests.check.test_report_identities import FORM_2021, report
from tests.sites import BASE, write_site

WRONG = "全年作出行政处罚决定 99 件。"
REPORT = "content/reports/2022.md"
EDITS = {
    REPORT: (WRONG, "全年作出行政处罚决定 101 件。"),
    "catalog.yml": ("name: 云泽市卫生健康委员会", "name: 云泽市卫生局"),
    "content/items/2023/notice.md": ("请各单位落实", "请各单位、各科室落实"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    text = report(2022, "gov-2021", FORM_2021)
    return write_site(tmp_path, BASE, text.replace("## 一、总体情况\n", f"## 一、总体情况\n\n{WRONG}\n", 1))


def checked(site: Path, *options: str) -> str:
    done = CliRunner().invoke(main, ["check", str(site), "--today", "2026-06-30", *options])
    assert done.exit_code in (0, 1), done.output
    return re.sub(r"\d+\.\d 秒", "… 秒", done.output)


def is_read(site: Path) -> bool:
    """Whether a check reads the prose of reports."""
    with mock.patch("generator.check.report.prose.read_reports", wraps=read_reports) as asked:
        checked(site)
    return bool(asked.called)


def edit(site: Path, file: str) -> None:
    old, new = EDITS[file]
    text = (site / file).read_text("utf-8")
    assert old in text
    (site / file).write_text(text.replace(old, new), "utf-8")


def test_an_edit_of_an_item_reads_no_report(site: Path) -> None:
    first = checked(site)
    assert "全年作出行政处罚决定 99 件”，按表中的数" in first
    edit(site, "content/items/2023/notice.md")
    assert not is_read(site)
    assert checked(site) == checked(site, "--no-cache") == first


@pytest.mark.parametrize("file", [REPORT, "catalog.yml"])
def test_an_edit_of_a_report_or_of_the_settings_reads_them_again(site: Path, file: str) -> None:
    checked(site)
    edit(site, file)
    assert is_read(site)
    assert checked(site) == checked(site, "--no-cache")
    assert not is_read(site)


def test_a_table_that_comes_late_is_held_against_the_prose(site: Path) -> None:
    checked(site)
    text = (site / REPORT).read_text("utf-8")
    (site / REPORT).write_text(re.sub(r"\b101\b", "99", text), "utf-8")
    assert "按表中的数" not in checked(site)
