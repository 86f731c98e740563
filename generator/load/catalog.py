"""Loading what is about the site as a whole: catalog.yml, its profile, the report forms, the labels."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from generator.load.fields import read_record
from generator.load.fonts import find_fonts
from generator.load.shipped import SHIPPED, find_data, list_data
from generator.load.source import decode, digest, read_bytes
from generator.load.yaml_tree import parse
from generator.model.catalog import Catalog
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.model.report_font import FontList, ReportFonts
from generator.model.report_form import Form
from generator.model.report_language import Prose
from generator.model.report_trend import Trends
from generator.model.text_pattern import TextPatterns
from generator.problems import Position, Problem, SourceError, Spot
from generator.text import nearest

T = TypeVar("T")
CATALOG = "catalog.yml"
LANGUAGES = ("zh-CN", "en")


def load_labels(site: Path, language: str) -> Labels:
    """The words of a language; a site may bring its own file of them."""
    name = f"site_config/labels/{language}.yml"
    problems: list[Problem] = []
    labels = _load_data(site, name, Labels, None, problems)
    if labels is None and not (site / name).is_file():
        raise RuntimeError(f"the shipped {name} is broken: {problems}")
    return labels or load_labels(SHIPPED, language)


def system_language() -> str:
    """The reader's language where no catalog says one."""
    setting = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if setting.startswith("en") else "zh-CN"


def load_catalog(site: Path, labels: Labels, problems: list[Problem]) -> Catalog | None:
    """The catalog of a site, in the words of ``labels``."""
    return _load_data(site, CATALOG, Catalog, labels, problems)


def peek_language(site: Path) -> str:
    """The language a catalog names, read before anything can be said about the rest of it."""
    try:
        tree = parse(decode(CATALOG, read_bytes(site, CATALOG)), CATALOG, [])
    except SourceError:
        return system_language()
    language = tree.get("language") if isinstance(tree, dict) else None
    return language if language in LANGUAGES else system_language()


def load_profile(site: Path, name: str, labels: Labels, problems: list[Problem]) -> Profile | None:
    """The profile a catalog names."""
    path = f"site_config/profiles/{name}.yml"
    if find_data(site, path) is None:
        known = [file.removesuffix(".yml") for file in list_data(site, "site_config/profiles")]
        values = {"field": "profile", "value": name, "known": ", ".join(known), "suggestion": nearest(name, known)}
        problems.append(Problem("value-not-listed", Spot(CATALOG, ("profile",)), values))
        return None
    return _load_data(site, path, Profile, labels, problems)


def load_forms(site: Path, labels: Labels, problems: list[Problem]) -> dict[str, Form]:
    """All report forms by name."""
    loaded = {
        file.removesuffix(".yml"): _load_data(site, f"site_config/report_forms/{file}", Form, labels, problems)
        for file in list_data(site, "site_config/report_forms")
    }
    return {name: form for name, form in loaded.items() if form}


def load_patterns(site: Path, problems: list[Problem]) -> TextPatterns:
    """What must not stand in texts: personal data and secrecy marks, slips of language."""
    loaded = [_load_data(site, f"site_config/{name}.yml", TextPatterns, None, problems) for name in ("privacy", "language")]
    found = [patterns for patterns in loaded if patterns]
    return TextPatterns(
        patterns=tuple(pattern for one in found for pattern in one.patterns),
        columns=tuple(column for one in found for column in one.columns),
        properties=tuple(rule for one in found for rule in one.properties),
        names=tuple(name for one in found for name in one.names),
    )


def load_trends(site: Path, labels: Labels, problems: list[Problem]) -> Trends:
    """What is followed over the years; nothing where there is no file of it."""
    name = "site_config/report_trends.yml"
    return (_load_data(site, name, Trends, labels, problems) if find_data(site, name) else None) or Trends()


def load_report_prose(site: Path, labels: Labels, problems: list[Problem]) -> Prose:
    """What is known of the prose of reports."""
    name = "site_config/report_prose.yml"
    return (_load_data(site, name, Prose, labels, problems) if find_data(site, name) else None) or Prose()


def load_report_fonts(site: Path, labels: Labels, problems: list[Problem]) -> ReportFonts:
    """The fonts for reports as PDF that there are."""
    name = "site_config/report_fonts.yml"
    return find_fonts(site, (_load_data(site, name, FontList, labels, problems) if find_data(site, name) else None) or FontList())


def settings_digest(site: Path) -> str:
    """A name for everything that sources are read against: catalog, profiles, forms and labels."""
    paths = [find_data(site, CATALOG), *list_data(site, "site_config", "**/*.yml").values()]
    return digest(b"\0".join(path.read_bytes() for path in paths if path))


def _load_data(site: Path, name: str, kind: type[T], labels: Labels | None, problems: list[Problem]) -> T | None:
    path = find_data(site, name)
    if path is None:
        problems.append(Problem("file-unreadable", Position(name), {"reason": "not found"}))
        return None
    try:
        tree = parse(decode(name, read_bytes(path.parents[name.count("/")], name)), name, problems)
    except SourceError as error:
        problems.append(error.problem)
        return None
    return read_record(kind, tree, Spot(name), labels, problems)
