"""Sources as an older program wanted them, brought into the form of this one: what was moved since, by the format it came with.

A file is moved as it is, so that its comments and its bytes stay. Where something stands at the new place already, it is not
moved: somebody has to choose.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from generator.frozen import frozen
from generator.load.shipped import stays_inside
from generator.presence import exists

# By format, where files lay before and where they lie since.
MOVED: Mapping[int, Mapping[str, str]] = {1: {"site_config/privacy.yml": "site_config/privacy/own.yml"}}


@frozen
class Move:
    """A file that lies where an older program read it, and its place since; ``taken``: something stands there."""

    path: str
    to: str
    taken: bool


def find_moves(site: Path) -> list[Move]:
    """The files of a site that have another place by now, in the order of the formats."""
    pairs = [pair for number in sorted(MOVED) for pair in MOVED[number].items()]
    return [Move(path, to, exists(site / to, follow=False)) for path, to in pairs if exists(site / path, follow=False)]


def write_moves(site: Path, moves: list[Move]) -> None:
    """Moves the files. Raises OSError."""
    for move in moves:
        if not move.taken and stays_inside(site, move.path) and stays_inside(site, os.path.dirname(move.to)):
            (site / move.to).parent.mkdir(parents=True, exist_ok=True)
            os.rename(site / move.path, site / move.to)
