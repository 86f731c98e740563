"""Facts of the catalog named in an item, where they are not filled in: ``{{ office.phone }}`` is then what readers see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

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


def find_facts(item: Item, body: str) -> Iterator[Problem]:
    """The problems of facts that the title, the summary and the text of an item name."""
    yield from _find_in(item.authored.title, lambda: item.spot.at("title"))
    yield from _find_in(item.authored.summary, lambda: item.spot.at("summary"))
    yield from _find_in(body, lambda: item.body_spot)


def _find_in(text: str, spot_of: Callable[[], Spot]) -> Iterator[Problem]:
    if "{{" in text:
        facts = (match for match in _FACT.finditer(text) if match["fact"])
        for one in dict.fromkeys(match[0] for match in facts if "." in match["fact"] or match["fact"] in BLOCKS):
            yield Problem(FACT_IN_ITEM, replace(spot_of(), needle=one), {"value": one}, Severity.WARNING)
