"""Messages of Outlook (MSG): who wrote to whom, the text, what is attached ([MS-OXMSG], [MS-OXPROPS])."""

from __future__ import annotations

import email
import struct
from collections.abc import Iterator

from generator.late import late
from generator.load.attachment.html_text import read_html
from generator.load.attachment.markup import read_head
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.older.compound import Storage, opened
from generator.load.attachment.older.rtf import read_rtf
from generator.load.attachment.words import words_of_bytes
from generator.model.attachment import Piece

_STREAM = late(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})$")
_WIDE, _NARROW, _BYTES = "001F", "001E", "0102"
# Properties that a reader of the message sees: subject, sender, receivers, their addresses.
_SEEN = ("0037", "0C1A", "0C1F", "5D01", "0042", "0065", "0E04", "0E03", "3001", "3003", "39FE", "5FF6")
_BODY, _HTML, _RTF, _TRANSPORT = "1000", "1013", "1009", "007D"
_FILE, _LONG_NAME, _NAME, _MESSAGE = "3701", "3707", "3704", "3701000D"
_ATTACHED = "__attach_version1.0_"
_RECEIVER = "__recip_version1.0_"
# What stands in the dictionary of packed RTF before anything is read ([MS-OXRTFCP] 2.1.2.1).
_PRESET = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"
    rb"Times New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_LARGEST = 20_000_000


def read_msg(data: bytes, nested: Nested) -> Iterator[Found]:
    """The pieces of a message: its head, its text, what is attached to it; then the words of all else in it."""
    with opened(data) as storage:
        yield from _message(storage, nested)


def _message(storage: Storage, nested: Nested) -> Iterator[Found]:
    """The head and the text of a message, then all that is attached to it."""
    attachments: dict[tuple[str, ...], dict[str, bytes]] = {}
    inner: dict[tuple[str, ...], Storage] = {}
    body, head, rest = dict[str, bytes](), list[str](), list[str]()
    for path in storage.paths():
        at = next((number for number, name in enumerate(path) if name.startswith(_ATTACHED)), -1)
        if at >= 0 and any(name.endswith(_MESSAGE) for name in path[at + 1 : -1]):
            folder = path[: at + 2]
            inner[folder] = Storage(storage.file, (*storage.folder, *folder))
            continue
        match = _STREAM.search(path[-1])
        if not match:
            continue
        number, kind = match[1], match[2]
        value = storage.read(*path)
        if at >= 0:
            attachments.setdefault(path[: at + 1], {})[number] = value
        elif number in (_BODY, _HTML, _RTF) and len(path) == 1:
            body[number] = value.decode("gb18030", "replace").encode("utf-16-le") if (number, kind) == (_BODY, _NARROW) else value
        elif number == _TRANSPORT:
            yield from read_head(email.message_from_string(_text(value, kind)))
        elif text := _text(value, kind):
            (head if number in _SEEN else rest).append(text)
    yield from (Piece(text, paragraph=1) for text in dict.fromkeys(head) if text.strip())
    yield from _bodies(body)
    for values in attachments.values():
        name = _text(values.get(_LONG_NAME) or values.get(_NAME) or b"", _WIDE) or "x"
        yield Piece(name, paragraph=1)
        if values.get(_FILE):
            yield from nested(name, values[_FILE])
        else:
            yield Piece("unsupported", "trace", name="unjudged", file=name)
    for message in inner.values():
        yield from _message(message, nested)
    if rest:
        yield Piece("\n".join(dict.fromkeys(rest)), "inside", name="properties")


def _bodies(body: dict[str, bytes]) -> Iterator[Found]:
    """The text of a message as it stands there: plain, as a web page, or as RTF."""
    if plain := body.get(_BODY):
        lines = plain.decode("utf-16-le", "replace").rstrip("\0").replace("\r", "").split("\n")
        yield from (Piece(line.strip(), paragraph=number) for number, line in enumerate(lines, 1) if line.strip())
    if page := body.get(_HTML):
        yield from read_html(page)
    if packed := body.get(_RTF):
        source = unpacked_rtf(packed)
        if b"\\fromhtml1" not in source[:400] or _HTML not in body:
            yield from read_rtf(source)


def _text(value: bytes, kind: str) -> str:
    if kind == _WIDE:
        return value.decode("utf-16-le", "replace").strip("\0 ")
    if kind == _NARROW:
        return value.decode("gb18030", "replace").strip("\0 ")
    return words_of_bytes(value) if kind == _BYTES else ""


def unpacked_rtf(data: bytes) -> bytes:
    """RTF that was packed as messages pack it ([MS-OXRTFCP] 2.2): what comes again is a place in a window of 4,096 bytes."""
    if len(data) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<4L", data)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED:
        return b""
    window = bytearray(_PRESET.ljust(4096, b"\0"))
    at, place, found = 16, len(_PRESET), bytearray()
    while at < len(data) and len(found) < _LARGEST:
        flags = data[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                run = data[at : at + 1]
                at += 1
            else:
                if at + 2 > len(data):
                    return bytes(found)
                start, length = int.from_bytes(data[at : at + 2], "big") >> 4, (data[at + 1] & 15) + 2
                at += 2
                if start == place:
                    return bytes(found)
                run = b""
                for offset in range(length):
                    sign = window[(start + offset) % 4096]
                    window[(place + offset) % 4096] = sign
                    run += bytes([sign])
            for sign in run:
                window[place] = sign
                place = (place + 1) % 4096
            found += run
    return bytes(found)
