"""The trace of a file that holds more than is looked through: no limit of a reader is silent."""

from __future__ import annotations

from generator.model.attachment import Piece


def partly(file: str = "") -> Piece:
    """The trace that says that of what nobody sees in a file only a part was looked through; ``file`` is the one inside it."""
    return Piece("partly", "trace", name="unjudged", file=file)
