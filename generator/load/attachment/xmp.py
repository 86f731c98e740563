"""Words of XMP packets (ISO 16684-1): whom a file names, where it was made, what else its programs and people wrote there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.late import late
from generator.load.attachment.events import xml_events
from generator.model.attachment import Piece

_XMP = late(rb"<(?:\w+:)?xmpmeta\b.*?</(?:\w+:)?xmpmeta>", re.DOTALL)
_XMP_PEOPLE = frozenset(("creator", "CaptionWriter", "PersonInImage", "OwnerName", "CameraOwnerName", "PersonDisplayName"))
_FACES = ("RegionList", "regions")  # whose faces are in a picture (MWG, Microsoft)
# What programs write of themselves and of the file: numbers of documents, dates, tools, previews.
_XMP_PROGRAM = frozenset(
    (
        *(
            "DocumentID",
            "InstanceID",
            "OriginalDocumentID",
            "documentID",
            "instanceID",
            "CreateDate",
            "ModifyDate",
            "MetadataDate",
        ),
        *(
            "when",
            "softwareAgent",
            "CreatorTool",
            "Producer",
            "xmptk",
            "image",
            "format",
            "about",
            "toolkit",
            "changed",
            "DerivedFrom",
        ),
    )
)
_XMP_PLACE = frozenset(("GPSLatitude", "GPSPosition"))


def xmp_pieces(data: bytes) -> Iterator[Piece]:
    """The pieces of XMP (ISO 16684-1), wherever in the file it stands."""
    for found in list(_XMP.finditer(data))[:8] if b"xmpmeta" in data else ():
        yield from read_xmp(found[0])


def read_xmp(packet: bytes) -> Iterator[Piece]:
    """The texts of an XMP packet that name people and places; then the other words in it."""
    inside, texts = "", list[str]()
    rest: dict[str, None] = {}
    element = ""
    faces = False
    for event, value, attributes in xml_events(iter([packet])):
        if event == "start":
            element, faces = value, faces or value.endswith(_FACES)
            if faces and attributes.get("Name"):
                yield Piece(attributes["Name"], "metadata", name="author")
            if faces and value == "Name":
                inside, texts = value, []
            for name, word in attributes.items():
                if name != "Name":
                    yield from _xmp_word(name, word)
                if name not in _XMP_PROGRAM and name not in _XMP_PEOPLE:
                    rest[word.strip()] = None
            if value in _XMP_PEOPLE or value in _XMP_PLACE:
                inside, texts = value, []
        elif event == "text" and inside:
            texts.append(value)
        elif event == "text" and element not in _XMP_PROGRAM:
            rest[value.strip()] = None
        elif event == "end" and inside and value in (inside, "li"):
            yield from _xmp_word(inside, "".join(texts).strip())
            texts = []
            inside = "" if value == inside else inside
    if words := "\n".join(filter(None, rest)):
        yield Piece(words, "inside", name="XMP")


def _xmp_word(name: str, word: str) -> Iterator[Piece]:
    if name in _XMP_PLACE and word:
        yield place_of(word)
    elif (name in _XMP_PEOPLE or name == "Name") and word:
        yield Piece(word, "metadata", name="author")


def place_of(text: str) -> Piece:
    """The place where something was taken."""
    return Piece(text, "metadata", name="place")
