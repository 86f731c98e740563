"""Finding the columns of tables that must not stand open, by the words that head them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.check.text.beside import has_any
from generator.check.text.patterns import WIDE, Find, compiled, small_letters
from generator.check.text.personal import masked
from generator.frozen import frozen
from generator.late import late
from generator.model.text_pattern import TableColumn
from generator.written_together import words_apart

_LONGEST_HEADING = 20  # characters of the heading of a column
_LONGEST_LATIN_HEADING = 40
_FORM = 12  # rows of a form, above and below a label, whose labels stand in the same column
_LONGEST_VALUE = 120  # characters of a cell under one
# How a cell sets a number out: blanks, hyphens, a sign that says "this is text", signs that nobody sees.
_SET_OUT = late(r"[\s'’`=\"\u00ad\u200b-\u200f\u2060\ufeff-]")
# A long number as spreadsheets write it into text files, with enough of its digits to say whose it is.
_POWER = late(r"\d\.\d{11,}[Ee]\+1[4-8]")
_PART_OF_HEAD = late(r"[（(]?(?:号码?|编号|证号|件号|地址|住址|卡号|号 码)[）)]?")
_BLANKS = " \t\u3000\xa0_"  # that may stand in the words of a head
_DIGIT = late(r"\d")
_HEAD_WORD = late(
    r"(?:序号|编号|号码?|名称?|姓名|性别|日期|时间|金额|单位|地址|住址|电话|备注|类型|类别|数量|内容|依据|结果|机关|部门|(?<![a-z])(?i:name|date|amount|number|no\.?|total|reference|address|phone|status|type|description|supplier|department))$"
)
_SEPARATOR = late(r"^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


@frozen
class _Ready:
    """A column with its words in small letters: those of Latin script stand alone in a head, others anywhere in it.

    ``bare`` are all of them without blanks, as heads are read that are set out with them.
    """

    column: TableColumn
    latin: re.Pattern[str]
    words: tuple[str, ...]
    bare: tuple[str, ...]
    except_words: tuple[str, ...]
    beside: tuple[str, ...]
    not_beside: tuple[str, ...]


def _ready(column: TableColumn) -> _Ready:
    """A column made ready to be looked for in many tables."""
    words, except_words, beside, not_beside = (
        tuple(map(small_letters, words)) for words in (column.words, column.except_words, column.beside, column.not_beside)
    )
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    return _Ready(
        column,
        re.compile(rf"(?<![a-z])(?:{latin})(?![a-z])" if latin else r"(?!)"),
        tuple(word for word in words if not word.isascii()),
        tuple("".join(word.split()) for word in words),
        except_words,
        beside,
        not_beside,
    )


class Columns:
    """Columns of tables that must not stand open, made ready to look through many tables."""

    def __init__(self, columns: Iterable[TableColumn]) -> None:
        self._columns = tuple(map(_ready, columns))
        self._words = tuple(dict.fromkeys(word for one in self._columns for word in one.bare))

    def find_in_text(self, text: str) -> Iterator[Find]:
        """Every find in the tables of a Markdown text."""
        if "|" not in text:
            return
        lines = (*text.split("\n"), "")
        if not self.may_stand_in("\n".join([line for line in lines if "|" in line])):
            return
        offset, rows = 0, []
        for line in lines:
            if "|" in line:
                rows.append((offset, line))
            elif rows:
                yield from self._find([_cells(start, row) for start, row in rows if not _SEPARATOR.match(row)])
                rows = []
            offset += len(line) + 1

    def may_stand_in(self, text: str, code: str = "") -> bool:
        """True for a text with any of the words that head the columns, or those of one code: else there is nothing to find."""
        for blank in _BLANKS:
            text = text.replace(blank, "")
        words = [word for one in self._columns if one.column.code == code for word in one.bare] if code else self._words
        return has_any(small_letters(text), words)

    def find_in_rows(self, rows: Iterable[Sequence[str]]) -> Iterator[Find]:
        """Every find in the rows of a sheet; the place of a find is the number of its row."""
        return self._find([[(number, cell) for cell in row] for number, row in enumerate(rows)])

    def _find(self, rows: Sequence[Sequence[tuple[int, str]]]) -> Iterator[Find]:
        """The finds of all columns: any row may be the head of what is below it, a cell the label of the one beside it."""
        bare = ("".join(cell.replace("_", " ").split()) for row in rows for _, cell in row if cell)
        cells = {cell for cell in bare if len(cell) <= _LONGEST_LATIN_HEADING}
        small = small_letters("\n".join(cells))
        if not has_any(small, self._words):
            return
        # Of a head in two rows a word may stand in two cells; else a column whose words stand in no cell has no head.
        parted = any(_PART_OF_HEAD.fullmatch(cell) for cell in cells)
        for column in self._columns:
            if parted or has_any(small, column.bare):
                yield from _in_column(column, rows)


def _in_column(ready: _Ready, rows: Sequence[Sequence[tuple[int, str]]]) -> Iterator[Find]:
    """The matches of a column in rows of cells, each with where it begins: the cells below a heading of it."""
    column = ready.column
    under: set[int] = set()  # the columns that stand below such a heading
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else ()
        at = {index for index in range(len(row)) if _is_headed(ready, row, above, index)} if len(row) > 1 else set()
        if at and ready.beside:
            at = {index for index in at if any(word in cell for cell in _near(rows, number, index) for word in ready.beside)}
        if at and ready.not_beside and _has_heading(row, ready.not_beside):
            at = set()
        if not at and under and _is_head(row):
            under = set()
        right = {index for head in at for index in _beside(column, row, head)}
        for index in sorted((under | right) - at):
            if index < len(row) and _matches(column, row[index][1]):
                start, cell = row[index]
                yield Find(column.code, cell, start, masked(cell, column.head, column.tail), "", column)
        under |= at


def _near(rows: Sequence[Sequence[tuple[int, str]]], number: int, index: int) -> Iterator[str]:
    """The cells, in small letters, that may say whom a head is about: in its row and the next, and the labels of its form."""
    for at in range(max(number - _FORM, 0), min(number + _FORM + 1, len(rows))):
        row = rows[at]
        if abs(at - number) <= 1:
            yield from (small_letters(cell) for _, cell in row)
        elif index < len(row) and len(row[index][1]) <= _LONGEST_HEADING:
            yield small_letters(row[index][1])


def _has_heading(row: Sequence[tuple[int, str]], words: Sequence[str]) -> bool:
    """True if any of the words stands in a cell, as a whole word."""
    return any(has_any(f" {small_letters(cell)} ", [f" {word} " for word in words]) for _, cell in row)


def _is_headed(ready: _Ready, row: Sequence[tuple[int, str]], above: Sequence[tuple[int, str]], index: int) -> bool:
    """True if a cell heads its column, alone or with the part of the head above it, which may be merged over several."""
    cell = row[index][1]
    if not cell:
        return False
    if _heads(ready, cell):
        return True
    if len(cell) > _LONGEST_HEADING or not _PART_OF_HEAD.fullmatch(cell):
        return False
    over = next((above[at][1] for at in range(min(index, len(above) - 1), -1, -1) if above[at][1]), "")
    return bool(over) and not _DIGIT.search(over) and _heads(ready, over + cell)


def _beside(column: TableColumn, row: Sequence[tuple[int, str]], head: int) -> Iterator[int]:
    """The cells to the right of a label that hold what it is about, up to the first that holds something else."""
    for index in range(head + 1, len(row)):
        if row[index][1]:
            if not _matches(column, row[index][1]):
                return
            yield index


def _matches(column: TableColumn, cell: str) -> bool:
    """True if a cell holds what the column is about, however it is set out unless the column says otherwise."""
    if not cell or len(cell) > _LONGEST_VALUE:
        return False
    pattern = compiled(column.pattern)
    if column.as_written:
        return pattern.fullmatch(cell) is not None
    bare = _SET_OUT.sub("", cell.translate(WIDE))
    if _POWER.fullmatch(bare):
        bare = f"{float(bare):.0f}"
    return bool(pattern.fullmatch(cell) or pattern.fullmatch(bare))


def _is_head(row: Sequence[tuple[int, str]]) -> bool:
    """True if a row is a head by its words: two and more names of columns, and no digit in any cell."""
    cells = [cell for _, cell in row if cell]
    return sum(bool(_HEAD_WORD.search(cell)) for cell in cells) > 1 and not any(_DIGIT.search(cell) for cell in cells)


def _heads(ready: _Ready, cell: str) -> bool:
    """True if a cell holds a word of a column, and none that says that it is about something else."""
    low = small_letters(cell)
    bare = "".join(low.split())
    if len(bare) <= _LONGEST_HEADING and has_any(bare, ready.words) and not has_any(bare, ready.except_words):
        return True
    plain = " ".join(low.split())
    if len(plain) > _LONGEST_LATIN_HEADING or has_any(plain, ready.except_words):
        return False
    if ready.latin.search(plain):
        return True
    # DoB is one word, nhsNumber two.
    apart = small_letters(words_apart(cell))
    return apart != plain and bool(ready.latin.search(apart)) and not has_any(apart, ready.except_words)


def _cells(start: int, line: str) -> list[tuple[int, str]]:
    cells, at = [], start
    for piece in line.split("|"):
        cells.append((at + len(piece) - len(piece.lstrip()), piece.strip()))
        at += len(piece) + 1
    return cells
