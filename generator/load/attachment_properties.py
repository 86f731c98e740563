"""What goes out with a file beside its text: who took a picture and where, which columns of a sheet are hidden."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from generator.model.attachment import Piece, column_letters

_PICTURES = ("jpg", "jpeg", "png", "webp", "tif", "tiff", "heic")
_MEDIA = re.compile(r"(?:word|ppt|xl)/media/[^/]+\.(?:jpe?g|png|tiff?|webp|heic)$", re.IGNORECASE)
_PEOPLE = ("Image Artist", "Image XPAuthor", "EXIF CameraOwnerName")
_SHEETS = re.compile(rb'<sheet\b[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_COLUMN = re.compile(rb"<col\b[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_ROW = re.compile(rb"<row\b[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_LARGEST = 30_000_000  # bytes of one picture or sheet


def read_properties(path: Path, type: str) -> list[Piece]:
    """The pieces of a file that its text does not hold; a file that cannot be read has none."""
    found: list[Piece] = []
    try:
        if type in _PICTURES:
            with path.open("rb") as picture:
                found += _picture(picture)
        elif type in ("docx", "pptx", "xlsx"):
            with zipfile.ZipFile(path) as archive:
                found += _archive(archive, type)
    # NotImplementedError: a kind of packing that zipfile does not know; RuntimeError: a locked archive.
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError):
        pass  # that it is broken is told by the reading of its text
    return found


def _archive(archive: zipfile.ZipFile, type: str) -> Iterator[Piece]:
    for info in archive.infolist():
        if _MEDIA.search(info.filename) and info.file_size <= _LARGEST:
            yield from _picture(io.BytesIO(archive.read(info)))
    if type == "xlsx":
        yield from _hidden_cells(archive)


def _picture(picture: BinaryIO) -> Iterator[Piece]:
    """Who and where, by EXIF (CIPA DC-008)."""
    import exifread  # only pictures need it

    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    tags: dict[str, Any] = {}
    # A picture from anywhere, read by a library: whatever it raises says that there is nothing to be known.
    with contextlib.suppress(Exception):
        tags = exifread.process_file(picture, details=False)
    if "GPS GPSLatitude" in tags and "GPS GPSLongitude" in tags:
        yield Piece(f"{tags['GPS GPSLatitude']} {tags['GPS GPSLongitude']}", part="metadata", name="place")
    for name in _PEOPLE:
        if name in tags and (text := str(tags[name]).strip()):
            yield Piece(text, part="metadata", name="author")


def _hidden_cells(archive: zipfile.ZipFile) -> Iterator[Piece]:
    """The hidden columns and rows of each sheet, as spreadsheets name them: ``C:D``, ``7``."""
    relations = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        relations[_attribute(relation, b"Id")] = _attribute(relation, b"Target")
    for name, key in _SHEETS.findall(archive.read("xl/workbook.xml")):
        target = relations.get(key.decode(), "").removeprefix("/xl/").removeprefix("xl/")
        member = f"xl/{target}"
        if member not in archive.NameToInfo or archive.getinfo(member).file_size > _LARGEST:
            continue
        data = archive.read(member)
        for column in _COLUMN.findall(data):
            first, last = int(_attribute(column, b"min") or 0), int(_attribute(column, b"max") or 0)
            # To hide all columns behind the table is a way to frame it; there is nothing in them.
            if first and last < 16384:
                yield Piece(
                    "", part="hidden", sheet=name.decode(), cell=f"{column_letters(first - 1)}:{column_letters(last - 1)}"
                )
        for row in _ROW.findall(data):
            if number := _attribute(row, b"r"):
                yield Piece("", part="hidden", sheet=name.decode(), cell=number)


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return found[1].decode() if found else ""
