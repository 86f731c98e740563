"""The exports of a catalog, made beside other work; what each month gave to them is kept from run to run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.model.project import Project
from generator.render.export.catalog import Month, render_exports
from generator.store import Kept, Row, Store
from generator.view.export.exports import export_views
from generator.work import Work

_Made = tuple[Mapping[str, bytes], list[str], list[Row]]  # files; names of rows to drop; rows to keep


class ExportsTask:
    """The making of what holds the whole catalog, which every edit changes: it begins while rules are still looked at.

    If the rules find an error the result is never read, so an exception in the job is dropped too.
    """

    def __init__(self, project: Project, store: Store, key: str, work: Work) -> None:
        self._months = store.table("months", "")
        self._made = work.begin(_make, (project, self._months, key))

    def files(self) -> Mapping[str, bytes]:
        """Every export by its file."""
        files, gone, rows = self._made.result()
        self._months.replace(gone, rows)
        return files

    def stop(self) -> None:
        """Ends it where nobody waits for it any more."""
        self._made.stop()


def _make(given: tuple[Project, Kept, str]) -> _Made:
    project, table, key = given
    before = _read_months(table)
    exports = render_exports(export_views(project, key), before)
    gone = [name for name in table.keys() if name.rpartition(".")[0] not in exports.months]  # noqa: SIM118  no dict
    fresh = {name: month for name, month in exports.months.items() if name not in before}
    return exports.files, gone, [row for name, month in fresh.items() for row in _rows(name, month)]


def _read_months(table: Kept) -> dict[str, Month]:
    """Every month that is kept whole, by the name of all it depends on."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row, value in table.get(table.keys()):
        name, _, part = row.rpartition(".")
        found[name][part] = value.decode()
    return {name: Month(**parts) for name, parts in found.items() if parts.keys() == set(Month._fields)}


def _rows(name: str, month: Month) -> Iterable[Row]:
    return ((f"{name}.{part}", "", text.encode()) for part, text in month._asdict().items())
