"""Strings of a PDF that stand beside its pages: descriptions of pictures, targets of links, scripts, hints of forms."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator, Sequence

from generator.late import late
from generator.load.attachment.sweep import readable_link

# ISO 32000-1: descriptions and other texts of what is drawn (14.9), links (12.6.4.7), scripts (12.6.4.16), forms (12.7.3).
_KEYS = late(rb"/(?:Alt|ActualText|URI|JS|TU|DV|RC|Subj)\s*(?=[(<])")
_PACKED = late(rb"/ObjStm\b[^\0]{0,300}?stream\r?\n")
_PART = late(rb"\\([0-7]{1,3})|\\(\r\n|.)|[()]|[^()\\]+", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_HEX = late(rb"<([0-9A-Fa-f\s]*)>")
_OFF = late(rb"/OFF\s*\[([\d\sR]+)\]")
_MOST_LAYERS = 50
_LONGEST = 20_000  # bytes of a string
_MOST, _MOST_STREAMS, _LARGEST = 5_000, 5_000, 20_000_000  # strings, streams of objects, bytes of all these


def strings_beside(data: bytes) -> dict[str, None]:
    """Those of the strings that no page shows; of an encrypted file none, for there they cannot be read."""
    found: dict[str, None] = {}
    if b"/Encrypt" in data[-4096:] or b"/Encrypt" in data[:4096]:
        return found
    for part in (data, *(objects for _, objects in _unpacked(data))):
        for match in _KEYS.finditer(part):
            if len(found) >= _MOST:
                return found
            text = _string(part, match.end()).replace("\0", "").strip()
            if len(text) > 1:
                found[readable_link(text)] = None
    return found


def hidden_layers(data: bytes) -> list[str]:
    """The names of layers that are not shown when the file is opened (ISO 32000-1, 8.11.4)."""
    if b"/Encrypt" in data[-4096:]:
        return []
    packed = list(_unpacked(data)) if b"/OFF" not in data else []
    off = {
        number
        for part in (data, *(objects for _, objects in packed))
        for listed in _OFF.findall(part)
        for number in re.findall(rb"(\d+)\s+0\s+R", listed)
    }
    packed = packed or (list(_unpacked(data)) if off else [])
    names = []
    for number in sorted(off, key=int)[:_MOST_LAYERS]:
        about = _object(int(number), data, packed)
        name = re.search(rb"/Name\s*(?=[(<])", about) if b"OCG" in about else None
        names.append(_string(about, name.end()).strip() if name else number.decode())
    return names


def _object(number: int, data: bytes, packed: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The beginning of an object by its number, whether it stands in the file itself or packed; nothing where there is none."""
    if found := re.search(rb"(?<!\d)%d\s+0\s+obj(.{0,400}?)endobj" % number, data, re.DOTALL):
        return found[1]
    for head, objects in packed:
        first = re.search(rb"/First\s+(\d+)", head)
        numbers = [int(one) for one in objects[: int(first[1])].split() if one.isdigit()] if first else []
        places = dict(zip(numbers[::2], numbers[1::2], strict=False))
        if first and number in places:
            start = int(first[1]) + places[number]
            end = min((start - places[number] + place for place in places.values() if place > places[number]), default=None)
            return objects[start:end]
    return b""


def _unpacked(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The objects that a file holds packed (ISO 32000-1, 7.5.7), behind what is said of them."""
    left = _LARGEST
    for number, match in enumerate(_PACKED.finditer(data)):
        if number >= _MOST_STREAMS or left <= 0:
            return
        with contextlib.suppress(zlib.error):
            part = zlib.decompressobj().decompress(data[match.end() :], left)
            left -= len(part)
            yield data[data.rfind(b"obj", 0, match.start()) : match.end()], part


def _string(data: bytes, at: int) -> str:
    """The string that begins at a place (ISO 32000-1, 7.3.4)."""
    if data[at : at + 1] == b"<":
        match = _HEX.match(data, at)
        digits = re.sub(rb"\s", b"", match[1]) if match else b""
        return _decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
    out, depth, place = bytearray(), 0, at
    while place < len(data) and len(out) < _LONGEST:
        part = _PART.match(data, place, at + 2 * _LONGEST)
        if part is None:
            break
        place = part.end()
        if part[1]:
            out.append(int(part[1], 8) & 255)
        elif part[2]:
            out += _ESCAPES.get(part[2], part[2])
        elif part[0] == b"(":
            depth += 1
            out += b"(" * (depth > 1)
        elif part[0] == b")":
            depth -= 1
            if not depth:
                break
            out += b")"
        else:
            out += part[0]
    return _decoded(bytes(out))


def _decoded(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
