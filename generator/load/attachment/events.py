"""XML of strangers' files as events: what begins, what ends, what is written; no document type and no entities of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from typing import TypeVar
from xml.parsers import expat

from generator.late import late

# In the place of the first element of a part that begins with a document type, which no office program writes.
DOCTYPE = "!DOCTYPE"

_CHUNK = 1 << 16
_ROOT = late(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_PROLOGUE = late(rb"^\s*(?:<\?[^>]*\?>|<!--.*?-->|\s)*", re.DOTALL)
_MOST_NAMES = 5_000  # of elements, or attributes, that are kept in mind

T = TypeVar("T")
Attributes = Mapping[str, str]
Event = tuple[str, str, Attributes]
Start = Callable[[str, Attributes], None]
_NO_ATTRIBUTES: Attributes = {}


class Refused(Exception):
    """The file holds what no office program writes; ``why`` is the state it is in."""

    def __init__(self, why: str = "broken") -> None:
        super().__init__(why)
        self.why = why


def root_of(head: bytes) -> str:
    """The local name of the first element in the first bytes of an XML file, or nothing."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) & ~1].decode("utf-16", "replace").encode()
    match = _PROLOGUE.match(head.removeprefix(b"\xef\xbb\xbf"))
    start = match.end() if match else 0
    if head.removeprefix(b"\xef\xbb\xbf")[start : start + 9].upper() == b"<!DOCTYPE":
        return DOCTYPE
    found = _ROOT.match(head.removeprefix(b"\xef\xbb\xbf"), start)
    return found[1].decode() if found else ""


def chunks_of(data: bytes) -> Iterator[bytes]:
    """The bytes of a part in pieces, so that not all of its events are held at once."""
    return (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))


def xml_events(chunks: Iterator[bytes], idle: Container[str] = frozenset()) -> Iterator[Event]:
    """The events of XML that comes in pieces, but for elements that are ``idle``.

    A document type could make entities of any size, so there may be none.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    pending: list[Event] = []
    put, locals, ends = pending.append, _LOCAL, _ENDS

    def start(tag: str, attributes: Attributes) -> None:
        if tag not in idle:
            put(("start", locals[tag], {_NAMED[key]: value for key, value in attributes.items()} if attributes else attributes))

    def end(tag: str) -> None:
        if tag not in idle:
            put(ends[tag])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: put(("text", text, _NO_ATTRIBUTES))
    parser.StartDoctypeDeclHandler = _refuse
    for chunk in chunks:
        parser.Parse(chunk, False)
        yield from pending
        pending.clear()
    parser.Parse(b"", True)
    yield from pending


def read_xml(
    chunks: Iterator[bytes], start: Start, end: Callable[[str], None], text: Callable[[str], None], idle: Container[str]
) -> Iterator[None]:
    """A pause (None) behind each piece of XML, the events of which are given to functions: quicker where there are very many.

    Refuses what ``xml_events`` refuses.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    locals, named = _LOCAL, _NAMED

    def begin(tag: str, attributes: Attributes) -> None:
        if tag not in idle:
            start(locals[tag], {named[key]: value for key, value in attributes.items()} if attributes else attributes)

    def finish(tag: str) -> None:
        if tag not in idle:
            end(locals[tag])

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    for chunk in chunks:
        parser.Parse(chunk, False)
        yield
    parser.Parse(b"", True)
    yield


def _refuse(*_: object) -> None:
    raise Refused


class _Known(dict[str, T]):
    """Results by name, kept in mind: for the names that many files bring, not for all that strangers may think of."""

    def __init__(self, make: Callable[[str], T]) -> None:
        self._make = make

    def __missing__(self, name: str) -> T:
        if len(self) >= _MOST_NAMES:
            self.clear()
        made = self[name] = self._make(name)
        return made


def _attribute(name: str) -> str:
    """The local name of an attribute; of one that refers to a relation after ``r:``, for ``id`` is also another thing."""
    space, _, local = name.rpartition(" ")
    return f"r:{local}" if space.endswith("/relationships") else local


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


_LOCAL, _NAMED = _Known(_local), _Known(_attribute)
_ENDS: _Known[Event] = _Known(lambda name: ("end", _local(name), _NO_ATTRIBUTES))
