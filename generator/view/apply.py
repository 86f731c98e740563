"""The parts of the page about applying: the steps, the form, the card of the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.frozen import frozen
from generator.model.application import Step
from generator.model.profile import Profile


@frozen
class Stage:
    """A box of the drawing: what happens, in which time, according to what, and its number where it always happens."""

    number: int
    title: str
    text: str
    time: str
    cites: str


def stages(steps: Sequence[Step], profile: Profile, words: Mapping[str, str]) -> list[Stage]:
    """The boxes of some steps in order; ``words`` are those of a language."""
    made = []
    for number, step in enumerate(steps, start=1):
        made.append(_stage(number, step, profile, words))
        made += [_stage(0, branch, profile, words) for branch in step.branches]
    return made


def _stage(number: int, step: Step, profile: Profile, words: Mapping[str, str]) -> Stage:
    deadline = profile.deadlines.get(step.deadline)
    count = str(deadline.number) if deadline else ""
    time = deadline.in_words(words) if deadline else ""
    return Stage(number, step.title, step.text.replace("{days}", count), time, step.cites)
