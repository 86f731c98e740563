"""The files of the members of a portal, in its order; those that lie on the web are asked for before their turn comes.

A few hosts are asked at once, and each of them one question after the other: a host that many bodies share has no more to
bear, and a slow one holds up less. No more members are held in memory than are asked at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.portal import PortalMember
from generator.portal.member_fault import MemberFault
from generator.portal.members import read_files

if TYPE_CHECKING:
    from generator.portal.web import Web

AT_ONCE = 4

Files = Mapping[str, bytes]


def read_ahead(folder: Path, members: Sequence[PortalMember], web: Web) -> Iterator[Files | MemberFault]:
    """For each member the files that tell of it, or why they cannot be read."""
    far = [member for member in members if not member.folder]
    if len(far) < 2:
        for member in members:
            yield _read(folder, member, web)
        return
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        waiting = iter(far)
        begun: dict[str, Future[Files | MemberFault]] = {}
        for member in itertools.islice(waiting, AT_ONCE):
            begun[member.id] = pool.submit(_read, folder, member, web)
        for member in members:
            if member.folder:
                yield _read(folder, member, web)
                continue
            files = begun.pop(member.id).result()
            yield files
            del files  # not held while the next one is asked for
            for following in itertools.islice(waiting, 1):
                begun[following.id] = pool.submit(_read, folder, following, web)
    finally:
        web.stop()
        pool.shutdown(cancel_futures=True)


def _read(folder: Path, member: PortalMember, web: Web) -> Files | MemberFault:
    try:
        return read_files(folder / member.folder) if member.folder else web.read(member)
    except MemberFault as fault:
        return fault
