"""Places as a repository knows them: who shows findings beside a change looks for paths from its root."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the forms of findings are told by it
    from generator.findings import Finding

# Those of the formats that are read beside a repository (GitHub: workflow commands; SARIF 2.1.0, 3.4.3; GitLab: Code Quality).
FROM_ROOT = ("github", "gitlab", "sarif")


def root_of(folder: Path) -> Path:
    """The root of the repository that a folder lies in; without one, where the command runs."""
    base = Path(os.path.realpath(folder))
    return next((above for above in (base, *base.parents) if (above / ".git").exists()), Path.cwd())


def placed_from_root(findings: Sequence[Finding], folder: Path) -> list[Finding]:
    """Findings with paths from the root of the repository that a folder lies in."""
    base, root = Path(os.path.realpath(folder)), root_of(folder)
    return [replace(found, position=replace(found.position, file=_from(root, base, found.position.file))) for found in findings]


def _from(root: Path, base: Path, file: str) -> str:
    path = Path(os.path.normpath(base / file))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file
