"""The JSON Schema of ``status.json``, from the record that it is written from and read by."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from generator.model.status import FORMAT, Status
from generator.schema.types import Schema


def status_schema() -> Schema:
    """The schema of ``status.json``: what is not known is left out there, so no value is nothing."""
    found: Schema = _plain(TypeAdapter(Status).json_schema())
    found["properties"]["format"] = {"const": FORMAT}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "gongkai-status.json"}
    return {**head, **found}


def _plain(value: Any) -> Any:
    """The schema without what the writer of schemas guesses for people: titles of names, and nothing as a value."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "anyOf" in value:
        (value,) = (one for one in value["anyOf"] if one.get("type") != "null")
    kept = {name: part for name, part in value.items() if name != "default" and not (name == "title" and isinstance(part, str))}
    return {name: _plain(part) for name, part in kept.items()}
