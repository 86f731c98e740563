"""Regulation is data: two more profiles, each with a small complete site."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from generator.run.build import build
from generator.run.judge import check
from generator.run.options import Options, Progress, Result, output_of
from tests.sites import told

EXAMPLES = Path(__file__).parent.parent / "examples"
TODAY = dt.date(2026, 11, 21)
DEMO = EXAMPLES.parent
STAFF = ("绩效分配", "值班安排", "13912345678", "staff/duty")
PATIENTS = ("住院费用清单查询方法",)


def build_example(name: str, folder: Path, *audiences: str) -> Result:
    return build(Options(EXAMPLES / name, TODAY, audiences), output_of(EXAMPLES / name, folder / "site"), Progress())


def everything(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8", "replace") for path in sorted((folder / "site").rglob("*")) if path.is_file())


@pytest.mark.parametrize("site", [DEMO, EXAMPLES / "hospital", EXAMPLES / "uk"], ids=lambda site: site.name)
def test_a_sample_has_no_problem_worth_a_warning(site: Path) -> None:
    result = check(Options(site, TODAY, cache=False), output_of(site, None), Progress())
    assert [problem for problem in result.problems if problem.severity != "notice"] == [], told(site, result)


def test_a_public_build_of_a_hospital_shows_only_what_is_for_the_public(tmp_path: Path) -> None:
    assert build_example("hospital", tmp_path).published
    text = everything(tmp_path)
    assert "医院概况" in text
    assert "2026 年没有其他法律、法规、规章规定应当公开的信息。" in text
    assert [word for word in (*STAFF, *PATIENTS) if word in text] == []


def test_a_build_for_patients_adds_theirs_and_no_more(tmp_path: Path) -> None:
    assert build_example("hospital", tmp_path, "public", "patients").published
    text = everything(tmp_path)
    assert all(word in text for word in PATIENTS)
    assert [word for word in STAFF if word in text] == []


def test_a_build_for_staff_is_checked_as_theirs() -> None:
    site = EXAMPLES / "hospital"
    result = check(Options(site, TODAY, ("public", "staff"), cache=False), output_of(site, None), Progress())
    found = [problem for problem in result.problems if problem.severity != "notice"]
    assert [(problem.code, problem.where.file) for problem in found] == [
        ("mobile-exposed", "content/items/staff/duty.md"),
        ("nothing-contradicted", "catalog.yml"),
    ]


def test_a_publication_scheme_speaks_english(tmp_path: Path) -> None:
    assert build_example("uk", tmp_path).published
    page = (tmp_path / "site/catalog/index.html").read_text("utf-8")
    for name in ("Who we are and what we do", "Lists and registers", "Disclosure log"):
        assert name in page
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").rglob("index.html")]
    assert [page for page in pages if any("\u4e00" <= char <= "\u9fff" for char in page)] == []
    assert any("1 item<" in page for page in pages)
    assert not any(re.search(r"\b1 items", page) for page in pages)
