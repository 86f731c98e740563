"""The rows of a form by the stems of their headings, sought by those of an English clause.

Every stem of the clause that tells something must be of the row's heading: one that is not may be of a part, or of another thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.check.report.prose_reading.headings import Grid, Headings
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.language import Language

_WORD = late(r"[a-z][a-z']*|\d[\d,.]*\d|\d")
_ENDINGS = ("ings", "ing", "ally", "ied", "ies", "ed", "es", "ly", "d", "s", "e")
_SHORTEST = 3
_PHRASE = 2  # words; longer ones that say nothing are looked into no further
_NO = "no"
_OBJECTS = frozenset(("record", "document"))  # of which every request is
_INFINITIVE = late(r"(?<!decision )(?<!decisions )\bto [a-z]+")
_REASON = late(r"\b(?:because|as|since)\b|\bclosed (?:requests? |cases? )?(?:for|on)\b")
_FULL_OR_PART = late(
    r"\b(?:in (?:full|whole)|fully|wholly|full) (?:or|and) (?:in part|partly|partially|partial|part)\b|\bin whole or part\b"
    r"|\b(?:partial|partially|partly|in part) (?:or|and) (?:full|fully|in full)\b"
)
_YEAR_END = late(r"^(?:at|on|as|by|when)\b.*(?:september|december|march|end(?:ed)?|closed?)\b")
_WHEN = late(r"\b(?:after|outside|beyond|within|inside|before|by|past|missed|met|time|longer)\b")  # which the stems do not tell
_READ = frozenset(("unknown", "skip", "parts", "no", "stop", "each", "open"))


class _Row(NamedTuple):
    grid: Grid
    row: str
    own: str
    stems: frozenset[str]
    about: frozenset[str]  # of the table, which may be said beside


class _Clause(NamedTuple):
    said: frozenset[str]
    until: frozenset[str]  # of until when
    running: str  # of what is no heading


class Stems:
    """Seeks rows by stems, in the words of a language and for a report on a year."""

    def __init__(self, headings: Headings, meanings: Meanings, language: Language, year: int) -> None:
        self._headings, self._meanings, self._language = headings, meanings, language
        self._year = {str(year), f"{year % 100:02d}", f"{(year + 1) % 100:02d}"}

    def tells(self, tokens: Iterable[Token]) -> bool:
        """True if unknown words among tokens tell something."""
        return any(self._telling(token.text) for token in tokens if token.kind == "unknown")

    def tells_other(self, tokens: Iterable[Token]) -> bool:
        """True if unknown words among tokens tell something of which no row does."""
        return any(self._telling(token.text) - self._known for token in tokens if token.kind == "unknown")

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
        bare = said if _NO in said else said - _OBJECTS
        if before and bare and bare <= self._full_or_part:
            said, bare = said | (before - self._full_or_part), bare | (before - self._full_or_part - _OBJECTS)
        if found_in_full := self._granted_in_full(bare, bare - {self._stem("full")}):
            return found_in_full
        sought = (self._row(stems) for stems in (said | until, said, bare) if stems)
        counted = bare - {self._stem("received")}  # what is counted has come in
        found = next((row for row in sought if row), None) or next((row for row in self._rows if row.stems == counted), None)
        found = found or (self._row(bare, told) if told else None) or self._spoken.get(said) or self._spoken.get(bare)
        if found is None and _REASON.search(running):  # closed because no records were found: the reason tells the row
            found = self._row(said - {self._stem("answered"), self._stem("refused")})
        if found is None:
            return self._at_either_end(bare)
        cells = found.grid.cells(frozenset((found.own,)))
        return self._meanings.of_cells(found.grid, cells, frozenset((found.own,))) if cells else None

    def _claimed(self, word: str) -> frozenset[str]:
        """The stem of a word of claims that no heading has, by which its text tells something else: received an answer."""
        headed = not word.isascii() or any(word in grid.headings for grid in self._headings.grids)
        return frozenset() if headed or self._stem(word) in self._known else frozenset((self._stem(word),))

    def _general(self, words: frozenset[str]) -> frozenset[str]:
        """The headings among words of which another table tells more, and a row of that is named: refused under section 9."""
        rows = {row.own: row for row in self._rows if row.own in words} if len(words) > 1 else {}
        return frozenset(
            own
            for own, row in rows.items()
            if any(row.grid is not other.grid and row.stems & other.about for other in rows.values())
        )

    def _at_either_end(self, said: frozenset[str]) -> Meaning | None:
        """The meaning of what there was of a thing at the end of the year, or at its start: pending requests, two rows."""
        rows = {row.own: row for row in self._rows if said and row.stems - {"begin", "end"} == said}
        ends = sorted(rows.values(), key=lambda row: "end" not in row.stems)
        if len(ends) != 2 or "end" not in ends[0].stems or "begin" not in ends[1].stems:
            return None
        found = [self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,))) for row in ends]
        return found[0]._replace(formulas=(*found[0].formulas, *found[1].formulas))

    def _clause(self, tokens: Sequence[Token]) -> _Clause | None:
        """The stems of a clause; None where some of it compares, or is of another kind."""
        said: set[str] = set()
        until: set[str] = set()
        running = ""
        begins = any("begin" in self._telling(token.text) for token in tokens if token.kind == "unknown")
        whole = self._meanings.wholes_of(frozenset(token.word for token in tokens if token.word))
        general = self._general(frozenset(token.word for token in tokens if token.word))
        for token in tokens:
            if token.word in whole or token.word in general:
                continue
            if token.word:
                of_end = begins and "end" in self._stems_of.get(token.word, frozenset())
                said |= (not of_end and self._stems_of.get(token.word)) or self._telling(token.text)
                said |= self._claimed(token.word)
            elif token.kind == "skip":  # a further 12: says nothing, but where a row is called so
                running += f" {self._of_rows(token.text)}" if len(token.text.split()) <= _PHRASE else ""
            elif token.kind in _READ:
                running += f" {token.text}"
            elif token.kind == "time":  # pending at the end of the year; but the backlog at the end of the year too
                until |= self._telling(token.text) & self._known
                until |= {"end"} & self._known if _YEAR_END.search(token.text) else set()
            elif token.kind != "own" and not token.number:
                return None
        running = self._purpose.sub(" ", " ".join(running.split())) if self._language.purpose else " ".join(running.split())
        said |= self._telling(_INFINITIVE.sub(" ", running))  # as too costly to answer
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
        bare = self._telling(text[: match.start()] + text[match.end() :]) - _OBJECTS
        if self._row(bare | {self._stem("full"), self._stem("part")}):  # a form may have one row for both
            return None
        part = self._row(bare | {self._stem("part")}) or self._spoken.get(bare | {self._stem("part")})
        full = self._row(bare | {self._stem("full")}) or self._spoken.get(bare | {self._stem("full")})
        full = full or next((row for row in self._rows if row.stems == bare), None)
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
        part = self._stem("part")
        if said == full or part in full or any(said <= row.stems for row in self._rows):
            return None
        rows = {row.own: row for row in self._rows if row.stems == full}
        parts = any(row.stems == full | {part} for row in self._rows)
        if len(rows) != 1 or not parts:
            return None
        row = next(iter(rows.values()))
        return self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,)))

    def from_and_to(self, tokens: Iterable[Token]) -> tuple[Meaning, Meaning] | None:
        """The meanings of the two rows that say how much there was of a thing when the year began, and ended; else None."""
        said = frozenset(stem for token in tokens if token.kind in _READ or token.word for stem in self._telling(token.text))
        found = []
        for when in ("begin", "end"):
            rows = {row.own: row for row in self._rows if said and row.stems - {self._stem("received")} == said | {when}}
            if len(rows) != 1:
                return None
            row = next(iter(rows.values()))
            found.append(self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,))))
        return found[0], found[1]

    def at_end(self, meaning: Meaning) -> Meaning | None:
        """The meaning of the row that says how much there was of a thing when the year ended, of that for its start; else it."""
        begin = {row.stems for row in self._rows if row.own in meaning.words and "begin" in row.stems}
        rows = {row.own: row for row in self._rows if row.stems - {"end"} in {stems - {"begin"} for stems in begin}}
        row = next(iter(rows.values())) if len(rows) == 1 else None
        if row is None and any(self._stem("brought") in found.stems for found in self._rows if found.own in meaning.words):
            row = self._row(frozenset((self._stem("pending"), "end")))
            return row and self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,)))
        return self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,))) if row else meaning

    def at_start(self, meaning: Meaning) -> Meaning | None:
        """The meaning of the row that says how much there was of a thing when the year began, of that for its end; else None."""
        ends = {row.stems for row in self._rows if row.own in meaning.words and "end" in row.stems}
        rows = {row.own: row for row in self._rows if row.stems | {"end"} in {stems | {"begin"} for stems in ends}}
        row = next(iter(rows.values())) if len(rows) == 1 else None
        return row and self._meanings.of_cells(row.grid, row.grid.cells(frozenset((row.own,))), frozenset((row.own,)))

    def said(self, tokens: Iterable[Token]) -> frozenset[str]:
        """The stems of an English clause that tell something."""
        return frozenset(stem for t in tokens if t.kind in _READ or t.word for stem in self._telling(t.text))

    def of(self, words: Iterable[str]) -> frozenset[str]:
        """The stems of some words."""
        return frozenset(map(self._stem, words))

    @cached_property
    def _full_or_part(self) -> frozenset[str]:
        return frozenset((self._stem("full"), self._stem("part")))

    def _row(self, said: frozenset[str], told: Collection[str] = ()) -> _Row | None:
        """The one row whose heading the stems are, or begin, or are all of; None where there are several or none.

        Of two, the one that is not ``told``.
        """
        rows = [
            row
            for row in self._rows
            if said <= row.stems | row.about and said & row.stems and (_NO in said) == (_NO in row.stems)
        ]
        best = [row for row in rows if row.stems == said] or [row for row in rows if row.stems == said | {self._stem("received")}]
        best = best or [row for row in rows if said <= row.stems] or rows
        best = [row for row in best if row.stems <= said] or best
        if told and len({row.row for row in best}) == 2:
            best = [row for row in best if row.own not in told]
        one = best and len({row.row for row in best}) == 1
        return best[0] if one and said != {_NO} else None

    def _telling(self, text: str) -> frozenset[str]:
        """The stems of a text but for those that tell nothing and the year of the report."""
        found = (self._stem(word) for word in _WORD.findall(text) if word not in self._plain and word not in self._year)
        return frozenset(stem for stem in found if len(stem) > 1 or stem.isdecimal())

    def _of_rows(self, text: str) -> str:
        """The words of a text but for those whose stems tell something and are of no row."""
        return " ".join(word for word in text.split() if self._telling(word) <= self._known)

    def _stem(self, word: str) -> str:
        known = self._alike.get(word)
        return known if known is not None else self._alike_bare.get(_bare(word), _bare(word))

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(self._language.manner)

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        return {word: words.split()[0] for words in self._language.alike for word in words.split()}

    @cached_property
    def _alike_bare(self) -> Mapping[str, str]:
        """The first of the words of one stem by each of them without its ending."""
        return {_bare(word): stem for word, stem in reversed(list(self._alike.items()))}

    @cached_property
    def _rows(self) -> list[_Row]:
        """The rows by each way in which their headings may be said; what another row is headed with says that one."""
        rows: list[_Row] = []
        for grid in self._headings.grids:
            labels = {row.id: row.label for row in grid.block.rows}
            about = self._telling(f"{grid.table.title} {grid.block.corner}".lower())
            for row in grid.rows:
                if row.own and labels[row.id].isascii():
                    said = next(known.said for known in grid.block.rows if known.id == row.id)
                    ways = dict.fromkeys(
                        self._telling(text) for text in (row.own, labels[row.id].lower(), *(text.lower() for text in said))
                    )
                    rows += [_Row(grid, row.id, row.own, stems, about) for stems in ways if stems]
        labelled = {row.stems: row.row for row in rows if row.stems == self._telling(row.own)}
        return [row for row in rows if labelled.get(row.stems, row.row) == row.row]

    @cached_property
    def _spoken(self) -> Mapping[frozenset[str], _Row]:
        """The rows by the stems of all that they may be called in full, where those are of one row alone."""
        rows = {row.own: row for row in reversed(self._rows)}
        known = {row.stems for row in self._rows}
        found: dict[frozenset[str], set[str]] = {}
        for text, own in self._headings.says.items():
            if own in rows and text.isascii() and not _WHEN.search(text):
                found.setdefault(self._telling(text), set()).add(own)
        certain = (stems for stems, owns in found.items() if len(owns) == 1 and len(stems) > 1 and stems not in known)
        return {stems: rows[min(found[stems])] for stems in certain}

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(stem for row in self._rows for stem in row.stems)

    @cached_property
    def _stems_of(self) -> Mapping[str, frozenset[str]]:
        return {row.own: row.stems for row in reversed(self._rows)}


def _bare(word: str) -> str:
    """A word without its ending."""
    bare = word.removesuffix("'s").replace("-", "")
    if bare.endswith("ss"):  # business
        return bare
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST:
            return bare.removesuffix(ending)
    return bare
