"""The pages of items as PDF, for the archive: what a browser of today shows may be shown by none in thirty years."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.load.items.item import ItemLoader
from generator.load.settings.catalog import load_report_fonts
from generator.markdown import to_markup
from generator.model.item import Item
from generator.model.project import Project
from generator.problems import SourceError
from generator.render.item_document import item_document
from generator.render.page.text import markup_html
from generator.render.report.pdf import render_pdf
from generator.run.texts import ItemTexts
from generator.view.items import item_slices
from generator.view.records import ItemView
from generator.view.report_documents import pdf_fonts
from generator.view.report_records import PdfFonts
from generator.work import Work

# Parts that are worth a process of their own: each takes a moment to set.
_CHUNK = 25


class Pdfs(NamedTuple):
    """The PDF of each item by its id, and by its id the signs of those that no font can show; ``install`` says how to get fonts.

    ``possible`` is false where nothing on this machine makes PDF documents.
    """

    made: dict[str, bytes]
    missing: dict[str, str]
    possible: bool
    install: str


def item_pdfs(project: Project, site: Path, items: Sequence[Item], work: Work) -> Pdfs:
    """The PDFs of items. Raises SourceChanged where a text was changed since, SourceError for a font that is none."""
    fonts = load_report_fonts(site, project.settings.labels, [])
    if not fonts.make_pdf:
        return Pdfs({}, {}, possible=False, install=fonts.install)
    made = work.share(_make, (project, site, pdf_fonts(fonts)), _views(project, items), _CHUNK)
    found = {name: data for name, data, _ in made if data}
    return Pdfs(found, {name: signs for name, _, signs in made if signs}, possible=True, install="")


def _views(project: Project, items: Sequence[Item]) -> list[tuple[str, ItemView]]:
    """The views of items, each with its id."""
    names = {item.address: item.id for item in items}
    found = []
    for part in item_slices(project, project.relations):
        if names.keys() & set(part.addresses):
            views = (view for view in part.views() if isinstance(view, ItemView))
            found += [(names[view.head.address], view) for view in views if view.head.address in names]
    return found


def _make(given: tuple[Project, Path, PdfFonts], parts: Sequence[tuple[str, ItemView]]) -> list[tuple[str, bytes, str]]:
    """The id, the PDF, and the signs that stood in the way of one, of each item."""
    from generator.engine.typesetter import typeset

    project, site, fonts = given
    settings = project.settings
    texts = ItemTexts(project, ItemLoader(site, settings.profile, settings.labels, {}))
    made: list[tuple[str, bytes, str]] = []
    for name, view in parts:
        markup = to_markup(view.body) if view.body or not view.text else texts(view.text.source)
        document = item_document(
            view,
            markup_html(markup, (), ""),
            settings.labels.text,
            settings.dates,
            publisher=settings.catalog.publisher.name,
            language=settings.catalog.language,
            is_han=settings.labels.forms.script == "han",
        )
        try:
            made.append((name, render_pdf(document, fonts, project.content.items_by_id[name].source, typeset), ""))
        except SourceError as error:
            if error.problem.code != "report-sign-missing":
                raise
            made.append((name, b"", error.problem.values["signs"]))
    return made
