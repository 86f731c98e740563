"""From a tree of text to a typed record, with every mistake in it at its place."""

from __future__ import annotations

import functools
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from generator.frozen import frozen
from generator.load.source.mistakes import is_file_name, mistake
from generator.load.source.slips import Fields, Shape
from generator.load.source.yaml_tree import Tree
from generator.model.labels import Labels
from generator.model.record import TESTED
from generator.problems import Problem, Spot
from generator.signs import is_blank, name_of
from generator.text import nearest

T = TypeVar("T")
BLANK = "value-blank"
Keys = Mapping[str, Iterable[str]]

_MOST_KNOWN = 512  # kinds of records in the words of a language: a preview has new words with each edit of them

# What a clerk may write for yes and no, beside true and false.
_FLAGS = {"true": True, "false": False, "是": True, "否": False, "yes": True, "no": False}


@functools.cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The reader of a type; made once."""
    return TypeAdapter(kind)


@frozen
class _Slot:
    """A field of a record: its name in the record, the type found in it, how that stands there, the values of a closed list.

    ``plain`` is the field of a record that is meant where a plain text stands in its place.
    """

    name: str
    kind: Any
    standing: Literal["one", "list", "mapping"]
    choices: tuple[str, ...] = ()
    plain: str = ""


@functools.cache
def _slots(kind: Any) -> dict[str, _Slot]:
    """The fields of a record by their spelling in a file."""
    hints = typing.get_type_hints(kind)
    return {field.name.rstrip("_"): _slot(field.name, hints[field.name]) for field in fields(kind)}


def _slot(name: str, hint: Any) -> _Slot:
    """The field of a record by its annotation: of what kind its values are, and whether it holds one, a list or a mapping."""
    origin = typing.get_origin(hint)
    arguments = [argument for argument in typing.get_args(hint) if argument not in (type(None), Ellipsis)]
    kind = hint
    standing: Literal["one", "list", "mapping"] = "one"
    if origin is tuple:
        kind, standing = arguments[0], "list"
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        kind, standing = arguments[1], "mapping"
    elif origin is not None and len(arguments) == 1 and is_dataclass(arguments[0]):
        return _Slot(name, arguments[0], "one", plain=_plain_of(arguments[0]))
    return _Slot(name, kind, standing, _choices(kind), _plain_of(kind))


def _plain_of(kind: Any) -> str:
    return str(getattr(kind, "plain", ""))


def read_record(
    kind: type[T], tree: Tree, spot: Spot, labels: Labels | None, problems: list[Problem], *, tested: bool = False
) -> T | None:
    """The record a tree holds, or None and at least one problem. ``tested``: its patterns are known to be ones."""
    before = len(problems)
    record = _validate_once(kind, _resolve(kind, tree, spot, labels, problems), spot, problems, before, labels, tested=tested)
    return record if len(problems) == before else None


def read_fields(
    kind: type[T], data: Mapping[str, Tree], spot: Spot, labels: Labels | None, problems: list[Problem], since: int
) -> T | None:
    """The record of a mapping whose keys are the names of its fields, or None and at least one problem.

    Of fields that were told to be blank in ``problems`` from ``since`` on nothing more is said.
    """
    before = len(problems)
    record = _validate_once(kind, _resolve_fields(kind, data, spot, labels, problems), spot, problems, since, labels)
    return record if len(problems) == before else None


def validate(
    kind: Any, data: Any, spot: Spot, problems: list[Problem], labels: Labels | None = None, *, tested: bool = False
) -> Any:
    """A value of a type, or None and its problems."""
    try:
        return adapter(kind).validate_python(data, context=TESTED if tested else None)
    except ValidationError as error:
        problems.extend(mistake(details, spot, labels) for details in error.errors(include_url=False))
        return None


def _validate_once(
    kind: Any, data: Any, spot: Spot, problems: list[Problem], before: int, labels: Labels | None, *, tested: bool = False
) -> Any:
    """A value of a type, or None and its problems; of what was told to be blank since ``before`` nothing more is said."""
    blank = [problem.where for problem in problems[before:] if problem.code == BLANK]
    if not blank:
        return validate(kind, data, spot, problems, labels, tested=tested)
    found: list[Problem] = []
    value = validate(kind, data, spot, found, labels)
    for problem in found:
        assert isinstance(problem.where, Spot)
        place = problem.where.at(problem.values["field"]) if problem.code == "field-missing" else problem.where
        if place not in blank:
            problems.append(problem)
    return value


def shapes_of(kind: Any, labels: Labels | None) -> dict[str, tuple[str, Shape]]:
    """Every accepted spelling of the keys of a record and of the records in it: the key it means and the shape of its value."""
    return dict(_fields_of(kind, labels).shapes)


def fields_of(kind: Any, labels: Labels | None) -> Fields:
    """The fields of a record and of the records in it, as a file may spell them."""
    return _fields_of(kind, labels)


@functools.lru_cache(_MOST_KNOWN)
def _fields_of(kind: Any, labels: Labels | None) -> Fields:
    return Fields(_shapes(kind, labels))


def _shapes(kind: Any, labels: Labels | None) -> dict[str, tuple[str, Shape]]:
    """The shapes of the fields of a record and of all records in it, by every spelling."""
    shapes: dict[str, tuple[str, Shape]] = {}
    pending, seen = [kind], set()
    while pending:
        current = pending.pop(0)
        seen.add(current)
        hints = typing.get_type_hints(current)
        for field in fields(current):
            slot = _slot(field.name, hints[field.name])
            name = field.name.rstrip("_")
            for spelling in labels.spellings(name) if labels else (name,):
                shapes.setdefault(spelling, (name, _shape(slot)))
            if _is_record(slot.kind) and slot.kind not in seen:
                pending.append(slot.kind)
    return shapes


def _shape(slot: _Slot) -> Shape:
    if slot.standing == "mapping":
        return "value"
    if _is_record(slot.kind):
        return "record"
    if slot.standing == "list":
        return "list"
    return "text" if slot.kind is str else "value"


@functools.lru_cache(_MOST_KNOWN)
def owners_of(kind: Any, labels: Labels | None) -> dict[str, str]:
    """The keys of the records in a record that are none of its own, by every spelling, with the key of the inner record."""
    own = key_names(kind, labels)
    return {
        spelling: name
        for name, slot in _slots(kind).items()
        if _is_record(slot.kind) and slot.standing != "mapping"  # whose records stand one further in
        for spelling in key_names(slot.kind, labels)
        if spelling not in own
    }


@functools.lru_cache(_MOST_KNOWN)
def key_names(kind: Any, labels: Labels | None) -> dict[str, str]:
    """Every accepted spelling of the keys of a record, with the key it means."""
    return {label: spelling for spelling in _slots(kind) for label in (labels.spellings(spelling) if labels else (spelling,))}


def resolve_keys(tree: Mapping[str, Tree], names: Mapping[str, str], spot: Spot, problems: list[Problem]) -> dict[str, Tree]:
    """A mapping under its own keys; unknown keys are problems, as is what looks blank; what is empty counts as absent."""
    resolved: dict[str, Tree] = {}
    written: dict[str, str] = {}
    for key, value in tree.items():
        name = names.get(key)
        if name is None:
            parted = _parted(tree, names) if value == "" and spot.path else {}
            if key not in parted:
                problems.append(key_problem(key, _in_the_words_of(key, names), spot))
            elif parted[key]:
                problems.append(Problem("value-parted", _key_spot(spot, key), {"key": key, "right": parted[key]}))
        elif name in written:
            problems.append(Problem("key-repeated", _key_spot(spot, key), {"key": key, "same": written[name]}))
        elif isinstance(value, str) and is_blank(value):
            # What was left empty is left out; blanks in quotes or a sign that is not seen look like a value and are none.
            if value.strip("\n"):
                problems.append(blank_problem(value, spot.at(name)))
        else:
            resolved[name], written[name] = value, key
    return resolved


def _in_the_words_of(key: str, names: Mapping[str, str]) -> list[str]:
    """The spellings of keys in the script that a key is written in; of those that have none in it, the other ones."""
    # Where a label is its key with a capital, or with blanks, one of the two is enough: a list twice as long is read by nobody.
    known = {way: name for way, name in names.items() if way == name or way.casefold().replace(" ", "_") != name}
    there = {name for way, name in known.items() if way.isascii() == key.isascii()}
    return [way for way, name in known.items() if way.isascii() == key.isascii() or name not in there]


def _parted(tree: Mapping[str, Tree], names: Mapping[str, str]) -> dict[str, str]:
    """The keys of a mapping that commas have cut off from a value, the first of each value with that whole value.

    Between braces such a piece looks like a field with nothing in it; one with a blank in it is hardly meant for one.
    """
    found: dict[str, str] = {}
    value, pieces = "", list[str]()
    for key, held in [*tree.items(), ("", None)]:
        if held == "" and key not in names:
            pieces.append(key)
            continue
        if value and any(" " in piece for piece in pieces):
            found |= dict.fromkeys(pieces, "") | {pieces[0]: ", ".join((value, *pieces))}
        value, pieces = held if isinstance(held, str) else "", []
    return found


def key_problem(key: str, known: Iterable[str], spot: Spot) -> Problem:
    """The problem of a key that nothing is known by."""
    names = list(known)
    values = {"key": key, "suggestion": nearest(key, names), "known": ", ".join(names)}
    return Problem("key-unknown", _key_spot(spot, key), values)


def blank_problem(value: str, spot: Spot) -> Problem:
    """The problem of a value of which a reader would see nothing."""
    names = [step for step in spot.path if isinstance(step, str)]
    sign = next((sign for sign in value if sign != " "), value[:1])
    about = {"sign": f"U+{ord(sign):04X}", "name": name_of(sign)} if sign else {}
    return Problem(BLANK, spot, {"field": names[-1] if names else "", **about})


def _key_spot(spot: Spot, key: str) -> Spot:
    return Spot(spot.file, (*spot.path, key), key=True)


def _resolve(kind: Any, tree: Tree, spot: Spot, labels: Labels | None, problems: list[Problem]) -> Any:
    if kind is bool:
        return _flag(tree)
    if isinstance(tree, str) and (plain := _plain_of(kind)):
        return {plain: tree}
    if not (_is_record(kind) and isinstance(tree, dict)):
        return tree
    data = resolve_keys(tree, key_names(kind, labels), spot, problems)
    return _resolve_fields(kind, data, spot, labels, problems)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


def _resolve_fields(
    kind: Any, data: Mapping[str, Tree], spot: Spot, labels: Labels | None, problems: list[Problem]
) -> dict[str, Any]:
    """The values of fields by name, with the records that stand in them made."""
    values: dict[str, Any] = {}
    slots = _slots(kind)
    for key, value in data.items():
        slot = slots[key]
        if (
            slot.plain
            and slot.standing == "list"
            and (isinstance(value, dict) or (isinstance(value, str) and is_file_name(value)))
        ):
            # The one that there is.
            values[slot.name] = [_resolve(slot.kind, value, spot.at(key), labels, problems)]
        elif slot.plain and isinstance(value, str) and slot.standing == "one":
            values[slot.name] = _resolve(slot.kind, value, spot.at(key), labels, problems)
        elif isinstance(value, str):
            values[slot.name] = (
                _flag(value) if slot.kind is bool else _listed(slot.choices, value, labels) if slot.choices else value
            )
        elif slot.standing == "list" and isinstance(value, list):
            place = spot.at(key)
            values[slot.name] = [_resolve(slot.kind, entry, place.at(i), labels, problems) for i, entry in enumerate(value)]
            problems.extend(
                blank_problem(entry, place.at(i)) for i, entry in enumerate(value) if isinstance(entry, str) and is_blank(entry)
            )
        elif slot.standing == "mapping" and isinstance(value, dict):
            place = spot.at(key)
            values[slot.name] = {k: _resolve(slot.kind, entry, place.at(k), labels, problems) for k, entry in value.items()}
        else:
            values[slot.name] = _resolve(slot.kind, value, spot.at(key), labels, problems)
    return values


def _listed(choices: Iterable[str], value: str, labels: Labels | None) -> str:
    """The value of a closed list that is written as one of its labels, or the value itself."""
    return next((name for name in choices if labels and value in labels.values.get(name, ())), value)


def _choices(kind: Any) -> tuple[str, ...]:
    """The values of a type that is a closed list of texts, or of one that may be missing."""
    kinds = (kind, *typing.get_args(kind))
    return next((typing.get_args(one) for one in kinds if typing.get_origin(one) is Literal), ())


def _flag(value: Any) -> Any:
    return _FLAGS.get(value.strip().lower(), value) if isinstance(value, str) else value
