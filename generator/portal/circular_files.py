"""Circulars as pages of the portal, and as documents: what was issued, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator import urls
from generator.digests import key_of
from generator.load.settings.catalog import load_report_fonts
from generator.load.shipped import find_data, runtime_digest
from generator.model.circular import Circular
from generator.model.output.output import Output
from generator.model.portal import Portal
from generator.model.report.font import DocxFonts
from generator.model.settings import Settings
from generator.portal.addresses import BODIES, CIRCULARS
from generator.portal.circular_pages import CircularText, month_name, period_of
from generator.portal.circulars import before
from generator.portal.view import Choice, PortalPage, Section
from generator.render.report.document import Block, Document, Paragraph, PlainTable, Run
from generator.render.report.docx import render_docx
from generator.view.parts import Cell, Head, Way

TEMPLATE, STYLE = "theme/sheets/circular.html", "theme/sheets/score.css"


def circular_views(circulars: Sequence[Circular], portal: Portal, settings: Settings) -> Iterator[PortalPage]:
    """The page of each circular, and the list of them; none where none was issued."""
    if not circulars:
        return
    words = settings.labels.text
    trail = (Way(words["portal_catalog"], urls.CATALOG), Way(words["portal_bodies"], BODIES))
    listed = Way(words["circulars"], CIRCULARS)
    choices = tuple(Choice(Cell(month_name(one.month, settings), _address(one))) for one in reversed(circulars))
    yield PortalPage(
        head=Head(address=CIRCULARS, column=None, trail=(*trail, listed)),
        frame="bodies",
        title=words["circulars"],
        sections=(Section(title="", choices=choices),),
    )
    for one in circulars:
        text = CircularText(one, before(circulars, one.month), portal, settings)
        document = Section(title="", more=Cell(words["circular_docx"], _docx(one)))
        yield PortalPage(
            head=Head(address=_address(one), column=None, trail=(*trail, listed, Way(text.title, _address(one)))),
            frame="bodies",
            title=text.title,
            facts=text.facts,
            sections=(*text.sections(), document),
        )


def circular_outputs(folder: Path, circulars: Sequence[Circular], portal: Portal, settings: Settings) -> Iterator[Output]:
    """The documents of the public circulars."""
    if not circulars:
        return
    fonts = docx_fonts(folder, settings)
    base = key_of(runtime_digest(), settings.key, repr(fonts))
    for one in circulars:
        text = CircularText(one, before(circulars, one.month), portal, settings)
        key = key_of(base, text.title, repr(text.facts), repr(text.sections()))
        yield Output(_docx(one), key, partial(circular_docx, one, text, settings, fonts))


def docx_fonts(folder: Path, settings: Settings) -> DocxFonts:
    """The names of the fonts of documents in the language of a portal."""
    return load_report_fonts(folder, settings.labels, []).docx


def circular_docx(circular: Circular, text: CircularText, settings: Settings, fonts: DocxFonts) -> bytes:
    """The bytes of a circular as DOCX."""
    blocks: list[Block] = [_paragraph(fact) for fact in text.facts]
    for section in text.sections():
        blocks.append(Paragraph((Run(section.title),), 1))
        blocks += [_paragraph(section.text)] if section.text else []
        if section.table:
            rows = (tuple(cell.text for cell in row) for row in section.table.rows)
            blocks.append(PlainTable((section.table.head, *rows)))
    document = Document(
        title=text.title,
        publisher=settings.catalog.publisher.name,
        language=settings.catalog.language,
        is_han=settings.labels.forms.script == "han",
        day=circular.day.isoformat(),
        subject=period_of(circular.month).id,
        blocks=tuple(blocks),
    )
    return render_docx(document, fonts)


def circular_sheet(folder: Path, text: CircularText, settings: Settings) -> bytes:
    """The bytes of a circular as a page that stands by itself."""
    template, style = (find_data(folder, name) for name in (TEMPLATE, STYLE))
    assert template  # both come with the program
    assert style
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(template.read_text("utf-8")).render(
        settings=settings, text=text, style=style.read_text("utf-8")
    )
    return page.encode()


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _address(circular: Circular) -> str:
    return f"{CIRCULARS}{circular.month}/"


def _docx(circular: Circular) -> str:
    return f"{_address(circular)}circular-{circular.month}.docx"
