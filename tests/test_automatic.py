"""Files by which a forge or git runs our commands: they are what their readers expect, and the hook does what it says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, WHOLE_LANGUAGES, write_site


def make(site: Path, name: str) -> str:
    result = CliRunner().invoke(main, ["new", "ci", name, "--site", str(site)])
    assert result.exit_code == 0, result.output
    return result.output


def site_in(repository: Path, folder: str, language: str) -> Path:
    subprocess.run(["git", "init", "-q", str(repository)], check=True)
    return write_site(repository / folder, BASE.replace("language: zh-CN", f"language: {language}"))


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
@pytest.mark.parametrize(
    ("folder", "words", "out"),
    [(".", "", "site"), ("bureaus/health", " bureaus/health", "bureaus/health/site"), ("a b", " 'a b'", "a b/site")],
)
def test_a_forge_checks_and_builds_the_site_where_it_lies(
    language: str, folder: str, words: str, out: str, tmp_path: Path
) -> None:
    site = site_in(tmp_path, folder, language)
    make(site, "github")
    make(site, "gitlab")
    steps = yaml.safe_load((tmp_path / ".github/workflows/publish.yml").read_text("utf-8"))["jobs"]["site"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [
        'pip install "$GONGKAI"',
        f"gongkai check{words} --format github",
        f"gongkai build{words}",
    ]
    assert steps[-1]["with"]["path"] == out
    job = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text("utf-8"))["site"]
    assert job["script"] == [f"gongkai check{words} --format gitlab > gl-code-quality-report.json", f"gongkai build{words}"]
    assert job["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}
    assert job["artifacts"]["paths"] == [out]


@pytest.mark.parametrize("folder", [".", "site one"])
@pytest.mark.parametrize(("code", "committed"), [(0, True), (1, False)])
def test_the_hook_stops_a_commit_that_check_refuses(folder: str, code: int, committed: bool, tmp_path: Path) -> None:
    site = site_in(tmp_path / "r", folder, "zh-CN")
    make(site, "hook")
    program = tmp_path / "bin/gongkai"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$PWD $*" > {tmp_path}/said\nexit {code}\n')
    program.chmod(0o755)
    git = [
        "git",
        "-C",
        str(tmp_path / "r"),
        "-c",
        "core.hooksPath=.githooks",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.org",
    ]
    subprocess.run([*git, "add", "-A"], check=True)
    environment = os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run([*git, "commit", "-q", "-m", "x"], check=False, env=environment, capture_output=True)
    assert (done.returncode == 0) is committed
    assert (tmp_path / "said").read_text() == f"{site.resolve()} check\n"


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    site = site_in(tmp_path, ".", "zh-CN")
    make(site, "gitlab")
    (tmp_path / ".gitlab-ci.yml").write_text("own: true\n")
    assert "已经存在，没有改动" in make(site, "gitlab")
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "own: true\n"
