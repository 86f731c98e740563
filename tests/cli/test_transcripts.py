"""The contract of the command line: each file is a session, commands after ``$`` and what they answer.

A line ``[exit N]`` ends the answer of a command that did not end with 0; ``…`` stands for any text within a line.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, write_site

SESSIONS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.stem)
def test_session(session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path / "demo", BASE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782777600")  # 2026-06-30
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    expected = session.read_text("utf-8").split("\n\n", 1)[1]
    commands = [line[2:] for line in expected.splitlines() if line.startswith("$ ")]
    answers = [f"$ {command}\n{_answer(command)}" for command in commands]
    pattern = ".*?".join(re.escape(piece) for piece in expected.split("…"))
    assert re.fullmatch(pattern, "".join(answers)), "".join(answers)


def _answer(command: str) -> str:
    program, *words = shlex.split(command)
    if program == "append":  # append FILE TEXT, whose \\n end lines
        with open(words[0], "a", encoding="utf-8") as file:
            file.write(words[1].replace("\\n", "\n") + "\n")
        return ""
    if program == "show":
        return Path(words[0]).read_text("utf-8")
    if program == "list":
        return "".join(f"{name}\n" for name in sorted(os.listdir(words[0])))
    assert program == "gongkai"
    done = CliRunner().invoke(main, words)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output + (f"[exit {done.exit_code}]\n" if done.exit_code else "")
