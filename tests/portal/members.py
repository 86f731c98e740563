"""Members of a portal for tests: small sites, each built once, to be copied and broken."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.cli.portal import findings_of
from generator.portal.check import check_portal
from tests.sites import TODAY

PORTAL = """\
language: zh-CN
profile: cn-government
title: 云泽市政府信息公开
publisher: {name: 云泽市人民政府办公室}
site_url: https://yunze.example/
groups:
  - {id: departments, name: 部门}
  - {id: counties, name: 县市区}
members:
  - {id: health, name: 市卫生健康委, group: departments, folder: health/site, address: health/}
  - {id: lake, name: 澄湖区, group: counties, folder: lake/site, address: "https://lake.example/gk/"}
"""


def check_text(folder: Path, today: dt.date = TODAY) -> str:
    """What ``gongkai portal check`` prints."""
    return findings_of(folder, *check_portal(folder, today), "text")


def rewrite(site: Path, name: str, change: Callable[[Any], object], *, honest: bool = True) -> None:
    """Changes a JSON file of a built site, and its line in the manifest where the change is ``honest``."""
    value = json.loads((site / name).read_text("utf-8"))
    change(value)
    write(site, name, json.dumps(value).encode(), honest=honest)


def write(site: Path, name: str, data: bytes, *, honest: bool = True) -> None:
    """Writes a file of a built site, and its line in the manifest where that is ``honest``."""
    (site / name).unlink()  # the file may be another tree's too
    (site / name).write_bytes(data)
    if honest:
        manifest = site / "manifest-sha256.txt"
        lines = manifest.read_text("utf-8").splitlines()
        manifest.unlink()
        digest = hashlib.sha256(data).hexdigest()
        manifest.write_text("".join(f"{digest if line[66:] == name else line[:64]}  {line[66:]}\n" for line in lines), "utf-8")


def add(site: Path, name: str, data: bytes) -> None:
    """Adds a file to a built site, and to its manifest; one of that name goes."""
    file, manifest = site / name, site / "manifest-sha256.txt"
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_bytes(data)
    lines = [line for line in manifest.read_text("utf-8").splitlines() if line[66:] != name]
    manifest.unlink()
    manifest.write_text("".join(f"{line}\n" for line in [*lines, f"{hashlib.sha256(data).hexdigest()}  {name}"]), "utf-8")


def rewrite_status(site: Path, change: Callable[[Any], object]) -> None:
    """Changes the status of a built site, then its catalog so that it has as many items of each month, all like its first."""
    status = json.loads((site / "status.json").read_text("utf-8"))
    change(status)
    months = status["months"]
    status |= {name: sum(month[name] for month in months) for name in ("items", "judged", "late")}

    def fill(catalog: Any) -> None:
        first = catalog["items"][0]
        catalog["items"] = [
            {**first, "id": name, "address": f"items/{name}/", "published": f"{month['month']}-01"}
            for month in months
            for name in (f"{month['month']}/{number}" for number in range(month["items"]))
        ]
        names = {name[:end] for name in first["category"] for end in (len(name), name.find("/")) if end > 0}
        for one in status["categories"]:
            one["items"] = status["items"] if one["id"] in names else 0
        for one in status["departments"]:
            one["items"] = status["items"] if one["id"] == first["department"] else 0
        for one in status["requirements"]:
            one["items"] = status["items"] if names.intersection(one.get("categories", ())) else 0

    rewrite(site, "catalog.json", fill)
    rewrite(site, "status.json", lambda found: (found.clear(), found.update(status)))
