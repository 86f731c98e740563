"""Writing a file whole: where the disk is full, or the machine dies meanwhile, what was there before is there still."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from generator.presence import is_file

_SHOWN = 40  # signs of the name that the file beside it has, too: a name may be as long as a file system lets it be


def write_whole(path: Path, data: bytes) -> None:
    """Puts a file, with its folder, in the place of another, or of a link, which is not followed. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name[:_SHOWN]}.new")
    new.unlink(missing_ok=True)
    try:
        with open(new, "xb") as file:
            file.write(data)
        if is_file(path):
            shutil.copymode(path, new)
        os.replace(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
