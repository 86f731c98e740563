"""Whether everything is there that the regulation asks to be published."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.catalog.deadlines import entries, statement_holds
from generator.check.rule import rule
from generator.model.project import Project
from generator.problems import Position, Problem, Severity, Spot


@rule("requirement-unanswered", "requirement-empty", severity=Severity.WARNING)
def check_requirements_met(project: Project) -> Iterator[Problem]:
    """Each requirement is answered by a category that has items, or that states there is nothing."""
    if project.unread:  # what could not be read may be just what is asked for
        return
    stated = {name for _, name, entry in entries(project) if entry.nothing}
    answered: dict[str, list[str]] = {}
    for _, name, entry in entries(project):
        for answer in entry.answers:
            answered.setdefault(answer, []).append(name)
    for requirement, label in project.requirements.items():
        names = answered.get(requirement, [])
        values = {"requirement": requirement, "label": label, "categories": ", ".join(names)}
        cites = project.profile.requirements_cite.format(requirement=requirement)
        if not names:
            yield Problem("requirement-unanswered", Spot("catalog.yml", ("categories",), key=True), values, cites=cites)
        elif not any(name in project.public_by_category or name in stated for name in names):
            yield Problem("requirement-empty", _place(project, names[0]), values, cites=cites)


@rule("category-empty", severity=Severity.WARNING)
def check_categories_filled(project: Project) -> Iterator[Problem]:
    """No category is empty without saying so."""
    if project.unread:
        return
    for spot, name, entry in entries(project):
        said = entry.nothing or any(child.nothing for child in entry.children)
        if name not in project.public_by_category and not said:
            yield Problem("category-empty", spot, {"name": entry.name})


@rule("nothing-contradicted", severity=Severity.WARNING)
def check_nothing_true(project: Project) -> Iterator[Problem]:
    """A category that states there is nothing has published nothing since."""
    for spot, name, entry in entries(project):
        items = project.public_by_category.get(name, [])
        if entry.nothing and any(item.changed >= entry.nothing.date for item in items):
            values = {"name": entry.name, "date": entry.nothing.date.isoformat(), "count": str(len(items))}
            yield Problem("nothing-contradicted", spot.at("nothing"), values)


@rule("nothing-outdated", severity=Severity.WARNING, by_clock=True)
def check_nothing_recent(project: Project) -> Iterator[Problem]:
    """A statement that there is nothing is made anew every year."""
    for spot, _, entry in entries(project):
        if entry.nothing and not statement_holds(entry, project.today):
            values = {"name": entry.name, "date": entry.nothing.date.isoformat()}
            yield Problem("nothing-outdated", spot.at("nothing", "date"), values)


@rule("field-missing", severity=Severity.ERROR)
def check_category_fields(project: Project) -> Iterator[Problem]:
    """Items have the fields that their category asks for."""
    wanted = {name: entry.required for _, name, entry in entries(project) if entry.required}
    if not wanted:
        return
    for item in project.items:
        if item.authored.draft:
            continue
        for name in dict.fromkeys(field for category in item.authored.category for field in wanted.get(category, ())):
            if not (getattr(item.authored, name, None) or item.fields.get(name)):
                shown = project.profile.fields.get(name) or project.profile.kinds[item.authored.kind].fields.get(name)
                yield Problem("field-missing", item.spot, {"field": name, "label": shown.label if shown else ""})


@rule("explanation-missing", severity=Severity.WARNING)
def check_explanations(project: Project) -> Iterator[Problem]:
    """A document that promises to be explained, or whose category does, is explained by an item."""
    explained = {other for item in project.public if not item.authored.withdrawn for other in item.authored.explains}
    promising = {name for _, name, entry in entries(project) if entry.explained}
    for item in project.public:
        promised = item.authored.explanation_promised or not promising.isdisjoint(item.authored.category)
        if promised and item.id not in explained and not item.authored.withdrawn and not item.authored.explains:
            yield Problem("explanation-missing", item.spot, {"title": item.authored.title})


@rule("office-missing", "office-fact-missing", severity=Severity.WARNING)
def check_office_facts(project: Project) -> Iterator[Problem]:
    """The office that answers for disclosure says all that the guide must say of it."""
    if not project.profile.office_facts:
        return
    if not project.catalog.offices:
        yield Problem("office-missing", Position("catalog.yml"), cites=project.profile.office_facts_cite)
        return
    office = project.catalog.offices[0]
    for name in project.profile.office_facts:
        if not getattr(office, name):
            values = {"field": name, "name": office.name, "label": project.labels.text.get(f"office_{name}", name)}
            cites = project.profile.office_facts_cite
            yield Problem("office-fact-missing", Spot("catalog.yml", ("offices", 0)), values, cites=cites)


@rule("topic-missing", severity=Severity.NOTICE)
def check_page_topics(project: Project) -> Iterator[Problem]:
    """The pages written by hand speak of what the regulation wants them to."""
    pages = {page.id: page for page in project.pages}
    for name, topics in project.profile.page_topics.items():
        page = pages.get(name)
        for topic in topics if page else ():
            assert page is not None
            if not any(word in page.body for word in topic.words):
                values = {"topic": topic.label, "title": page.head.title, "words": ", ".join(topic.words)}
                yield Problem("topic-missing", page.spot, values, cites=topic.cites)


def _place(project: Project, name: str) -> Spot:
    return next(spot for spot, own, _ in entries(project) if own == name)
