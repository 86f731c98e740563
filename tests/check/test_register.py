"""A redirect leads on, and the register keeps what it knew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.model.published_lock import Register, RegisteredFile, RegisteredItem, register_from
from generator.run.lock import record_published
from generator.run.options import Options, Progress
from tests.sites import BASE, TODAY, build_site, check_site, write_site

NAMES = st.text("abc-0文/", min_size=1, max_size=12)
ITEMS = st.dictionaries(
    NAMES, st.builds(RegisteredItem, st.text("AB0/-", max_size=9), st.dates(), st.dates(), st.none() | st.dates()), max_size=5
)
FILES = st.dictionaries(
    NAMES.map(lambda name: f"{name}.pdf"), st.builds(RegisteredFile, st.text("0f", min_size=4), st.dates()), max_size=5
)


@given(ITEMS, FILES)
def test_a_register_reads_back_as_it_was(items: dict[str, RegisteredItem], files: dict[str, RegisteredFile]) -> None:
    register = Register(items, files)
    read, wrong = register_from(register.to_text())
    assert (dict(read.items), dict(read.files), wrong) == (items, files, [])


def test_an_address_that_moved_leads_on(tmp_path: Path) -> None:
    redirects = "-- content/redirects.yml --\n- {from: items/2020/old/, to: items/2023/notice/, date: 2026-06-01, reason: 合并}\n"
    write_site(tmp_path, BASE, redirects)
    result = build_site(tmp_path, today=dt.date(2026, 6, 30))
    assert [problem.code for problem in result.problems] == []
    page = (tmp_path / "site/items/2020/old/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../../items/2023/notice/">' in page
    assert '<a href="../../../items/2023/notice/">关于做好夏季防病工作的通知</a>' in page
    assert "合并" in page
    assert "items/2020/old" not in (tmp_path / "site/sitemap.xml").read_text("utf-8")


def test_a_register_of_before_is_read_and_learns_what_is_withdrawn(tmp_path: Path) -> None:
    line = "items/2023/notice/\t11379900MB28399186/2023-00001\t2023-06-01\t2026-06-10"
    withdrawn = BASE[BASE.index("-- content/items") :].replace("keywords: [防病]", "withdrawn: {date: 2026-06-12, reason: 误发}")
    site = write_site(tmp_path, BASE, withdrawn, f"-- content/published.lock --\n{line}\n")
    assert not record_published(Options(site, dt.date(2026, 6, 30)), Progress()).refused
    assert f"{line[:-10]}2026-06-30\twithdrawn:2026-06-12\n" in (site / "content/published.lock").read_text("utf-8")
    write_site(site, BASE[BASE.index("-- content/items") :])
    done = record_published(Options(site, dt.date(2026, 6, 30)), Progress())
    assert done.refused
    assert [problem.code for problem in done.result.problems] == ["withdrawal-undone"]


def test_what_was_withdrawn_does_not_come_back_at_another_address(tmp_path: Path) -> None:
    line = "items/2023/old/\t11379900MB28399186/2023-00001\t2023-06-01\t2026-06-10\twithdrawn:2026-06-09"
    redirect = "- {from: items/2023/old/, to: items/2023/notice/, date: 2026-06-11}"
    site = write_site(tmp_path, BASE, f"-- content/published.lock --\n{line}\n-- content/redirects.yml --\n{redirect}\n")
    assert "withdrawal-undone" in check_site(site)


@pytest.mark.parametrize("data", [b"\0\xff\xfe", b"\xb9\xab\xbf\xaa\n"])
def test_a_register_that_cannot_be_read_is_not_written_over(data: bytes, tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    (site / "content/published.lock").write_bytes(data)
    done = CliRunner().invoke(main, ["lock", str(site), "--today", TODAY.isoformat()])
    assert (done.exit_code, done.exception.__class__) == (1, SystemExit)
    assert (site / "content/published.lock").read_bytes() == data
    assert "[encoding-" in done.output
