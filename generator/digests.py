"""Digests: short names for bytes, texts and values. Equal digests mean equal contents."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

_BYTES = 16
_PLAIN = (str, int, float, Decimal, dt.date)  # what is its own form


def digest(data: bytes) -> str:
    """The BLAKE2b digest of bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=_BYTES).hexdigest()


def digest_of_text(data: bytes) -> str:
    """The digest of the bytes of a text; how its lines end is no part of it."""
    return digest(data.replace(b"\r\n", b"\n") if b"\r" in data else data)


def key_of(*parts: str) -> str:
    """The digest of some texts, each in its place."""
    return digest("\0".join(parts).encode())


def value_digest(value: object) -> str:
    """The digest of a value made of records, mappings, sequences, texts, numbers, days and patterns.

    Records with equal fields have one digest, however they were written down. Raises TypeError for anything else in it,
    which would have no lasting form.
    """
    parts: list[str] = []
    _add_parts(value, parts.append)
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def record_digest(value: Any) -> str:
    """The digest of a record, or of a mapping of records, each of which is looked at once in the life of the process."""
    if isinstance(value, Mapping):
        return key_of(*(f"{name}\n{record_digest(entry)}" for name, entry in value.items()))
    known = _known.pop(id(value), None)
    if known is None or known[0] is not value:
        known = value, value_digest(value)
        if len(_known) >= _MOST_KNOWN:
            del _known[next(iter(_known))]  # the one that was not asked for longest
    _known[id(value)] = known
    return known[1]


_MOST_KNOWN = 256
_known: dict[int, tuple[object, str]] = {}


def _add_parts(value: Any, add: Callable[[str], None]) -> None:
    """Adds the texts that a value is made of, in order, with the length of each sequence before it; raises TypeError."""
    if value is None or isinstance(value, _PLAIN):
        add(repr(value))
    elif isinstance(value, (tuple, list)):
        add(f"({len(value)}")
        if set(map(type, value)) == {str}:  # one that is long is made of texts
            for text in map(repr, value):
                add(text)
            return
        for entry in value:
            _add_parts(entry, add)
    elif isinstance(value, Mapping):
        add(f"{{{len(value)}")
        for key, entry in value.items():
            _add_parts(key, add)
            _add_parts(entry, add)
    elif isinstance(value, frozenset):
        _add_parts(tuple(sorted(value)), add)
    elif isinstance(value, re.Pattern):
        add(f"/{value.pattern}/{value.flags}")
    elif dataclasses.is_dataclass(value):
        add(type(value).__name__)
        record: Any = type(value)
        for name in _field_names(record):
            _add_parts(getattr(value, name), add)
    else:
        raise TypeError(f"no digest of a {type(value).__name__}")


@functools.cache
def _field_names(cls: type[Any]) -> tuple[str, ...]:
    """The names of the fields of a record that are part of what it says."""
    return tuple(field.name for field in dataclasses.fields(cls) if field.repr)
