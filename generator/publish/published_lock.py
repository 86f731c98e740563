"""Writing the register of what has been published."""

from __future__ import annotations

from pathlib import Path

from generator.model.published_lock import Register
from generator.presence import is_file
from generator.whole_files import write_whole


def write_register(site: Path, register: Register) -> bool:
    """Writes the register into the site, whole or not at all; says whether it has changed."""
    file, data = site / register.path, register.to_text().encode()
    if is_file(file) and file.read_bytes() == data:
        return False
    write_whole(file, data)
    return True
