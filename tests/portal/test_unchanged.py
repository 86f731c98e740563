"""Only what changed is made again: members that are as they were are neither built nor read, and it shows nowhere."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

from generator.portal import kept, sources
from generator.portal.build import PortalOptions, build_portal
from generator.problems import Severity
from generator.publish.known_files import MANIFEST
from generator.publish.output import OutputFolder
from generator.run.options import Progress
from tests.portal.members import PORTAL
from tests.sites import TODAY

NOTICE = "content/items/2023/notice.md"


def build(city: Path, name: str = "site", *, members: bool = False, executor: Executor | None = None, jobs: int = 1) -> None:
    options = PortalOptions(city, TODAY, jobs=jobs, members=members, executor=executor)
    result, _ = build_portal(options, OutputFolder(city / name), Progress())
    assert result.published, result.problems
    assert not [problem for problem in result.problems if problem.severity is not Severity.NOTICE]


def edit(city: Path, old: str, new: str) -> None:
    item = city / "health" / NOTICE
    item.write_text(item.read_text("utf-8").replace(old, new), "utf-8")


def refuse(*_: object) -> NoReturn:
    raise AssertionError


def manifest(city: Path, name: str = "site") -> str:
    return (city / name / MANIFEST).read_text("utf-8")


@pytest.fixture
def sourced(city: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A city whose members are built with it."""
    monkeypatch.setattr("generator.load.source.source._SETTLED_NS", -1)  # what was copied a moment ago is remembered too
    text = PORTAL.replace("folder: health", "source: health, folder: health").replace(
        "folder: lake", "source: lake, folder: lake"
    )
    (city / "portal.yml").write_text(text, "utf-8")
    return city


def test_an_unchanged_member_is_not_read_again(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(city)
    before = manifest(city)
    monkeypatch.setattr(kept, "read_data", refuse)
    build(city)
    assert manifest(city) == before


def test_an_unchanged_member_is_not_built_again(sourced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(sourced, members=True)
    before, lake = manifest(sourced), (sourced / "lake/site" / MANIFEST).stat()
    with monkeypatch.context() as patched:
        patched.setattr(sources, "build", refuse)
        build(sourced, members=True)
    assert manifest(sourced) == before
    edit(sourced, "夏季", "冬季")
    build(sourced, members=True)
    assert manifest(sourced) != before
    assert (sourced / "lake/site" / MANIFEST).stat() == lake


def test_what_was_changed_in_the_site_of_a_member_is_mended(sourced: Path) -> None:
    build(sourced, members=True)
    page = sourced / "health/site/index.html"
    before = page.read_bytes()
    page.unlink()
    page.write_bytes(b"changed")
    build(sourced, members=True)
    assert page.read_bytes() == before


def test_another_day_is_another_question(sourced: Path) -> None:
    build(sourced, members=True)
    options = PortalOptions(sourced, TODAY + dt.timedelta(days=1), members=True)
    result, _ = build_portal(options, OutputFolder(sourced / "site"), Progress())
    assert result.published
    assert '"day": "2026-07-01"' in (sourced / "health/site/status.json").read_text("utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda city: edit(city, "夏季", "冬季"),
        lambda city: edit(city, "2023-06-01", "2024-02-01"),
        lambda city: (city / "portal.yml").write_text(
            (city / "portal.yml").read_text("utf-8").replace("name: 部门", "name: 局委"), "utf-8"
        ),
        lambda city: (city / "portal.yml").write_text(
            (city / "portal.yml").read_text("utf-8").replace("address: health/", "address: wjw/"), "utf-8"
        ),
    ],
    ids=["title", "day", "group", "address"],
)
def test_a_portal_brought_up_to_date_is_the_one_made_anew(sourced: Path, change: Callable[[Path], None]) -> None:
    build(sourced, members=True)
    change(sourced)
    build(sourced, members=True)
    shutil.rmtree(sourced / ".members")
    build(sourced, "anew")
    assert manifest(sourced) == manifest(sourced, "anew")


@pytest.mark.parametrize(
    "make",
    [
        lambda: ProcessPoolExecutor(2, multiprocessing.get_context("spawn")),
        lambda: ThreadPoolExecutor(2),
    ],
    ids=["processes", "threads"],
)
def test_members_are_built_by_an_executor(sourced: Path, make: Callable[[], Executor]) -> None:
    for name in ("health", "lake"):
        shutil.rmtree(sourced / name / "site")
    with make() as executor:
        build(sourced, members=True, executor=executor)
    assert (sourced / "lake/site/status.json").is_file()


def test_members_are_built_side_by_side(sourced: Path) -> None:
    for name in ("health", "lake"):
        shutil.rmtree(sourced / name / "site")
    build(sourced, members=True, jobs=2)
    assert (sourced / "lake/site/status.json").is_file()
