"""Facts of the site that stand on every page: names, columns, footer, and the tags that tell machines who speaks."""

from __future__ import annotations

from generator import __version__
from generator.view.site_facts import SiteFacts

# What may stand between the name of a body and that of its site.
_BETWEEN = " \u00a0\u3000:：,，·–—-|"


def render_site_facts(facts: SiteFacts) -> dict[str, object]:
    """The facts as a mapping, as the theme of the engine names them."""
    title, name = facts.title, facts.publisher
    return {
        "title": title,
        # The name of the site in two lines: who, and what.
        "names": [name, title.removeprefix(name).lstrip(_BETWEEN)] if title.startswith(name) else [title, ""],
        "language": facts.language,
        "publisher": facts.operator,
        "contact": list(facts.contact),
        "website": dict(facts.website),
        "report_error": facts.report_error,
        "columns": [
            {"section": section, "name": text, "address": "." if section == "home" else f"{section}/"}
            for section, text in facts.columns
        ],
        "links": [way._asdict() for way in facts.links],
        "menu": [way._asdict() for way in facts.menu],
        "lines": list(facts.lines),
        "logo": facts.logo,
        "style": facts.style,
        "tags": _tags(facts),
        "sample": facts.sample,
        "unfinished": facts.unfinished,
        "preview": facts.preview,
        "edition": facts.edition,
        "closed": facts.closed,
        "version": __version__,
        "words": dict(facts.words),
    }


def _tags(facts: SiteFacts) -> list[dict[str, str]]:
    """The tags that stand on every page: those of the site where the profile asks for them, and Open Graph's."""
    return [
        *({"kind": "name", "name": name, "content": content} for name, content in facts.tags),
        {"kind": "property", "name": "og:site_name", "content": facts.title},
        {"kind": "property", "name": "og:locale", "content": facts.language.replace("-", "_")},
        *([{"kind": "property", "name": "og:image", "content": facts.picture}] if facts.picture else []),
    ]
