"""What holds for the law's site wherever it is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def _archives() -> Iterator[None]:
    """The law's site has few items, and is to have feeds by year all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.view.export.feeds.LENGTH", 5)
        yield
