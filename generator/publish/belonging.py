"""Whose an output folder is: ours or somebody else's, and of which edition."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from generator.late import late
from generator.presence import exists, is_file, is_folder
from generator.publish.known_files import MANIFEST, find_identity, read_states
from generator.publish.put import STAGING
from generator.store import FILE, Store, StoreFault

MARK = "catalog.json"  # with the manifest, what tells an output folder of ours
_EDITION, _EDITION_BYTES = late(rb'\{"edition":"([\w-]+)"'), 200


class OtherEdition(Exception):
    """The output folder holds another edition of the site."""


def is_ours(live: Path, work: Path, *, adopt: bool) -> bool:
    """True for a folder that is empty, or was published by us; ``adopt`` takes one that has lost what tells it."""
    if not exists(live, follow=False):
        return True
    if is_folder(live):
        told = [is_file(live / name) for name in (MANIFEST, MARK)]
        if all(told) or (adopt and any(told)) or not any(name != STAGING for name in os.listdir(live)):
            return True
    with contextlib.suppress(StoreFault):
        store = Store(work / FILE)
        known = read_states(store) if exists(work / FILE) else {}
        # Something in place of the folder, or a file of it is still there.
        return bool(known) and (not is_folder(live) or _knows_some(live, known))
    return False


def _knows_some(live: Path, known: Mapping[str, str]) -> bool:
    found = ((find_identity(live, file), state) for file, state in known.items())
    return any(one and state.startswith(f"{one.inode} {one.size} {one.mtime_ns} ") for one, state in found)


def edition_in(live: Path) -> str:
    """The mark of the edition that a folder holds, as its catalog says; nothing for what is for the public."""
    try:
        with open(live / MARK, "rb") as catalog:
            found = _EDITION.match(catalog.read(_EDITION_BYTES))
    except FileNotFoundError:
        return ""
    return found[1].decode() if found else ""
