"""Elements of a DOCX that hold no words and hide none: how letters look, the rules of tables and of lines (ECMA-376).

Most elements of a document are of them, so they are passed over before anything is asked of them.
"""

from __future__ import annotations

_SPACES = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
_LOOKS = "pPr rPr rFonts lang noProof b bCs i iCs u szCs kern proofErr numPr ilvl numId"
_TABLES = (
    "tblPr trPr tcPr tblGrid gridCol tblW tblLook tblLayout tblHeader tblCellMar tblBorders tcBorders cantSplit vMerge vAlign"
    " trHeight top left bottom right insideH insideV"
)
_LINES = "keepNext keepLines widowControl autoSpaceDE autoSpaceDN adjustRightInd snapToGrid docGrid cols"


def _named(names: str) -> frozenset[str]:
    return frozenset(f"{space} {name}" for space in _SPACES for name in names.split())


IDLE = _named(f"{_LOOKS} {_TABLES} {_LINES}")
# And where nothing floats over the text, by which its place would matter.
IDLE_WITHOUT_FLOATS = IDLE | _named("spacing ind jc tcW")
