"""The steps that an item goes through before and after its publication: their order, their people, who sees them."""

from __future__ import annotations

from generator.model.record import Positive, Text, record


@record
class ProcedureStep:
    """A step: its id and label. One that comes ``after`` publication is due within a term of the profile, its ``deadline``."""

    id: Text
    label: Text
    after: bool = False
    deadline: Text = ""
    cites: Text = ""


@record
class Procedure:
    """Steps in their order. ``people`` is how many different people must have a hand in those before publication.

    ``shown``: readers see who took them, and when; else it stays with the sources.
    """

    label: Text
    steps: tuple[ProcedureStep, ...]
    people: Positive = 1
    shown: bool = False
    cites: Text = ""

    def ids(self) -> dict[str, str]:
        """The ids of its steps by id and label."""
        return {name: step.id for step in self.steps for name in (step.id, step.label)}
