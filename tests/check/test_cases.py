"""Each case is a file: what differs from the base site, and every problem it must give, word for word.

A case may name the day it is judged on (``-- today --``).

To see what a case gives now: ``python -m tests.check.test_cases tests/check/cases/NAME.txt``.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

import pytest

from tests.sites import BASE, TODAY, check_site, unpack, write_site

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
EXPECTED = "problems"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_gives_exactly_these_problems(case: Path, tmp_path: Path) -> None:
    text = case.read_text("utf-8")
    assert _problems(text, tmp_path) == unpack(text)[EXPECTED]


def _problems(text: str, folder: Path) -> str:
    write_site(folder, BASE, text)
    (folder / EXPECTED).unlink(missing_ok=True)
    today = folder / "today"
    return check_site(folder, today=dt.date.fromisoformat(today.read_text().strip()) if today.exists() else TODAY)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as temporary:
            print(_problems(Path(name).read_text("utf-8"), Path(temporary)), end="")
