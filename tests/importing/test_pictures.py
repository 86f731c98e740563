"""The pictures of docs/import.md show what the program does now."""

from __future__ import annotations

from tests.import_pictures import FOLDER, pictures


def test_the_pictures_are_up_to_date() -> None:
    found = pictures()
    held = {name: (FOLDER / name).read_text("utf-8") for name in found}
    assert held == found, "run: python -m tests.import_pictures"
