"""Findings that are shown beside a change are placed from the root of its repository, wherever the site lies in it (E22)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, write_site

ITEM = "content/items/2023/notice.md"


def said(*words: str) -> str:
    return CliRunner().invoke(main, words).stdout


def places(form: str, said: str) -> set[str]:
    if form == "github":
        return {line.partition("file=")[2].partition(",")[0] for line in said.splitlines() if line.startswith("::error")}
    found = json.loads(said)
    if form == "gitlab":
        return {one["location"]["path"] for one in found}
    return {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in found["runs"][0]["results"]}


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif"])
def test_places_are_those_of_the_repository(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path / "all/bureaus/health", BASE)
    (site / ITEM).write_text((site / ITEM).read_text("utf-8") + "[x](none.md)\n", "utf-8")
    words = ("--format", form, "--today", "2026-06-30")
    assert places(form, said("check", str(site), *words)) == {ITEM}
    (tmp_path / "all/.git").write_text("gitdir: elsewhere")  # as in a work tree
    assert places(form, said("check", str(site), *words)) == {f"bureaus/health/{ITEM}"}
    monkeypatch.chdir(site)
    assert places(form, said("check", *words)) == {f"bureaus/health/{ITEM}"}
    assert places(form, said("build", *words)) == {f"bureaus/health/{ITEM}"}
    assert f"\n{ITEM}:13:" in "\n" + said("check", "--today", "2026-06-30")
    (site / "a.exe.pdf").write_bytes(b"MZ")
    found = places(form, said("check", "a.exe.pdf", "--format", form))
    assert found <= {"bureaus/health/a.exe.pdf"}
