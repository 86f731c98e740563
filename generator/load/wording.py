"""The words of a profile in the place of those of its language: one state, one field has one name on every page."""

from __future__ import annotations

from dataclasses import replace

from generator.model.labels import Labels
from generator.model.profile import Profile

# The states of an item that the list ``validity`` of a profile names, each with the notice that then says it.
_NOTICES = {"repealed": "notice_ended", "expired": "notice_ended", "amended": "notice_changed"}
# The words of the search that name a field.
_FIELDS = {
    "index_number": "search_in_index_number",
    "doc_number": "search_in_doc_number",
    "validity": "search_by_validity",
    "department": "search_by_department",
}


def worded(labels: Labels, profile: Profile) -> Labels:
    """The words of a language as a profile has them; the same record as long as both are."""
    known = _worded.get(labels.language)
    if known is None or known[0] is not labels or known[1] != profile:
        text = {**labels.text, **_states(labels, profile), **_fields(labels, profile)}
        known = _worded[labels.language] = (labels, profile, labels if text == labels.text else replace(labels, text=text))
    return known[2]


_worded: dict[str, tuple[Labels, Profile, Labels]] = {}


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
    """The words of the search for fields that the profile has names for."""
    named = {word: profile.fields[name].label for name, word in _FIELDS.items() if name in profile.fields}
    return {word: name for word, name in named.items() if name not in labels.text[word]}
