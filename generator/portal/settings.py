"""Loading ``portal.yml``: as strictly as a catalog, every mistake with its place and what is right."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from generator import urls
from generator.hosts import is_own_machine, is_site
from generator.load.assets import Assets, load_assets
from generator.load.settings.catalog import load_data, load_labels, zone_problem
from generator.load.settings.engine import load_engine_settings
from generator.load.settings.indicators import wrong_marks
from generator.load.settings.languages import languages, peek, system_language
from generator.load.settings.profile import load_profile
from generator.model.catalog import Catalog
from generator.model.circular import Circular
from generator.model.edition import Edition
from generator.model.engine_settings import EngineSettings
from generator.model.labels import Labels
from generator.model.language import is_tag, spoken, written_tag
from generator.model.portal import PORTAL, NotAPortal, Portal, PortalMember
from generator.model.project import Project
from generator.model.settings import Settings
from generator.portal.addresses import CIRCULARS
from generator.portal.circulars import read_circulars
from generator.portal.doubts import opens_inside_alone
from generator.presence import CATALOG, is_file
from generator.problems import Problem, Severity, Spot, has_errors
from generator.run.own_templates import find_template_faults
from generator.text import excerpt, nearest

# What lies below the address of a portal and is its own.
_OWN = {address.partition("/")[0] for address in (urls.CATALOG, urls.REPORTS, urls.APPLY, urls.SEARCH, CIRCULARS, "assets/")}


_LONGEST_ID = 100  # signs: folders and pages are called by it


@dataclass
class PortalLoading:
    """A portal as it was read: ``portal`` and ``project``, which is its frame without any item, where nothing is wrong."""

    folder: Path
    labels: Labels
    problems: list[Problem]
    assets: Assets
    engine: EngineSettings
    circulars: tuple[Circular, ...] = ()
    portal: Portal | None = None
    project: Project | None = None


def labels_of_portal(folder: Path) -> Labels:
    """The words in which the people of a portal are answered, read before anything can be said about the rest of it."""
    named = peek(folder, PORTAL, "language")[0] if is_file(folder / PORTAL) else ""
    return load_labels(folder, spoken(named, languages(folder)) or system_language(folder))


def load_portal(folder: Path, today: dt.date, output: Path | None = None) -> PortalLoading:
    """A portal and everything that is wrong with its settings; its members are not looked at. Raises NotAPortal.

    ``output`` is where its own site goes, in which no member's may lie.
    """
    if not is_file(folder / PORTAL):
        raise NotAPortal(str(folder))
    problems: list[Problem] = []
    labels = labels_of_portal(folder)
    engine = load_engine_settings(folder, problems)
    portal = load_data(folder, PORTAL, Portal, labels, problems)
    face = (portal.appearance.logo, portal.appearance.style) if portal else ()
    loading = PortalLoading(folder, labels, problems, load_assets(folder, face, problems), engine)
    if portal is None:
        return loading
    problems += _faults(folder, portal)
    problems += _in_output(folder, portal, output) if output else ()
    problems += wrong_marks(portal.indicators, labels, Spot(PORTAL))
    problems += find_template_faults(folder)
    loading.circulars = read_circulars(folder, problems)
    since = len(problems)
    profile = load_profile(folder, portal.profile, labels, problems)
    problems[since:] = [_in_portal(problem) for problem in problems[since:]]
    if profile is None or has_errors(problems):
        return loading
    loading.portal = portal
    catalog = Catalog(
        language=written_tag(portal.language),
        profile=portal.profile,
        publisher=portal.publisher,
        title=portal.title,
        site_url=portal.site_url,
        timezone=portal.timezone,
        sample=portal.sample,
        introduction=portal.introduction,
        website=portal.website,
        appearance=portal.appearance,
        offices=portal.offices,
    )
    settings = Settings(catalog=catalog, profile=profile, labels=_of_portal(labels), forms={})
    loading.project = Project(settings=settings, edition=Edition(today=today, audiences=frozenset(["public"])))
    return loading


def _of_portal(labels: Labels) -> Labels:
    """The words of pages, in which the search says what a portal finds: no texts and no attachments."""
    text = labels.text
    own = {"search_label": text["portal_search_label"], "search_what_text": text["portal_search_what"]}
    return replace(labels, text={**text, **own})


def _in_portal(problem: Problem) -> Problem:
    """A problem of a catalog at the same field of the portal."""
    if isinstance(problem.where, Spot) and problem.where.file == CATALOG:
        return replace(problem, where=replace(problem.where, file=PORTAL))
    return problem


def _faults(folder: Path, portal: Portal) -> Iterator[Problem]:
    """The problems of a portal whose fields are all of the right form."""
    known = languages(folder)
    if not (is_tag(portal.language) and spoken(portal.language, known)):
        yield _not_listed("language", portal.language, known, Spot(PORTAL, ("language",)))
    if problem := zone_problem(portal.timezone, Spot(PORTAL, ("timezone",))):
        yield problem
    for part in ("groups", "members"):
        if not getattr(portal, part):
            yield Problem("field-missing", Spot(PORTAL, (part,)), {"field": part})
    groups = [group.id for group in portal.groups]
    yield from _twice("groups", "id", groups)
    yield from _twice("groups", "name", [group.name for group in portal.groups])
    yield from _empty_groups(portal)
    for index, member in enumerate(portal.members):
        if member.group not in groups:
            yield _not_listed("group", member.group, groups, Spot(PORTAL, ("members", index, "group")))
        if urls.is_full(member.address) and not is_site(member.address):
            values = {"field": "address", "value": member.address, "form": "https://www.example.org/…/"}
            yield Problem("value-malformed", Spot(PORTAL, ("members", index, "address")), values)
            continue
        if len(member.id) > _LONGEST_ID:
            values = {"field": "id", "value": excerpt(member.id, _LONGEST_ID), "form": f"a-z 0-9 - _ (1–{_LONGEST_ID})"}
            yield Problem("value-malformed", Spot(PORTAL, ("members", index, "id")), values)
        yield from _unreadable(index, member)
        host = urlsplit(member.address).hostname or ""
        if opens_inside_alone(portal, host) and not is_own_machine(host):
            values = {"name": member.name, "value": member.address, "host": host}
            yield Problem("member-inner", Spot(PORTAL, ("members", index, "address")), values, Severity.WARNING)
        if member.address.partition("/")[0] in _OWN:
            values = {"address": member.address, "name": member.address.partition("/")[0], "id": member.id}
            yield Problem("member-address-taken", Spot(PORTAL, ("members", index, "address")), values)
    yield from _notices(portal)
    for field in ("id", "name", "address"):
        yield from _twice("members", field, [getattr(member, field) for member in portal.members])
    places = [os.path.realpath(folder / member.folder) if member.folder else "" for member in portal.members]
    yield from _twice("members", "folder", [member.folder for member in portal.members], places)


def _in_output(folder: Path, portal: Portal, output: Path) -> Iterator[Problem]:
    """The problems of members whose site is where that of the portal goes: each build would put one in the place of the other."""
    ours = os.path.realpath(output)
    for index, member in enumerate(portal.members):
        if member.folder and f"{os.path.realpath(folder / member.folder)}/".startswith(f"{ours}/"):
            values = {"name": member.name, "folder": member.folder}
            yield Problem("member-in-output", Spot(PORTAL, ("members", index, "folder")), values)


def _empty_groups(portal: Portal) -> Iterator[Problem]:
    """A notice for each group that no member is in, where every member is in one that there is: pages leave it out."""
    groups, used = [group.id for group in portal.groups], {member.group for member in portal.members}
    if not used or not used <= set(groups):
        return
    for index, group in enumerate(portal.groups):
        if group.id not in used and groups.index(group.id) == index:
            values = {"name": group.name, "id": group.id}
            yield Problem("group-empty", Spot(PORTAL, ("groups", index, "id")), values, Severity.NOTICE)


def _notices(portal: Portal) -> Iterator[Problem]:
    """The problems of notices: who is no member, days before the one on which it was given."""
    members = [member.id for member in portal.members]
    for index, notice in enumerate(portal.notices):
        spot = Spot(PORTAL, ("notices", index))
        if notice.member not in members:
            yield _not_listed("member", notice.member, members, spot.at("member"))
        for field, day in (("due", notice.due), ("done", notice.done)):
            if day and day < notice.given:
                values = {"field": field, "day": day.isoformat(), "given": notice.given.isoformat()}
                yield Problem("notice-days", spot.at(field), values)


def _unreadable(index: int, member: PortalMember) -> Iterator[Problem]:
    """The problem of a member that there is no way to read."""
    if member.folder:
        return
    if member.source:  # its site is built into that folder
        yield Problem("field-missing", Spot(PORTAL, ("members", index)), {"field": "folder"})
        return
    parts, spot = urlsplit(member.address), Spot(PORTAL, ("members", index, "address"))
    values = {"name": member.name, "address": member.address}
    if not parts.scheme:
        yield Problem("member-nowhere", spot, values)
    elif parts.scheme != "https" and not is_own_machine(parts.hostname or ""):
        yield Problem("member-not-secure", spot, {**values, "secure": f"https{member.address.removeprefix(parts.scheme)}"})


def _not_listed(field: str, value: str, known: Iterable[str], spot: Spot) -> Problem:
    known = list(known)
    values = {"field": field, "value": value, "known": ", ".join(known), "suggestion": nearest(value, known)}
    return Problem("value-not-listed", spot, values)


def _twice(part: str, field: str, values: list[str], alike: list[str] | None = None) -> Iterator[Problem]:
    """The problems of a field that must tell one entry from all others, and does not: what is ``alike`` is the same.

    Without that it is what people, and servers that know no letter case, cannot tell apart.
    """
    alike = alike or [unicodedata.normalize("NFKC", value).casefold() for value in values]
    for index, value in enumerate(values):
        if value and (first := alike.index(alike[index])) < index:
            yield Problem(
                "portal-value-twice",
                Spot(PORTAL, (part, index, field)),
                {"field": field, "value": value, "first": str(first + 1), "second": str(index + 1)},
            )
