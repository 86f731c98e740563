"""Looking for the fonts of reports as PDF."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.load.inputs import find_outside
from generator.load.source.source import SourceChanged
from generator.model.report.font import Font, FontEntry, FontList, ReportFonts

if TYPE_CHECKING:  # whoever only checks a site sees no pages
    from generator.view.report_records import FontFile


def find_fonts(site: Path, wanted: FontList) -> ReportFonts:
    """The fonts of a list that there are on this machine."""
    body, heading = tuple(_found(site, wanted.body)), tuple(_found(site, wanted.heading))
    looked_for = tuple(entry.file for entry in (*wanted.body, *wanted.heading))
    return ReportFonts(body=body, heading=heading, install=wanted.install, docx=wanted.docx, looked_for=looked_for)


def _found(site: Path, entries: Iterable[FontEntry]) -> Iterator[Font]:
    for entry in entries:
        for path, size in find_outside(site, entry.file):
            yield Font(path, entry.index, _signature(path, entry.index, size))


def _signature(path: str, index: int, size: int) -> str:
    return f"{os.path.basename(path)} {index} {size}"


def read_font(font: FontFile) -> bytes:
    """The bytes of a font that was found. Raises SourceChanged where it is gone or of another size by now."""
    try:
        data = Path(font.path).read_bytes()
    except OSError:
        raise SourceChanged(font.path) from None
    if _signature(font.path, font.index, len(data)) != font.signature:
        raise SourceChanged(font.path)
    return data
