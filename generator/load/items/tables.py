"""The first rows of the tables among an item's files, for the page of a kind that shows them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from generator.load.attachment.events import Refused
from generator.load.attachment.plain import decode, table_of
from generator.load.files import FileReader
from generator.model.item import File, FileTable
from generator.problems import SourceError

_ENDINGS = ("csv", "tsv")
_MOST_SIGNS = 200_000  # characters of a table on a page, whatever the number of its rows


def read_tables(reader: FileReader, files: Iterable[File], most_rows: int) -> tuple[FileTable, ...]:
    """The first rows of each listed file that is a table in plain text, in the order of the files.

    One that cannot be read or holds no table has none; what is wrong with a file is told with the attachments.
    """
    found: list[FileTable] = []
    for file in files:
        if not file.listed or file.type not in _ENDINGS:
            continue
        try:
            data = reader.read_text(file.source)
            text, _ = decode(data)
        except (SourceError, Refused):
            continue
        # Other bytes than those that were hashed: the file will be found changed before it goes out.
        if hashlib.sha256(data).hexdigest() == file.sha256 and (table := table_of(text.split("\n"), certain=True)):
            found += _shortened(file.name, table.rows, most_rows)
    return tuple(found)


def _shortened(name: str, rows: Iterable[tuple[str, ...]], most_rows: int) -> Iterator[FileTable]:
    """A table of a name and no more rows than a number, without empty rows and columns; lines of one cell above it apart."""
    filled = [row for row in rows if any(row)]
    widest = max(map(len, filled), default=0)
    used = [column for column in range(widest) if any(column < len(row) and row[column] for row in filled)]
    whole = [tuple(row[column] if column < len(row) else "" for column in used) for row in filled]
    above = 0
    while above < len(whole) - 1 and sum(map(bool, whole[above])) == 1 < len(used):
        above += 1
    if above >= len(whole):
        return
    head, body = whole[above], whole[above + 1 :]
    shown, signs = [], 0
    for row in body[:most_rows]:
        signs += sum(map(len, row))
        if signs > _MOST_SIGNS:
            break
        shown.append(row)
    notes = tuple(next(cell for cell in row if cell) for row in whole[:above])
    yield FileTable(file=name, notes=notes, head=head, rows=tuple(shown), total=len(body))
