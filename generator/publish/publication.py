"""One publication: what changed is made, and put in its place with what stays as it is.

Beside the output folder lies a work folder with a second complete tree, the spare, once there was something to share: the first
build makes none. A build brings the spare up to date, sharing unchanged files with the live tree by hard link, and then exchanges
the two in one step. A file is never written in place, so a build that is killed leaves the live tree as it was; whatever it left
in the spare is found by looking.

Where files cannot be shared (another file system, one without hard links, a mount point) there is no spare tree: what changed is
made beside the live tree and moved to its place file by file, once all of it is there.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from generator.frozen import frozen
from generator.leftovers import remove_leftover
from generator.model.output.output import Output
from generator.presence import exists, is_file, is_folder, is_link
from generator.publish.belonging import MARK
from generator.publish.file_trees import FOLDER_MODE, can_link, remove, remove_files, write_new
from generator.publish.known_files import (
    MANIFEST,
    FileIdentity,
    KnownFile,
    Seal,
    break_seal,
    write_known,
    write_seal,
    write_slices,
)
from generator.publish.make import TURN, link, make, make_outputs
from generator.publish.places import Places
from generator.publish.put import STAGING, fresh_folder, move_away, put_files, stage_links, swap
from generator.publish.survey import Difference, Survey, named_within, tick
from generator.store import Store, StoreFault
from generator.work import Work


@frozen
class Published:
    """The result of a publication: how many files the site has, and how many of them changed, came or went.

    ``seal`` is the identity of the manifest, which no two different publications share. ``differences`` are what was found not
    to be as the last build left it, and mended; ``late`` why something failed after the new site was in its place.
    """

    files: int
    changed: int
    seal: FileIdentity
    differences: tuple[Difference, ...] = ()
    late: str = ""


class Publication:
    """One publication to some places, of which a survey has ``seen`` how they are.

    It is ``quick`` where that was of what will be touched alone, and the rest is trusted.
    """

    def __init__(self, places: Places, store: Store, work: Work, seen: Survey, *, quick: bool) -> None:
        self._places = places
        self._store = store
        self._work = work
        self._seen = seen
        self._quick = quick
        self._shares = False

    def publish(self, outputs: Sequence[Output], known: Mapping[str, KnownFile], slices: Mapping[str, str]) -> Published:
        """The result of making the live tree hold exactly these files and their manifest; ``known`` are those of before."""
        seen = self._seen
        intact = {file: record for file, record in known.items() if file not in seen.changed}
        kept = {
            output.file: record
            for output in outputs
            if (record := intact.get(output.file)) is not None and record.key == output.key
        }
        stale = [output for output in outputs if output.file not in kept]
        if not stale and len(known) == len(outputs) + 1 and MANIFEST in intact and self._is_as_it_was:
            write_slices(self._store, slices)
            if seen.touched and seen.seal:
                self._seal(shares=bool(seen.seal.shares), moment=seen.began)
            return Published(len(known), 0, known[MANIFEST].identity)
        self._shares = not self._quick and self._can_share()
        place = self._prepare(known, {output.file for output in outputs} | {MANIFEST})
        now = kept | self._make(place, stale, intact)
        manifest = "".join(f"{now[file].sha256}  {file}\n" for file in sorted(now)).encode()
        now[MANIFEST] = make(place, Output(MANIFEST, "", lambda: manifest), intact)
        # What is the same as in the live tree is shared with it, so that its times tell the truth.
        shared = {file for file, record in now.items() if (old := known.get(file)) and old.identity == record.identity}
        if self._shares:
            self._link(place, sorted(shared & (seen.missing | seen.strange)))
        gone = (known.keys() or named_within(self._places.live)) - now.keys()
        changed = sorted(now.keys() - shared)
        write_known(self._store, known, now)
        write_slices(self._store, slices)
        late = self._put(changed, gone)
        return Published(len(now), len(changed) + len(gone), now[MANIFEST].identity, seen.differences, late)

    @property
    def _is_as_it_was(self) -> bool:
        """True where both trees are as the last build left them."""
        seen = self._seen
        if not seen.seal or seen.differences:
            return False
        return not (exists(self._places.spare) and seen.seal.shares and (seen.missing or seen.strange))

    def _prepare(self, known: Mapping[str, KnownFile], wanted: Set[str]) -> Path:
        """The folder in which what changed is made: the spare tree without what is not wanted, or an empty one."""
        if self._shares:
            remove_files(self._places.spare, (known.keys() - self._seen.missing | self._seen.strange) - wanted)
            return self._places.spare
        break_seal(self._store)  # before anything is changed in the live tree
        return fresh_folder(self._places.staging)

    def _make(self, place: Path, stale: Sequence[Output], intact: Mapping[str, KnownFile]) -> dict[str, KnownFile]:
        written = self._work.share(make_outputs, (place, intact), stale, turn=TURN)
        return dict(zip((output.file for output in stale), written, strict=True))

    def _link(self, tree: Path, files: Sequence[str]) -> None:
        self._work.run(link, (self._places.live, tree), files)

    def _can_share(self) -> bool:
        """True where the live tree and the spare one can share files."""
        known = next((self._places.live / name for name in (MANIFEST, MARK) if is_file(self._places.live / name)), None)
        if known and not is_link(known):
            return can_link(str(known), str(self._places.probe))
        probe = str((self._places.live if is_folder(self._places.live) else self._places.work) / STAGING)
        write_new(probe, b"")
        try:
            return can_link(probe, str(self._places.probe))
        finally:
            os.unlink(probe)

    def _put(self, changed: Sequence[str], gone: Set[str]) -> str:
        """Puts what was made in its place, whole where that can be; why something failed once it was there, or nothing."""
        if not is_folder(self._places.live):
            if exists(self._places.live, follow=False):
                move_away(self._places.live, [""], self._places.removed)
            self._places.live.parent.mkdir(parents=True, exist_ok=True)
        whole = self._shares and swap(self._places.spare, self._places.live, self._places.aside)
        if not whole:
            self._remove_foreign(self._places.live)  # a link among it would lead elsewhere
            staged = stage_links(self._places.spare, self._places.live, changed) if self._shares else self._places.staging
            put_files(staged, self._places.live, changed, gone)
        try:
            self._tidy(changed, gone, whole=whole)
            if self._quick and self._seen.seal:  # of the rest nothing is known since the moment of the last plain build
                write_seal(self._store, self._seen.seal)
            else:
                self._seal(shares=self._shares)
        except OSError as error:
            return str(error)
        except StoreFault as fault:
            return str(fault.__cause__ or fault.file)
        return ""

    def _tidy(self, changed: Sequence[str], gone: Set[str], *, whole: bool) -> None:
        """Takes away what does not belong to the new tree, and makes the spare one the same."""
        old = self._places.spare if whole else self._places.live
        if whole:  # else it was done before ours took its place
            self._remove_foreign(old)
        for folder in (one.file for one in self._seen.differences if one.kind == "mode" and one.file.endswith("/")):
            with contextlib.suppress(FileNotFoundError):
                os.chmod(old / folder, FOLDER_MODE)
        remove_files(old, gone)
        if not whole:
            remove_leftover(self._places.staging)
        elif exists(self._places.spare):
            self._link(self._places.spare, changed)
        if self._quick and self._seen.seal and self._seen.seal.shares and exists(self._places.spare):
            remove_files(self._places.spare, gone)
            self._link(self._places.spare, changed)
        elif not self._shares and exists(self._places.spare):
            remove(str(self._places.spare))

    def _remove_foreign(self, tree: Path) -> None:
        """Takes out of a tree what was not published; it is kept in the work folder, for whoever looks into it."""
        move_away(tree, [file for file in self._seen.foreign if file and exists(tree / file, follow=False)], self._places.removed)

    def _seal(self, *, shares: bool, moment: int = 0) -> None:
        """Notes that all is in its place, as of a moment of the file system's clock; without one, as of now."""
        root, manifest = self._places.live.stat(), (self._places.live / MANIFEST).stat()
        if root.st_dev != self._places.work.stat().st_dev:  # of which we have no clock but what was changed last
            moment = root.st_ctime_ns + 1
        moment = moment or tick(self._places.mark)
        write_seal(self._store, Seal(moment, stat.S_IMODE(manifest.st_mode), stat.S_IMODE(root.st_mode) & 0o1777, int(shares)))
