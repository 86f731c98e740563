"""Walking a site's folder and reading its files: the only place that opens a source."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from generator.frozen import frozen
from generator.late import late
from generator.load.shipped import stays_inside
from generator.load.source.encodings import NAMES, UnknownEncoding, decode_any
from generator.machine import is_machine_fault, raise_fault
from generator.names import Fault, name_fault
from generator.presence import exists, is_file, is_folder, is_link
from generator.problems import Position, Problem, SourceError, Spot
from generator.text import excerpt

CONTENT = "content"


@frozen
class Limit:
    """The most bytes of a file that is read, and the key of the profile that says so; nothing where no profile does."""

    most: int
    key: str = ""


class TooLarge(OSError):
    """A file is larger than a limit."""

    def __init__(self, size: int, limit: Limit) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG))
        self.size = size
        self.limit = limit


MEGABYTE = 1_000_000
# A text is held whole; a file is only gone through.
SETTINGS_LIMIT, ASSET_LIMIT = Limit(64 * MEGABYTE), Limit(2000 * MEGABYTE)


class SourceChanged(Exception):
    """A file no longer has the bytes that were judged. Whoever builds starts over."""


# What editors' machines leave behind: no sources, no problem.
_LITTER = ("~$", ".", "~WR", "Thumbs.db", "thumbs.db", "ehthumbs", "desktop.ini", "Desktop.ini")
_CHUNK = 1 << 16
# As much of a name as a message shows.
_SHOWN = 60
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
NOT_REGULAR = "not a regular file"
_SETTLED_NS = 100_000_000
# What git leaves where two people changed the same lines.
_MARKS = ("<<<<<<< ", ">>>>>>> ", "||||||| ")
# One of the lines that was overlooked, with what git writes behind it: a branch, or a commit and what it says.
_MARKER_LEFT = late(r"^(?:<{7}|>{7}|\|{7}) \w[\w./-]*(?: \([^\n]*\)| upstream| changes)?[ \t]*$", re.MULTILINE)
_CONFLICT = late(r"^<<<<<<< .*?^=======\n.*?^>>>>>>> [^\n]*", re.MULTILINE | re.DOTALL)
# What files begin with that are no text, whatever their names say.
_BEGINNINGS = (
    (b"PK\x03\x04", "DOCX / XLSX / ZIP"),
    (b"\xd0\xcf\x11\xe0", "DOC / WPS / XLS"),
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"Rar!", "RAR"),
)


@frozen
class Found:
    """A file of the site: its path and what tells it from an earlier state of itself without reading it."""

    path: str
    size: int
    signature: str
    changed_ns: int


def walk_files(site: Path, folder: str, problems: list[Problem]) -> dict[str, Found]:
    """All files below a folder of the site by path, in sorted order; names that cannot be published are problems.

    Raises OSError where a folder cannot be looked into: of a site of which a part is not seen nothing can be said.
    """
    found: dict[str, Found] = {}
    pending = [folder]
    base = f"{site}{os.sep}"
    while pending:
        current = pending.pop()
        for entry in _entries(base + current):
            if entry.name.startswith(_LITTER):
                continue
            path = f"{current}/{entry.name}"
            if fault := name_fault(entry.name):
                problems.append(name_problem(fault, entry.name, Position(_printable(path))))
            elif entry.is_symlink() and (is_folder(entry.path) or not stays_inside(site, path)):
                problems.append(Problem("link-outside", Position(path), {"name": entry.name}))
            elif entry.is_dir():
                pending.append(path)
            elif entry.is_symlink() and not exists(entry.path):
                problems.append(unreadable(path, OSError(errno.ENOENT, os.strerror(errno.ENOENT))))
            elif not entry.is_file():  # what may never end
                problems.append(unreadable(path, OSError(errno.EINVAL, NOT_REGULAR)))
            else:
                try:
                    found[path] = _found(path, entry.stat())
                except FileNotFoundError:  # it went since it was listed
                    continue
    return dict(sorted(found.items()))


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a source that cannot be read. Raises the error again where the source cannot help it."""
    if is_machine_fault(error):
        raise error
    if isinstance(error, TooLarge):
        limit = error.limit
        values = {"path": _printable(path), "size": f"{error.size / MEGABYTE:.1f}", "most": f"{limit.most // MEGABYTE}"} | (
            {"key": limit.key} if limit.key else {}
        )
        return Problem("file-too-large", Position(_printable(path)), values)
    return Problem("file-unreadable", Position(_printable(path)), {"reason": error.strerror or str(error)})


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """The entries of a folder; nothing where it went since it was listed. Raises OSError."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


def find_links(site: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Each symbolic link among some files and folders of a site, and below them, that is not followed; and what is no file."""

    def is_refused(path: str) -> bool:
        whole = os.path.join(site, path)
        return is_link(whole) and (is_folder(whole) or not stays_inside(site, path))

    def is_strange(path: str) -> bool:
        whole = os.path.join(site, path)
        return exists(whole) and not is_file(whole) and not is_folder(whole)

    for name in names:
        if is_refused(name):
            yield Problem("link-outside", Position(name), {"name": name})
            continue
        if is_strange(name):
            yield unreadable(name, OSError(errno.EINVAL, NOT_REGULAR))
        for folder, folders, files in os.walk(os.path.join(site, name), onerror=raise_fault):
            above = os.path.relpath(folder, site).replace(os.sep, "/")
            for entry in sorted((*folders, *files)):
                if is_refused(path := f"{above}/{entry}"):
                    yield Problem("link-outside", Position(_printable(path)), {"name": _printable(entry)})
                elif entry in files and is_strange(path):
                    yield unreadable(path, OSError(errno.EINVAL, NOT_REGULAR))


def name_problem(fault: Fault, name: str, where: Position | Spot) -> Problem:
    """The problem of a name that not every file system or address can hold."""
    code = {"sign": "name-invalid", "reserved": "name-reserved", "long": "name-too-long"}[fault]
    return Problem(code, where, {"name": excerpt(_printable(name), _SHOWN)})


def is_settled(found: Iterable[Found], now_ns: int) -> bool:
    """True if files changed long enough ago that another change will show in their signatures.

    One that changed a moment ago may change again within the same tick of the file system's clock.
    """
    return all(now_ns - file.changed_ns > _SETTLED_NS for file in found)


def find_file(site: Path, path: str) -> Found | None:
    """One file of the site, or None where there is none. Raises OSError where that cannot be known."""
    try:
        return _found(path, (site / path).stat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _found(path: str, about: os.stat_result) -> Found:
    # The inode and its change time are in it, so that a file put back with its old times and size is still seen as new.
    signature = f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}:{about.st_ino}"
    return Found(path, about.st_size, signature, about.st_ctime_ns)


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def open_regular(path: str) -> BinaryIO:
    """An open file; nothing but a regular one, for a pipe or a device may never end. Raises OSError."""
    return open(_open_regular(path)[0], "rb")


def _open_regular(path: str) -> tuple[int, os.stat_result]:
    """The descriptor of a regular file that is open for reading, and what is known of it. Raises OSError."""
    try:
        descriptor = os.open(path, _READ)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket, or a device that is not there
            raise OSError(errno.EINVAL, NOT_REGULAR) from error
        raise
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, NOT_REGULAR)
    return descriptor, about


def read_bytes(site: Path, path: str, limit: Limit = SETTINGS_LIMIT) -> bytes:
    """The bytes of a source; a file that cannot be read is a problem at its place."""
    return b"".join(_chunks(site, path, limit))


def decode(path: str, data: bytes) -> str:
    """The text of a source: UTF-8, with or without a byte order mark, line ends of any system."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(_encoding_problem(path, data, error.start)) from error
    if "\0" in text and decode_any(data)[1] == "utf-16":  # whose ASCII signs are UTF-8 with noughts between them
        raise SourceError(_encoding_problem(path, data, 0))
    if not text.strip():
        raise SourceError(Problem("file-empty", Position(path)))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<<<<<<< " in text and (conflict := _CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        last = line + conflict[0].count("\n")
        raise SourceError(Problem("conflict-markers", Position(path, line, 1), {"last": str(last)}))
    if any(mark in text for mark in _MARKS) and (left := _MARKER_LEFT.search(text)):
        line = text.count("\n", 0, left.start()) + 1
        raise SourceError(Problem("conflict-marker-left", Position(path, line, 1), {"found": left[0]}))
    return text


def _encoding_problem(path: str, data: bytes, start: int) -> Problem:
    """The problem of bytes that are no UTF-8: another encoding, another kind of file, or the first byte that is wrong."""
    if kind := next((kind for start, kind in _BEGINNINGS if data.startswith(start)), ""):
        return Problem("source-other-kind", Position(path), {"kind": kind, **_table(path)})
    before = data[:start].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    where = Position(path, line, column)
    try:
        _, encoding = decode_any(data)
    except UnknownEncoding:
        encoding = ""
    if not (name := NAMES.get(encoding)):
        return Problem("encoding-invalid", where, {"byte": f"0x{data[start]:02X}"})
    return Problem("encoding-other", where, {"encoding": name, **_table(path)})


def _table(path: str) -> dict[str, str]:
    """The form that a table is to be saved in; nothing of another source."""
    return {"table": "CSV UTF-8"} if path.endswith(".csv") else {}


def hash_file(site: Path, path: str, limit: Limit = ASSET_LIMIT) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    state = hashlib.sha256()
    for chunk in _chunks(site, path, limit):
        state.update(chunk)
    return state.hexdigest()


def _chunks(site: Path, path: str, limit: Limit) -> Iterator[bytes]:
    """The bytes of a file of no more than a limit, piece by piece: there are many files, so nothing stands between."""
    try:
        descriptor, about = _open_regular(f"{site}{os.sep}{path}")
        try:
            if about.st_size > limit.most:
                raise TooLarge(about.st_size, limit)
            while chunk := os.read(descriptor, _CHUNK):
                yield chunk
        finally:
            os.close(descriptor)
    except OSError as error:
        raise SourceError(unreadable(path, error)) from error
