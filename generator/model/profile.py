"""A profile: what a regulation asks of a catalog, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from generator.model.record import Number, Text, Texts, record

FieldType = Literal["text", "list", "date", "number", "money"]


@record
class Columns:
    """The names of the site's columns, in their prescribed order."""

    guide: Text
    rules: Text
    catalog: Text
    reports: Text
    apply: Text


@record
class Field:
    """A field of the catalog metadata: its label, and whether the profile requires it of every item."""

    label: Text
    required: bool = False
    cites: Text = ""


@record
class KindField:
    """A further field that one kind of item has."""

    label: Text
    type: FieldType = "text"
    required: bool = False
    cites: Text = ""


@record
class Kind:
    """A kind of item, such as a service guide or a penalty; its fields are shown as a table of their own."""

    label: Text
    fields: Mapping[str, KindField] = field(default_factory=dict)
    cites: Text = ""


@record
class Pattern:
    """The form of an index number: a regular expression for the whole of it, and one that is right."""

    pattern: Text
    example: Text = ""
    cites: Text = ""


@record
class Deadline:
    """A number of working days that the regulation gives."""

    days: Number
    cites: Text = ""


@record
class Profile:
    """``site_config/profiles/NAME.yml``."""

    name: Text
    language: Text
    columns: Columns
    fields: Mapping[str, Field]
    kinds: Mapping[str, Kind]
    lists: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    defaults: Mapping[str, Text] = field(default_factory=dict)
    audiences: Texts = ()
    requirements: Mapping[str, Text] = field(default_factory=dict)
    index_number: Pattern | None = None
    attachment_types: Mapping[str, Text] = field(default_factory=dict)
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    cites: Text = ""

    def value_label(self, name: str, value: str) -> str:
        """What people read for a value of one of the profile's lists."""
        return self.lists.get(name, {}).get(value, value)
