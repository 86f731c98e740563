"""``catalog.jsonld``: the catalog in the words of DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), as DCAT-AP asks for it.

Every node has its class beside it, as the shapes of DCAT-AP 3.0.1 want where the vocabularies it comes from are not at hand.
Data sets are the catalog itself, the series of annual reports with each report, and every item that comes with tables.
"""

from __future__ import annotations

import json
from typing import Any

from generator import urls
from generator.model.item import File, Item
from generator.model.project import Project
from generator.model.report.report import Month
from generator.render.head.media_types import media_type

FILE = "catalog.jsonld"

# Endings of files that hold data rather than pages.
DATA = frozenset(("csv", "et", "json", "xls", "xlsx", "zip"))

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IANA = "https://www.iana.org/assignments/media-types/"
_DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
_LANGUAGES = {
    "zh-CN": "http://publications.europa.eu/resource/authority/language/ZHO",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}

Node = dict[str, Any]


def render_dcat(project: Project) -> bytes:
    """The catalog as JSON-LD."""
    catalog = Catalog(project)
    document = {"@context": _CONTEXT, **catalog.node()}
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


class Catalog:
    """Makes the nodes of a project's catalog; addresses are those of the web, or relative where the site knows none."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._language = {"dct:language": {"@id": _LANGUAGES[project.settings.catalog.language], "@type": "dct:LinguisticSystem"}}
        self._publisher = {"dct:publisher": {"@id": self._address("#publisher")}}
        office = project.settings.catalog.offices[0] if project.settings.catalog.offices else None
        contact: Node = {
            "@type": ["vcard:Organization", "vcard:Kind"],
            "vcard:fn": office.name if office else project.settings.catalog.publisher.name,
        }
        if office and office.email:
            contact["vcard:hasEmail"] = {"@id": f"mailto:{office.email}"}
        if office and office.phone:
            contact["vcard:hasTelephone"] = {
                "@id": "tel:" + "".join(sign for sign in office.phone if sign.isdecimal() or sign == "+")
            }
        self._contact = {"dcat:contactPoint": contact}

    def node(self) -> Node:
        """The catalog with all its data sets."""
        project = self._project
        publisher: Node = {
            "@id": self._address("#publisher"),
            "@type": ["foaf:Agent", "foaf:Organization"],
            "foaf:name": self._text(project.settings.catalog.publisher.name),
        }
        if project.settings.catalog.publisher.code:
            publisher["dct:identifier"] = project.settings.catalog.publisher.code
        tabular = [item for item in project.shown.items if not item.authored.withdrawn and _data_files(item)]
        return {
            "@id": self._address(FILE),
            "@type": "dcat:Catalog",
            "dct:title": self._text(project.settings.title),
            "dct:description": self._text(f"{project.settings.catalog.publisher.name} · {project.settings.profile.name}"),
            "dct:publisher": publisher,
            "foaf:homepage": {"@id": self._address(""), "@type": "foaf:Document"},
            **self._language,
            "dcat:dataset": [self._whole(), *self._reports(), *(self._item(item) for item in tabular)],
        }

    def _whole(self) -> Node:
        """The node of the catalog as one dataset, with its files."""
        project = self._project
        newest = max((project.shown.changed_on(item) for item in project.shown.items), default=None)
        node = self._dataset(
            urls.CATALOG,
            project.settings.profile.columns.catalog,
            f"{project.settings.title} · {project.settings.profile.columns.catalog}",
        )
        if newest:
            node["dct:modified"] = _date(newest)
        node["dct:accrualPeriodicity"] = {"@id": _DAILY, "@type": "dct:Frequency"}
        files = (("CSV", "catalog.csv", "csv"), ("JSON", "catalog.json", "json"))
        node["dcat:distribution"] = [self._distribution(address, name, ending) for name, address, ending in files]
        return node

    def _reports(self) -> list[Node]:
        """The nodes of the annual reports: a series and each report, which names the one before it."""
        project = self._project
        reports = sorted(project.shown.reports, key=lambda report: report.year)
        if not reports:
            return []
        name = project.settings.profile.columns.reports
        series = self._dataset(urls.REPORTS, name, f"{project.settings.title} · {name}")
        series["@type"] = ["dcat:DatasetSeries", "dcat:Dataset"]
        nodes = [series]
        for before, report in zip([None, *reports], reports, strict=False):
            title = report.head.title or project.settings.labels.text["report_title"].format(
                publisher=project.settings.catalog.publisher.name_on(report.covers[1]), year=report.year
            )
            node = self._dataset(report.address, title, title)
            node["dct:temporal"] = {
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": _date(report.covers[0]),
                "dcat:endDate": _date(report.covers[1]),
            }
            if report.head.published:
                node["dct:issued"] = _date(report.head.published)
            node["dcat:inSeries"] = {"@id": self._address(urls.REPORTS)}
            if before:
                node["dcat:prev"] = {"@id": self._address(before.address)}
            nodes.append(node)
        return nodes

    def _item(self, item: Item) -> Node:
        """The node of an item as a dataset, with the files of it that hold data."""
        project, authored = self._project, item.authored
        node = self._dataset(item.address, authored.title, authored.summary or authored.title)
        values = {
            "dct:identifier": authored.index_number,
            "dct:issued": _date(authored.published) if authored.published else "",
            "dct:modified": _date(project.shown.changed_on(item)),
            "dcat:keyword": [self._text(word) for word in authored.keywords],
            "dcat:theme": [self._theme(category) for category in authored.category if category in project.settings.categories],
            "dcat:distribution": [
                self._distribution(item.address + file.name, file.title, file.type, file) for file in _data_files(item)
            ],
        }
        return node | {name: value for name, value in values.items() if value}

    def _theme(self, category: str) -> Node:
        name = self._text(self._project.settings.categories[category].name)
        return {"@id": self._address(urls.category_address(category)), "@type": "skos:Concept", "skos:prefLabel": name}

    def _dataset(self, address: str, title: str, description: str) -> Node:
        """The node of a dataset with all that each has."""
        return {
            "@id": self._address(address),
            "@type": "dcat:Dataset",
            "dct:title": self._text(title),
            "dct:description": self._text(description),
            "dcat:landingPage": {"@id": self._address(address), "@type": "foaf:Document"},
            **self._publisher,
            **self._contact,
            **self._language,
        }

    def _distribution(self, address: str, title: str, ending: str, file: File | None = None) -> Node:
        """The node of a file of a dataset; its size in bytes and its sum where they are known."""
        node: Node = {
            "@type": "dcat:Distribution",
            "dct:title": self._text(title),
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
        return node

    def _address(self, address: str) -> str:
        path, mark, fragment = address.partition("#")
        return urls.absolute(self._project.settings.site_url, path) + mark + fragment

    def _text(self, text: str) -> Node:
        return {"@language": self._project.settings.catalog.language, "@value": text}


def _data_files(item: Item) -> list[File]:
    return [file for file in item.files if file.listed and file.type in DATA]


def _date(day: object) -> Node:
    return {"@type": "xsd:gYearMonth" if isinstance(day, Month) else "xsd:date", "@value": str(day)}
