"""D8. Hosts count files and folders: what an item adds of both is bounded, and the documents say the sum."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.bench.corpus import write_site
from tests.sites import TODAY, build_site

DOCS = Path(__file__).parent.parent.parent / "docs"


def counted(folder: Path, items: int) -> tuple[int, int]:
    """The numbers of files and of folders of the built site of so many synthetic items, a tenth of them with an attachment."""
    write_site(folder, items, seed=1)
    assert build_site(folder, today=TODAY, cache=False).published
    walked = list(os.walk(folder / "site"))
    return sum(len(files) for _, _, files in walked), len(walked) - 1


def test_an_item_adds_about_two_files_and_two_folders(tmp_path: Path) -> None:
    small, large = counted(tmp_path / "small", 200), counted(tmp_path / "large", 400)
    files, folders = ((large[0] - small[0]) / 200, (large[1] - small[1]) / 200)
    # Its page, a tenth of an attachment, a third of a search file; the rest are pages of the listings it stands in.
    assert files < 2.3
    assert folders < 2
    for name, said in (
        ("hosting.md", r"10,000 items .* about ([\d,]+) files"),
        ("hosting.zh-CN.md", r"一万个条目.*?([\d,]+) 个文件"),
    ):
        found = re.search(said, (DOCS / name).read_text("utf-8"))
        assert found
        assert abs(int(found[1].replace(",", "")) - 10_000 * files) < 2_000
