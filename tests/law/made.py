"""A content made into outputs without a folder to publish to, and without the engine's time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from pathlib import Path

from generator.digests import digest
from generator.engine.frame import SHELLS, Framed
from generator.engine.typesetter import typeset
from generator.load.shipped import list_data, runtime_digest
from generator.model.output.output import Copy, Output
from generator.model.preview import previewed
from generator.model.project import Project
from generator.problems import has_errors
from generator.render.export.catalog import Month, render_exports
from generator.render.head.face import render_face
from generator.render.head.site_facts import render_site_facts
from generator.render.kinds import KINDS
from generator.render.page.authored import render_page
from generator.render.page.page import Pages
from generator.render.report.files import make_document
from generator.render.templates import Templates
from generator.run.assemble import TEMPLATES, Assembly, KeptKeys, assemble
from generator.run.documents import Documents
from generator.run.judge import load
from generator.run.options import Options
from generator.shell import Shell
from generator.store import Kept, Store
from generator.view.documents import searched
from generator.view.export.exports import export_views
from generator.view.frame import Frame, frame_of
from generator.view.records import View
from generator.view.report_documents import document_pages
from generator.view.report_records import ReportDocumentView
from generator.view.site_facts import site_facts
from generator.work import Work

_SHELL = "⟦text title⟧\n⟦text description⟧\n⟦html head⟧\n⟦html qr⟧\n⟦html root⟧\n⟦html body⟧\n{facts}"
_NOTHING = KeptKeys({}, {})


@dataclass
class Made:
    """A site's content on a day, and the outputs it comes to. ``sources`` are all records that were read of it."""

    assembly: Assembly
    site: Path
    sources: tuple[object, ...]
    project: Project
    framed: Framed
    templates: dict[str, str]
    months: Mapping[str, Month]
    _bytes: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of each output, by its path."""
        return {output.file: output.key for output in self.assembly.outputs}

    @cached_property
    def _outputs(self) -> dict[str, Output]:
        return {output.file: output for output in self.assembly.outputs}

    @cached_property
    def views(self) -> dict[str, tuple[View, str]]:
        """The view of each page that is made of one, and the key of its kind of page, by its path."""
        found: dict[str, tuple[View, str]] = {}
        for output in self.assembly.outputs:
            match output.make:
                case partial(args=(views, str() as address, Pages() as pages, *_)):
                    view = views.find(address)
                    found[output.file] = view, pages.key_of_kind(type(view))
        return found

    @cached_property
    def documents(self) -> dict[str, tuple[str, str]]:
        """The key of each document of the search index, and what it says, by its id."""
        found, settings = searched(self.project), self.project.settings.search_key
        return {document.id: (settings + document.key, repr(found.view_of(document.id))) for document in found.documents}

    @cached_property
    def frame(self) -> Frame:
        """What stands on every page."""
        return frame_of(self.project.settings)

    def in_frame(self, frame: Frame) -> Pages:
        """What makes the pages of the site in another frame."""
        templates = Templates(self.templates, self.project.settings.labels.text, frame)
        return Pages(frame, templates, self.framed.shells, self.framed.pages, KINDS, runtime_digest(), typeset)

    def make_all(self, before: Made | None = None) -> None:
        """Makes every output while the site is in this state, but for those that were made of the same state before."""
        if before:
            self._bytes |= {file: data for file, data in before._bytes.items() if file in self.keys}
        for file in self.keys:
            self.bytes_of(file)

    def bytes_of(self, file: str) -> bytes:
        """The bytes of an output, made when they are first asked for."""
        if file not in self._bytes:
            data = self._outputs[file].make()
            self._bytes[file] = data.path.read_bytes() if isinstance(data, Copy) else data
        return self._bytes[file]


class _Texts(Store):
    """A store of what was read in attachments and of the uses of templates, by their digests; of all else nothing is kept."""

    def table(self, name: str, key: str) -> Kept:
        return super().table(name, key) if name in ("texts", "templates") else Store(None).table(name, key)


def make(site: Path, today: dt.date, *, drafts: bool = False) -> Made | None:
    """What a site comes to, with ``drafts`` as its editors see it, or nothing where it cannot be loaded or lacks a word."""
    try:
        return _make(site, today, drafts=drafts)
    except (ValueError, KeyError):
        return None


@lru_cache(256)  # with every edit of a word there are others
def _size_of(view: ReportDocumentView) -> int:
    """The size of a document, which is not made again for each edit of something else."""
    return len(make_document(view, typeset))


def _make(site: Path, today: dt.date, *, drafts: bool) -> Made | None:
    loading = load(Options(site, today))
    read = loading.project
    if read is None or has_errors(loading.problems):
        return None
    project = (previewed(read) if drafts else read).as_shown
    theme = list_data(site, "theme", "**/*")
    style = digest(b"".join(path.read_bytes() for name, path in theme.items() if not name.startswith(TEMPLATES)))
    facts = (
        json.dumps(render_site_facts(site_facts(project)), ensure_ascii=False, sort_keys=True, default=str)
        + style
        + repr(loading.engine)
        + render_face(project.settings.catalog.appearance)
    )
    shells = {name: Shell(_SHELL.format(facts=facts).replace("{facts}", name)) for name in SHELLS}
    pages = {}
    for page in project.content.pages:
        text, headings = render_page(page, project.settings, project.content.reports_elsewhere)
        pages[page.id] = Shell(f"⟦html head⟧\n⟦html qr⟧\n{facts}\n{page.head!r}\n{headings!r}\n{text}")
    rendered = Framed(shells, pages, {})
    templates = {
        name.removeprefix(TEMPLATES): path.read_text("utf-8") for name, path in theme.items() if name.startswith(TEMPLATES)
    }

    made = render_exports(export_views(project, project.settings.key), {})

    def exports() -> Mapping[str, bytes]:
        return made.files

    documents = Documents({page.address: _size_of(page.view()) for page in document_pages(project)}, {})
    assembly = assemble(
        project, loading, rendered, templates, documents, exports, _NOTHING, _Texts.open(site.parent / "texts"), Work()
    )
    return Made(assembly, site, (project, loading.engine), project, rendered, templates, made.months)
