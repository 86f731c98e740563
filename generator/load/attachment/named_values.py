"""Values that texts of data give under a name, JSON and XML, as rows of a table: the name beside the value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.load.attachment.events import xml_events
from generator.model.attachment import Table

_MOST = 100_000  # values
_JSON = ("json", "geojson")


def named_values(text: str, ending: str) -> Table | None:
    """The table of a text's values beside their names; None of one that has none, or that is neither JSON nor XML."""
    try:
        pairs = _in_json(json.loads(text)) if ending in _JSON else _in_xml(text) if ending == "xml" else iter(())
        rows = [pair for pair, _ in zip(pairs, range(_MOST), strict=False)]
    except Exception:  # a text of strangers, read by libraries: one that is not what its ending says has its lines still
        return None
    return Table(tuple(rows), lines=tuple(_lines(text, rows))) if rows else None


def _lines(text: str, rows: Sequence[tuple[str, str]]) -> Iterator[int]:
    """The line that each value stands in, or the one before it, from 1."""
    line, at = 1, 0
    for _, value in rows:
        place = text.find(value, at)
        if place >= 0:
            line, at = line + text.count("\n", at, place), place
        yield line


def _in_json(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """The values below a value, each with the name it stands under."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _in_json(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _in_json(inner, name)
    elif name and isinstance(value, str | int):
        yield name, str(value)


def _in_xml(text: str) -> Iterator[tuple[str, str]]:
    """The values of attributes and the texts of elements, each with the name of it."""
    inside = ""
    for event, value, attributes in xml_events(iter([text.encode()])):
        if event == "start":
            inside = value
            yield from attributes.items()
        elif event == "text" and inside and value.strip():
            yield inside, value.strip()
        elif event == "end":
            inside = ""
