"""Facts of the catalog that texts name instead of repeating: ``{{ office.phone }}``, ``{{ deadlines.answer }}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.late import late
from generator.model.catalog import Catalog, Channel, Office
from generator.model.report.report import Report
from generator.model.settings import Settings

# Facts that are a whole block: a table or a list of their own.
BLOCKS = (
    "offices",
    "hours",
    "departments",
    "categories",
    "fees",
    "channels",
    "accounts",
    "remedies",
    "help",
    "steps",
    "application_form",
    "application_states",
    "office_card",
)


def text_facts(settings: Settings) -> dict[str, str]:
    """The facts that are a piece of text, by name; ``office`` is the first office, each also goes by its id."""
    catalog = settings.catalog
    facts = {f"publisher.{name}": getattr(catalog.publisher, name) for name in ("name", "short_name", "code", "region")}
    facts["site.title"] = settings.title
    facts["site.url"] = settings.site_url
    named = [("office", catalog.offices[0])] if catalog.offices else []
    for name, office in (*named, *((f"offices.{office.id}", office) for office in catalog.offices)):
        for part in ("name", "role", "address", "postcode", "phone", "fax", "email", "note"):
            facts[f"{name}.{part}"] = getattr(office, part)
        facts[f"{name}.hours"] = hours_text(office, settings.labels.text)
    facts |= {f"appeals.{name}": getattr(catalog.appeals, name) for name in ("supervisor", "review", "court")}
    facts |= {f"deadlines.{name}": str(deadline.number) for name, deadline in settings.profile.deadlines.items()}
    facts |= {
        f"columns.{name}": getattr(settings.profile.columns, name) for name in ("guide", "rules", "catalog", "reports", "apply")
    }
    return facts


def report_facts(settings: Settings, report: Report) -> dict[str, str]:
    """The facts that a report names: the body has the name that it had then."""
    words, publisher = settings.labels.text, settings.publisher_of(report.series)
    return {
        **text_facts(settings),
        "publisher.name": publisher.name_on(report.covers[1]),
        "publisher.short_name": publisher.short_name,
        "report.period": report.period.name(words),
        "report.previous_period": report.period.before.name(words),
    }


def fact_names(settings: Settings) -> dict[str, None]:
    """Every name that may stand in ``{{ … }}``, in an order that is always the same."""
    return dict.fromkeys((*text_facts(settings), *BLOCKS, *office_blocks(settings.catalog)))


def office_blocks(catalog: Catalog) -> dict[str, Office]:
    """The facts that are all of one office, by name: ``offices.reading``."""
    return {f"offices.{office.id}": office for office in catalog.offices}


def hours_text(office: Office, words: Mapping[str, str]) -> str:
    """The hours of an office in a sentence, with its note."""
    seasons = []
    for hours in office.hours:
        season = season_text(words, hours.from_ or "", hours.to or "")
        seasons.append(" ".join(part for part in (season, hours.days, words["and"].join(hours.times)) if part))
    text = words["sentence_join"].join(seasons)
    return words["with_note"].format(text=text, note=office.note) if text and office.note else text or office.note


def season_text(words: Mapping[str, str], start: str, end: str) -> str:
    """A span of the year, from a month and day to another; one that ends before it begins ends in the year after."""
    if not (start and end):
        return ""

    def day(month_day: str) -> str:
        month, day = month_day.split("-")
        name = words["month_names"].split()[int(month) - 1]
        return words["month_day"].format(month=int(month), name=name, day=int(day))

    return words["season" if start <= end else "season_over_new_year"].format(start=day(start), end=day(end))


# Somebody to turn to, or the ways to turn to us: as the catalog names them, else what follows the bar.
BLANKS = ("supervisor", "review", "court", "channels")
_NAMED = late(rf"\{{({'|'.join(BLANKS)})\|([^{{}}|]*)\}}")


def channel_name(channel: Channel, words: Mapping[str, str]) -> str:
    """The name of a way of applying, in the words of the site where it has none of its own."""
    return channel.name or words[f"channel_{channel.by}"]


def name_parties(text: str, settings: Settings) -> str:
    """A text of the regulation with the names that the catalog has for whom and what it speaks of."""
    catalog, words = settings.catalog, settings.labels.text

    def named(match: re.Match[str]) -> str:
        if match[1] == "channels":
            return words["list_join"].join(channel_name(channel, words) for channel in catalog.channels) or match[2]
        return getattr(catalog.appeals, match[1]) or match[2]

    return _NAMED.sub(named, text)
