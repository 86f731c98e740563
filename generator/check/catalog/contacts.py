"""Rules on the telephones, addresses and names of the catalog, by the patterns that texts are looked through with."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.text.patterns import Find, Patterns
from generator.late import late
from generator.model.catalog import Catalog
from generator.model.labels import Labels
from generator.model.language import spoken
from generator.model.text_pattern import TextPatterns
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot

CONTACT_MISTYPED, UNFINISHED = "contact-mistyped", "unfinished-text"
# Crosses or lines beside a Chinese sign, where the name of a place or a body is to be put in.
_CROSSES = late(r"(?:[XxＸ×＊]{2,}|[_＿]{2,})(?=[一-龥])|(?<=[一-龥])(?:[XxＸ×＊]{2,}|[_＿]{2,})")
_OF_OFFICE = ("phone", "fax", "email", "postcode")
_NAMED = ("name", "address")


@rule(CONTACT_MISTYPED, severity=Severity.WARNING)
def check_catalog_contacts(catalog: Catalog, patterns: TextPatterns, labels: Labels) -> Iterator[Problem]:
    """The telephones and addresses of mail of the catalog are whole, as those of a text behind their label are."""
    mistyped = Patterns(
        pattern
        for pattern in patterns.patterns
        if pattern.code == CONTACT_MISTYPED and (not pattern.languages or spoken(catalog.language, pattern.languages))
    )
    spot = Spot(CATALOG)
    for index, office in enumerate(catalog.offices):
        for name in _OF_OFFICE:
            value = getattr(office, name)
            if name == "email" and "@" not in value:  # is told to be no address at all
                continue
            for find in _behind_label(mistyped, labels.text[f"office_{name}"], value):
                yield find.problem(spot.at("offices", index, name), {"place": ""})
    for index, department in enumerate(catalog.departments):
        for find in _behind_label(mistyped, labels.text["office_phone"], department.phone):
            yield find.problem(spot.at("departments", index, "phone"), {"place": ""})


@rule(UNFINISHED, severity=Severity.WARNING)
def check_catalog_crosses(catalog: Catalog) -> Iterator[Problem]:
    """No name and no address of the catalog has crosses where a word is to be put in."""
    spot = Spot(CATALOG)
    texts = [(spot.at("publisher", name), getattr(catalog.publisher, name)) for name in ("name", "short_name")]
    texts += [
        (spot.at("offices", index, name), getattr(office, name))
        for index, office in enumerate(catalog.offices)
        for name in _NAMED
    ]
    texts += [(spot.at("departments", index, "name"), one.name) for index, one in enumerate(catalog.departments)]
    for where, text in texts:
        if _CROSSES.search(text):
            yield Problem(UNFINISHED, where, {"excerpt": text, "suggestion": "", "about": "", "place": ""})


def _behind_label(patterns: Patterns, label: str, value: str) -> Iterator[Find]:
    """The first find in a value as it would stand in a text, behind its label or in a line of its own, if there is one."""
    if value:
        yield from [*patterns.find(f"{label}: {value}\n{value}")][:1]
