"""X1. What is published is what was checked: a source that changes while a build runs makes it begin again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.run import build
from generator.run.assemble import assemble
from tests.publish.test_output import tree
from tests.sites import BASE, build_site, told, write_site

WITH_FILE = BASE.replace("keywords: [防病]", "attachments: [{file: table.txt}]") + "-- content/items/2023/table.txt --\n甲\n"
IDENTITY = "371525199003078410"
ITEM, FILE = "content/items/2023/notice.md", "content/items/2023/table.txt"


def after_the_check(monkeypatch: pytest.MonkeyPatch, edit: Callable[[], object], times: int = 1) -> None:
    """Lets a source be edited when it was judged and nothing is written yet."""
    real, left = assemble, [times]

    def edited(*arguments: object) -> object:
        if left[0]:
            left[0] -= 1
            edit()
        return real(*arguments)  # type: ignore[arg-type]  # passes on what it was given

    monkeypatch.setattr(build, "assemble", edited)


def test_a_text_that_is_saved_after_the_check_goes_out_as_it_was_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path, WITH_FILE)
    text = (site / ITEM).read_text("utf-8")
    after_the_check(monkeypatch, lambda: (site / ITEM).write_text(f"{text}\n{IDENTITY}\n", "utf-8"))
    assert build_site(site).published
    assert not [path for path in (site / "site").rglob("*") if path.is_file() and IDENTITY.encode() in path.read_bytes()]
    result = build_site(site)
    assert result.published is None
    assert "[id-number-exposed]" in told(site, result)


def test_a_file_that_is_replaced_after_the_check_is_checked_before_it_goes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write_site(tmp_path, WITH_FILE)
    after_the_check(monkeypatch, lambda: (site / FILE).write_text(f"{IDENTITY}\n", "utf-8"))
    result = build_site(site)
    assert result.published is None
    assert "[id-number-exposed]" in told(site, result)
    assert not (site / "site").exists()


def test_markup_that_is_lost_before_pages_are_made_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, lost = write_site(tmp_path / "kept", WITH_FILE), write_site(tmp_path / "lost", WITH_FILE)
    folder = lost / ".site.build/markup"
    assert build_site(kept).published
    left: list[Path] = []

    def lose() -> None:
        left.extend(folder.iterdir())
        for file in left:
            file.unlink()

    after_the_check(monkeypatch, lose)
    assert build_site(lost).published
    assert tree(lost / "site") == tree(kept / "site")
    assert left
    assert not folder.exists()


@pytest.mark.parametrize("path", [ITEM, FILE])
def test_a_source_that_is_gone_for_a_moment_ends_no_build(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path, WITH_FILE)
    text = (site / path).read_text("utf-8")
    real, states = build._build, iter([False, True])

    def save() -> None:
        if next(states, None) is False:
            (site / path).unlink()

    def again(*arguments: object) -> object:
        (site / path).write_text(text, "utf-8")
        return real(*arguments)  # type: ignore[arg-type]  # passes on what it was given

    after_the_check(monkeypatch, save, times=2)
    monkeypatch.setattr(build, "_build", again)
    assert build_site(site).published
    assert (site / "site/items/2023/notice/table.txt").read_text("utf-8") == "甲\n"


def test_a_source_that_never_rests_is_named_and_nothing_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path, WITH_FILE)
    count = iter(range(100))
    after_the_check(monkeypatch, lambda: (site / FILE).write_text(f"乙{next(count)}\n", "utf-8"), times=99)
    result = build_site(site)
    assert not result.published
    assert told(site, result).startswith(
        "content/items/2023/table.txt: 错误: 生成的时候 content/items/2023/table.txt 一直在变，没有发布 [source-changing]\n"
    )


def test_words_that_cannot_be_read_any_more_are_not_left_out_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write_site(tmp_path, BASE, "-- site_config/synonyms/zh-CN/own.yml --\nsynonyms: []\n")
    words = site / "site_config/synonyms/zh-CN/own.yml"
    after_the_check(monkeypatch, lambda: words.write_text("synonyms: [", "utf-8"))
    result = build_site(site)
    assert result.published is None
    assert told(site, result).startswith("site_config/synonyms/zh-CN/own.yml:")
