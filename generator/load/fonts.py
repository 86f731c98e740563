"""Looking for the fonts of reports as PDF."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.load.inputs import find_outside
from generator.model.report.font import Font, FontEntry, FontList, ReportFonts


def find_fonts(site: Path, wanted: FontList) -> ReportFonts:
    """The fonts of a list that there are on this machine."""
    body, heading = tuple(_found(site, wanted.body)), tuple(_found(site, wanted.heading))
    looked_for = tuple(entry.file for entry in (*wanted.body, *wanted.heading))
    return ReportFonts(body=body, heading=heading, install=wanted.install, docx=wanted.docx, looked_for=looked_for)


def _found(site: Path, entries: Iterable[FontEntry]) -> Iterator[Font]:
    for entry in entries:
        for path, size in find_outside(site, entry.file):
            yield Font(path, entry.index, f"{os.path.basename(path)} {entry.index} {size}")
