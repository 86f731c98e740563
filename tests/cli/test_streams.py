"""What is said goes to a terminal: no sign of a name or of a stranger's cell moves, hides or turns what it shows."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from generator.signs import escape_unseen
from tests.sites import BASE, TODAY, write_site

ROOT = Path(__file__).parents[2]
EVIL = "\x1b[2J\x9b2J\u202e\r"


def said(*words: str) -> str:
    """What a command says on a terminal."""
    command = [sys.executable, "-m", "generator", *words]
    main, side = pty.openpty()
    done = subprocess.run(command, cwd=ROOT, stdin=side, stdout=side, stderr=side, check=False, env=os.environ | {"CI": "1"})
    os.close(side)
    read = b""
    try:
        while piece := os.read(main, 1 << 16):
            read += piece
    except OSError:  # nobody writes to it any longer
        pass
    os.close(main)
    assert done.returncode in (0, 1, 2)
    return read.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "words",
    [
        ("check", "{site}", "--today", TODAY.isoformat()),
        ("build", "{site}", "--today", TODAY.isoformat()),
        ("verify", "{folder}"),
        ("import", "{folder}/a.csv", "--site", "{site}"),
        ("schema", "{folder}/x", "--site", "{site}"),
        ("check", "--x{folder}"),
        ("c{folder}",),
    ],
)
def test_no_sign_of_a_name_reaches_a_terminal_that_could_move_or_turn_it(words: tuple[str, ...], tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    folder = tmp_path / f"n{EVIL}"
    (folder / "x").mkdir(parents=True)
    (folder / "a.csv").write_text(f"标题,信息分类,{EVIL}\n关于甲的通知,{EVIL}没有这类,x\n", "utf-8")
    (site / f"content/items/b{EVIL}").mkdir()
    (site / f"content/items/b{EVIL}/c.md").write_text(f"---\ntitle: [{EVIL}\n---\n", "utf-8")
    told = said(*(word.format(site=site, folder=folder) for word in words))
    assert escape_unseen(told) == told
    assert "\\u001b" in told or "\ufffd" in told


def test_what_is_escaped_is_the_same_text_in_json() -> None:
    for text in ("关于甲的通知", f"a{EVIL}b", "\U000e0041", "\ud800", "a\tb\nc", "👩\u200d🚒", "\u200fא"):
        assert json.loads(escape_unseen(json.dumps(text, ensure_ascii=False))) == text
    assert escape_unseen("a\tb\n关于“甲”👩\u200d🚒") == "a\tb\n关于“甲”👩\u200d🚒"


def test_a_site_below_a_folder_whose_name_is_no_text_is_built(tmp_path: Path) -> None:
    above = os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff")
    site = write_site(Path(above) / "site", BASE)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", str(site), "--today", TODAY.isoformat()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, "bad\\udcff/site/site" in done.stderr) == (0, True)
