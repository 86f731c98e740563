"""Rules on fields: each item says what the profile requires of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from generator.check.rule import rule
from generator.late import late
from generator.model.item import WITHHELD, Item
from generator.model.language import is_language, language_meant, written_tag
from generator.model.profile import Profile
from generator.problems import Position, Problem, Severity

ITEMS_NONE = "items-none"
FIELD_MISSING, VALUE_NONE = "field-missing", "value-none"
LANGUAGE_UNKNOWN = "language-unknown"
INDEX_NUMBER_MALFORMED = "index-number-malformed"
INDEX_NUMBER_DUPLICATE = "index-number-duplicate"
_LONGEST_NONE = 16
VALUE_REPEATED = "value-repeated"
# Lists of every item; those of a kind may have rows that are alike, which are longer.
_LISTS = ("keywords", "category")
_LONGEST_TWICE = 40


@rule(ITEMS_NONE, severity=Severity.ERROR)
def check_items_exist(items: tuple[Item, ...], unread: frozenset[str]) -> Iterator[Problem]:
    """A catalog without an item is never published by mistake."""
    if not items and not unread:
        yield Problem(ITEMS_NONE, Position("content/items"))


@rule(FIELD_MISSING, severity=Severity.ERROR)
def check_required_fields(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """Every field the profile requires, of all items and of its kind, is there; a draft may still lack some."""
    required = [(name, field) for name, field in profile.fields.items() if field.required]
    by_kind = {name: [(f, field) for f, field in kind.fields.items() if field.required] for name, kind in profile.kinds.items()}
    for item in items:
        authored = item.authored
        if authored.draft:
            continue
        for name, field in required:
            if not (getattr(authored, name, None) or item.fields.get(name)) and not (
                name == "published" and authored.openness == WITHHELD
            ):
                yield Problem(FIELD_MISSING, item.spot, {"field": name, "label": field.label}, cites=field.cites)
        for name, kind_field in by_kind[authored.kind]:
            if not item.fields.get(name):
                cites = kind_field.cites or profile.kinds[authored.kind].cites
                yield Problem(FIELD_MISSING, item.spot, {"field": name, "label": kind_field.label}, cites=cites)


# The fields of a catalog, which may be left out or are to say something; those of kinds may well say that there is none.
_SAYING = ("doc_number", "summary", "basis", "keywords", "index_number")
_NONE = frozenset(
    [
        *("无", "暂无", "没有", "未定", "不详", "未知", "空", "无此项", "不适用"),
        *("n/a", "na", "none", "nil", "null", "no", "unknown", "not applicable"),
        *("-", "--", "---", "—", "——", "–", "/", "//", "\\", "_", "×", "x", "?", "？", ".", "。", "0"),
    ]
)
# As programs write that a field is empty, in YAML, in JSON, in sheets and in what came out of a database; no person answers so.
_EMPTY = frozenset(["null", "Null", "NULL", "(null)", "<null>", "<NULL>", "~", "nan", "NaN", "undefined", "NaT"])
_NO_SUCH = late(r"(?:暂无|无|没有|未编|no |without )[ ]?(?P<what>[一-龥a-z ]{1,12})", re.IGNORECASE)


@rule(VALUE_NONE, severity=Severity.WARNING)
def check_says_something(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """A field that says there is none is left out: what is not there is not shown either."""
    meant = {name: field for name in _SAYING if (field := profile.fields.get(name))}
    says_none = cache(_says_none)  # keywords are the same few in many items
    for item in items:
        authored = item.authored
        for name, field in meant.items():
            value = getattr(authored, name)
            for entry in (value,) if isinstance(value, str) else value:
                if len(entry) <= _LONGEST_NONE and says_none(entry, field.label):
                    values = {"field": name, "value": entry, "required" if field.required else "optional": name}
                    yield Problem(VALUE_NONE, item.spot.at(name), values)
        yield from _empty_by_program(item, profile)


def _empty_by_program(item: Item, profile: Profile) -> Iterator[Problem]:
    """A problem for each field of a kind, and for a title, that holds what a program writes for nothing; 无 may be an answer."""
    if item.authored.title in _EMPTY:
        yield Problem(VALUE_NONE, item.spot.at("title"), {"field": "title", "value": item.authored.title, "required": "title"})
    own = profile.kinds[item.authored.kind].fields
    for name, value in item.fields.items():
        if (value in _EMPTY if isinstance(value, str) else not _EMPTY.isdisjoint(value)) and name in own:
            said = value if isinstance(value, str) else next(filter(_EMPTY.__contains__, value))
            values = {"field": name, "value": said, "required" if own[name].required else "optional": own[name].label}
            yield Problem(VALUE_NONE, item.spot.at(name), values)


def _says_none(value: str, label: str) -> bool:
    """True for a value that says there is none, or none of what the label of its field says: 无文号, no summary."""
    plain = value.strip(" 　。.()（）").lower() or value.strip()
    if plain in _NONE:
        return True
    named = _NO_SUCH.fullmatch(plain)
    return named is not None and named["what"].strip() in label.lower()


@rule(VALUE_REPEATED, severity=Severity.NOTICE)
def check_repeated(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """No list of an item has a value twice: keywords, categories, the lists of its kind."""
    for item in items:
        authored = item.authored
        lists = [(name, getattr(authored, name)) for name in _LISTS]
        lists += [(name, value) for name, value in item.fields.items() if not isinstance(value, str)]
        for name, values in lists:
            if len(values) > 1 and len(set(values)) < len(values):
                twice = next(value for place, value in enumerate(values) if value in values[:place])
                if len(str(twice)) <= _LONGEST_TWICE and (name in _LISTS or not profile.kinds[authored.kind].fields[name].drawn):
                    spot = item.spot.at(name)
                    yield Problem(VALUE_REPEATED, spot, {"field": name, "value": str(twice)})


@rule(LANGUAGE_UNKNOWN, severity=Severity.ERROR)
def check_language(items: tuple[Item, ...]) -> Iterator[Problem]:
    """The language of an item is marked by a tag that browsers and screen readers know."""
    for item in items:
        tag = item.authored.language
        if tag and not (is_language(tag) and written_tag(tag) == tag):
            values = {"value": tag, "suggestion": language_meant(tag)}
            yield Problem(LANGUAGE_UNKNOWN, item.spot.at("language"), values)


@rule(INDEX_NUMBER_MALFORMED, severity=Severity.WARNING)
def check_index_number_form(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """Index numbers have the form the profile gives; practice varies, so another form is only a warning."""
    form = profile.index_number
    if form is None:
        return
    whole = re.compile(form.pattern)
    for item in items:
        number = item.authored.index_number
        # One that is right but for its wide signs is told for those.
        if number and not whole.fullmatch(number if number.isascii() else unicodedata.normalize("NFKC", number)):
            values = {"value": number, "example": form.example}
            yield Problem(INDEX_NUMBER_MALFORMED, item.spot.at("index_number"), values, cites=form.cites)


@rule(INDEX_NUMBER_DUPLICATE, severity=Severity.ERROR)
def check_index_number_unique(items: tuple[Item, ...]) -> Iterator[Problem]:
    """No two items have one index number."""
    for number, same in _repeated(items):
        first = same[0]
        for item in same[1:]:
            values = {"value": number, "other": first.source}
            yield Problem(INDEX_NUMBER_DUPLICATE, item.spot.at("index_number"), values)


def _repeated(items: Iterable[Item]) -> Iterator[tuple[str, list[Item]]]:
    by_number: dict[str, list[Item]] = {}
    for item in items:
        if item.authored.index_number:
            by_number.setdefault(item.authored.index_number, []).append(item)
    return ((number, same) for number, same in by_number.items() if len(same) > 1)
