"""Strings of a PDF that stand beside its pages: descriptions, links, scripts, values and choices of forms, programs' own.

All of them are looked through, whatever they are called, as are the streams that no page is drawn by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.late import late
from generator.load.attachment.pdf_files.objects import Objects, Stream
from generator.load.attachment.sweep import readable_link, without_tags
from generator.load.attachment.words import certificate_names, says_number

_SIMPLE = late(rb"\(([^()\\]{5,})\)")
_NESTED = late(rb"\((?=[^()\\]*[(\\])")
_NO_MARKS = bytes({*range(256)} - {*b"()\\"})
_WRITTEN_HEX = late(rb"<([0-9A-Fa-f\s]{8,})>")
_SAYING = late(rb"[ @\x80-\xff]|\d{5}|//|/(?:home|Users)/")
_PART = late(rb"\\([0-7]{1,3})|\\(\r\n|.)|[()]|[^()\\]+", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_HEX = late(rb"<([0-9A-Fa-f\s]*)>")
_OFF = late(rb"/OFF\s*\[([\d\sR]+)\]")
_ON = late(rb"/ON\s*\[([\d\sR]*)\]")
_ALL = late(rb"/OCGs\s*\[([\d\sR]+)\]")
_ALL_OFF = late(rb"/BaseState\s*/OFF\b")
_REFERRED = late(rb"(\d+)\s+0\s+R")
_LONGEST = 20_000  # bytes of a string
_MOST = 20_000  # strings
# What is said of streams that pages are drawn with: pictures, fonts, forms, tables of objects, shades, functions, profiles.
_DRAWING = late(
    rb"/(?:Image|Form|XRef|ObjStm|Length[123]|Type1C|CIDFontType0C|OpenType|FunctionType|ShadingType|PatternType|EmbeddedFile"
    rb"|Metadata|BitsPer\w+)\b|/N\s+\d"
)
# Where the numbers of the streams stand that draw a page, or tell which letter a sign is.
_CONTENTS, _MARKS = b"/Contents", b"BDC"
_DRAWN = (_CONTENTS, b"/ToUnicode", b"/CIDSet", b"/CIDToGIDMap", b"/Encoding")
_LISTED = late(rb"\s*(\[[\d\sR]*\]|\d+\s+\d+\s+R)")
_MARKED = (
    b"feff",
    b"fffe",
    b"efbb",
)  # hexadecimal signs that a text begins with; without them it is a number of a file or the like
_NO_SIGNS = late(rb"[\x00-\x08\x0e-\x1b\x7f]")  # what is neither seen nor a space, in ASCII and in all that is written like it
_AUTHOR = late(rb"/Author\s*(?=[(<][^<])")
_DATE = late(r"D:\d{4}")
_SIGNED = b"06035504"  # in hexadecimal signs: a part of a name in a certificate
# Names that somebody gave: with signs that are written as numbers, or that are nothing but a long number (7.3.5).
_ESCAPED_NAME = late(rb"/([^\s/<>\[\](){}%]{0,200}(?:#[0-9A-Fa-f]{2}){3}[^\s/<>\[\](){}%]{0,200})")
_NUMBER_NAME = late(rb"/(\d{11,19}[Xx]?)(?=[\s/<>\[\](){}%])")
_ESCAPED = late(rb"#([0-9A-Fa-f]{2})")
_SPOKEN = late(rb"/(?:ActualText|Alt|E)\s*(?=[(<])")  # what a piece of a page is to be read as (14.9)


def strings_beside(objects: Objects) -> dict[str, None]:
    """The strings that stand in the objects of a file, and the texts of its streams that draw nothing."""
    found: dict[str, None] = {}
    for part in (objects.outside, *(part for _, part in objects.packed)):
        for string in _strings(part):
            if len(found) >= _MOST:
                objects.whole = False
                return found
            text = string.replace("\0", "").strip()
            if len(text) > 1 and not _DATE.match(text) and _is_text(text):
                found[readable_link(_bare(text))] = None
        found.update(dict.fromkeys(_given_names(part)))
    for stream in objects.streams:
        if b"/PatternType" in stream.about:  # its words are drawn again and again, and are none of the page's
            found.update(dict.fromkeys(filter(_is_text, _strings(objects.unpack(stream)))))
    found.update(dict.fromkeys(_spoken(objects)))
    for stream in _beside_pages(objects):
        if _is_binary(objects.begin(stream)):
            continue
        text = decoded(objects.unpack(stream)).strip()
        if len(text) > 1 and _is_text(text):
            found[_bare(text)] = None
    return found


def _bare(text: str) -> str:
    """A text without its markup, if it has any."""
    return without_tags(text).strip() if text.startswith("<") else text


def _strings(part: bytes) -> Iterator[str]:
    """The strings among objects that may say something, each once: not the marks by which programs name what they draw."""
    # A tagged table has a mark for each of its cells: so what is simple is looked for at once, and most of it is let go.
    yield from (decoded(one) for one in sorted({*_SIMPLE.findall(part)}) if _SAYING.search(one))
    for one in sorted({*_WRITTEN_HEX.findall(part)}):
        text = _of_digits(one)
        if text.isascii() or one[:4].lower() in _MARKED:
            yield text
    end = 0
    # Most parts hold no string of this kind, which is quicker to see by the signs that make one than to look at each string.
    marks = part.translate(None, _NO_MARKS)
    for match in _NESTED.finditer(part) if b"((" in marks or b"(\\" in marks else ():
        if match.start() >= end:
            text, end = _string(part, match.start())
            yield text


def _given_names(part: bytes) -> Iterator[str]:
    """The names among objects that somebody gave, and in which a number or an address stands: of places, of choices."""
    names = [*_NUMBER_NAME.findall(part), *(_ESCAPED_NAME.findall(part) if b"#" in part else ())]
    for name in dict.fromkeys(names):
        text = decoded(_ESCAPED.sub(lambda sign: bytes.fromhex(sign[1].decode()), name))
        if says_number(text):
            yield text


def _spoken(objects: Objects) -> Iterator[str]:
    """The texts that pieces of pages are to be read as, where the streams that draw the pages say so themselves."""
    parts = (objects.outside, *(part for _, part in objects.packed))
    drawn = {int(number) for part in parts for listed in _behind(part, _CONTENTS) for number in _REFERRED.findall(listed)}
    for stream in objects.streams:
        if stream.number in drawn and _MARKS in (content := objects.unpack(stream)):
            yield from (_string(content, found.end())[0] for found in _SPOKEN.finditer(content))


def signer_names(objects: Objects) -> list[str]:
    """The names in the certificates of a document's signatures, which stand in it in hexadecimal signs."""
    parts = (objects.outside, *(part for _, part in objects.packed))
    signatures = (one for part in parts if _SIGNED in part for one in _WRITTEN_HEX.findall(part) if _SIGNED in one)
    return list(dict.fromkeys(name for one in signatures for name in certificate_names(_bytes_of(one))))


def earlier_authors(objects: Objects) -> list[str]:
    """The authors that a document names in its properties, where it has several: those of earlier saves are among its objects."""
    parts = (objects.outside, *(part for _, part in objects.packed))
    places = [(part, name.end()) for part in parts if b"/Author" in part for name in _AUTHOR.finditer(part)]
    found = (_string(part, at)[0].strip() for part, at in places) if len(places) > 1 else ()
    return list(dict.fromkeys(who for who in found if who and _is_text(who)))


def _beside_pages(objects: Objects) -> Iterator[Stream]:
    """The streams that draw nothing: scripts, data of forms, what programs keep for themselves."""
    streams = [one for one in objects.streams if not _DRAWING.search(one.about)]
    if not streams:
        return
    parts = (objects.outside, *(part for _, part in objects.packed))
    drawn = {int(number) for part in parts for listed in _listed(part) for number in _REFERRED.findall(listed)}
    yield from (one for one in streams if one.number not in drawn)


def _listed(part: bytes) -> Iterator[bytes]:
    """The numbers, or lists of them, behind the words by which a page or a font names its streams."""
    # Each word is looked for by itself: an expression of all of them takes five times as long.
    for word in _DRAWN:
        yield from _behind(part, word)


def _behind(part: bytes, word: bytes) -> Iterator[bytes]:
    """The numbers, or lists of them, behind a word."""
    at = part.find(word)
    while at >= 0:
        at += len(word)
        if found := _LISTED.match(part, at):
            yield found[1]
        at = part.find(word, at)


def hidden_layers(objects: Objects) -> list[str]:
    """The names of layers that are not shown when the file is opened (ISO 32000-1, 8.11.4)."""
    parts = [part for part in (objects.outside, *(part for _, part in objects.packed)) if b"/OFF" in part]
    off: set[bytes] = set()
    for part in parts:
        off.update(number for listed in _OFF.findall(part) for number in _REFERRED.findall(listed))
        if _ALL_OFF.search(part):
            on = {number for listed in _ON.findall(part) for number in _REFERRED.findall(listed)}
            off.update(number for listed in _ALL.findall(part) for number in _REFERRED.findall(listed) if number not in on)
    names = []
    for number in sorted(off, key=int):
        about = objects.find(int(number))
        name = re.search(rb"/Name\s*(?=[(<])", about) if b"OCG" in about else None
        names.append(_string(about, name.end())[0].strip() if name else number.decode())
    return names


def _is_binary(beginning: bytes) -> bool:
    """True for bytes that no text begins with, whatever it is written in: a font, a picture."""
    return not beginning.startswith((b"\xfe\xff", b"\xff\xfe")) and _NO_SIGNS.search(beginning) is not None


def _is_text(text: str) -> bool:
    """True for signs that somebody can read, and no bytes of another kind."""
    return text.isprintable() or all(sign.isprintable() or sign.isspace() for sign in text)


def _string(data: bytes, at: int) -> tuple[str, int]:
    """The string that begins at a place, and where it ends (ISO 32000-1, 7.3.4)."""
    if data[at : at + 1] == b"<":
        match = _HEX.match(data, at)
        return (_of_digits(match[1]), match.end()) if match else ("", at + 1)
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
    return decoded(bytes(out)), max(place, at + 1)


def _of_digits(written: bytes) -> str:
    """The text of a string that is written in hexadecimal digits."""
    return decoded(_bytes_of(written))


def _bytes_of(written: bytes) -> bytes:
    """The bytes that are written in hexadecimal digits."""
    digits = written.translate(None, b" \t\n\r\f\v").decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def decoded(raw: bytes) -> str:
    """The text that the bytes of a string are (ISO 32000-1, 7.9.2.2)."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
