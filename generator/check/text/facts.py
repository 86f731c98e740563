"""Facts of the catalog named in an item, where they are not filled in: ``{{ office.phone }}`` is then what readers see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.markdown.source import FENCE
from generator.model.facts import BLOCKS
from generator.model.item import Item
from generator.problems import Problem, Severity, Spot

FACT_IN_ITEM = "fact-in-item"
# Code shows it on purpose; behind a dollar it belongs to a program.
_FACT = late(
    rf"{FENCE}|(?<!`)(?P<ticks>`++)[^\n]*?(?<!`)(?P=ticks)(?!`)|(?<![\\$])\{{\{{[ \t]*(?P<fact>[a-z_]\w*(?:\.\w+)*)[ \t]*\}}\}}",
    re.MULTILINE | re.DOTALL,
)


def find_facts_in_fields(item: Item) -> Iterator[Problem]:
    """The problems of facts that the title and the summary of an item name."""
    for name, text in (("title", item.authored.title), ("summary", item.authored.summary)):
        if "{{" in text:
            yield from _find_in(text, item.spot.at(name))


@finder("{{")
def find_facts(text: Text) -> Iterator[Problem]:
    """The problems of facts that the text of an item names."""
    yield from _find_in(text.body, text.spot)


def _find_in(text: str, spot: Spot) -> Iterator[Problem]:
    facts = (match for match in _FACT.finditer(text) if match["fact"])
    told: set[str] = set()
    for match in (one for one in facts if "." in one["fact"] or one["fact"] in BLOCKS):
        if match[0] not in told:
            told.add(match[0])
            yield Problem(FACT_IN_ITEM, spot.within(text, *match.span()), {"value": match[0]}, Severity.WARNING)
