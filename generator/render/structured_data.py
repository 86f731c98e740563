"""The head of a page for machines: canonical address, page tags, Open Graph, and schema.org as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from generator import urls
from generator.model.item import Item
from generator.model.project import Project
from generator.model.report import Month, Report
from generator.render.identity import column_tags, meta_tags
from generator.render.media_types import media_type
from generator.render.relations import Relation

Trail = Sequence[tuple[str, str]]  # name and address, from below the home page down to the page itself

# Made once: to make an encoder takes as long as to use it.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# A text that looks like the end of the script must not be it.
_LESS_THAN = "\\u003c"
_SCHEMA = "https://schema.org/"
# What one document does to another, all that schema.org has a settled word for.
_CHANGES = frozenset(("supersedes", "corrects", "supplements"))


class Heads:
    """Makes the heads of a project's pages."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._columns: dict[tuple[str, str], str] = {}
        publisher = project.catalog.publisher
        self._publisher = {"@type": project.profile.structured_data.publisher, "name": publisher.name}
        if project.site_url:
            self._publisher["@id"] = f"{project.site_url}#publisher"
        # Once it is named on a page, its address is enough.
        self._reference = {"@id": self._publisher["@id"]} if project.site_url else self._publisher

    def head(
        self,
        *,
        address: str,
        title: str,
        column: str,
        category: str = "",
        article: Item | Report | None = None,
        trail: Trail = (),
        things: Sequence[dict[str, Any]] = (),
    ) -> str:
        """Everything a page tells machines beside its title and description; ``things`` are what it is about."""
        project, root = self._project, urls.root_from(address)
        url = self._url(root, address)
        key = (column, category)
        if key not in self._columns:
            self._columns[key] = column_tags(project, column, category)
        parts = [self._columns[key]]
        if article is not None and project.profile.page_tags:
            parts.append(self._article_tags(article, title))
        if project.site_url:
            parts.append(f'<link rel="canonical" href="{escape(url)}">\n<meta property="og:url" content="{escape(url)}">\n')
        kind = "article" if article is not None else "website"
        parts.append(f'<meta property="og:type" content="{kind}">\n<meta property="og:title" content="{escape(title)}">\n')
        graph = list(things)
        if trail:
            steps = [(project.labels.text["home"], urls.HOME), *trail]
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
        site = self._project.site_url
        return urls.absolute(site, address) if site else urls.href(root, address)

    def _article_tags(self, article: Item | Report, title: str) -> str:
        if isinstance(article, Report):
            published, source, author = article.head.published, "", ""
            keywords: tuple[str, ...] = ()
        else:
            authored = article.authored
            published, source, author = authored.published, authored.publisher, authored.department
            keywords = authored.keywords if not authored.withdrawn else ()
        departments = self._project.departments
        return meta_tags(
            {
                "ArticleTitle": title,
                # The form asks for a time of day; we know days, and say so with the first minute of them.
                "PubDate": f"{published} 00:00" if published and not isinstance(published, Month) else _day(published),
                "ContentSource": source or self._project.catalog.publisher.name,
                "Keywords": ",".join(keywords),
                "Author": departments[author].name if author in departments else "",
            }
        )

    def item(self, item: Item, description: str, relations: Sequence[Relation]) -> dict[str, Any]:
        """An item as a thing of schema.org: Legislation where it has a document number, else what its kind is called."""
        project, authored = self._project, item.authored
        names = project.profile.structured_data
        root = urls.root_from(item.address)
        url = self._url(root, item.address)
        thing: dict[str, Any] = {
            "@id": url,
            "name": authored.title,
            "inLanguage": project.catalog.language,
            "identifier": authored.index_number,
            "datePublished": _day(authored.published),
            "dateModified": _day(item.changed) if item.changed != authored.published else "",
            "publisher": self._publisher,
        }
        if authored.withdrawn:
            thing |= {"@type": "CreativeWork", "creativeWorkStatus": "withdrawn"}
            return {name: value for name, value in thing.items() if value}
        kind = names.kinds.get(authored.kind) or (names.numbered if authored.doc_number else names.other)
        if kind.endswith("Service"):
            # A service is no document: it has a provider, and no dates of publication.
            for name in ("inLanguage", "datePublished", "dateModified", "publisher", "identifier"):
                del thing[name]
            thing |= {"@type": kind, "provider": self._publisher, "description": description}
            return {name: value for name, value in thing.items() if value}
        thing |= {
            "@type": kind,
            "description": description,
            "keywords": ",".join(authored.keywords),
            "dateCreated": _day(authored.created),
            "expires": _day(authored.expires),
        }
        if kind == "Legislation":
            force = names.legal_force.get(authored.validity, "")
            thing |= {
                "legislationIdentifier": authored.doc_number,
                "legislationDate": _day(authored.created),
                "legislationDateVersion": _day(authored.effective),
                "legislationLegalForce": _SCHEMA + force if force else "",
                "legislationPassedBy": {"@type": "Organization", "name": authored.publisher}
                if authored.publisher
                else self._reference,
            }
            for relation in relations:
                if relation.kind in _CHANGES:
                    other = {"@type": "Legislation", "@id": self._url(root, relation.address), "name": relation.title}
                    thing.setdefault("legislationChanges", []).append(other)
        elif authored.doc_number:
            thing["reportNumber"] = authored.doc_number
        files = [
            {
                "@type": "MediaObject",
                "name": file.title,
                "contentUrl": self._url(root, item.address + file.name),
                "encodingFormat": media_type(file.type),
                "contentSize": str(file.size),
                "sha256": file.sha256,
            }
            for file in item.files
            if file.listed
        ]
        if files:
            thing["encoding"] = files
        return {name: value for name, value in thing.items() if value}

    def report(self, report: Report, title: str) -> dict[str, Any]:
        """An annual report."""
        root = urls.root_from(report.address)
        return {
            "@type": "Report",
            "@id": self._url(root, report.address),
            "url": self._url(root, report.address),
            "name": title,
            "inLanguage": self._project.catalog.language,
            "datePublished": _day(report.head.published),
            "temporalCoverage": "/".join(day.isoformat() for day in report.covers),
            "publisher": self._publisher,
        }

    def publisher(self) -> dict[str, Any]:
        """The public body with its offices and their hours."""
        catalog = self._project.catalog
        body: dict[str, Any] = {"name": catalog.publisher.name, **self._publisher}
        body |= {"url": self._url("./", urls.HOME), "taxID": catalog.publisher.code, "areaServed": catalog.publisher.region}
        points = []
        for office in catalog.offices:
            point: dict[str, Any] = {
                "@type": "ContactPoint",
                "name": office.name,
                "contactType": office.role,
                "telephone": office.phone,
                "faxNumber": office.fax,
                "email": office.email,
            }
            points.append({name: value for name, value in point.items() if value})
        if points:
            body["contactPoint"] = points
        if catalog.offices and catalog.offices[0].address:
            first = catalog.offices[0]
            place = {"@type": "PostalAddress", "streetAddress": first.address, "postalCode": first.postcode}
            body["address"] = {name: value for name, value in place.items() if value}
        return {name: value for name, value in body.items() if value}

    def website(self) -> dict[str, Any]:
        """The site, and how to search it."""
        home = self._url("./", urls.HOME)
        search = self._url("./", urls.SEARCH) + "?q={search_term_string}"
        return {
            "@type": "WebSite",
            "name": self._project.title,
            "url": home,
            "inLanguage": self._project.catalog.language,
            "publisher": self._publisher,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": search},
            },
        }

    def catalog(self) -> dict[str, Any]:
        """The whole catalog as a data set with its files."""
        project = self._project
        root = urls.root_from(urls.CATALOG)
        files = (("CSV", "catalog.csv", "csv"), ("JSON", "catalog.json", "json"))
        return {
            "@type": "Dataset",
            "@id": self._url(root, urls.CATALOG),
            "url": self._url(root, urls.CATALOG),
            "name": f"{project.title} · {project.profile.columns.catalog}",
            "description": f"{project.catalog.publisher.name} · {project.profile.name} · {project.profile.columns.catalog}",
            "inLanguage": project.catalog.language,
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


def _day(date: object) -> str:
    return str(date) if date else ""
