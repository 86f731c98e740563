"""``status.json``: the counts of a body, an entry of a list on a line, so that what differs between two days is a few lines."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from generator.model.status import Status

# What is always said, though it be nothing.
_ALWAYS = ("items", "judged", "late", "count", "got")


def render_status(status: Status) -> bytes:
    """The bytes of ``status.json``."""
    return render_lines(status)


def render_lines(record: Any) -> bytes:
    """The bytes of a record as JSON, an entry of its lists on a line."""
    lines = [f" {_compact(name)}: {_value(value)}" for name, value in _filled(record)]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _value(value: Any) -> str:
    """A value of the status as a text: a list of records is a line a record."""
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return "[\n" + ",\n".join(f"  {_compact(_plain(one))}" for one in value) + "\n ]"
    return _compact(_plain(value))


def _filled(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a record that say something."""
    for field in fields(record):
        value = getattr(record, field.name)
        if value not in ("", None, (), False) or field.name in _ALWAYS:
            yield field.name, value


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {name: _plain(part) for name, part in _filled(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else value


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
