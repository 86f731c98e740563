"""Content of a ZIP archive: its files are read by the same readers; those that cannot be are named."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator

from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.package import MAX_UNPACKED
from generator.load.attachment.partly import partly
from generator.load.attachment.words import words_of_bytes
from generator.model.attachment import Piece

# What systems leave in archives and folders.
_LITTER = late(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_MOST_LITTER, _LITTLE = 1_000, 1_000_000  # files; bytes of one: the names of files that lay in a folder stand there
_MOST_FILES = 500
_LOCKED = 1  # the bit of a file that has a password
_LARGEST = 100_000_000  # bytes of one file


def read_zip(data: bytes, nested: Nested) -> Iterator[Found]:
    """Everything that ``nested`` reads in each of its files; the names of its files are text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [info for info in archive.infolist() if not info.is_dir() and not _LITTER.search(info.filename)]
        if files and all(info.flag_bits & _LOCKED for info in files):
            raise Refused("encrypted")
        names = [_name(info) for info in files]
        filled = {name.rpartition("/")[0] + "/" for name in names}
        empty = [name for name in map(_name, filter(zipfile.ZipInfo.is_dir, archive.infolist())) if name not in filled]
        if names or empty:
            yield Piece("\n".join([*names, *empty]), name="names")
        notes = [note for note in (archive.comment, *(info.comment for info in files)) if note]
        if notes:
            yield Piece("\n".join(_decoded(note) for note in notes), "comment")
        left = MAX_UNPACKED
        yield from _left_behind(archive)
        for number, (info, name) in enumerate(zip(files, names, strict=True)):
            if number >= _MOST_FILES:  # said once, however many there are
                yield Piece("cut", "trace", name="unjudged")
                break
            left -= info.file_size
            if info.file_size > _LARGEST or left < 0:
                yield Piece("too-large", "trace", name="unjudged", file=name)
                continue
            if info.flag_bits & _LOCKED:
                yield Piece("encrypted", "trace", name="unjudged", file=name)
                continue
            try:
                inner = archive.read(info)
            except MemoryError:
                raise
            except Exception:  # a stranger's archive: one file of it that is broken does not hide the others
                yield Piece("broken", "trace", name="unjudged", file=name)
            else:
                yield from nested(name, inner)


def _left_behind(archive: zipfile.ZipFile) -> Iterator[Piece]:
    """The words of what systems leave in folders: the names of files that lay there, and where they came from."""
    left = [info for info in archive.infolist() if _LITTER.search(info.filename) and info.file_size < _LITTLE]
    if len(left) > _MOST_LITTER:
        yield partly()
    for info in left[:_MOST_LITTER]:
        with contextlib.suppress(Exception):  # one that is broken or locked is none that anybody opens
            if words := words_of_bytes(archive.read(info)):
                yield Piece(words, "inside", name="part names", file=_name(info))


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file; one that does not say that it is UTF-8 is in the code page of where it was made, here mostly GBK."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    with contextlib.suppress(UnicodeError):
        return _decoded(info.filename.encode("cp437"))
    return info.filename


def _decoded(raw: bytes) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        return raw.decode("utf-8")
    return raw.decode("gb18030", "replace")
