"""X7, D2. A disk that is full, wherever a build comes upon it: the site stays whole, the machine is named, and with room all is right."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publish.test_output import tree
from tests.sites import BASE, write_site

ROOT = Path(__file__).parents[2]
BUILD = f"cd {ROOT}; {sys.executable} -m generator build --today 2026-06-30 --jobs 1"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("kilobytes", [int(size) for size in os.environ.get("DISK_KILOBYTES", "0 40 160 640 1000").split()])
@pytest.mark.parametrize("published", [False, True], ids=["first", "again"])
def test_a_full_disk_is_a_fault_of_the_machine(tmp_path: Path, published: bool, kilobytes: int) -> None:
    """A disk of a fixed size with as many kilobytes left as given."""
    source = write_site(tmp_path / "source", BASE)
    disk, seen = tmp_path / "disk", tmp_path / "seen"
    disk.mkdir()
    seen.mkdir()
    notice = f"{disk}/content/items/2023/notice.md"
    steps = [
        f"mount -t tmpfs -o size=64m none {disk} || exit 77",
        f"cp -r {source}/. {disk}",
        *([f"({BUILD} {disk}) && cp -r {disk}/site {seen}/old && echo 又 >> {notice}"] if published else []),
        f"dd if=/dev/zero of={disk}/fill bs=1k 2>/dev/null; truncate -s -{kilobytes}k {disk}/fill",
        f"({BUILD} {disk}); echo $? > {seen}/code; cp -r {disk}/site {seen}/full",
        f"rm {disk}/fill; ({BUILD} {disk}) || exit 1; cp -r {disk}/site {seen}/new",
    ]
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", "\n".join(steps)],
        capture_output=True,
        text=True,
        env=os.environ | {"LANG": "zh_CN.UTF-8", "TMPDIR": str(tmp_path)},
        check=False,
    )
    if done.returncode == 77:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    code, full, new = int((seen / "code").read_text()), tree(seen / "full"), tree(seen / "new")
    old = tree(seen / "old") if published else {}
    assert code in (0, 3), done.stderr
    assert full == (new if code == 0 else old)
    if code == 3:
        assert "磁盘满了" in done.stderr or "磁盘已满" in done.stderr, done.stderr
        assert ("已经发布的站点没有改动" in done.stderr) == published
    if kilobytes == 0:
        assert code == 3
