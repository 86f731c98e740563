"""Pictures in a text document, in whose dots words may stand: those of each kind of file that lie in it as parts."""

from __future__ import annotations

from pathlib import Path

from generator.load.attachment.package import Package

DOCUMENTS = ("docx", "docm", "odt")
_DRAWN = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp")
_LEAST = 2_000  # bytes; less is a bullet or a line
_MOST = 50  # of a file; the rest is told as not read


def pictures_in(package: Package) -> list[str]:
    """The names of the parts that are pictures, in the order in which a person counts them."""
    drawn = [name for name in package.names if name.lower().endswith(_DRAWN) and package.size(name) >= _LEAST]
    return [name for name in drawn if not name.lower().startswith(("docprops/", "thumbnails/"))][:_MOST]


def count_pictures(path: Path) -> int:
    """How many pictures lie in a document; none in what is no archive."""
    try:
        return len(pictures_in(Package(path.read_bytes())))
    except Exception:  # a stranger's file: whatever is wrong with it is told where its text is read
        return 0
