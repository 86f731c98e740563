"""Taking away folders that nobody needs any more, where whatever cannot be taken away does no harm."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path


def remove_leftover(folder: Path) -> None:
    """Removes a folder as far as that can be done. Raises no OSError: what was done before it stays true.

    ``shutil.rmtree`` with ``ignore_errors`` alone still raises where a folder it has opened cannot be looked at.
    """
    with contextlib.suppress(OSError):
        shutil.rmtree(folder, ignore_errors=True)
