"""The schema of items: of every kind of the profile, with the categories, departments and lists of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.load.items.named import CatalogNames
from generator.model.item import Authored, StepDone
from generator.model.kind import KindField
from generator.model.settings import Settings
from generator.schema.types import DATE, NUMBER, SCALAR, Schema, Writer, choice, mapping, one_or_many

_PLAIN_KIND = Authored(title="").kind
# Names of categories are parted in many ways, and blanks at the ends of a value in quotes do not count.
_PARTED = r"[/／>＞»→—]|^\s|\s$"


def item_schema(settings: Settings, writer: Writer) -> Schema:
    """The schema of a file of items: one item, or a list of them that have an ``id`` each."""
    kinds = settings.profile.kinds
    one: list[tuple[str, Schema]] = []
    many: list[tuple[str, Schema]] = []
    writer.defs |= _shared(settings)
    for kind in kinds:
        for listed, rules in ((False, one), (True, many)):
            writer.defs[f"{kind}-{'entry' if listed else 'item'}"] = _kind(settings, writer, kind, listed=listed)
            rules.append((kind, {"$ref": f"#/$defs/{kind}-{'entry' if listed else 'item'}"}))
    return {
        "anyOf": [
            {"type": "object", **_by_kind(settings, writer, one)},
            {"type": "array", "items": {"type": "object", **_by_kind(settings, writer, many)}},
        ]
    }


def _by_kind(settings: Settings, writer: Writer, rules: Iterable[tuple[str, Schema]]) -> Schema:
    """A rule a kind, by what an item says its kind is; of one that says nothing, or another word, that of a plain document."""
    whens = {kind: _says(settings, writer, kind) for kind, _ in rules}
    found: list[Schema] = []
    for kind, then in rules:
        if kind == _PLAIN_KIND:
            others = [when for other, when in whens.items() if other != kind]
            found.append({"if": {"not": {"anyOf": others}} if others else {}, "then": then})
        else:
            found.append({"if": whens[kind], "then": then})
    return {"allOf": found}


def _says(settings: Settings, writer: Writer, kind: str) -> Schema:
    names = [kind, settings.profile.kinds[kind].label]
    return {"anyOf": [{"properties": {way: {"enum": names}}, "required": [way]} for way in writer.spellings("kind")]}


def _kind(settings: Settings, writer: Writer, kind: str, *, listed: bool) -> Schema:
    """The schema of an item of a kind; ``listed``: as an entry of a list."""
    profile = settings.profile
    about = profile.kinds[kind]
    more = {
        "kind": _reference("kinds"),
        "category": one_or_many(_reference("categories")),
        "department": _reference("departments"),
        # A step may be written on one line: who took it, and when.
        "steps": {"type": ["object", "null"], "additionalProperties": {"anyOf": [SCALAR, writer.reference(StepDone)]}},
        **{name: _reference(f"list-{name}") for name in profile.lists if name not in about.fields},
    }
    found = writer.record(Authored, more)
    properties: dict[str, Schema] = {}
    for name, own in about.fields.items():
        value = _own(name, own, profile.lists)
        described = {"title": own.label, **({"description": own.cites} if own.cites else {})}
        for way in (name, own.label):
            properties.setdefault(way, {**described, **value})
    for name, shown in profile.fields.items():
        if name in found["properties"]:
            properties.setdefault(shown.label, found["properties"][name])
    properties |= {way: value for way, value in found["properties"].items() if way not in properties}
    for way in writer.spellings("body"):
        properties.setdefault(way, SCALAR)
    # The title has a label of the profile's too.
    title = (*writer.spellings("title"), *([profile.fields["title"].label] if "title" in profile.fields else []))
    needed = [tuple(dict.fromkeys(title))]
    if listed:
        for way in writer.spellings("id"):
            properties.setdefault(way, SCALAR)
        needed.append(writer.spellings("id"))
    return mapping(properties, needed)


def _shared(settings: Settings) -> dict[str, Schema]:
    """The schemas of what is named in many places: kinds, categories, departments, the values of lists."""
    kinds = settings.profile.kinds
    return {
        "kinds": choice([*kinds, *(kind.label for kind in kinds.values())]),
        "categories": _named(_categories(settings)),
        "departments": _named(_departments(settings)),
        **{f"list-{name}": choice([*values, *values.values()]) for name, values in settings.profile.lists.items()},
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _own(name: str, field: KindField, lists: Mapping[str, object]) -> Schema:
    """The schema of a field of a kind."""
    if name in lists:
        one = _reference(f"list-{name}")
        return one_or_many(one) if field.type == "list" else one
    if field.type == "list":
        return one_or_many(SCALAR)
    if field.type == "date":
        return DATE
    return NUMBER if field.type in ("number", "money") else SCALAR


def _named(names: Iterable[str]) -> Schema:
    """The schema of a name of something in the catalog, however it is parted."""
    return {"anyOf": [choice(names), {"type": "string", "pattern": _PARTED}]}


def _categories(settings: Settings) -> list[str]:
    names = CatalogNames(settings.catalog)
    shown = {
        known: "/".join(settings.categories[step].name for step in (*one.parents, known))
        for known, one in settings.categories.items()
    }
    return [*shown, *shown.values(), *names.categories]


def _departments(settings: Settings) -> list[str]:
    return [name for one in settings.catalog.departments for name in (one.id, one.name)]
