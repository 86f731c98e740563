"""The head of a page for machines: canonical address, page tags, Open Graph, and schema.org as JSON-LD."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from generator import urls
from generator.model.report.report import Month
from generator.render.head.media_types import media_type
from generator.view.frame import Frame
from generator.view.parts import Column, Document, Head
from generator.view.records import ItemView, Publisher
from generator.view.report_records import ReportView

Thing = dict[str, Any]

# Made once: to make an encoder takes as long as to use it.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# A text that looks like the end of the script must not be it.
_LESS_THAN = "\\u003c"
_SCHEMA = "https://schema.org/"
# What one document does to another, all that schema.org has a settled word for.
_CHANGES = frozenset(("supersedes", "corrects", "supplements"))


class Heads:
    """Makes the heads of a site's pages."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._home = dict(frame.words)["home"]
        self._columns: dict[Column, str] = {}
        self._publisher: Thing = {"@type": frame.schema_publisher, "name": frame.publisher}
        if frame.site_url:
            self._publisher["@id"] = f"{frame.site_url}#publisher"
        # Once it is named on a page, its address is enough.
        self._reference: Thing = {"@id": self._publisher["@id"]} if frame.site_url else self._publisher

    def head(self, shown: Head, title: str, document: Document | None = None, things: Sequence[Thing] = ()) -> str:
        """Everything a page tells machines beside its title and description; ``things`` are what it is about."""
        frame, root = self._frame, urls.root_from(shown.address)
        url = self._url(root, shown.address)
        parts = [self._column_tags(shown.column)] if shown.column else []
        if document is not None and shown.column:
            parts.append(self._document_tags(document, title))
        if frame.site_url:
            parts.append(f'<link rel="canonical" href="{escape(url)}">\n<meta property="og:url" content="{escape(url)}">\n')
        kind = "website" if document is None else "article"
        parts.append(f'<meta property="og:type" content="{kind}">\n<meta property="og:title" content="{escape(title)}">\n')
        if shown.feed:
            name, href = escape(shown.feed.name), escape(urls.href(root, shown.feed.address))
            parts.append(f'<link rel="alternate" type="application/atom+xml" title="{name}" href="{href}">\n')
        graph = list(things)
        if shown.trail:
            steps = [(self._home, urls.HOME), *shown.trail]
            entries = [
                {"@type": "ListItem", "position": number, "name": name, "item": self._url(root, step)}
                for number, (name, step) in enumerate(steps, start=1)
            ]
            graph.append({"@type": "BreadcrumbList", "itemListElement": entries})
        if graph:
            data = _ENCODE({"@context": _SCHEMA, "@graph": graph})
            parts.append(f'<script type="application/ld+json">{data.replace("<", _LESS_THAN)}</script>\n')
        return "".join(parts)

    def _url(self, root: str, address: str) -> str:
        site = self._frame.site_url
        return urls.absolute(site, address) if site else urls.href(root, address)

    def _column_tags(self, column: Column) -> str:
        """The tags of a column as HTML, made once for each."""
        tags = self._columns.get(column)
        if tags is None:
            values = {
                "ColumnName": column.name,
                "ColumnDescription": column.description,
                "ColumnKeywords": column.keywords,
                "ColumnType": column.kind,
            }
            tags = self._columns[column] = _meta_tags(values)
        return tags

    def _document_tags(self, document: Document, title: str) -> str:
        """The tags of a document as HTML."""
        return _meta_tags(
            {
                "ArticleTitle": title,
                # The form asks for a time of day; we know days, and say so with the first minute of them.
                "PubDate": _minute(document.published),
                "ContentSource": document.source or self._frame.publisher,
                "Keywords": ",".join(document.keywords),
                "Author": document.author,
            }
        )

    def item(self, view: ItemView, description: str) -> Thing:
        """An item as a thing of schema.org: Legislation where it has a document number, else what its kind is called."""
        root, published = urls.root_from(view.head.address), view.document.published
        thing: Thing = {
            "@id": self._url(root, view.head.address),
            "name": view.title,
            "inLanguage": view.language or self._frame.language,
            "identifier": view.index_number,
            "datePublished": _day(published),
            "dateModified": _day(view.changed) if view.changed != published else "",
            "publisher": self._publisher,
        }
        if view.withdrawal:
            return _filled(thing | {"@type": view.schema, "creativeWorkStatus": "withdrawn"})
        if view.schema.endswith("Service"):
            # A service is no document: it has a provider, and no dates of publication.
            for name in ("inLanguage", "datePublished", "dateModified", "publisher", "identifier"):
                del thing[name]
            return _filled(thing | {"@type": view.schema, "provider": self._publisher, "description": description})
        thing |= {
            "@type": view.schema,
            "description": description,
            "keywords": ",".join(view.document.keywords),
            "dateCreated": _day(view.created),
            "expires": _day(view.expires),
            "license": view.licence,
        }
        if view.schema == "Legislation":
            thing |= self._legislation(view, root)
        elif view.doc_number:
            thing["reportNumber"] = view.doc_number
        files = [
            {
                "@type": "MediaObject",
                "name": file.title,
                "contentUrl": self._url(root, file.address),
                "encodingFormat": media_type(file.type),
                "contentSize": str(file.size),
                "sha256": file.sha256,
            }
            for file in view.files
        ]
        if files:
            thing["encoding"] = files
        return _filled(thing)

    def _legislation(self, view: ItemView, root: str) -> Thing:
        """The facts of an item that has a document number."""
        passed_by = {"@type": "Organization", "name": view.publisher} if view.publisher else self._reference
        thing: Thing = {
            "legislationIdentifier": view.doc_number,
            "legislationDate": _day(view.created),
            "legislationDateVersion": _day(view.effective),
            "legislationLegalForce": _SCHEMA + view.legal_force if view.legal_force else "",
            "legislationPassedBy": passed_by,
        }
        changes = [
            {"@type": "Legislation", "@id": self._url(root, relation.address), "name": relation.title}
            for relation in view.relations
            if relation.kind in _CHANGES
        ]
        return thing | ({"legislationChanges": changes} if changes else {})

    def report(self, view: ReportView) -> Thing:
        """An annual report."""
        root = urls.root_from(view.head.address)
        return {
            "@type": "Report",
            "@id": self._url(root, view.head.address),
            "url": self._url(root, view.head.address),
            "name": view.title,
            "inLanguage": self._frame.language,
            "datePublished": _day(view.document.published),
            "temporalCoverage": "/".join(_day(day) for day in view.covers),
            "publisher": self._publisher,
        }

    def publisher(self, shown: Publisher) -> Thing:
        """The public body with its offices."""
        body: Thing = {"name": self._frame.publisher, **self._publisher}
        body |= {"url": self._url("./", urls.HOME), "taxID": shown.code, "areaServed": shown.region}
        points = [
            _filled(
                {
                    "@type": "ContactPoint",
                    "name": contact.name,
                    "contactType": contact.role,
                    "telephone": contact.phone,
                    "faxNumber": contact.fax,
                    "email": contact.email,
                }
            )
            for contact in shown.contacts
        ]
        if points:
            body["contactPoint"] = points
        if shown.address:
            body["address"] = _filled({"@type": "PostalAddress", "streetAddress": shown.address, "postalCode": shown.postcode})
        return _filled(body)

    def website(self) -> Thing:
        """The site, and how to search it."""
        search = self._url("./", urls.SEARCH) + "?q={search_term_string}"
        return {
            "@type": "WebSite",
            "name": self._frame.title,
            "url": self._url("./", urls.HOME),
            "inLanguage": self._frame.language,
            "publisher": self._publisher,
            "potentialAction": {"@type": "SearchAction", "target": {"@type": "EntryPoint", "urlTemplate": search}},
        }

    def catalog(self) -> Thing:
        """The whole catalog as a data set with its files."""
        frame, root = self._frame, urls.root_from(urls.CATALOG)
        files = (("CSV", "catalog.csv", "csv"), ("JSON", "catalog.json", "json"))
        return {
            "@type": "Dataset",
            "@id": self._url(root, urls.CATALOG),
            "url": self._url(root, urls.CATALOG),
            "name": f"{frame.title} · {frame.columns.catalog}",
            "description": f"{frame.publisher} · {frame.profile} · {frame.columns.catalog}",
            "inLanguage": frame.language,
            "isAccessibleForFree": True,
            "creator": self._publisher,
            "publisher": self._publisher,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": name,
                    "contentUrl": self._url(root, address),
                    "encodingFormat": media_type(ending),
                }
                for name, address, ending in files
            ],
        }


def _meta_tags(values: Mapping[str, str]) -> str:
    """Named tags of a head, those with a value."""
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in values.items() if value)


def _filled(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value}


def _day(date: object) -> str:
    return str(date) if date else ""


def _minute(date: dt.date | None) -> str:
    """The first minute of a day; a month of which no day is known has none."""
    return _day(date) if date is None or isinstance(date, Month) else f"{date} 00:00"
