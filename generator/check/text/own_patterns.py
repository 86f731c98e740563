"""Rules on the patterns that a site has brought: each is tried on its own examples."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.text.patterns import Patterns
from generator.model.text_pattern import TextPatterns
from generator.problems import Problem, Severity, Spot

PATTERN_MISSES = "pattern-misses"
PATTERN_ACCUSES = "pattern-accuses"


@rule(PATTERN_MISSES, PATTERN_ACCUSES, severity=Severity.ERROR)
def check_own_patterns(patterns: TextPatterns) -> Iterator[Problem]:
    """A pattern finds something in each text under ``bad``, and nothing in those under ``good``."""
    for own in patterns.own:
        look = Patterns([own.pattern])
        spot = Spot(own.file, ("patterns", own.index))
        for index, text in enumerate(own.pattern.bad):
            if not any(look.find(text)):
                yield Problem(PATTERN_MISSES, spot.at("bad", index), {"code": own.pattern.code})
        for index, text in enumerate(own.pattern.good):
            for find in look.find(text):
                yield Problem(PATTERN_ACCUSES, spot.at("good", index), {"code": own.pattern.code, "excerpt": find.shown})
