"""Names that every file system, server and address can hold.

Windows refuses what stands in ``_SIGNS`` and the device names (learn.microsoft.com, "Naming Files, Paths, and Namespaces");
``#``, ``%`` and ``?`` mean something in an address (RFC 3986); 255 bytes is what the common file systems hold.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from generator.late import late

Fault = Literal["", "sign", "reserved", "long"]

# A disk with a colon, a share of the office, a home folder.
_LOCAL = late(r"(?i)(?:file:|[a-z][:：][\\/]|\\{1,4}[^\\/]+\\|~[\\/]|/(?:home|users|mnt/[a-z]|media)/)")
_SIGNS = frozenset('\\/:*?"<>|#%')
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³")
_DEVICES = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS))
_LONGEST_DEVICE = 8
_MOST_BYTES = 255
# More than this no address has; systems refuse paths of 4,096 bytes, and some servers much shorter ones.
_MOST_PATH_BYTES = 1024


def name_fault(name: str) -> Fault:
    """A word for what is wrong with a file's or folder's name, or nothing: a sign, a reserved name, or its length."""
    if not _SIGNS.isdisjoint(name) or name != name.strip(" .") or not name or not name.isprintable():
        return "sign"
    stem = name.partition(".")[0]
    if len(stem) < _LONGEST_DEVICE and stem.rstrip().casefold() in _DEVICES:
        return "reserved"
    # Most names are so short that they need not be encoded to know it.
    return "long" if len(name) * 4 > _MOST_BYTES and len(name.encode("utf-8", "replace")) > _MOST_BYTES else ""


def path_fault(path: str) -> Fault:
    """A word for what is wrong with a path of names parted by ``/``, or nothing."""
    faults = (fault for name in path.split("/") if (fault := name_fault(name)))
    return next(faults, "long" if len(path.encode("utf-8", "replace")) > _MOST_PATH_BYTES else "")


def folded_path(path: str) -> str:
    """The form in which two paths are equal that the most forgetful file system takes for one: case and normal form gone."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def local_name(target: str) -> str:
    """The name of the file that a place on somebody's own disk names, or of the place; nothing for another target."""
    if target.startswith("http"):  # as nearly all that leave the site
        return ""
    return re.split(r"[\\/]", target.rstrip("\\/"))[-1] if _LOCAL.match(target) else ""
