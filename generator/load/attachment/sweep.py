"""The parts of an archive that no program shows: of each type the harmless ones are known, the words of all others are given.

This ends the chase after names of parts: what is not known to be harmless is looked into, whatever it is called.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.late import late
from generator.load.attachment.events import DOCTYPE, Attributes, Event, Refused, xml_events
from generator.load.attachment.given import LOOKS, words_given
from generator.load.attachment.media import is_picture, is_recording, read_media
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.package import Package
from generator.load.attachment.partly import partly
from generator.load.attachment.words import certificate_names, says_number, words_of_bytes, written_certificate_names
from generator.model.attachment import Piece
from generator.written_together import words_apart

# First elements of parts that hold nothing of their author: looks, fonts, order of reckoning, views.
_HARMLESS = frozenset(
    (
        *("Types", "Relationships", "theme", "themeOverride", "fonts", "webSettings", "numbering", "calcChain", "tblStyleLst"),
        *("viewPr", "styleSheet", "styles", "colors", "chartStyle", "colorStyle", "styleData", "colorsDef"),
        *("styleDef", "layoutDef", "ink", "volTypes", "metadata"),
    )
)
_MOST_PARTS = 2000
_SHORT = 5  # characters of a value in which nothing stands that a pattern looks for
_MOST_TEXT = 200_000  # characters of one part
_LARGEST = 30_000_000  # bytes of a part
_LARGEST_PICTURE = 100_000_000  # of one, or of a recording, that says at its ends what it says
_INLINE = frozenset(("t", "r", "rPr", "TextCode", "span", "b", "i", "sz", "color", "rFont", "a"))
_ABOUT = ("descr", "title", "tooltip")
_WRITTEN = 64  # signs, at least, of a file that is written in letters
_BASE64 = late(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_LONG_NUMBER = late(r"(?<![0-9A-Za-z])(?:\d[ -]?){11}")
_MACROS = ("vbaproject.bin", "xl/macrosheets/")
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")
_FONT_NAMES = (".odttf", ".fntdata")  # some are written so that they do not begin as fonts do
_PHOTO = b"II\xbc"  # JPEG XR, which office programs keep beside a picture that they changed
_USUAL = 1 << 16  # bytes of a part that is kept in mind
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def sweep(package: Package, nested: Nested) -> Iterator[Found]:
    """The words of each part that is neither ``done`` nor harmless; what its pictures say.

    ``nested`` reads a file that lies in the archive as a file. First come the names of its parts that somebody gave them.
    """
    if names := [name for name in package.names if _is_given(name)]:
        yield Piece("\n".join(names), "inside", name="part names")
    for number, name in enumerate(package.names):
        if name.lower() in package.done:
            continue
        if number >= _MOST_PARTS:
            yield partly()
            break
        try:
            yield from _looked_through(package, name, nested)
        except Refused:
            raise
        except Exception:  # a stranger's file, read by libraries of any kind: one part that is broken does not hide the others
            yield from _as_it_is(package, name)


def _is_given(name: str) -> bool:
    """True if a part has a name that no program gives: words of Chinese, or a number that may be somebody's."""
    return not name.isascii() or _LONG_NUMBER.search(name) is not None


def _as_it_is(package: Package, name: str) -> Iterator[Piece]:
    """The words of a part that is no XML although it looks so; where not even its bytes can be had, that it was not looked at."""
    try:
        found = list(_without_tags(package, name))
    except Refused:
        raise
    except Exception:  # as above
        yield Piece("broken", "trace", name="unjudged", file=name)
    else:
        yield from found


def _looked_through(package: Package, name: str, nested: Nested) -> Iterator[Found]:
    """The words of a part; what it says if it is a picture, a file, or where its relations lead."""
    low = name.lower()
    if low.endswith(".rels"):
        targets = [one.outside for one in package.relations.get(_owner(low), ()) if one.outside.strip("#")]
        if targets:
            yield Piece("\n".join(map(readable_link, targets)), "inside", name=name)
        return
    if low.endswith(_MACROS[0]) or low.startswith(_MACROS[1]):
        yield Piece("", "trace", name="macros")
    head = package.head(name, 64)
    is_shown = is_picture(head) or is_recording(head) or head.startswith(_PHOTO)
    is_file = head.startswith(_CONTAINERS)
    root = "" if is_shown or is_file else package.root(name)
    most = _LARGEST_PICTURE if is_shown else _LARGEST if is_file or root else _LARGEST // 10
    if not root and (head.startswith(_FONTS) or low.endswith(_FONT_NAMES)):
        return  # of whoever drew its letters
    if package.size(name) > most and (not root or root in LOOKS):
        yield Piece("too-large", "trace", name="unjudged", file=name)
    elif is_shown:
        for piece in read_media(package.read(name)):
            if piece.name != "picture-page" or name not in package.unshown:
                yield piece
    elif is_file:
        yield from nested(name.rpartition("/")[2], package.read(name))
    elif root in LOOKS:
        if words := words_given(package.read(name)):
            yield Piece("\n".join(words), "inside", name="looks")
    elif root == DOCTYPE:
        yield from _without_tags(package, name)
    elif root in _HARMLESS:
        return
    elif root:
        text, whole = _words_of(package, name)
        if data := _written_file(text):
            yield from nested(f"{root}.zip", data)
        elif text:
            yield Piece("\n".join([text, *written_certificate_names(text)]), "inside", name=name)
        if not whole:
            yield partly(name)
    else:
        data = package.read(name)
        if text := "\n".join(filter(None, (words_of_bytes(data), *certificate_names(data)))):
            yield Piece(text, "inside", name=name)


def _written_file(text: str) -> bytes:
    """The archive that a part holds written in letters, such as what a query over data is kept as; nothing for words."""
    lines = text.partition("\n")[0]
    if len(lines) < _WRITTEN or not _BASE64.fullmatch(lines):
        return b""
    data = base64.b64decode(lines)
    at = data.find(_CONTAINERS[0], 0, _WRITTEN)
    if at < 0:
        return b""
    # Before it stands how long it is ([MS-QDEFF] 2.2); behind it follows more.
    size = int.from_bytes(data[max(at - 4, 0) : at], "little")
    return data[at : at + size] if size and at + size <= len(data) else data[at:]


def words_about(shape: Attributes) -> list[str]:
    """The words that a drawing says of itself: descriptions, hints, and its name if a number or an address stands in that."""
    words = [word for name in _ABOUT if (word := shape.get(name))]
    # Programs name each drawing themselves, by its kind and a number.
    name = shape.get("name", "")
    return [*words, name] if says_number(name) else words


def _owner(rels: str) -> str:
    folder, _, rest = rels.rpartition("_rels/")
    return folder + rest.removesuffix(".rels")


def readable_link(target: str) -> str:
    """The target of a link; where signs of it are written as numbers, a second time with the signs themselves."""
    plain = unquote(target) if "%" in target else target
    return target if plain == target else f"{target}\n{plain}"


def _words_of(package: Package, name: str) -> tuple[str, bool]:
    """All text and all values of attributes in an XML part, a line each, and whether it was read to its end."""
    if package.size(name) <= _USUAL:
        return _words_in(package.read(name))
    return _words(package.events(name))


@functools.lru_cache(maxsize=256)
def _words_in(data: bytes) -> tuple[str, bool]:
    """The same of the bytes of a part: a program writes many of them into each of its files as they are."""
    return _words(xml_events(iter([data])))


def _words(events: Iterator[Event]) -> tuple[str, bool]:
    """The words of a part by its events, text before values of attributes, each once; and whether it was read to its end."""
    texts: list[str] = []
    values: dict[str, None] = {}
    size, whole = 0, True
    for event, value, attributes in events:
        if event == "text":
            texts.append(value)
            size += len(value)
        elif event == "end":
            if value not in _INLINE:
                texts.append("\n")
        else:
            for key, word in attributes.items():
                if len(word) > _SHORT:
                    values.setdefault(word, None)
                    if key == "name":
                        values.setdefault(words_apart(word), None)
                    size += len(word)
        if size > _MOST_TEXT:
            whole = False
            break
    lines = [line.strip() for line in "".join(texts).split("\n")]
    return "\n".join([*(line for line in lines if line), *values]), whole


def _without_tags(package: Package, name: str) -> Iterator[Piece]:
    """The text between the marks of markup, in the bytes of a part."""
    yield Piece(without_tags(package.read(name, _LARGEST).decode("utf-8", "replace")), "inside", name=name)


def without_tags(text: str) -> str:
    """The text between the marks of markup."""
    return re.sub(r"<[^>]*>", "\n", text)
