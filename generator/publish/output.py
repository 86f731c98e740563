"""Putting a site in its place: only what changed is made, and it is swapped in whole.

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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.frozen import frozen
from generator.leftovers import remove_leftover
from generator.model.output.output import Output
from generator.presence import exists, is_file, is_folder, is_link, real_path
from generator.publish.belonging import MARK, OtherEdition, edition_in, is_ours
from generator.publish.file_trees import FOLDER_MODE, can_link, lies_within, public_modes, remove, remove_files, write_new
from generator.publish.known_files import (
    MANIFEST,
    Identity,
    Seal,
    Written,
    break_seal,
    read_written,
    write_seal,
    write_slices,
    write_written,
)
from generator.publish.make import TURN, link, make, make_outputs
from generator.publish.put import STAGING, fresh_folder, move_away, put_files, stage_links, swap
from generator.publish.survey import Difference, Survey, is_intact, named_within, survey, survey_of, tick, trusts
from generator.store import Store, StoreFault
from generator.work import Task, Work

if TYPE_CHECKING:
    from filelock import BaseFileLock

_FEW = 1000  # files that a quick build puts in their places one by one; what is more is put there whole, after a look at all
_LOCK, _REMOVED, _DENY = "lock", "removed", ".htaccess"  # of the work folder, what outlives a build without cache


class Busy(Exception):
    """Another build holds this output."""


class NotOurs(Exception):
    """The output folder holds files that no build of ours made."""


@frozen
class Published:
    """The result of a publication: how many files the site has, and how many of them changed, came or went.

    ``seal`` is the identity of the manifest, which no two different publications share. ``differences`` are what was found not
    to be as the last build left it, and mended; ``late`` why something failed after the new site was in its place.
    """

    files: int
    changed: int
    seal: Identity
    differences: tuple[Difference, ...] = ()
    late: str = ""


class OutputFolder:
    """An output folder, its work folder and its spare tree, held by one build at a time.

    ``asked`` is the folder as it was named. A symbolic link is followed: what it leads to is ``live``, and the link stays.
    """

    def __init__(self, output: Path) -> None:
        self.asked = output
        self.live = Path(real_path(output)) if is_link(output) else output
        self.work = _work_folder(output, self.live)
        self.removed = self.work / _REMOVED
        self._spare = self.work / "spare"
        self._aside = self.work / "aside"
        self._surveyed: Task[Survey] | None = None
        self._read: dict[str, Written] | None = None
        self._quick = False

    @contextlib.contextmanager
    def hold(self, *, adopt: bool = False) -> Iterator[OutputFolder]:
        """Takes the folder for one build. Raises Busy while another has it, NotOurs where it holds foreign files.

        ``adopt`` takes a folder of ours that has lost what tells it, its manifest or its catalog.
        """
        from filelock import FileLock, Timeout  # who only recalls holds nothing

        self.work.mkdir(0o700, parents=True, exist_ok=True)
        if stat.S_IMODE(self.work.stat().st_mode) & 0o077:  # it holds drafts and what is withheld
            with contextlib.suppress(OSError):
                self.work.chmod(0o700)
        for_apache = self.work / _DENY
        if not exists(for_apache):
            for_apache.write_text("Require all denied\n", "ascii")
        lock = FileLock(self.work / _LOCK, blocking=False)
        with contextlib.ExitStack() as cleanup:
            try:
                lock.acquire()
            except Timeout as error:
                raise Busy(str(self.asked)) from error
            cleanup.callback(_release, lock)
            self._recover()
            if not is_ours(self.live, self.work, adopt=adopt):
                raise NotOurs(str(self.asked))
            remove_leftover(self.live / STAGING)  # of a build that was ended while it put files there
            cleanup.enter_context(public_modes())
            try:
                yield self
            finally:
                if self._surveyed:
                    self._surveyed.stop()
                    self._surveyed = None

    def _recover(self) -> None:
        """After a swap in two steps that was cut between them."""
        if exists(self._aside):
            if exists(self.live):
                remove(str(self._aside))
            else:
                self._aside.rename(self.live)

    def require_edition(self, mark: str) -> None:
        """Raises OtherEdition where the folder holds another edition than the one with this mark."""
        if is_file(self.live / MANIFEST) and edition_in(self.live) != mark:
            raise OtherEdition(str(self.asked))

    def forget(self) -> None:
        """Drops everything known from earlier builds, so that all is made anew."""
        for entry in self.work.iterdir():
            if entry.is_dir() and entry.name != _REMOVED:
                remove(str(entry))
            elif entry.name not in (_LOCK, _REMOVED, _DENY):
                entry.unlink()

    def keys(self, store: Store) -> dict[str, str]:
        """The keys that the files of the last build were made for, by their path."""
        return {file: record.key for file, record in self._known(store).items()}

    def _known(self, store: Store) -> dict[str, Written]:
        if self._read is None:
            self._read = read_written(store)
        return self._read

    def is_intact(self, store: Store) -> bool:
        """True if every file of the last build is in its place as it was written."""
        return is_intact(self.live, store)

    def start_survey(self, store: Store, work: Work, *, thorough: bool = False, quick: bool = False) -> None:
        """Begins to look at both trees, beside what else is to be done before publishing.

        ``quick`` trusts them where that can be, and looks at what will be touched alone.
        """
        if self._surveyed:
            self._surveyed.stop()
        self._quick = quick and not thorough and trusts(self.live, store)
        self._surveyed = None if self._quick else work.begin(survey, self._question(store, thorough=thorough))
        self._read = None

    def _question(self, store: Store, *, thorough: bool) -> tuple[Path, Path, Path, Store, bool]:
        return self.live, self._spare, self.work / "mark", store, thorough

    def publish(self, outputs: Sequence[Output], store: Store, work: Work, slices: Mapping[str, str] = {}) -> Published:
        """Makes the live tree hold exactly these files (and their manifest), and notes the keys of the slices they come from.

        Raises PutInPart where the live tree is neither the old nor the new one. What fails once it is the new one is noted.
        """
        if stray := next((output.file for output in outputs if not lies_within(output.file)), None):
            raise ValueError(f"an output outside its folder: {stray}")
        known, self._read = self._known(store), None
        seen = self._seen(outputs, known, store)
        intact = {file: record for file, record in known.items() if file not in seen.changed}
        kept = {
            output.file: record
            for output in outputs
            if (record := intact.get(output.file)) is not None and record.key == output.key
        }
        stale = [output for output in outputs if output.file not in kept]
        strayed = seen.missing | seen.strange if exists(self._spare) and (seen.seal is None or seen.seal.shares) else frozenset()
        as_it_was = seen.seal and not seen.differences and len(known) == len(outputs) + 1 and MANIFEST in intact
        if not stale and not strayed and as_it_was:
            write_slices(store, slices)
            if seen.touched and seen.seal:
                self._seal(store, shares=bool(seen.seal.shares), moment=seen.began)
            return Published(len(known), 0, known[MANIFEST].identity)
        shares = not self._quick and self._shares()
        strayed = seen.missing | seen.strange if shares else frozenset()
        wanted = {output.file for output in outputs} | {MANIFEST}
        if shares:
            place = self._spare
            remove_files(place, (known.keys() - seen.missing | seen.strange) - wanted)
        else:
            break_seal(store)  # before anything is changed in the live tree
            place = fresh_folder(self.live / STAGING)
        written = work.share(make_outputs, (place, intact), stale, turn=TURN)
        now = kept | dict(zip((output.file for output in stale), written, strict=True))
        manifest = "".join(f"{now[file].sha256}  {file}\n" for file in sorted(now)).encode()
        now[MANIFEST] = make(place, Output(MANIFEST, "", lambda: manifest), intact)
        # What is the same as in the live tree is shared with it, so that its times tell the truth.
        shared = {file for file, record in now.items() if (old := known.get(file)) and old.identity == record.identity}
        work.run(link, (self.live, place), sorted(shared & strayed))
        gone = (known.keys() or named_within(self.live)) - now.keys()
        changed = sorted(now.keys() - shared)
        write_written(store, known, now)
        write_slices(store, slices)
        late = self._put(changed, gone, seen, store, work, shares=shares)
        return Published(len(now), len(changed) + len(gone), now[MANIFEST].identity, seen.differences, late)

    def _seen(self, outputs: Sequence[Output], known: Mapping[str, Written], store: Store) -> Survey:
        """The survey of both trees, or of what will be touched, where that is little and the rest is trusted."""
        if self._quick:
            gone = known.keys() - {output.file for output in outputs} - {MANIFEST}
            stale = {output.file for output in outputs if (record := known.get(output.file)) is None or record.key != output.key}
            if len(stale) + len(gone) <= _FEW:
                return survey_of(self.live, store, stale | gone)
            self._quick = False
        return self._surveyed.result() if self._surveyed else survey(self._question(store, thorough=False))

    def _shares(self) -> bool:
        """True where the live tree and the spare one can share files."""
        known = next((self.live / name for name in (MANIFEST, MARK) if is_file(self.live / name)), None)
        if known and not is_link(known):
            return can_link(str(known), str(self.work / "probe"))
        probe = str((self.live if is_folder(self.live) else self.work) / STAGING)
        write_new(probe, b"")
        try:
            return can_link(probe, str(self.work / "probe"))
        finally:
            os.unlink(probe)

    def _put(
        self,
        changed: Sequence[str],
        gone: set[str],
        seen: Survey,
        store: Store,
        work: Work,
        *,
        shares: bool,
    ) -> str:
        """Puts what was made in its place, whole where that can be; why something failed once it was there, or nothing."""
        if not is_folder(self.live):
            if exists(self.live, follow=False):
                move_away(self.live, [""], self.removed)
            self.live.parent.mkdir(parents=True, exist_ok=True)
        whole = shares and swap(self._spare, self.live, self._aside)
        if not whole:
            self._remove_foreign(self.live, seen)  # a link among it would lead elsewhere
            staged = stage_links(self._spare, self.live, changed) if shares else self.live / STAGING
            put_files(staged, self.live, changed, gone)
        try:
            self._tidy(changed, gone, seen, work, shares=shares, whole=whole)
            if self._quick and seen.seal:  # of the rest nothing is known since the moment of the last plain build
                write_seal(store, seen.seal)
            else:
                self._seal(store, shares=shares)
        except OSError as error:
            return str(error)
        except StoreFault as fault:
            return str(fault.__cause__ or fault.file)
        return ""

    def _tidy(self, changed: Sequence[str], gone: set[str], seen: Survey, work: Work, *, shares: bool, whole: bool) -> None:
        """Takes away what does not belong to the new tree, and makes the spare one the same."""
        old = self._spare if whole else self.live
        if whole:  # else it was done before ours took its place
            self._remove_foreign(old, seen)
        for folder in (one.file for one in seen.differences if one.kind == "mode" and one.file.endswith("/")):
            with contextlib.suppress(FileNotFoundError):
                os.chmod(old / folder, FOLDER_MODE)
        remove_files(old, gone)
        if not whole:
            remove_leftover(self.live / STAGING)
        elif exists(self._spare):
            work.run(link, (self.live, self._spare), changed)
        if self._quick and seen.seal and seen.seal.shares and exists(self._spare):
            remove_files(self._spare, gone)
            work.run(link, (self.live, self._spare), changed)
        elif not shares and exists(self._spare):
            remove(str(self._spare))

    def _remove_foreign(self, tree: Path, seen: Survey) -> None:
        """Takes out of a tree what was not published; it is kept in the work folder, for whoever looks into it."""
        move_away(tree, [file for file in seen.foreign if file and exists(tree / file, follow=False)], self.removed)

    def _seal(self, store: Store, *, shares: bool, moment: int = 0) -> None:
        """Notes that all is in its place, as of a moment of the file system's clock; without one, as of now."""
        root, manifest = self.live.stat(), (self.live / MANIFEST).stat()
        if root.st_dev != self.work.stat().st_dev:  # of which we have no clock but what was changed last
            moment = root.st_ctime_ns + 1
        moment = moment or tick(self.work / "mark")
        write_seal(store, Seal(moment, stat.S_IMODE(manifest.st_mode), stat.S_IMODE(root.st_mode) & 0o1777, int(shares)))


def _release(lock: BaseFileLock) -> None:
    with contextlib.suppress(OSError):  # then it goes with the process
        lock.release()


def _work_folder(asked: Path, live: Path) -> Path:
    """The folder for what is kept and made: beside the live tree, or beside the link to it where nothing may be written there."""
    beside = live.parent / f".{live.name}.build"
    if live != asked and not is_folder(beside) and not os.access(live.parent, os.W_OK):
        return asked.parent / f".{asked.name}.build"
    return beside
