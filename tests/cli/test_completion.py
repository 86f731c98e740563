"""The shell completes commands, options and what the site has; the scripts for it are ones that their shells read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import BASE, write_site

PROGRAM = "import sys; from generator.cli import main; main(prog_name='gongkai')"
ROOT = Path(__file__).parents[2]
SHELLS = ("bash", "zsh", "fish")


def asked(folder: Path, **environment: str) -> str:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return said.stdout


def offered(folder: Path, words: str) -> dict[str, list[str]]:
    """What each shell is offered for the last of some words, as it reads it."""
    typed = words.split(" ")
    bash = asked(folder, _GONGKAI_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(len(typed) - 1))
    zsh = asked(folder, _GONGKAI_COMPLETE="zsh_complete", COMP_WORDS=words, COMP_CWORD=str(len(typed) - 1))
    fish = asked(folder, _GONGKAI_COMPLETE="fish_complete", COMP_WORDS=" ".join(typed[:-1]), COMP_CWORD=typed[-1])
    return {
        "bash": [line.partition(",")[2] for line in bash.splitlines() if line],
        "zsh": zsh.splitlines()[1::3],
        "fish": [line.partition(",")[2].partition("\t")[0] for line in fish.splitlines() if line],
    }


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("gongkai imp", ["import"]),
        ("gongkai new pro", ["profile"]),
        ("gongkai new item x --kind p", ["power", "penalty", "public_service", "press", "personnel"]),
        ("gongkai new item x --category policy/", ["policy/normative"]),
        ("gongkai due --department l", ["law"]),
        ("gongkai new theme it", ["item.html"]),
        ("gongkai new site x --profile cn-", ["cn-government", "cn-hospital"]),
    ],
)
def test_what_the_site_has_is_offered(words: str, names: list[str], tmp_path: Path) -> None:
    found = offered(write_site(tmp_path, BASE), words)
    assert found == dict.fromkeys(SHELLS, names)


def test_where_there_is_no_site_nothing_breaks(tmp_path: Path) -> None:
    assert offered(tmp_path, "gongkai new item x --category po") == {shell: [] for shell in SHELLS}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_that_its_shell_reads(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(asked(tmp_path, _GONGKAI_COMPLETE=f"{shell}_source"), "utf-8")
    assert "_GONGKAI_COMPLETE=" in script.read_text("utf-8")
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} on this machine")
    assert subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False).stderr == ""
