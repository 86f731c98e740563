"""A file that is no text, where one is wanted, is told where it lies by every command; none ends over it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.load.test_special_files import PLACES
from tests.sites import BASE, TODAY, write_site

# Without what is no text, or is not asked for by this name.
TEXTS = ("catalog.yml", *(place for place in PLACES if not place.endswith((".pdf", ".csv", "x.css", "x.yml"))))
NO_TEXT = {
    "signs of no script": random.Random(4).randbytes(3000),
    "a workbook": b"PK\x03\x04\x14\x00" + random.Random(5).randbytes(3000),
    "a picture": b"\x89PNG\r\n\x1a\n" + random.Random(6).randbytes(300),
}
COMMANDS = (["check"], ["build"], ["due"], ["fix"], ["lock"], ["migrate"], ["export", "--xlsx", "all.xlsx", "--site"])


def run(*words: str) -> str:
    """What a command says, however it ends but by an error of its own."""
    done = CliRunner().invoke(main, [*words, *(() if words[0] == "migrate" else ("--today", TODAY.isoformat()))])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code in (0, 1, 2), done.output
    return done.output


@pytest.mark.parametrize("content", NO_TEXT)
@pytest.mark.parametrize("place", TEXTS)
def test_what_is_no_text_is_told_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, content: str) -> None:
    monkeypatch.chdir(tmp_path)
    site = write_site(tmp_path / "site", BASE)
    (site / place).parent.mkdir(parents=True, exist_ok=True)
    (site / place).write_bytes(NO_TEXT[content])
    told = {command[0]: run(*command, "site") for command in COMMANDS}
    assert any(line.startswith(f"site/{place}") or line.startswith(place) for line in told["check"].splitlines()), told["check"]
    assert place in told["build"]
    assert not (site / "site").exists()


@pytest.mark.parametrize(
    "place", ["portal.yml", "theme/templates/portal.html", "theme/sheets/circular.html", "site_config/web/Caddyfile"]
)
def test_what_is_no_text_in_a_portal_is_told_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path(__file__).parents[2] / "examples/city", tmp_path / "city")
    (tmp_path / "city" / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "city" / place).write_bytes(NO_TEXT["signs of no script"])
    for command in ("check", "build"):
        assert any(line.startswith(place) for line in run("portal", command, "city").splitlines())
    assert not (tmp_path / "city/site").exists()
