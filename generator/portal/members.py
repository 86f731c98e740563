"""Reading the built site of a member: what it tells of itself, held against its manifest. Nothing of it is trusted."""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from itertools import starmap
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.digests import key_of
from generator.frozen import frozen
from generator.late import late
from generator.load.shipped import stays_inside
from generator.load.source.source import MEGABYTE, open_regular
from generator.model.portal import Entry, MemberReport
from generator.model.status import FORMAT, Status
from generator.portal.annual import AnnualFigures, read_annual
from generator.portal.member_fault import MemberFault
from generator.portal.member_fields import Where, leads_out
from generator.portal.member_json import objects_in, read_object, shown
from generator.portal.untrue import SERIES, Untrue, untrue_catalog, untrue_figures, untrue_reports, untrue_status
from generator.publish.known_files import MANIFEST
from generator.urls import CATALOG_JSON, STATUS, is_catalog_part

# What is read of a member, with the most bytes that each may have; so may each part that a large catalog is in.
FILES: Mapping[str, int] = {STATUS: 16 * MEGABYTE, CATALOG_JSON: 512 * MEGABYTE}
_MANIFEST_BYTES, _SERIES_BYTES = 512 * MEGABYTE, 64 * MEGABYTE
_ATTEMPTS = 2  # a member may be published anew while it is read
_LINE = late(r"([0-9a-f]{64})  (.+)")
_TEXTS = ("id", "title", "index_number", "doc_number", "summary", "state", "language", "audience", "department")
_YEARS = 1000, 9998  # of a report, and of a day that another follows
_STATUS = TypeAdapter(Status)
# Gives the bytes of a file by its name, of so many at most; the last is the digest that they should have. Raises MemberFault.
Get = Callable[[str, int, str], bytes]


@frozen
class MemberData:
    """A body as its site tells of it. ``in_parts`` where its site is so large that its catalog is in parts."""

    status: Status
    entries: tuple[Entry, ...]
    reports: tuple[MemberReport, ...]
    annual: tuple[AnnualFigures, ...] = ()
    in_parts: bool = False


def read_files(folder: Path) -> dict[str, bytes]:
    """The files that tell of a member, each as its manifest says it is. Raises MemberFault."""
    for attempt in range(_ATTEMPTS):
        try:
            return _read_files(folder)
        except MemberFault as fault:
            if fault.code != "member-changed" or attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError


def _read_files(folder: Path) -> dict[str, bytes]:
    return files_of(_read(folder, MANIFEST, _MANIFEST_BYTES), lambda name, most, _: _read(folder, name, most))


def files_of(manifest: bytes, get: Get) -> dict[str, bytes]:
    """The files that tell of a member, each as its manifest says it is, of which ``get`` gives the bytes. Raises MemberFault."""
    digests = _digests(manifest)
    found = {name: _as_published(name, most, digests, get) for name, most in FILES.items()}
    for name in _parts(found[CATALOG_JSON]):
        found[name] = _as_published(name, FILES[CATALOG_JSON], digests, get)
    if SERIES in digests:
        found[SERIES] = _as_published(SERIES, _SERIES_BYTES, digests, get)
    return found


def _as_published(name: str, most: int, digests: Mapping[str, str], get: Get) -> bytes:
    if name not in digests:
        raise MemberFault("member-missing", name)
    data = get(name, most, digests[name])
    if hashlib.sha256(data).hexdigest() != digests[name]:
        raise MemberFault("member-changed", name)
    return data


def _parts(catalog: bytes) -> list[str]:
    """The files with the items of a catalog that is an index of its parts; none of one that holds them itself."""
    if b'"parts"' not in catalog:
        return []
    found, names = read_object(CATALOG_JSON, catalog), list[str]()
    for one in objects_in(CATALOG_JSON, found, "parts") if "parts" in found else ():
        name = one.get("json")
        if not isinstance(name, str) or not is_catalog_part(name) or name in names:
            raise MemberFault("member-broken", CATALOG_JSON, words="member_value", field="parts.json", value=shown(name))
        names.append(name)
    return names


def _digests(manifest: bytes) -> dict[str, str]:
    """The digests that the manifest of a member gives the files that may be read of it."""
    found: dict[str, str] = {}
    if not manifest.strip():
        raise MemberFault("member-broken", MANIFEST, words="member_empty")
    for line in manifest.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            words = "member_web_page" if line.lstrip("\ufeff ").startswith("<") else "member_no_manifest"
            raise MemberFault("member-broken", MANIFEST, words=words, value=line[:80])
        if match[2] in FILES or match[2] == SERIES or is_catalog_part(match[2]):
            found[match[2]] = match[1]
    return found


def _read(folder: Path, name: str, most: int) -> bytes:
    if not stays_inside(folder, name):
        raise MemberFault("member-broken", name, words="member_link")
    try:
        with open_regular(str(folder / name)) as file:
            data = b"" if (size := os.fstat(file.fileno()).st_size) > most else file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MemberFault("member-missing", name) from error
    except OSError as error:
        raise MemberFault("member-broken", name, error.strerror or str(error)) from error
    if max(size, len(data)) > most:
        raise MemberFault("member-broken", name, f"> {most // MEGABYTE} MB")
    return data


def read_data(files: Mapping[str, bytes]) -> MemberData:
    """A member of its files. Raises MemberFault."""
    status = read_status(files[STATUS])
    raw = read_object(CATALOG_JSON, files[CATALOG_JSON])
    parts = sorted(files.keys() - FILES.keys() - {SERIES}, reverse=True) if "items" not in raw else []
    items = [one for part in parts for one in objects_in(part, read_object(part, files[part]), "items")]
    entries = tuple(starmap(_entry, enumerate(items if parts else objects_in(CATALOG_JSON, raw, "items"))))
    reports = tuple(starmap(_report, enumerate(objects_in(CATALOG_JSON, raw, "reports"))))
    _check_head(raw)
    refuse(untrue_catalog(status, raw, entries))
    refuse(untrue_reports(status, reports))
    annual = read_annual(SERIES, files[SERIES]) if SERIES in files else ()
    refuse(untrue_figures(reports, annual))
    return MemberData(status, entries, reports, annual, "items" not in raw)


def _check_head(raw: Mapping[str, Any]) -> None:
    """Refuses a catalog that names its body or its site in another form than a text. Raises MemberFault."""
    publisher = raw.get("publisher", {"name": ""})
    named = isinstance(publisher, dict) and isinstance(publisher.get("name"), str)
    for field, right in (("publisher", named), ("site", isinstance(raw.get("site", ""), str))):
        if not right:
            raise MemberFault("member-broken", CATALOG_JSON, words="member_value", field=field, value=shown(raw[field]))


def name_of(files: Mapping[str, bytes]) -> str:
    """A name for all that was read of a member."""
    return key_of(*(f"{name} {hashlib.sha256(files[name]).hexdigest()}" for name in sorted(files)))


def read_status(data: bytes) -> Status:
    """The status that a body publishes. Raises MemberFault."""
    raw = read_object(STATUS, data)
    if raw.get("format") != FORMAT:
        raise MemberFault("member-format", STATUS, str(raw.get("format", ""))[:80])
    try:  # as JSON alone: of objects of Python a number may stand for a text, a truth or a day
        status: Status = _STATUS.validate_json(data.removeprefix(codecs.BOM_UTF8), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise MemberFault("member-broken", STATUS, words="member_deep") from error
        field, missing = ".".join(map(str, first["loc"])), first["type"] == "missing"
        words = "member_no_field" if missing else "member_value"
        raise MemberFault("member-broken", STATUS, words=words, field=field, value=shown(first["input"])) from error
    if status.internal:
        raise MemberFault("member-internal", STATUS)
    if status.day.year < _YEARS[0]:
        raise MemberFault("member-untrue", STATUS, words="member_value", field="day", value=status.day.isoformat())
    if status.day.year > _YEARS[1]:
        raise MemberFault("member-untrue", STATUS, words="member_day", day=status.day.isoformat())
    refuse(untrue_status(status))
    for page in _pages(status):
        if page and leads_out(page):
            raise MemberFault("member-untrue", STATUS, words="member_page", value=page[:120])
    return status


def refuse(faults: Iterable[Untrue]) -> None:
    """Refuses what cannot be true. Raises MemberFault."""
    for fault in faults:
        raise MemberFault("member-untrue", fault.path, words=fault.words, **fault.values)


def _pages(status: Status) -> tuple[str, ...]:
    pages = status.pages
    return pages.guide, pages.rules, pages.catalog, pages.reports, pages.apply, pages.search


def _entry(index: int, one: Mapping[str, Any]) -> Entry:
    """An item of the catalog; of what is not of the right form it is said which."""
    where = Where(CATALOG_JSON, "item", index)
    texts = {name: where.text(one, name) for name in _TEXTS}
    return Entry(
        id=texts["id"],
        address=where.address(one),
        title=texts["title"],
        day=where.day(one),
        numbers=tuple(number for number in (texts["doc_number"], texts["index_number"]) if number),
        category=where.texts(one, "category"),
        keywords=where.texts(one, "keywords"),
        summary=texts["summary"],
        state=texts["state"],
        language=texts["language"],
        audience=texts["audience"],
        department=texts["department"],
    )


def _report(index: int, one: Mapping[str, Any]) -> MemberReport:
    where = Where(CATALOG_JSON, "report", index)
    year = one.get("year")
    if not isinstance(year, int) or not _YEARS[0] <= year <= _YEARS[1]:
        raise where.fault("year", year)
    return MemberReport(year, where.text(one, "series"), where.text(one, "period"), where.day(one), where.address(one))
