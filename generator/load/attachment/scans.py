"""Texts of attachments with the words that a program reads in their scanned pages, each page read once, and kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.load.attachment.child import Limits, map_limited
from generator.load.attachment.inner_pictures import DOCUMENTS, count_pictures
from generator.load.attachment.kept import KeptText, keep_text, kept_text
from generator.load.attachment.ocr import ScanReader
from generator.model.attachment import BY_MACHINE, AttachmentText, Piece
from generator.store import Store

Attachment = tuple[str, str, str]  # key, path in the site, type
_Page = tuple[str, str, int]  # path in the site, type, page from 1

_PICTURES = ("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp")
_PAGED = ("pdf", "ofd", "pptx")
_MOST_PAGES = 200  # of a file; the rest is told as not read
# To load the models takes most of it; a full page takes five seconds on a slow machine.
_LIMITS = Limits(memory=3_000_000_000, processor_seconds=60, seconds=240.0)
_SHARE = 20  # pages a process takes
_SCANS = ("pages-pictures", "picture-page")  # traces that say that there are pages to be read


def with_scans(
    site: Path, files: Mapping[str, Attachment], texts: Mapping[str, KeptText], store: Store, jobs: int, reader: ScanReader | None
) -> dict[str, KeptText]:
    """Those of the texts, by the keys of their files, that hold pages to be read in pictures, with what was read in them."""
    if reader is None:
        return {}
    wanted = {
        key: pages for key, text in texts.items() if (pages := list(_scans(text.whole, site / files[key][1], files[key][2])))
    }
    table = store.table("scans", reader.name)
    names = {(key, page): f"{key}.{page}" for key, pages in wanted.items() for page in pages}
    known = {name: value.decode() for name, value in table.get(names.values())}
    stale = [place for place, name in names.items() if name not in known]
    work = _Read(site, reader)
    read = map_limited(work, [(files[key][1], files[key][2], page) for key, page in stale], jobs, _LIMITS, _SHARE)
    # What cannot be read now cannot be read the next time: the page stays one that is told as a picture.
    fresh = {names[place]: "" if isinstance(words, str) else words[0] for place, words in zip(stale, read, strict=True)}
    table.replace([], ((name, "", text.encode()) for name, text in fresh.items()))
    known |= fresh
    words = {key: {page: known[names[key, page]] for page in pages} for key, pages in wanted.items()}
    merge = {key: _with_pictures if files[key][2] in DOCUMENTS else _merged for key in words}
    return {key: merged for key, found in words.items() if (merged := merge[key](texts[key], found))}


def _scans(whole: str, path: Path, type: str) -> Iterator[int]:
    """The pages of a file to be read in pictures, from 1, by its text as it is kept; of a text document all its pictures."""
    if type in _PICTURES:
        yield 1
    elif type in DOCUMENTS:
        yield from range(1, count_pictures(path) + 1)
    elif type in _PAGED and f'"{_SCANS[0]}"' in whole:
        for piece in kept_text(whole).pieces:
            if piece.name == _SCANS[0] and not piece.file:
                yield from map(int, piece.text.split(",")[:_MOST_PAGES])


def _merged(kept: KeptText, words: Mapping[int, str]) -> KeptText | None:
    """A text with the words of its scanned pages, which are no longer said to be pictures; None where nothing was read."""
    read = {page: found for page, found in words.items() if found.strip()}
    if not read:
        return None
    text = kept_text(kept.whole)
    pieces = [piece for piece in text.pieces if piece.name not in _SCANS or piece.file]
    for piece in text.pieces:
        if piece.name == _SCANS[0] and not piece.file:
            left = [page for page in piece.text.split(",") if int(page) not in read]
            pieces += [Piece(",".join(left), "trace", name=piece.name)] if left else []
    pieces += [Piece(found, page=page, name=BY_MACHINE) for page, found in read.items()]
    pieces.append(Piece(",".join(map(str, read)), "trace", name="pages-read"))
    state = "read" if text.state == "empty" else text.state
    return keep_text(AttachmentText(state, tuple(pieces), text.sheets, text.tables))


def _with_pictures(kept: KeptText, words: Mapping[int, str]) -> KeptText | None:
    """A text with the words of the pictures in it, by their numbers; None where nothing was read."""
    read = {number: found for number, found in words.items() if found.strip()}
    if not read:
        return None
    text = kept_text(kept.whole)
    # Those that take a page are told as not read unless words were found in all pictures there are.
    pieces = [piece for piece in text.pieces if piece.name != _SCANS[1] or piece.file or len(read) < len(words)]
    pieces += [Piece(found, picture=number, name=BY_MACHINE) for number, found in read.items()]
    pieces += [Piece("", "trace", name="pictures-read") for _ in read]
    state = "read" if text.state == "empty" else text.state
    return keep_text(AttachmentText(state, tuple(pieces), text.sheets, text.tables))


@dataclass(frozen=True)
class _Read:
    """The work of one process."""

    site: Path
    reader: ScanReader

    def __call__(self, page: _Page) -> tuple[str]:
        """The words of a page; none where its picture cannot be read, whatever is wrong with it."""
        source, type, number = page
        self.reader.load()  # what is wrong with the program is no fault of a picture
        try:
            return (self.reader.read(self.site / source, type, number),)
        except Exception:  # a stranger's picture, read by libraries of any kind: whatever they raise says that nothing is read
            return ("",)
