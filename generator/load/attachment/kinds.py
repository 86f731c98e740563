"""The kind that a file really is of, by its first bytes and, where those are of a container, by what lies in it."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib

from generator.late import late
from generator.load.attachment.media import is_picture, is_recording

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What a file raises that is cut off or made to look like an archive: its reader will say so.
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = (
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"%!PS", "ps"),
)
_BIFF = late(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
# Of an Office package by the content type of its main part, or by what every office program calls that part.
_MAIN = (
    (b"wordprocessingml.", "docx"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.binary", "xlsb"),
    (b"ms-excel.sheet.", "xlsx"),
    (b"ms-excel.template.", "xlsx"),
    (b"presentationml.", "pptx"),
    (b"ms-word.document.", "docx"),
    (b"ms-powerpoint.", "pptx"),
)
_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_OPEN_DOCUMENT = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp", b"graphics": "odp"}
_FLAT = late(rb":mimetype=[\"']application/vnd\.oasis\.opendocument\.(\w+)")  # of a document that is one XML file
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
# What programs write under an ending, beside what it stands for, and what others open without a word.
_ALSO = {
    "doc": ("rtf",),
    "wps": ("doc", "docx", "rtf"),
    "wpt": ("doc", "docx"),
    "dot": ("doc",),
    "dotx": ("docx",),
    "docm": ("docx",),
    "et": ("xls", "xlsx"),
    "ett": ("xls", "xlsx"),
    "xlsm": ("xlsx",),
    "xlsb": ("xlsx",),
    "xltx": ("xlsx",),
    "dps": ("ppt", "pptx"),
    "pptm": ("pptx",),
    "ppsx": ("pptx",),
    "pps": ("ppt",),
    "htm": ("html",),
    "csv": ("txt",),
    "xml": ("txt", "excel-xml", "word-xml", "html", "odt", "ods", "odp"),
    "eml": ("txt", "mht"),
    "mht": ("mht",),
    "mhtml": ("mht",),
    "md": ("txt",),
    "json": ("txt",),
}
# Endings that say what a file is.
_CLAIMS = frozenset(
    (
        *(
            "pdf",
            "ofd",
            "doc",
            "docx",
            "xls",
            "xlsx",
            "svg",
            "msg",
            "ppt",
            "pptx",
            "odt",
            "ods",
            "odp",
            "rtf",
            "html",
            "zip",
            "rar",
            "7z",
            "txt",
        ),
        *("jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp", "mp3", "mp4", "mov", "wav", "eml", *_ALSO),
    )
)
# A message, or a web page saved as one file, by its ending; fields that stand in the head of each (RFC 5322, RFC 2045).
_MESSAGES = {"eml": "eml", "mht": "mht", "mhtml": "mht"}
_FIELD = late(rb"([!-9;-~]+):|[ \t]")
_FIELDS = frozenset(
    (b"from", b"to", b"subject", b"date", b"received", b"return-path", b"message-id", b"mime-version", b"content-type")
)
_FEWEST = 2
_TEXTS = ("txt", "csv", "md", "json", "xml")
# Of pictures that begin in one way alone, and of others.
WELL_KNOWN = ("jpg", "jpeg", "png", "gif", "webp", "bmp")
_PICTURES = (*WELL_KNOWN, "tif", "tiff", "heic")
_PDF = b"%PDF-"
_HEIC = (b"heic", b"heix", b"mif1", b"msf1")
_RECORDINGS = ("mp3", "mp4", "m4a", "mov", "wav", "avi", "webm", "ogg", "3gp")


def open_archive(data: bytes) -> zipfile.ZipFile | None:
    """The archive that bytes are; None where they are none, or one that cannot be opened."""
    if not data.startswith(_ZIP):
        return None
    with contextlib.suppress(*_BROKEN):
        return zipfile.ZipFile(io.BytesIO(data))
    return None


def kind_of(data: bytes, ending: str, archive: zipfile.ZipFile | None = None) -> str:
    """The kind of the bytes, as an ending (``docx``, ``xls``, ``picture`` …); the ending itself where they do not say.

    ``archive`` are the bytes as one, where it was opened before.
    """
    head = data[:4096]
    if head.startswith(_PDF):
        return "pdf"
    if head.startswith(_ZIP):
        archive = archive or open_archive(data)
        return _zip_kind(archive) if archive else "broken-zip"
    if head.startswith(_CFB):
        return _cfb_kind(data)
    if is_picture(head):
        return "picture"
    if is_recording(head):
        return "recording"
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if _PDF in head[:1024]:  # behind what a server put before it; an archive may hold one as it is
        return "pdf"
    if _BIFF.match(head) and ending in ("xls", "et", "xlt"):
        return "xls"
    if ending in (*_PICTURES, *_RECORDINGS) and ending not in WELL_KNOWN:
        return "picture" if ending in _PICTURES else "recording"
    return _text_kind(head, ending)


def unshown_kind(data: bytes) -> str:
    """The kind of a picture that most browsers do not show, as an ending; nothing of another."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC and b"avif" not in data[8:64]:
        return "heic"
    return "tiff" if data.startswith((b"II*\0", b"MM\0*")) else ""


def is_other(kind: str, ending: str) -> bool:
    """True if a file is another thing than its ending says, so that a program warns of it or does not open it."""
    if kind in (ending, "locked", *_ALSO.get(ending, ())) or ending not in _CLAIMS:
        return False
    if kind == "picture":
        return ending not in _PICTURES
    if kind == "recording":
        return ending not in _RECORDINGS
    return True


def _zip_kind(archive: zipfile.ZipFile) -> str:
    """The kind of a ZIP container, by the names in it; ``zip`` where it is that of no document."""
    try:
        names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
        if "ofd.xml" in names:
            return "ofd"
        if "mimetype" in names:
            kind = archive.read(names["mimetype"])[:100].rpartition(b"opendocument.")[2].strip()
            return next((ours for theirs, ours in _OPEN_DOCUMENT.items() if kind.startswith(theirs)), "zip")
        if "[content_types].xml" in names and archive.getinfo(names["[content_types].xml"]).file_size < 10_000_000:
            types = archive.read(names["[content_types].xml"])
            found = [(types.find(mark), kind) for mark, kind in _MAIN if mark in types]
            if found:
                return min(found)[1]
        return next((kind for folder, kind in _PARTS if any(name.startswith(folder) for name in names)), "zip")
    except _BROKEN:
        return "broken-zip"


def _cfb_kind(data: bytes) -> str:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            top = {entry[0] for entry in file.listdir()}
    except Exception:  # a stranger's file, read by a library: whatever it raises says that it is broken
        return "broken-cfb"
    return next((kind for stream, kind in _STREAMS if stream in top), "cfb")


def _is_message(head: bytes) -> bool:
    """True for bytes that begin with the fields of a message, whatever follows them."""
    lines = re.split(rb"\r\n|\n|\r", head)
    end = lines.index(b"") if b"" in lines else len(lines) - 1
    fields = [_FIELD.match(line) for line in lines[:end]]
    return all(fields) and len({field[1].lower() for field in fields if field and field[1]} & _FIELDS) >= _FEWEST


def _text_kind(head: bytes, ending: str) -> str:
    """The kind of what is text by its looks: web pages, the XML of Office 2003, messages."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) & ~1].decode("utf-16", "replace").encode()
    low = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2048].lower()
    if ending in _MESSAGES and _is_message(head.removeprefix(b"\xef\xbb\xbf").lstrip()):
        return _MESSAGES[ending]
    if b"urn:schemas-microsoft-com:office:spreadsheet" in low or b'progid="excel.sheet"' in low:
        return "excel-xml"
    if b"schemas.microsoft.com/office/word/2003/wordml" in low or b'progid="word.document"' in low:
        return "word-xml"
    if b"opendocument:xmlns:office" in low and (flat := _FLAT.search(low)):
        return _OPEN_DOCUMENT.get(flat[1], "txt")
    if low.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<body", b"<meta")) or b"<html" in low[:1024]:
        return "html"
    if ending == "svg" or low.startswith(b"<svg") or b"<svg" in low[:1024]:
        return "svg"
    if low.startswith((b"mime-version:", b"content-type: multipart")):
        return "mht"
    if ending in _TEXTS:
        return "txt"
    if ending in ("eml", "html", "htm"):
        return "html" if ending == "htm" else ending
    if head and b"\0" not in head and all(byte >= 32 or byte in (9, 10, 12, 13) for byte in head):
        return "txt"
    return "unknown"
