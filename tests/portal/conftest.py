"""A city of two bodies, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.portal.members import PORTAL
from tests.sites import BASE, build_site, write_site


@pytest.fixture(scope="session")
def city_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    here = "https://example.org/gk/"
    write_site(folder / "health", BASE.replace(here, "https://yunze.example/health/"))
    write_site(
        folder / "lake",
        BASE.replace(here, "https://lake.example/gk/").replace("云泽市卫生健康委员会", "澄湖区人民政府").replace("防病", "防汛"),
    )
    for name in ("health", "lake"):
        assert build_site(folder / name).published
    (folder / "portal.yml").write_text(PORTAL, "utf-8")
    return folder


@pytest.fixture
def city(city_built: Path, tmp_path: Path) -> Path:
    """A copy of the city, to be broken."""
    return shutil.copytree(city_built, tmp_path / "city", ignore=shutil.ignore_patterns(".site.build"))
