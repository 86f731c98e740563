"""The views of a portal's pages. Pages of items stay with the members: everything here leads there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator import urls
from generator.model.portal import Portal
from generator.model.settings import Settings
from generator.portal.addresses import BODIES, CIRCULARS, ROOMS
from generator.portal.annual_pages import annual_choices
from generator.portal.collect import Body, Collection, Requirement
from generator.portal.contribution import Row
from generator.portal.parts import Parts, body_address, requirement_address
from generator.portal.view import Choice, PortalPage, Section, Table
from generator.view.parts import Cell, Head, Way

# The shells of a portal, each with the column it stands in.
SHELLS: Mapping[str, str] = {
    "home": "",
    "catalog": "catalog",
    "bodies": "catalog/bodies",
    "reports": "reports",
    "apply": "apply",
    "search": "search",
    "notfound": "",
}
_ON_HOME, _YEARS = 10, 6


class Maker:
    """Makes the pages of a portal from what its members tell."""

    def __init__(self, portal: Portal, settings: Settings, found: Collection, *, circulars: bool) -> None:
        self._portal = portal
        self._circulars = circulars
        self._settings = settings
        self._words = settings.labels.text
        self._found = found
        self._parts = Parts(settings, found)

    def pages(self) -> Iterator[PortalPage]:
        """All pages."""
        yield self._home()
        yield self._catalog()
        for (profile, _), requirement in self._found.requirements.items():
            yield self._requirement(profile, requirement)
        for year, rows in self._found.by_year.items():
            yield self._year(year, rows)
        yield self._list()
        for body in self._found.bodies:
            yield self._body(body)
        yield self._reports()
        yield self._apply()
        yield self._rooms()

    def _home(self) -> PortalPage:
        bodies = self._found.bodies
        by_group = {group.name: [body for body in bodies if body.member.group == group.id] for group in self._portal.groups}
        sections = [Section(title=name, choices=tuple(map(self._parts.choice, some))) for name, some in by_group.items() if some]
        latest = Section(
            title=self._words["latest"],
            lines=self._parts.lines(self._found.newest[:_ON_HOME]),
            more=Cell(self._words["all_items"], urls.CATALOG),
        )
        return PortalPage(
            head=Head(address=urls.HOME, column=None),
            frame="home",
            title="",
            introduction=self._portal.introduction,
            facts=(self._parts.total(),),
            sections=(*(section for section in sections if section.choices), latest),
        )

    def _catalog(self) -> PortalPage:
        """The entrance to the catalog: the requirements of each regulation, years, bodies."""
        sections = []
        for profile, name in self._found.regulations.items():
            rows = tuple(
                (Cell(one.id), Cell(one.name, requirement_address(profile, one.id)), Cell(str(one.items)))
                for (of, _), one in self._found.requirements.items()
                if of == profile
            )
            head = (self._words["portal_number"], self._words["portal_requirement"], self._words["portal_items"])
            sections.append(Section(title=name, table=Table(head=head, rows=rows)))
        years = sorted(self._found.by_year, reverse=True)
        counts = {year: sum(body.years[year] for body in self._found.bodies) for year in years}
        by_year = tuple(Choice(Cell(year, urls.year_address(year)), counts[year]) for year in years)
        sections.append(Section(title=self._words["by_year"], choices=by_year))
        sections.append(
            Section(title=self._words["portal_by_body"], choices=tuple(self._parts.choice(body) for body in self._found.bodies))
        )
        return self._page(urls.CATALOG, "catalog", self._words["portal_catalog"], sections, facts=(self._parts.total(),))

    def _requirement(self, profile: str, requirement: Requirement) -> PortalPage:
        """The bodies that a requirement holds for, with what each has for it; who has nothing stands there too."""
        rows: list[tuple[Cell, ...]] = []
        for answer in requirement.answers:
            body = self._parts.body(answer.body)
            ways = [self._parts.at(body, one.name, urls.category_address(one.id)) for one in answer.categories]
            rows.extend(self._spread(body, answer.items, ways))
        head = (self._words["portal_body"], self._words["portal_items"], self._words["category"])
        sections = [
            Section(title=self._words["portal_by_body"], table=Table(head=head, rows=tuple(rows))),
            Section(title=self._words["latest"], lines=self._parts.lines(requirement.newest)),
        ]
        trail = (Way(self._words["portal_catalog"], urls.CATALOG),)
        address = requirement_address(profile, requirement.id)
        facts = (self._found.regulations[profile], self._parts.items(requirement.items))
        return self._page(address, "catalog", f"{requirement.id} {requirement.name}", sections, facts=facts, trail=trail)

    def _spread(self, body: Body, items: int, ways: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
        """The rows of a body: one for each category, of which the first says how much there is in all."""
        name = self._parts.named(body)
        for index, way in enumerate(ways or [Cell("")]):
            yield (name if index == 0 else Cell(""), Cell(str(items)) if index == 0 else Cell(""), way)

    def _year(self, year: str, rows: Sequence[Row]) -> PortalPage:
        bodies = [body for body in self._found.bodies if body.years[year]]
        table = Table(
            head=(self._words["portal_body"], self._words["portal_items"]),
            rows=tuple((self._parts.named(body), self._parts.in_year(body, year)) for body in bodies),
            total=(self._words["portal_total"], str(sum(body.years[year] for body in bodies))),
        )
        sections = [
            Section(title=self._words["portal_by_body"], table=table),
            Section(title=self._words["latest"], lines=self._parts.lines(rows)),
        ]
        title = self._words["period_year"].format(year=year)
        trail = (Way(self._words["portal_catalog"], urls.CATALOG),)
        return self._page(urls.year_address(year), "catalog", title, sections, trail=trail)

    def _list(self) -> PortalPage:
        """The list of bodies by group, with how each was found."""
        head = tuple(self._words[f"portal_{name}"] for name in ("body", "items", "last", "as_of"))
        sections = []
        for group in self._portal.groups:
            rows = tuple(
                (
                    self._parts.named(body),
                    Cell(str(body.items)) if body.pages else Cell("—"),
                    Cell(self._settings.dates.shown(body.last) if body.last else "—"),
                    Cell(self._parts.state(body)),
                )
                for body in self._found.bodies
                if body.member.group == group.id
            )
            if rows:
                sections.append(Section(title=group.name, table=Table(head=head, rows=rows)))
        if self._circulars:
            sections.append(Section(title="", more=Cell(self._words["circulars"], CIRCULARS)))
        return self._page(BODIES, "bodies", self._words["portal_bodies"], sections)

    def _body(self, body: Body) -> PortalPage:
        pages = body.pages
        ways: list[Cell] = [self._parts.at(body, self._words["portal_site"], urls.HOME)]
        if pages:
            named = (("guide", pages.guide), ("rules", pages.rules), ("reports", pages.reports), ("apply", pages.apply))
            ways += [self._parts.at(body, self._words[f"portal_{name}"], address) for name, address in named if address]
            ways.append(self._parts.at(body, self._words["search"], pages.search))
        years = sorted(body.years, reverse=True)
        tops = [one for one in body.categories if "/" not in one.id]
        sections = [
            Section(title=self._words["portal_ways"], choices=tuple(Choice(way) for way in ways)),
            Section(
                title=self._words["by_category"],
                choices=tuple(Choice(self._parts.at(body, one.name, urls.category_address(one.id)), one.items) for one in tops),
            ),
            Section(
                title=self._words["by_year"],
                choices=tuple(Choice(self._parts.at(body, year, urls.year_address(year)), body.years[year]) for year in years),
            ),
            Section(title=self._words["latest"], lines=self._parts.lines(body.newest, bodies=False)),
        ]
        group = next(group.name for group in self._portal.groups if group.id == body.member.group)
        trail = (Way(self._words["portal_catalog"], urls.CATALOG), Way(self._words["portal_bodies"], BODIES))
        facts = tuple(fact for fact in (group, body.regulation, self._parts.items(body.items) if pages else "") if fact)
        sections = [one for one in sections if one.choices or one.table or one.lines]
        notice = self._parts.state(body) if body.state.kept or body.state.as_of is None else ""
        return self._page(body_address(body), "bodies", body.member.name, sections, facts=facts, trail=trail, notice=notice)

    def _reports(self) -> PortalPage:
        """The annual reports of all bodies side by side: a row a body, a column a year."""
        whole = {
            body.member.id: {one.year: one for one in reversed(body.reports) if not one.series} for body in self._found.bodies
        }
        years = sorted({year for reports in whole.values() for year in reports}, reverse=True)[:_YEARS]
        rows = []
        for body in self._found.bodies:
            reports = whole[body.member.id]
            cells = [
                self._parts.at(body, self._words["portal_report"], reports[year].address) if year in reports else Cell("—")
                for year in years
            ]
            rows.append((self._parts.named(body), *cells))
        total = (self._words["portal_total"], *(str(sum(year in reports for reports in whole.values())) for year in years))
        table = Table(head=(self._words["portal_body"], *map(str, years)), rows=tuple(rows), total=total)
        sections = [Section(title="", table=table) if years else Section(title="", text=self._words["portal_reports_none"])]
        if choices := annual_choices(self._found.bodies, self._settings):
            sections.append(Section(title=self._words["annual_figures"], choices=choices))
        return self._page(urls.REPORTS, "reports", self._words["portal_reports"], sections)

    def _apply(self) -> PortalPage:
        """How to apply: whoever made or keeps it is asked, so the body is chosen first (条例第十条)."""
        sections = []
        head = (self._words["portal_body"], self._words["portal_apply"], self._words["portal_guide"])
        for group in self._portal.groups:
            rows = []
            for body in self._found.bodies:
                if body.member.group == group.id and body.pages:
                    ways = (
                        self._parts.at(body, self._words[f"portal_{name}"], address) if address else Cell("—")
                        for name, address in (("apply", body.pages.apply), ("guide", body.pages.guide))
                    )
                    rows.append((self._parts.named(body), *ways))
            if rows:
                sections.append(Section(title=group.name, table=Table(head=head, rows=tuple(rows))))
        rooms = Section(title="", more=Cell(self._words["portal_rooms"], ROOMS))
        return self._page(
            urls.APPLY, "apply", self._words["portal_apply"], [*sections, rooms], notice=self._words["portal_apply_text"]
        )

    def _rooms(self) -> PortalPage:
        """The places of all bodies that the public can turn to."""
        head = tuple(self._words[f"portal_{name}"] for name in ("body", "place", "address", "phone", "hours"))
        rows = []
        for body in self._found.bodies:
            for office in body.offices:
                name = f"{office.name} · {office.role}" if office.role else office.name
                hours = self._words["list_join"].join(" ".join((one.days, *one.times)) for one in office.hours)
                ways = (name, ""), (office.address, ""), (office.phone, urls.phone_address(office.phone)), (hours, "")
                rows.append((self._parts.named(body), *(Cell(text, address, self._parts.other(body)) for text, address in ways)))
        table = Table(head=head, rows=tuple(rows))
        trail = (Way(self._words["portal_apply"], urls.APPLY),)
        sections = [Section(title="", table=table)] if rows else []
        return self._page(ROOMS, "apply", self._words["portal_rooms"], sections, trail=trail)

    def searches(self) -> tuple[Cell, ...]:
        """The ways to the searches of the bodies."""
        return tuple(
            self._parts.at(body, body.member.name, body.pages.search)._replace(language="")
            for body in self._found.bodies
            if body.pages
        )

    def _page(
        self,
        address: str,
        frame: str,
        title: str,
        sections: Iterable[Section],
        *,
        facts: tuple[str, ...] = (),
        trail: tuple[Way, ...] = (),
        notice: str = "",
    ) -> PortalPage:
        head = Head(address=address, column=None, trail=(*trail, Way(title, address)))
        return PortalPage(head=head, frame=frame, title=title, facts=facts, notice=notice, sections=tuple(sections))
