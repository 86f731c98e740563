"""``data.json``: the catalog in the words of DCAT-US 3.0 (https://resources.data.gov/resources/dcat-us3/), for harvesters.

Plain JSON and no linked data: keys without prefixes, texts without languages. Each data set has the four that the schema asks
for (title, description, publisher, contactPoint) and those it recommends. Addresses are full ones: without the site's there is
no such file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator import urls
from generator.render.export.dcat import whole_files
from generator.render.head.media_types import media_type
from generator.view.export.dcat import Dataset, DcatView, Distribution, ReportDataset

_STANDARD = "https://resources.data.gov/dcat-us/3.0.0/"
_TWO_LETTERS = 2
# How often something new comes (ISO 19115 MD_MaintenanceFrequencyCode), by the rhythm of a category.
_FREQUENCIES: Mapping[str, str] = {
    "on-change": "asNeeded",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "half-yearly": "biannually",
    "yearly": "annually",
}

Node = dict[str, Any]


def render_dcat_us(view: DcatView) -> bytes:
    """The catalog as JSON."""
    publisher: Node = {"@type": "Organization", "name": view.publisher}
    contact: Node = {"@type": "Kind", "fn": view.contact.name, "hasEmail": f"mailto:{view.contact.email}"}
    if view.contact.phone:
        contact["tel"] = view.contact.phone
    common: Node = {"publisher": publisher, "contactPoint": contact, **_language(view.language)}
    whole = {
        **_dataset(view, urls.CATALOG, view.catalog, f"{view.title}: {view.catalog}"),
        "modified": view.newest.isoformat() if view.newest else None,
        "distribution": [_distribution(view, urls.CATALOG, name, address, ending) for name, address, ending in whole_files(view)],
    }
    sets = [whole, *(_report(view, report) for report in view.reports), *(_item(view, item) for item in view.items)]
    document: Node = {
        "@id": urls.absolute(view.site_url, urls.DATA_JSON),
        "@type": "Catalog",
        "conformsTo": {"@type": "Standard", "@id": _STANDARD, "title": "DCAT-US 3.0"},
        "title": view.title,
        "description": f"{view.publisher}: {view.profile}",
        "publisher": {"@type": "Agent", "name": view.publisher},
        "homepage": {"@type": "Document", "title": view.title, "accessURL": view.site_url},
        **_language(view.language),
        "modified": view.newest.isoformat() if view.newest else None,
        "dataset": [_filled(common | one) for one in sets],
    }
    return (json.dumps(_filled(document), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _dataset(view: DcatView, address: str, title: str, description: str) -> Node:
    """The node of a data set as far as each has it, beside whom to ask."""
    full = urls.absolute(view.site_url, address)
    return {
        "@id": full,
        "@type": "Dataset",
        "identifier": full,
        "title": title,
        "description": description,
        "landingPage": {"@type": "Document", "title": title, "accessURL": full},
    }


def _report(view: DcatView, report: ReportDataset) -> Node:
    """A report as a data set, with the time it covers and its series in words."""
    first, last = report.covers
    return {
        **_dataset(view, report.address, report.title, f"{view.series}: {report.title}"),
        "issued": report.published.isoformat() if report.published else None,
        "temporal": [{"@type": "PeriodOfTime", "startDate": str(first), "endDate": str(last)}],
        "accrualPeriodicity": "annually",
    }


def _item(view: DcatView, item: Dataset) -> Node:
    """An item as a data set, with the files of it that hold data."""
    return {
        **_dataset(view, item.address, item.title, item.description),
        "identifier": item.index_number or urls.absolute(view.site_url, item.address),
        "issued": item.published.isoformat() if item.published else None,
        "modified": item.changed.isoformat(),
        "keyword": list(item.keywords),
        "theme": [{"@type": "Concept", "prefLabel": theme.name} for theme in item.themes],
        "accrualPeriodicity": _FREQUENCIES.get(item.rhythm),
        "distribution": [_distribution(view, item.address, file.title, file.address, file.type, file) for file in item.files],
        **_language(item.language),
    }


def _distribution(view: DcatView, page: str, title: str, address: str, ending: str, file: Distribution | None = None) -> Node:
    """A file of a data set: where it stands and where it is fetched, its size in bytes, its sum and its licence where known."""
    return _filled(
        {
            "@type": "Distribution",
            "title": title,
            "accessURL": urls.absolute(view.site_url, page),
            "downloadURL": urls.absolute(view.site_url, address),
            "mediaType": media_type(ending),
            "byteSize": str(file.size) if file else None,
            "checksum": {"@type": "Checksum", "algorithm": "SHA-256", "checksumValue": file.sha256} if file else None,
            "license": file.licence if file else None,
        }
    )


def _language(tag: str) -> Node:
    """The language of a text as ISO 639-1 has it; nothing for one that is not in it."""
    code = tag.partition("-")[0].lower()
    return {"language": code} if len(code) == _TWO_LETTERS else {}


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
