"""The words the search page's script says, in the language of the site."""

from __future__ import annotations

from typing import Any

from generator.model.settings import Settings

# What the script calls a word: its name in the labels.
_WORDS = {
    "searching": "search_searching",
    "count": "search_count",
    "count_about": "search_count_about",
    "settle": "search_settle",
    "none": "search_none",
    "partial": "search_partial",
    "partial_more": "search_partial_more",
    "numbered": "search_numbered",
    "all": "search_all",
    "slow": "search_slow",
    "too_short": "search_too_short",
    "failed": "search_failed",
    "retry": "search_retry",
    "browse": "search_browse",
    "apply": "search_apply",
    "nearest": "search_nearest",
    "everywhere": "search_everywhere",
    "more": "search_more",
    "later": "search_later",
    "unread": "search_unread",
    "in_file": "search_in_file",
    "sort": "search_sort",
    "previous": "previous_page",
    "next": "next_page",
    "colon": "colon",
}
# The fields a query may name, each with the keys of a source whose labels mean it.
_FIELDS = ("title", "doc_number", "index_number", "keywords", "text", "files")
_KEYS = {"text": ("body",), "files": ("attachments", "file")}


def search_words(settings: Settings) -> dict[str, Any]:
    """Everything the script says."""
    text, labels = settings.labels.text, settings.labels
    names = {}
    for field in _FIELDS:
        spellings = {name for key in (field, *_KEYS.get(field, ())) for name in labels.spellings(key)}
        names[field] = sorted(spellings | {text[f"search_in_{field}"]})
    return {name: text[label] for name, label in _WORDS.items()} | {
        "names": names,
        "dates": {"day": settings.dates.day, "months": settings.dates.months},
        "facets": {name: text[f"search_by_{name}"] for name in ("category", "year", "department", "validity", "audience")},
        "sorts": {name: text[f"search_sort_{name}"] for name in ("relevance", "date")},
        "kinds": {name: text[f"search_kind_{name}"] for name in ("report", "page", "category", "department")},
    }
