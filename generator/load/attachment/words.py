"""Words in bytes of unknown form, and which words may be somebody's: of the parts that no program shows."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from generator.late import late

_SHORT = 5  # characters of a value in which nothing stands that a pattern looks for
_TELLING = late(r"(?:\d[ -]?){5}|[^\x00-\x7f]|@|\\\\")
_SIGNS = 4  # different ones; a run of fewer is the dots of a picture
# Of ASCII, Chinese characters and their punctuation. What is looked ahead to first is what most bytes fail at.
_SECOND = rb"[\x00-\xff][\x00\x20\x30\x4e-\x9f\xff]"
WIDE_WORDS = late(
    rb"(?=" + _SECOND * 3 + rb")"
    rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x4e-\x9f]|[\x00-\x3f]\x30|[\x00-\x5e]\xff|[\x10-\x3f]\x20){6,}"
)
# Words of eight bits a sign in bytes of unknown form: of ASCII, of Chinese in UTF-8, or of GB 2312. What is looked ahead to first
# is what most bytes fail at.
BYTE_WORDS = late(
    rb"(?=[\x20-\x7e\xa1\xa3\xb0-\xf7][\x20-\x7e\x80-\xfe]{5})"
    rb"(?:(?:[\x20-\x7e]|[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]){6,}"
    rb"|(?:[\x20-\x7e]|[\xb0-\xf7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]){6,})"
)
# The beginning of a part of a name in a certificate (X.520, or PKCS #9 for an address), and of what kind its text is; behind it
# stands how long that is.
_NAME_PART = late(rb"\x06(?:\x03\x55\x04[\x00-\x7f]|\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01)([\x0c\x13\x14\x16\x1e])")
_NAMED = (b"\x06\x03\x55\x04", b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01")
_TWO_BYTES, _LONG = b"\x1e", 0x81  # a text of two bytes a sign; a length that stands in a byte of its own
_WRITTEN_CERTIFICATE = late(r"MII[A-Za-z0-9+/\s]{160,}={0,2}")


def telling(value: str) -> bool:
    """True if a value holds words, or a number so long that it may be somebody's."""
    return len(value) > _SHORT and _TELLING.search(value) is not None


def says_number(value: str) -> bool:
    """True if a long number or an address stands in a value that would otherwise be what a program calls a thing."""
    return _TELLING.search(value.encode("ascii", "ignore").decode()) is not None


def strings_of(data: bytes) -> str:
    """The runs of UTF-16 in bytes of unknown form, a line each: names of printers, of servers, of people."""
    return "\n".join(run[0].decode("utf-16-le", "ignore") for run in WIDE_WORDS.finditer(data))


def words_of_bytes(data: bytes) -> str:
    """The runs of text in bytes of unknown form, a line each: of sixteen bits a sign, and of eight."""
    short = (_decoded(run[0]) for run in BYTE_WORDS.finditer(data))
    lines = [*strings_of(data).split("\n"), *(text for text in short if telling(text))]
    return "\n".join(line for line in lines if len(set(line)) >= _SIGNS)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def certificate_names(data: bytes) -> Iterator[str]:
    """The words of the names in the certificates that lie in bytes: who signed, and by which number that person is known."""
    if not any(mark in data for mark in _NAMED):
        return
    for found in _NAME_PART.finditer(data):
        at = found.end()
        size, at = (data[at + 1], at + 2) if data[at : at + 1] == bytes([_LONG]) and at + 1 < len(data) else (data[at], at + 1)
        raw = data[at : at + size]
        yield raw.decode("utf-16-be", "replace") if found[1] == _TWO_BYTES else _decoded(raw)


def written_certificate_names(text: str) -> Iterator[str]:
    """The words of the names in certificates that stand written in letters in a text, as signatures in XML have them."""
    for found in _WRITTEN_CERTIFICATE.finditer(text) if "MII" in text else ():
        letters = "".join(found[0].split()).rstrip("=")
        yield from certificate_names(base64.b64decode(letters[: len(letters) // 4 * 4]))
