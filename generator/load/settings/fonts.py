"""Looking for the fonts of reports as PDF."""

from __future__ import annotations

import functools
import os
import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from generator.load.inputs import find_outside
from generator.load.source.source import SourceChanged
from generator.model.report.font import DocxFonts, Font, FontEntry, FontList, ReportFonts
from generator.problems import Problem, Spot

if TYPE_CHECKING:  # whoever only checks a site sees no pages
    from generator.view.report_records import FontFile

_USES = ("body", "heading")
_LATIN, _HAN = "latin", "han"
# Before the name of a font that comes with Typst.
COMES_WITH_IT = "typst:"
_BUILT_IN = f"{COMES_WITH_IT}Libertinus Serif"
# What makes the PDF: the packages of the extra "pdf".
_MAKERS = ("typst", "pikepdf")
_DOCX = DocxFonts(body="Arial", heading="Arial")
# No file has as many fonts; what says so is damaged.
_MOST_FONTS = 1000


def find_fonts(site: Path, name: str, wanted: FontList, script: str, problems: list[Problem]) -> ReportFonts:
    """The fonts of a list that there are on this machine and that a PDF in a script can be made with.

    ``name`` is that of the list. Others are told where the site brings the list or the font; a machine may have what it likes.
    For Latin letters there is always one; fonts of other scripts come behind, for names and quotations.
    """
    own = wanted.scripts.get(script)
    lists: list[tuple[str, tuple[str, ...], tuple[FontEntry, ...]]] = []
    for use in _USES:
        if own:
            lists.append((use, ("scripts", script, use), getattr(own, use)))
        lists.append((use, (use,), getattr(wanted, use)))
    if script == _LATIN:
        lists.append(("body", (), (FontEntry(file=_BUILT_IN),)))
    found: dict[str, list[Font]] = {use: [] for use in _USES}
    for use, place, entries in lists:
        found[use] += _found(site, Spot(name, place), entries, problems)
    looked_for = tuple(dict.fromkeys(entry.file for _, _, entries in lists for entry in entries))
    install, docx = (own.install or wanted.install, own.docx or wanted.docx) if own else (wanted.install, wanted.docx)
    docx = docx or (_DOCX if script == _LATIN else DocxFonts())
    if script != _HAN:  # its letters are no strangers among others
        docx = replace(docx, latin="")
    body, heading = (tuple(dict.fromkeys(found[use])) for use in _USES)
    return ReportFonts(body=body, heading=heading, install=install, docx=docx, looked_for=looked_for, has_maker=find_makers())


@functools.cache
def find_makers() -> bool:
    """True if what makes PDF documents is installed."""
    return all(find_spec(name) for name in _MAKERS)


def _found(site: Path, spot: Spot, entries: Iterable[FontEntry], problems: list[Problem]) -> Iterator[Font]:
    """The fonts of a list, in its order, that a PDF can be made with."""
    own = (site / spot.file).is_file()
    for number, entry in enumerate(entries):
        if entry.file.startswith(COMES_WITH_IT):
            yield Font(entry.file, 0, entry.file)
            continue
        for path, size in find_outside(site, entry.file):
            kinds = _outlines(path)
            inside = Path(path).is_relative_to(site)
            if 0 <= entry.index < len(kinds) and kinds[entry.index]:
                yield Font(path, entry.index, _signature(path, entry.index, size))
            elif own or inside:
                file = os.path.relpath(path, site) if inside else path
                values = {"file": file, "index": str(entry.index), "count": str(len(kinds)), "last": str(len(kinds) - 1)}
                code = "report-font-unusable" if 0 <= entry.index < len(kinds) or not any(kinds) else "report-font-index"
                problems.append(Problem(code, spot.at(number) if own else Spot(file), values))


def _outlines(path: str) -> list[bool]:
    """True for each font in a file that has outlines; empty for what is no font, or cannot be read.

    Of a file with several fonts the head says where each begins (https://learn.microsoft.com/typography/opentype/spec/otff).
    """
    try:
        with open(path, "rb") as file:
            head = file.read(12)
            starts = (0,)
            if head[:4] == b"ttcf":
                count = min(struct.unpack(">L", head[8:])[0], _MOST_FONTS)
                starts = struct.unpack(f">{count}L", file.read(4 * count))
            return [_has_outlines(file, start) for start in starts]
    except (OSError, struct.error):
        return []


def _has_outlines(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    kind, tables = struct.unpack(">4sH6x", file.read(12))
    names = {file.read(16)[:4] for _ in range(tables)} if kind in (b"\0\1\0\0", b"true", b"OTTO") else set()
    return bool(names & {b"glyf", b"CFF ", b"CFF2"})


def _signature(path: str, index: int, size: int) -> str:
    return f"{os.path.basename(path)} {index} {size}"


def check_font(font: FontFile) -> None:
    """Raises SourceChanged where a font that was found is gone or of another size by now."""
    if font.path.startswith(COMES_WITH_IT):
        return
    try:
        size = os.path.getsize(font.path)
    except OSError:
        raise SourceChanged(font.path) from None
    if _signature(font.path, font.index, size) != font.signature:
        raise SourceChanged(font.path)
