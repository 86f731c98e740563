"""Every page of ours: what it depends on, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape

from generator import urls
from generator.model.item import Item
from generator.model.output import Output
from generator.model.project import Project
from generator.model.report import Report
from generator.render import item as item_page
from generator.render.exports import render_exports
from generator.render.listings import ListingPage, Listings
from generator.render.relations import Relations
from generator.render.report import report_parts
from generator.render.templates import Templates, key_of
from generator.shell import Shell

LATEST = 12


class Site:
    """The pages and exports of a project, stamped into the engine's shells.

    ``body_of`` gives the Markdown of an item; ``base_key`` names everything all pages depend on (settings, theme, shells).
    """

    def __init__(
        self, project: Project, shells: Mapping[str, Shell], templates: Templates, body_of: Callable[[Item], str], base_key: str
    ) -> None:
        self._project = project
        self._shells = shells
        self._templates = templates
        self._body_of = body_of
        self._base_key = base_key
        self._relations = Relations(project)
        self._listings = Listings(project)
        self._states = {item.id: state for item in project.public if (state := self._relations.state(item))}
        self._keys = {item.id: item.digest + self._states.get(item.id, "") for item in project.public}

    def outputs(self) -> Iterator[Output]:
        """Every file we make but the items' own files, in no promised order."""
        project = self._project
        catalog_key = key_of(self._base_key, *self._keys.values())
        for item in project.public:
            relations = self._relations.of(item)
            key = key_of(self._base_key, item.digest, self._states.get(item.id, ""), repr(relations) if relations else "")
            yield self._page(item.address, key, partial(self._item, item))
        for page in self._listings.pages():
            rows = "".join([self._keys[item.id] for item in page.items])
            key = key_of(self._base_key, page.address, str(page.pages), str(page.total), rows, self._counts_key(page))
            yield self._page(page.address, key, partial(self._listing, page))
        report_keys = [key_of(repr(report)) for report in project.public_reports]
        for report, report_key in zip(project.public_reports, report_keys, strict=True):
            yield self._page(report.address, key_of(self._base_key, report_key), partial(self._report, report))
        yield self._page(urls.HOME, catalog_key, self._home)
        yield self._page(urls.CATALOG, catalog_key, self._catalog)
        yield self._page(urls.REPORTS, key_of(self._base_key, *report_keys), self._reports)
        yield self._page(urls.SEARCH, key_of(self._base_key), self._search)
        yield self._page(urls.NOT_FOUND, key_of(self._base_key), self._not_found)
        pages_key = key_of(*(repr(page.head) for page in project.pages))
        for file, make in render_exports(project, self._relations, self._listings).items():
            yield Output(file, key_of(catalog_key, pages_key, *report_keys), make)

    def _page(self, address: str, key: str, make: Callable[[], str]) -> Output:
        return Output(urls.file_of(address), key, lambda: make().encode())

    def _stamp(self, shell: str, address: str, title: str, description: str, template: str, **values: object) -> str:
        root = urls.root_from(address)
        body = self._templates.render(template, root=root, address=address, title=title, **values)
        full_title = f"{title} - {self._project.title}" if title else self._project.title
        canonical = urls.absolute(self._project.site_url, address)
        return self._shells[shell].fill(
            {
                "title": full_title,
                "description": description,
                "canonical": f'<link rel="canonical" href="{escape(canonical)}">' if self._project.site_url else "",
                "root": root,
                "body": body,
            }
        )

    def _item(self, item: Item) -> str:
        root = urls.root_from(item.address)
        withdrawn = item.authored.withdrawn
        html = "" if withdrawn else item_page.item_html(item, self._body_of(item), root, self._project)
        categories = self._project.categories
        trail = categories[item.authored.category[0]] if item.authored.category else None
        return self._stamp(
            "catalog",
            item.address,
            item.authored.title,
            item.authored.title if withdrawn else item_page.item_description(item, html),
            "withdrawn.html" if withdrawn else "item.html",
            item=item,
            html=html,
            state=self._states.get(item.id, ""),
            trail=[categories[name] for name in (*trail.parents, trail.id)] if trail else [],
            metadata=item_page.metadata_rows(item, self._project),
            kind_fields=item_page.kind_rows(item, self._project),
            kind=self._project.profile.kinds[item.authored.kind],
            relations=item_page.group_relations(self._relations.of(item)),
            attachments=[file for file in item.files if file.listed],
        )

    def _listing(self, page: ListingPage) -> str:
        categories = self._project.categories
        category = categories.get(page.id) if page.kind == "category" else None
        title = page.title if page.number == 1 else f"{page.title} ({page.number}/{page.pages})"
        return self._stamp(
            "catalog",
            page.address,
            title,
            category.description if category and category.description else f"{self._project.title} · {page.title}",
            "listing.html",
            page=page,
            category=category,
            states=self._states,
            trail=[categories[name] for name in category.parents] if category else [],
            children=[(categories[name], self._count(name)) for name in category.children] if category else [],
        )

    def _count(self, category: str) -> int:
        return len(self._listings.by_category[category])

    def _counts_key(self, page: ListingPage) -> str:
        category = self._project.categories.get(page.id) if page.kind == "category" else None
        return ",".join(str(self._count(child)) for child in category.children) if category else ""

    def _catalog(self) -> str:
        listings = self._listings
        departments = [
            (department, len(listings.by_department[department.id])) for department in self._project.departments.values()
        ]
        return self._stamp(
            "catalog",
            urls.CATALOG,
            self._project.profile.columns.catalog,
            f"{self._project.title} · {self._project.profile.columns.catalog}",
            "catalog.html",
            categories=[(category, self._count(category.id)) for category in self._project.categories.values()],
            years=[(year, len(items)) for year, items in sorted(listings.by_year.items(), reverse=True)],
            departments=[(department, count) for department, count in departments if count],
            total=len(self._project.public),
        )

    def _home(self) -> str:
        project = self._project
        introduction = item_page.text_html(project.catalog.introduction, "catalog.yml", urls.root_from(urls.HOME), project)
        return self._stamp(
            "home",
            urls.HOME,
            "",
            project.title,
            "home.html",
            introduction=introduction,
            latest=project.public[:LATEST],
            states=self._states,
            total=len(project.public),
            pages={page.id for page in project.pages},
            reports=project.public_reports,
        )

    def _reports(self) -> str:
        title = self._project.profile.columns.reports
        return self._stamp(
            "reports",
            urls.REPORTS,
            title,
            f"{self._project.title} · {title}",
            "reports.html",
            reports=self._project.public_reports,
        )

    def _report(self, report: Report) -> str:
        form = self._project.forms[report.head.form]
        title = report.head.title or self._project.labels.text["report_title"].format(
            publisher=self._project.catalog.publisher.name, year=report.year
        )
        parts = report_parts(report, form, urls.root_from(report.address), self._project)
        return self._stamp("reports", report.address, title, title, "report.html", report=report, form=form, parts=parts)

    def _search(self) -> str:
        title = self._project.labels.text["search"]
        return self._stamp("search", urls.SEARCH, title, f"{self._project.title} · {title}", "search.html")

    def _not_found(self) -> str:
        title = self._project.labels.text["not_found"]
        return self._stamp("notfound", urls.NOT_FOUND, title, title, "notfound.html")
