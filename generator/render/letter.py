"""A letter to an applicant as DOCX, to be completed by hand: the program knows nobody's name."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from generator.frozen import frozen
from generator.model.report.font import DocxFonts
from generator.render.report.docx import set_styles, with_fixed_times

_INDENT = 24  # points, two characters of text


@frozen
class LetterText:
    """The text of a letter: its title, its paragraphs, who signs it and on which day, and what it stands on."""

    title: str
    number: str
    greeting: str
    paragraphs: Sequence[str]
    publisher: str
    day: str
    cites: str
    language: str
    is_han: bool


def render_letter(letter: LetterText, fonts: DocxFonts, today: dt.date) -> bytes:
    """The bytes of a DOCX file."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    word: Any = docx.Document()
    set_styles(word, fonts, letter.language)
    core = word.core_properties
    core.title, core.author, core.last_modified_by, core.language = (
        letter.title,
        letter.publisher,
        letter.publisher,
        letter.language,
    )
    core.created = core.modified = dt.datetime.combine(today, dt.time())
    core.comments, core.revision = "", 1

    def add(text: str, align: Any = None, style: str | None = None, indent: int = 0) -> None:
        """Adds a paragraph."""
        made = word.add_paragraph(text, style=style)
        made.alignment = align
        made.paragraph_format.line_spacing, made.paragraph_format.space_after = 1.5, Pt(4)
        made.paragraph_format.first_line_indent = Pt(indent)

    add(letter.title, ALIGN.CENTER, "Title")
    add(letter.number, ALIGN.RIGHT)
    add(letter.greeting)
    for paragraph in letter.paragraphs:
        add(paragraph, None, None, _INDENT if letter.is_han else 0)
    add(letter.publisher, ALIGN.RIGHT)
    add(letter.day, ALIGN.RIGHT)
    add(letter.cites)
    raw = io.BytesIO()
    word.save(raw)
    return with_fixed_times(raw.getvalue())
