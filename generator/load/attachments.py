"""What is found in attachments, looked for once in each file and kept by its bytes and its type."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from generator.load.attachment_properties import read_properties
from generator.load.attachment_text import FEW, AttachmentTexts, KeptText, keep_text, kept_text, read_text
from generator.load.shipped import runtime_digest
from generator.model.attachment import AttachmentText
from generator.model.item import File
from generator.problems import Problem, Spot
from generator.store import Store
from generator.text import excerpt
from generator.work import Work

Inspect = Callable[[AttachmentText], Iterable[Problem]]
Attachment = tuple[str, str, str]  # key, path in the site, type

_PROBLEMS: TypeAdapter[list[Problem]] = TypeAdapter(list[Problem])
_NOTHING = b"[]"
_REASON = 100  # characters of it that are told


class InspectionFailed(ResourceWarning):
    """Our own reading or judging of a file failed. Silent by default, as the finding says it; a test fails of it."""


def load_attachments(
    site: Path, files: Iterable[File], store: Store, settings: str, work: Work, inspect: Inspect
) -> dict[str, tuple[Problem, ...]]:
    """What ``inspect`` finds in each file, by its key; files without a find are left out.

    What was found before under the same settings is kept, and not looked for again.
    """
    wanted = {file.key: (file.key, file.source, file.type) for file in files}
    if not wanted:
        return {}
    table = store.table("inspected", f"{runtime_digest()} {settings}")
    known = dict(table.get(wanted))
    stale = [attachment for key, attachment in wanted.items() if key not in known]
    texts = AttachmentTexts(store)
    inspection = _Inspection(site, texts.whole(attachment[0] for attachment in stale), inspect)
    fresh = dict(zip((attachment[0] for attachment in stale), work.run(_look_into, inspection, stale, FEW), strict=True))
    texts.keep({key: looked.text for key, looked in fresh.items() if looked.text})
    rows = [(key, "", looked.found) for key, looked in fresh.items() if not looked.failed]
    table.replace(table.keys().keys() - wanted.keys() if rows else [], rows)
    known |= {key: looked.found for key, looked in fresh.items()}
    found = {key: known[key] for key in wanted if known[key] != _NOTHING}
    return {key: tuple(_PROBLEMS.validate_json(data)) for key, data in found.items()}


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in a file, as JSON, and its text where it was not known yet."""

    found: bytes
    text: KeptText | None
    failed: bool


@dataclass(frozen=True)
class _Inspection:
    """How attachments are looked into: ``known`` are the texts that were read before, by the keys of their files."""

    site: Path
    known: Mapping[str, str]
    inspect: Inspect

    def look(self, key: str, source: str, type: str) -> _Looked:
        """Nothing that lies in a file may keep the others from being looked at."""
        found: list[Problem] = []
        text: KeptText | None = None
        failed = False
        try:
            path, whole = self.site / source, self.known.get(key)
            read = kept_text(whole) if whole else read_text(path, type)
            if not whole:
                text = keep_text(read)
            beside = read_properties(path, type)
            found.extend(self.inspect(replace(read, pieces=(*read.pieces, *beside)) if beside else read))
        except Exception as error:
            failed = True
            warnings.warn(f"{source}: {error!r}", InspectionFailed, stacklevel=1)
            reason = f"{error.__class__.__name__}: {error}".removesuffix(": ")
            values = {"state": "failed", "reason": excerpt(reason, _REASON)}
            found.append(Problem("attachment-unjudged", Spot(""), values))
        return _Looked(_PROBLEMS.dump_json(found), text, failed)


def _look_into(inspection: _Inspection, attachments: Sequence[Attachment]) -> list[_Looked]:
    return [inspection.look(*attachment) for attachment in attachments]
