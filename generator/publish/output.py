"""The folder that a site is published to, held by one build at a time. How it is published stands in `publication`."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.leftovers import remove_leftover
from generator.model.output.output import Output
from generator.presence import exists, is_file, is_folder, is_link, real_path
from generator.publish.belonging import OtherEdition, edition_in, is_ours
from generator.publish.file_trees import lies_within, public_modes, remove
from generator.publish.known_files import MANIFEST, KnownFile, read_known
from generator.publish.places import Places
from generator.publish.publication import Publication, Published
from generator.publish.survey import Survey, is_intact, survey, survey_of, trusts
from generator.store import Store
from generator.work import Task, Work

if TYPE_CHECKING:
    from filelock import BaseFileLock

_FEW = 1000  # files that a quick build puts in their places one by one; what is more is put there whole, after a look at all
_LOCK, _DENY = "lock", ".htaccess"  # of the work folder, what outlives a build without cache


class Busy(Exception):
    """Another build holds this output."""


class NotOurs(Exception):
    """The output folder holds files that no build of ours made, or is no folder."""


class OutputFolder:
    """An output folder, its work folder and its spare tree, held by one build at a time.

    ``asked`` is the folder as it was named. A symbolic link is followed: what it leads to is ``live``, and the link stays.
    """

    def __init__(self, output: Path) -> None:
        self.asked = output
        self.live = Path(real_path(output)) if is_link(output) else output
        self.work = _work_folder(output, self.live)
        self._places = Places(self.live, self.work)
        self._surveyed: Task[Survey] | None = None
        self._read: dict[str, KnownFile] | None = None
        self._quick = False

    @property
    def removed(self) -> Path:
        """The folder for what was found in the output folder and is not ours."""
        return self._places.removed

    @contextlib.contextmanager
    def hold(self, *, adopt: bool = False) -> Iterator[OutputFolder]:
        """Takes the folder for one build. Raises Busy while another has it, NotOurs where it holds foreign files or is no folder.

        ``adopt`` takes a folder of ours that has lost what tells it, its manifest or its catalog. Beside one that is not ours
        nothing is left.
        """
        from filelock import FileLock, Timeout  # who only recalls holds nothing

        is_new = not exists(self.work)
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
                if is_new:
                    _release(lock)
                    remove_leftover(self.work)
                raise NotOurs(str(self.asked))
            remove_leftover(self._places.staging)  # of a build that was ended while it put files there
            cleanup.enter_context(public_modes())
            try:
                yield self
            finally:
                if self._surveyed:
                    self._surveyed.stop()
                    self._surveyed = None

    def _recover(self) -> None:
        """After a swap in two steps that was cut between them."""
        aside = self._places.aside
        if exists(aside):
            if exists(self.live):
                remove(str(aside))
            else:
                aside.rename(self.live)

    def require_edition(self, mark: str) -> None:
        """Raises OtherEdition where the folder holds another edition than the one with this mark."""
        if is_file(self.live / MANIFEST) and edition_in(self.live) != mark:
            raise OtherEdition(str(self.asked))

    def forget(self) -> None:
        """Drops everything known from earlier builds, so that all is made anew."""
        for entry in self.work.iterdir():
            if entry.is_dir() and entry != self.removed:
                remove(str(entry))
            elif entry != self.removed and entry.name not in (_LOCK, _DENY):
                entry.unlink()

    def keys(self, store: Store) -> dict[str, str]:
        """The keys that the files of the last build were made for, by their path."""
        return {file: record.key for file, record in self._known(store).items()}

    def _known(self, store: Store) -> dict[str, KnownFile]:
        if self._read is None:
            self._read = read_known(store)
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
        return self.live, self._places.spare, self._places.mark, store, thorough

    def publish(self, outputs: Sequence[Output], store: Store, work: Work, slices: Mapping[str, str] = {}) -> Published:
        """Makes the live tree hold exactly these files (and their manifest), and notes the keys of the slices they come from.

        Raises PutInPart where the live tree is neither the old nor the new one. What fails once it is the new one is noted.
        """
        if stray := next((output.file for output in outputs if not lies_within(output.file)), None):
            raise ValueError(f"an output outside its folder: {stray}")
        known, self._read = self._known(store), None
        seen = self._seen(outputs, known, store)
        return Publication(self._places, store, work, seen, quick=self._quick).publish(outputs, known, slices)

    def _seen(self, outputs: Sequence[Output], known: Mapping[str, KnownFile], store: Store) -> Survey:
        """The survey of both trees, or of what will be touched, where that is little and the rest is trusted."""
        if self._quick:
            gone = known.keys() - {output.file for output in outputs} - {MANIFEST}
            stale = {output.file for output in outputs if (record := known.get(output.file)) is None or record.key != output.key}
            if len(stale) + len(gone) <= _FEW:
                return survey_of(self.live, store, stale | gone)
            self._quick = False
        return self._surveyed.result() if self._surveyed else survey(self._question(store, thorough=False))


def _release(lock: BaseFileLock) -> None:
    with contextlib.suppress(OSError):  # then it goes with the process
        lock.release()


def _work_folder(asked: Path, live: Path) -> Path:
    """The folder for what is kept and made: beside the live tree, or beside the link to it where nothing may be written there."""
    beside = live.parent / f".{live.name}.build"
    if live != asked and not is_folder(beside) and not os.access(live.parent, os.W_OK):
        return asked.parent / f".{asked.name}.build"
    return beside
