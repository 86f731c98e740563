"""The texts of attachments, read once and kept by their keys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from generator.frozen import frozen
from generator.load.attachment.child import map_limited
from generator.load.shipped import program_digest
from generator.model.attachment import AttachmentText, Piece, Sheet, Table
from generator.store import Row, Store

_WHOLE, _VISIBLE = ".whole", ".visible"  # the two rows of a file


@frozen
class KeptText:
    """The text of an attachment as it is kept: whole, as JSON, and what a reader of the file sees of it."""

    whole: str
    visible: str


_FIELDS = {kind: [field.name for field in fields(kind)] for kind in (Piece, Sheet, Table)}


def keep_text(text: AttachmentText) -> KeptText:
    """A text in the form it is kept in."""
    parts = [[_bare(part) for part in parts] for parts in (text.pieces, text.sheets, text.tables)]
    whole = json.dumps([text.state, *parts], ensure_ascii=False, separators=(",", ":"))
    return KeptText(whole, text.visible)


def _bare(part: Piece | Sheet | Table) -> tuple[Any, ...]:
    """The values of a part, without those at its end that are as they are by default."""
    values = [getattr(part, name) for name in _FIELDS[type(part)]]
    while len(values) > 1 and values[-1] in ("", 0, ()):
        values.pop()
    return tuple(values)


def kept_text(whole: str) -> AttachmentText:
    """The text that was kept."""
    state, pieces, sheets, tables = json.loads(whole)
    return AttachmentText(
        state,
        tuple(Piece(*piece) for piece in pieces),
        tuple(Sheet(*_frozen(sheet)) for sheet in sheets),
        tuple(Table(*_frozen(table)) for table in tables),
    )


def _frozen(value: Any) -> Any:
    return tuple(_frozen(entry) for entry in value) if isinstance(value, list) else value


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

    def __init__(self, store: Store) -> None:
        self._table = store.table("texts", program_digest())

    def load_visible(self, site: Path, files: Iterable[tuple[str, str, str]], jobs: int) -> dict[str, str]:
        """The text that a reader of each file sees, by its key; a file is its key, its path in the site, and its type."""
        wanted = {file[0]: file for file in files}
        known = self._known(_VISIBLE, wanted)
        stale = [file for key, file in wanted.items() if key not in known]
        read = zip((file[0] for file in stale), map_limited(_Read(site), stale, jobs), strict=True)
        fresh = {key: keep_text(AttachmentText(text)) if isinstance(text, str) else text for key, text in read}
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
