"""A file of the site to be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.frozen import frozen


@frozen
class Copy:
    """A file to copy as it is: its path on this machine, and the SHA-256 of the bytes that were judged, if any were."""

    path: Path
    sha256: str = ""


class Output(NamedTuple):
    """The place of a file, a key for everything it depends on, and how to make it: its bytes, or the file to copy."""

    file: str
    key: str
    make: Callable[[], bytes | Copy]
