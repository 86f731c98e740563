"""The demo site and the samples as they are published, made once, whichever worker asks first."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from filelock import FileLock

from tests.sites import build_site

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 11, 21)
SAMPLES = ("demo", *sorted(path.name for path in (ROOT / "examples").iterdir() if (path / "catalog.yml").is_file()))


def published(name: str, factory: pytest.TempPathFactory) -> Path:
    """The folder of a published sample, which lies where all workers of a run find it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published" / name
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        if not (folder / "site").exists():  # it is there when it is whole
            site = ROOT if name == "demo" else ROOT / "examples" / name
            assert build_site(site, output=folder / "site", today=TODAY).published
    return folder / "site"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo site, to be read."""
    return published("demo", tmp_path_factory)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folders of the demo site and of the samples by their names, to be read."""
    return {name: published(name, tmp_path_factory) for name in SAMPLES}
