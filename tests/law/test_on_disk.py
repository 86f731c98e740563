"""Whatever is edited, in whatever order: the tree that is kept is the tree that is made anew, and little is made for nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load.shipped import SHIPPED
from tests.law.edits import World, random_edit
from tests.law.pairs import lay
from tests.publish.test_incremental import MORE
from tests.publish.test_made import keys_of
from tests.publish.test_output import tree
from tests.sites import BASE, TODAY, build_site, unpack

SEQUENCES = 50 if "LAW_PAIRS" in os.environ else 3
_BROUGHT = (
    *("site_config/labels/zh-CN.yml", "site_config/profiles/cn-government.yml", "theme/assets/gongkai.css"),
    *(f"theme/templates/{name}.html" for name in ("item", "listing", "home", "_trail", "report")),
)
# So many files that an edit of the content makes may be what they were: a size that is told in round numbers, a shard of texts.
FOR_NOTHING = 4


def world_on_disk() -> World:
    """A world that passes every check."""
    own = unpack(BASE) | unpack(MORE) | unpack(REPORTS)
    return World({name: (SHIPPED / name).read_text("utf-8") for name in _BROUGHT} | own, TODAY)


REPORTS = """\
-- content/reports/2024.md --
---
form: prose
published: 2025-01-20
---
全年收到申请 3 件。
-- content/reports/2025.md --
---
form: prose
published: 2026-01-20
---
全年收到申请 4 件，见[通知](../items/2023/notice.md)。
-- site_config/report_forms/prose.yml --
name: 文字
"""


def test_the_kept_tree_is_the_clean_tree() -> None:
    seen: list[int] = []

    @settings(max_examples=SEQUENCES, derandomize=True, database=None)
    @given(st.lists(st.integers(0, 2**32), min_size=3, max_size=6))
    def follow(seeds: list[int]) -> None:
        seen.append(len(follow_edits(seeds)))

    follow()
    # A sequence whose every edit is refused holds nothing.
    assert len(seen) >= SEQUENCES
    assert sum(seen) >= 2 * SEQUENCES


def follow_edits(seeds: list[int]) -> list[str]:
    """Builds a site after each of some edits, and looks at the tree at the end; those after which something was published."""
    with tempfile.TemporaryDirectory() as folder:
        site, world = Path(folder) / "site", world_on_disk()
        lay(site, {}, world.files)
        assert build_site(site).published
        done, before = [], (keys_of(site), tree(site / "site"))
        for seed in seeds:
            edit = random_edit(world, Random(seed))
            if edit.world.drafts:  # a preview lies in a folder of its own
                continue
            lay(site, world.files, edit.world.files)
            result = build_site(site, today=edit.world.today)
            if result.published is None:  # the last good tree stays
                lay(site, edit.world.files, world.files)
                continue
            done.append(edit.what)
            world = edit.world
            keys, files = keys_of(site), tree(site / "site")
            made = {file for file, key in keys.items() if before[0].get(file) != key}
            changed = {file for file, data in files.items() if before[1].get(file) != data}
            if edit.what.split()[1].startswith(("content/", "catalog.yml")):
                assert len(made - changed) <= FOR_NOTHING, edit.what
            before = keys, files
        build_site(site, today=world.today)
        build_site(site, today=world.today, output=Path(folder) / "clean/site", cache=False)
        assert tree(site / "site") == tree(Path(folder) / "clean/site"), done
        return done
