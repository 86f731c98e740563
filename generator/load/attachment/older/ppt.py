"""Presentations of PowerPoint 97 to 2003 (PPT, DPS): slides, hidden ones, notes, comments, masters, files inside ([MS-PPT])."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.older.compound import Storage, opened, read_about, read_beside
from generator.load.attachment.older.doc import printable
from generator.load.attachment.words import words_of_bytes
from generator.model.attachment import Part, Piece

# Kinds of records ([MS-PPT] 2.13.24).
_DOCUMENT, _SLIDE, _NOTES = 0x03E8, 0x03EE, 0x03F0
_SHOWING, _LIST, _PERSIST, _EDIT, _OF_SLIDE = 0x03F9, 0x0FF0, 0x03F3, 0x0FF5, 0x03F1
_CHARS, _BYTES, _STRING, _COMMENT, _FOOTERS, _TAG, _OBJECT = 0x0FA0, 0x0FA8, 0x0FBA, 0x2EE0, 0x0FD9, 0x138B, 0x1011
_CONTAINER, _HIDDEN = 0x0F, 0x04
_DEEPEST = 12
_LARGEST = 50_000_000  # bytes of a file inside, unpacked
_BREAKS = late("[\x0b\x0c\r]")
_STREAMS = ("PowerPoint Document", "Current User", "\x01CompObj")


@dataclass(slots=True)
class _Record:
    """A record: its kind, its instance, where its bytes lie."""

    kind: int
    instance: int
    start: int
    end: int
    inner: bool


@dataclass
class _Texts:
    """The texts of a slide or of what is like one."""

    seen: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)  # of each: writer, text
    words: list[str] = field(default_factory=list)
    hidden: bool = False
    slide: int = 0  # of notes: the number in the document of the slide that they are to


def read_ppt(data: bytes, nested: Nested) -> Iterator[Found]:
    """The pieces of a presentation slide by slide, then its masters, then what lies in it and earlier saves of its slides."""
    with opened(data) as storage:
        yield from read_about(storage)
        if "EncryptedSummary" in storage:
            raise Refused("encrypted")
        yield from _Show(storage.read("PowerPoint Document")).read(_newest(storage), nested)
        yield from read_beside(storage, nested, _STREAMS)


def _newest(storage: Storage) -> int:
    """The place of the last save in the stream."""
    user = storage.read("Current User") if "Current User" in storage else b""
    return int(struct.unpack_from("<L", user, 16)[0]) if len(user) >= 20 else -1


@dataclass(slots=True)
class _Slide:
    """A slide as the document lists it: where it lies, its number in the document, the texts that the list itself holds."""

    place: int
    id: int = 0
    outline: list[str] = field(default_factory=list)


class _Show:
    """The stream of a presentation, to which each save adds what has changed."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self._given: set[str] = set()

    def read(self, newest: int, nested: Nested) -> Iterator[Found]:
        """The pieces of the last save; then what earlier ones still hold."""
        top = {record.start - 8: record for record in self._records(0, len(self.stream))}
        places = self._places(newest)
        last = set(places.values())
        shown = {place: record for place, record in top.items() if place in last} or top
        slides = self._slides(shown, places)
        for number, slide in enumerate(slides, 1):
            texts = self._read(shown[slide.place]) if slide.place in shown else _Texts()
            yield from self._piece([*slide.outline, *texts.seen], "hidden" if texts.hidden else "text", number)
            for who, text in texts.comments:
                yield Piece(text, "comment", number, name=who)
            yield from self._piece(texts.words, "inside", number, "words")
        pages = {slide.id: number for number, slide in enumerate(slides, 1) if slide.id}
        done = {slide.place for slide in slides}
        for place, record in shown.items():
            if place not in done:
                yield from self._other(record, pages)
                yield from self._objects(record, nested)
        for place, record in top.items():
            if place not in shown and record.kind in (_SLIDE, _NOTES, _DOCUMENT):
                gone = [text for text in self._read(record).seen if text not in self._given]
                yield from self._piece(gone, "earlier", 0)

    def _other(self, record: _Record, pages: dict[int, int]) -> Iterator[Piece]:
        """The pieces of notes, of masters, of the document itself."""
        texts = self._read(record)
        if record.kind == _NOTES:
            yield from self._piece(texts.seen, "hidden", pages.get(texts.slide, 0), "notes")
        elif record.kind == _DOCUMENT:
            rest = [text for text in texts.seen if text not in self._given]
            # Where no slide is listed, what stands in the document is all that there is.
            yield from self._piece(rest, "inside" if self._given else "text", 0, "words" if self._given else "")
        else:
            yield from self._piece(texts.seen, "text", 0, "layout")
        yield from self._piece(texts.words, "inside", 0, "words")

    def _piece(self, texts: list[str], part: Part, number: int, name: str = "") -> Iterator[Piece]:
        lines = [line for text in dict.fromkeys(texts) if (line := printable(_BREAKS.sub("\n", text)).strip())]
        self._given.update(texts)
        if lines:
            yield Piece("\n".join(lines), part, number, name=name)

    def _records(self, start: int, end: int) -> Iterator[_Record]:
        """The records between two places, one after the other."""
        at = start
        while at + 8 <= end:
            version, kind, size = struct.unpack_from("<HHL", self.stream, at)
            stop = min(at + 8 + size, end)
            yield _Record(kind, version >> 4, at + 8, stop, version & _CONTAINER == _CONTAINER)
            at = stop

    def _places(self, newest: int) -> dict[int, int]:
        """Where each part lies by its number, by the directories of all saves: what a later one says counts."""
        found: dict[int, int] = {}
        seen: set[int] = set()
        at = newest
        while 0 < at < len(self.stream) - 28 and at not in seen:
            seen.add(at)
            _, kind, _ = struct.unpack_from("<HHL", self.stream, at)
            if kind != _EDIT:
                break
            _, _, before, directory = struct.unpack_from("<4L", self.stream, at + 8)
            if directory + 8 <= len(self.stream):
                _, _, size = struct.unpack_from("<HHL", self.stream, directory)
                body = self.stream[directory + 8 : directory + 8 + size]
                for number, place in _directory(body):
                    found.setdefault(number, place)
            at = before
        return found

    def _slides(self, shown: dict[int, _Record], places: dict[int, int]) -> list[_Slide]:
        """The slides in the order in which they are shown."""
        found: list[_Slide] = []
        for document in (record for record in shown.values() if record.kind == _DOCUMENT):
            for record in self._records(document.start, document.end):
                if record.kind == _LIST and record.instance == 0:
                    for entry in self._records(record.start, record.end):
                        if entry.kind == _PERSIST and entry.end - entry.start >= 16:
                            number, _, _, id = struct.unpack_from("<4L", self.stream, entry.start)
                            found.append(_Slide(places.get(number, -1), id))
                        elif entry.kind in (_CHARS, _BYTES) and found:
                            found[-1].outline.append(self._text(entry))
        return found or [_Slide(place) for place, record in shown.items() if record.kind == _SLIDE]

    def _text(self, record: _Record) -> str:
        body = self.stream[record.start : record.end]
        return body.decode("latin-1") if record.kind == _BYTES else body.decode("utf-16-le", "replace")

    def _read(self, record: _Record) -> _Texts:
        found = _Texts()
        self._collect(record, found, 0)
        return found

    def _collect(self, whole: _Record, found: _Texts, depth: int) -> None:
        """Takes in the texts below a record."""
        for record in self._records(whole.start, whole.end) if depth < _DEEPEST else ():
            length = record.end - record.start
            if record.kind in (_CHARS, _BYTES):
                found.seen.append(self._text(record))
            elif record.kind in (_COMMENT, _FOOTERS):
                inside = self._records(record.start, record.end)
                strings = {one.instance: self._text(one) for one in inside if one.kind == _STRING}
                if record.kind == _FOOTERS:
                    found.seen += strings.values()
                elif text := strings.get(1, ""):
                    found.comments.append((strings.get(0, ""), text))
            elif record.kind == _STRING:
                found.words.append(self._text(record))
            elif record.kind == _SHOWING and length >= 12:
                found.hidden = bool(struct.unpack_from("<H", self.stream, record.start + 10)[0] & _HIDDEN)
            elif record.kind == _OF_SLIDE and length >= 4:
                found.slide = struct.unpack_from("<L", self.stream, record.start)[0]
            elif record.inner or record.kind == _TAG:
                self._collect(record, found, depth + 1)
            elif words := words_of_bytes(self.stream[record.start : record.end]):
                found.words.append(words)

    def _objects(self, record: _Record, nested: Nested) -> Iterator[Found]:
        """The files inside: stored as they are, or packed."""
        if record.kind != _OBJECT:
            return
        body = self.stream[record.start : record.end]
        if record.instance == 1 and len(body) > 4:
            try:
                body = zlib.decompressobj().decompress(body[4:], _LARGEST)
            except zlib.error:
                yield Piece("broken", "trace", name="unjudged", file="object")
                return
        yield from nested("object.bin", body)


def _directory(body: bytes) -> Iterator[tuple[int, int]]:
    """The numbers of parts and where they lie ([MS-PPT] 2.3.4)."""
    at = 0
    while at + 4 <= len(body):
        (head,) = struct.unpack_from("<L", body, at)
        first, count = head & 0xFFFFF, head >> 20
        for number in range(count):
            if at + 8 + 4 * number <= len(body):
                yield first + number, struct.unpack_from("<L", body, at + 4 + 4 * number)[0]
        at += 4 + 4 * count
