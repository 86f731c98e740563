"""Files by which a forge or git runs our commands: they are what their readers expect, and the hook does what it says."""

from __future__ import annotations

import os
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, WHOLE_LANGUAGES, write_site

ROOT = Path(__file__).parent.parent


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
    (kept,) = (step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/cache@"))
    assert kept == f"{out}.build".replace("site.build", ".site.build")
    job = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text("utf-8"))["site"]
    assert job["script"] == [f"gongkai check{words} --format gitlab > gl-code-quality-report.json", f"gongkai build{words}"]
    assert job["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}
    assert job["artifacts"]["paths"] == [out]
    assert job["cache"]["paths"] == [kept]


@pytest.mark.parametrize("language", WHOLE_LANGUAGES)
@pytest.mark.parametrize(
    ("folder", "words", "out"),
    [(".", "", "./site"), ("bureaus/health", " bureaus/health", "./bureaus/health/site"), ("a b", " 'a b'", "./a b/site")],
)
def test_gitee_checks_and_builds_the_site_where_it_lies(language: str, folder: str, words: str, out: str, tmp_path: Path) -> None:
    """The form is that of its documentation (help.gitee.com, gitee-go/plugin/ci-build); whether Gitee runs it was not tried."""
    make(site_in(tmp_path, folder, language), "gitee")
    pipeline = yaml.safe_load((tmp_path / ".workflow/gongkai.yml").read_text("utf-8"))
    assert pipeline.keys() == {"version", "name", "displayName", "triggers", "variables", "stages"}
    assert pipeline["version"] == "1.0"
    (stage,) = pipeline["stages"]
    (step,) = stage["steps"]
    assert step["step"] == "build@python"
    # No other version is there; ours is newer, and brought along.
    assert step["pythonVersion"] in ("2.7", "3.6", "3.7", "3.8", "3.9")
    run = 'uvx --python 3.12 --from "$GONGKAI" gongkai'
    assert step["commands"] == ["pip install uv", f"{run} check{words}", f"{run} build{words}"]
    assert step["artifacts"] == [{"name": "BUILD_ARTIFACT", "path": [out]}]


def test_the_container_file_copies_what_there_is() -> None:
    """An image was not built: on the machines of the tests is no engine for containers."""
    text = (ROOT / "Containerfile").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if line.startswith("COPY ")]
    copied = [name for line in lines for name in line[1:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    # All that the package is made of goes in.
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"], "pyproject.toml", "README.md", "LICENSE"} <= set(copied)
    assert text.rstrip().endswith('ENTRYPOINT ["gongkai"]\nCMD ["build"]')


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
