"""Putting a site in its place: only what changed is made, and it is swapped in whole.

Beside the output folder lies a work folder with a second complete tree, the spare. A build brings the spare up to date,
sharing unchanged files with the live tree by hard link, and then exchanges the two in one step. A file is never written
in place, so a build that is killed leaves the live tree as it was; whatever it left in the spare is found by looking.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.load.source.source import SourceChanged
from generator.model.output.output import Copy, Output
from generator.publish.file_trees import copy_new, exchange_folders, link_files, remove_files, walk_inodes, write_new
from generator.publish.known_files import (
    Identity,
    Written,
    find_changed,
    find_identity,
    has_inode,
    identity_of,
    read_states,
    read_written,
    write_slices,
    write_written,
)
from generator.store import Kept, Store
from generator.work import Task, Work

MANIFEST = "manifest-sha256.txt"
_MARK = "catalog.json"  # with the manifest, what tells an output folder of ours


class Busy(Exception):
    """Another build holds this output."""


class NotOurs(Exception):
    """The output folder holds files that no build of ours made."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did: how many files the site has, and how many of them changed, came or went.

    ``seal`` is the identity of the manifest, which no two different publications share.
    """

    files: int
    changed: int
    seal: Identity


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command that published was asked, from what inputs it worked, and what it said.

    ``outside`` are patterns of files of the machine it looked for, and ``outside_name`` a name for what they found.
    ``unchanged`` is the sentence to say when all of this is still so. ``day`` is the day it was judged by, ``span`` when that
    begins and ends where the site is, in seconds since 1970.
    """

    question: str
    inputs: str
    outside: tuple[str, ...]
    outside_name: str
    findings: str
    unchanged: str
    files: int
    day: str
    span: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Survey:
    """The two trees beside what is known of them.

    ``changed`` are the files of the live tree that are not as they were written, ``missing`` those the spare tree lacks,
    ``foreign`` the files of the spare tree that are not those of the live one.
    """

    changed: frozenset[str]
    missing: frozenset[str]
    foreign: frozenset[str]


class OutputFolder:
    """An output folder, its work folder and its spare tree, held by one build at a time."""

    def __init__(self, output: Path) -> None:
        self.live = output
        self.work = output.parent / f".{output.name}.build"
        self._spare = self.work / "spare"
        self._aside = self.work / "aside"
        self._surveyed: Task[_Survey] | None = None
        self._read: dict[str, Written] | None = None

    @contextlib.contextmanager
    def hold(self) -> Iterator[OutputFolder]:
        """Takes the folder for one build. Raises Busy while another has it, NotOurs where it holds foreign files."""
        from filelock import FileLock, Timeout  # who only recalls holds nothing

        self.work.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as cleanup:
            try:
                cleanup.enter_context(FileLock(self.work / "lock", blocking=False))
            except Timeout as error:
                raise Busy(str(self.live)) from error
            self._recover()
            if (
                self.live.exists()
                and any(self.live.iterdir())
                and not all((self.live / name).is_file() for name in (MANIFEST, _MARK))
            ):
                raise NotOurs(str(self.live))
            try:
                yield self
            finally:
                if self._surveyed:
                    self._surveyed.stop()
                    self._surveyed = None

    def _recover(self) -> None:
        """After a swap in two steps that was cut between them."""
        if self._aside.exists():
            if self.live.exists():
                shutil.rmtree(self._aside)
            else:
                self._aside.rename(self.live)

    def forget(self) -> None:
        """Drops everything known from earlier builds, so that all is made anew."""
        for entry in self.work.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif entry.name != "lock":
                entry.unlink()

    def keys(self, store: Store) -> dict[str, str]:
        """The keys that the files of the last build were made for, by their path."""
        return {file: record.key for file, record in self._known(store).items()}

    def _known(self, store: Store) -> dict[str, Written]:
        if self._read is None:
            self._read = read_written(store)
        return self._read

    def remember(self, store: Store, published: Published, answer: Answer) -> None:
        """Notes what was said of what was published."""
        _answers(store).replace([], [("last", "", json.dumps([published.seal, asdict(answer)]).encode())])

    def recall(self, store: Store) -> Answer | None:
        """What was last said of what is published now."""
        try:
            seal, answer = json.loads(dict(_answers(store).get(["last"]))["last"])
            found = Answer(**answer | {"outside": tuple(answer["outside"]), "span": tuple(answer["span"])})
        except (ValueError, TypeError, KeyError):
            return None
        return found if find_identity(self.live, MANIFEST) == tuple(seal) else None

    def start_looking(self, store: Store, work: Work) -> Task[bool]:
        """Begins to look whether every file of the last build is in its place as it was written."""
        return work.begin(_is_intact, (self.live, store))

    def start_survey(self, store: Store, work: Work) -> None:
        """Begins to look at both trees, beside what else is to be done before publishing."""
        if self._surveyed:
            self._surveyed.stop()
        self._surveyed = work.begin(_survey, (self.live, self._spare, store))
        self._read = None

    def publish(self, outputs: Sequence[Output], store: Store, work: Work, slices: Mapping[str, str] = {}) -> Published:
        """Makes the live tree hold exactly these files (and their manifest), and notes the keys of the slices they come from."""
        if stray := next((output.file for output in outputs if not _stays_inside(output.file)), None):
            raise ValueError(f"an output outside its folder: {stray}")
        known, self._read = self._known(store), None
        survey = self._surveyed.result() if self._surveyed else _survey((self.live, self._spare, store))
        intact = {file: record for file, record in known.items() if file not in survey.changed}
        kept = {
            output.file: record
            for output in outputs
            if (record := intact.get(output.file)) is not None and record.key == output.key
        }
        stale = [output for output in outputs if output.file not in kept]
        strayed = survey.missing | survey.foreign
        if not stale and not strayed and len(known) == len(outputs) + 1 and MANIFEST in intact:
            write_slices(store, slices)
            return Published(len(known), 0, known[MANIFEST].identity)
        wanted = {output.file for output in outputs} | {MANIFEST}
        remove_files(self._spare, (known.keys() - survey.missing | survey.foreign) - wanted)
        made = dict(zip((output.file for output in stale), work.share(_make_outputs, (self._spare, intact), stale), strict=True))
        now = kept | made
        manifest = "".join(f"{now[file].sha256}  {file}\n" for file in sorted(now)).encode()
        now[MANIFEST] = _make(self._spare, Output(MANIFEST, "", lambda: manifest), intact.get(MANIFEST))
        # What is the same as in the live tree is shared with it, so that its times tell the truth.
        shared = {file for file, record in now.items() if (old := known.get(file)) and old.identity == record.identity}
        link_files(self.live, self._spare, shared & strayed)
        write_written(store, known, now)
        write_slices(store, slices)
        gone = known.keys() - now.keys()
        changed = sorted(now.keys() - shared)
        self._swap()
        # The old live tree becomes the spare of the next build.
        remove_files(self._spare, gone)
        left = changed if self._spare.exists() else list(now)
        work.run(_link, (self.live, self._spare), left)
        return Published(len(now), len(changed) + len(gone), now[MANIFEST].identity)

    def _swap(self) -> None:
        if not self.live.exists():
            self.live.parent.mkdir(parents=True, exist_ok=True)
            self._spare.rename(self.live)
        elif not exchange_folders(self._spare, self.live):
            self.live.rename(self._aside)
            self._spare.rename(self.live)
            self._aside.rename(self._spare)


def _answers(store: Store) -> Kept:
    return store.table("answers", "")


def _stays_inside(file: str) -> bool:
    """True for a path that leads to a file inside the folder it starts from."""
    return not file.startswith("/") and ".." not in file.split("/")


def _is_intact(given: tuple[Path, Store]) -> bool:
    live, store = given
    known = read_states(store)
    return bool(known) and not any(find_changed(live, known))


def _survey(given: tuple[Path, Path, Store]) -> _Survey:
    live, spare, store = given
    known = read_states(store)
    left = dict(walk_inodes(spare))
    foreign = frozenset(file for file, inode in left.items() if file not in known or not has_inode(known[file], inode))
    return _Survey(frozenset(find_changed(live, known)), frozenset(known.keys() - left.keys()), foreign)


def _make_outputs(given: tuple[Path, Mapping[str, Written]], outputs: Sequence[Output]) -> list[Written]:
    spare, intact = given
    return [_make(spare, output, intact.get(output.file)) for output in outputs]


def _make(spare: Path, output: Output, before: Written | None) -> Written:
    """Makes a file into the spare tree, unless the live one, where it is as ``before``, turns out to have the same bytes."""
    data = output.make()
    sha256 = data.sha256 if isinstance(data, Copy) else hashlib.sha256(data).hexdigest()
    if before and before.sha256 == sha256:
        return before._replace(key=output.key)
    target = f"{spare}{os.sep}{output.file}"
    if not isinstance(data, Copy):
        return Written(output.key, sha256, *identity_of(write_new(target, data)))
    try:
        stat, copied = copy_new(target, data.path)
    except FileNotFoundError as error:
        raise SourceChanged(str(data.path)) from error
    if sha256 not in ("", copied):
        raise SourceChanged(str(data.path))
    return Written(output.key, copied, *identity_of(stat))


def _link(trees: tuple[Path, Path], files: Sequence[str]) -> list[None]:
    return link_files(*trees, files)
