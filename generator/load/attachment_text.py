"""The text of attachments, for those who search and for those who check what goes out.

Reading is bounded: a file that is too large is not opened, a long one is read to a limit, and a broken one gives
``broken``, never an exception. Libraries are imported when the first file needs them.
"""

from __future__ import annotations

import json
import sqlite3
import time
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from generator.load.office_text import Refused, check_archive, read_docx, read_ofd, read_pptx, read_properties, read_xlsx_comments
from generator.model.attachment import AttachmentText, Piece, State
from generator.parallel import map_chunks

# A change of what is read from a file raises this: what was read before is then read again.
VERSION = 1

MAX_FILE = 100_000_000  # bytes
MAX_TEXT = 1_000_000  # characters, about a thousand pages
MAX_SECONDS = 20.0  # looked at between pages and rows

_TEXT_TYPES = ("txt", "csv")


Reader = Callable[[Path], Iterator[Piece]]


class _Locked(Exception):
    """The file asks for a password."""


def read_text(path: Path, type: str) -> AttachmentText:
    """Everything that can be read in a file. ``type`` is its ending, such as ``pdf``, in lower case."""
    reader = _READERS.get(type)
    if reader is None:
        return AttachmentText("unsupported")
    pieces: list[Piece] = []
    try:
        state = _read_bounded(reader, path, pieces)
    except _Locked:
        state = "encrypted"
    except (MemoryError, RecursionError):
        state = "too-large"
    except Exception:  # a file from anywhere, read by libraries of any kind: whatever they raise says that it is broken
        state = "broken"
    return AttachmentText(state, tuple(pieces))


def _read_bounded(reader: Reader, path: Path, pieces: list[Piece]) -> State:
    if path.stat().st_size > MAX_FILE:
        return "too-large"
    left = MAX_TEXT
    deadline = time.monotonic() + MAX_SECONDS
    for piece in reader(path):
        left -= len(piece.text)
        pieces.append(piece if left >= 0 else replace(piece, text=piece.text[:left]))
        if left < 0 or time.monotonic() > deadline:
            return "cut"
    return "read" if any(piece.part == "text" for piece in pieces) else "empty"


def _read_pdf(path: Path) -> Iterator[Piece]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise _Locked from error
        raise
    with closing(document):
        for name, value in document.get_metadata_dict(skip_empty=True).items():
            if name in ("Author", "Title", "Subject", "Keywords"):
                yield Piece(value.strip(), part="metadata", name="creator" if name == "Author" else name.lower())
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                found = text.get_text_range().replace("\r\n", "\n").replace("\x00", "").strip()
            if found:
                yield Piece(found, page=number + 1)


def _read_xlsx(path: Path) -> Iterator[Piece]:
    import openpyxl

    with zipfile.ZipFile(path) as archive:
        check_archive(archive)
        yield from read_properties(archive)
        yield from read_xlsx_comments(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features it leaves out, which are not text
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
            for sheet in book.worksheets:
                shown = sheet.sheet_state == "visible"
                for row in sheet.iter_rows():
                    for cell in row:
                        if cell.value is not None and (text := _cell_text(cell.value)):
                            yield Piece(text, "text" if shown else "hidden", sheet=sheet.title, cell=cell.coordinate)


def _cell_text(value: Any) -> str:
    """A value as a sheet shows it, as far as that can be said without its format."""
    text = str(value).strip()
    if isinstance(value, float) and text.endswith(".0"):
        return text[:-2]
    return text.removesuffix(" 00:00:00")


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


@dataclass(frozen=True)
class _Read:
    """The work of one process."""

    site: Path

    def __call__(self, files: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
        texts = [read_text(self.site / source, type) for _, source, type in files]
        return [{"text": _to_json(text), "visible": text.visible} for text in texts]


class AttachmentTexts:
    """The texts of a site's attachments by SHA-256, read once and kept in a folder; without one nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "attachments.sqlite" if folder else None

    def load(self, site: Path, files: Iterable[tuple[str, str, str]], jobs: int) -> dict[str, AttachmentText]:
        """The text of each file by its SHA-256; a file is its SHA-256, its path in the site, and its type."""
        return {sha256: _from_json(text) for sha256, text in self._load("text", site, files, jobs).items()}

    def load_visible(self, site: Path, files: Iterable[tuple[str, str, str]], jobs: int) -> dict[str, str]:
        """Only what a reader of each file sees."""
        return self._load("visible", site, files, jobs)

    def _load(self, column: str, site: Path, files: Iterable[tuple[str, str, str]], jobs: int) -> dict[str, str]:
        wanted = {file[0]: file for file in files}
        known = self._known(column, wanted)
        stale = [file for sha256, file in wanted.items() if sha256 not in known]
        fresh = dict(zip((file[0] for file in stale), map_chunks(_Read(site), stale, jobs), strict=True))
        self._keep(fresh)
        return known | {sha256: texts[column] for sha256, texts in fresh.items()}

    def _known(self, column: str, wanted: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        if self._file and self._file.exists():
            query = f"SELECT {column} FROM texts WHERE version = ? AND sha256 = ?"  # noqa: S608
            try:
                with closing(_connect(self._file)) as database:
                    for sha256 in wanted:
                        for row in database.execute(query, (VERSION, sha256)):
                            found[sha256] = row[0]
            except sqlite3.DatabaseError:
                self._file.unlink()
                return {}
        return found

    def _keep(self, fresh: Mapping[str, dict[str, str]]) -> None:
        if self._file and fresh:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            rows = [(sha256, VERSION, texts["text"], texts["visible"]) for sha256, texts in fresh.items()]
            with closing(_connect(self._file)) as database, database:
                database.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", rows)


def _to_json(text: AttachmentText) -> str:
    return json.dumps([text.state, [astuple(piece) for piece in text.pieces]], ensure_ascii=False, separators=(",", ":"))


def _from_json(data: str) -> AttachmentText:
    state, pieces = json.loads(data)
    return AttachmentText(state, tuple(Piece(*piece) for piece in pieces))


def _connect(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE TABLE IF NOT EXISTS texts (sha256 TEXT PRIMARY KEY, version INTEGER, text TEXT, visible TEXT)")
    return database
