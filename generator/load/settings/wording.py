"""The words of a profile and of a region in the place of those of its language: one thing has one name on every page."""

from __future__ import annotations

from dataclasses import replace

from generator.model.labels import Labels
from generator.model.profile import Profile

# The states of an item that the list ``validity`` of a profile names, each with the notice that then says it.
_NOTICES = {"repealed": "notice_ended", "expired": "notice_ended", "amended": "notice_changed"}
# The words that name a field: of the search, and the headings of listings.
_FIELDS = {
    "search_in_index_number": "index_number",
    "search_in_doc_number": "doc_number",
    "search_by_validity": "validity",
    "search_by_department": "department",
    "search_by_category": "category",
    "search_kind_category": "category",
    "search_kind_department": "department",
    "search_by_audience": "audience",
    "search_by_publisher": "publisher",
    "by_category": "category",
    "by_department": "department",
}


def worded(labels: Labels, profile: Profile, tag: str) -> Labels:
    """The words of a language as its region and a profile have them; the same record as long as both are."""
    region = tag.rpartition("-")[2]
    known = _worded.get((labels.language, region))
    if known is None or known[0] is not labels or known[1] != profile:
        there = replace(labels, text={**labels.text, **_of_region(labels, region)})
        text = {**there.text, **_states(there, profile), **_fields(there, profile)}
        known = labels, profile, labels if text == labels.text else replace(labels, text=text)
        _worded[labels.language, region] = known
    return known[2]


_worded: dict[tuple[str, str], tuple[Labels, Profile, Labels]] = {}


def _of_region(labels: Labels, region: str) -> dict[str, str]:
    """The words that a region has others for: those whose name stands a second time, with the region behind it."""
    own = f"_{region}"
    named = ((name.removesuffix(own), text) for name, text in labels.text.items() if region and name.endswith(own))
    return {name: text for name, text in named if name in labels.text}


def _states(labels: Labels, profile: Profile) -> dict[str, str]:
    """The stamps and notices of states that the profile calls otherwise; a word that is in ours already is no other."""
    words: dict[str, str] = {}
    for state, notice in _NOTICES.items():
        name = profile.lists.get("validity", {}).get(state, "")
        if name and name not in labels.text[f"state_{state}"]:
            words[f"state_{state}"] = name
            words[f"notice_{state}"] = labels.text[notice].format(state=name)
    return words


def _fields(labels: Labels, profile: Profile) -> dict[str, str]:
    """The words for fields that the profile calls otherwise than the language does, whose own name is the first of its keys."""
    named = {word: name for word, name in _FIELDS.items() if name in profile.fields}
    told = {word: profile.fields[name].label for word, name in named.items()}
    return {
        word: label
        for word, label in told.items()
        if (label,) != labels.keys.get(named[word], ())[:1] and not _alike(label, labels.text[word])
    }


def _alike(name: str, other: str) -> bool:
    """True if one of two names stands in the other."""
    one, two = name.casefold(), other.casefold()
    return one in two or two in one
