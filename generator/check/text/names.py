"""Rules on the name of the publisher: it goes by one name, and by its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from generator.check.rule import rule
from generator.late import late
from generator.model.catalog import Catalog
from generator.model.item import Item
from generator.model.profile import Profile
from generator.model.text_pattern import BodyName
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot

OTHER_NAME, UNNAMED = "publisher-name-other", "body-unnamed"
_LONGEST = 40
# The kind of body a name ends with, behind the place it is of.
_BODY = late(r"^(?P<place>.{2,}?[省市县区州盟旗])(?P<body>.{3,})$")

# What a body calls itself and nobody else calls it, in the words of its kind: 本单位, 我局, 我市卫健委.
_NOUN = (
    "(?:单位|(?:行政)?机关|机构|部门|局|委|委员会|厅|府|政府|办|办公室|处|科|科室"
    "|股|院|医院|中心|站|所|校|学校|会|镇|乡|街道|公司|里|家)"
)
_OWN = late(
    rf"(?:本|我们?|咱们?|该)(?:(?:[市县区州省乡镇院局]|街道|级|单位)[一-龥]{{0,8}}?)?{_NOUN}|贵{_NOUN}"
    r"|我们|咱们|自己|本[级市县区州省乡镇]|单位|机关|局里?"
)
_GENERIC = (
    "parish town city borough district county state local public council authority authorities office department agency board "
    "body organisation organization committee government publisher "
    "directorate ministry secretariat division corporation"
)
_OWN_ENGLISH = late(
    rf"(?:we|us|ourselves|self|same)|(?:(?:this|our|the|my|said)\s+)?(?:(?:{_GENERIC.replace(' ', '|')})\s*)+",
    re.IGNORECASE,
)
_OF_PLACE = late(r"(?:本|我们?|咱们?|该)(?:[级市县区州省乡镇]|街道)[一-龥]{2,}")
_NONE = late(r"无|暂无|没有|待定|-+|/|none|n/?a", re.IGNORECASE)
# The name of a field that names a body: 实施机关, 行使主体, Department.
_NAMES_A_BODY = late(r".*(?:机关|机构|主体|单位|部门)(?:名称)?|(?:.* )?(?:authority|agency|body|council)", re.I)


@rule(UNNAMED, severity=Severity.ERROR)
def check_bodies_named(items: tuple[Item, ...], catalog: Catalog, profile: Profile) -> Iterator[Problem]:
    """Where a body is to be named, it is named: a reader elsewhere cannot know which one "our office" is."""
    expected = catalog.publisher.name
    if _is_nobody(expected):
        yield Problem(UNNAMED, Spot(CATALOG, ("publisher", "name")), {"field": "name", "value": expected})
        expected = ""
    fields = {
        kind: [name for name, field in entry.fields.items() if field.type == "text" and _NAMES_A_BODY.fullmatch(field.label)]
        for kind, entry in profile.kinds.items()
    }
    for item in items:
        named = item.authored.publisher
        if named and named != catalog.publisher.name and (_is_nobody(named) or _NONE.fullmatch(named)):
            yield Problem(
                UNNAMED, item.spot.at("publisher"), {"field": "publisher", "value": named, "expected": _meant(named, expected)}
            )
        for name in fields.get(item.authored.kind, ()):
            value = item.fields.get(name, "")
            if isinstance(value, str) and value and _is_nobody(value):
                yield Problem(UNNAMED, item.spot.at(name), {"field": name, "value": value, "expected": _meant(value, expected)})


def _meant(named: str, publisher: str) -> str:
    """The publisher, where a name can be meant for nobody else: 我市公安局 is another body."""
    return "" if _OF_PLACE.match(named) else publisher


def _is_nobody(name: str) -> bool:
    """True for a name that is nobody's."""
    name = name.strip(" 　。.（）()")
    return len(name) <= _LONGEST and (_OWN.fullmatch(name) or _OWN_ENGLISH.fullmatch(name)) is not None


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
    for line in body.rstrip().rsplit("\n", 3)[-3:]:
        other = _BODY.match(line.strip(" 　*>"))
        if other and other["body"] == own["body"] and other["place"] not in (own["place"], own["place"].removesuffix("市")):
            return other[0]
    return ""


def _shortens(short: str, full: str) -> bool:
    """True if a name is made of some characters of another, in their order: 卫健委 of 卫生健康委员会."""
    rest = iter(full)
    return len(short) < len(full) and all(char in rest for char in short)
