"""The day is the one it is where the body is, wherever the machine stands."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.clock import called_zone, day_in, is_zone, span_of, zone_names
from generator.load.settings.catalog import peek_zone
from tests.sites import BASE, write_site

ZONES = ("Pacific/Kiritimati", "Etc/GMT+12", "UTC", "Asia/Shanghai")
COMING = BASE[BASE.index("-- content/items") :].replace(
    "created: 2023-05-30\npublished: 2023-06-01", "created: 2026-06-30\npublished: 2026-07-01"
)


@pytest.fixture(params=ZONES)
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine in a zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield str(request.param)
    monkeypatch.undo()
    time.tzset()


def build(site: Path, *options: str) -> bool:
    """Builds a site; whether the item of its day is there."""
    done = CliRunner().invoke(main, ["build", str(site), *options])
    assert done.exit_code == 0, done.output
    return (site / "site/items/2023/notice/index.html").is_file()


@pytest.mark.parametrize(
    ("epoch", "shown"), [("1782835199", False), ("1782835200", True)], ids=["a second before midnight", "midnight in Shanghai"]
)
def test_what_is_public_does_not_depend_on_the_machine(
    tmp_path: Path, machine: str, monkeypatch: pytest.MonkeyPatch, epoch: str, shown: bool
) -> None:
    site = write_site(tmp_path, BASE.replace("[通知](../items/2023/notice.md)", "通知"), COMING)
    (site / "content/items/2026").mkdir()
    (site / "content/items/2026/first.md").write_text(
        COMING.partition("\n")[2].replace("2026-07-01", "2026-06-30").replace("2023-00001", "2026-00001"), "utf-8"
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build(site) == shown
    assert build(site, "--today", "2026-07-01")


def test_an_answer_does_not_outlive_the_day_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.load.source.source._SETTLED_NS", -1)
    site = write_site(tmp_path, BASE.replace("[通知](../items/2023/notice.md)", "通知"), COMING)
    (site / "content/items/2026").mkdir()
    (site / "content/items/2026/first.md").write_text(
        COMING.partition("\n")[2].replace("2026-07-01", "2026-06-30").replace("2023-00001", "2026-00001"), "utf-8"
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782835199")
    assert not build(site)
    assert "没有变化" in CliRunner().invoke(main, ["build", str(site)]).output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782835200")
    assert build(site)
    # Of another zone, it is another day.
    (site / "catalog.yml").write_text("timezone: America/New_York\n" + (site / "catalog.yml").read_text("utf-8"), "utf-8")
    assert not build(site)


def test_a_zone_is_the_catalog_s_or_the_profile_s(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    assert peek_zone(site) == "Asia/Shanghai"
    catalog = (site / "catalog.yml").read_text("utf-8")
    (site / "catalog.yml").write_text(f"timezone: Asia/Urumqi\n{catalog}", "utf-8")
    assert peek_zone(site) == "Asia/Urumqi"
    (site / "catalog.yml").write_text(f"timezone: ../../etc/passwd\n{catalog}", "utf-8")
    assert peek_zone(site) == "Asia/Shanghai"
    assert peek_zone(tmp_path / "nothing") == ""


def test_a_check_of_a_site_whose_zone_nobody_knows_ends_as_others_do(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    catalog = (site / "catalog.yml").read_text("utf-8")
    (site / "catalog.yml").write_text(f"timezone: Asia/Beijing\n{catalog}", "utf-8")
    done = CliRunner().invoke(main, ["check", str(site)], catch_exceptions=False)
    assert (done.exit_code, "“timezone”的值“Asia/Beijing”不在可选范围内" in done.output) == (1, True)


@pytest.mark.parametrize("name", ["Asia", "../x", "/etc/passwd", "Asia/Shanghay", "UTC+8", "\0", "北京"])
def test_what_is_no_zone_is_not_one(name: str) -> None:
    assert not is_zone(name)


def test_every_zone_that_people_call_otherwise_is_one() -> None:
    assert called_zone("北京 时间") == called_zone("UTC +8") == "Asia/Shanghai"
    assert all(is_zone(name) for name in zone_names())


def test_a_day_begins_where_the_one_before_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    spring = dt.date(2026, 3, 29)  # of 23 hours in London
    start, end = span_of(spring, "Europe/London")
    assert end - start == 23 * 3600
    for moment, day in ((start, spring), (end - 1, spring), (end, spring + dt.timedelta(days=1))):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment)))
        assert day_in("Europe/London") == day
