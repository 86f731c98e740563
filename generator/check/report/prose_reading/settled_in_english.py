"""English numbers beside the words for a figure that count something else: some of it, what is listed on, appeals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.check.report.prose_reading.headings import value_of
from generator.check.report.prose_reading.meanings import Meaning, cells_of
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.form import Form

_SO_MANY_DAYS = late(r"\b(?:\d+|twenty)[ -](?:working |calendar )?days?\b")
_IN_DAYS = late(r"\b[Ww]ithin \d+ (?:working |calendar )?days\b")
_LONGER = late(r"\bextension\b|\bextended\b")
_AMONG = ("of the ", "of these ", "of those ", "of our ", "out of ", "among the ")


class Nouns(NamedTuple):
    """The English nouns for what is asked for in a form, and for what may come after an answer."""

    form: Form
    asked: tuple[str, ...]
    later: tuple[str, ...]
    consulted: tuple[str, ...] = ()

    def is_later(self, meaning: Meaning) -> bool:
        """True if a meaning is of a table on what comes after an answer."""
        rows = [self.form.rows()[row] for formula in meaning.formulas[:1] for row, _ in cells_of(formula, self.form)]
        said = " ".join(f"{table.title} {block.corner} {row.label}" for table, block, row in rows).lower()
        return any(noun.removesuffix("s") in said for noun in self.later)


def is_extended(reading: Reading, filed: FiledReport) -> bool:
    """True if an English number is of what met a deadline, be it one that was extended: met the deadline in 302 cases."""
    number, meaning, text = reading.number, reading.meaning, reading.sentence.text
    if reading.sentence.chinese or number is None or meaning is None or not meaning.formulas or _SO_MANY_DAYS.search(text):
        return False
    rows = filed.form.rows()
    cells = list(cells_of(meaning.formulas[0], filed.form))
    if not cells or not all(_IN_DAYS.search(rows[row][2].label) for row, _ in cells):
        return False
    extended = [row for row, (_, block, known) in rows.items() if block is rows[cells[0][0]][1] and _LONGER.search(known.label)]
    more = [value_of([(row, cells[0][1])], filed) for row in extended]
    return any(number.agrees(value + other) for value in reading.values for other in more if other is not None)


def is_some_of_it(reading: Reading, readings: Sequence[Reading]) -> bool:
    """True if an English number is of some of what the sentence began by counting: of 28 late answers, 19 were late by a day."""
    number, text = reading.number, reading.sentence.text.lstrip()
    if number is None or reading.meaning is None or not text.startswith(_AMONG):
        return False
    whole = next((r for r in readings if r.number), None)
    same = whole is not None and whole.meaning is not None and whole.meaning.formulas[:1] == reading.meaning.formulas[:1]
    return (
        same
        and whole is not None
        and whole.verdict == "agrees"
        and whole.number is not None
        and number.value < whole.number.value
    )


def is_listed_on(reading: Reading, tokens: Sequence[Token]) -> bool:
    """True if an English number counts what is listed on behind a comma: half were from journalists, business and others."""
    if reading.sentence.chinese:
        return False
    behind = [token for token in tokens if token.start >= reading.end]
    stop = next((at for at, token in enumerate(behind[1:], 1) if token.kind == "stop"), len(behind))
    listed = behind[1:stop] if behind[:1] and behind[0].text == "," else []
    joined = any(token.text.strip() in ("and", "or") for token in listed[1:]) or (listed[:1] and listed[0].text.strip() == "and")
    return (
        bool(joined) and not any(token.number or token.kind in ("up", "down", "own") for token in listed) and stop < len(behind)
    )


def is_of_another(reading: Reading, nouns: Nouns) -> bool:
    """True if an English number says by how many, or is of appeals that the sentence named, and the meaning is of requests."""
    number, sentence = reading.number, reading.sentence
    if sentence.chinese or number is None or reading.meaning is None:
        return False
    before = sentence.text[: number.start].rstrip()
    if before.endswith(" by"):  # full grants rose by 13, partial grants by 15
        return True
    said, behind = re.split(r"[,;:]", before)[-1], re.split(r"[,;:.]", sentence.text[number.start :])[0]
    clause = said + behind
    theirs = any(noun in before.removesuffix(clause) for noun in nouns.later)
    named = any(noun in clause for noun in (*nouns.later, *nouns.asked))
    if not any(noun in behind for noun in (*nouns.later, *nouns.asked)):  # received 18 appeals and completed 17
        last = [max((said.rfind(noun) for noun in names), default=-1) for names in (nouns.later, nouns.asked)]
        theirs, named = (True, False) if last[0] > last[1] else (theirs, named)
    return theirs and not named and not nouns.is_later(reading.meaning)
