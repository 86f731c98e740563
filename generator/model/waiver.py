"""Waivers: problems that somebody answers for, for a reason and a time."""

from __future__ import annotations

from generator.model.record import Date, Text, record

WAIVERS = "content/waivers.yml"


@record
class Waiver:
    """An entry of ``content/waivers.yml``: the problem of this code in this file is not told until a day.

    ``match`` narrows it to messages that hold this text.
    """

    code: Text
    path: Text
    reason: Text
    who: Text
    until: Date
    match: Text = ""
