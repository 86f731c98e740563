"""Rules on coverage: all is there that the regulation asks to be published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from generator.check.catalog.deadlines import entries, statement_holds
from generator.check.rule import rule
from generator.late import late
from generator.model.board import items_of
from generator.model.catalog import WAYS, Catalog, office_of, place_of
from generator.model.facts import channel_name
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.page import Page
from generator.model.profile import Profile, Topic
from generator.model.settings import Settings
from generator.model.shown import Shown
from generator.problems import Mend, Position, Problem, Severity, Spot
from generator.text import nearest

REQUIREMENTS_UNANSWERED = "requirements-unanswered"
REQUIREMENT_UNANSWERED = "requirement-unanswered"
REQUIREMENT_EMPTY = "requirement-empty"
CATEGORY_EMPTY = "category-empty"
BOARD_EMPTY = "board-empty"
NOTHING_CONTRADICTED = "nothing-contradicted"
NOTHING_OUTDATED = "nothing-outdated"
FIELD_MISSING = "field-missing"
EXPLANATION_MISSING = "explanation-missing"
OFFICE_MISSING = "office-missing"
OFFICE_FACT_MISSING = "office-fact-missing"
DATA_JSON_FACT_MISSING = "data-json-fact-missing"
CHANNEL_OFFICE_UNKNOWN = "channel-office-unknown"
CHANNEL_PLACE_MISSING = "channel-place-missing"
TOPIC_MISSING = "topic-missing"
BLOCK_UNUSED = "block-unused"
_BLOCK = late(r"\{\{\s*(\w+)\s*\}\}")


@rule(REQUIREMENTS_UNANSWERED, REQUIREMENT_UNANSWERED, REQUIREMENT_EMPTY, severity=Severity.WARNING)
def check_requirements_met(
    shown: Shown, catalog: Catalog, profile: Profile, requirements: Mapping[str, str], unread: frozenset[str], labels: Labels
) -> Iterator[Problem]:
    """Each requirement is answered by a category that has items, or that states there is nothing.

    Where no category says what it answers, that is one cause, and told once.
    """
    if unread:  # what could not be read may be just what is asked for
        return
    there = [(name, entry) for _, name, entry in entries(catalog) if name not in shown.hidden_categories]
    stated = {name for name, entry in there if entry.nothing}
    answered: dict[str, list[str]] = {}
    for name, entry in there:
        for answer in entry.answers:
            answered.setdefault(answer, []).append(name)
    place = Spot("catalog.yml", ("categories",), key=True)
    if answered.keys().isdisjoint(requirements) and len(requirements) > 1:
        names = list(requirements)
        listed = labels.text["sentence_join"].join(f"{name} {requirements[name]}" for name in names)
        values = {"count": str(len(names)), "requirement": names[0], "requirements": listed}
        cites = profile.requirements_cite.format(requirement=f"{names[0]}–{names[-1]}")
        yield Problem(REQUIREMENTS_UNANSWERED, place, values, cites=cites)
        return
    for requirement, label in requirements.items():
        names = answered.get(requirement, [])
        values = {"requirement": requirement, "label": label, "categories": ", ".join(names)}
        cites = profile.requirements_cite.format(requirement=requirement)
        if not names:
            yield Problem(REQUIREMENT_UNANSWERED, place, values, cites=cites)
        elif not any(name in shown.items_by_category or name in stated for name in names):
            yield Problem(REQUIREMENT_EMPTY, _place(catalog, names[0]), values, cites=cites)


@rule(CATEGORY_EMPTY, severity=Severity.WARNING)
def check_categories_filled(shown: Shown, catalog: Catalog, unread: frozenset[str]) -> Iterator[Problem]:
    """No category is empty without saying so."""
    if unread:
        return
    for spot, name, entry in entries(catalog):
        said = entry.nothing or any(child.nothing for child in entry.children)
        if name not in shown.items_by_category and name not in shown.hidden_categories and not said:
            yield Problem(CATEGORY_EMPTY, spot, {"name": entry.name})


@rule(BOARD_EMPTY, severity=Severity.NOTICE, by_clock=True)
def check_boards_filled(shown: Shown, today: dt.date) -> Iterator[Problem]:
    """Something hangs on every board."""
    for board in shown.boards:
        if not items_of(board, shown.items, shown.items_by_category, today):
            spot = Spot("catalog.yml", ("boards",), needle=board.id)
            yield Problem(BOARD_EMPTY, spot, {"name": board.name, "days": str(board.days)})


@rule(NOTHING_CONTRADICTED, severity=Severity.WARNING)
def check_nothing_true(shown: Shown, catalog: Catalog, labels: Labels) -> Iterator[Problem]:
    """A category that states there is nothing has published nothing since, nor in the year before that day."""
    for spot, name, entry in entries(catalog):
        items = shown.items_by_category.get(name, [])
        if entry.nothing and any(_contradicts(item, entry.nothing.date) for item in items):
            values = {"name": entry.name, "date": entry.nothing.date.isoformat(), "count": str(len(items))}
            # What a new site was written with is nobody's statement, and goes.
            own = entry.nothing.statement == labels.text["new_nothing"]
            written = f", nothing: {{date: {values['date']}, statement: {entry.nothing.statement}}}"
            yield Problem(NOTHING_CONTRADICTED, spot.at("nothing"), values, mend=Mend(written, "") if own else None)


def _contradicts(item: Item, said: dt.date) -> bool:
    """True if an item came out in the year in which somebody said that there is nothing, or changed since."""
    published = item.authored.published
    return item.changed >= said or (published is not None and published.year == said.year)


@rule(NOTHING_OUTDATED, severity=Severity.WARNING, by_clock=True)
def check_nothing_recent(catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    """A statement that there is nothing is made anew every year."""
    for spot, _, entry in entries(catalog):
        if entry.nothing and not statement_holds(entry, today):
            values = {"name": entry.name, "date": entry.nothing.date.isoformat()}
            yield Problem(NOTHING_OUTDATED, spot.at("nothing", "date"), values)


@rule(FIELD_MISSING, severity=Severity.ERROR)
def check_category_fields(items: tuple[Item, ...], catalog: Catalog, profile: Profile) -> Iterator[Problem]:
    """Items have the fields that their category asks for."""
    wanted = {name: entry.required for _, name, entry in entries(catalog) if entry.required}
    if not wanted:
        return
    for item in items:
        if item.authored.draft:
            continue
        for name in dict.fromkeys(field for category in item.authored.category for field in wanted.get(category, ())):
            if not (getattr(item.authored, name, None) or item.fields.get(name)):
                asked = profile.fields.get(name) or profile.kinds[item.authored.kind].fields.get(name)
                yield Problem(FIELD_MISSING, item.spot, {"field": name, "label": asked.label if asked else ""})


@rule(EXPLANATION_MISSING, severity=Severity.WARNING)
def check_explanations(shown: Shown, catalog: Catalog) -> Iterator[Problem]:
    """A document that promises to be explained, or whose category does, is explained by an item."""
    explained = {other for item in shown.items if not item.authored.withdrawn for other in item.authored.explains}
    promising = {name for _, name, entry in entries(catalog) if entry.explained}
    for item in shown.items:
        promised = item.authored.explanation_promised or not promising.isdisjoint(item.authored.category)
        if promised and item.id not in explained and not item.authored.withdrawn and not item.authored.explains:
            yield Problem(EXPLANATION_MISSING, item.spot, {"title": item.authored.title})


@rule(OFFICE_MISSING, OFFICE_FACT_MISSING, severity=Severity.WARNING)
def check_office_facts(catalog: Catalog, profile: Profile, labels: Labels) -> Iterator[Problem]:
    """The office that answers for disclosure says all that the guide must say of it."""
    if not profile.office_facts:
        return
    if not catalog.offices:
        yield Problem(OFFICE_MISSING, Position("catalog.yml"), cites=profile.office_facts_cite)
        return
    office = catalog.offices[0]
    for name in profile.office_facts:
        if not getattr(office, name):
            values = {"field": name, "name": office.name, "label": labels.text.get(f"office_{name}", name)}
            cites = profile.office_facts_cite
            yield Problem(OFFICE_FACT_MISSING, Spot("catalog.yml", ("offices", 0)), values, cites=cites)


@rule(DATA_JSON_FACT_MISSING, severity=Severity.WARNING)
def check_harvest(settings: Settings) -> Iterator[Problem]:
    """A catalog that harvesters are to take has what they ask of every data set."""
    if settings.profile.exports and not settings.catalog.draft:
        spots = {
            "site_url": Spot("catalog.yml"),
            "email": Spot("catalog.yml", ("offices", 0) if settings.catalog.offices else ()),
        }
        for name in settings.missing_for_harvest:
            yield Problem(DATA_JSON_FACT_MISSING, spots[name], {"field": name})


@rule(CHANNEL_OFFICE_UNKNOWN, CHANNEL_PLACE_MISSING, severity=Severity.ERROR)
def check_channels(catalog: Catalog, labels: Labels) -> Iterator[Problem]:
    """A way of applying leads somewhere."""
    for index, channel in enumerate(catalog.channels):
        spot, office = Spot("catalog.yml", ("channels", index)), office_of(catalog, channel)
        if office is None and channel.office:
            known = [office.id for office in catalog.offices]
            values = {"office": channel.office, "known": ", ".join(known), "suggestion": nearest(channel.office, known)}
            yield Problem(CHANNEL_OFFICE_UNKNOWN, spot.at("office"), values)
        elif not place_of(catalog, channel):
            values = {"name": channel_name(channel, labels.text), "office": office.name if office and channel.by in WAYS else ""}
            yield Problem(CHANNEL_PLACE_MISSING, spot, {**values, "field": WAYS.get(channel.by, "address")})


@rule(BLOCK_UNUSED, severity=Severity.NOTICE)
def check_blocks_shown(pages: tuple[Page, ...], catalog: Catalog) -> Iterator[Problem]:
    """The accounts and channels of a catalog stand on a page; names of channels alone are for the steps."""
    told = {
        "accounts": bool(catalog.accounts),
        "channels": any(channel.note or channel.received or channel.address for channel in catalog.channels),
    }
    for name, said in told.items():
        if said and not any(name in _BLOCK.findall(page.body) for page in pages):
            yield Problem(BLOCK_UNUSED, Spot("catalog.yml", (name,), key=True), {"field": name, "block": f"{{{{ {name} }}}}"})


@rule(TOPIC_MISSING, severity=Severity.NOTICE)
def check_page_topics(pages: tuple[Page, ...], profile: Profile) -> Iterator[Problem]:
    """The pages written by hand speak of what the regulation wants them to."""
    by_id = {page.id: page for page in pages}
    for name in profile.page_topics:
        page = by_id.get(name)
        for topic in topics_missing(name, page.body, profile) if page else ():
            assert page is not None
            values = {"topic": topic.label, "title": page.head.title, "words": ", ".join(topic.words)}
            yield Problem(TOPIC_MISSING, page.spot, values, cites=topic.cites)


def topics_missing(page: str, body: str, profile: Profile) -> list[Topic]:
    """The topics that the profile wants of a page and its text does not speak of, what its blocks say included."""
    told = {"remedies": profile.application.remedies, "help": profile.application.help}
    blocks = [" ".join(told[name]) for name in _BLOCK.findall(body) if name in told]
    said = " ".join([body, *blocks]).casefold()
    return [topic for topic in profile.page_topics.get(page, ()) if not any(word.casefold() in said for word in topic.words)]


def _place(catalog: Catalog, name: str) -> Spot:
    return next(spot for spot, own, _ in entries(catalog) if own == name)
