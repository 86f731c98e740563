"""No program that is at hand shows more of the files of the measure than is told of them."""

from __future__ import annotations

import pytest

from tests.check.outside_readers import compared, here, row
from tests.check.test_places import DOCS, DOCUMENTS


@pytest.mark.parametrize("name", list(here()))
def test_what_another_program_shows_is_told(name: str) -> None:
    _, shown, missed = compared(name)
    assert shown
    assert missed == []
    assert [document for document in DOCUMENTS if row(name) not in (DOCS / document).read_text("utf-8")] == []
