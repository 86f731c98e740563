"""Facts of the catalog that texts name instead of repeating: ``{{ office.phone }}``, ``{{ deadlines.answer }}``."""

from __future__ import annotations

from generator.model.report.report import Report
from generator.model.settings import Settings

# Facts that are a whole block: a table or a list of their own.
BLOCKS = (
    "offices",
    "hours",
    "departments",
    "categories",
    "fees",
    "remedies",
    "help",
    "steps",
    "application_form",
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
    facts |= {f"deadlines.{name}": str(deadline.days) for name, deadline in settings.profile.deadlines.items()}
    facts |= {
        f"columns.{name}": getattr(settings.profile.columns, name) for name in ("guide", "rules", "catalog", "reports", "apply")
    }
    return facts


def report_facts(settings: Settings, report: Report) -> dict[str, str]:
    """The facts that a report names: the body has the name that it had then."""
    return {**text_facts(settings), "publisher.name": settings.catalog.publisher.name_on(report.covers[1])}


def fact_names(settings: Settings) -> frozenset[str]:
    """Every name that may stand in ``{{ … }}``."""
    return frozenset((*text_facts(settings), *BLOCKS))
