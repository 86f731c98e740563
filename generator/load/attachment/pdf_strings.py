"""Strings of a PDF that stand beside its pages: descriptions of pictures, targets of links, scripts, hints of forms."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator

from generator.load.attachment.sweep import readable_link

# ISO 32000-1: descriptions and other texts of what is drawn (14.9), links (12.6.4.7), scripts (12.6.4.16), forms (12.7.3).
_KEYS = re.compile(rb"/(?:Alt|ActualText|URI|JS|TU|DV|RC|Subj)\s*(?=[(<])")
_PACKED = re.compile(rb"/ObjStm\b[^\0]{0,300}?stream\r?\n")
_PART = re.compile(rb"\\([0-7]{1,3})|\\(\r\n|.)|[()]|[^()\\]+", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_OFF = re.compile(rb"/OFF\s*\[([\d\sR]+)\]")
_MOST_LAYERS = 50
_LONGEST = 20_000  # bytes of a string
_MOST, _MOST_STREAMS, _LARGEST = 5_000, 5_000, 20_000_000  # strings, streams of objects, bytes of all these


def strings_beside(data: bytes) -> dict[str, None]:
    """Those of the strings that no page shows; of an encrypted file none, for there they cannot be read."""
    found: dict[str, None] = {}
    if b"/Encrypt" in data[-4096:] or b"/Encrypt" in data[:4096]:
        return found
    for part in (data, *_unpacked(data)):
        for match in _KEYS.finditer(part):
            if len(found) >= _MOST:
                return found
            text = _string(part, match.end()).replace("\0", "").strip()
            if len(text) > 1:
                found[readable_link(text)] = None
    return found


def hidden_layers(data: bytes) -> list[str]:
    """The names of layers that are not shown when the file is opened (ISO 32000-1, 8.11.4)."""
    if b"/OFF" not in data or b"/Encrypt" in data[-4096:]:
        return []
    off = {number for listed in _OFF.findall(data) for number in re.findall(rb"(\d+)\s+0\s+R", listed)}
    names = []
    for number in sorted(off, key=int)[:_MOST_LAYERS]:
        about = re.search(rb"(?<!\d)%b\s+0\s+obj(.{0,400}?)endobj" % number, data, re.DOTALL)
        name = re.search(rb"/Name\s*(?=[(<])", about[1]) if about and b"OCG" in about[1] else None
        names.append(_string(data, about.start(1) + name.end()).strip() if about and name else number.decode())
    return names


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The objects that a file holds packed (ISO 32000-1, 7.5.7)."""
    left = _LARGEST
    for number, match in enumerate(_PACKED.finditer(data)):
        if number >= _MOST_STREAMS or left <= 0:
            return
        with contextlib.suppress(zlib.error):
            part = zlib.decompressobj().decompress(data[match.end() :], left)
            left -= len(part)
            yield part


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
