"""Markup that lies in files while a build runs: made where a source is read, fetched where something is made of it.

In files and not in memory, for there may be a million texts. What cannot be written or read back there is made again.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from generator.leftovers import remove_leftover


class Place(NamedTuple):
    """The place of a piece of markup: its file, where in it the piece begins and how long it is, in bytes."""

    file: str
    start: int
    length: int


@contextlib.contextmanager
def markup_folder(folder: Path) -> Iterator[Path | None]:
    """An empty folder for markup for the length of a block, or None where none can be made."""
    remove_leftover(folder)  # a run that was killed left it
    try:
        folder.mkdir()
    except OSError:
        yield None
        return
    try:
        yield folder
    finally:
        remove_leftover(folder)


class MarkupWriter:
    """Writes pieces of markup to a file of its own in a folder; without a folder none is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._file = str(folder / uuid.uuid4().hex) if folder else ""
        self._out: BinaryIO | None = None
        self._size = 0

    def keep(self, markup: str) -> Place | None:
        """The place of a piece, or None where it cannot be written."""
        data = markup.encode("utf-8", "surrogatepass")
        try:
            if self._out is None:
                if not self._file:
                    return None
                self._out = open(self._file, "xb")  # noqa: SIM115  closed by `close`
            self._out.write(data)
        except OSError:  # a full disk, say: what has to be written will meet it too
            self._file, self._out = "", None
            return None
        place = Place(self._file, self._size, len(data))
        self._size += len(data)
        return place

    def close(self) -> None:
        """Writes what is left to write, if that can be done."""
        if self._out:
            with contextlib.suppress(OSError):
                self._out.close()


def read_markup_at(place: Place) -> str | None:
    """The piece of markup at a place, or None if it is not there."""
    try:
        with open(place.file, "rb", buffering=0) as file:
            file.seek(place.start)
            data = file.read(place.length)
    except OSError:
        return None
    return data.decode("utf-8", "surrogatepass") if len(data) == place.length else None
