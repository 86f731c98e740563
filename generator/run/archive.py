"""A year of a site as a volume for the archive: what was published and what it was made of, with a register, as a bag."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator import __version__, urls
from generator.frozen import frozen
from generator.load.items.list_files import common_of, is_list_source
from generator.load.items.named import CatalogNames
from generator.load.shipped import find_data
from generator.model.item import Item
from generator.model.marks import MARKS
from generator.model.project import Project
from generator.model.redirect import REDIRECTS
from generator.model.waiver import WAIVERS
from generator.presence import CATALOG, is_file
from generator.problems import Problem, Spot
from generator.publish.bag import write_bag
from generator.publish.output import OutputFolder
from generator.run.build import build
from generator.run.options import Options, Progress, Result
from generator.signs import cell_text
from generator.text import Count

_PUBLISHED, _SOURCES = "published/", "sources/"
_STYLE, _TEMPLATE = "theme/sheets/score.css", "theme/sheets/archive.html"


class NotArchived(Exception):
    """There is nothing to archive; ``words`` names the sentence that says so."""

    def __init__(self, words: str, **values: str) -> None:
        super().__init__(words)
        self.words = words
        self.values = values


@frozen
class Archived:
    """A volume that was written: how many items and files it has."""

    items: int
    files: int


def archive(
    options: Options, folder: OutputFolder, progress: Progress, year: int, category: str, bag: Path
) -> tuple[Result, Archived | None]:
    """Publishes a site and puts what it published in a year into a bag; None where it has errors, and nothing is published.

    ``category`` is the id or the name of one; with it, only what is in it or below. Raises NotArchived, BagExists.
    """
    result = build(options, folder, progress)
    if result.published is None or result.project is None:
        return result, None
    project = result.project
    name = _category(project, category)
    items = [item for item in _of_year(project, year) if not name or item.id in _ids(project, name)]
    if not items:
        raise NotArchived("archive_none", year=str(year), category=category)
    payload = dict(_payload(project, options.site, folder.live, items, year, whole=not name))
    title = " ".join(filter(None, (project.settings.title, str(year), name and project.settings.categories[name].name)))
    rows = [
        ([str(number), *_cells(project, item)], quote(f"{_PUBLISHED}{urls.file_of(item.address)}"))
        for number, item in enumerate(items, 1)
    ]
    headings = _headings(project)
    payload["register.csv"] = _csv(headings, [row for row, _ in rows])
    payload["register.html"] = _html(project, options.site, title, headings, rows, len(payload) - 1)
    payload["records.csv"] = _csv(_record_headings(project), _records(project, items))
    write_bag(bag, payload, _info(project, title, year, name))
    return result, Archived(len(items), len(payload))


def _category(project: Project, written: str) -> str:
    """The id of a category; nothing where none is asked for. Raises NotArchived."""
    problems: list[Problem] = []
    name = CatalogNames(project.settings.catalog).category(written, Spot(CATALOG), problems) if written else ""
    if problems or (name and name not in project.settings.categories):
        raise NotArchived("archive_no_category", category=written, known=", ".join(project.settings.categories))
    return name


def _ids(project: Project, category: str) -> frozenset[str]:
    return frozenset(item.id for item in project.shown.items_by_category.get(category, ()))


def _of_year(project: Project, year: int) -> list[Item]:
    """The items that were published in a year, oldest first."""
    return [item for item in reversed(project.shown.items) if item.authored.published and item.authored.published.year == year]


def _payload(
    project: Project, site: Path, live: Path, items: Sequence[Item], year: int, *, whole: bool
) -> Iterator[tuple[str, Path | bytes]]:
    """The files of a volume by their path: as they were published, then what they were made of."""
    chosen = {item.id for item in items}
    addresses = [urls.file_of(item.address) for item in items]
    addresses += [use.address for use in project.shown.files.published if isinstance(use.text, Item) and use.text.id in chosen]
    sources = [CATALOG, REDIRECTS, WAIVERS, MARKS, project.records.register.path, *_own_data(site)]
    sources += [name for item in items for name in _sources(item)]
    for report in project.shown.reports if whole else ():
        if report.year == year:
            addresses += [urls.file_of(report.address), *(urls.report_file(report.id, ending) for ending in ("docx", "pdf"))]
            sources += [report.source, *(file.source for file in report.files)]
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


def _columns(project: Project) -> list[str]:
    """The fields that a register has beside the title, as far as items have them here."""
    return [name for name in _FIELDS if name in project.settings.profile.fields]


def _headings(project: Project) -> list[str]:
    """The headings of the register of a volume."""
    words, fields = project.settings.labels.text, project.settings.profile.fields
    labels = [fields[name].label for name in _columns(project)]
    return [words["archive_number"], words["csv_id"], words["csv_title"], *labels, words["csv_state"]]


_FIELDS = ("index_number", "doc_number", "department", "created", "published", "modified")


def _cells(project: Project, item: Item) -> list[str]:
    """The row of an item in the register, but for its number."""
    authored, state = item.authored, project.states.get(item.id, "")
    department = project.settings.departments.get(project.settings.department_of(item))
    days = (("created", authored.created), ("published", authored.published), ("modified", authored.modified))
    values = {"index_number": authored.index_number, "doc_number": authored.doc_number}
    values |= {
        "department": department.name if department else "",
        **{name: day.isoformat() if day else "" for name, day in days},
    }
    told = project.settings.labels.text[f"state_{state}"] if state else ""
    return [item.id, authored.title, *(values[name] for name in _columns(project)), told]


def _record_headings(project: Project) -> list[str]:
    words = project.settings.labels.text
    return [words["csv_id"], words["archive_step"], words["archive_by"], words["archive_on"]]


def _records(project: Project, items: Iterable[Item]) -> Iterator[list[str]]:
    """The reviews and steps of items: what was done, by whom, on which day."""
    words = project.settings.labels.text
    for item in items:
        if review := item.authored.review:
            people = words["list_join"].join(filter(None, (review.by, review.approved_by)))
            yield [item.id, words["archive_review"], people, review.date.isoformat() if review.date else ""]
        procedure = project.settings.procedure_of(item.authored.category)
        labels = {step.id: step.label for step in procedure.steps} if procedure else {}
        for name, step in item.authored.steps.items():
            yield [item.id, labels.get(name, name), step.by, step.date.isoformat() if step.date else ""]


def _csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table for spreadsheets; a byte order mark, or one takes Chinese for something else."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _html(
    project: Project, site: Path, title: str, headings: Sequence[str], rows: Sequence[tuple[list[str], str]], files: int
) -> bytes:
    """The register as a page, whose titles lead to what was published."""
    template, style = (find_data(site, name) for name in (_TEMPLATE, _STYLE))
    assert template
    assert style
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    values: Mapping[str, object] = {
        "t": project.settings.labels.text,
        "settings": project.settings,
        "title": title,
        "day": project.edition.today,
        "headings": headings,
        "rows": rows,
        "files": Count(files),
        "style": style.read_text("utf-8"),
    }
    return environment.from_string(template.read_text("utf-8")).render(values).encode()


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
