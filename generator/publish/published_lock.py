"""Writing the register of what has been published."""

from __future__ import annotations

import os
from pathlib import Path

from generator.model.published_lock import Register
from generator.presence import is_file
from generator.publish.file_trees import write_new


def write_register(site: Path, register: Register) -> bool:
    """Writes the register into the site, whole or not at all; says whether it has changed."""
    file, text = site / register.path, register.to_text()
    if is_file(file) and file.read_text("utf-8") == text:
        return False
    new = file.with_name(f"{file.name}.new")
    write_new(str(new), text.encode())  # never through a link that lies there
    os.replace(new, file)
    return True
