"""Two contents an edit apart: every output with the same key in both has the same bytes when made from either."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from random import Random

import pytest

from generator.load.shipped import SHIPPED
from tests.law.edits import Files, edited
from tests.law.made import Made, make
from tests.sites import TODAY, unpack

PAIRS = int(os.environ.get("LAW_PAIRS", "100"))
SEED = int(os.environ.get("LAW_SEED", "7"))
# What a site may bring of its own is edited too.
_BROUGHT = (
    *("site_config/labels/zh-CN.yml", "site_config/profiles/cn-government.yml", "site_config/language.yml"),
    *(f"theme/templates/{path.name}" for path in sorted((SHIPPED / "theme/templates").glob("*.html"))),
)


def files_of_the_law() -> Files:
    """The files of the site that is edited."""
    files = unpack((Path(__file__).parent / "site.txt").read_text("utf-8"))
    return files | {name: (SHIPPED / name).read_text("utf-8") for name in _BROUGHT}


def lay(site: Path, before: Files, files: Files) -> None:
    for name in before.keys() - files.keys():
        (site / name).unlink()
    for name, text in files.items():
        if before.get(name) != text:
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")


def broken(one: Made, other: Made) -> list[str]:
    """The files whose keys are equal and whose bytes are not."""
    shared = [file for file, key in one.keys.items() if other.keys.get(file) == key]
    return [file for file in shared if one.bytes_of(file) != other.bytes_of(file)]


def test_equal_keys_equal_bytes(tmp_path: Path) -> None:
    random, files, today = Random(SEED), files_of_the_law(), TODAY
    site = tmp_path / "site"
    lay(site, {}, files)
    base = make(site, today)
    assert base
    for file in base.keys:
        base.bytes_of(file)
    pairs = 0
    while pairs < PAIRS:
        what, changed, day = edited(files, today, random)
        if (changed, day) == (files, today):
            continue
        lay(site, files, changed)
        other = make(site, day)
        if other is not None:
            pairs += 1
            assert broken(base, other) == [], what
            kept = {name for name, key in base.assembly.slices.items() if other.assembly.slices.get(name) == key}
            assert _pages_of(base, kept) == _pages_of(other, kept), what
        lay(site, changed, files)


def _pages_of(made: Made, slices: set[str]) -> dict[str, str]:
    """The keys of the pages of some slices."""
    return {file: made.keys[file] for name in slices for file in made.assembly.files[name]}


@pytest.mark.parametrize("today", [TODAY, dt.date(2026, 7, 2)])
def test_the_same_content_has_the_same_keys(today: dt.date, tmp_path: Path) -> None:
    files = files_of_the_law()
    one, other = tmp_path / "one/site", tmp_path / "other/deep/site"
    lay(one, {}, files)
    lay(other, {}, files)
    first, second = make(one, today), make(other, today)
    assert first
    assert second
    assert first.keys == second.keys
