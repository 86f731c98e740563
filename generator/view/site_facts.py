"""The facts of the site that stand in the frame of the engine, on every page."""

from __future__ import annotations

from generator import urls
from generator.model.catalog import Website
from generator.model.project import Project
from generator.model.settings import Settings
from generator.view.frame import contact_address
from generator.view.parts import Way
from generator.view.record import view

# The words that the theme of the engine shows.
_WORDS = (
    "unfinished "
    "sample preview home search search_label search_noscript search_searching columns trail updated publisher skip_content "
    "skip_columns contents type_size type_small type_medium type_large type_small_label type_medium_label type_large_label "
    "large_mode large_mode_label tools print copy_link copied copy_failed report_error report_error_subject website_name id_code "
    "contact find_errors no_cookies open_now closed_now closed_today today_hours table form_title date_day month_names"
)
_WEBSITE = ("id_code", "icp", "icp_address", "police", "police_address", "badge", "badge_address", "find_errors")


@view
class SiteFacts:
    """The names, the columns, the footer of a site. ``tags`` are those that the profile asks for on every page.

    ``website`` has what the footer tells of the website by name, ``columns`` the sections with the name of each; ``picture`` is
    the full address of what cards of shared links show, nothing where the site knows no address. ``menu``, ``lines`` (of the
    footer), ``logo`` and ``style`` (names of assets) are the site's own. ``edition`` is what every page of an inner edition says
    of it; ``closed``: search engines may read none of it.
    """

    title: str
    publisher: str
    operator: str
    language: str
    contact: tuple[str, ...]
    website: tuple[tuple[str, str], ...]
    report_error: str
    columns: tuple[tuple[str, str], ...]
    links: tuple[Way, ...]
    menu: tuple[Way, ...]
    lines: tuple[str, ...]
    logo: str
    style: str
    tags: tuple[tuple[str, str], ...]
    picture: str
    sample: bool
    unfinished: bool
    preview: bool
    edition: str
    closed: bool
    words: tuple[tuple[str, str], ...]


def site_facts(project: Project) -> SiteFacts:
    """The facts of a project."""
    settings, catalog, website = project.settings, project.settings.catalog, project.settings.catalog.website
    office = catalog.offices[0] if catalog.offices else None
    return SiteFacts(
        title=settings.title,
        publisher=catalog.publisher.name,
        operator=website.operator or catalog.publisher.name,
        language=catalog.language,
        contact=tuple(text for text in (office.address, office.phone) if text) if office else (),
        website=tuple((part, getattr(website, part)) for part in _WEBSITE),
        report_error=_report_error_address(settings),
        columns=tuple(columns_of(project)),
        links=tuple(_links(project)),
        menu=tuple(Way(link.name, link.path) for link in catalog.appearance.menu),
        lines=catalog.appearance.footer,
        logo=catalog.appearance.logo,
        style=catalog.appearance.style,
        tags=_tags(website, settings),
        picture=urls.absolute(settings.site_url, urls.ICON) if settings.site_url else "",
        sample=catalog.sample,
        unfinished=catalog.draft,
        preview=project.edition.preview,
        edition=banner_of(project),
        closed=project.edition.preview or project.edition.internal,
        words=tuple((word, settings.labels.text[word]) for word in _WORDS.split()),
    )


def banner_of(project: Project) -> str:
    """The words of the edition on each of its pages; nothing in one that is for the public."""
    edition = project.edition
    if not edition.internal:
        return ""
    return edition.banner or project.settings.labels.text["edition_banner"].format(name=edition.name)


def _report_error_address(settings: Settings) -> str:
    """The address where a reader tells of an error on a page: the channel the catalog names, or an office's mail or phone."""
    return settings.catalog.website.report_error or contact_address(settings)


def columns_of(project: Project) -> list[tuple[str, str]]:
    """The columns that have a page, each with its name."""
    columns, written = project.settings.profile.columns, {page.id for page in project.content.pages}
    names = {name: getattr(columns, name) for name in ("guide", "rules", "catalog", "reports", "apply")}
    there = {"catalog", *written, *(("reports",) if project.shown.has_reports_column else ())}
    names["reports"] = project.settings.reports_title
    shown = [(name, text) for name, text in names.items() if name in there and text]
    return [("home", project.settings.labels.text["home"]), *shown]


def _links(project: Project) -> list[Way]:
    """The links of the footer: authored pages that are no column, and the feeds and files for machines."""
    named = (name for name in ("guide", "rules", "apply") if getattr(project.settings.profile.columns, name))
    columns = ("index", *named)
    others = [page for page in project.content.pages if page.id not in columns and "/" not in page.id]
    inner = project.edition.internal and project.settings.profile.indicators
    score = [Way(project.settings.labels.text["score_title"], urls.ASSESSMENT)] if inner else []
    asked = project.settings.profile.fields.get(project.settings.profile.responsible) if project.edition.internal else None
    score += [Way(asked.label, urls.PERSONS)] if asked else []
    boards = (Way(board.name, urls.board_address(board.id)) for board in project.shown.boards)
    written = (Way(page.head.title, page.address) for page in others)
    return [*written, *boards, *score, Way("Atom", urls.FEED), Way("JSON", "catalog.json")]


def _tags(website: Website, settings: Settings) -> tuple[tuple[str, str], ...]:
    """The tags of the website for inspectors, by name, where the profile asks for them."""
    if not settings.profile.page_tags:
        return ()
    values = {"SiteName": website.name or settings.title, "SiteDomain": website.domain, "SiteIDCode": website.id_code}
    return tuple((name, content) for name, content in values.items() if content)
