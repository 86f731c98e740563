"""The fonts of reports as documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from generator.frozen import frozen
from generator.model.record import Number, Text, record


@record
class FontEntry:
    """A font file to look for, and which font in it where it holds several."""

    file: Text
    index: Number = 0


@record
class DocxFonts:
    """The names of fonts in a DOCX, which the reader's computer has; ``latin`` goes before them for Latin letters and figures."""

    body: Text = "宋体"
    heading: Text = "黑体"
    latin: Text = "Times New Roman"


@record
class ScriptFonts:
    """The fonts for the languages of a script."""

    body: tuple[FontEntry, ...] = ()
    heading: tuple[FontEntry, ...] = ()
    install: Text = ""
    docx: DocxFonts | None = None


@record
class FontList(ScriptFonts):
    """``site_config/report_fonts.yml``: the fonts for Chinese, and by script those that go before them."""

    scripts: Mapping[str, ScriptFonts] = field(default_factory=dict)


@frozen
class Font:
    """A font that was found. ``signature`` tells it from any other state of the file."""

    path: str
    index: int
    signature: str


@frozen
class ReportFonts:
    """The fonts there are: those for text in the order of preference, and one for headings. Without any there is no PDF.

    ``looked_for`` are the patterns of their files, found or not. ``has_maker`` if what makes PDF documents is installed.
    """

    body: tuple[Font, ...] = ()
    heading: tuple[Font, ...] = ()
    install: str = ""
    docx: DocxFonts = field(default_factory=DocxFonts)
    looked_for: tuple[str, ...] = ()
    has_maker: bool = False

    @property
    def make_pdf(self) -> bool:
        """True if PDF documents can be made."""
        return bool(self.body) and self.has_maker
