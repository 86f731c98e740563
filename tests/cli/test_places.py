"""A place that nothing can ever be put at is the user's slip, and is told as what was named."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, write_site

_LONG = "x" * 250


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("build {site} --output {file}/out", "在一个文件下面，那里放不了"),
        ("build {site} --output {file}/a/b", "在一个文件下面，那里放不了"),
        (f"build {{site}} --output {{folder}}/{_LONG}", "名字太长"),
        (f"build {{site}} --output {{folder}}/{_LONG}{_LONG}", "名字太长"),
        ("archive 2023 {site} --bag {file}/a", "在一个文件下面，那里放不了"),
        (f"archive 2023 {{site}} --bag {{folder}}/{_LONG}{_LONG}", "名字太长"),
        ("export --site {site} --xlsx {file}/a.xlsx", "在一个文件下面，那里放不了"),
        (f"export --site {{site}} --xlsx {{folder}}/{_LONG}.{_LONG}.xlsx", "名字太长"),
        ("export --site {site} --xlsx /", "“/”是文件夹"),
    ],
)
def test_a_place_that_cannot_be_is_wrong_usage(words: str, told: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    (tmp_path / "file").write_text("x", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    line = words.format(site=site, file=tmp_path / "file", folder=tmp_path).split()
    result = CliRunner().invoke(main, line)
    assert (result.exit_code, told in result.output, ".build" in result.output) == (2, True, False), result.output
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    result = CliRunner().invoke(main, ["build", str(site), "--output", str(tmp_path / "a/b" / ("x" * 200))])
    assert result.exit_code == 0, result.output
    result = CliRunner().invoke(main, ["export", "--site", str(site), "--xlsx", str(tmp_path / "none/a.xlsx")])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("named", ["a\0b", "a/" * 100_000 + "b", "x" * 300, "政" * 100, "/etc/passwd", "../file"])
def test_a_manifest_that_names_what_no_file_is_called_is_told_as_changed(named: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    assert CliRunner().invoke(main, ["build", str(site)]).exit_code == 0
    manifest = site / "site/manifest-sha256.txt"
    manifest.write_text(manifest.read_text("utf-8") + f"{'0' * 64}  {named}\n", "utf-8")
    result = CliRunner().invoke(main, ["verify", str(site / "site")])
    assert (result.exit_code, type(result.exception), "[published-changed]" in result.output) == (1, SystemExit, True)
