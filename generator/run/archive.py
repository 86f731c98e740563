"""A year of a site as a volume for the archive: what was published and what it was made of, with a register, as a bag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import __version__, urls
from generator.frozen import frozen
from generator.load.items.list_files import common_of, is_list_source
from generator.load.items.named import CatalogNames
from generator.load.source.source import SourceChanged
from generator.model.item import Item
from generator.model.marks import MARKS
from generator.model.project import Project
from generator.model.redirect import REDIRECTS
from generator.model.report.report import Report
from generator.model.waiver import WAIVERS
from generator.presence import CATALOG, is_file
from generator.problems import Problem, Spot
from generator.publish.bag import write_bag
from generator.run.archive_pages import Pdfs, item_pdfs
from generator.run.archive_register import entry_of_item, entry_of_report, records_csv, register_csv, register_html
from generator.text import nearest
from generator.work import Work

_PUBLISHED, _SOURCES, _PDF = "published/", "sources/", "pdf/"


class NotArchived(Exception):
    """There is nothing to archive; ``words`` names the sentence that says so."""

    def __init__(self, words: str, **values: str) -> None:
        super().__init__(words)
        self.words = words
        self.values = values


@frozen
class Archived:
    """A volume that was written: how many items, reports and files it has; ``pdfs`` tells what became of its pages as PDF."""

    items: int
    reports: int
    files: int
    pdfs: Pdfs


def archive(project: Project, site: Path, live: Path, year: int, category: str, bag: Path, work: Work) -> Archived:
    """Puts what a site published in a year into a bag. ``live`` is the folder that it is published in, as the project is now.

    ``category`` is the id or the name of one; with it, only the items in it or below. Raises NotArchived, BagExists.
    """
    name = _category(project, category)
    items = [item for item in _of_year(project, year) if not name or item.id in _ids(project, name)]
    reports = [] if name else [report for report in reversed(project.shown.reports) if _year_of(report) == year]
    if not items and not reports:
        raise NotArchived("archive_none", year=str(year), category=category)
    try:
        pdfs = item_pdfs(project, site, items, work)
    except SourceChanged as change:
        raise NotArchived("archive_changing", path=str(change)) from None
    payload = dict(_payload(project, site, live, items, reports))
    payload |= {_pdf_of(item): pdfs.made[item.id] for item in items if item.id in pdfs.made}
    entries = [entry_of_item(item, project, _page_of(item), _pdf_of(item) if item.id in pdfs.made else "") for item in items]
    for report in reports:
        pdf = f"{_PUBLISHED}{urls.report_file(report.id, 'pdf')}"
        entries.append(entry_of_report(report, project, _page_of(report), pdf if pdf in payload else ""))
    title = " ".join(filter(None, (project.settings.title, str(year), name and project.settings.categories[name].name)))
    payload["register.csv"] = register_csv(project, entries)
    payload["register.html"] = register_html(project, site, title, entries, len(payload) - 1)
    payload["records.csv"] = records_csv(project, items)
    write_bag(bag, payload, _info(project, title, year, name))
    return Archived(len(items), len(reports), len(payload), pdfs)


def _page_of(text: Item | Report) -> str:
    return f"{_PUBLISHED}{urls.file_of(text.address)}"


def _pdf_of(item: Item) -> str:
    """The path of an item as PDF, which was not published."""
    return f"{_PDF}{item.id}.pdf"


def _year_of(report: Report) -> int:
    """The year in which a report was published; where it does not say, the one after the time it is about."""
    return (report.head.published or report.period.after.days[0]).year


def _category(project: Project, written: str) -> str:
    """The id of a category; nothing where none is asked for. Raises NotArchived."""
    problems: list[Problem] = []
    name = CatalogNames(project.settings.catalog).category(written, Spot(CATALOG), problems) if written else ""
    if problems or (name and name not in project.settings.categories):
        categories = project.settings.categories
        known = [id if written.isascii() else entry.name for id, entry in categories.items()]
        close = nearest(written, known)
        raise NotArchived("archive_no_category", category=written, known=close or ", ".join(known))
    return name


def _ids(project: Project, category: str) -> frozenset[str]:
    return frozenset(item.id for item in project.shown.items_by_category.get(category, ()))


def _of_year(project: Project, year: int) -> list[Item]:
    """The items that were published in a year, oldest first."""
    return [item for item in reversed(project.shown.items) if item.authored.published and item.authored.published.year == year]


def _payload(
    project: Project, site: Path, live: Path, items: Sequence[Item], reports: Sequence[Report]
) -> Iterator[tuple[str, Path | bytes]]:
    """The files of a volume by their path: as they were published, then what they were made of."""
    addresses = [urls.file_of(address) for address in (*(item.address for item in items), *(one.address for one in reports))]
    sources = [CATALOG, REDIRECTS, WAIVERS, MARKS, project.records.register.path, *_own_data(site)]
    sources += [name for item in items for name in _sources(item)]
    for report in reports:
        addresses += [urls.report_file(report.id, ending) for ending in ("docx", "pdf")]
        sources += [report.source, *(file.source for file in report.files)]
    chosen = {text.source for text in reports} | {item.id for item in items}
    for use in project.shown.files.published:
        if (use.text.id if isinstance(use.text, Item) else use.text.source) in chosen:
            addresses.append(use.address)
    addresses += sorted(path.relative_to(live).as_posix() for path in (live / "assets").rglob("*") if path.is_file())
    for folder, base, names in ((_PUBLISHED, live, addresses), (_SOURCES, site, sources)):
        for name in dict.fromkeys(names):
            if is_file(base / name):
                yield f"{folder}{name}", base / name


def _own_data(site: Path) -> Iterator[str]:
    """The files of a site's own settings."""
    for path in sorted((site / "site_config").rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(site).as_posix()


def _sources(item: Item) -> Iterator[str]:
    yield item.source
    if is_list_source(item.source):
        yield common_of(item.source)
    yield from (file.source for file in item.files)


def _info(project: Project, title: str, year: int, category: str) -> list[tuple[str, str]]:
    """The elements that say what a volume is (RFC 8493, 2.2.2)."""
    catalog = project.settings.catalog
    office = catalog.offices[0] if catalog.offices else None
    number = "/".join(filter(None, (catalog.publisher.code, str(year), category)))
    return [
        ("Source-Organization", catalog.publisher.name),
        ("Organization-Address", office.address if office else ""),
        ("Contact-Phone", office.phone if office else ""),
        ("Contact-Email", office.email if office else ""),
        ("External-Description", title),
        ("External-Identifier", number),
        ("Bagging-Date", project.edition.today.isoformat()),
        ("Bag-Software-Agent", f"Gongkai {__version__}"),
    ]
