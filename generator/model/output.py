"""A file of the site to be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Output(NamedTuple):
    """Where a file goes, a name for everything it depends on, and how to make it: its bytes, or the file to copy."""

    file: str
    key: str
    make: Callable[[], bytes | Path]
