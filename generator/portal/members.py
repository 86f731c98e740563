"""Reading the built site of a member: what it tells of itself, held against its manifest. Nothing of it is trusted."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from pydantic import TypeAdapter, ValidationError

from generator.digests import key_of
from generator.frozen import frozen
from generator.late import late
from generator.load.shipped import stays_inside
from generator.load.source.source import MEGABYTE, open_regular
from generator.model.portal import Entry, MemberReport
from generator.model.status import FORMAT, Status
from generator.names import path_fault
from generator.portal.annual import AnnualFigures, read_annual
from generator.portal.untrue import SERIES, Untrue, hiding, untrue_catalog, untrue_figures, untrue_reports, untrue_status
from generator.publish.known_files import MANIFEST
from generator.urls import CATALOG_JSON, STATUS, is_catalog_part

# What is read of a member, with the most bytes that each may have; so may each part that a large catalog is in.
FILES: Mapping[str, int] = {STATUS: 16 * MEGABYTE, CATALOG_JSON: 512 * MEGABYTE}
_MANIFEST_BYTES, _SERIES_BYTES = 512 * MEGABYTE, 64 * MEGABYTE
_ATTEMPTS = 2  # a member may be published anew while it is read
_LINE = late(r"([0-9a-f]{64})  (.+)")
_TEXTS = ("id", "title", "index_number", "doc_number", "summary", "state", "language", "audience", "department")
_YEARS = 1000, 9998  # of a report, and of a day that another follows
_DAY = late(r"\d{4}-\d{2}-\d{2}")
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


class MemberFault(Exception):
    """A member cannot be taken as it is: the code of the problem, its values, and the name of words for the reason, if any."""

    def __init__(self, code: str, path: str, reason: str = "", *, words: str = "", **values: str) -> None:
        super().__init__(code, path, reason)
        self.code = code
        self.words = words
        self.values = {"path": path, "reason": reason, **values}


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
    try:
        names = [one["json"] for one in _parsed(CATALOG_JSON, catalog).get("parts", ())]
    except (KeyError, TypeError) as error:
        raise MemberFault("member-broken", CATALOG_JSON, "parts") from error
    if not all(isinstance(name, str) and is_catalog_part(name) for name in names) or len(set(names)) < len(names):
        raise MemberFault("member-broken", CATALOG_JSON, "parts")
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
            raise MemberFault("member-broken", MANIFEST, words=words, value=_printable(line[:80]))
        if match[2] in FILES or match[2] == SERIES or is_catalog_part(match[2]):
            found[match[2]] = match[1]
    return found


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in text)


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
    raw = _parsed(CATALOG_JSON, files[CATALOG_JSON])
    parts = sorted(files.keys() - FILES.keys() - {SERIES}, reverse=True) if "items" not in raw else []
    items = [one for part in parts for one in _list(part, _parsed(part, files[part]), "items")]
    entries = tuple(_entry(index, one) for index, one in enumerate(items if parts else _list(CATALOG_JSON, raw, "items")))
    reports = tuple(_report(index, one) for index, one in enumerate(_list(CATALOG_JSON, raw, "reports")))
    refuse(untrue_catalog(status, raw, entries))
    refuse(untrue_reports(status, reports))
    try:
        if SERIES in files:
            _refuse_halves(SERIES, files[SERIES], json.loads(files[SERIES]))
        annual = read_annual(files[SERIES]) if SERIES in files else ()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MemberFault("member-broken", SERIES, str(error)[:120]) from error
    refuse(untrue_figures(reports, annual))
    return MemberData(status, entries, reports, annual, "items" not in raw)


def _list(path: str, found: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The mappings in a list. Raises MemberFault."""
    if name not in found:
        raise MemberFault("member-broken", path, words="member_no_field", field=name)
    values = found[name]
    wrong = values if not isinstance(values, list) else next((one for one in values if not isinstance(one, dict)), None)
    if wrong is not None or not isinstance(values, list):
        raise MemberFault("member-broken", path, words="member_value", field=name, value=json.dumps(wrong)[:80])
    return values


def name_of(files: Mapping[str, bytes]) -> str:
    """A name for all that was read of a member."""
    return key_of(*(f"{name} {hashlib.sha256(files[name]).hexdigest()}" for name in sorted(files)))


def read_status(data: bytes) -> Status:
    """The status that a body publishes. Raises MemberFault."""
    raw = _parsed(STATUS, data)
    if raw.get("format") != FORMAT:
        raise MemberFault("member-format", STATUS, str(raw.get("format", ""))[:80])
    try:
        status: Status = _STATUS.validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field, missing = ".".join(map(str, first["loc"])), first["type"] == "missing"
        value = json.dumps(first["input"], ensure_ascii=False)[:80]
        words = "member_no_field" if missing else "member_value"
        raise MemberFault("member-broken", STATUS, words=words, field=field, value=value) from error
    if status.internal:
        raise MemberFault("member-internal", STATUS)
    if status.day.year > _YEARS[1]:
        raise MemberFault("member-untrue", STATUS, words="member_day", day=status.day.isoformat())
    refuse(untrue_status(status))
    parts = (*(one.id for one in status.requirements), *(one.id for one in status.categories))
    for name in (status.profile, *parts):
        if path_fault(name):  # it becomes a part of addresses
            raise MemberFault("member-broken", STATUS, name[:80])
    for page in _pages(status):
        if page and path_fault(page.strip("/")):
            raise MemberFault("member-untrue", STATUS, words="member_page", value=page[:120])
    return status


def refuse(faults: Iterable[Untrue]) -> None:
    """Refuses what cannot be true. Raises MemberFault."""
    for fault in faults:
        raise MemberFault("member-untrue", fault.path, words=fault.words, **fault.values)


def _pages(status: Status) -> tuple[str, ...]:
    pages = status.pages
    return pages.guide, pages.rules, pages.catalog, pages.reports, pages.apply, pages.search


def _parsed(name: str, data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except json.JSONDecodeError as error:
        values = {"line": str(error.lineno), "column": str(error.colno)}
        raise MemberFault("member-broken", name, words="member_json" if data.strip() else "member_empty", **values) from error
    except UnicodeDecodeError as error:
        raise MemberFault("member-broken", name, words="member_utf8") from error
    except (ValueError, RecursionError) as error:
        raise MemberFault("member-broken", name, words="member_deep") from error
    if not isinstance(found, dict):
        raise MemberFault("member-broken", name, type(found).__name__)
    _refuse_halves(name, data, found)
    if sign := hiding(data, found):
        raise MemberFault("member-untrue", name, words="member_hiding", value=sign)
    return found


def _refuse_halves(name: str, data: bytes, found: Any) -> None:
    """Refuses half a character, a surrogate alone, which no file can hold. Raises MemberFault."""
    if b"\\ud" in data or b"\\uD" in data:
        try:
            json.dumps(found, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            value = f"\\u{ord(error.object[error.start]):x}"
            raise MemberFault("member-broken", name, words="member_half", value=value) from error


class _Where(NamedTuple):
    """The place of something in a catalog: in the list of what, and behind how many others."""

    kind: str
    before: int

    def fault(self, field: str, value: object, *, outside: bool = False) -> MemberFault:
        """The fault that a field has no value that it may have."""
        found = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        values = {"number": str(self.before + 1), "field": field, "value": found[:120]}
        words = f"member_{self.kind}_{'outside' if outside else 'field'}"
        return MemberFault("member-untrue" if outside else "member-broken", CATALOG_JSON, words=words, **values)


def _entry(index: int, one: Mapping[str, Any]) -> Entry:
    """An item of the catalog; of what is not of the right form it is said which."""
    where = _Where("item", index)
    texts = {name: _text(one, name, where) for name in _TEXTS}
    return Entry(
        id=texts["id"],
        address=_address(one, where),
        title=texts["title"],
        day=_day(one, where),
        numbers=tuple(number for number in (texts["doc_number"], texts["index_number"]) if number),
        category=_texts(one, "category", where),
        keywords=_texts(one, "keywords", where),
        summary=texts["summary"],
        state=texts["state"],
        language=texts["language"],
        audience=texts["audience"],
        department=texts["department"],
    )


def _report(index: int, one: Mapping[str, Any]) -> MemberReport:
    where = _Where("report", index)
    year = one.get("year")
    if not isinstance(year, int) or not _YEARS[0] <= year <= _YEARS[1]:
        raise where.fault("year", year)
    return MemberReport(year, _text(one, "series", where), _text(one, "period", where), _day(one, where), _address(one, where))


def _text(one: Mapping[str, Any], name: str, where: _Where) -> str:
    value = one.get(name, "")
    if not isinstance(value, str):
        raise where.fault(name, value)
    return value


def _texts(one: Mapping[str, Any], name: str, where: _Where) -> tuple[str, ...]:
    values = one.get(name, ())
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise where.fault(name, values)
    return tuple(values)


def _day(one: Mapping[str, Any], where: _Where) -> str:
    """The day of publication as it is written, or nothing."""
    value = one.get("published")
    if value in (None, ""):
        return ""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise where.fault("published", value)


def _address(one: Mapping[str, Any], where: _Where) -> str:
    """The address below the member's, decoded; one that leads out of its site is refused."""
    address = unquote(_text(one, "address", where))
    if address.startswith("/") or path_fault(address.strip("/")):
        raise where.fault("address", address, outside=True)
    return address
