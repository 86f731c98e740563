"""Each case is a file: what differs from the base site, and every problem it must give, word for word.

To see what a case gives now: ``python -m tests.check.test_cases tests/check/cases/NAME.txt``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from tests.sites import BASE, check_site, unpack, write_site

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
EXPECTED = "problems"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_gives_exactly_these_problems(case: Path, tmp_path: Path) -> None:
    text = case.read_text("utf-8")
    assert _problems(text, tmp_path) == unpack(text)[EXPECTED]


def _problems(text: str, folder: Path) -> str:
    write_site(folder, BASE, text)
    (folder / EXPECTED).unlink(missing_ok=True)
    return check_site(folder)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as temporary:
            print(_problems(Path(name).read_text("utf-8"), Path(temporary)), end="")
