"""Two contents an edit apart: every output with the same key in both has the same bytes when made from either."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from random import Random

import pytest

from tests.law.edits import random_edit
from tests.law.made import make
from tests.law.pairs import begin, broken, broken_slices, lay, world_of_the_law
from tests.sites import TODAY

PAIRS = 100  # `make law` makes two thousand more: tests/law/test_every_field.py
SEED = int(os.environ.get("LAW_SEED", "7"))


def test_equal_keys_equal_bytes(tmp_path: Path) -> None:
    random, law, pairs = Random(SEED), begin(tmp_path / "site"), 0
    while pairs < PAIRS:
        edit = random_edit(law.world, random)
        if edit.world == law.world:
            continue
        with law.after(edit.world) as other:
            if other is not None:
                pairs += 1
                assert broken(law.base, other) == [], edit.what
                assert broken_slices(law.base, other) == [], edit.what


@pytest.mark.parametrize("today", [TODAY, dt.date(2026, 7, 2)])
def test_the_same_content_has_the_same_keys(today: dt.date, tmp_path: Path) -> None:
    files = world_of_the_law().files
    one, other = tmp_path / "one/site", tmp_path / "other/deep/site"
    lay(one, {}, files)
    lay(other, {}, files)
    first, second = make(one, today), make(other, today)
    assert first
    assert second
    assert first.keys == second.keys
