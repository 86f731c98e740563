"""A quick build trusts what it does not touch, tells of what it does, and leaves the rest to be found by the next plain one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.publish import put
from generator.publish.known_files import MANIFEST
from generator.run.build import build
from generator.run.options import Options, Progress, Result, output_of
from tests.sites import BASE, TODAY, write_site

ITEM = "content/items/2023/notice.md"
PAGE, ELSEWHERE = "items/2023/notice/index.html", "guide/index.html"


def run(site: Path, *, quick: bool = True, verify: bool = False) -> Result:
    result = build(Options(site, TODAY, quick=quick, verify=verify), output_of(site, None), Progress())
    assert result.published
    return result


def edit(site: Path, mark: str = "一") -> None:
    source = site / ITEM
    source.write_text(source.read_text("utf-8") + f"\n补充{mark}。\n", "utf-8")


def told(result: Result) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.values["file"])) for problem in result.mended]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def inodes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built twice, so that there is a spare tree."""
    site = write_site(tmp_path / "site", BASE)
    run(site, quick=False)
    edit(site, "零")
    run(site, quick=False)
    assert inodes(site / ".site.build/spare") == inodes(site / "site")
    return site


def as_if_cold(site: Path) -> dict[str, bytes]:
    """What a first build of the same sources gives."""
    fresh = site.parent / "fresh"
    shutil.copytree(site / "content", fresh / "content")
    shutil.copy(site / "catalog.yml", fresh)
    run(fresh, quick=False)
    return tree(fresh / "site")


def add_item(site: Path) -> None:
    """Writes a second item."""
    text = (site / ITEM).read_text("utf-8")
    for old, fresh in (("2023-00001", "2023-00002"), ("防病", "防汛"), ("〔2023〕5号", "〔2023〕6号")):
        text = text.replace(old, fresh)
    (site / "content/items/2024").mkdir()
    (site / "content/items/2024/new.md").write_text(text, "utf-8")


def test_it_gives_the_same_site_and_keeps_the_spare_tree(site: Path) -> None:
    edit(site)
    add_item(site)
    assert run(site).mended == []
    (site / "content/items/2024/new.md").unlink()
    assert (site / "site/items/2024/new/index.html").is_file()
    assert run(site).mended == []
    assert not (site / "site/items/2024").exists()
    assert tree(site / "site") == as_if_cold(site)
    assert inodes(site / ".site.build/spare") == inodes(site / "site")
    assert run(site, quick=False).mended == []
    assert run(site, verify=True).mended == []


def test_it_looks_at_no_file_that_it_does_not_touch(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    stat = os.stat

    def watched(path: str, **options: bool) -> os.stat_result:
        looked.append(str(path))
        return stat(path, **options)

    edit(site)
    monkeypatch.setattr("generator.publish.survey.os.stat", watched)
    published = run(site).published
    assert published
    monkeypatch.undo()
    ours = [path for path in looked if path.startswith(f"{site / 'site'}{os.sep}")]
    assert f"{site / 'site'}{os.sep}{PAGE}" in ours
    assert [path for path in ours if path.endswith(ELSEWHERE)] == []


@pytest.mark.parametrize("later", [1, 3])
def test_what_others_change_elsewhere_is_told_by_the_next_plain_build(site: Path, later: int) -> None:
    """Whatever quick builds lie between, and though its time was set back: only the system's own cannot be."""
    page = site / "site" / ELSEWHERE
    about = page.stat()
    data = page.read_bytes()
    page.write_bytes(data.replace("。".encode(), "！".encode(), 1))
    os.utime(page, ns=(about.st_atime_ns, about.st_mtime_ns))
    (site / "site/strange.html").write_text("x", "utf-8")
    for number in range(later):
        edit(site, str(number))
        assert run(site).mended == []
        assert (site / "site/strange.html").is_file()
    assert sorted(told(run(site, quick=False))) == [("published-changed", ELSEWHERE), ("published-foreign", "strange.html")]
    assert not (site / "site/strange.html").exists()
    assert tree(site / "site") == as_if_cold(site)


def test_what_others_changed_where_it_writes_is_told_at_once(site: Path) -> None:
    (site / "site" / PAGE).write_text("x", "utf-8")
    edit(site)
    assert told(run(site)) == [("published-changed", PAGE)]
    (site / "site" / PAGE).unlink()
    edit(site)
    assert told(run(site)) == [("published-missing", PAGE)]
    add_item(site)
    (site / "site/items/2024/new").mkdir(parents=True)
    (site / "site/items/2024/new/index.html").write_text("somebody's", "utf-8")
    assert told(run(site)) == [("published-foreign", "items/2024/new/index.html")]
    kept = list((site / ".site.build/removed").rglob("index.html"))
    assert [path.read_text("utf-8") for path in kept] == ["somebody's"]
    assert tree(site / "site") == as_if_cold(site)


def test_a_folder_that_was_put_in_the_place_of_ours_is_looked_at_whole(site: Path) -> None:
    shutil.copytree(site / "site", site / "copy")
    shutil.rmtree(site / "site")
    (site / "copy" / ELSEWHERE).write_text("x", "utf-8")
    (site / "copy").rename(site / "site")
    edit(site)
    assert told(run(site)) == [("published-changed", ELSEWHERE)]
    assert tree(site / "site") == as_if_cold(site)


def test_much_is_put_in_its_place_whole(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.publish.output._FEW", 3)
    monkeypatch.setattr("generator.publish.publication.put_files", None)  # one by one is how it is not done
    edit(site)
    assert run(site).mended == []
    assert tree(site / "site") == as_if_cold(site)


class Killed(BaseException):
    """The machine is gone."""


@pytest.mark.parametrize("place", ["making", "first", "third", "last", "tidying", "sealing"])
@pytest.mark.parametrize("after", ["quick", "plain"])
def test_after_a_kill_the_next_build_looks_at_all(site: Path, place: str, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    count = {"first": 0, "third": 2}.get(place)
    moves, move = 0, os.replace

    def replace_until(one: str, other: str) -> None:
        nonlocal moves
        if f"{os.sep}{put.STAGING}{os.sep}" in str(one):
            if moves == count or (place == "last" and str(one).endswith(MANIFEST)):
                raise Killed
            moves += 1
        move(one, other)

    def die(*_: object, **__: object) -> None:
        raise Killed

    edit(site)
    monkeypatch.setattr("generator.publish.put.os.replace", replace_until)
    names = {"making": "write_known", "tidying": "Publication._tidy", "sealing": "write_seal"}
    if place in names:
        monkeypatch.setattr(f"generator.publish.publication.{names[place]}", die)
    with pytest.raises(Killed):
        run(site)
    monkeypatch.undo()
    (site / "site" / ELSEWHERE).write_text("x", "utf-8")
    result = run(site, quick=after == "quick")
    assert tree(site / "site") == as_if_cold(site)
    assert [kind for kind, path in told(result) if path != ELSEWHERE] == []
    edit(site, "二")
    assert run(site, verify=True).mended == []
    assert inodes(site / ".site.build/spare") == inodes(site / "site")


def test_without_a_spare_tree_none_is_made(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    run(site)
    edit(site)
    run(site)
    assert not (site / ".site.build/spare").exists()
    assert tree(site / "site") == as_if_cold(site)
    edit(site)
    assert run(site, quick=False).mended == []
    assert inodes(site / ".site.build/spare") == inodes(site / "site")
