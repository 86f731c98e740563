"""The frame of a site: what stands on every page, and nothing that changes with the day or with one page."""

from __future__ import annotations

from dataclasses import replace

from generator import urls
from generator.model.dates import DateForm
from generator.model.profile import Columns
from generator.model.settings import Settings
from generator.view.record import view

# The words that are put on pages outside their templates.
_STATES = (
    *("withdrawn", "repealed", "expired", "superseded", "corrected", "clarified", "supplemented", "amended"),
    *("on-notice", "notice-over", "draft", "scheduled"),
)
_WORDS = (
    *(
        "home",
        "list_join",
        "table",
        "scan",
        "scan_label",
        "title_with_state",
        "month_day",
        "month_names",
        "season",
        "season_over_new_year",
        "steps_diagram",
        "contents",
        "period_year",
    ),
    *("may_happen", *(f"state_{state}" for state in _STATES)),
)


@view
class Frame:
    """The names, the language, the address and the words of a site; ``contact`` is the address where a reader can ask."""

    title: str
    publisher: str
    language: str
    site_url: str
    profile: str
    columns: Columns
    schema_publisher: str
    contact: str
    dates: DateForm
    words: tuple[tuple[str, str], ...]


def contact_address(settings: Settings) -> str:
    """The address where readers reach an office: by mail, else by telephone; nothing where the catalog has neither."""
    for office in settings.catalog.offices:
        if office.email:
            return f"mailto:{office.email}"
        if phone := urls.phone_address(office.phone):
            return phone
    return ""


def frame_of(settings: Settings) -> Frame:
    """The frame that settings give."""
    return Frame(
        title=settings.title,
        publisher=settings.catalog.publisher.name,
        language=settings.catalog.language,
        site_url=settings.site_url,
        profile=settings.profile.name,
        columns=replace(settings.profile.columns, reports=settings.reports_title),
        schema_publisher=settings.profile.structured_data.publisher,
        contact=contact_address(settings),
        dates=settings.dates,
        words=tuple((name, settings.labels.text[name]) for name in _WORDS),
    )
