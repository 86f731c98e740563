"""A body whose catalog is in parts is read as any other, and no name among them leads anywhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model import export_parts
from tests.portal.members import check_text, write
from tests.sites import build_site


def members(city: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((city / "site/catalog.json").read_text("utf-8"))["members"]
    return found


def test_a_portal_reads_the_parts_of_a_member_and_keeps_them(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_parts, "WHOLE", 0)
    assert build_site(city / "health").published
    assert (city / "health/site/catalog-2023-06.json").is_file()
    assert check_text(city).startswith("没有发现问题\n")
    done = CliRunner().invoke(main, ["portal", "build", str(city), "--today", "2026-07-01"])
    assert done.exit_code == 0, done.output
    items = {one["id"]: one["items"] for one in members(city)}
    assert items == {"health": 1, "lake": 1}
    assert "关于做好夏季防病工作的通知" in (city / "site/catalog.csv").read_text("utf-8-sig")
    (city / "health/site/catalog-2023-06.json").unlink()
    assert "没有找到“市卫生健康委”的 catalog-2023-06.json（health/site）；继续使用截至" in check_text(city)
    done = CliRunner().invoke(main, ["portal", "build", str(city), "--today", "2026-07-01"])
    assert {one["id"]: (one["items"], one["kept"]) for one in members(city)}["health"] == (
        1,
        True,
    )


@pytest.mark.parametrize("parts", ['[{"json": "../../secret.json"}]', '[{"json": "catalog.json"}]', "[7]", "7", "[{}]"])
def test_what_a_member_names_as_a_part_and_is_none_is_refused(city: Path, parts: str) -> None:
    write(city / "health/site", "catalog.json", f'{{"parts": {parts}, "reports": []}}'.encode())
    assert "警告: “市卫生健康委”的 catalog.json 读不出来（“parts" in check_text(city)
