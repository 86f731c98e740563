"""Comparisons in the signs of an English sentence, each with the tokens that it names and those of what is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.check.report.prose_reading.english_signs import (
    BY,
    BY_FROM,
    BY_TO,
    CHANGE,
    CHANGE_FROM,
    CHANGE_IN,
    COLON,
    FROM_TO,
    LESS,
    LESS_THAN,
    ON,
    REVERSED,
    THAN,
    TIMES,
    TIMES_TO,
    UP_TO,
)
from generator.check.report.prose_reading.vocabulary import Token

# In the order in which they are sought: what a pattern found is not sought by a later one.
_PATTERNS = (
    THAN,
    COLON,
    CHANGE_FROM,
    CHANGE_IN,
    ON,
    LESS,
    BY_TO,
    BY_FROM,
    LESS_THAN,
    FROM_TO,
    BY,
    CHANGE,
    TIMES_TO,
    TIMES,
    UP_TO,
)
_PLAIN = ("requests", "answers", "responses", "replies", "cases")
_COMPARATIVES = ("more", "fewer", "less")


@dataclass(frozen=True)
class Comparison:
    """A comparison: the pattern, where it matches the signs of its sentence, and the tokens of these."""

    pattern: re.Pattern[str]
    match: re.Match[str]
    signs: str
    kept: Sequence[tuple[str, Token]]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name.rstrip("2"): self.match.start(name) for name, found in self.match.groupdict().items() if found}

    @cached_property
    def named(self) -> Mapping[str, Token]:
        """The tokens of its parts by their names: way, now, before, by or times."""
        return {name: self.kept[at][1] for name, at in self._places.items()}

    @property
    def numbers(self) -> Mapping[str, Decimal]:
        """The values of the parts that are numbers."""
        return {name: token.number.value for name, token in self.named.items() if token.number}

    @property
    def starts(self) -> set[int]:
        """The places of its parts in the text."""
        return {token.start for token in self.named.values()}

    @property
    def _first(self) -> int:
        return min(self._places.values())

    @property
    def start(self) -> int:
        """The place of its first part in the text."""
        return self.kept[self._first][1].start

    @property
    def clause(self) -> int:
        """The number of the sign with which its clause begins."""
        return self.signs.rfind(",", 0, self.match.start()) + 1

    @property
    def next_clause(self) -> int:
        """The number of the sign with which the clause behind it begins; of the first, where there is none."""
        return self.signs.find(",", self.match.end()) + 1

    @property
    def is_addition(self) -> bool:
        """True for more of another thing: 22 were pending; 318 more were received."""
        return self.pattern is CHANGE and self._way == "more" and self.signs[self._places["way"] + 1 :].startswith("W")

    @property
    def is_doubtful(self) -> bool:
        """True where what is compared cannot be told from the signs."""
        if self.pattern is CHANGE_IN and (
            self.kept[self._places["way"] + 1][1].text.strip() != "in"  # 14 fewer than it received
            or self._way in _COMPARATIVES  # 16 fewer requests in full
        ):
            return True
        return bool(REVERSED.match(self.signs, self.match.end())) or "!" in self.signs[: self.match.end()]

    @property
    def _way(self) -> str:
        return self.named["way"].text.strip()

    @cached_property
    def said(self) -> list[Token]:
        """The tokens that say what is compared: those before it in its clause, or some within it."""
        if self.pattern is CHANGE_IN:
            return [token for _, token in self.kept[self._places["what"] : self.match.end("what")]]
        return self._counted or [token for _, token in self.kept[self.clause : self._first]]

    @property
    def _counted(self) -> list[Token]:
        """The tokens within it that say what is compared, where some do: half as many reviews as in 2023."""
        if self.pattern is TIMES and self.match["times2"]:
            named = [token for _, token in self.kept[self._places["times"] + 1 : self.match.end()] if token.kind == "word"]
            return [token for token in named if token.word != "上年"]
        if self.pattern is BY and any(sign == "W" for sign, _ in self.kept[self._places["way"] : self._places["by"]]):
            return self._between("way", self._places["by"])  # an increase in requests processed of 36
        return []

    def _between(self, part: str, end: int) -> list[Token]:
        return [token for _, token in self.kept[self._places[part] + 1 : end]]

    @property
    def _is_than_unknown(self) -> bool:
        return self.pattern is THAN and "?" in self.match[0]  # three more appeals than in 2023

    @cached_property
    def subject(self) -> list[Token]:
        """The tokens of what is compared, but for a noun behind a heading that says all of it: partly withheld + answers."""
        named = any(token.word for token in self.said)
        subject = [token for token in self.said if not (named and token.kind == "unknown" and token.text.strip() in _PLAIN)]
        if not self._is_than_unknown:
            return subject
        verb = [token for token in subject if token.kind in ("unknown", "word")]  # granted 16 fewer requests in full
        return [*verb, *(token for token in self._between("way", self.match.end()) if token.kind == "unknown")]

    @property
    def is_of_unknown(self) -> bool:
        """True where words stand for what is compared that no vocabulary holds."""
        if self._is_than_unknown:
            return True
        signs = self.match["what"] if self.pattern is CHANGE_IN else self.signs[self.clause : self._first]
        return "?" in signs and any(token.kind == "unknown" for token in self.subject)


def find_comparisons(signs: str, kept: Sequence[tuple[str, Token]]) -> Iterator[Comparison]:
    """The comparisons in the signs of a sentence; ``kept`` has the token of each sign."""
    found = (Comparison(pattern, match, signs, kept) for pattern in _PATTERNS for match in pattern.finditer(signs))
    return (comparison for comparison in found if not comparison.is_addition)
