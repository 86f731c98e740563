"""Names that a system gives to a copy, a shortcut or a backup of a file, beside the file itself.

Windows and WPS write 通知 - 副本, 通知 - Copy, 通知 (1); OneDrive the name of the computer; others a word for the conflict and
a day.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container

from generator.late import late

SHORTCUTS = (".lnk", ".url", ".webloc", ".desktop")
# What browsers and the programs of cloud disks call a file until all of it is there.
UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".downloading", ".opdownload", ".aria2", ".xltd", ".td", ".!ut")
_BACKUPS = (".bak", ".old", ".orig", ".tmp", ".asd", ".wbk", "~")
_COPY = late(
    r"(?P<stem>.+?)(?:"
    r"[ _-]*(?:-? ?副本|的副本|- 复制|复制|- ?[Cc]opy| copy)(?: ?[(（]?\d{1,2}[)）]?)?"
    r"| ?[(（]\d{1,2}[)）]"
    r"|-(?:DESKTOP|LAPTOP|PC|WIN)-[A-Z0-9]{3,}(?:-\d+)?"
    r"| ?[(（][^()（）]*(?:冲突|conflict)[^()（）]*[)）]"
    r"|\.sync-conflict-[\w-]+)"
)


def original_of(path: str, known: Container[str]) -> str:
    """The path of the file that another is a copy of, by their names, where that is there too; else nothing."""
    folder, name = posixpath.split(path)
    stem, ending = posixpath.splitext(name)
    if stem == "index":  # an item in a folder of its own
        above, name = posixpath.split(folder)
        copy = _COPY.fullmatch(name)
        original = posixpath.join(above, copy["stem"], f"index{ending}") if copy else ""
    else:
        copy = _COPY.fullmatch(stem)
        original = posixpath.join(folder, f"{copy['stem']}{ending}") if copy else ""
    return original if original in known else ""


def backed_up(path: str, known: Container[str]) -> str:
    """The path of the file that another is a backup of, by their names, where that is there too; else nothing."""
    ending = next((ending for ending in _BACKUPS if path.endswith(ending)), "")
    original = path.removesuffix(ending) if ending else ""
    return original if original in known else ""
