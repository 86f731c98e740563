"""The last good copy of each member, beside the portal: what is shown of a body while its site cannot be read.

A copy cannot be made again, so it lies outside all that a build may forget.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from generator.leftovers import remove_leftover
from generator.portal.member_fault import MemberFault
from generator.portal.members import read_files
from generator.publish.known_files import MANIFEST
from generator.urls import STATUS

FOLDER = ".members"


def read_copy(portal: Path, member: str) -> dict[str, bytes] | None:
    """The files of the last good copy of a member, or None where there is none that is whole."""
    folder = portal / FOLDER / member
    for place in (folder, folder.with_name(f"{member}.old")):  # the second where a swap was cut short
        with contextlib.suppress(MemberFault):
            return read_files(place)
    return None


def day_of_copy(portal: Path, member: str) -> str:
    """The day that the last good copy of a member tells of, or nothing where there is none."""
    with contextlib.suppress(OSError, ValueError, AttributeError, RecursionError):
        return str(json.loads((portal / FOLDER / member / STATUS).read_bytes()).get("day", ""))
    return ""


def write_copy(portal: Path, member: str, files: Mapping[str, bytes]) -> None:
    """Keeps a member as it is now, in place of what was kept of it. Raises OSError."""
    folder = portal / FOLDER / member
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    manifest = "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()
    with contextlib.suppress(OSError):
        if (folder / MANIFEST).read_bytes() == manifest:
            return
    fresh, old = folder.with_name(f"{member}.new"), folder.with_name(f"{member}.old")
    for place in (fresh, old):
        if folder.is_dir() or place is fresh:
            remove_leftover(place)
    fresh.mkdir(parents=True)
    for name, data in {**files, MANIFEST: manifest}.items():
        (fresh / name).parent.mkdir(exist_ok=True)
        (fresh / name).write_bytes(data)
    if folder.is_dir():
        os.rename(folder, old)
    os.rename(fresh, folder)
    remove_leftover(old)
