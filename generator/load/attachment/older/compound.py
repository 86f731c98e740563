"""Compound files ([MS-CFB]): the streams of a storage, what it says of its maker, and the files that lie in its objects."""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.load.attachment.events import Refused
from generator.load.attachment.media import read_pictures
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.older.compound_copy import write_compound
from generator.load.attachment.partly import partly
from generator.load.attachment.words import words_of_bytes
from generator.model.attachment import Piece

_PEOPLE = {"author": "creator", "last_saved_by": "lastModifiedBy", "manager": "manager", "company": "company"}
_WORDS = {
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "comments": "description",
    "category": "keywords",
    "template": "path",
}
_CODE_PAGES = {936: "gb18030", 950: "big5", 1252: "cp1252", 65001: "utf-8", 1200: "utf-16-le", 10008: "gb18030"}
_SUMMARIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_NATIVE, _FILES = "\x01Ole10Native", ("Package", "CONTENTS")
_MACROS = ("Macros", "_VBA_PROJECT_CUR")
# The stream by which the kind of a document is known that lies in an object as a storage.
_DOCUMENTS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
_MOST, _LARGEST = 2_000, 30_000_000  # streams of one file; bytes of each
_PICTURES = "Pictures"  # a stream of PowerPoint that holds nothing else


@dataclass(frozen=True)
class Storage:
    """The streams of a compound file, or of one of the storages in it, by their names."""

    file: Any
    folder: tuple[str, ...] = ()

    def __contains__(self, name: str) -> bool:
        return bool(self.file.exists([*self.folder, name]))

    def read(self, *path: str) -> bytes:
        """The bytes of a stream."""
        data = self.file.openstream([*self.folder, *path]).read()
        assert isinstance(data, bytes)
        return data

    def paths(self) -> list[tuple[str, ...]]:
        """The names of all streams below it."""
        depth = len(self.folder)
        return [tuple(path[depth:]) for path in self.file.listdir() if tuple(path[:depth]) == self.folder]


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[Storage]:
    """The storage of a file; refused where it is none."""
    import olefile

    try:
        file = olefile.OleFileIO(io.BytesIO(data))
    except OSError as error:
        raise Refused from error
    with file:
        yield Storage(file)


def read_compound(data: bytes, nested: Nested) -> Iterator[Found]:
    """A compound file of another program: its properties, the files and the words in it."""
    with opened(data) as storage:
        yield from read_about(storage)
        yield from read_beside(storage, nested, ())


def read_about(storage: Storage) -> Iterator[Piece]:
    """The properties of a document that name people or say something, its own ones too, and that it has macros."""
    file = storage.file
    with contextlib.suppress(Exception):  # properties are read by a library as they come: without them the text is read still
        about = file.get_metadata() if not storage.folder else None
        encoding = _CODE_PAGES.get((about.codepage or 0) & 0xFFFF, "gb18030") if about else ""
        for name, ours in (_PEOPLE | _WORDS).items():
            value = getattr(about, name, None)
            text = value.decode(encoding, "replace") if isinstance(value, bytes) else value
            # Some programs leave what was there before behind the end of a text.
            if isinstance(text, str) and (text := text.partition("\0")[0].strip()):
                yield Piece(text, "metadata", name=ours)
    # Properties of one's own. The other stream has only those of above, and a picture of the first page.
    with contextlib.suppress(Exception):
        if text := words_of_bytes(storage.read(_SUMMARIES[1])):
            yield Piece(text, "inside", name=_SUMMARIES[1].strip("\x05"))
    if any(path[0] in _MACROS for path in storage.paths()):
        yield Piece("", "trace", name="macros")


def read_beside(storage: Storage, nested: Nested, done: tuple[str, ...]) -> Iterator[Found]:
    """The finds beside the streams that are ``done``: files in objects, pictures, and the words of all other streams."""
    documents: list[tuple[str, ...]] = []
    for path in storage.paths():
        name = path[-1]
        if path[0] in done or name in _SUMMARIES or path[0] in _MACROS:
            continue
        if len(path) > 1 and name in _DOCUMENTS:
            documents.append(path[:-1])
    for number, path in enumerate(storage.paths()):
        if number >= _MOST:
            yield partly()
            break
        name = path[-1]
        if (len(path) == 1 and name in done) or name in _SUMMARIES or any(path[: len(one)] == one for one in documents):
            continue
        with contextlib.suppress(OSError):  # a stream that is cut off
            whole = storage.read(*path)
            data = whole[:_LARGEST]
            if len(whole) > _LARGEST:
                yield partly()
            if name == _NATIVE:
                yield from _native(data, nested)
            elif name in _FILES and not _is_words(data):
                yield from nested("object.bin" if name == _FILES[0] else _plain(name), data)
            else:
                yield from read_pictures(data)
                if name != _PICTURES and (text := words_of_bytes(data)):
                    yield Piece(text, "inside", name="/".join(_plain(part) for part in path))
    for folder in documents:
        kind = next(_DOCUMENTS[name] for name in _DOCUMENTS if name in Storage(storage.file, (*storage.folder, *folder)))
        yield from nested(f"{_plain(folder[-1])}.{kind}", copied(storage, folder))


def _is_words(data: bytes) -> bool:
    return not data.startswith((b"PK", b"\xd0\xcf", b"%PDF", b"{\\rtf", b"\xff\xd8", b"\x89PNG"))


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())


def _native(data: bytes, nested: Nested) -> Iterator[Found]:
    """The file that the packager of Windows put into an object ([MS-OLEDS] 2.3.6): its name, where it lay, its bytes."""
    label, _, rest = data[6:].partition(b"\0")
    path, _, rest = rest.partition(b"\0")
    name = label.decode("gb18030", "replace").replace("\\", "/").rpartition("/")[2] or "x"
    if folder := path.decode("gb18030", "replace"):
        yield Piece(folder, "inside", name=name)
    at = 8 + struct.unpack_from("<L", rest, 4)[0] if len(rest) > 8 else 0
    if at and at + 4 <= len(rest):
        (size,) = struct.unpack_from("<L", rest, at)
        yield from nested(name, rest[at + 4 : at + 4 + size])


def copied(storage: Storage, folder: tuple[str, ...]) -> bytes:
    """A storage inside a compound file as a compound file of its own, of the streams directly in it."""
    inner = Storage(storage.file, (*storage.folder, *folder))
    return write_compound({path[0]: inner.read(*path) for path in inner.paths() if len(path) == 1})
