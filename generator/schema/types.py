"""The JSON Schema (2020-12) of a record: its fields by all their spellings, with what a file may hold in each.

A schema refuses only what ``check`` refuses: a value is any plain one, for the loader reads each as text, and an empty one
counts as left out.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import BeforeValidator, StringConstraints

from generator.model.labels import Labels
from generator.model.record import Texts, Verbatim

Schema = dict[str, Any]
# Where YAML sees a number, a truth or nothing, the loader sees the text.
PLAIN = ["string", "number", "boolean", "null"]
SCALAR: Schema = {"type": PLAIN}
_DATE = r"^\d{4}-\d{2}-\d{2}$|[A-Za-zＡ-Ｚａ-ｚ]{3}"  # a day, or one with its month as a word
_NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
DATE: Schema = {"type": ["string", "null"], "pattern": _DATE}
NUMBER: Schema = {"type": ["number", "string", "null"], "pattern": _NUMBER}
_FLAGS = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0", "是", "否")
_READ_BY_VALIDATOR = ("_date", "_number", "_positive", "_one_or_many")
_OF_ONE_LINE = r"^[^\t\n]*$"  # held against a value whose ends are cut first


class Describe(typing.Protocol):
    """Gives the title and the description of a field of a record in the site's language."""

    def __call__(self, record: str, name: str) -> tuple[str, str]:
        """The title and the description."""
        ...


class Writer:
    """Writes the schemas of records, each once, to be referred to by its name."""

    def __init__(self, labels: Labels | None, describe: Describe) -> None:
        self.defs: dict[str, Schema] = {}
        self._labels = labels
        self._describe = describe

    def reference(self, kind: type) -> Schema:
        """A reference to the schema of a record, which is made where it was not yet."""
        name = kind.__name__
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = self.record(kind)
        return {"$ref": f"#/$defs/{name}"}

    def record(self, kind: type, more: Mapping[str, Schema] | None = None) -> Schema:
        """The schema of a record; ``more`` are values that certain fields are held against instead."""
        hints = typing.get_type_hints(kind, include_extras=True)
        properties: dict[str, Schema] = {}
        needed: list[tuple[str, ...]] = []
        for field in fields(kind):
            name = field.name.rstrip("_")
            found = (more or {}).get(name) or self.value(hints[field.name])
            ways = self.spellings(name)
            self.put(properties, kind.__name__, name, ways, found)
            if field.default is MISSING and field.default_factory is MISSING:
                needed.append(ways)
        return mapping(properties, needed)

    def spellings(self, name: str) -> tuple[str, ...]:
        """The ways in which a field may be written."""
        return self._labels.spellings(name) if self._labels else (name,)

    def put(self, properties: dict[str, Schema], record: str, name: str, ways: Iterable[str], found: Schema) -> None:
        """Puts a field among properties under all its spellings, those that are others' own left to them."""
        title, description = self._describe(record, name)
        about = {**({"title": title} if title else {}), **({"description": description} if description else {})}
        for way in ways:
            properties.setdefault(way, {**about, **found})

    def value(self, hint: Any) -> Schema:  # noqa: PLR0911  a sort of type a branch
        """The schema of the values of a type."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if hint in (Texts, Verbatim):
            return one_or_many(SCALAR)
        if origin is typing.Annotated:
            return self._annotated(arguments[0], arguments[1:])
        if origin in (typing.Union, types.UnionType):
            inner = [one for one in arguments if one is not type(None)]
            return self.value(inner[0]) if len(inner) == 1 else {}
        if origin is Literal:
            return choice([*map(str, arguments), *(way for one in arguments for way in self._values(str(one)))])
        if origin is tuple:
            entry = or_nothing(self.value(arguments[0]))
            array: Schema = {"type": ["array", "null"], "items": entry}
            return {"anyOf": [array, entry]} if hasattr(arguments[0], "plain") else array
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": ["object", "null"], "additionalProperties": or_nothing(self.value(arguments[1]))}
        if is_dataclass(hint) and isinstance(hint, type):
            found = or_nothing(self.reference(hint))
            # Of one of its fields a text alone is the value.
            return {"anyOf": [*found["anyOf"], SCALAR]} if hasattr(hint, "plain") else found
        if hint is bool:
            pattern = "|".join(_any_case(word) for word in _FLAGS)
            return {"type": PLAIN, "pattern": rf"^\s*(?:{pattern})\s*$|^\s*$"}
        return SCALAR if hint is str else {}

    def _annotated(self, base: Any, about: Iterable[Any]) -> Schema:
        """The schema of a type with what is said of its values."""
        validators = [one.func for one in about if isinstance(one, BeforeValidator)]
        names = [getattr(one, "__name__", "") for one in validators]
        if any(name not in _READ_BY_VALIDATOR for name in names):
            return {}  # read by a function of its own, of which nothing is known here
        if base is dt.date:
            return DATE if names else {}
        if base in (int, Decimal):
            return NUMBER
        pattern = next((one.pattern for one in about if isinstance(one, StringConstraints) and one.pattern), None)
        if base is str and isinstance(pattern, str) and pattern != _OF_ONE_LINE:
            return {"type": PLAIN, "pattern": pattern}
        return self.value(base)

    def _values(self, value: str) -> tuple[str, ...]:
        return tuple(self._labels.values.get(value, ())) if self._labels else ()


def mapping(properties: Mapping[str, Schema], needed: Iterable[tuple[str, ...]]) -> Schema:
    """The schema of a record with no other fields than these; of each group of ``needed`` one has to be there."""
    rules: list[Schema] = []
    plain: list[str] = []
    for ways in needed:
        if len(ways) == 1:
            plain.append(ways[0])
        else:
            rules.append({"anyOf": [{"required": [way]} for way in ways]})
    return {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
        **({"required": plain} if plain else {}),
        **({"allOf": rules} if rules else {}),
    }


def choice(values: Iterable[str]) -> Schema:
    """The schema of one of some values; of nothing too."""
    return {"enum": [*dict.fromkeys(values), *_as_yaml_reads(values), "", None]}


def _as_yaml_reads(values: Iterable[str]) -> list[object]:
    """The values that YAML sees as numbers or truths where they stand bare."""
    found: list[object] = []
    for value in values:
        if re.fullmatch(r"-?\d+", value):
            found.append(int(value))
        elif re.fullmatch(r"-?\d+\.\d+", value):
            found.append(float(value))
        elif value.lower() in ("true", "false"):
            found.append(value.lower() == "true")
    return found


def one_or_many(inner: Schema) -> Schema:
    """The schema of a value or a list of such."""
    return {"anyOf": [inner, {"type": "array", "items": inner}]}


def or_nothing(inner: Schema) -> Schema:
    """The schema of a value that may be left empty."""
    return {"anyOf": [inner, {"type": "null"}, {"const": ""}]} if "$ref" in inner else inner


def _any_case(word: str) -> str:
    return "".join(f"[{sign.lower()}{sign.upper()}]" if sign.isalpha() and sign.isascii() else sign for sign in word)
