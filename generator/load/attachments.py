"""What is found in attachments, looked for once in each file and kept by its SHA-256."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from generator.database import connect
from generator.load.attachment_properties import read_properties
from generator.load.attachment_text import FEW, AttachmentTexts, KeptText, keep_text, kept_text, read_text
from generator.load.shipped import runtime_digest
from generator.model.attachment import AttachmentText
from generator.model.item import File
from generator.parallel import map_chunks
from generator.problems import Problem

Inspect = Callable[[AttachmentText], list[Problem]]
Attachment = tuple[str, str, str]  # SHA-256, path in the site, type

_PROBLEMS: TypeAdapter[list[Problem]] = TypeAdapter(list[Problem])
_NOTHING = "[]"
_TABLE = "inspected (sha256 TEXT PRIMARY KEY, key TEXT, found TEXT)"


def load_attachments(
    site: Path, files: Iterable[File], folder: Path | None, settings: str, jobs: int, inspect: Inspect
) -> dict[str, tuple[Problem, ...]]:
    """What ``inspect`` finds in each file, by SHA-256; files without a find are left out.

    What was found before under the same settings is not looked for again; ``folder`` is where it is kept.
    """
    wanted = {file.sha256: (file.sha256, file.source, file.type) for file in files}
    if not wanted:
        return {}
    kept = _Kept(folder, f"{runtime_digest()} {settings}")
    known = kept.known()
    stale = [attachment for sha256, attachment in wanted.items() if sha256 not in known]
    texts = AttachmentTexts(folder)
    work = _Inspection(site, texts.whole(attachment[0] for attachment in stale), inspect)
    fresh = {attachment[0]: found for attachment, found in zip(stale, map_chunks(work, stale, jobs, FEW), strict=True)}
    texts.keep({sha256: text for sha256, (_, text) in fresh.items() if text})
    finds = {sha256: found for sha256, (found, _) in fresh.items()}
    kept.keep(finds, wanted)
    known |= finds
    found = {sha256: known[sha256] for sha256 in wanted if known[sha256] != _NOTHING}
    return {sha256: tuple(_PROBLEMS.validate_json(data)) for sha256, data in found.items()}


@dataclass(frozen=True)
class _Inspection:
    """The work of one process: what is found in each attachment, as JSON, and its text where it was not known yet."""

    site: Path
    known: Mapping[str, str]
    inspect: Inspect

    def __call__(self, attachments: Sequence[Attachment]) -> list[tuple[str, KeptText | None]]:
        return [self._look(*attachment) for attachment in attachments]

    def _look(self, sha256: str, source: str, type: str) -> tuple[str, KeptText | None]:
        path, whole = self.site / source, self.known.get(sha256)
        text = kept_text(whole) if whole else read_text(path, type)
        beside = read_properties(path, type)
        found = self.inspect(replace(text, pieces=(*text.pieces, *beside)) if beside else text)
        return _PROBLEMS.dump_json(found).decode(), None if whole else keep_text(text)


class _Kept:
    """Finds by SHA-256 in one SQLite file; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, key: str) -> None:
        self._file = folder / "inspected.sqlite" if folder else None
        self._key = key

    def known(self) -> dict[str, str]:
        if self._file is None or not self._file.exists():
            return {}
        try:
            with closing(connect(self._file, _TABLE)) as database:
                return dict(database.execute("SELECT sha256, found FROM inspected WHERE key = ?", (self._key,)))
        except sqlite3.DatabaseError:
            self._file.unlink()
            return {}

    def keep(self, fresh: Mapping[str, str], wanted: Iterable[str]) -> None:
        if self._file is None or not fresh:
            return
        still = set(wanted)
        with closing(connect(self._file, _TABLE)) as database, database:
            gone = [row for row in database.execute("SELECT sha256 FROM inspected") if row[0] not in still]
            database.executemany("DELETE FROM inspected WHERE sha256 = ?", gone)
            rows = [(sha256, self._key, found) for sha256, found in fresh.items()]
            database.executemany("INSERT OR REPLACE INTO inspected VALUES (?, ?, ?)", rows)
