"""Loading what is about the site as a whole: catalog.yml, its profile, the report forms, the labels."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

from generator.clock import COMMON, called_zone, is_zone, zone_names
from generator.load.items.named import with_ids
from generator.load.settings.calendar import calendar_problem
from generator.load.settings.fonts import find_fonts
from generator.load.settings.label_faults import label_faults
from generator.load.settings.languages import FALLBACK, languages, peek
from generator.load.shipped import SHIPPED, find_data, is_brought, list_data, stays_inside
from generator.load.source.as_written import AsWritten, read_as_written
from generator.load.source.fields import fields_of, read_record
from generator.load.source.source import decode, read_bytes
from generator.load.source.yaml_tree import parse
from generator.model.catalog import Catalog
from generator.model.labels import Labels
from generator.model.language import is_tag, language_meant, spoken, written_tag
from generator.model.report.font import FontList, ReportFonts
from generator.model.report.form import Form
from generator.model.report.language import Prose
from generator.model.report.trend import Trends
from generator.model.text_pattern import Pack
from generator.presence import CATALOG, is_file
from generator.problems import Position, Problem, SourceError, Spot
from generator.text import nearest

T = TypeVar("T")
_ALIKE_ZONE = 0.8  # more than PST and MST, or Delhi and Dili


def load_labels(site: Path, language: str, problems: list[Problem] | None = None) -> Labels:
    """The words of a language; a site may bring its own file of them, whose faults join ``problems``.

    What a file leaves out is said as the shipped one of that language says it, or the one it is ``based_on``; a shipped one may
    be based on the fallback alone. Raises RuntimeError where a shipped file is broken, which no site can help.
    """
    name = f"site_config/labels/{language}.yml"
    found: list[Problem] = []
    labels = load_data(site, name, Labels, None, found)
    own = is_brought(site, name)
    if not own and (labels is None or labels.based_on not in ("", FALLBACK) or labels.based_on == language):
        raise RuntimeError(f"the shipped {name} is broken: {found or labels}")
    if problems is not None:
        problems.extend(found)
    if labels is None:
        return load_labels(SHIPPED, language if is_file(SHIPPED / name) else FALLBACK)
    base = labels.based_on or (language if is_file(SHIPPED / name) else FALLBACK)
    if not labels.based_on and not own:
        return _as(language, labels, labels)
    known = languages(SHIPPED)
    if base not in known:
        values = {"field": "based_on", "value": base, "known": ", ".join(known), "suggestion": nearest(base, known)}
        if problems is not None:
            problems.append(Problem("value-not-listed", Spot(name, ("based_on",)), values))
        base = FALLBACK
    ours = load_labels(SHIPPED, base)
    faults = list(label_faults(labels, ours, Spot(name))) if own else []
    if problems is not None:
        problems.extend(faults)
    return ours if faults else _as(language, labels, ours)


def _as(language: str, labels: Labels, base: Labels) -> Labels:
    """The words of a language beside those they are based on, the same record as long as the files say the same."""
    key = language, base is labels
    known = _labels.get(key)
    if known is None or known[0] is not labels or known[1] is not base:
        whole = replace(labels, language=language) if base is labels else labels.over(base, language)
        known = _labels[key] = (labels, base, whole)
    return known[2]


_labels: dict[tuple[str, bool], tuple[Labels, Labels, Labels]] = {}


def load_command_line(language: str) -> dict[str, dict[str, str]]:
    """The texts of the command line in a language, by the English text; none for English."""
    name = f"site_config/command_line/{language}.yml"
    if not is_file(SHIPPED / name):
        return {}
    return cast("dict[str, dict[str, str]]", parse(decode(name, read_bytes(SHIPPED, name)), name, []))


def load_catalog(site: Path, labels: Labels, problems: list[Problem]) -> Catalog | None:
    """The catalog of a site, in the words of ``labels``."""
    since = len(problems)
    catalog = load_data(site, CATALOG, Catalog, labels, problems)
    problems[since:] = [_profile_meant(site, problem) for problem in problems[since:]]
    if catalog:
        if problem := zone_problem(catalog.timezone, Spot(CATALOG, ("timezone",))):
            problems.append(problem)
        if problem := calendar_problem(site, catalog.calendar, Spot(CATALOG, ("calendar",))):
            problems.append(problem)
        catalog = replace(catalog, language=_language(site, catalog.language, problems))
        catalog = with_ids(catalog, Spot(CATALOG), problems)
    return catalog


def _profile_meant(site: Path, problem: Problem) -> Problem:
    """The problem of the name of a profile that cannot be one, with those that there are; any other problem as it is."""
    if problem.code != "value-malformed" or problem.values.get("field") != "profile":
        return problem
    known = [file.removesuffix(".yml") for file in list_data(site, "site_config/profiles")]
    written = problem.values["value"]
    name = posixpath.basename(written.replace("\\", "/")).removesuffix(".yml").strip().lower()
    values = {"field": "profile", "value": written, "known": ", ".join(known)}
    values["suggestion"] = nearest(re.sub(r"[\s_]+", "-", name), known) or _profile_called(site, written.strip(), known)
    return replace(problem, code="value-not-listed", values=values)


def _profile_called(site: Path, name: str, known: Iterable[str]) -> str:
    """The first profile whose own name has another name in it, or nothing."""
    called = {one: peek(site, f"site_config/profiles/{one}.yml", "name")[0].casefold() for one in known}
    return next((one for one, own in called.items() if len(name) > 1 and name.casefold() in own), "")


def _language(site: Path, tag: str, problems: list[Problem]) -> str:
    """The tag of a site's language as the standard writes it; one that nobody can be answered in is a problem."""
    known = languages(site)
    if is_tag(tag) and spoken(tag, known):
        return written_tag(tag)
    right = written_tag(tag)
    own = (one for one in known if peek(site, f"site_config/labels/{one}.yml", "name")[0].casefold() == tag.casefold())
    meant = language_meant(tag) or next(own, "")
    suggestion = right if is_tag(right) and spoken(right, known) else spoken(meant, known) if meant else nearest(tag, known)
    values = {"field": "language", "value": tag, "suggestion": suggestion, "known": ", ".join(known)}
    problems.append(Problem("value-not-listed", Spot(CATALOG, ("language",)), values))
    return spoken(right, known) or FALLBACK


def zone_problem(name: str, spot: Spot) -> Problem | None:
    """The problem of a time zone that there is not; None where there is."""
    if not name or is_zone(name):
        return None
    alike = difflib.get_close_matches(name, zone_names(), 1, _ALIKE_ZONE)
    suggestion = (
        called_zone(name) or next(iter(alike), "") or next((zone for zone in zone_names() if zone.endswith(f"/{name}")), "")
    )
    values = {"field": "timezone", "value": name, "suggestion": suggestion, "known": ", ".join((*COMMON, "…"))}
    return Problem("value-not-listed", spot, values)


def peek_zone(site: Path) -> str:
    """The time zone of a site, read before anything can be said about the rest of it; nothing where none is known."""
    own, profile = peek(site, CATALOG, "timezone", "profile")
    if own and is_zone(own):
        return own
    (given,) = peek(site, f"site_config/profiles/{profile}.yml", "timezone") if profile else ("",)
    return given if given and is_zone(given) else ""


def load_forms(site: Path, labels: Labels, problems: list[Problem]) -> dict[str, Form]:
    """All report forms by name."""
    loaded = {
        file.removesuffix(".yml"): load_data(site, f"site_config/report_forms/{file}", Form, labels, problems)
        for file in list_data(site, "site_config/report_forms")
    }
    for name, form in loaded.items():
        problems += _unknown_sections(form, Spot(f"site_config/report_forms/{name}.yml")) if form else ()
    return {name: form for name, form in loaded.items() if form}


def _unknown_sections(form: Form, spot: Spot) -> Iterator[Problem]:
    """The problems of the tables of a form that stand below a section that it has not."""
    for index, table in enumerate(form.tables):
        meant = nearest(table.section, form.sections) if table.section not in form.sections else ""
        if meant:  # it may also stand below a heading of which it is the end
            values = {"field": "section", "value": table.section, "known": ", ".join(form.sections), "suggestion": meant}
            yield Problem("value-not-listed", spot.at("tables", index, "section"), values)


def load_trends(site: Path, labels: Labels, problems: list[Problem]) -> Trends:
    """The charts of what is followed over the years; none where there is no file of it."""
    name = "site_config/report_trends.yml"
    in_script = f"site_config/report_trends.{labels.forms.script}.yml"
    if not is_brought(site, name) and find_data(site, in_script):
        name = in_script
    return (load_data(site, name, Trends, labels, problems) if find_data(site, name) else None) or Trends()


def load_report_prose(site: Path, labels: Labels, problems: list[Problem]) -> Prose:
    """The rules for the prose of reports."""
    name = "site_config/report_prose.yml"
    return (load_data(site, name, Prose, labels, problems) if find_data(site, name) else None) or Prose()


def load_report_fonts(site: Path, labels: Labels, problems: list[Problem]) -> ReportFonts:
    """The fonts for reports as PDF that there are, for the script of a language."""
    name = "site_config/report_fonts.yml"
    wanted = load_data(site, name, FontList, labels, problems) if find_data(site, name) else None
    return find_fonts(site, name, wanted or FontList(), labels.forms.script, problems)


# Patterns and words look for all kinds of signs, and nobody reads them on a page.
_UNSHOWN = (Pack, Prose)


def load_data(site: Path, name: str, kind: type[T], labels: Labels | None, problems: list[Problem]) -> T | None:
    """A record read from a file of data, the site's own or the shipped one; what is wrong with it joins the problems."""
    if name == CATALOG and not stays_inside(site, CATALOG):
        return None  # a link, which is told as such
    path = find_data(site, name)
    if path is None:
        problems.append(Problem("file-unreadable", Position(name), {"reason": "not found"}))
        return None
    before, ours = len(problems), path.is_relative_to(SHIPPED)
    key = name, kind, labels.language if labels else "", ours
    try:
        data = read_bytes(path.parents[name.count("/")], name)
        known = _read.get(key)
        if known and known[0] == data and _read_alike(known[1], labels):
            return cast(T, known[2])
        if kind in _UNSHOWN or path.is_relative_to(SHIPPED / "site_config"):
            # In what is ours are no slips.
            read = AsWritten(parse(decode(name, data), name, problems, shown=kind not in _UNSHOWN))
        else:
            read = read_as_written(decode(name, data), name, problems, fields_of(kind, labels))
    except SourceError as error:
        if isinstance(error.__cause__, OSError) and ours:
            raise error.__cause__ from error  # what came with the program is no source of anybody's
        problems.append(error.problem)
        return None
    since = len(problems)
    found = read_record(kind, read.tree, Spot(name), labels, problems, tested=ours)
    read.place(problems, since, labels.spellings if labels else lambda key: (key, key.rstrip("_")))
    if len(problems) == before:
        _read[key] = (data, labels, found)
    return found


def _read_alike(one: Labels | None, other: Labels | None) -> bool:
    """True where a file without a problem is read with some words as it is with others."""
    return one is other or bool(one and other and one.keys == other.keys and one.values == other.values)


# What a file, a site's or ours, held when it was last read in this process in a language, without a problem: its bytes, the words
# it was read with, the record. A preview reads the same settings again and again, a portal those of many bodies.
_read: dict[tuple[str, type, str, bool], tuple[bytes, Labels | None, object]] = {}
