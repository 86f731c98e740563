"""The text of attachments, for those who search and for those who check what goes out.

Reading is bounded: a file that is too large is not opened, a long one is read to a limit, and a broken one gives
``broken``, never an exception. Libraries are imported when the first file needs them.
"""

from __future__ import annotations

import json
import threading
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from generator.load.attachment_properties import read_hidden
from generator.load.office_text import (
    Refused,
    check_archive,
    check_extent,
    read_docx,
    read_ofd,
    read_pptx,
    read_properties,
    read_xlsx_comments,
)
from generator.model.attachment import AttachmentText, Part, Piece, Sheet, State
from generator.store import Row, Store
from generator.work import Work

# A change of what is read from a file raises this: what was read before is then read again.
VERSION = 4
# Files of which a process takes so many at a time: opening one is slow.
FEW = 8

MAX_FILE = 100_000_000  # bytes
MAX_TEXT = 1_000_000  # characters, about a thousand pages
MAX_SECONDS = 20.0  # looked at between pages and rows

_WHOLE, _VISIBLE = ".whole", ".visible"
_TEXT_TYPES = ("txt", "csv")
_PDFIUM = threading.RLock()  # it bears one thread at a time
_EXACT = 1e16  # larger numbers are shown with an exponent


Reader = Callable[[Path], Iterator[Piece | Sheet]]


class _Locked(Exception):
    """The file asks for a password."""


def read_text(path: Path, type: str) -> AttachmentText:
    """Everything that can be read in a file. ``type`` is its ending, such as ``pdf``, in lower case."""
    reader = _READERS.get(type)
    if reader is None:
        return AttachmentText("unsupported")
    found: list[Piece | Sheet] = []
    try:
        state = _read_bounded(reader, path, found)
    except _Locked:
        state = "encrypted"
    except (MemoryError, RecursionError):
        state = "too-large"
    except Exception:  # a file from anywhere, read by libraries of any kind: whatever they raise says that it is broken
        state = "broken"
    pieces = tuple(part for part in found if isinstance(part, Piece))
    return AttachmentText(state, pieces, tuple(part for part in found if isinstance(part, Sheet)))


def _read_bounded(reader: Reader, path: Path, found: list[Piece | Sheet]) -> State:
    if path.stat().st_size > MAX_FILE:
        return "too-large"
    left = MAX_TEXT
    deadline = time.monotonic() + MAX_SECONDS
    for part in reader(path):
        size = len(part.text)
        found.append(part if size <= left else _shortened(part, left))
        left -= size
        if left < 0 or time.monotonic() > deadline:
            return "cut"
    return "read" if any(part.part == "text" and part.text for part in found) else "empty"


def _shortened(part: Piece | Sheet, left: int) -> Piece | Sheet:
    """As much of a piece, or as many rows of a sheet, as a number of characters."""
    if isinstance(part, Piece):
        return replace(part, text=part.text[:left])
    ends = accumulate(sum(len(cell) + 1 for cell in row if cell) for row in part.rows)
    return replace(part, rows=tuple(row for row, end in zip(part.rows, ends, strict=True) if end <= left))


def _read_pdf(path: Path) -> Iterator[Piece]:
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise _Locked from error
            raise
        with closing(document):
            yield from _pdf_pieces(document)


def _pdf_pieces(document: Any) -> Iterator[Piece]:
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        if name in ("Author", "Title", "Subject", "Keywords"):
            yield Piece(value.strip(), part="metadata", name="creator" if name == "Author" else name.lower())
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            found = text.get_text_range().replace("\r\n", "\n").replace("\x00", "").strip()
        if found:
            yield Piece(found, page=number + 1)


def _read_xlsx(path: Path) -> Iterator[Piece | Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with zipfile.ZipFile(path) as archive:
        check_archive(archive)
        check_extent(archive)
        yield from read_properties(archive)
        yield from read_xlsx_comments(archive)
        hidden = read_hidden(archive)
    with CalamineWorkbook.from_path(path) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            part: Part = "text" if about.visible == SheetVisibleEnum.Visible else "hidden"
            sheet = book.get_sheet_by_name(about.name)
            top, left = sheet.start or (0, 0)
            rows = tuple(tuple([_cell_text(value) for value in row]) for row in sheet.to_python(skip_empty_area=True))
            yield Sheet(about.name, rows, part, top, left, hidden.get(about.name, ((), ())))


def _cell_text(value: Any) -> str:
    """A value as a sheet shows it, as far as that can be said without its format."""
    if type(value) is float and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value).strip().removesuffix(" 00:00:00")


def _read_plain(path: Path) -> Iterator[Piece]:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield Piece(line.strip(), paragraph=number)
        return
    raise Refused("encoding")


def _zipped(read: Callable[[zipfile.ZipFile], Iterator[Piece]]) -> Reader:
    def reader(path: Path) -> Iterator[Piece]:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive)
            yield from read(archive)

    return reader


_READERS: Mapping[str, Reader] = {
    "pdf": _read_pdf,
    "docx": _zipped(read_docx),
    "pptx": _zipped(read_pptx),
    "ofd": _zipped(read_ofd),
    "xlsx": _read_xlsx,
    "txt": _read_plain,
    "csv": _read_plain,
}


@dataclass(frozen=True, slots=True)
class KeptText:
    """The text of an attachment as it is kept: whole, as JSON, and what a reader of the file sees of it."""

    whole: str
    visible: str


def keep_text(text: AttachmentText) -> KeptText:
    """A text in the form it is kept in."""
    pieces = [(piece.text, piece.part, piece.page, piece.paragraph, piece.sheet, piece.cell, piece.name) for piece in text.pieces]
    sheets = [(sheet.name, sheet.rows, sheet.part, sheet.top, sheet.left, sheet.hidden) for sheet in text.sheets]
    whole = json.dumps([text.state, pieces, sheets], ensure_ascii=False, separators=(",", ":"))
    return KeptText(whole, text.visible)


def kept_text(whole: str) -> AttachmentText:
    """The text that was kept."""
    state, pieces, sheets = json.loads(whole)
    return AttachmentText(
        state,
        tuple(Piece(*piece) for piece in pieces),
        tuple(
            Sheet(name, tuple(map(tuple, rows)), part, top, left, (tuple(map(tuple, columns)), tuple(hidden)))
            for name, rows, part, top, left, (columns, hidden) in sheets
        ),
    )


def _read_texts(site: Path, files: Sequence[tuple[str, str, str]]) -> list[KeptText]:
    return [keep_text(read_text(site / source, type)) for _, source, type in files]


class AttachmentTexts:
    """The texts of a site's attachments by their keys, read once and kept."""

    def __init__(self, store: Store) -> None:
        self._table = store.table("texts", str(VERSION))

    def load_visible(self, site: Path, files: Iterable[tuple[str, str, str]], work: Work) -> dict[str, str]:
        """What a reader of each file sees, by its key; a file is its key, its path in the site, and its type."""
        wanted = {file[0]: file for file in files}
        known = self._known(_VISIBLE, wanted)
        stale = [file for key, file in wanted.items() if key not in known]
        fresh = dict(zip((file[0] for file in stale), work.run(_read_texts, site, stale, FEW), strict=True))
        self.keep(fresh)
        return known | {key: text.visible for key, text in fresh.items()}

    def whole(self, wanted: Iterable[str]) -> dict[str, str]:
        """Those of the texts that are kept, whole, by the keys of their files."""
        return self._known(_WHOLE, wanted)

    def _known(self, form: str, wanted: Iterable[str]) -> dict[str, str]:
        return {name.removesuffix(form): value.decode() for name, value in self._table.get(key + form for key in wanted)}

    def keep(self, fresh: Mapping[str, KeptText]) -> None:
        """Keeps texts by the keys of their files."""
        self._table.replace([], (row for key, text in fresh.items() for row in _rows(key, text)))


def _rows(key: str, text: KeptText) -> tuple[Row, Row]:
    return (key + _WHOLE, "", text.whole.encode()), (key + _VISIBLE, "", text.visible.encode())
