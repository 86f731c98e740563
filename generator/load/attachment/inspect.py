"""Findings in attachments, looked for once in each file and kept by its bytes and its type."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from generator.frozen import frozen
from generator.load.attachment.child import Failure, map_limited
from generator.load.attachment.kept import KeptText, keep_text, kept_text
from generator.load.attachment.ocr import ScanReader
from generator.load.attachment.scans import with_scans
from generator.load.attachment.texts import AttachmentTexts
from generator.load.shipped import runtime_digest
from generator.model.attachment import AttachmentText
from generator.model.item import File
from generator.problems import Problem, Spot
from generator.store import Store
from generator.text import excerpt

Inspect = Callable[[AttachmentText], Iterable[Problem]]
Attachment = tuple[str, str, str]  # key, path in the site, type

_PROBLEMS: TypeAdapter[list[Problem]] = TypeAdapter(list[Problem])
_NOTHING = b"[]"
_REASON = 100  # characters of it that are told


class InspectionFailed(ResourceWarning):
    """Our own reading or judging of a file failed. Silent by default, as the finding says it; a test fails of it."""


def load_attachments(
    site: Path, files: Iterable[File], store: Store, settings: str, jobs: int, inspect: Inspect, reader: ScanReader | None = None
) -> dict[str, tuple[Problem, ...]]:
    """The findings of ``inspect`` in each file, by its key; files without a find are left out.

    What was found before under the same settings is kept, and not looked for again. Scanned pages are read by ``reader``.
    """
    wanted = {file.key: (file.key, file.source, file.type) for file in files}
    if not wanted:
        return {}
    table = store.table("inspected", f"{runtime_digest()} {settings} {reader.name if reader else ''}")
    known = dict(table.get(wanted))
    stale = [attachment for key, attachment in wanted.items() if key not in known]
    texts = AttachmentTexts(store, reader)
    if stale:
        # What reads files takes longer to load than a run that has nothing new to read.
        from generator.load.attachment.text import load_libraries

        load_libraries({type for _, _, type in stale})
    keeps = store.file is not None or reader is not None
    work = _Inspection(site, texts.whole(attachment[0] for attachment in stale), inspect, keeps)
    looked = zip((attachment[0] for attachment in stale), map_limited(work, stale, jobs), strict=True)
    fresh = {key: _given_up(found) if isinstance(found, str) else found for key, found in looked}
    read = {key: looked.text for key, looked in fresh.items() if looked.text}
    scanned = with_scans(site, wanted, read, store, jobs, reader)
    if scanned:
        again = _Inspection(site, {key: text.whole for key, text in scanned.items()}, inspect)
        looked = zip(scanned, map_limited(again, [wanted[key] for key in scanned], jobs), strict=True)
        fresh |= {key: _given_up(found) if isinstance(found, str) else found for key, found in looked}
    texts.keep(read | scanned)
    rows = [(key, "", looked.found) for key, looked in fresh.items() if not looked.failed]
    table.replace(table.keys().keys() - wanted.keys() if rows else [], rows)
    known |= {key: looked.found for key, looked in fresh.items()}
    found = {key: known[key] for key in wanted if known[key] != _NOTHING}
    return {key: tuple(_PROBLEMS.validate_json(data)) for key, data in found.items()}


def inspect_file(path: Path, inspect: Inspect, reader: ScanReader | None = None) -> list[Problem]:
    """The findings of ``inspect`` in one file, wherever it lies; nothing is kept of it. Scanned pages are read by ``reader``."""
    attachment = "", path.name, path.suffix.removeprefix(".").lower()
    (found,) = map_limited(_Inspection(path.parent, {}, inspect, reader is not None), [attachment], 1)
    if not isinstance(found, str) and found.text:
        for text in with_scans(path.parent, {"": attachment}, {"": found.text}, Store(None), 1, reader).values():
            (found,) = map_limited(_Inspection(path.parent, {"": text.whole}, inspect), [attachment], 1)
    return _PROBLEMS.validate_json((_given_up(found) if isinstance(found, str) else found).found)


@frozen
class _Looked:
    """The findings in a file, as JSON, and its text where it was not known yet and is to be kept."""

    found: bytes
    text: KeptText | None
    failed: bool


@dataclass(frozen=True)
class _Inspection:
    """The work of one process. ``keeps``: whether texts that are read are to be kept, or looked at once more."""

    site: Path
    known: Mapping[str, str]
    inspect: Inspect
    keeps: bool = False

    def __call__(self, attachment: Attachment) -> _Looked:
        """The findings in a file; no fault of what lies in it keeps the others from being looked at."""
        from generator.load.attachment.text import read_text

        key, source, type = attachment
        found: list[Problem] = []
        text: KeptText | None = None
        failed = False
        try:
            whole = self.known.get(key)
            read = kept_text(whole) if whole else read_text(self.site / source, type)
            if not whole:
                text = keep_text(read) if self.keeps else None
                failed = read.state == "unreadable"  # the disk may give it the next time
            found.extend(self.inspect(read))
        except Exception as error:
            failed = True
            warnings.warn(f"{source}: {error!r}", InspectionFailed, stacklevel=1)
            reason = f"{error.__class__.__name__}: {error}".removesuffix(": ")
            found.append(Problem("attachment-unjudged", Spot(""), {"state": "failed", "reason": excerpt(reason, _REASON)}))
        return _Looked(_PROBLEMS.dump_json(found), None if failed else text, failed)


def _given_up(why: Failure) -> _Looked:
    """The findings in a file that brought the process down that read it."""
    found = [Problem("attachment-unjudged", Spot(""), {"state": why})]
    return _Looked(_PROBLEMS.dump_json(found), keep_text(AttachmentText(why)), failed=False)
