"""An edition: one build of a site's content, for some audiences, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field

from generator.model.record import record


@record
class Edition:
    """The audiences a build is for and the day it is made on.

    In a ``preview``, which is never published, ``previewed`` items and ``previewed_reports`` are shown too, by id with
    what they are (``draft``, ``scheduled``).
    """

    today: dt.date
    audiences: frozenset[str]
    preview: bool = False
    previewed: Mapping[str, str] = field(default_factory=dict)
    previewed_reports: Mapping[str, str] = field(default_factory=dict)
