"""The pages of who answers for what, for the checker of an inner edition: the items of each person, and what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator import urls
from generator.check.assessment import owners_of
from generator.digests import digest
from generator.findings.score import STYLE, MendLine, told_mends
from generator.frozen import frozen
from generator.load.shipped import find_data
from generator.model.item import Item
from generator.model.output.output import Output
from generator.model.persons import items_by_person, person_address
from generator.model.project import Project
from generator.problems import Problem
from generator.view.site_facts import banner_of

_TEMPLATE = "theme/sheets/person.html"


@frozen
class _ItemLine:
    """An item of a person: its address, title, category and department by name, and the day it last changed."""

    address: str
    title: str
    category: str
    department: str
    day: str


@frozen
class _Person:
    """A person: the items they answer for, newest first, of which departments, and what they are to mend."""

    name: str
    address: str
    items: tuple[_ItemLine, ...]
    departments: tuple[str, ...]
    latest: str
    mends: tuple[MendLine, ...]


def person_outputs(project: Project, problems: Sequence[Problem], site: Path) -> Iterator[Output]:
    """The page of all persons, one of each, and their style."""
    template, style = (find_data(site, name) for name in (_TEMPLATE, STYLE))
    assert template
    assert style
    found = owners_of(project, problems)
    mends: dict[str, list[MendLine]] = {}
    for mend, line in zip(found, told_mends(found, project, site), strict=True):
        mends.setdefault(mend.person, []).append(line)
    people = [_person(name, items, project, tuple(mends.get(name, ()))) for name, items in items_by_person(project.shown).items()]
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(template.read_text("utf-8"))
    label = project.settings.profile.fields[project.settings.profile.responsible].label
    known = {"t": project.settings.labels.text, "settings": project.settings, "banner": banner_of(project), "label": label}
    pages = {urls.file_of(urls.PERSONS): page.render(**known, title=label, root="../", people=people, person=None)}
    for one in people:
        address = person_address(one.name)
        title = f"{label} · {one.name}"
        pages[urls.file_of(address)] = page.render(**known, title=title, root="../../", people=(), person=one)
    for file, text in (*pages.items(), (urls.PERSONS_STYLE, style.read_text("utf-8"))):
        yield Output(file, digest(text.encode()), partial(str.encode, text))


def _person(name: str, items: Sequence[Item], project: Project, mends: tuple[MendLine, ...]) -> _Person:
    """A person with their items and what they are to mend."""
    settings = project.settings
    lines = [_line(item, project) for item in items]
    return _Person(
        name=name,
        address=urls.href("", person_address(name).removeprefix(urls.PERSONS)),
        items=tuple(lines),
        departments=tuple(dict.fromkeys(line.department for line in lines if line.department)),
        latest=settings.dates.shown(max(project.shown.changed_on(item) for item in items)),
        mends=mends,
    )


def _line(item: Item, project: Project) -> _ItemLine:
    """The line of an item on the page of its person."""
    settings = project.settings
    department = settings.departments.get(settings.department_of(item))
    category = settings.categories.get(item.authored.category[0]) if item.authored.category else None
    return _ItemLine(
        address=urls.href("", item.address),
        title=item.authored.title,
        category=category.name if category else "",
        department=department.name if department else "",
        day=settings.dates.shown(project.shown.changed_on(item)),
    )
