"""Which fields of views were seen to matter: alone different between two contents, with different bytes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from generator.view.record import view_key  # noqa: F401  views are what has such a key
from tests.law.made import Made


def views_of(made: Made) -> dict[str, Any]:
    """The view that each page is made of, by its path."""
    found = {}
    for output in made.assembly.outputs:
        arguments = getattr(output.make, "args", ())
        if arguments and dataclasses.is_dataclass(arguments[0]) and type(arguments[0]).__module__.startswith("generator.view"):
            found[output.file] = arguments[0]
    return found


def fields_that_matter(one: Made, other: Made) -> Iterator[tuple[str, str]]:
    """The view's name and the field's, for each page in which this field alone differs, and so do the bytes."""
    others = views_of(other)
    for file, view in views_of(one).items():
        twin = others.get(file)
        if type(twin) is not type(view):
            continue
        different = [field.name for field in dataclasses.fields(view) if getattr(view, field.name) != getattr(twin, field.name)]
        if len(different) == 1 and one.bytes_of(file) != other.bytes_of(file):
            yield type(view).__name__, different[0]
