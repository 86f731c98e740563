"""The wheel carries all it needs: a site is made and published with nothing of the repository at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def test_a_site_is_published_with_the_wheel_alone(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    # Its dependencies are those of this environment; the program itself is found in the unpacked wheel alone.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "PYTHONPATH": str(tmp_path / "installed")
    }

    def gongkai(*words: str) -> str:
        command = [sys.executable, "-m", "generator", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
        return done.stdout + done.stderr

    gongkai("new", "site", "demo2", "--language", "zh-CN")
    gongkai("new", "item", "2026/more", "--site", "demo2")
    assert "错误 0 个，警告 0 个" in gongkai("check", "demo2")
    assert "已生成" in gongkai("build", "demo2")
    assert (tmp_path / "demo2/site/guide/index.html").is_file()
    where = [sys.executable, "-c", "import generator; print(generator.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True).stdout
    assert found.startswith(str(tmp_path / "installed"))
