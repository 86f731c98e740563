"""The prose of a report as sentences: figures it names written out, marks and white space gone, each character with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.ledger import Ledger
from generator.model.report_prose import named_text

_NAMED = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_MARKS = frozenset("*_`>")
_END = re.compile(r"[。！？!?]|(?<=[a-z0-9)%])\.(?=\s|$)")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_LOST = "\u25a1"  # stands for a figure that is named and not known


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence. ``places`` are the offsets of its characters in the body, ``named`` those that a ``{{ name }}`` wrote.

    ``headings`` are those it stands below, outermost first; ``paragraph`` counts the paragraphs.
    """

    text: str
    places: tuple[int, ...]
    named: frozenset[int]
    headings: tuple[str, ...]
    paragraph: int
    chinese: bool

    def place(self, at: int) -> int:
        """The offset in the body of a character of the sentence, of its end where it has no such character."""
        return self.places[min(at, len(self.places) - 1)]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table that stands in prose: its cells, each with its offset in the body."""

    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """What a report says: its sentences, and the tables in it."""

    sentences: tuple[Sentence, ...]
    tables: tuple[tuple[Line, ...], ...]


def read_prose(ledger: Ledger, facts: Mapping[str, str]) -> Prose:
    """The sentences and tables of a report's body."""
    sentences: list[Sentence] = []
    tables: list[list[Line]] = []
    headings: list[tuple[int, str]] = []
    paragraph = 0
    pending: list[tuple[str, int, bool]] = []
    fenced = in_table = False

    def flush() -> None:
        nonlocal paragraph
        if pending:
            paragraph += 1
            sentences.extend(_sentences(pending, tuple(text for _, text in headings), paragraph))
            pending.clear()

    at = 0
    for line in ledger.report.body.splitlines(keepends=True):
        bare = line.strip()
        if bare.startswith(("```", "~~~")):
            fenced = not fenced
            flush()
        elif fenced:
            pass
        elif match := _HEADING.match(bare):
            flush()
            level = len(match[1])
            headings = [kept for kept in headings if kept[0] < level]
            headings.append((level, match[2]))
        elif bare.startswith("|"):
            flush()
            if not in_table:
                tables.append([])
            tables[-1].append(_line(line, at))
        elif not bare:
            flush()
        else:
            if item := _ITEM.match(line):
                flush()
                start = item.end()
            else:
                start = 0
            pending.extend(_characters(line[start:].rstrip("\n"), at + start, ledger, facts))
            if not _CJK.search(line[-3:]) and line.isascii():
                pending.append((" ", at + len(line) - 1, False))
        in_table = bare.startswith("|") and not fenced
        at += len(line)
    flush()
    return Prose(tuple(sentences), tuple(tuple(table) for table in tables))


def _line(line: str, at: int) -> Line:
    cells, start = [], line.index("|") + 1
    for cell in line.strip().strip("|").split("|"):
        cells.append((cell.strip(), at + start))
        start += len(cell) + 1
    return Line(tuple(cells))


def _characters(line: str, at: int, ledger: Ledger, facts: Mapping[str, str]) -> Iterator[tuple[str, int, bool]]:
    """The characters of a line as compared, each with its offset and whether a name wrote it."""
    done = 0
    spans = sorted([*_NAMED.finditer(line), *_LINK.finditer(line)], key=lambda match: match.start())
    for match in spans:
        if match.start() < done:
            continue
        yield from _folded(line[done : match.start()], at + done)
        if match.re is _NAMED:
            known = named_text(match[1], ledger, facts)
            yield from ((letter, at + match.start(), True) for letter in (known or _LOST))
        else:
            yield from _folded(match[1], at + match.start(1))
        done = match.end()
    yield from _folded(line[done:], at + done)


def _folded(text: str, at: int) -> Iterator[tuple[str, int, bool]]:
    for offset, letter in enumerate(text):
        if letter not in _MARKS:
            folded = letter if letter < "\uff00" else unicodedata.normalize("NFKC", letter)
            yield from ((one, at + offset, False) for one in folded)


def _sentences(pieces: list[tuple[str, int, bool]], headings: tuple[str, ...], paragraph: int) -> Iterator[Sentence]:
    text = "".join(letter for letter, _, _ in pieces)
    start = 0
    for match in [*_END.finditer(text), None]:
        end = len(text) if match is None else match.end()
        part = pieces[start:end]
        chinese = bool(_CJK.search(text, start, end))
        kept = [piece for piece in part if not piece[0].isspace()] if chinese else part
        if kept and not all(letter.isspace() for letter, _, _ in kept):
            said = "".join(letter for letter, _, _ in kept)
            yield Sentence(
                said if chinese else said.lower(),
                tuple(place for _, place, _ in kept),
                frozenset(at for at, (_, _, named) in enumerate(kept) if named),
                headings,
                paragraph,
                chinese,
            )
        start = end
