"""The fields of records: all that can be reached from one, and those in which two records differ."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

# A field: its class as ``module.Class``, for names are alike in different rooms, and its name.
Field = tuple[str, str]
_PLAIN = (str, int, bool, type(None))


def fields_of(kind: type) -> tuple[str, ...]:
    """The names of the fields of a record that are in its ``repr``, none for anything else."""
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind) if field.repr)
    return tuple(getattr(kind, "_fields", ())) if issubclass(kind, tuple) else ()


def name_of(kind: type) -> str:
    """The name of a record, with that of the module it stands in."""
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


# Asked a million times of a thousand classes.
_fields: Callable[[Any], tuple[str, ...]] = cache(fields_of)
_name: Callable[[Any], str] = cache(name_of)


def reachable(*roots: type) -> set[Field]:
    """The fields of some classes and of all records that these can hold, from their annotations."""
    return {(name_of(kind), name) for kind in _records(roots) for name in fields_of(kind)}


def _records(roots: tuple[type, ...]) -> set[type]:
    """Some classes and all records that these can hold, from their annotations."""
    pending, seen = list(roots), set(roots)
    while pending:
        kind = pending.pop()
        hints = typing.get_type_hints(kind)
        more = {other for name in fields_of(kind) for other in _classes(hints[name])} - seen
        seen |= more
        pending += more
    return seen


def in_no_digest(*roots: type) -> set[Field]:
    """The fields of some classes, and of all records that these can hold, that are not in the ``repr``: no digest has them."""
    kinds = {name_of(kind): kind for kind in _records(roots)}
    records = [(name, kind) for name, kind in kinds.items() if dataclasses.is_dataclass(kind)]
    return {(name, field.name) for name, kind in records for field in dataclasses.fields(kind) if not field.repr}


def _classes(hint: Any) -> Iterator[type]:
    """The records that an annotation names."""
    if isinstance(hint, type) and fields_of(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from _classes(argument)


def differences(one: object, other: object) -> Iterator[tuple[Field, ...]]:
    """For each place in which two values differ the fields that lead there, outermost first."""
    return _differences(one, other, ())


def _differences(one: Any, other: Any, above: tuple[Field, ...]) -> Iterator[tuple[Field, ...]]:
    kind = type(one)
    if one is other or (kind in _PLAIN and one == other):
        return
    if kind is not type(other):
        yield above
    elif names := _fields(kind):
        own = _name(kind)
        for name in names:
            mine, theirs = getattr(one, name), getattr(other, name)
            if mine is not theirs:
                yield from _differences(mine, theirs, (*above, (own, name)))
    elif issubclass(kind, tuple | list):
        if len(one) != len(other):
            yield above
        elif not (kind is tuple and set(map(type, one)) == {str} and one == other):
            for mine, theirs in zip(one, other, strict=True):
                if mine is not theirs:
                    yield from _differences(mine, theirs, above)
    elif isinstance(one, Mapping):
        if list(one) == list(other):
            for name in one:
                yield from _differences(one[name], other[name], above)
        else:
            yield above
    elif one != other:
        yield above


def repr_without(value: Any, left_out: Field) -> str:
    """The ``repr`` of a value, but for a field that is left out wherever it stands."""
    kind = type(value)
    if names := fields_of(kind):
        own = name_of(kind)
        shown = (f"{name}={repr_without(getattr(value, name), left_out)}" for name in names if (own, name) != left_out)
        return f"{kind.__qualname__}({', '.join(shown)})"
    if isinstance(value, tuple | list):
        inner = ", ".join(repr_without(entry, left_out) for entry in value)
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key!r}: {repr_without(entry, left_out)}" for key, entry in value.items())
        return f"{{{inner}}}"
    return repr(value)


def written(value: Any) -> Iterator[Field]:
    """The fields of a value and of all records in it that hold anything."""
    kind = type(value)
    if names := fields_of(kind):
        for name in names:
            entry = getattr(value, name)
            if entry not in (None, "", (), 0, False) and entry != {}:
                yield name_of(kind), name
            yield from written(entry)
    elif isinstance(value, tuple | list | frozenset):
        for entry in value:
            yield from written(entry)
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from written(entry)
