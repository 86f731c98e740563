"""Whether the publisher goes by one name, and by its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.project import Project
from generator.problems import Problem

# The kind of body a name ends with, behind the place it is of.
_BODY = re.compile(r"^(?P<place>.{2,}?[省市县区州盟旗])(?P<body>.{3,})$")


def check_publisher_names(project: Project) -> Iterator[Problem]:
    """An item that names its publisher gives a name of another body, or another form of the name."""
    publisher = project.catalog.publisher
    own = _BODY.match(publisher.name)
    known = {publisher.name, publisher.short_name, *publisher.former_names}
    for item in project.items:
        named = item.authored.publisher
        if not named or named in known or own is None:
            continue
        other = _BODY.match(named)
        # Another body's document may well be shown; one of the same kind elsewhere, or a short form, is most likely a slip.
        same_kind = other is not None and other["body"] == own["body"] and other["place"] != own["place"]
        short_form = named.startswith(own["place"]) and _shortens(named[len(own["place"]) :], own["body"])
        if same_kind or short_form:
            yield Problem("publisher-name-other", item.spot.at("publisher"), {"value": named, "expected": publisher.name})


def _shortens(short: str, full: str) -> bool:
    """Whether a name is made of some characters of another, in their order: 卫健委 of 卫生健康委员会."""
    rest = iter(full)
    return len(short) < len(full) and all(char in rest for char in short)
