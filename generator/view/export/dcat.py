"""The view of ``catalog.jsonld``: the catalog, the series of annual reports, and the items that come with tables."""

from __future__ import annotations

import datetime as dt

from generator import urls
from generator.model.export_parts import export_parts, month_of
from generator.model.item import File, Item
from generator.model.project import Project
from generator.view.record import view
from generator.view.report_documents import report_title

# Endings of files that hold data rather than pages.
_DATA = frozenset(("csv", "et", "json", "ods", "tsv", "xls", "xlsx", "zip"))


@view
class ContactPoint:
    """Whom to ask: the first office, or the body itself; mail and phone are blank where they are not known."""

    name: str
    email: str
    phone: str


@view
class ReportDataset:
    """An annual report and the days or months that it covers."""

    address: str
    title: str
    covers: tuple[dt.date, dt.date]
    published: dt.date | None


@view
class Theme:
    """A category."""

    address: str
    name: str


@view
class Distribution:
    """A file with data: its address, title, ending, its size in bytes, its SHA-256, its licence by address or name."""

    address: str
    title: str
    type: str
    size: int
    sha256: str
    licence: str


@view
class Dataset:
    """An item that comes with tables; ``language`` is its own if it is not the site's, ``rhythm`` that of its first category.

    ``part`` is the period of the part of the exports that it is in, where they are in parts.
    """

    address: str
    title: str
    description: str
    language: str
    index_number: str
    published: dt.date | None
    changed: dt.date
    rhythm: str
    keywords: tuple[str, ...]
    themes: tuple[Theme, ...]
    files: tuple[Distribution, ...]
    part: str


@view
class DcatView:
    """The catalog. ``catalog`` and ``series`` are the names of the columns; ``newest`` the day of the last change in it.

    ``parts`` are the periods of the parts that the exports of a large site are in.
    """

    publisher: str
    code: str
    title: str
    language: str
    authority: str
    site_url: str
    profile: str
    catalog: str
    series: str
    contact: ContactPoint
    newest: dt.date | None
    reports: tuple[ReportDataset, ...]
    items: tuple[Dataset, ...]
    parts: tuple[str, ...]


def dcat_view(project: Project) -> DcatView:
    """The view of the catalog of a project."""
    settings, publisher = project.settings, project.settings.catalog.publisher
    parts = export_parts(project.shown.items)
    office = settings.catalog.offices[0] if settings.catalog.offices else None
    tabular = (item for item in project.shown.items if item.files and not item.authored.withdrawn)
    return DcatView(
        publisher=publisher.name,
        code=publisher.code,
        title=settings.title,
        language=settings.catalog.language,
        authority=settings.labels.forms.authority,
        site_url=settings.site_url,
        profile=settings.profile.name,
        catalog=settings.profile.columns.catalog,
        series=settings.reports_title,
        contact=ContactPoint(
            name=office.name if office else publisher.name,
            email=office.email if office else "",
            phone=office.phone if office else "",
        ),
        newest=max(map(project.shown.changed_on, project.shown.items), default=None),
        reports=tuple(
            ReportDataset(
                address=report.address,
                title=report_title(report, settings),
                covers=report.covers,
                published=report.head.published,
            )
            for report in sorted(project.shown.reports, key=lambda report: report.period)
        ),
        items=tuple(
            _dataset(project, item, files, parts.get(month_of(item), "")) for item in tabular if (files := _data_files(item))
        ),
        parts=tuple(dict.fromkeys(parts.values())),
    )


def _dataset(project: Project, item: Item, files: list[File], part: str) -> Dataset:
    """The dataset of an item with its files that hold data."""
    authored, categories = item.authored, project.settings.categories
    name, licence = project.settings.licence_of(authored.licence)
    return Dataset(
        address=item.address,
        title=authored.title,
        description=authored.summary or authored.title,
        language=project.settings.other_language(authored.language),
        index_number=authored.index_number,
        published=authored.published,
        changed=project.shown.changed_on(item),
        rhythm=next((categories[name].rhythm or "" for name in authored.category if name in categories), ""),
        keywords=authored.keywords,
        themes=tuple(
            Theme(address=urls.category_address(name), name=categories[name].name)
            for name in authored.category
            if name in categories
        ),
        files=tuple(
            Distribution(
                address=item.address + file.name,
                title=file.title,
                type=file.type,
                size=file.size,
                sha256=file.sha256,
                licence=licence or name,
            )
            for file in files
        ),
        part=part,
    )


def _data_files(item: Item) -> list[File]:
    return [file for file in item.files if file.listed and file.type in _DATA]
