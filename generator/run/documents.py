"""The documents of reports, made beside other work, for their sizes stand on pages; the sizes are kept from run to run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.digests import key_of
from generator.engine.typesetter import typeset
from generator.model.project import Project
from generator.render.report.files import make_document
from generator.store import Kept, Row, Store
from generator.view.record import view_key
from generator.view.report_documents import document_pages
from generator.work import Work


class Documents(NamedTuple):
    """The size in bytes of every document by its address, and the bytes of those that were made just now."""

    sizes: Mapping[str, int]
    made: Mapping[str, bytes]


class DocumentsTask:
    """The making of the documents whose sizes are not known; it begins while rules are still looked at.

    If the rules find an error the result is never read, so an exception in the job is dropped too.
    """

    def __init__(self, project: Project, store: Store, program: str, work: Work) -> None:
        self._sizes = store.table("documents", "")
        self._made = work.begin(_make, (project, self._sizes, program)) if project.shown.filed_reports else None

    def result(self) -> Documents:
        """The documents. Raises SourceError where one cannot be made."""
        if self._made is None:
            return Documents({}, {})
        found, gone, rows = self._made.result()
        self._sizes.replace(gone, rows)
        return found

    def stop(self) -> None:
        """Ends it where nobody waits for it any more."""
        if self._made is not None:
            self._made.stop()


def _make(given: tuple[Project, Kept, str]) -> tuple[Documents, list[str], list[Row]]:
    """The documents, the names of rows to drop, and rows to keep."""
    project, table, program = given
    views = [page.view() for page in document_pages(project)]
    keys = {view.address: key_of(program, view_key(view)) for view in views}
    known = {name: int(value) for name, value in table.get(keys.values())}
    made = {view.address: make_document(view, typeset) for view in views if keys[view.address] not in known}
    sizes = {address: len(made[address]) if address in made else known[key] for address, key in keys.items()}
    gone = sorted(set(table.keys()) - set(keys.values()))
    return Documents(sizes, made), gone, [(keys[address], "", b"%d" % len(data)) for address, data in made.items()]
