"""Regulation is data: more profiles, each with a small complete site."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from generator.run.build import build
from generator.run.judge import check
from generator.run.options import Options, Progress, Result, output_of
from tests.sites import told

EXAMPLES = Path(__file__).parent.parent / "examples"
TODAY = dt.date(2026, 11, 21)
DEMO = EXAMPLES.parent
STAFF = ("绩效分配", "值班安排", "0379-5660188", "staff/duty")
PATIENTS = ("住院费用清单查询方法",)


def build_example(name: str, folder: Path, edition: str = "") -> Result:
    return build(Options(EXAMPLES / name, TODAY, edition=edition), output_of(EXAMPLES / name, folder / "site"), Progress())


def everything(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8", "replace") for path in sorted((folder / "site").rglob("*")) if path.is_file())


# One of the city's bodies has a mistake on purpose.
SITES = sorted(path.parent for path in EXAMPLES.rglob("catalog.yml") if path.parent.name != "transport")


@pytest.mark.parametrize("site", [DEMO, *SITES], ids=lambda site: site.name)
def test_a_sample_has_no_problem_worth_a_warning(site: Path) -> None:
    result = check(Options(site, TODAY, cache=False), output_of(site, None), Progress())
    assert [problem for problem in result.problems if problem.severity != "notice"] == [], told(site, result)


def test_a_public_build_of_a_hospital_shows_only_what_is_for_the_public(tmp_path: Path) -> None:
    assert build_example("hospital", tmp_path, "public").published
    text = everything(tmp_path)
    assert "医院概况" in text
    assert "2026 年没有其他法律、法规、规章规定应当公开的信息。" in text
    assert [word for word in (*STAFF, *PATIENTS) if word in text] == []


def test_a_build_for_patients_adds_theirs_and_no_more(tmp_path: Path) -> None:
    assert build_example("hospital", tmp_path, "patients").published
    text = everything(tmp_path)
    assert all(word in text for word in PATIENTS)
    assert [word for word in STAFF if word in text] == []


def test_a_build_for_staff_is_checked_as_theirs(tmp_path: Path) -> None:
    site = shutil.copytree(EXAMPLES / "hospital", tmp_path / "hospital")
    duty = site / "content/items/staff/duty.md"
    duty.write_text(duty.read_text("utf-8").replace("0379-5660188", "13912345678"), "utf-8")
    found = {
        edition: [
            (problem.code, problem.where.file)
            for problem in check(Options(site, TODAY, edition=edition, cache=False), output_of(site, None), Progress()).problems
            if problem.severity != "notice"
        ]
        for edition in ("public", "patients", "staff")
    }
    assert found == {"public": [], "patients": [], "staff": [("mobile-exposed", "content/items/staff/duty.md")]}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("uk", ("Who we are and what we do", "Lists and registers", "Disclosure log")),
        ("india", ("Powers and duties of officers", "Subsidy programmes", "Public Information Officers")),
        ("county", ("Ordinances, resolutions and policies", "Data sets", "Request log")),
    ],
)
def test_a_regulation_of_another_country_speaks_english(name: str, words: tuple[str, ...], tmp_path: Path) -> None:
    assert build_example(name, tmp_path).published
    page = (tmp_path / "site/catalog/index.html").read_text("utf-8")
    assert [word for word in words if word not in page] == []
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").rglob("index.html")]
    assert [page for page in pages if any("\u4e00" <= char <= "\u9fff" for char in page)] == []
    assert any(re.search(r"\b1 item\b", page) for page in pages)
    assert not any(re.search(r"\b1 items", page) for page in pages)


def page_of(folder: Path, address: str) -> str:
    text = (folder / "site" / address / "index.html").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index("<main") :]))


def test_sums_days_and_terms_are_those_of_the_country(tmp_path: Path) -> None:
    for name in ("uk", "india", "county"):
        assert build_example(name, tmp_path / name).published
    assert "Amount allotted ₹3,60,00,000 " in page_of(tmp_path / "india", "items/subsidies/nets")
    assert "Value £412,000 " in page_of(tmp_path / "uk", "items/spending/contract-north-span")
    assert "Amount $684,200 " in page_of(tmp_path / "county", "items/money/culverts")
    assert "October 20, 2026" in page_of(tmp_path / "county", "items/money/culverts")
    assert "10 February 2025" in page_of(tmp_path / "uk", "items/spending/contract-north-span")
    assert "within 20 working days" in page_of(tmp_path / "uk", "apply")
    assert "within 30 days" in page_of(tmp_path / "india", "apply")
    assert "Within 5 business days" in page_of(tmp_path / "county", "apply")


def test_agendas_and_minutes_lead_to_each_other(tmp_path: Path) -> None:
    assert build_example("uk", tmp_path).published
    agenda, minutes = "items/decisions/board-2026-06-agenda", "items/decisions/board-2026-06"
    for here, there in ((agenda, minutes), (minutes, agenda)):
        relations = (tmp_path / "site" / here / "index.html").read_text("utf-8").partition('aria-labelledby="gk-relations"')[2]
        assert f'href="../../../{there}/"' in relations


@pytest.mark.parametrize(
    ("name", "path", "old", "new", "code"),
    [
        # Two clear days instead of three: neither 15 June nor 18 June, the day of the meeting, is one.
        ("uk", "decisions/board-2026-06-agenda.md", "notice: 2026-06-10", "notice: 2026-06-15", "term-short"),
        ("uk", "log/2026-toll-refunds.md", "answered: 2026-06-08", "answered: 2026-06-11", "term-exceeded"),
        ("india", "other/reply-2026-07.md", "answered: 2026-07-22", "answered: 2026-08-01", "term-exceeded"),
        # Told of eight days before, where fifteen are asked for; filed after 57 working days, where 30 are allowed.
        ("association", "2026/meeting.md", "会议日期: 2026-06-28", "会议日期: 2026-06-16", "term-short"),
        ("association", "2026/resolution.md", "报备案日期: 2026-07-16", "报备案日期: 2026-09-16", "term-exceeded"),
        ("county", "requests/2026-0131.md", "responded: 2026-07-14", "responded: 2026-07-15", "term-exceeded"),
    ],
)
def test_a_day_too_many_or_too_few_is_told(name: str, path: str, old: str, new: str, code: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / name, tmp_path / name)
    item = tmp_path / name / "content/items" / path
    text = item.read_text("utf-8")
    assert old in text
    item.write_text(text.replace(old, new).replace("published: 2026-06-08", "published: 2026-06-12"), "utf-8")
    result = check(Options(tmp_path / name, TODAY, cache=False), output_of(tmp_path / name, None), Progress())
    assert [problem.code for problem in result.problems if problem.severity != "notice"] == [code]
