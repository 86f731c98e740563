"""Members that are read over the web: their manifest is asked for, and of the two files that tell of them those that changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Lock
from urllib.parse import urlsplit

from generator.load.source.source import MEGABYTE
from generator.model.portal import Portal, PortalMember
from generator.portal.copies import read_copy
from generator.portal.fetch import Fetcher
from generator.portal.member_fault import MemberFault
from generator.portal.members import files_of, name_of
from generator.portal.web_faults import WebFault
from generator.publish.known_files import MANIFEST
from generator.store import Row, Store

_TABLE = "web"
_MOST = 128 * MEGABYTE  # of a file
_ATTEMPTS = 2  # a member may publish anew while it is read


class Web:
    """The members of a portal that have no folder here. ``store`` keeps what the next question is asked with.

    Several threads may read; a host is asked by one of them at a time.
    """

    def __init__(self, folder: Path, portal: Portal, store: Store | None, fetcher: Fetcher | None = None) -> None:
        self._folder = folder
        self._fetcher = fetcher or Fetcher(portal.inner_hosts)
        self._table = (store or Store(None)).table(_TABLE, "")
        # Read at once, for the store belongs to the thread that opened it.
        far = [member.id for member in portal.members if not member.folder]
        self._last = dict(self._table.get(far)) if far else {}
        self._hosts = {_host(member): Lock() for member in portal.members if not member.folder}
        self._stopped = Event()
        self._asked: list[Row] = []

    def read(self, member: PortalMember) -> dict[str, bytes]:
        """The files that tell of a member, each as its manifest says it is. Raises MemberFault."""
        with self._hosts[_host(member)]:
            self._fetcher.begin()
            for attempt in range(_ATTEMPTS):
                try:
                    return self._read(member)
                except MemberFault as fault:
                    if fault.code != "member-changed" or attempt == _ATTEMPTS - 1:
                        raise
        raise AssertionError

    def stop(self) -> None:
        """Ends all asking of these bodies, for nobody waits for an answer any more."""
        self._stopped.set()

    def keep(self) -> None:
        """Keeps what the next question is asked with."""
        self._table.replace([], sorted(self._asked))

    def _read(self, member: PortalMember) -> dict[str, bytes]:
        copy = read_copy(self._folder, member.id) or {}
        tag, modified = self._known(member, copy)
        manifest = self._get(member, MANIFEST, _MOST, tag, modified)
        if manifest[0] is None:
            return copy

        def get(name: str, most: int, digest: str) -> bytes:
            """The bytes of a file: those of the copy, where they are the same."""
            data = copy.get(name)
            if data is None or hashlib.sha256(data).hexdigest() != digest:
                data = self._get(member, name, min(most, _MOST))[0]
            assert data is not None  # nothing was asked with what it was last answered by
            return data

        found = files_of(manifest[0], get)
        value = json.dumps([member.address, name_of(found), *manifest[1:]]).encode()
        self._asked.append((member.id, "", value))
        return found

    def _get(
        self, member: PortalMember, name: str, most: int, tag: str = "", modified: str = ""
    ) -> tuple[bytes | None, str, str]:
        if self._stopped.is_set():
            raise MemberFault("member-unreachable", name)
        try:
            fetched = self._fetcher.get(member.address + name, most, tag, modified)
        except WebFault as fault:
            raise MemberFault("member-unreachable", name, words=fault.words, **fault.values) from fault
        return fetched.data, fetched.tag, fetched.modified

    def _known(self, member: PortalMember, copy: Mapping[str, bytes]) -> tuple[str, str]:
        """What the manifest was last answered with, where the copy is of that time."""
        with contextlib.suppress(ValueError, TypeError):
            if copy and member.id in self._last:
                address, name, tag, modified = json.loads(self._last[member.id])
                if (address, name) == (member.address, name_of(copy)):
                    return str(tag), str(modified)
        return "", ""


def _host(member: PortalMember) -> str:
    return urlsplit(member.address).netloc
