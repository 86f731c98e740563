"""The rows of a form by the stems of their headings, sought by those of an English clause.

Every stem of the clause that tells something must be of the row's heading: one that is not may be of a part, or of another thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.stemmed_rows import NO, Row, StemmedRows
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.language import Language

_PHRASE = 2  # words; longer ones that say nothing are looked into no further
_MOST_ALIKE = 5  # rows
_OBJECTS = frozenset(("record", "document"))  # of which every request is
_INFINITIVE = late(r"(?<!decision )(?<!decisions )\bto (?!late\b)[a-z]+")
_REASON = late(r"\b(?:because|as|since)\b|\bclosed (?:requests? |cases? )?(?:for|on)\b")
_FULL_OR_PART = late(
    r"\b(?:in (?:full|whole)|fully|wholly|full) (?:or|and) (?:in part|partly|partially|partial|part)\b|\bin whole or part\b"
    r"|\b(?:some|part) or all\b|\ball or (?:some|part)\b"
    r"|\b(?:partial|partially|partly|in part) (?:or|and) (?:full|fully|in full)\b"
)
_YEAR_END = late(r"^(?:at|on|as|by|when)\b.*(?:september|december|march|end(?:ed)?|closed?)\b")
_READ = frozenset(("unknown", "skip", "parts", "no", "stop", "each", "open"))


class _Clause(NamedTuple):
    said: frozenset[str]
    until: frozenset[str]  # of until when
    running: str  # of what is no heading


class Stems:
    """Seeks rows by stems, in the words of a language and for a report on a year."""

    def __init__(self, headings: Headings, meanings: Meanings, language: Language, year: int) -> None:
        self._headings, self._meanings, self._language = headings, meanings, language
        self._store = StemmedRows(headings, language, year)

    def tells(self, tokens: Iterable[Token]) -> bool:
        """True if unknown words among tokens tell something."""
        return any(self._store.telling(token.text) for token in tokens if token.kind == "unknown")

    def tells_other(self, tokens: Iterable[Token]) -> bool:
        """True if unknown words among tokens tell something of which no row does."""
        return any(self._store.telling(token.text) - self._store.known for token in tokens if token.kind == "unknown")

    def find(self, tokens: Iterable[Token], before: frozenset[str] = frozenset(), told: Collection[str] = ()) -> Meaning | None:
        """The meaning of an English clause: the one row whose heading has all of its stems, or has no others.

        One that says in full, or in part, and no more goes on with the stems of the one ``before``: released in full in 214
        cases, in part in 241. Of two rows that it may be, one whose heading is ``told`` has been counted already.
        """
        tokens = list(tokens)
        if both := self._in_full_or_part(tokens) or self._either(tokens):
            return both
        clause = self._clause(tokens)
        if clause is None:
            return None
        said, until, running = clause
        bare = said if NO in said else said - _OBJECTS
        if before and bare and bare <= self._full_or_part:
            said, bare = said | (before - self._full_or_part), bare | (before - self._full_or_part - _OBJECTS)
        if found_in_full := self._granted_in_full(bare, bare - {self._store.stem("full")}):
            return found_in_full
        sought = (self._store.row(stems) for stems in (said | until, said, bare) if stems)
        counted = bare - {self._store.stem("received")}  # what is counted has come in
        found = next((row for row in sought if row), None) or next(
            (row for row in self._store.rows if row.stems == counted), None
        )
        found = (
            found
            or (self._store.row(bare, told) if told else None)
            or self._store.spoken.get(said)
            or self._store.spoken.get(bare)
        )
        if found is None and _REASON.search(running):  # closed because no records were found: the reason tells the row
            found = self._by_reason(said)
        if found is None:
            return self._at_either_end(bare) or self._any_of(bare)
        cells = found.grid.cells(frozenset((found.own,)))
        return self._meanings.of_cells(found.grid, cells, frozenset((found.own,))) if cells else None

    def _by_reason(self, said: frozenset[str]) -> Row | None:
        """The row that a reason alone tells: information could not be provided in 51 cases because it was not held."""
        bare = said - self.of(("answered", "refused"))
        return self._store.row(bare) or self._store.row(bare - self.of(("granted", "unable")))

    def _claimed(self, word: str) -> frozenset[str]:
        """The stem of a word of claims that no heading has, by which its text tells something else: received an answer."""
        headed = not word.isascii() or any(word in grid.headings for grid in self._headings.grids)
        return frozenset() if headed or self._store.stem(word) in self._store.known else frozenset((self._store.stem(word),))

    def _general(self, words: frozenset[str]) -> frozenset[str]:
        """The headings among words of which another table tells more, and a row of that is named: refused under section 9."""
        rows = {row.own: row for row in self._store.rows if row.own in words} if len(words) > 1 else {}
        return frozenset(
            own
            for own, row in rows.items()
            if any(row.grid is not other.grid and row.stems & other.about for other in rows.values())
        )

    def _at_either_end(self, said: frozenset[str]) -> Meaning | None:
        """The meaning of what there was of a thing at the end of the year, or at its start: pending requests, two rows."""
        rows = {row.own: row for row in self._store.rows if said and row.stems - {"begin", "end"} == said}
        ends = sorted(rows.values(), key=lambda row: "end" not in row.stems)
        if len(ends) != 2 or "end" not in ends[0].stems or "begin" not in ends[1].stems:
            return None
        found = [self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,))) for row in ends]
        return found[0]._replace(formulas=(*found[0].formulas, *found[1].formulas))

    def _any_of(self, said: frozenset[str]) -> Meaning | None:
        """The meaning of what several rows of one table may be, any of them together: refused, in full, for cost."""
        rows = {row.own: row for row in self._store.rows if said and said <= row.stems}
        grid = next(iter(rows.values())).grid if len(said) == 1 and 1 < len(rows) <= _MOST_ALIKE else None
        if grid is None or any(row.grid is not grid for row in rows.values()):
            return None
        part = self._store.stem("part")
        known = sorted(rows, key=lambda own: part in rows[own].stems)
        chosen = sorted((c for size in range(1, len(known) + 1) for c in combinations(known, size)), key=lambda c: -len(c))
        chosen.sort(key=lambda some: any(part in rows[own].stems for own in some))
        found = [
            self._meanings.of_cells(grid, [cell for own in some for cell in grid.cells(frozenset((own,)))], frozenset(some))
            for some in chosen
        ]
        return found[0]._replace(formulas=tuple(meaning.formulas[0] for meaning in found))

    def _clause(self, tokens: Sequence[Token]) -> _Clause | None:
        """The stems of a clause; None where some of it compares, or is of another kind."""
        said: set[str] = set()
        until: set[str] = set()
        running = ""
        begins = any("begin" in self._store.telling(token.text) for token in tokens if token.kind == "unknown")
        whole = self._meanings.wholes_of(frozenset(token.word for token in tokens if token.word))
        general = self._general(frozenset(token.word for token in tokens if token.word))
        for token in tokens:
            if token.word in whole or token.word in general:
                continue
            if token.word:
                of_end = begins and "end" in self._store.stems_of.get(token.word, frozenset())
                said |= (not of_end and self._store.stems_of.get(token.word)) or self._store.telling(token.text)
                said |= self._claimed(token.word)
            elif token.kind == "skip":  # a further 12: says nothing, but where a row is called so
                running += f" {self._store.of_rows(token.text)}" if len(token.text.split()) <= _PHRASE else ""
            elif token.kind in _READ:
                running += f" {token.text}"
            elif token.kind == "time":  # pending at the end of the year; but the backlog at the end of the year too
                until |= self._store.telling(token.text) & self._store.known
                until |= {"end"} & self._store.known if _YEAR_END.search(token.text) else set()
            elif token.kind != "own" and not token.number:
                return None
        running = self._purpose.sub(" ", " ".join(running.split())) if self._language.purpose else " ".join(running.split())
        said |= self._store.telling(_INFINITIVE.sub(" ", running))  # as too costly to answer
        return _Clause(frozenset(said), frozenset(until), running)

    @cached_property
    def _purpose(self) -> re.Pattern[str]:
        """The pattern of what something was done for, to the end of the clause: extended to consult third parties."""
        return re.compile(rf"\bto (?:{'|'.join(map(re.escape, self._language.purpose))})\b.*$")

    def _in_full_or_part(self, tokens: Sequence[Token]) -> Meaning | None:
        """The meaning of what was done in full or in part, which are two rows: granted in whole or in part; None for others."""
        text = " ".join(" ".join(token.text for token in tokens).split())
        match = _FULL_OR_PART.search(text)
        if match is None or any(token.kind not in (*_READ, "word", "time", "own") and not token.number for token in tokens):
            return None
        bare = self._store.telling(text[: match.start()] + text[match.end() :]) - _OBJECTS
        if self._store.row(bare | {self._store.stem("full"), self._store.stem("part")}):  # a form may have one row for both
            return None
        part = self._store.row(bare | {self._store.stem("part")}) or self._store.spoken.get(bare | {self._store.stem("part")})
        full = self._store.row(bare | {self._store.stem("full")}) or self._store.spoken.get(bare | {self._store.stem("full")})
        full = full or next((row for row in self._store.rows if row.stems == bare), None)
        if full is None or part is None or full.row == part.row or full.grid is not part.grid:
            return None
        cells = [cell for row in (full, part) for cell in row.grid.cells(frozenset((row.own,)))]
        return self._meanings.of_cells(full.grid, cells, frozenset((full.own, part.own))) if len(cells) > 1 else None

    def _either(self, tokens: Sequence[Token]) -> Meaning | None:
        """The meaning of two rows of which either may be: granted or part-granted; None where there are not two."""
        at = next((at for at, token in enumerate(tokens) if token.text.strip() in ("or", "and/or")), 0)
        joined = [token for token in tokens if token.word or token.kind == "unknown"]
        one = len(joined) == 3 and bool(joined[0].word) and joined[1] is tokens[at] and bool(joined[2].word)
        known = all(t.kind in ("skip", "time", "own", "word", "parts") or t.number or t is tokens[at] for t in tokens)
        said = frozenset(token.word for token in tokens if token.word)
        return self._meanings.together(said, frozenset()) if one and known else None

    def _granted_in_full(self, said: frozenset[str], full: frozenset[str]) -> Meaning | None:
        """The meaning of what was done in full, where a form has a row for it and one for what was done in part; else None."""
        part = self._store.stem("part")
        if said == full or part in full or any(said <= row.stems for row in self._store.rows):
            return None
        rows = {row.own: row for row in self._store.rows if row.stems == full}
        parts = any(row.stems == full | {part} for row in self._store.rows)
        if len(rows) != 1 or not parts:
            return None
        row = next(iter(rows.values()))
        return self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,)))

    def from_and_to(self, tokens: Iterable[Token]) -> tuple[Meaning, Meaning] | None:
        """The meanings of the two rows that say how much there was of a thing when the year began, and ended; else None."""
        said = frozenset(
            stem for token in tokens if token.kind in _READ or token.word for stem in self._store.telling(token.text)
        )
        found = []
        for when in ("begin", "end"):
            rows = {
                row.own: row for row in self._store.rows if said and row.stems - {self._store.stem("received")} == said | {when}
            }
            if len(rows) != 1:
                return None
            row = next(iter(rows.values()))
            found.append(self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,))))
        return found[0], found[1]

    def at_end(self, meaning: Meaning) -> Meaning | None:
        """The meaning of the row that says how much there was of a thing when the year ended, of that for its start; else it."""
        begin = {row.stems for row in self._store.rows if row.own in meaning.words and "begin" in row.stems}
        rows = {row.own: row for row in self._store.rows if row.stems - {"end"} in {stems - {"begin"} for stems in begin}}
        row = next(iter(rows.values())) if len(rows) == 1 else None
        if row is None and any(
            self._store.stem("brought") in found.stems for found in self._store.rows if found.own in meaning.words
        ):
            row = self._store.row(frozenset((self._store.stem("pending"), "end")))
            return row and self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,)))
        return self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,))) if row else meaning

    def at_start(self, meaning: Meaning) -> Meaning | None:
        """The meaning of the row that says how much there was of a thing when the year began, of that for its end; else None."""
        ends = {row.stems for row in self._store.rows if row.own in meaning.words and "end" in row.stems}
        rows = {row.own: row for row in self._store.rows if row.stems | {"end"} in {stems | {"begin"} for stems in ends}}
        row = next(iter(rows.values())) if len(rows) == 1 else None
        return row and self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,)))

    def said(self, tokens: Iterable[Token]) -> frozenset[str]:
        """The stems of an English clause that tell something."""
        return frozenset(stem for t in tokens if t.kind in _READ or t.word for stem in self._store.telling(t.text))

    def of(self, words: Iterable[str]) -> frozenset[str]:
        """The stems of some words."""
        return frozenset(map(self._store.stem, words))

    @cached_property
    def _full_or_part(self) -> frozenset[str]:
        return frozenset((self._store.stem("full"), self._store.stem("part")))
