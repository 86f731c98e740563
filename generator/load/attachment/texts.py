"""The texts of attachments, read once and kept by their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.load.attachment.child import map_limited
from generator.load.attachment.kept import KeptText, keep_text
from generator.load.attachment.ocr import ScanReader
from generator.load.attachment.scans import with_scans
from generator.load.shipped import program_digest
from generator.model.attachment import AttachmentText
from generator.store import Row, Store

_WHOLE, _VISIBLE = ".whole", ".visible"  # the two rows of a file


@dataclass(frozen=True)
class _Read:
    """The work of one process."""

    site: Path

    def __call__(self, file: tuple[str, str, str]) -> KeptText:
        from generator.load.attachment.text import read_text

        _, source, type = file
        return keep_text(read_text(self.site / source, type))


class AttachmentTexts:
    """The texts of a site's attachments by their keys, read once and kept."""

    def __init__(self, store: Store, reader: ScanReader | None = None) -> None:
        self._store, self._reader = store, reader
        self._table = store.table("texts", f"{program_digest()} {reader.name if reader else ''}")

    def load_visible(self, site: Path, files: Iterable[tuple[str, str, str]], jobs: int) -> dict[str, str]:
        """The text that a reader of each file sees, by its key; a file is its key, its path in the site, and its type."""
        wanted = {file[0]: file for file in files}
        known = self._known(_VISIBLE, wanted)
        stale = [file for key, file in wanted.items() if key not in known]
        read = zip((file[0] for file in stale), map_limited(_Read(site), stale, jobs), strict=True)
        fresh = {key: keep_text(AttachmentText(text)) if isinstance(text, str) else text for key, text in read}
        fresh |= with_scans(site, wanted, fresh, self._store, jobs, self._reader)
        self.keep(fresh)
        return known | {key: text.visible for key, text in fresh.items()}

    def whole(self, wanted: Iterable[str]) -> dict[str, str]:
        """Those of the texts that are kept, whole, by the keys of their files."""
        return self._known(_WHOLE, wanted)

    def _known(self, form: str, wanted: Iterable[str]) -> dict[str, str]:
        return {name.removesuffix(form): value.decode() for name, value in self._table.get(key + form for key in wanted)}

    def keep(self, fresh: Mapping[str, KeptText]) -> None:
        """Keeps texts by the keys of their files."""
        self._table.replace([], (row for key, text in fresh.items() for row in _rows(key, text)))


def _rows(key: str, text: KeptText) -> tuple[Row, Row]:
    return (key + _WHOLE, "", text.whole.encode()), (key + _VISIBLE, "", text.visible.encode())
