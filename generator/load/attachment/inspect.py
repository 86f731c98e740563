"""What is found in attachments, looked for once in each file and kept by its bytes and its type."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from generator.database import connect
from generator.load.attachment.child import Failure, map_limited
from generator.load.attachment.kept import AttachmentTexts, KeptText, keep_text, kept_text
from generator.load.attachment.text import load_libraries, read_text
from generator.load.shipped import runtime_digest
from generator.model.attachment import AttachmentText
from generator.model.item import Item
from generator.problems import Problem, Spot
from generator.text import excerpt

Inspect = Callable[[AttachmentText], Iterable[Problem]]
Attachment = tuple[str, str, str]  # key, path in the site, type

_PROBLEMS: TypeAdapter[list[Problem]] = TypeAdapter(list[Problem])
_NOTHING = "[]"
_TABLE = "inspected (file TEXT PRIMARY KEY, key TEXT, found TEXT)"
_REASON = 100  # characters of it that are told


class InspectionFailed(ResourceWarning):
    """Our own reading or judging of a file failed. Silent by default, as the finding says it; a test fails of it."""


def load_attachments(
    site: Path, items: Iterable[Item], folder: Path | None, settings: str, jobs: int, inspect: Inspect
) -> dict[str, tuple[Problem, ...]]:
    """What ``inspect`` finds in each attachment of the items, by its key; files without a find are left out.

    What was found before under the same settings is not looked for again; ``folder`` is where it is kept.
    """
    wanted = {file.key: (file.key, file.source, file.type) for item in items for file in item.files}
    if not wanted:
        return {}
    kept = _Kept(folder, f"{runtime_digest()} {settings}")
    known = kept.known()
    stale = [attachment for key, attachment in wanted.items() if key not in known]
    texts = AttachmentTexts(folder)
    load_libraries({type for _, _, type in stale})
    work = _Inspection(site, texts.whole(attachment[0] for attachment in stale), inspect)
    looked = zip((attachment[0] for attachment in stale), map_limited(work, stale, jobs), strict=True)
    fresh = {key: _given_up(found) if isinstance(found, str) else found for key, found in looked}
    texts.keep({key: looked.text for key, looked in fresh.items() if looked.text})
    kept.keep({key: looked.found for key, looked in fresh.items() if not looked.failed}, wanted)
    known |= {key: looked.found for key, looked in fresh.items()}
    found = {key: known[key] for key in wanted if known[key] != _NOTHING}
    return {key: tuple(_PROBLEMS.validate_json(data)) for key, data in found.items()}


def inspect_file(path: Path, inspect: Inspect) -> list[Problem]:
    """What ``inspect`` finds in one file, wherever it lies; nothing is kept of it."""
    attachment = "", path.name, path.suffix.removeprefix(".").lower()
    (found,) = map_limited(_Inspection(path.parent, {}, inspect), [attachment], 1)
    return _PROBLEMS.validate_json((_given_up(found) if isinstance(found, str) else found).found)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in a file, as JSON, and its text where it was not known yet."""

    found: str
    text: KeptText | None
    failed: bool


@dataclass(frozen=True)
class _Inspection:
    """The work of one process."""

    site: Path
    known: Mapping[str, str]
    inspect: Inspect

    def __call__(self, attachment: Attachment) -> _Looked:
        """Nothing that lies in a file may keep the others from being looked at."""
        key, source, type = attachment
        found: list[Problem] = []
        text: KeptText | None = None
        failed = False
        try:
            whole = self.known.get(key)
            read = kept_text(whole) if whole else read_text(self.site / source, type)
            if not whole:
                text = keep_text(read)
                failed = read.state == "unreadable"  # the disk may give it the next time
            found.extend(self.inspect(read))
        except Exception as error:
            failed = True
            warnings.warn(f"{source}: {error!r}", InspectionFailed, stacklevel=1)
            reason = f"{error.__class__.__name__}: {error}".removesuffix(": ")
            found.append(Problem("attachment-unjudged", Spot(""), {"state": "failed", "reason": excerpt(reason, _REASON)}))
        return _Looked(_PROBLEMS.dump_json(found).decode(), None if failed else text, failed)


def _given_up(why: Failure) -> _Looked:
    """What is known of a file that brought the process down that read it."""
    found = [Problem("attachment-unjudged", Spot(""), {"state": why})]
    return _Looked(_PROBLEMS.dump_json(found).decode(), keep_text(AttachmentText(why)), failed=False)


class _Kept:
    """Finds by the keys of files in one SQLite file; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, key: str) -> None:
        self._file = folder / "inspected.sqlite" if folder else None
        self._key = key

    def known(self) -> dict[str, str]:
        if self._file is None or not self._file.exists():
            return {}
        try:
            with closing(connect(self._file, _TABLE)) as database:
                return dict(database.execute("SELECT file, found FROM inspected WHERE key = ?", (self._key,)))
        except sqlite3.DatabaseError:
            self._file.unlink()
            return {}

    def keep(self, fresh: Mapping[str, str], wanted: Iterable[str]) -> None:
        if self._file is None or not fresh:
            return
        still = set(wanted)
        with closing(connect(self._file, _TABLE)) as database, database:
            gone = [row for row in database.execute("SELECT file FROM inspected") if row[0] not in still]
            database.executemany("DELETE FROM inspected WHERE file = ?", gone)
            rows = [(file, self._key, found) for file, found in fresh.items()]
            database.executemany("INSERT OR REPLACE INTO inspected VALUES (?, ?, ?)", rows)
