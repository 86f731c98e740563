"""Loading a profile: every name in it leads somewhere, every value can be, every pattern fits its own example."""

from __future__ import annotations

import datetime as dt
import re
import string
import typing
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.late import late
from generator.load.settings.calendar import calendar_problem
from generator.load.settings.catalog import load_data, zone_problem
from generator.load.settings.indicators import wrong_indicators
from generator.load.settings.kinds import wrong_kind_fields
from generator.load.settings.languages import languages
from generator.load.settings.own_fields import with_own_fields
from generator.load.settings.procedures import wrong_procedures
from generator.load.shipped import find_data, list_data
from generator.load.source.fields import key_names, key_problem
from generator.model.application import FORM_FILLS, FormField, Step
from generator.model.catalog import Office
from generator.model.facts import BLANKS
from generator.model.item import Authored
from generator.model.labels import Labels
from generator.model.language import spoken
from generator.model.profile import AUTHORED_PAGES, DEADLINES, LEGAL_FORCES, VALUES, Profile
from generator.model.term import Deadline
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot, has_errors
from generator.text import nearest

FOLDER = "site_config/profiles"
_PLAIN = Authored(title="").kind  # the kind of an item that names none
_NAME = late(r"[a-z][a-z0-9_-]*")
_ENDING = late(r"[a-z0-9]+")


def load_profile(site: Path, name: str, labels: Labels, problems: list[Problem]) -> Profile | None:
    """The profile a catalog names, or None and at least one problem."""
    path = f"{FOLDER}/{name}.yml"
    if find_data(site, path) is None:
        known = [file.removesuffix(".yml") for file in list_data(site, FOLDER)]
        problems.append(_not_listed("profile", name, known, Spot(CATALOG, ("profile",))))
        return None
    profile = load_data(site, path, Profile, labels, problems)
    if profile is None:
        return None
    place = Spot(path)
    found = [*_faults(profile, place), *_unknown_files(site, profile, place), *wrong_indicators(profile, labels, place)]
    problems += found
    return None if has_errors(found) else with_own_fields(profile)


def _faults(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The problems of a profile in itself."""
    yield from _unknown_fields(profile, spot)
    yield from _wrong_values(profile, spot)
    yield from _wrong_number(profile, spot)
    yield from _wrong_requirements(profile, spot)
    yield from _wrong_steps(profile, spot)
    yield from _wrong_terms(profile, spot)
    yield from wrong_procedures(profile, spot)
    yield from wrong_kind_fields(profile, spot)
    if profile.money:
        yield from _wrong_money(profile.money.form, spot.at("money", "form"))
    yield from _wrong_form(profile, spot.at("application", "form"))
    yield from _wrong_remedies(profile, spot.at("application"))


def _unknown_files(site: Path, profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The names in a profile that are those of other files, and of time zones."""
    forms = [file.removesuffix(".yml") for file in list_data(site, "site_config/report_forms")]
    for index, form in enumerate(profile.report_forms):
        yield from _listed("report_forms", form, forms, spot.at("report_forms", index))
    for name, series in profile.report_series.items():
        for index, form in enumerate(series.forms):
            yield from _listed("forms", form, forms, spot.at("report_series", name, "forms", index))
    known_languages = languages(site)
    if not spoken(profile.language, known_languages):
        yield _not_listed("language", profile.language, list(known_languages), spot.at("language"))
    found = (zone_problem(profile.timezone, spot.at("timezone")), calendar_problem(site, profile.calendar, spot.at("calendar")))
    yield from filter(None, found)


def _unknown_fields(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The names of fields, facts, kinds and pages that there are not."""
    fields, facts = key_names(Authored, None), key_names(Office, None)
    for name in profile.fields.keys() - fields.keys():
        # One that is nearly ours was meant for it; another is the profile's own.
        yield from (
            [key_problem(name, fields, spot.at("fields"))] if nearest(name, fields) else _well_named(name, spot.at("fields"))
        )
    known = [*fields, *(name for name in profile.fields if name not in fields)]
    yield from (key_problem(name, known, spot.at("defaults")) for name in profile.defaults if name not in known)
    for index, name in enumerate(profile.office_facts):
        yield from _listed("office_facts", name, facts, spot.at("office_facts", index))
    if _PLAIN not in profile.kinds:
        yield Problem("field-missing", spot.at("kinds"), {"field": _PLAIN})
    own: list[str] = []
    yield from _called_twice({kind: entry.label for kind, entry in profile.kinds.items()}, spot.at("kinds"), "label")
    for kind, entry in profile.kinds.items():
        yield from _well_named(kind, spot.at("kinds"))
        for name in entry.fields:
            own.append(name)
            if name in fields or name in profile.fields:
                own_spot = Spot(spot.file, ("kinds", kind, "fields", name), key=True)
                yield Problem("field-of-every-item", own_spot, {"key": name, "label": entry.label})
            else:
                yield from _well_named(name, spot.at("kinds", kind, "fields"))
        yield from _called_twice(
            {name: field.label for name, field in entry.fields.items()}, spot.at("kinds", kind, "fields"), "label"
        )
        for index, name in enumerate(entry.columns):
            yield from _listed(
                "columns", name, ("title", *profile.fields, *entry.fields), spot.at("kinds", kind, "columns", index)
            )
    holding = [*known, *own]
    yield from (key_problem(name, holding, spot.at("lists")) for name in profile.lists if name not in holding)
    for page, topics in profile.page_topics.items():
        if page not in AUTHORED_PAGES:
            yield key_problem(page, AUTHORED_PAGES, spot.at("page_topics"))
        for index, topic in enumerate(topics):
            if not any(topic.words):
                yield Problem("field-missing", spot.at("page_topics", page, index), {"field": "words"})
    data, kinds = spot.at("structured_data"), profile.kinds
    yield from (key_problem(name, kinds, data.at("kinds")) for name in profile.structured_data.kinds if name not in kinds)


def _called_twice(labels: Mapping[str, str], spot: Spot, below: str = "") -> Iterator[Problem]:
    """The problem of each name that people read for two things of one kind: nobody can tell which is meant."""
    first: dict[str, str] = {}
    for name, label in labels.items():
        if label and first.setdefault(label, name) != name:
            place = spot.at(name, below) if below else spot.at(name)
            yield Problem("label-repeated", place, {"label": label, "same": first[label], "name": name})


def _wrong_values(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The values of lists that the program does not know, and those that stand in no list."""
    for name, called in profile.lists.items():
        yield from _called_twice(called, spot.at("lists", name))
    for name, known in VALUES.items():
        values = profile.lists.get(name)
        for value in values or ():
            # A list may have values of its own, but hardly one that is nearly ours.
            if value not in known and (meant := nearest(value, known)) and meant not in (values or ()):
                yield key_problem(value, known, spot.at("lists", name))
    for name, value in profile.defaults.items():
        if name in profile.lists:
            yield from _listed(name, value, profile.lists[name], spot.at("defaults", name))
    audiences = profile.lists.get("audience", {})
    for index, audience in enumerate(profile.audiences):
        yield from _listed("audiences", audience, audiences, spot.at("audiences", index))
    asked = profile.fields.get("audience")
    if profile.audiences and "audience" not in profile.defaults and not (asked and asked.required):
        # An item that names nobody would go out to nobody.
        yield Problem("field-missing", spot.at("defaults"), {"field": "audience"})
    forces, validity = profile.structured_data.legal_force, profile.lists.get("validity", {})
    place = spot.at("structured_data", "legal_force")
    for value, force in forces.items():
        if value not in validity:
            yield key_problem(value, validity, place)
        yield from _listed("legal_force", force, LEGAL_FORCES, place.at(value))
    licences = profile.lists.get("licence", {})
    place = spot.at("licence_addresses")
    yield from (key_problem(name, licences, place) for name in profile.licence_addresses if name not in licences)
    for ending in profile.attachment_types:
        if not _ENDING.fullmatch(ending):
            values = {"field": "attachment_types", "value": ending, "form": ending.lower().lstrip("*."), "suggestion": ""}
            yield Problem("value-malformed", Spot(spot.file, ("attachment_types", ending), key=True), values)


def _wrong_number(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The example of the index number, where its own pattern refuses it."""
    number = profile.index_number
    if number and number.example and not re.fullmatch(number.pattern, number.example):
        values = {"value": number.example, "pattern": number.pattern}
        yield Problem("example-refused", spot.at("index_number", "example"), values)
    elif number and re.fullmatch(number.pattern, ""):
        yield Problem("pattern-for-all", spot.at("index_number", "pattern"), {"pattern": number.pattern}, Severity.WARNING)


def _wrong_requirements(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The placeholders of the citation of a requirement, and tags for requirements that there are not."""
    yield from unfilled(profile.requirements_cite, ("requirement",), spot.at("requirements_cite"))
    known = [*profile.requirements, *(name for level in profile.levels.values() for name in level)]
    tags = profile.page_tags.requirements if profile.page_tags else {}
    place = spot.at("page_tags", "requirements")
    yield from (key_problem(name, known, place) for name in tags if name not in known)


def _wrong_steps(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The terms that steps name and that there are not, and terms whose name is a slip for one of the program's."""
    used = {term.deadline for kind in profile.kinds.values() for term in kind.terms}
    used |= {step.deadline for procedure in profile.procedures.values() for step in procedure.steps}
    for step, place in _steps(profile.application.steps, spot.at("application", "steps")):
        if step.deadline:
            used.add(step.deadline)
            yield from _listed("deadline", step.deadline, profile.deadlines, place.at("deadline"))
        named = ("days",) if step.deadline else ()
        yield from unfilled(step.text, named, place.at("text"), blanks=True)
        yield from unfilled(step.title, (), place.at("title"))
    for name, deadline in profile.deadlines.items():
        yield from _one_unit(deadline, spot.at("deadlines", name))
    missing = [name for name in DEADLINES if name not in profile.deadlines]
    for name in profile.deadlines:
        if name not in used and name not in DEADLINES and nearest(name, missing):
            yield key_problem(name, DEADLINES, spot.at("deadlines"))


def _one_unit(deadline: Deadline, spot: Spot) -> Iterator[Problem]:
    """A term has one unit."""
    if not deadline.units:
        yield Problem("field-missing", spot, {"field": "days"})
    for unit in deadline.units[1:]:
        yield Problem("key-repeated", Spot(spot.file, (*spot.path, unit), key=True), {"key": unit, "same": deadline.unit})


def _wrong_terms(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The terms of kinds between fields that are no dates or that there are not."""
    days = [name for name, kind in typing.get_type_hints(Authored).items() if dt.date in typing.get_args(kind)]
    for kind, entry in profile.kinds.items():
        known = [*(name for name, own in entry.fields.items() if own.type == "date"), *days]
        for index, term in enumerate(entry.terms):
            place = spot.at("kinds", kind, "terms", index)
            yield from _listed("from", term.from_, known, place.at("from"))
            yield from _listed("to", term.to, known, place.at("to"))
            yield from _listed("deadline", term.deadline, profile.deadlines, place.at("deadline"))
            if term.unless:
                yield from _listed("unless", term.unless, entry.fields, place.at("unless"))


def _wrong_money(form: str, spot: Spot) -> Iterator[Problem]:
    """The form of a sum has its amount in it, and nothing else that would have to be filled."""
    yield from (found := list(unfilled(form, ("amount",), spot)))
    if not found and "{amount}" not in form:
        right = form.replace("amount", "{amount}") if "amount" in form else f"{form}{{amount}}"
        yield Problem("value-malformed", spot, {"field": "form", "value": form, "form": right})


def _steps(steps: Iterable[Step], spot: Spot) -> Iterator[tuple[Step, Spot]]:
    for index, step in enumerate(steps):
        yield step, spot.at(index)
        yield from _steps(step.branches, spot.at(index, "branches"))


def _wrong_form(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The fields of the form whose id is taken, whose choices are missing, that are for nobody or that no browser can fill in."""
    placed = [
        (field, spot.at(part, "fields", index))
        for part, entry in enumerate(profile.application.form)
        for index, field in enumerate(entry.fields)
    ]
    seen: set[str] = set()
    choices = [choice for field, _ in placed for choice in field.choices]
    for field, place in placed:
        if field.id in seen:
            yield Problem("id-repeated", place.at("id"), {"id": field.id})
        seen.add(field.id)
        if not _NAME.fullmatch(field.id):
            yield Problem("value-malformed", place.at("id"), {"field": "id", "value": field.id, "form": "a-z 0-9 - _"})
        yield from _wrong_field(field, place)
        if field.who:
            yield from _listed("who", field.who, choices, place.at("who"))


def _wrong_field(field: FormField, place: Spot) -> Iterator[Problem]:
    if field.type == "choice" and not field.choices:
        yield Problem("field-missing", place, {"field": "choices"})
    if field.choices and field.type != "choice":
        yield Problem(
            "key-useless", Spot(place.file, (*place.path, "choices"), key=True), {"key": "choices", "needs": "type: choice"}
        )
    if field.fills:
        yield from _listed("fills", field.fills, FORM_FILLS, place.at("fills"))


def _wrong_remedies(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The blanks in remedies that nothing of the catalog fills, and ways to count a fee without a band."""
    for index, remedy in enumerate(profile.application.remedies):
        yield from unfilled(remedy, (), spot.at("remedies", index), blanks=True)
    for index, fee in enumerate(profile.application.fees):
        if not fee.bands:
            yield Problem("field-missing", spot.at("fees", index), {"field": "bands"})


def unfilled(text: str, named: Iterable[str], spot: Spot, *, blanks: bool = False) -> Iterator[Problem]:
    """The problems of the placeholders in a text that nothing fills: ``{name}``, and with ``blanks`` those as ``{court|…}``."""
    known = [*named, *(f"{name}|…" for name in BLANKS if blanks)]
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        names = [text]
    for name in names:
        kind, bar, _ = name.partition("|")
        if name in known or (blanks and bar and kind in BLANKS):
            continue
        ends = {one.removesuffix("|…"): one for one in known}
        meant = ends.get(nearest(kind, ends), "")
        values = {"placeholder": name, "suggestion": meant, "known": ", ".join(f"{{{one}}}" for one in known)}
        yield Problem("placeholder-unknown", spot, values)


def _listed(field: str, value: str, known: Iterable[str], spot: Spot) -> Iterator[Problem]:
    names = list(known)
    if value not in names:
        yield _not_listed(field, value, names, spot)


def _not_listed(field: str, value: str, known: list[str], spot: Spot) -> Problem:
    values = {"field": field, "value": value, "known": ", ".join(known), "suggestion": nearest(value, known)}
    return Problem("value-not-listed", spot, values)


def _well_named(name: str, spot: Spot) -> Iterator[Problem]:
    if not _NAME.fullmatch(name):
        values = {"field": str(spot.path[-1]), "value": name, "form": "a-z 0-9 - _"}
        yield Problem("value-malformed", Spot(spot.file, (*spot.path, name), key=True), values)
