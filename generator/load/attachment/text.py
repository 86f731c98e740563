"""Everything that can be read in an attachment, for those who search and for those who check what goes out.

Reading is bounded: a file that is too large is not opened, a long one is read to a limit, and a broken one gives
``broken``, never an exception. Libraries are imported when the first file needs them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from zipfile import ZipFile

from generator.load.attachment import archive, html_text, markup, plain
from generator.load.attachment.ends import breaks_off
from generator.load.attachment.events import Refused
from generator.load.attachment.kinds import WELL_KNOWN, is_other, kind_of, open_archive, unshown_kind
from generator.load.attachment.media import read_media
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.ofd_files import ofd
from generator.load.attachment.older import compound, doc, msg, ppt, rtf
from generator.load.attachment.opendocument import flat, odf
from generator.load.attachment.package import Package
from generator.load.attachment.partly import partly
from generator.load.attachment.properties import read_properties
from generator.load.attachment.sheets import xls, xlsb, xlsx
from generator.load.attachment.slides import pptx
from generator.load.attachment.sweep import sweep
from generator.load.attachment.word import docx
from generator.load.source.source import NOT_REGULAR, open_regular
from generator.model.attachment import AttachmentText, Part, Piece, Sheet, State, Table

MAX_FILE = 100_000_000  # bytes
MAX_TEXT = 1_000_000  # characters, about a thousand pages; as many again of what is not seen
MAX_SECONDS = 10.0  # looked at between pages and rows
_DEEPEST = 3  # files in files in files

# Files that hold no text, and of which nobody expects one.
_TEXTLESS = ("picture", "recording", "cfb")
_LINES = ("txt", "csv", "rtf", "html")  # nothing but text: without any, they are empty
_PACKAGES = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
# What is drawn in them, by its ending.
_DRAWN = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff"),
    *(".emf", ".wmf", ".svg", ".webp", ".wdp", ".bin", ".heic"),
)
# What is no file that can be read, and what it is instead.
_STATES: Mapping[str, State] = {"locked": "encrypted", "broken-zip": "broken", "broken-cfb": "broken"}

_LIBRARIES: Mapping[str, frozenset[str]] = {
    "generator.load.attachment.pdf_files.pdf": frozenset(("pdf", "zip")),
    "python_calamine": frozenset(("xlsx", "xls", "et", "ods", "xlsm", "xlsb", "zip")),
    "olefile": frozenset(("doc", "xls", "ppt", "wps", "et", "dps", "msg")),
    "exifread": frozenset(("jpg", "jpeg", "png", "webp", "docx", "pptx")),
}


def read_text(path: Path, type: str) -> AttachmentText:
    """Everything that can be read in a file. ``type`` is its ending, such as ``pdf``, in lower case."""
    try:
        data = read_file(path)
    except Refused as error:
        return AttachmentText(_state(error))
    except OSError:
        return AttachmentText("unreadable")
    return read_content(data, type)


def load_libraries(types: Collection[str]) -> None:
    """Imports what the reading of these types takes, for processes that are forked afterwards to share it."""
    for library, kinds in _LIBRARIES.items():
        if not kinds.isdisjoint(types):
            import_module(library)


def read_file(path: Path) -> bytes:
    """The bytes of a regular file; of nothing else, for a pipe or a device may never end."""
    try:
        file = open_regular(str(path))
    except OSError as error:
        if error.strerror == NOT_REGULAR:
            raise Refused("not-regular") from error
        raise
    with file:
        if os.fstat(file.fileno()).st_size > MAX_FILE:
            raise Refused("too-large")
        return file.read(MAX_FILE + 1)


def read_content(data: bytes, type: str, depth: int = 0, *, hidden: bool = False) -> AttachmentText:
    """Everything that can be read in the bytes of a file that has an ending; ``hidden``: nobody sees its name."""
    if not data:
        return AttachmentText("void")
    opened = open_archive(data)
    kind = kind_of(data, type, opened)
    found: list[Found] = []
    if not hidden and kind != "unknown" and kind not in _STATES and is_other(kind, type):
        found.append(Piece(kind, "trace", name="other-kind"))
    elif not hidden and kind == "picture" and type in WELL_KNOWN and (other := unshown_kind(data)):
        found.append(Piece(other, "trace", name="other-kind"))
    state: State
    reader = _reader(kind, type, depth, opened)
    if reader is None:
        # What has the ending of something we read, and is nothing of the kind, is broken.
        is_ours = type in WELL_KNOWN or _reader(type, type, depth)
        state = _STATES.get(kind) or ("broken" if kind == "unknown" and is_ours else "unsupported")
    else:
        try:
            state = _read_bounded(reader(data), found)
        except Refused as error:
            state = _state(error)
        except (MemoryError, RecursionError):
            state = "too-large"
        except Exception:  # a file from anywhere, read by libraries of any kind: whatever they raise says that it is broken
            state = "broken"
        if kind == "cfb" and not hidden:
            state = "unsupported"  # some of its words are seen, and its text is not read
        elif state == "empty" and kind in _TEXTLESS:
            state = "read"
        elif state == "empty" and (kind in (*_LINES, "zip") or (kind in _PACKAGES and _is_blank(opened, found))):
            state = "void"
    return AttachmentText(
        state,
        tuple(part for part in found if isinstance(part, Piece)),
        tuple(part for part in found if isinstance(part, Sheet)),
        tuple(part for part in found if isinstance(part, Table)),
    )


def _is_blank(opened: ZipFile | None, found: Sequence[Found]) -> bool:
    """True if an archive holds no picture either, and nothing was found in it that is not seen."""
    names = opened.namelist() if opened else ()
    unseen = any(part.part not in ("text", "metadata", "trace") for part in found)
    return not unseen and not any(name.lower().endswith(_DRAWN) for name in names)


def _state(error: Refused) -> State:
    states: Mapping[str, State] = {
        "encrypted": "encrypted",
        "too-large": "too-large",
        "encoding": "encoding",
        "not-regular": "not-regular",
        "too-wide": "too-wide",
    }
    return states.get(error.why, "broken")


def _read_bounded(parts: Iterator[Found], found: list[Found]) -> State:
    """The state in which reading ended; what was read is in ``found``, no more than the limits of text and time allow."""
    left = {True: MAX_TEXT, False: MAX_TEXT}
    unseen = 0
    deadline = time.monotonic() + MAX_SECONDS
    seen = False
    for part in parts:
        if isinstance(part, Table):  # its text stands in pieces too
            found.append(part)
            continue
        shown = part.part == "text"
        size = len(part.text)
        seen = seen or (shown and size > 0 and not (isinstance(part, Piece) and part.name in ("header", "layout", "watermark")))
        found.append(part if size <= left[shown] else _shortened(part, left[shown]))
        left[shown] = max(left[shown] - size, 0)
        unseen += size if not shown else 0
        if (shown and not left[shown]) or time.monotonic() > deadline:
            return "cut"
    if unseen > MAX_TEXT:
        found.append(partly())
    return "read" if seen else "empty"


def _shortened(part: Piece | Sheet, left: int) -> Piece | Sheet:
    """As much of a piece, or as many rows of a sheet, as a number of characters."""
    if isinstance(part, Piece):
        return replace(part, text=part.text[:left])
    ends = accumulate(sum(len(cell) + 1 for cell in row if cell) for row in part.rows)
    return replace(part, rows=tuple(row for row, end in zip(part.rows, ends, strict=True) if end <= left))


def _reader(kind: str, type: str, depth: int, opened: ZipFile | None = None) -> Callable[[bytes], Iterator[Found]] | None:
    """The reader of a kind of file, or None where there is none; ``depth`` is how many files it lies in."""
    inside = partial(_nested, depth=depth, shown=False)
    beside = partial(_nested, depth=depth, shown=True)
    readers: Mapping[str, Callable[[bytes], Iterator[Found]]] = {
        "pdf": lambda data: _read_pdf(data, inside),
        "docx": lambda data: _packaged(Package(data, opened), docx.read_docx, inside),
        "pptx": lambda data: _packaged(Package(data, opened), pptx.read_pptx, inside),
        "ofd": lambda data: _packaged(Package(data, opened), ofd.read_ofd, inside),
        "xlsx": lambda data: _packaged(Package(data, opened), lambda package: xlsx.read_xlsx(package, data), inside),
        "odt": lambda data: _open_document(data, kind, opened, inside),
        "ods": lambda data: _open_document(data, kind, opened, inside),
        "odp": lambda data: _open_document(data, kind, opened, inside),
        "xlsb": lambda data: _packaged(Package(data, opened), lambda package: xlsb.read_xlsb(package, data), inside),
        "doc": lambda data: doc.read_doc(data, inside),
        "xls": lambda data: xls.read_xls(data, inside),
        "ppt": lambda data: ppt.read_ppt(data, inside),
        "cfb": lambda data: compound.read_compound(data, inside),
        "msg": lambda data: msg.read_msg(data, beside),
        "rtf": lambda data: rtf.read_rtf(data, inside),
        "html": lambda data: html_text.read_html(data, inside),
        "svg": lambda data: html_text.read_html(data, inside),
        "excel-xml": markup.read_excel_xml,
        "word-xml": markup.read_word_xml,
        "mht": lambda data: markup.read_email(data, inside),
        "eml": lambda data: markup.read_email(data, beside),
        "txt": lambda data: plain.read_plain(data, type),
        "csv": lambda data: plain.read_plain(data, type),
        "zip": lambda data: archive.read_zip(data, beside),
        "picture": _read_media,
        "recording": _read_media,
    }
    return readers.get(kind)


def _read_media(data: bytes) -> Iterator[Found]:
    """The words that a picture or a recording says of itself, and that it breaks off."""
    if breaks_off(data):
        yield Piece("", "trace", name="cut-off")
    yield from read_media(data)


def _read_pdf(data: bytes, nested: Nested) -> Iterator[Found]:
    """The text of a PDF; a site without any does not import its library."""
    from generator.load.attachment.pdf_files import pdf

    return pdf.read_pdf(data, nested)


def _open_document(data: bytes, kind: str, opened: ZipFile | None, nested: Nested) -> Iterator[Found]:
    """The text of an OpenDocument file, be it an archive or one XML file."""
    whole = data if opened else flat.packed(data)
    yield from _packaged(Package(whole, opened), lambda package: odf.read_odf(package, whole, kind), nested)


def _packaged(package: Package, read: Callable[[Package], Iterator[Found]], nested: Nested) -> Iterator[Found]:
    """The text of a package as its reader finds it, between what it says of its maker and what no program shows of it."""
    package.check_main_part()
    yield from read_properties(package)
    try:
        yield from read(package)
    except (Refused, MemoryError, RecursionError) as error:
        if not isinstance(error, Refused) or error.why in ("encrypted", "too-large"):  # all the more so the second time
            raise
        yield from _swept(package, nested)
        raise
    except Exception:
        yield from _swept(package, nested)
        raise
    yield from sweep(package, nested)


def _swept(package: Package, nested: Nested) -> Iterator[Found]:
    """The words of all parts of a package whose reader came to something that is broken."""
    package.done.clear()
    return sweep(package, nested)


def _nested(name: str, data: bytes, depth: int, *, shown: bool) -> Iterator[Found]:
    """The text of a file that lies in a file; ``shown``: for whoever opens the outer one, to be opened too."""
    if depth + 1 >= _DEEPEST:
        yield Piece("too-deep", "trace", name="unjudged", file=name)
        return
    type = name.rpartition(".")[2].lower()
    read = read_content(data, type, depth + 1, hidden=not shown)
    if read.state not in ("read", "empty") and not (type in ("bin", "dat") and not shown):
        yield Piece(read.state, "trace", name="unjudged", file=name)
    if read.state == "empty" and shown:
        yield Piece("", "trace", name="no-text", file=name)
    parts: list[Found] = [*read.pieces, *read.sheets, *read.tables]
    for part in parts:
        if isinstance(part, Piece) and part.name == "pages-pictures" and read.state == "empty":
            continue
        place: Part = "inside" if part.part == "text" and not shown else part.part
        # The wrapper of an object is nothing that anybody sees.
        wrapped = part.file and type == "bin" and not shown
        yield replace(part, part=place, file=part.file if wrapped else f"{name}/{part.file}" if part.file else name)
