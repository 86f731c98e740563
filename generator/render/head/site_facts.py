"""Facts of the site that stand on every page: names, columns, footer, and the tags that tell machines who speaks."""

from __future__ import annotations

from generator import __version__, urls
from generator.model.project import Project

# The words the theme of the engine shows.
_WORDS = (
    "unfinished "
    "sample preview home search search_label search_noscript columns trail updated publisher skip_content skip_columns contents "
    "type_size type_small type_medium type_large type_small_label type_medium_label type_large_label large_mode "
    "large_mode_label tools print copy_link copied copy_failed report_error report_error_subject website_name id_code "
    "contact find_errors open_now closed_now closed_today today_hours table"
)


def site_facts(project: Project) -> dict[str, object]:
    """The facts that the theme of the engine shows on every page, by name."""
    words, catalog, website = project.settings.labels.text, project.settings.catalog, project.settings.catalog.website
    office = catalog.offices[0] if catalog.offices else None
    name = catalog.publisher.name
    return {
        "title": project.settings.title,
        # The name of the site in two lines: who, and what.
        "names": [name, project.settings.title.removeprefix(name)]
        if project.settings.title.startswith(name)
        else [project.settings.title, ""],
        "language": catalog.language,
        "publisher": website.operator or name,
        "contact": [text for text in (office.address, office.phone) if text] if office else [],
        "website": {
            part: getattr(website, part)
            for part in ("id_code", "icp", "icp_address", "police", "police_address", "badge", "badge_address", "find_errors")
        },
        "report_error": report_error_address(project),
        "columns": _columns(project),
        "links": _links(project),
        "tags": site_tags(project),
        "sample": catalog.sample,
        "unfinished": catalog.draft,
        "preview": project.edition.preview,
        "version": __version__,
        "words": {word: words[word] for word in _WORDS.split()},
    }


def report_error_address(project: Project) -> str:
    """Where a reader tells of an error on a page: the channel the catalog names, or the first office's mail or phone."""
    if project.settings.catalog.website.report_error:
        return project.settings.catalog.website.report_error
    for office in project.settings.catalog.offices:
        if office.email:
            return f"mailto:{office.email}"
        if office.phone:
            return "tel:" + "".join(sign for sign in office.phone if sign.isdecimal() or sign == "+")
    return ""


def _columns(project: Project) -> list[dict[str, str]]:
    columns, written = project.settings.profile.columns, {page.id for page in project.content.pages}
    names = {"home": project.settings.labels.text["home"]} | {
        name: getattr(columns, name) for name in ("guide", "rules", "catalog", "reports", "apply")
    }
    shown = [name for name in names if name not in ("guide", "rules", "apply") or name in written]
    return [{"section": name, "name": names[name], "address": "." if name == "home" else f"{name}/"} for name in shown]


def _links(project: Project) -> list[dict[str, str]]:
    columns = ("index", "guide", "rules", "apply")
    others = [page for page in project.content.pages if page.id not in columns and "/" not in page.id]
    links = [{"name": page.head.title, "address": page.address} for page in others]
    return [*links, {"name": "Atom", "address": urls.FEED}, {"name": "JSON", "address": "catalog.json"}]


def site_tags(project: Project) -> list[dict[str, str]]:
    """The tags that stand on every page: those of the site where the profile asks for them, and Open Graph's."""
    website = project.settings.catalog.website
    tags: list[dict[str, str]] = []
    if project.settings.profile.page_tags:
        values = {"SiteName": website.name or project.settings.title, "SiteDomain": website.domain, "SiteIDCode": website.id_code}
        tags = [{"kind": "name", "name": name, "content": content} for name, content in values.items() if content]
    locale = {"zh-CN": "zh_CN", "en": "en"}[project.settings.catalog.language]
    return [
        *tags,
        {"kind": "property", "name": "og:site_name", "content": project.settings.title},
        {"kind": "property", "name": "og:locale", "content": locale},
    ]
