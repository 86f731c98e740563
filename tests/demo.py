"""The demo site as it is published, made once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.sites import build_site

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo site, to be read."""
    output = tmp_path_factory.mktemp("demo") / "site"
    assert build_site(ROOT, output=output, today=TODAY).published
    return output
