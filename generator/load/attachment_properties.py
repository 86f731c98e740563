"""What goes out with a file beside its text: who took a picture and where, which columns of a sheet are hidden."""

from __future__ import annotations

import contextlib
import html
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from generator.model.attachment import Hidden, Piece

_PICTURES = ("jpg", "jpeg", "png", "webp", "tif", "tiff", "heic")
_MEDIA = re.compile(r"(?:word|ppt|xl)/media/[^/]+\.(?:jpe?g|png|tiff?|webp|heic)$", re.IGNORECASE)
_PEOPLE = ("Image Artist", "Image XPAuthor", "EXIF CameraOwnerName")
_BOOK, _BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEETS = re.compile(rb'<sheet\b[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_COLUMN = re.compile(rb"<col\b[^>]*>")
_ROW = re.compile(rb"<row\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=\"(?:1|true)\"")
_COLUMNS = 16384  # of a sheet
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
                found += _archive(archive)
    # NotImplementedError: a kind of packing that zipfile does not know; RuntimeError: a locked archive.
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError):
        pass  # that it is broken is told by the reading of its text
    return found


def _archive(archive: zipfile.ZipFile) -> Iterator[Piece]:
    for info in archive.infolist():
        if _MEDIA.search(info.filename) and info.file_size <= _LARGEST:
            yield from _picture(io.BytesIO(archive.read(info)))


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


def read_hidden(archive: zipfile.ZipFile) -> dict[str, Hidden]:
    """The hidden columns and rows of each sheet of a workbook that has any, by the name of the sheet."""
    found: dict[str, Hidden] = {}
    if not {_BOOK, _BOOK_RELATIONS} <= archive.NameToInfo.keys():
        return found
    relations = {}
    for relation in _RELATION.findall(archive.read(_BOOK_RELATIONS)):
        relations[_attribute(relation, b"Id")] = _attribute(relation, b"Target")
    for name, key in _SHEETS.findall(archive.read(_BOOK)):
        target = relations.get(key.decode(), "").removeprefix("/xl/").removeprefix("xl/")
        member = f"xl/{target}"
        if member not in archive.NameToInfo or archive.getinfo(member).file_size > _LARGEST:
            continue
        data = archive.read(member)
        if not _HIDDEN.search(data):
            continue
        runs = [run for run in _COLUMN.findall(data)[:_COLUMNS] if _HIDDEN.search(run)]
        ends = ((int(_attribute(run, b"min") or 0), int(_attribute(run, b"max") or 0)) for run in runs)
        # To hide all columns behind the table is a way to frame it; there is nothing in them.
        columns = [(first, last) for first, last in ends if first and last < _COLUMNS]
        rows, number = [], 0
        for row in _ROW.findall(data):
            # A row that does not say its number follows the one before it.
            number = int(_attribute(row, b"r") or number + 1)
            if _HIDDEN.search(row):
                rows.append(number)
        if columns or rows:
            found[html.unescape(name.decode())] = tuple(columns), tuple(rows)
    return found


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return found[1].decode() if found else ""
