"""Digests: short names for bytes, texts and values. Equal digests mean equal contents."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

_BYTES = 16


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
    return digest("\0".join(_parts(value)).encode("utf-8", "surrogatepass"))


def record_digest(value: Any) -> str:
    """The digest of a record, or of a mapping of records, each of which is looked at once in the life of the process."""
    if isinstance(value, Mapping):
        return key_of(*(f"{name}\n{record_digest(entry)}" for name, entry in value.items()))
    known = _known.get(id(value))
    if known is None or known[0] is not value:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        known = _known[id(value)] = value, value_digest(value)
    return known[1]


_MOST_KNOWN = 64
_known: dict[int, tuple[object, str]] = {}


def _parts(value: Any) -> Iterator[str]:
    """The texts that a value is made of, in order, with the length of each sequence before it; raises TypeError."""
    if value is None or isinstance(value, str | int | float | Decimal | dt.date):
        yield repr(value)
    elif isinstance(value, tuple | list):
        yield f"({len(value)}"
        for entry in value:
            yield from _parts(entry)
    elif isinstance(value, Mapping):
        yield f"{{{len(value)}"
        for key, entry in value.items():
            yield from _parts(key)
            yield from _parts(entry)
    elif isinstance(value, frozenset):
        yield from _parts(tuple(sorted(value)))
    elif isinstance(value, re.Pattern):
        yield f"/{value.pattern}/{value.flags}"
    elif dataclasses.is_dataclass(value):
        yield type(value).__name__
        for field in dataclasses.fields(value):
            if field.repr:
                yield from _parts(getattr(value, field.name))
    else:
        raise TypeError(f"no digest of a {type(value).__name__}")
