"""Finding what the patterns of ``site_config`` describe in a text, quickly: most texts hold nothing and are left at once."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.check.text.personal import VERIFY, masked
from generator.model.text_pattern import TableColumn, TextPattern
from generator.problems import Problem, Spot

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789Xx-")
_HAS_WIDE = re.compile("[０-９]")
# Where there is none of this, there is no long number with single spaces or hyphens in it: much quicker to see.
_RUNS = re.compile(
    r"[0-9](?<![0-9][0-9])(?:[0-9 .·\u00a0\u00ad\u200b-\u200f\u2060\ufeff-]{10}"
    # In three parts with another sign between them, twice the same.
    r"|[0-9]{2,7} ?\\?(?P<sign>[/*^_]) ?[0-9]{4,8} ?\\?(?P=sign) ?[0-9]{3,4})"
)
_RUN = 11
_BEHIND = 6  # characters behind a find in which the word that explains it may stand in brackets: E12345678（护照）
SHOWN_WHOLE = 99  # a pattern that shows so many characters of a find hides nothing
_LONGEST_HEADING = 20  # characters of the heading of a column
_HEADING = 300  # characters at the beginning of a text that may be its heading
_LONGEST_VALUE = 120  # characters of a cell under one
# How a cell sets a number out: blanks, hyphens, a sign that says "this is text", signs that nobody sees.
_SET_OUT = re.compile(r"[\s'’`=\"\u00ad\u200b-\u200f\u2060\ufeff-]")
# A long number as spreadsheets write it into text files, with enough of its digits to say whose it is.
_POWER = re.compile(r"\d\.\d{11,}[Ee]\+1[4-8]")
_BREAK = re.compile(r"[，。；、,;\n]|\d(?=\D)")
_PART_OF_HEAD = re.compile(r"[（(]?(?:号码?|编号|证号|件号|地址|住址|卡号|号 码)[）)]?")
_BLANKS = " \t\u3000\xa0"  # that may stand in the words of a head
_DIGIT = re.compile(r"\d")
_HEAD_WORD = re.compile(
    r"(?:序号|编号|号码?|名称?|姓名|性别|日期|时间|金额|单位|地址|住址|电话|备注|类型|类别|数量|内容|依据|结果|机关|部门)$"
)
_SEPARATOR = re.compile(r"^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_CODE = re.compile(r"`[^`\n]*`")


@dataclass(frozen=True, slots=True)
class Find:
    """A match of a pattern: the text itself, where it starts, and what may be shown of it."""

    code: str
    text: str
    start: int
    shown: str
    suggestion: str
    pattern: TextPattern | TableColumn

    def problem(self, where: Spot, values: Mapping[str, str]) -> Problem:
        """The find as a problem at a place; only what may be shown goes into its message."""
        return Problem(
            self.code,
            where,
            {"excerpt": self.shown, "suggestion": self.suggestion, **values},
            self.pattern.severity,
            self.pattern.source,
        )


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def narrow(text: str) -> str:
    """A text with its wide digits narrow; as long as before."""
    return text.translate(_WIDE) if _HAS_WIDE.search(text) else text


class Patterns:
    """Patterns made ready to look through many texts."""

    def __init__(self, patterns: Iterable[TextPattern]) -> None:
        self._patterns = tuple(patterns)
        # Those that a text need hold nothing else for.
        self._free = tuple(each for each in self._patterns if not (each.needs or each.near or each.digits >= _RUN))
        words = {word for pattern in self._patterns for word in (*pattern.needs, *pattern.near)}
        self._words = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)")
        # What is read with a word: each that begins in it, which is not looked for again.
        by_sign: dict[str, list[str]] = {}
        for word in words:
            by_sign.setdefault(word[0], []).append(word)
        self._with = {
            word: frozenset(
                other
                for start, sign in enumerate(word)
                for other in by_sign.get(sign, ())
                if other.startswith(word[start:]) or word.startswith(other, start)
            )
            for word in words
        }

    def only(self, wanted: Callable[[TextPattern], object]) -> Patterns:
        """Those of the patterns that are wanted."""
        return Patterns(pattern for pattern in self._patterns if wanted(pattern))

    def find(self, text: str, *, anywhere: bool = False) -> Iterator[Find]:
        """Every find in a text. ``anywhere``: without asking what stands beside it, to hide rather than to tell."""
        folded = narrow(text)
        long_run = bool(_RUNS.search(folded))
        # One reading for all words: most texts hold none, and of all that is done with a text, most is this.
        perhaps: frozenset[str] = frozenset().union(*map(self._with.__getitem__, set(self._words.findall(folded))))
        for pattern in self._patterns if perhaps or long_run or anywhere else self._free:
            if pattern.digits >= _RUN and not long_run:
                continue
            if pattern.needs and (perhaps.isdisjoint(pattern.needs) or not _has_any(folded, pattern.needs)):
                continue
            if pattern.near and not anywhere and (perhaps.isdisjoint(pattern.near) or not _has_any(folded, pattern.near)):
                continue
            yield from _find(pattern, text, folded, anywhere=anywhere)


def _find(pattern: TextPattern, text: str, folded: str, *, anywhere: bool) -> Iterator[Find]:
    """The matches of a pattern in a text; ``folded`` is the text in the form that patterns are written for."""
    for match in _compiled(pattern.pattern).finditer(folded if not pattern.heading else _head_of(folded)):
        name = "find" if "find" in match.re.groupindex else 0
        start, end = match.span(name)
        found = text[start:end].strip()
        if pattern.heading and start > _HEADING:
            return
        if not found or not VERIFY[pattern.verify](folded[start:end]):
            continue
        if anywhere or _stands_right(pattern, folded, match.start(), end):
            suggestion = pattern.suggestion.format(**match.groupdict()) if pattern.suggestion else ""
            shown = found if pattern.head >= SHOWN_WHOLE else masked(found, pattern.head, pattern.tail)
            yield Find(pattern.code, found, start, shown, suggestion, pattern)


def _head_of(text: str) -> str:
    """The lines in which a heading may stand."""
    end = text.find("\n", _HEADING) if len(text) > _HEADING else -1
    return text if end < 0 else text[:end]


def _has_any(text: str, words: Sequence[str]) -> bool:
    # A plain loop: of all that is done with a text, most is this, and most texts hold nothing.
    for word in words:  # noqa: SIM110  any() costs more, on short texts twice as much
        if word in text:
            return True
    return False


def _stands_right(pattern: TextPattern, text: str, start: int, end: int) -> bool:
    """True if the words beside a match let it be what the pattern is about."""
    # What the word before names, if another number or a comma stands between, is not this number.
    before = _BREAK.split(text[max(0, start - 12) : start])[-1]
    if pattern.not_after and any(word in before for word in pattern.not_after):
        return False
    if not pattern.near:
        return True
    behind = text[end : end + _BEHIND]
    beside = text[max(0, start - pattern.reach) : end] + (behind if behind.startswith(("（", "(")) else "")
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if "|" in line:
        beside += line
    return any(word in beside for word in pattern.near)


class Columns:
    """Columns of tables that must not stand open, made ready to look through many tables."""

    def __init__(self, columns: Iterable[TableColumn]) -> None:
        self._columns = tuple(columns)
        self._words = tuple(dict.fromkeys(word for column in self._columns for word in column.words))

    def find_in_text(self, text: str) -> Iterator[Find]:
        """Every find in the tables of a Markdown text."""
        if "|" not in text or not _has_any(text, self._words):
            return
        offset, rows = 0, []
        for line in (*text.split("\n"), ""):
            if "|" in line:
                rows.append((offset, line))
            elif rows:
                yield from self._find([_cells(start, row) for start, row in rows if not _SEPARATOR.match(row)])
                rows = []
            offset += len(line) + 1

    def may_stand_in(self, text: str) -> bool:
        """True for a text that holds any of the words that head the columns: where it holds none, there is nothing to find."""
        for blank in _BLANKS:
            text = text.replace(blank, "")
        return _has_any(text, self._words)

    def find_in_rows(self, rows: Iterable[Sequence[str]]) -> Iterator[Find]:
        """Every find in the rows of a sheet; the place of a find is the number of its row."""
        return self._find([[(number, cell) for cell in row] for number, row in enumerate(rows)])

    def _find(self, rows: Sequence[Sequence[tuple[int, str]]]) -> Iterator[Find]:
        """The finds of all columns: any row may be the head of what is below it, a cell the label of the one beside it."""
        cells = ("".join(cell.split()) for row in rows for _, cell in row if len(cell) <= 2 * _LONGEST_HEADING)
        if any(_has_any(cell, self._words) for cell in cells):
            for column in self._columns:
                yield from _in_column(column, rows)


def _in_column(column: TableColumn, rows: Sequence[Sequence[tuple[int, str]]]) -> Iterator[Find]:
    """The matches of a column in rows of cells, each with where it begins: the cells below a heading of it."""
    under: set[int] = set()  # the columns that stand below such a heading
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else ()
        at = {index for index in range(len(row)) if _is_headed(column, row, above, index)} if len(row) > 1 else set()
        if at and column.beside:
            near = (cell for other in rows[max(number - 1, 0) : number + 2] for _, cell in other)
            at = at if any(word in cell for cell in near for word in column.beside) else set()
        if not at and under and _is_head(row):
            under = set()
        right = {index for head in at for index in _beside(column, row, head)}
        for index in sorted((under | right) - at):
            if index < len(row) and _matches(column, row[index][1]):
                start, cell = row[index]
                yield Find(column.code, cell, start, masked(cell, column.head, column.tail), "", column)
        under |= at


def _is_headed(column: TableColumn, row: Sequence[tuple[int, str]], above: Sequence[tuple[int, str]], index: int) -> bool:
    """True if a cell heads its column, alone or with the part of the head above it, which may be merged over several."""
    cell = row[index][1]
    if not cell:
        return False
    if _heads(column, cell):
        return True
    if len(cell) > _LONGEST_HEADING or not _PART_OF_HEAD.fullmatch(cell):
        return False
    over = next((above[at][1] for at in range(min(index, len(above) - 1), -1, -1) if above[at][1]), "")
    return bool(over) and not _DIGIT.search(over) and _heads(column, over + cell)


def _beside(column: TableColumn, row: Sequence[tuple[int, str]], head: int) -> Iterator[int]:
    """The cells to the right of a label that hold what it is about, up to the first that holds something else."""
    for index in range(head + 1, len(row)):
        if row[index][1]:
            if not _matches(column, row[index][1]):
                return
            yield index


def _matches(column: TableColumn, cell: str) -> bool:
    """True if a cell holds what the column is about, however it is set out."""
    if not cell or len(cell) > _LONGEST_VALUE:
        return False
    pattern = _compiled(column.pattern)
    bare = _SET_OUT.sub("", cell.translate(_WIDE))
    if _POWER.fullmatch(bare):
        bare = f"{float(bare):.0f}"
    return bool(pattern.fullmatch(cell) or pattern.fullmatch(bare))


def _is_head(row: Sequence[tuple[int, str]]) -> bool:
    """True if a row is a head by its words: two and more names of columns, and no digit in any cell."""
    cells = [cell for _, cell in row if cell]
    return sum(bool(_HEAD_WORD.search(cell)) for cell in cells) > 1 and not any(_DIGIT.search(cell) for cell in cells)


def _heads(column: TableColumn, cell: str) -> bool:
    bare = "".join(cell.split())
    return len(bare) <= _LONGEST_HEADING and _has_any(bare, column.words) and not _has_any(bare, column.except_words)


def _cells(start: int, line: str) -> list[tuple[int, str]]:
    cells, at = [], start
    for piece in line.split("|"):
        cells.append((at + len(piece) - len(piece.lstrip()), piece.strip()))
        at += len(piece) + 1
    return cells


def without_code(text: str) -> str:
    """A Markdown text with its code spans blank, so that places in it stay right."""
    return _CODE.sub(lambda span: " " * len(span[0]), text) if "`" in text else text


class Hider:
    """Hides what looks like personal data, whatever stands beside it: what is told may be read by anybody."""

    def __init__(self, patterns: Iterable[TextPattern]) -> None:
        self._private = Patterns(patterns).only(lambda pattern: pattern.head < SHOWN_WHOLE and pattern.where != ("inside",))

    def hide(self, text: str) -> str:
        """A text with all that hidden; as long as before."""
        for find in self._private.find(text, anywhere=True):
            text = text[: find.start] + find.shown + text[find.start + len(find.text) :]
        return text
