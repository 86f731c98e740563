"""An edition: one build of a site's content, for some audiences, on a day."""

from __future__ import annotations

import datetime as dt

from generator.model.record import record


@record
class Edition:
    """The audiences a build is for and the day it is made on."""

    today: dt.date
    audiences: frozenset[str]
