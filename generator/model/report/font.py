"""The fonts of reports as documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.model.record import Number, Text, record


@record
class FontEntry:
    """A font file to look for, and which font in it where it holds several."""

    file: Text
    index: Number = 0


@record
class DocxFonts:
    """The names of fonts in a DOCX, which the reader's computer has."""

    body: Text = "宋体"
    heading: Text = "黑体"


@record
class FontList:
    """``site_config/report_fonts.yml``."""

    body: tuple[FontEntry, ...] = ()
    heading: tuple[FontEntry, ...] = ()
    install: Text = ""
    docx: DocxFonts = field(default_factory=DocxFonts)


@dataclass(frozen=True, slots=True)
class Font:
    """A font that was found. ``signature`` tells it from any other state of the file."""

    path: str
    index: int
    signature: str


@dataclass(frozen=True, slots=True)
class ReportFonts:
    """The fonts there are: those for text in the order of preference, and one for headings. Without any there is no PDF.

    ``looked_for`` are the patterns of their files, found or not.
    """

    body: tuple[Font, ...] = ()
    heading: tuple[Font, ...] = ()
    install: str = ""
    docx: DocxFonts = field(default_factory=DocxFonts)
    looked_for: tuple[str, ...] = ()
