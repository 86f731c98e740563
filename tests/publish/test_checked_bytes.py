"""X1. What is published is what was checked: a source that changes while a build runs makes it begin again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.run import build
from generator.run.assemble import assemble
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


@pytest.mark.parametrize(("path", "more"), [(ITEM, f"\n{IDENTITY}\n"), (FILE, f"{IDENTITY}\n")], ids=["text", "attachment"])
def test_what_is_saved_after_the_check_is_checked_before_it_goes_out(
    path: str, more: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write_site(tmp_path, WITH_FILE)
    after_the_check(monkeypatch, lambda: (site / path).write_text((site / path).read_text("utf-8") + more, "utf-8"))
    result = build_site(site)
    assert result.published is None
    assert "[id-number-exposed]" in told(site, result)
    assert not (site / "site").exists()


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
