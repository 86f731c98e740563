"""Elements of a DOCX that hold no words and hide none: how letters look, the rules of tables and of lines (ECMA-376).

Most elements of a document are of them, so they are passed over before anything is asked of them.
"""

from __future__ import annotations

from collections.abc import Container

from generator.late import late

_SPACES = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
_LOOKS = "pPr rPr rFonts lang noProof b bCs i iCs u szCs kern proofErr numPr ilvl numId"
_TABLES = (
    "tblPr trPr tcPr tblGrid gridCol tblW tblLook tblLayout tblHeader tblCellMar tblBorders tcBorders cantSplit vMerge vAlign"
    " trHeight top left bottom right insideH insideV"
)
_LINES = "keepNext keepLines widowControl autoSpaceDE autoSpaceDN adjustRightInd snapToGrid docGrid cols"


def _named(names: str) -> frozenset[str]:
    return frozenset(f"{space} {name}" for space in _SPACES for name in names.split())


_IDLE = _named(f"{_LOOKS} {_TABLES} {_LINES}")
# And where nothing floats over the text, by which its place would matter.
_WITHOUT_FLOATS = _IDLE | _named("spacing ind jc tcW")
# And where, beside that, no letters are as small as dots: their sizes hide nothing.
_WITHOUT_SIZES = _WITHOUT_FLOATS | _named("sz")
_DOTS = late(rb"sz\s[^<>]*[\"']0*[0-4][\"']")  # a size of so many half points
# A line, a row of which a line is left: so many twentieths of a point.
_LOW_LINE, _LOW_ROW = late(rb"line=[\"']1?\d[\"']"), late(rb"trHeight\s[^<>]*[\"']1?\d[\"']")
_MEASURED = _named("spacing trHeight")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DRAWN = (b"drawing", b"pict", b"txbxContent")  # where no element is called so, nothing lies beside the text or over it


def idle_in(data: bytes, *, floats: bool) -> Container[str]:
    """The elements of a part of which nothing has to be asked; ``floats``: whether something may lie over its text."""
    found = _IDLE
    if not floats:
        found = _WITHOUT_FLOATS if data.startswith(_UTF_16) or _DOTS.search(data) else _WITHOUT_SIZES
    return found - _MEASURED if _LOW_LINE.search(data) or _LOW_ROW.search(data) else found


def draws(data: bytes) -> bool:
    """True if a part has an element that may lay something beside its text or over it."""
    for word in _DRAWN:
        at = data.find(word)
        while at >= 0:
            # Spaces of names have such words in them, too.
            if data[at - 1] in b"<:":
                return True
            at = data.find(word, at + len(word))
    return False
