"""Judging one attachment: personal data in its text and beside it, and traces of its making, must not go out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter

from generator.check.file.attachment_traces import OWN, TRACES, UNSEEN, place_of, trace_problems, unseen_problems
from generator.check.file.boxes import is_row_of_figures, numbers_in_boxes
from generator.check.text.patterns import Find, narrow
from generator.check.text.personal import VERIFIED
from generator.check.text.texts import ID_NUMBER_EXPOSED, TextCheck, lowered
from generator.late import late
from generator.model.attachment import BY_MACHINE, AttachmentText, Part, Piece, Sheet, Table
from generator.model.text_pattern import TextPattern
from generator.problems import Problem, Severity, Spot

ATTACHMENT_UNJUDGED = "attachment-unjudged"
ATTACHMENT_NO_TEXT = "attachment-no-text"
ATTACHMENT_PLACE = "attachment-place"

_NOWHERE = Spot("")
UNJUDGED_CODES = (ATTACHMENT_UNJUDGED, ATTACHMENT_NO_TEXT)
CODES = (
    *UNSEEN.values(),
    "attachment-author",
    "attachment-company",
    ATTACHMENT_PLACE,
    "attachment-folder",
    "attachment-server",
    "attachment-password",
    *(code for code, _ in TRACES.values() if code not in UNJUDGED_CODES),
)
_FAR_OUT = {"too-wide": {"keys": "Ctrl+End"}}  # the keys that lead to the last cell of a sheet
_MOBILE = "mobile-exposed"
_AMOUNT = late(
    r"金额|数额|总额|余额|[元价费款]|合计|小计|总计|预算|决算|收入|支出|编号|编码|代码|账号|单号|文号|流水|面积|数量|人数"
    r"|(?:备案|登记|注册|合同|许可|批准|批|项目|文书|案件?|档案?|订单|发票|序列|设备)(?:证[书件]?)?号"
    r"|(?i:amount|total|\bsum\b|\bnet\b|gross|vat|value|price|cost|budget|invoice|order|account|code|reference|\bref\b|serial|quantity"
    r"|transaction|voucher|supplier (?:no|id|number)|meter|uprn)"
)
# Heads of columns of things that bear a mark of their own, which may look like a number of somebody's.
_THING = late(
    r"资产|设备|器材|型号|规格|序列号|批号|(?i:\b(?:asset|serial|part|model|equipment|item|device|sku|barcode|batch|lot|stock|tag|plant"
    r"|invoice|order|voucher|meter|asset ?tag|serial ?no)\b)"
)
_QUOTES = "='\"’ "  # signs by which a cell of a table says that it is no number
_READ = ("read", "empty")
# Parts in the order in which a find in them is told, where the same stands in several.
_RANK: Mapping[Part, int] = {
    "text": 0,
    "comment": 1,
    "deleted": 1,
    "hidden": 1,
    "earlier": 1,
    "metadata": 2,
    "inside": 3,
    "trace": 9,
}
# Digits of a number that stand apart, as in the boxes of a form.
_APART = late(r"(?<![0-9A-Za-z])(?:[0-9][ \t\n|│]{1,3}){14,18}[0-9Xx](?![0-9A-Za-z])")
# A number that goes on in the next line, as in a narrow column.
_WRAPPED = late(r"(?<![0-9A-Za-z])\d{3,17}\n[ \t]*\d{1,15}[0-9Xx](?![0-9A-Za-z])")
_BOXES = late(r"\n(?:[0-9Xx０-９Ｘ]\n){13}")  # the same as cells, one a line
_SIGNS_APART = 15
_SOME_DIGITS, _IDENTITY = late(r"\d{3,14}[Xx]?"), 18
_UNIT = late(r"(?:办公室|科室?|处|部|中心|局|委|股|组|大队|支队|院|所|站|Department|Office|Team|Service)$")


@dataclass(frozen=True)
class AttachmentCheck:
    """Looks at what was read in one attachment. It is a value, so that work can be spread over processes."""

    texts: TextCheck

    def __call__(self, text: AttachmentText) -> Iterator[Problem]:
        """Problems of one file, each with where in the file it stands; which item it goes out with is said later."""
        yield from self._personal(text)
        yield from unseen_problems(text)
        yield from self._properties(text.pieces)
        yield from trace_problems(text)
        if text.state not in _READ:
            yield Problem(ATTACHMENT_UNJUDGED, _NOWHERE, {"state": text.state, **_FAR_OUT.get(text.state, {})})
        elif text.state == "empty" and not _is_explained(text):
            yield Problem(ATTACHMENT_NO_TEXT, _NOWHERE)

    def _personal(self, text: AttachmentText) -> Iterator[Problem]:
        """The problems of what the patterns find, each number once."""
        seen: set[tuple[str, str]] = set()
        for find, piece in (*self._in_text(text), *self._in_tables(text)):
            said = find.code, "".join(filter(str.isalnum, find.text))
            if said in seen or (piece.text == find.text[:1] and is_row_of_figures(find.text, (*text.sheets, *text.tables))):
                continue
            if not _is_amount_of(find, [*text.tables, *_lines(piece)]):
                seen.add(said)
                problem = find.problem(_NOWHERE, place_of(piece))
                doubtful = piece.part == "inside" or piece.name == BY_MACHINE
                yield lowered(problem) if doubtful and find.code not in CODES else problem

    def _in_text(self, text: AttachmentText) -> Iterator[tuple[Find, Piece]]:
        """The finds in what is read as text, each with the piece it stands in."""
        parts: list[Piece | Sheet] = sorted((*text.pieces, *text.sheets), key=lambda part: _RANK[part.part])
        for beside, group in groupby((part for part in parts if part.part != "trace"), key=lambda part: _RANK[part.part] > 1):
            yield from self._in_parts(list(group), ("attachment", "inside") if beside else ("attachment",))
        for sheet in text.sheets:
            named = Piece(sheet.name, sheet.part, sheet=sheet.name, file=sheet.file)
            yield from ((find, named) for find in self.texts.find(sheet.name, "", ("attachment",)))
        for piece in text.pieces:
            if piece.part != "trace":
                yield from ((find, piece) for find in self._apart(piece.text))
            if piece.name in OWN and piece.part == "text":
                yield from ((find, piece) for find in self.texts.find(piece.text, "", ("attachment",)))

    def _in_parts(self, parts: Sequence[Piece | Sheet], where: Sequence[str]) -> Iterator[tuple[Find, Piece]]:
        """The matches in pieces and sheets, also across their ends, each with the piece or cell it begins in."""
        texts = [part.text for part in parts]
        starts = list(accumulate((len(one) + 1 for one in texts), initial=0))
        places: dict[int, list[tuple[int, int, int]]] = {}  # of the cells of a sheet in which something was found
        whole = "\n".join(texts)
        for find in (*self.texts.find(whole, "", where), *self._boxed(whole)):
            at = bisect_right(starts, find.start) - 1
            part = parts[at]
            if isinstance(part, Piece):
                yield find, part
            # A cell of a sheet is no heading.
            elif not (isinstance(find.pattern, TextPattern) and find.pattern.heading):
                if at not in places:
                    places[at] = part.places()
                inside = bisect_right(places[at], find.start - starts[at], key=itemgetter(0)) - 1
                _, row, column = places[at][inside]
                if not _is_amount(find, part, row, column):
                    yield find, part.cell(row, column)

    def _boxed(self, text: str) -> Iterator[Find]:
        """Telephones and national numbers in boxes, one sign each, behind what they are called."""
        for start, signs in numbers_in_boxes(narrow(text)):
            for find in self.texts.find(signs, "", ("attachment",)):
                if find.text == signs and find.code in (_MOBILE, ID_NUMBER_EXPOSED):
                    yield Find(find.code, signs, start, find.shown, "", find.pattern)

    def _apart(self, text: str) -> Iterator[Find]:
        """Numbers whose digits stand apart, and that are what they look like by their own check."""
        if len(text) < _SIGNS_APART:
            return
        text = narrow(text)
        for pattern in (_APART, _WRAPPED):
            for match in pattern.finditer(text):
                yield from self._joined(match[0], match.start())

    def _joined(self, text: str, start: int) -> Iterator[Find]:
        joined = "".join(sign for sign in text if sign.isalnum())
        for find in self.texts.find(joined, "", ("attachment",)):
            if isinstance(find.pattern, TextPattern) and find.pattern.verify in VERIFIED:
                yield Find(find.code, find.text, start, find.shown, find.suggestion, find.pattern)

    def _in_tables(self, text: AttachmentText) -> Iterator[tuple[Find, Piece]]:
        """The matches of the patterns for columns in all tables, each with its cell."""
        tables: list[Sheet | Table] = [*text.sheets, *text.tables, *self._page_tables(text.pieces)]
        for table in tables:
            whole = table.text
            if self.texts.columns.may_stand_in(whole):
                filled = [number for number, row in enumerate(table.rows) if any(row)]
                for find in self.texts.columns.find_in_rows(table.rows[number] for number in filled):
                    row = filled[find.start]
                    yield find, table.cell(row, table.rows[row].index(find.text))
                yield from self._parted(table, whole)
            if _BOXES.search(whole):
                for row, cells in enumerate(table.rows):
                    for column, run in _single_signs(cells):
                        yield from ((find, table.cell(row, column)) for find in self._joined(run, 0))

    def _parted(self, table: Sheet | Table, whole: str) -> Iterator[tuple[Find, Piece]]:
        """Numbers that are spread over cells beside each other, in a table that says what they are, each with its first cell."""
        for row, cells in enumerate(table.rows):
            for column, run in _runs_of_digits(cells):
                for find in self._joined(run, 0):
                    if self.texts.columns.may_stand_in(whole, find.code):
                        yield find, table.cell(row, column)

    def _page_tables(self, pieces: Iterable[Piece]) -> Iterator[Table]:
        """The lines of a page as rows, where a line holds the words that head a column: of each page those of as many words."""
        columns = self.texts.columns
        for piece in pieces:
            if not piece.page or piece.part != "text" or not columns.may_stand_in(piece.text):
                continue
            rows = [line.split() for line in piece.text.split("\n")]
            width = 0
            for row in rows:
                if len(row) > 1 and columns.may_stand_in("\n".join(row)):
                    width = len(row)
                    yield Table(tuple(tuple(other) for other in rows if len(other) == width), page=piece.page, file=piece.file)

    def _properties(self, pieces: Iterable[Piece]) -> Iterator[Problem]:
        """The problems in what files say of themselves: places once a file, names and other properties by the patterns."""
        seen: set[tuple[str, str]] = set()
        for piece in pieces:
            if piece.part != "metadata":
                continue
            if piece.name == "place" and ("place", piece.file) not in seen:
                seen.add(("place", piece.file))
                yield Problem(ATTACHMENT_PLACE, _NOWHERE, {"value": piece.text, **place_of(piece)}, Severity.WARNING)
            for rule in self.texts.patterns.properties:
                if piece.name not in rule.names or (rule.code, piece.text) in seen:
                    continue
                if not rule.is_harmless(piece.text) and not self._is_ours(piece.text):
                    seen.add((rule.code, piece.text))
                    yield Problem(rule.code, _NOWHERE, {"value": piece.text, **place_of(piece)}, rule.severity, rule.source)

    def _is_ours(self, name: str) -> bool:
        """True if a name is the publisher's, or that of a part of it."""
        catalog = self.texts.catalog
        ours = {*catalog.publisher.all_names} - {""}
        units = {unit.name for unit in catalog.departments} | {office.name for office in catalog.offices}
        rests = [name.removeprefix(own) for own in sorted(ours, key=len, reverse=True) if name.startswith(own)]
        return name in ours | units or any(not rest or rest in units or _UNIT.search(rest) for rest in rests)


def _is_explained(text: AttachmentText) -> bool:
    """True if it is told otherwise why a file has no text: nobody can read it, or all of it is hidden or deleted."""
    names = {piece.name for piece in text.pieces if piece.part == "trace"}
    unseen = any(piece.part in UNSEEN for piece in text.pieces) or any(sheet.part in UNSEEN for sheet in text.sheets)
    return "pages-unreadable" in names or (unseen and names.isdisjoint(("pages-pictures", "picture-page")))


def _lines(piece: Piece) -> Iterator[Table]:
    """The lines of a page as tables: a row is the words of a line, a table the rows of as many words."""
    rows = [tuple(line.split()) for line in piece.text.split("\n")] if piece.page else []
    for width in {len(row) for row in rows} - {0, 1}:
        yield Table(tuple(row for row in rows if len(row) == width), page=piece.page)


def _is_amount_of(find: Find, tables: Sequence[Table]) -> bool:
    """True if what looks like somebody's number stands in tables as a cell below a head of other things, and only so."""
    if find.code != _MOBILE and not _may_be_thing(find):
        return False
    same = [
        (table, number, column)
        for table in tables
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if cell.strip(_QUOTES) == find.text
    ]
    return bool(same) and all(_is_amount(find, *place) for place in same)


def _is_amount(find: Find, sheet: Sheet | Table, row: int, column: int) -> bool:
    """True if a phone is the whole of a cell below a head that speaks of money or codes, or a number below one of things."""
    if not (find.code == _MOBILE or _may_be_thing(find)) or find.text != sheet.rows[row][column].strip(_QUOTES):
        return False
    above = (sheet.rows[number][column] for number in range(row - 1, -1, -1) if column < len(sheet.rows[number]))
    head = next((cell for cell in above if cell and not any(map(str.isdecimal, cell))), "")
    return bool((_AMOUNT if find.code == _MOBILE else _THING).search(head))


def _may_be_thing(find: Find) -> bool:
    """True if only its form says that a find is the number of somebody: neither a word before it nor a check digit."""
    pattern = find.pattern
    return find.code == ID_NUMBER_EXPOSED and isinstance(pattern, TextPattern) and not (pattern.verify or pattern.label)


def _runs_of_digits(row: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The runs of a row's cells of digits alone that are together as long as a number of a person, with where each begins."""
    for digits, group in groupby(enumerate(row), key=lambda entry: _SOME_DIGITS.fullmatch(entry[1]) is not None):
        cells = list(group) if digits else []
        for first in range(len(cells) - 1):
            ends = accumulate(len(cell) for _, cell in cells[first:])
            count = next((number for number, end in enumerate(ends, 1) if end >= _IDENTITY), 0)
            run = "".join(cell for _, cell in cells[first : first + count])
            if count > 1 and len(run) == _IDENTITY:
                yield cells[first][0], run


def _single_signs(row: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The runs of a row's cells that hold one sign each, as in the boxes of a form, with the column each begins in."""
    for single, group in groupby(enumerate(row), key=lambda entry: len(entry[1]) == 1):
        cells = list(group) if single else []
        if len(cells) >= _SIGNS_APART:
            yield cells[0][0], "".join(cell for _, cell in cells)
