"""A form in the browser: the configuration of Sveltia CMS, which Decap CMS reads too, from the records the loader reads by."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal

from generator.load.source.fields import key_names
from generator.model.item import Authored, StepDone
from generator.model.kind import Kind, KindField
from generator.model.page import PageHead
from generator.model.record import Texts
from generator.model.settings import Settings
from generator.scaffold.site import Keys
from generator.schema.types import Describe
from generator.schema.usage import Usage

Widget = dict[str, Any]
_PLAIN_KIND = Authored(title="").kind
# Fields of running text.
_LONG = ("summary", "statement", "reason", "objections", "basis")
# Fields that a form has no use for: the kind is that of its collection.
_NONE = ("kind",)
_DATE: Widget = {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False}
# As a text its program could not hold a value that stands there without quotes.
NUMBER: Widget = {"widget": "number", "value_type": "float"}
# An address is for good, and plain: the day, and signs that are in no other.
_SLUG = "{{year}}{{month}}{{day}}-{{uuid_short}}"


class FormWriter:
    """Writes what a form asks for in each kind of item and in pages."""

    def __init__(self, settings: Settings, describe: Describe, usage: Usage) -> None:
        self._settings = settings
        self._describe = describe
        self._usage = usage
        # In the words of the language, where new files are and those that there are do not say otherwise.
        self._by_label = settings.labels.forms.labels_as_keys and usage.key("title", "") != "title"

    def collections(self) -> list[dict[str, Any]]:
        """A collection a kind, whose items are those in Markdown that say they are of it, and one of the pages."""
        kinds = self._settings.profile.kinds
        return [*(self._kind(name, kind) for name, kind in kinds.items()), self._pages()]

    def _kind(self, name: str, kind: Kind) -> dict[str, Any]:
        """The collection of a kind, in the folders that its items lie in."""
        keys = Keys(self._settings.labels, self._settings.profile, kind)
        said = self._usage.key("kind", self._usual("kind", keys))
        words = [name, kind.label]
        value = next(
            (way for way in (kind.label, name) if self._usage.values["kind"][way]), kind.label if self._by_label else name
        )
        plain = name == _PLAIN_KIND
        hidden = {"name": said, "widget": "hidden", **({} if plain else {"default": value})}
        return {
            "name": name,
            "label": kind.label,
            "folder": "content/items",
            "nested": {"subfolders": False},
            "meta": {"path": {"widget": "string", "label": "-"}},
            "slug": _SLUG,
            "extension": "md",
            "format": "yaml-frontmatter",
            "create": True,
            "delete": False,
            "identifier_field": self._usage.key("title", self._usual("title", keys)),
            "filter": {"field": said, "value": [*([None, ""] if plain else []), *dict.fromkeys(words)]},
            "media_folder": "",
            "public_folder": "",
            "fields": [hidden, *self.item(kind, keys), self._body()],
        }

    def _pages(self) -> dict[str, Any]:
        """The collection of the written pages, of which there are no new ones in the form: each needs its place in the site."""
        labels, text = self._settings.labels, self._settings.labels.text
        keys = Keys(labels, self._settings.profile)
        return {
            "name": "pages",
            "label": text["form_pages"],
            "folder": "content/pages",
            "path": "{{slug}}",
            "extension": "md",
            "format": "yaml-frontmatter",
            "create": False,
            "delete": False,
            "identifier_field": self._usual("title", keys),
            "media_folder": "",
            "public_folder": "",
            "fields": [*self._record(PageHead, keys), self._body()],
        }

    def _body(self) -> Widget:
        title, hint = self._describe("Authored", "body")
        # As it is written first: an editor of looks would write the whole text anew.
        about = {"label": title or self._settings.labels.text["import_field_body"], **({"hint": hint} if hint else {})}
        return {"name": "body", **about, "widget": "markdown", "required": False, "modes": ["raw", "rich_text"]}

    def item(self, kind: Kind, keys: Keys) -> Iterator[Widget]:
        """The fields of every item, those that the profile demands first, then those of the kind and of the profile alone."""
        profile = self._settings.profile
        hints = typing.get_type_hints(Authored, include_extras=True)
        known = {field.name.rstrip("_"): field for field in fields(Authored)}
        needed = [name for name, about in profile.fields.items() if about.required]
        order = list(dict.fromkeys(["title", *(name for name in needed if name in known), *known]))
        for name in order:
            if name in _NONE or name in kind.fields:
                continue
            required = (known[name].default is MISSING and known[name].default_factory is MISSING) or name in needed
            if name == "draft":
                yield self._named("Authored", name, keys, self.draft(), required=True)
            elif name != "steps" or profile.procedures:
                yield self._named("Authored", name, keys, self._value(name, hints[known[name].name], keys), required=required)
            if name == "title":
                yield from (self._own(inner, own, keys) for inner, own in kind.fields.items())
        own_names = key_names(Authored, self._settings.labels)
        for name, own in profile.fields.items():
            if name not in own_names and name not in kind.fields:
                as_own = KindField(label=own.label, type=own.type, required=own.required, filter=own.filter, cites=own.cites)
                yield self._own(name, as_own, keys)

    def _own(self, name: str, own: KindField, keys: Keys) -> Widget:
        """The widget of a field that a kind or a profile brings."""
        listed = self._settings.profile.lists.get(name, {})
        if listed:
            value = self._choice(name, listed, many=own.type == "list")
        elif own.type == "list":
            value = {"widget": "list"}
        elif own.type == "date":
            value = dict(_DATE)
        elif own.type in ("number", "money"):
            value = dict(NUMBER)
        else:
            value = {"widget": "text" if name in _LONG else "string"}
        # Another kind may call a field of this name otherwise.
        key = self._usage.key(name, self._usual(name, keys), among=(name, own.label))
        # Behind a key with a blank the program of the form finds nothing.
        key = key if " " not in key and "." not in key else name
        return {"name": key, "label": own.label, **({"hint": own.cites} if own.cites else {}), **value, "required": own.required}

    def _usual(self, name: str, keys: Keys | None) -> str:
        """The key that a field has in new files of the site; without ``keys`` a field of a record in an item."""
        if not self._by_label:
            return name
        if keys and name in (known := {field.name.rstrip("_") for field in fields(Authored)}):
            # A word that is the label of another field, of the kind or of the profile alone, is that one's.
            others = {other: field.label for other, field in keys.profile.fields.items()}
            others |= {other: field.label for other, field in keys.kind.fields.items()} if keys.kind else {}
            if keys.of(name) in {label for other, label in others.items() if other not in known}:
                return name
        return keys.of(name) if keys else self._settings.labels.keys.get(name, (name,))[0]

    def _record(self, kind: type, keys: Keys) -> Iterator[Widget]:
        """The widgets of the fields of a record."""
        hints = typing.get_type_hints(kind, include_extras=True)
        for field in fields(kind):
            name = field.name.rstrip("_")
            needed = field.default is MISSING and field.default_factory is MISSING
            yield self._named(kind.__name__, name, keys, self._value(name, hints[field.name], keys), required=needed)

    def _named(self, record: str, name: str, keys: Keys, value: Widget, *, required: bool) -> Widget:
        """A widget with its label and hint, and the key that the field mostly has."""
        inner = record != "Authored"
        usual = self._usual(name, None if inner else keys)
        key = self._usage.key(name, usual, inner=inner) if record != "PageHead" else usual
        return self.named(record, name, key, value, required=required)

    def named(self, record: str, name: str, key: str, value: Widget, *, required: bool) -> Widget:
        """A widget with its label and hint, under a key."""
        title, hint = self._describe(record, name)
        inner = record != "Authored"
        own = self._settings.profile.fields.get(name) if not inner else None
        label = own.label if own else title or key
        return {"name": key, "label": label, **({"hint": hint} if hint else {}), **value, "required": required}

    def _value(self, name: str, hint: Any, keys: Keys) -> Widget:  # noqa: PLR0911  a sort of type a branch
        """The widget for the values of a type."""
        settings = self._settings
        if name == "category":
            return self._choice(name, self._categories(), many=self._usage.is_list(name))
        if name == "department":
            return self._choice(name, {one.id: one.name for one in settings.catalog.departments})
        if name in settings.profile.lists:
            return self._choice(name, settings.profile.lists[name])
        if name == "steps":
            return self._steps(keys)
        if name == "file":
            return {"widget": "file", "choose_url": False}
        if hint == Texts:
            return {"widget": "list"}
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            return self._plain(name, arguments[0])
        if origin in (typing.Union, types.UnionType):
            return self._value(name, next(one for one in arguments if one is not type(None)), keys)
        if origin is Literal:
            words = settings.labels.values
            return self._choice(name, {str(one): words.get(str(one), (str(one),))[0] for one in arguments})
        if origin is tuple:
            return {"widget": "list", "fields": list(self._record(arguments[0], keys))}
        if is_dataclass(hint) and isinstance(hint, type):
            return {"widget": "object", "fields": list(self._record(hint, keys))}
        return self._plain(name, hint)

    def _plain(self, name: str, kind: Any) -> Widget:
        """The widget for a single value."""
        if kind is bool:
            return {"widget": "boolean"}
        if typing.get_origin(kind) is typing.Annotated:
            kind = typing.get_args(kind)[0]
        if kind is dt.date:
            return dict(_DATE)
        if kind in (int, Decimal):
            return dict(NUMBER)
        return {"widget": "text" if name in _LONG else "string"}

    def draft(self) -> Widget:
        """The widget for the mark of a draft. It has no answer of its own: who writes says of each item whether it is to be seen.

        What a form puts into a field by itself it puts into items that are out as well, which would then be withdrawn unseen.
        """
        words = self._settings.labels.text
        options = [{"label": words["form_draft"], "value": True}, {"label": words["form_no_draft"], "value": False}]
        return {"widget": "select", "options": options}

    def _steps(self, keys: Keys) -> Widget:
        """The widget for the steps of the procedures of the profile."""
        steps = {step.id: step.label for one in self._settings.profile.procedures.values() for step in one.steps}
        own = list(self._record(StepDone, keys))
        inner = [
            {"name": name, "label": label, "widget": "object", "required": False, "fields": own} for name, label in steps.items()
        ]
        return {"widget": "object", "fields": inner}

    def _choice(self, name: str, values: Mapping[str, str], *, many: bool = False) -> Widget:
        """The widget for one of some values, or some; what is written otherwise in the sources of the site is offered too."""
        options = [{"label": label, "value": value} for value, label in values.items()]
        options += [{"label": written, "value": written} for written in self._usage.values[name] if written not in values]
        return {"widget": "select", "options": options, **({"multiple": True} if many else {})}

    def _categories(self) -> dict[str, str]:
        known = self._settings.categories
        return {name: "/".join(known[step].name for step in (*one.parents, name)) for name, one in known.items()}


def form_config(
    settings: Settings,
    describe: Describe,
    usage: Usage,
    backend: Mapping[str, str],
    folder: str = "",
    files: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """The whole configuration; ``folder`` is that of the site in its repository, ``files`` are collections of single files."""
    writer = FormWriter(settings, describe, usage)
    below = f"{folder}/" if folder not in ("", ".") else ""
    collections = [one | {"folder": below + one["folder"]} for one in writer.collections()]
    collections += [one | {"files": [file | {"file": below + file["file"]} for file in one["files"]]} for one in files]
    return {
        "backend": dict(backend),
        "media_folder": f"{below}content/items",
        "public_folder": "/content/items",
        "app_title": settings.title,
        **({"display_url": settings.site_url} if settings.site_url else {}),
        "show_preview_links": False,
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True, "yaml": {"indent_sequences": True, "quote": "none"}},
        "editor": {"preview": False},
        "collections": collections,
    }
