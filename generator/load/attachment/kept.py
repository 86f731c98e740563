"""The form in which texts of attachments are kept."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from generator.frozen import frozen
from generator.model.attachment import AttachmentText, Piece, Sheet, Table


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
