"""Rules on the name of the publisher: it goes by one name, and by its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from generator.check.rule import rule
from generator.model.catalog import Catalog
from generator.model.item import Item
from generator.model.text_pattern import BodyName
from generator.problems import Problem, Severity

OTHER_NAME = "publisher-name-other"
# The kind of body a name ends with, behind the place it is of.
_BODY = re.compile(r"^(?P<place>.{2,}?[省市县区州盟旗])(?P<body>.{3,})$")


@rule(OTHER_NAME, severity=Severity.NOTICE)
def check_publisher_names(items: tuple[Item, ...], catalog: Catalog) -> Iterator[Problem]:
    """An item that names its publisher gives a name of another body, or another form of the name."""
    publisher = catalog.publisher
    own = _BODY.match(publisher.name)
    known = {*publisher.all_names}
    for item in items:
        named = item.authored.publisher
        if not named or named in known or own is None:
            continue
        other = _BODY.match(named)
        # Another body's document may well be shown; one of the same kind elsewhere, or a short form, is most likely a slip.
        same_kind = other is not None and other["body"] == own["body"] and other["place"] != own["place"]
        short_form = named.startswith(own["place"]) and _shortens(named[len(own["place"]) :], own["body"])
        if same_kind or short_form:
            yield Problem(OTHER_NAME, item.spot.at("publisher"), {"value": named, "expected": publisher.name})


def find_names(names: Sequence[BodyName], catalog: Catalog, created: dt.date | None, body: str) -> Iterator[tuple[BodyName, str]]:
    """The other names of the publisher in a text: those of word of mouth, and former ones in what is newer than the change."""
    own = _BODY.match(catalog.publisher.name)
    for entry in names if own else ():
        assert own is not None
        if own["body"] != entry.name:
            continue
        old = created is not None and entry.until is not None and created <= entry.until
        for other in (*entry.informal, *(() if old else entry.former)):
            if other not in body:
                continue
            # 市卫健委 alone is the publisher's; behind the name of another place it is another's.
            place = re.escape(own["place"])
            found = re.search(rf"{place}{other}|(?<![一-龥]){place[-1]}{other}", body)
            if found:
                yield entry, found[0]


def find_signature(catalog: Catalog, item: Item, body: str) -> str:
    """The name that signs a text, if it is that of the same kind of body in another place, whose text was copied; else ``''``."""
    own = _BODY.match(catalog.publisher.name)
    if own is None or own["body"] not in body or item.authored.publisher:
        return ""
    for line in body.rstrip().split("\n")[-3:]:
        other = _BODY.match(line.strip(" 　*>"))
        if other and other["body"] == own["body"] and other["place"] not in (own["place"], own["place"].removesuffix("市")):
            return other[0]
    return ""


def _shortens(short: str, full: str) -> bool:
    """True if a name is made of some characters of another, in their order: 卫健委 of 卫生健康委员会."""
    rest = iter(full)
    return len(short) < len(full) and all(char in rest for char in short)
