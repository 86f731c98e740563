"""What every page says of the site it belongs to: names, columns, footer, and the tags that tell machines who speaks."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from generator import __version__, urls
from generator.model.project import Project

# The words the theme of the engine shows.
_WORDS = (
    "sample preview home search search_label search_noscript columns trail updated publisher skip_content skip_columns contents "
    "type_size type_small type_medium type_large type_small_label type_medium_label type_large_label large_mode "
    "large_mode_label tools print copy_link copied copy_failed report_error report_error_subject website_name id_code "
    "contact find_errors open_now closed_now closed_today today_hours table"
)


def site_facts(project: Project) -> dict[str, object]:
    """What the theme of the engine shows on every page."""
    words, catalog, website = project.labels.text, project.catalog, project.catalog.website
    office = catalog.offices[0] if catalog.offices else None
    name = catalog.publisher.name
    return {
        "title": project.title,
        # The name of the site in two lines: who, and what.
        "names": [name, project.title.removeprefix(name)] if project.title.startswith(name) else [project.title, ""],
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
        "preview": project.preview,
        "version": __version__,
        "words": {word: words[word] for word in _WORDS.split()},
    }


def report_error_address(project: Project) -> str:
    """Where a reader tells of an error on a page: the channel the catalog names, or the first office's mail or phone."""
    if project.catalog.website.report_error:
        return project.catalog.website.report_error
    for office in project.catalog.offices:
        if office.email:
            return f"mailto:{office.email}"
        if office.phone:
            return "tel:" + "".join(sign for sign in office.phone if sign.isdecimal() or sign == "+")
    return ""


def _columns(project: Project) -> list[dict[str, str]]:
    columns, written = project.profile.columns, {page.id for page in project.pages}
    names = {"home": project.labels.text["home"]} | {
        name: getattr(columns, name) for name in ("guide", "rules", "catalog", "reports", "apply")
    }
    shown = [name for name in names if name not in ("guide", "rules", "apply") or name in written]
    return [{"section": name, "name": names[name], "address": "." if name == "home" else f"{name}/"} for name in shown]


def _links(project: Project) -> list[dict[str, str]]:
    columns = ("index", "guide", "rules", "apply")
    others = [page for page in project.pages if page.id not in columns and "/" not in page.id]
    links = [{"name": page.head.title, "address": page.address} for page in others]
    return [*links, {"name": "Atom", "address": urls.FEED}, {"name": "JSON", "address": "catalog.json"}]


def site_tags(project: Project) -> list[dict[str, str]]:
    """The tags that stand on every page: those of the site where the profile asks for them, and Open Graph's."""
    website = project.catalog.website
    tags: list[dict[str, str]] = []
    if project.profile.page_tags:
        values = {"SiteName": website.name or project.title, "SiteDomain": website.domain, "SiteIDCode": website.id_code}
        tags = [{"kind": "name", "name": name, "content": content} for name, content in values.items() if content]
    locale = {"zh-CN": "zh_CN", "en": "en"}[project.catalog.language]
    return [
        *tags,
        {"kind": "property", "name": "og:site_name", "content": project.title},
        {"kind": "property", "name": "og:locale", "content": locale},
    ]


def column_tags(project: Project, column: str, category: str = "") -> str:
    """The tags of a column, for its own page and those below it; nothing where the profile asks for none.

    ``column`` is a column of the profile, ``home`` or ``other``; ``category`` one of the catalog, which goes before it.
    """
    tags = project.profile.page_tags
    if tags is None:
        return ""
    node = project.categories.get(category)
    if node is None:
        names = {"home": project.labels.text["home"], "other": project.labels.text["search"]}
        name = names.get(column) or getattr(project.profile.columns, column)
        kind: str = getattr(tags, column)
        description = f"{project.title}：{name}" if project.catalog.language == "zh-CN" else f"{project.title}: {name}"
        keywords = [name, project.profile.name]
    else:
        name = node.name
        answered = [project.profile.requirements[answer] for answer in node.answers if answer in project.profile.requirements]
        kind = node.column_type or next((tags.requirements[a] for a in node.answers if a in tags.requirements), tags.other)
        description = node.description or "；".join(answered) or f"{project.catalog.publisher.name}：{name}"
        keywords = [name, *(project.categories[parent].name for parent in reversed(node.parents)), project.profile.name]
    return meta_tags(
        {
            "ColumnName": name,
            "ColumnDescription": description,
            "ColumnKeywords": ",".join(dict.fromkeys(keywords)),
            "ColumnType": kind,
        }
    )


def meta_tags(values: Mapping[str, str]) -> str:
    """Named tags of a head, those with a value."""
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in values.items() if value)
