"""The letters to applicants in a profile: what stands in braces in them is a fact that there is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.settings.profile import FOLDER, unfilled
from generator.model.application import LETTER_FACTS
from generator.model.profile import Profile
from generator.problems import Problem, Spot


def wrong_letters(profile: Profile, name: str) -> Iterator[Problem]:
    """The problems of letters that name facts there are not; ``name`` is that of the profile's file."""
    spot = Spot(f"{FOLDER}/{name}.yml", ("application", "letters"))
    for letter, about in profile.application.letters.items():
        for index, text in enumerate(about.text):
            yield from unfilled(text, LETTER_FACTS, spot.at(letter, "text", index))
