"""Waivers: problems that somebody answers for, for a reason and a time."""

from __future__ import annotations

from generator.model.record import Date, Text, record

WAIVERS = "content/waivers.yml"


@record
class Waiver:
    """An entry of ``content/waivers.yml``: the problem of this code in this file is not told until a day.

    ``match`` narrows it to messages that hold this text, ``fingerprint`` to the one problem that has it (its beginning, as
    ``--format json`` shows it), which is of what is said and not of where it stands.
    """

    code: Text
    path: Text
    reason: Text
    who: Text
    until: Date
    match: Text = ""
    fingerprint: Text = ""
