"""Archives of XML parts as office programs write them (OPC, ECMA-376 part 2; GB/T 33190): what is in them, and how parts refer.

Everything is bounded: a part is unpacked as it is read, and no more is unpacked from one archive than a document can hold.
"""

from __future__ import annotations

import contextlib
import functools
import io
import posixpath
import re
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from generator.frozen import frozen
from generator.late import late
from generator.load.attachment.events import DOCTYPE, Event, Refused, root_of, xml_events
from generator.load.attachment.packed import beginning, inflated, packed_part

# The bytes of one archive, unpacked; what is larger is no document but a bomb.
MAX_UNPACKED = 300_000_000

_MAIN_PARTS = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "ofd.xml", "content.xml")

_CHUNK = 1 << 16  # bytes of a part that are read at once
_SHORT = 1 << 14  # bytes of a part that is kept, unpacked
_TYPES = "[content_types].xml"
_RELATIONS = late(r"(.*?)_rels/([^/]*)\.rels$", re.IGNORECASE)
_DIGITS = late(r"(\d+)")

_USUAL = 1 << 18  # bytes of a packed part that is kept in mind
_MOST_FOUND = 32
_FOUND: dict[tuple[bytes, int, bytes], bool] = {}  # whether a word stands in packed bytes, by how they are packed


@frozen
class Relation:
    """That a part refers to another (``target``, its name) or to something outside (``outside``); ``kind`` is as what."""

    id: str
    kind: str
    target: str
    outside: str = ""


class Package:
    """The parts of an archive by their names, whose letter case does not count."""

    def __init__(self, data: bytes, archive: zipfile.ZipFile | None = None) -> None:
        self._data = data
        self._archive = archive or zipfile.ZipFile(io.BytesIO(data))
        self._left = MAX_UNPACKED
        self._short: dict[str, bytes] = {}  # short parts, unpacked once: to see what one is, and to read it
        self.unshown: set[str] = set()  # the pictures that no page shows
        self.done: set[str] = set()  # the parts that were read as what they are, by their names in small letters
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in self._archive.infolist():
            if not info.is_dir():
                self._infos.setdefault(_name(info.filename).lower(), info)
        if any(info.flag_bits & 1 for info in self._infos.values()):
            raise Refused("encrypted")
        if sum(info.file_size for info in self._infos.values() if info.filename.endswith((".xml", ".rels"))) > MAX_UNPACKED:
            raise Refused("too-large")

    def check_main_part(self) -> None:
        """Refuses an archive whose main part could make entities of any size."""
        mains = (*self.related("", "officeDocument"), *_MAIN_PARTS)
        if any(self.root(name) == DOCTYPE for name in mains if name in self):
            raise Refused

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    @cached_property
    def names(self) -> list[str]:
        """The names of the parts as they are written, in the order a person counts: 2 before 10."""
        return sorted((_name(info.filename) for info in self._infos.values()), key=in_order)

    def size(self, name: str) -> int:
        """The bytes of a part, as the archive gives them."""
        return self._infos[name.lower()].file_size

    def read(self, name: str, most: int = MAX_UNPACKED) -> bytes:
        """A part, unpacked."""
        info = self._infos[name.lower()]
        if info.file_size > min(most, self._left):
            raise Refused("too-large")
        self._left -= info.file_size
        return self._unpacked(info) if info.file_size <= _SHORT else self._archive.read(info)

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        data = self._short.get(info.filename)
        if data is None:
            data = inflated(self._data, info)
            data = self._short[info.filename] = self._archive.read(info) if data is None else data
        return data

    def has(self, name: str, word: bytes) -> bool:
        """True if a word stands in a part. Of one that another file had too, as it lies in the archive, it is known."""
        info = self._infos[name.lower()]
        packed = packed_part(self._data, info, info.compress_size) if info.compress_size <= _USUAL else None
        if packed is None:
            return word in self.read(name)
        key = packed, info.compress_type, word
        if key not in _FOUND:
            if len(_FOUND) >= _MOST_FOUND:
                _FOUND.clear()
            _FOUND[key] = word in self.read(name)
        return _FOUND[key]

    def head(self, name: str, length: int = 4096) -> bytes:
        """The first bytes of a part."""
        info = self._infos[name.lower()]
        if info.file_size <= _SHORT:
            with contextlib.suppress(zipfile.BadZipFile):  # it is damaged further on
                return self._unpacked(info)[:length]
        if (head := beginning(self._data, info, length)) is not None:
            return head
        with self._archive.open(info) as source:
            return source.read(length)

    def events(self, name: str, idle: Container[str] = frozenset()) -> Iterator[Event]:
        """The events of a part that is XML, by local names: ``start`` with attributes, ``end``, ``text``.

        Elements that are ``idle``, by space and name with a blank between, give none.
        """
        info = self._infos[name.lower()]
        if info.file_size > self._left:
            raise Refused("too-large")
        self._left -= info.file_size
        if info.file_size <= _SHORT:
            yield from xml_events(iter([self._unpacked(info)]), idle)
            return
        with self._archive.open(info) as source:
            yield from xml_events(iter(lambda: source.read(_CHUNK), b""), idle)

    def root(self, name: str) -> str:
        """The local name of the first element of a part; nothing where it is no XML."""
        found = self._roots.get(name)
        if found is None:
            found = self._roots[name] = root_of(self.head(name))
        return found

    @cached_property
    def _roots(self) -> dict[str, str]:
        return {}

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The content type of each part that has one of its own, by its name in small letters."""
        if _TYPES not in self._infos:
            return {}
        found = {}
        for event, tag, attributes in self.events(_TYPES):
            if event == "start" and tag == "Override":
                found[attributes.get("PartName", "").strip("/").lower()] = attributes.get("ContentType", "")
        return found

    @cached_property
    def relations(self) -> Mapping[str, list[Relation]]:
        """The relations of each part, by its name in small letters; those of the archive itself by no name."""
        found: dict[str, list[Relation]] = {}
        for name in self.names:
            if match := _RELATIONS.match(name):
                owner = match[1] + match[2]
                found[owner.lower()] = list(self._relations(name, match[1]))
        return found

    def _relations(self, name: str, folder: str) -> Iterable[Relation]:
        """The relations of a part (ECMA-376, part 2), their targets as names in the package."""
        return (
            _relations_in(self.read(name, _SHORT), folder) if self.size(name) <= _SHORT else _relations(self.events(name), folder)
        )

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part refers to as something, such as ``comments``."""
        return [one.target for one in self.relations.get(part.lower(), ()) if one.kind == kind and one.target in self]

    def reachable(self) -> list[str]:
        """The parts that one comes to by relations from the archive itself, in that order, by their names in small letters."""
        seen: dict[str, None] = {}
        ahead = [""]
        while ahead:
            part = ahead.pop(0)
            for relation in self.relations.get(part, ()):
                target = relation.target.lower()
                if target and target in self._infos and target not in seen:
                    seen[target] = None
                    ahead.append(target)
        return list(seen)


@functools.lru_cache(maxsize=512)
def _relations_in(data: bytes, folder: str) -> tuple[Relation, ...]:
    """The relations in the bytes of a part: a program writes many of them into each of its files as they are."""
    return tuple(_relations(xml_events(iter([data])), folder))


def _relations(events: Iterator[Event], folder: str) -> Iterator[Relation]:
    """The relations that a part says, by the folder of the part that it belongs to."""
    for event, tag, attributes in events:
        if event != "start" or tag != "Relationship":
            continue
        kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
        if attributes.get("TargetMode") == "External":
            yield Relation(attributes.get("Id", ""), kind, "", target)
            continue
        path = unquote(target.partition("#")[0]).replace("\\", "/")
        whole = path if path.startswith("/") else posixpath.join(folder, path)
        yield Relation(attributes.get("Id", ""), kind, posixpath.normpath(whole).lstrip("/"))


def in_order(name: str) -> list[tuple[int, str]]:
    """The order in which a person counts names with numbers in them."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name)]


def _name(filename: str) -> str:
    return filename.replace("\\", "/").lstrip("/")
