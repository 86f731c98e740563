"""Other programs that read the files of the measure: what of a text in each place they show, and what of that is told.

``python -m tests.check.outside_readers`` writes the rows of those that are here into docs/attachments.md.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from tempfile import NamedTemporaryFile

from tests.check.test_places import DOCS, DOCUMENTS, TYPES, judge, values

_TEXT = next(value for value in values() if value.code == "id-number-exposed")
_NUMBER = _TEXT.text.rpartition("：")[2]


def _program(*command: str) -> Callable[[bytes], str]:
    """The text that a program prints of a file."""

    def read(data: bytes) -> str:
        with NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            words = [file.name if word == "FILE" else word for word in command]
            return subprocess.run(words, capture_output=True, check=False, timeout=60).stdout.decode("utf-8", "replace")

    return read


def _docx(data: bytes) -> str:
    document = import_module("docx").Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, document.core_properties.subject])


def _openpyxl(data: bytes) -> str:
    book = import_module("openpyxl").load_workbook(io.BytesIO(data))
    cells = [
        f"{cell.value}\n{cell.comment.text if cell.comment else ''}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    ]
    return "\n".join([*cells, *book.sheetnames, str(book.properties.subject)])


# Each reader with the types it reads.
READERS: Mapping[str, tuple[tuple[str, ...], Callable[[bytes], str]]] = {
    "pdftotext": (("PDF",), _program("pdftotext", "FILE", "-")),
    "exiftool": (("DOCX", "PPTX", "PDF", "ODT", "DOC", "JPG"), _program("exiftool", "-a", "-u", "-G1", "FILE")),
    "python-docx": (("DOCX",), _docx),
    "openpyxl": (("XLSX",), _openpyxl),
}
# What a reader of metadata is asked for.
_METADATA = ("property", "custom", "picture")
_MODULES = {"python-docx": "docx"}


def here() -> Iterator[str]:
    """The readers that this machine has."""
    yield from (name for name in READERS if shutil.which(name) or find_spec(_MODULES.get(name, name)))


def compared(name: str) -> tuple[int, int, list[str]]:
    """The number of files that a reader was given, of those in which it shows the number, and the places we do not tell of these."""
    types, read = READERS[name]
    shown, missed, files = 0, [], 0
    for type in types:
        for place, maker in TYPES[type].items():
            if name == "exiftool" and place not in _METADATA:
                continue
            data = maker(_TEXT.text)
            files += 1
            try:
                text = read(data)
            except Exception:  # made small, so that some readers do not take it
                continue
            if _NUMBER in text:
                shown += 1
                missed += [] if _TEXT.code in judge(type, data, _TEXT.text).codes else [f"{type} {place}"]
    return files, shown, missed


def row(name: str) -> str:
    """The row of a reader in the documents."""
    files, shown, missed = compared(name)
    return f"| {name} | {files} | {shown} | {shown - len(missed)} |"


if __name__ == "__main__":
    for document in DOCUMENTS:
        text = (DOCS / document).read_text("utf-8")
        lines = {line.split(" | ")[0]: line for line in map(row, here())}
        text = "\n".join(lines.get(line.split(" | ")[0], line) for line in text.split("\n"))
        (DOCS / document).write_text(text, encoding="utf-8", newline="\n")
        print(*lines.values(), sep="\n")
