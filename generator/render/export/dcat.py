"""``catalog.jsonld``: the catalog in the words of DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), as DCAT-AP asks for it.

Every node has its class beside it, as the shapes of DCAT-AP 3.0.1 want where the vocabularies it comes from are not at hand.
Data sets are the catalog itself, the series of annual reports with each report, and every item that comes with tables.
"""

from __future__ import annotations

import json
from typing import Any

from generator import urls
from generator.model.report.report import Month
from generator.render.head.media_types import media_type
from generator.view.export.dcat import Dataset, DcatView, Distribution

FILE = "catalog.jsonld"

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TWO_LETTERS = 2
_IANA = "https://www.iana.org/assignments/media-types/"
_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
# How often something new comes, by the rhythm of a category.
_FREQUENCIES = {
    "on-change": "IRREG",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "half-yearly": "ANNUAL_2",
    "yearly": "ANNUAL",
}

Node = dict[str, Any]


def render_dcat(view: DcatView) -> dict[str, bytes]:
    """The catalog as JSON-LD by its files: of a large site a catalog of the catalogs of its parts, and these."""
    catalog = _Catalog(view)
    files = {FILE: _document(catalog.node())}
    return files | {urls.catalog_part(period, "jsonld"): _document(catalog.part(period)) for period in view.parts}


def _document(node: Node) -> bytes:
    document = {"@context": _CONTEXT, **node}
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


class _Catalog:
    """The maker of the nodes of a catalog; addresses are those of the web, or relative where the site knows none."""

    def __init__(self, view: DcatView) -> None:
        self._view = view
        contact: Node = {"@type": ["vcard:Organization", "vcard:Kind"], "vcard:fn": view.contact.name}
        if view.contact.email:
            contact["vcard:hasEmail"] = {"@id": f"mailto:{view.contact.email}"}
        if phone := urls.phone_address(view.contact.phone):
            contact["vcard:hasTelephone"] = {"@id": phone}
        self._language: Node = (
            {"dct:language": {"@id": view.authority, "@type": "dct:LinguisticSystem"}} if view.authority else {}
        )
        self._common: Node = {
            "dct:publisher": {"@id": self._address("#publisher")},
            "dcat:contactPoint": contact,
            **self._language,
        }

    def node(self) -> Node:
        """The catalog with all its data sets, or with its parts instead of those that are items."""
        view = self._view
        items = [] if view.parts else list(map(self._item, view.items))
        parts = {"dcat:catalog": [self._head(period) for period in view.parts]} if view.parts else {}
        return {
            **self._head(""),
            "dcat:dataset": [self._whole(), *self._reports(), *items],
            **parts,
        }

    def part(self, period: str) -> Node:
        """The catalog of the items of a part."""
        return {
            **self._head(period),
            "dct:isPartOf": {"@id": self._address(FILE), "@type": "dcat:Catalog"},
            "dcat:dataset": [self._item(item) for item in self._view.items if item.part == period],
        }

    def _head(self, period: str) -> Node:
        """The catalog, or a part of it, without data sets."""
        view, file = self._view, urls.catalog_part(period, "jsonld") if period else FILE
        title, about = (f"{text} · {period}" if period else text for text in (view.title, f"{view.publisher} · {view.profile}"))
        publisher: Node = {
            "@id": self._address("#publisher"),
            "@type": ["foaf:Agent", "foaf:Organization"],
            "foaf:name": self._text(view.publisher),
        }
        if view.code:
            publisher["dct:identifier"] = view.code
        return {
            "@id": self._address(file),
            "@type": "dcat:Catalog",
            "dct:title": self._text(title),
            "dct:description": self._text(about),
            "dct:publisher": publisher,
            "foaf:homepage": {"@id": self._address(""), "@type": "foaf:Document"},
            **self._language,
        }

    def _whole(self) -> Node:
        """The node of the catalog as one dataset, with its files."""
        view = self._view
        node = self._dataset(urls.CATALOG, view.catalog, f"{view.title} · {view.catalog}")
        if view.newest:
            node["dct:modified"] = _date(view.newest)
        node["dct:identifier"] = self._address(urls.CATALOG)
        node["dct:accrualPeriodicity"] = _frequency("DAILY")
        node["dcat:distribution"] = [self._distribution(address, name, ending) for name, address, ending in whole_files(view)]
        return node

    def _reports(self) -> list[Node]:
        """The nodes of the annual reports: a series and each report, which names the one before it."""
        view = self._view
        if not view.reports:
            return []
        series = self._dataset(urls.REPORTS, view.series, f"{view.title} · {view.series}")
        series["@type"] = ["dcat:DatasetSeries", "dcat:Dataset"]
        nodes = [series]
        for before, report in zip([None, *view.reports], view.reports, strict=False):
            node = self._dataset(report.address, report.title, report.title)
            node["dct:temporal"] = {
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": _date(report.covers[0]),
                "dcat:endDate": _date(report.covers[1]),
            }
            if report.published:
                node["dct:issued"] = _date(report.published)
            node["dcat:inSeries"] = {"@id": self._address(urls.REPORTS)}
            if before:
                node["dcat:prev"] = {"@id": self._address(before.address)}
            nodes.append(node)
        return nodes

    def _item(self, item: Dataset) -> Node:
        """The node of an item as a dataset, with the files of it that hold data."""
        node = self._dataset(item.address, item.title, item.description, item.language)
        values = {
            "dct:identifier": item.index_number,
            "dct:issued": _date(item.published) if item.published else "",
            "dct:modified": _date(item.changed),
            "dct:accrualPeriodicity": _frequency(_FREQUENCIES[item.rhythm]) if item.rhythm in _FREQUENCIES else "",
            "dcat:keyword": [self._text(word, item.language) for word in item.keywords],
            "dcat:theme": [
                {"@id": self._address(theme.address), "@type": "skos:Concept", "skos:prefLabel": self._text(theme.name)}
                for theme in item.themes
            ],
            "dcat:distribution": [
                self._distribution(file.address, file.title, file.type, file, item.language) for file in item.files
            ],
        }
        return node | {name: value for name, value in values.items() if value}

    def _dataset(self, address: str, title: str, description: str, language: str = "") -> Node:
        """The node of a dataset with all that each has; ``language`` is its own if it is not the site's."""
        own: Node = {"dct:language": {"@id": language_address(language), "@type": "dct:LinguisticSystem"}} if language else {}
        return {
            "@id": self._address(address),
            "@type": "dcat:Dataset",
            "dct:title": self._text(title, language),
            "dct:description": self._text(description, language),
            "dcat:landingPage": {"@id": self._address(address), "@type": "foaf:Document"},
            **self._common,
            **own,
        }

    def _distribution(self, address: str, title: str, ending: str, file: Distribution | None = None, language: str = "") -> Node:
        """The node of a file of a dataset; its size in bytes, its sum and its licence where they are known."""
        node: Node = {
            "@type": "dcat:Distribution",
            "dct:title": self._text(title, language),
            "dcat:accessURL": {"@id": self._address(address)},
            "dcat:downloadURL": {"@id": self._address(address)},
            "dcat:mediaType": {"@id": _IANA + media_type(ending), "@type": "dct:MediaType"},
        }
        if file:
            node["dcat:byteSize"] = {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)}
            node["spdx:checksum"] = {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"},
                "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
            }
            if file.licence:
                node["dct:license"] = _licence(file.licence)
        return node

    def _address(self, address: str) -> str:
        path, mark, fragment = address.partition("#")
        return urls.absolute(self._view.site_url, path) + mark + fragment

    def _text(self, text: str, language: str = "") -> Node:
        return {"@language": language or self._view.language, "@value": text}


def whole_files(view: DcatView) -> list[tuple[str, str, str]]:
    """The name, address and ending of each file that the catalog is in as a table and as JSON, or each part of it."""
    endings = (("CSV", "csv"), ("JSON", "json"))
    whole = [(name, f"catalog.{ending}", ending) for name, ending in endings]
    parts = [(f"{name} · {one}", urls.catalog_part(one, ending), ending) for one in view.parts for name, ending in endings]
    return parts or whole


def language_address(tag: str) -> str:
    """The address of a language in the lists of ISO 639 that DCAT 3 names (6.4.4), by its tag."""
    code = tag.partition("-")[0].lower()
    return f"http://id.loc.gov/vocabulary/iso639-{1 if len(code) == _TWO_LETTERS else 2}/{code}"


def _frequency(name: str) -> Node:
    return {"@id": _FREQUENCY + name, "@type": "dct:Frequency"}


def _licence(licence: str) -> Node:
    """The node of a licence, by its address or, where there is none, by its name."""
    if urls.is_full(licence):
        return {"@id": licence, "@type": "dct:LicenseDocument"}
    return {"@type": "dct:LicenseDocument", "rdfs:label": licence}


def _date(day: object) -> Node:
    return {"@type": "xsd:gYearMonth" if isinstance(day, Month) else "xsd:date", "@value": str(day)}
