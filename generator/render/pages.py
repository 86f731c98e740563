"""Authored pages as the engine shall see them: facts filled in, links turned to addresses."""

from __future__ import annotations

import re
from functools import partial

from generator import urls
from generator.model.catalog import Office
from generator.model.facts import text_facts
from generator.model.page import Page
from generator.model.project import Project

_FACT = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|>-])")


def render_page(page: Page, project: Project) -> str:
    """The Markdown of a page, with its facts and addresses."""
    facts = text_facts(project)
    blocks = {"offices": _offices, "hours": _hours, "departments": _departments, "categories": _categories}
    root = urls.root_from(page.address)

    def fact(match: re.Match[str]) -> str:
        name = match[1]
        return blocks[name](project, root) if name in blocks else _plain(facts[name])

    body = page.body
    for link in page.links:
        if link.path:
            target = urls.href(root, link.address or page_file_address(link.path)) + link.anchor
            written = re.compile(rf"(\]\(\s*<?|\]:\s*<?){re.escape(link.written)}(?=[\s>)])")
            body = written.sub(partial(_point_to, target), body)
    return _FACT.sub(fact, body)


def _point_to(target: str, match: re.Match[str]) -> str:
    return f"{match[1]}{target}"


def page_file_address(path: str) -> str:
    """Where a file beside a page is found."""
    return "assets/" + path.removeprefix("content/")


def page_files(project: Project) -> dict[str, str]:
    """The files that pages link to, each with its address."""
    targets = {link.path for page in project.pages for link in page.links}
    return {path: page_file_address(path) for path in sorted(targets & project.files - project.source_files)}


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _offices(project: Project, _: str) -> str:
    words = project.labels.text
    lines = []
    for office in project.catalog.offices:
        rows = [
            (words["office_role"], office.role),
            (words["office_address"], office.address),
            (words["office_postcode"], office.postcode),
            (words["office_phone"], office.phone),
            (words["office_fax"], office.fax),
            (words["office_email"], office.email),
            (words["office_hours"], _hours_text(office, project)),
        ]
        lines += [f"| {_plain(office.name)} | |", "| --- | --- |"]
        lines += [f"| {label} | {_plain(value)} |" for label, value in rows if value]
        lines.append("")
    return "\n".join(lines)


def _hours(project: Project, _: str) -> str:
    return _plain(_hours_text(project.catalog.offices[0], project)) if project.catalog.offices else ""


def _hours_text(office: Office, project: Project) -> str:
    words = project.labels.text
    seasons = []
    for hours in office.hours:
        season = (
            words["season"].format(start=_day(hours.from_, project), end=_day(hours.to, project))
            if hours.from_ and hours.to
            else ""
        )
        seasons.append(" ".join(part for part in (season, hours.days, words["and"].join(hours.times)) if part))
    text = words["sentence_join"].join(seasons)
    return f"{text} ({office.note})" if text and office.note else text or office.note


def _day(month_day: str, project: Project) -> str:
    month, day = month_day.split("-")
    return project.labels.text["month_day"].format(month=int(month), day=int(day))


def _departments(project: Project, root: str) -> str:
    words = project.labels.text
    lines = [f"| {words['department']} | {words['office_phone']} |", "| --- | --- |"]
    for department in project.departments.values():
        address = urls.href(root, urls.department_address(department.id))
        lines.append(f"| [{_plain(department.name)}]({address}) | {_plain(department.phone)} |")
    return "\n".join(lines)


def _categories(project: Project, root: str) -> str:
    words = project.labels.text
    lines = [f"| {words['category']} | {words['responsible']} | {words['rhythm']} |", "| --- | --- | --- |"]
    for category in project.categories.values():
        department = project.departments.get(category.department)
        rhythm = words[f"rhythm_{category.rhythm}"] if category.rhythm else ""
        indent = "　" * category.depth
        name = f"{indent}[{_plain(category.name)}]({urls.href(root, urls.category_address(category.id))})"
        lines.append(f"| {name} | {_plain(department.name) if department else ''} | {rhythm} |")
    return "\n".join(lines)
