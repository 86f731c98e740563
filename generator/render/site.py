"""Every page of ours: what it depends on, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

from generator import urls
from generator.digests import key_of
from generator.model.item import Item
from generator.model.listings import ListingPage, Listings, neighbours_by_id
from generator.model.output import Output
from generator.model.page import Page
from generator.model.project import Project
from generator.model.relations import Relations
from generator.model.report import Report
from generator.render import item as item_page
from generator.render.apply import HTML_BLOCKS, blank_form, render_block
from generator.render.feeds import Feeds
from generator.render.fragments import Fragments
from generator.render.moved import moved_outputs
from generator.render.qr import qr_code
from generator.render.report_site import ReportSite
from generator.render.search_words import search_words
from generator.render.structured_data import Heads, Trail
from generator.render.templates import Templates
from generator.shell import Shell

LATEST = 12

# The column of the profile each shell belongs to.
_COLUMNS = {"home": "home", "catalog": "catalog", "reports": "reports", "search": "other"}


class Site:
    """The pages and exports of a project, stamped into the engine's shells.

    ``body_of`` gives the Markdown of an item, ``exports`` the exports by file, which are asked for last. ``base_key`` names
    what all pages depend on (settings, theme, shells).
    """

    def __init__(
        self,
        project: Project,
        shells: Mapping[str, Shell],
        pages: Mapping[str, Shell],
        templates: Templates,
        body_of: Callable[[Item], str],
        exports: Callable[[], Mapping[str, bytes]],
        base_key: str,
    ) -> None:
        self._project = project
        self._exports = exports
        self._shells = shells
        self._pages = pages
        self._templates = templates
        self._body_of = body_of
        self._base_key = base_key
        self._heads = Heads(project)
        self._relations = Relations(project)
        self._listings = Listings(project)
        self._states = {item.id: state for item in project.public if (state := self._relations.state(item))}
        self._neighbours = neighbours_by_id(project)
        self._keys = {item.id: item.digest + self._states.get(item.id, "") for item in project.public}

        self._fragments = Fragments(self._states, project.labels)

    @property
    def states(self) -> Mapping[str, str]:
        """The state of each public item that has one, by its id."""
        return self._states

    def outputs(self) -> Iterator[Output]:
        """Every file we make but the items' own files, in no promised order."""
        project = self._project
        catalog_key = key_of(self._base_key, *self._keys.values())
        named = {item.id: f"{item.id}\n{item.authored.title}\n" for item in project.public}
        for item in project.public:
            relations = self._relations.of(item)
            beside = "".join([named[other.id] if other else "\n" for other in self._neighbours[item.id]])
            related = f"{relations} {project.changed_on(item)}" if relations else ""
            key = key_of(self._base_key, item.digest, self._states.get(item.id, ""), related, beside)
            yield self._page(item.address, key, partial(self._item, item))
        for page in self._listings.pages():
            rows = "".join([self._keys[item.id] for item in page.items])
            key = key_of(self._base_key, page.address, str(page.pages), str(page.total), rows, self._counts_key(page))
            yield self._page(page.address, key, partial(self._listing, page))
        yield from moved_outputs(project, self._stamp, self._base_key)
        reports = ReportSite(project, self._stamp, self._base_key)
        yield from reports.outputs()
        yield self._page(urls.HOME, catalog_key, self._home)
        yield self._page(urls.SEARCH, key_of(self._base_key), self._search)
        yield self._page(urls.NOT_FOUND, key_of(self._base_key), self._not_found)
        form = blank_form(project)
        form_key = form[0].digest if form else ""
        for written in project.pages:
            yield self._page(
                written.address, key_of(self._base_key, repr(written.head), form_key), partial(self._written, written)
            )
        pages_key = key_of(*(repr(page.head) for page in project.pages))
        yield from Feeds(project, self._relations, self._states).archives(self._base_key)
        exports, exports_key = self._exports(), key_of(catalog_key, pages_key, *reports.keys)
        for file, data in exports.items():
            yield Output(file, exports_key, partial(bytes, data))
        sizes = {file: len(data) for file, data in exports.items()}
        yield self._page(urls.CATALOG, exports_key, partial(self._catalog, sizes))

    def _page(self, address: str, key: str, make: Callable[[], str]) -> Output:
        return Output(urls.file_of(address), key, lambda: make().encode())

    def _stamp(
        self,
        shell: str,
        address: str,
        title: str,
        description: str,
        template: str,
        *,
        place: str = "",
        article: Item | Report | None = None,
        above: Trail = (),
        things: Sequence[dict[str, Any]] = (),
        **values: Any,
    ) -> str:
        """A page of ours: a template, filled, in a shell of the engine.

        ``place`` is the category the page belongs to, ``article`` what it shows, ``above`` the pages between its column's and
        itself, ``things`` what it tells machines it is about; ``values`` are the template's.
        """
        root = urls.root_from(address)
        body = self._templates.render(template, root=root, address=address, title=title, fragments=self._fragments, **values)
        state = values.get("state")
        words = self._project.labels.text
        full = words["title_with_state"].format(title=title, state=words[f"state_{state}"]) if state else title
        head = ""
        if shell != "notfound":
            column = _COLUMNS[shell]
            column_page = [(name, place) for name, place in [self._column_page(column)] if place and place != address]
            head = self._heads.head(
                address=address,
                title=title or self._project.title,
                column=column,
                category=place,
                article=article,
                trail=[*column_page, *above, (title, address)] if title else [],
                things=[self._heads.report(article, title)] if isinstance(article, Report) else things,
            )
        return self._shells[shell].fill(
            {
                "title": f"{full} - {self._project.title}" if full else self._project.title,
                "description": description,
                "head": head,
                "qr": self._qr(address) if shell not in ("notfound", "search") else "",
                "root": root,
                "body": body,
            }
        )

    def _column_page(self, column: str) -> tuple[str, str]:
        columns = self._project.profile.columns
        pages = {"catalog": (columns.catalog, urls.CATALOG), "reports": (columns.reports, urls.REPORTS)}
        return pages.get(column, ("", ""))

    def _qr(self, address: str) -> str:
        """The code of a page's address, behind a line that opens it; nothing where the site knows no address."""
        if not self._project.site_url:
            return ""
        code = qr_code(urls.absolute(self._project.site_url, address))
        if code is None:
            return ""
        words = self._project.labels.text
        size = f'width="{code.side * 4}" height="{code.side * 4}"'
        return (
            f'<details class="gk-scan"><summary>{escape(words["scan"])}</summary>'
            f'<img src="{code.data_address}" {size} alt="{escape(words["scan_label"])}"></details>'
        )

    def _written(self, page: Page) -> str:
        """An authored page: the engine has rendered its text, the rest is filled in here."""
        title = page.head.title
        head = self._heads.head(
            address=page.address,
            title=title,
            column=page.id if page.id in ("guide", "rules", "apply") else "other",
            trail=[(title, page.address)],
        )
        root = urls.root_from(page.address)
        blocks = {f"block_{name}": render_block(name, root, self._project, self._templates) for name in self._blocks(page)}
        return self._pages[page.id].fill({"head": head, "qr": self._qr(page.address)} | blocks)

    def _blocks(self, page: Page) -> list[str]:
        return [name for name in HTML_BLOCKS if name in page.facts]

    def _item(self, item: Item) -> str:
        root = urls.root_from(item.address)
        withdrawn = item.authored.withdrawn
        html = "" if withdrawn else item_page.item_html(item, self._body_of(item), root, self._project)
        categories = self._project.categories
        trail = categories[item.authored.category[0]] if item.authored.category else None
        title = item.authored.title
        description = title if withdrawn else item_page.item_description(item, html)
        relations = self._relations.of(item)
        path = [categories[name] for name in (*trail.parents, trail.id)] if trail else []
        earlier, later = self._neighbours[item.id]
        return self._stamp(
            "catalog",
            item.address,
            title,
            description,
            "withdrawn.html" if withdrawn else "item.html",
            place=trail.id if trail else "",
            article=item,
            above=[(category.name, urls.category_address(category.id)) for category in path],
            things=[self._heads.item(item, description, relations)],
            item=item,
            earlier=earlier,
            later=later,
            html=html,
            state=self._states.get(item.id, ""),
            trail=path,
            metadata=item_page.metadata_rows(item, self._project),
            kind_fields=item_page.kind_rows(item, self._project),
            kind=self._project.profile.kinds[item.authored.kind],
            relations=item_page.group_relations(relations),
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
            place=page.id if category else "",
            above=[(categories[name].name, urls.category_address(name)) for name in category.parents] if category else [],
            page=page,
            category=category,
            trail=[categories[name] for name in category.parents] if category else [],
            children=[(categories[name], self._count(name)) for name in category.children] if category else [],
        )

    def _count(self, category: str) -> int:
        return len(self._listings.by_category[category])

    def _counts_key(self, page: ListingPage) -> str:
        category = self._project.categories.get(page.id) if page.kind == "category" else None
        return ",".join(str(self._count(child)) for child in category.children) + page.choices.key if category else ""

    def _catalog(self, sizes: Mapping[str, int]) -> str:
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
            things=[self._heads.catalog()],
            categories=[(category, self._count(category.id)) for category in self._project.categories.values()],
            years=[(year, len(items)) for year, items in sorted(listings.by_year.items(), reverse=True)],
            departments=[(department, count) for department, count in departments if count],
            total=len(self._project.public),
            sizes=sizes,
        )

    def _home(self) -> str:
        project = self._project
        introduction = item_page.text_html(project.introduction.body, project.introduction, urls.root_from(urls.HOME), project)
        return self._stamp(
            "home",
            urls.HOME,
            "",
            project.title,
            "home.html",
            things=[self._heads.publisher(), self._heads.website()],
            introduction=introduction,
            latest=project.public[:LATEST],
            total=len(project.public),
            categories=[(top, self._count(top.id)) for top in project.categories.values() if not top.parents],
            pages={page.id for page in project.pages},
            reports=project.public_reports,
        )

    def _search(self) -> str:
        title = self._project.labels.text["search"]
        return self._stamp(
            "search",
            urls.SEARCH,
            title,
            f"{self._project.title} · {title}",
            "search.html",
            words=search_words(self._project),
            apply=any(page.id == "apply" for page in self._project.pages),
        )

    def _not_found(self) -> str:
        title = self._project.labels.text["not_found"]
        return self._stamp("notfound", urls.NOT_FOUND, title, title, "notfound.html")
