"""The demo site and the samples as they are published, made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.sites import build_site

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 11, 21)
SAMPLES = ("demo", *sorted(path.name for path in (ROOT / "examples").iterdir() if (path / "catalog.yml").is_file()))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo site, to be read."""
    output = tmp_path_factory.mktemp("demo") / "site"
    assert build_site(ROOT, output=output, today=TODAY).published
    return output


@pytest.fixture(scope="session")
def samples(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folders of the demo site and of the samples by their names, to be read."""
    folders = {"demo": demo}
    for name in SAMPLES[1:]:
        folders[name] = tmp_path_factory.mktemp(name) / "site"
        assert build_site(ROOT / "examples" / name, output=folders[name], today=TODAY).published
    return folders
