"""Values an edit apart: a value with one field of one of its records changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from tests.law.fields import Field, fields_of, name_of


def variants(value: Any, changed: Field, known: Iterable[Any]) -> Iterator[Any]:
    """The value with a field changed in one of the records that have it, to what it is elsewhere and to values made up."""
    names = fields_of(type(value))
    for name in names:
        mine = getattr(value, name)
        if (name_of(type(value)), name) == changed:
            for other in (*known, *_others(mine)):
                if repr(other) != repr(mine):
                    yield _with(value, name, other)
        for other in variants(mine, changed, known):
            yield _with(value, name, other)
    if isinstance(value, tuple) and not names:
        for at, entry in enumerate(value):
            for other in variants(entry, changed, known):
                yield (*value[:at], other, *value[at + 1 :])


def values_in(value: Any) -> Iterator[tuple[Field, Any]]:
    """Every field of every record in a value, with what it holds."""
    names = fields_of(type(value))
    for name in names:
        mine = getattr(value, name)
        yield (name_of(type(value)), name), mine
        yield from values_in(mine)
    if isinstance(value, tuple) and not names:
        for entry in value:
            yield from values_in(entry)


def _with(value: Any, name: str, other: Any) -> Any:
    replace = getattr(value, "_replace", None) or partial(dataclasses.replace, value)
    return replace(**{name: other})


def _others(value: Any) -> Iterator[Any]:
    """Other values of the same type."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | Decimal):
        yield value + 1
        yield value * 2 + 3000
    elif isinstance(value, dt.date):
        yield value + dt.timedelta(days=1)
    elif isinstance(value, str):
        if value.startswith('{"'):
            told = json.loads(value)
            yield json.dumps({name: f"{text}甲" if isinstance(text, str) else [*text, 1] for name, text in told.items()})
        else:
            yield f"{value}甲"
    elif names := fields_of(type(value)):
        yield None
        for name in names:
            for other in _others(getattr(value, name)):
                yield _with(value, name, other)
    elif isinstance(value, tuple) and value:
        yield value[1:]
        yield (*value, value[0])
        for at, entry in enumerate(value):
            for other in _others(entry):
                yield (*value[:at], other, *value[at + 1 :])
    elif isinstance(value, Mapping):
        yield {name: f"{text}甲" for name, text in value.items()}
