"""New files that pass every check: an item, a page, a report, a whole site."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.load.shipped import find_data
from generator.load.source.yaml_tree import parse
from generator.model.profile import KindField
from generator.model.project import Project
from generator.problems import SourceError

SITE_FILES: Mapping[str, str] = {
    "catalog.yml": "catalog.yml",
    "guide.md": "content/pages/guide.md",
    "rules.md": "content/pages/rules.md",
    "apply.md": "content/pages/apply.md",
}
_SERIAL = re.compile(r"^(?P<front>.*?)(?P<year>\d{4})(?P<join>\D*-)(?P<serial>\d+)$")
_WRITTEN = ("guide", "rules", "apply")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be: where it goes below the site, and its text."""

    path: str
    text: str


def site_drafts(language: str, today: dt.date) -> list[Draft]:
    """The files of a new site, with one item in it."""
    files = [
        Draft(path, _shipped(Path(), language, name).replace("TODAY", today.isoformat())) for name, path in SITE_FILES.items()
    ]
    catalog = yaml.safe_load(files[0].text)
    head = {
        "title": {"zh-CN": "（第一条公开的信息）", "en": "(the first thing published)"}[language],
        "index_number": {"zh-CN": f"00000000X/{today.year}-00001", "en": f"REF-{today.year}-001"}[language],
        "category": catalog["categories"][0]["id"],
        "created": today.isoformat(),
        "published": today.isoformat(),
        "department": catalog["departments"][0]["id"],
        "summary": {"zh-CN": "（一两句话说明内容）", "en": "(what it is about, in a sentence or two)"}[language],
    }
    body = {"zh-CN": "（正文）", "en": "(text)"}[language]
    return [*files, Draft(f"content/items/{today.year}/first.md", _markdown(head, body))]


def page_draft(site: Path, name: str, language: str) -> Draft:
    """A page: one of the columns by its name, or an empty one."""
    return Draft(f"content/pages/{name}.md", _shipped(site, language, f"{name if name in _WRITTEN else 'page'}.md"))


def item_draft(project: Project, name: str, kind: str, title: str, category: str) -> Draft:
    """An item as a draft, with the next free index number and every field of its kind laid out."""
    words = project.settings.labels.text
    head: dict[str, object] = {
        "title": title or words["new_title"],
        **({"kind": kind} if kind != "document" else {}),
        "index_number": next_index_number(project),
        "category": category or next(iter(project.settings.categories), ""),
        "created": project.edition.today.isoformat(),
        "published": project.edition.today.isoformat(),
        "department": next(iter(project.settings.departments), ""),
        "summary": words["new_summary"],
        **{field: _example(shown, project.edition.today) for field, shown in project.settings.profile.kinds[kind].fields.items()},
        "draft": "true",
    }
    comments = {field: shown.label for field, shown in project.settings.profile.fields.items()}
    comments |= {field: shown.label for field, shown in project.settings.profile.kinds[kind].fields.items()}
    comments |= {"draft": words["new_draft"]}
    shown_head = {name: value for name, value in head.items() if value != ""}
    return Draft(f"content/items/{name}.md", _markdown(shown_head, words["new_body"], comments))


def next_index_number(project: Project) -> str:
    """The next serial of this year, in the form of the numbers there are (or of the profile's example)."""
    form = project.settings.profile.index_number
    numbers = [item.authored.index_number for item in project.items] or [form.example if form else ""]
    this_year = [
        match for number in numbers if (match := _SERIAL.match(number)) and match["year"] == str(project.edition.today.year)
    ]
    latest = max(this_year, key=lambda match: int(match["serial"]), default=None)
    if latest:
        return f"{latest['front']}{latest['year']}{latest['join']}{int(latest['serial']) + 1:0{len(latest['serial'])}d}"
    # The first of a year: the form of the numbers there are, or of the profile's example with the body's own code.
    earlier = next((match for number in reversed(numbers) if (match := _SERIAL.match(number))), None)
    if earlier is None:
        return ""
    rest = f"{project.edition.today.year}{earlier['join']}{1:0{len(earlier['serial'])}d}"
    own = f"{project.settings.catalog.publisher.code}/{rest}"
    return own if not project.items and form and re.fullmatch(form.pattern, own) else earlier["front"] + rest


def _example(field: KindField, today: dt.date) -> object:
    return {"date": today.isoformat(), "number": "0", "money": "0", "list": ["…"]}.get(field.type, "…")


def _markdown(head: Mapping[str, object], body: str, comments: Mapping[str, str] | None = None) -> str:
    lines = ["---"]
    for name, value in head.items():
        comment = (comments or {}).get(name, "")
        lines.append(f"{name}: {_written(value)}" + (f"  # {comment}" if comment else ""))
    return "\n".join([*lines, "---", "", body, ""])


def _written(value: object) -> str:
    """A value as YAML: bare where it would be read as itself, in quotes where not."""
    if isinstance(value, list):
        return f"[{', '.join(_written(entry) for entry in value)}]"
    text = str(value)
    try:
        bare = parse(f"value: [{text}]", "", []) == {"value": [text]}
    except SourceError:
        bare = False
    return text if bare else json.dumps(text, ensure_ascii=False)


def _shipped(site: Path, language: str, name: str) -> str:
    path = find_data(site, f"site_config/scaffold/{language}/{name}")
    assert path is not None
    return path.read_text("utf-8")
