"""Text of a PDF: each page and whether its text can be read; notes, forms, files inside it, earlier saves."""

from __future__ import annotations

import contextlib
import ctypes
import io
import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

import pypdfium2
from pypdfium2 import raw

from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.media import read_media, read_pictures
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.partly import partly
from generator.load.attachment.pdf_files.objects import Objects
from generator.load.attachment.pdf_files.rows import rows_of
from generator.load.attachment.pdf_files.strings import earlier_authors, hidden_layers, signer_names, strings_beside
from generator.load.attachment.pdf_files.things import TextPage, strange_signs, texts_of, things_on
from generator.load.attachment.pdf_files.unseen import take_unseen, without
from generator.load.attachment.readable import ENOUGH, STRANGE, is_unreadable
from generator.load.attachment.xmp import read_xmp
from generator.model.attachment import Piece

_FEW = 30  # signs; with fewer, a page that is mostly a picture is a picture
_STAMP = 200  # signs; so many may a scanner write on each page
_MANY_PIXELS = 250_000  # a picture of a page has more
_MANY_LINES = 400  # drawn shapes; so many and no sign of text is a text drawn as shapes
_PROBE = 60  # signs of a page that are asked one by one
_NUMBER_BREAK = late(r"(?<=\d)[-\ufffe]\n(?=\d)")
_WORD_BREAK = late(r"\ufffe\n?")
_END = late(rb"%%EOF[ \r\n]{0,4}")
_MOST_SAVES = 4
_MOST_PAGES_EARLIER = 300
_MOST_PICTURES, _MOST_FILES = 1_000, 500
_XMP = late(rb"<(?:\w+:)?xmpmeta\b.*?</(?:\w+:)?xmpmeta>", re.DOTALL)
_LINK, _FREE_TEXT, _POPUP, _FILE, _WIDGET = 2, 3, 16, 17, 20  # kinds of annotations (ISO 32000-1, 12.5.6)
_HIDDEN_FLAGS = 2 | 32
_MOST_DRAWN = 200  # notes of a page, and objects of a note, in which words are looked for
_WORDS = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
_WINDOW = 6  # signs by which lines of two saves are compared
_PROPERTIES = {"Title": "title", "Author": "creator", "Subject": "subject", "Keywords": "keywords"}


def read_pdf(data: bytes, nested: Nested) -> Iterator[Found]:
    """The pieces of a document page by page; then what of it has no readable text, and what lies in the file beside its pages."""
    with closing(_open(data)) as document:
        for name, told in _PROPERTIES.items():
            if value := document.get_metadata_value(name):
                yield Piece(value.strip(), "metadata", name=told)
        pictures: list[int] = []
        strange: list[int] = []
        stamped: dict[str, list[int]] = {}  # pages that are mostly a picture, by the little text they have
        objects = Objects(_unlocked(data, document))
        layers = hidden_layers(objects)
        yield from (Piece(who, "metadata", name="creator") for who in earlier_authors(objects))
        for number in range(1, len(document) + 1):
            with closing(document[number - 1]) as page:
                with closing(TextPage(page)) as texts:
                    unseen, things = take_unseen(page, layers, texts)
                    textpage = texts.now
                    text = without(_clean(textpage.get_text_range()), unseen.covered)
                    unreadable = _unreadable(textpage, text)
                    rows = rows_of(things, text, partial(texts_of, textpage), number) if text else None
                if unreadable:
                    strange.append(number)
                elif text:
                    yield Piece(text, page=number)
                    yield from [rows] if rows else ()
                yield from (
                    Piece(_clean(words), "hidden", number, name=name) for name, words in unseen._asdict().items() if words
                )
                if len(text) < _STAMP and _is_picture(page, text):
                    (pictures if len(text) < _FEW else stamped.setdefault(_bare_of_digits(text), [])).append(number)
                yield from _annotations(page, number, nested)
                drawn = _draws_words(page)
            if drawn and (said := _drawn_words(document, number, text)):
                yield Piece(said, page=number)
        # The same few words on several pages are what a scanner writes on each.
        pictures += [number for numbers in stamped.values() if len(numbers) > 1 for number in numbers]
        for name, pages in (("pages-pictures", pictures), ("pages-unreadable", strange)):
            if pages:
                yield Piece(",".join(map(str, sorted(pages))), "trace", name=name)
        yield from _beside(document, nested)
        for name in layers:
            yield Piece(name, "hidden", name="layer")
        if words := strings_beside(objects):
            yield Piece("\n".join(words), "inside", name="words")
        if names := signer_names(objects):
            yield Piece("\n".join(names), "inside", name="signature")
        yield from _pictures(data, objects)
        yield from _earlier(data, document)
        if not objects.whole:
            yield partly()


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused("encrypted" if "password" in str(error).lower() else "broken") from error


def _unlocked(data: bytes, document: Any) -> bytes:
    """The bytes of a document; of one that is encrypted, yet opens without a password, as it is when that is taken off."""
    if b"/Encrypt" not in data:
        return data
    out = io.BytesIO()
    with contextlib.suppress(pypdfium2.PdfiumError):
        document.save(out, flags=raw.FPDF_REMOVE_SECURITY)
    return out.getvalue()


def _clean(text: str) -> str:
    """A page's text in lines. At the end of a line pdfium gives U+FFFE for a hyphen that divides a word."""
    text = text.replace("\r\n", "\n").replace("\x00", "").replace("\x02", "\ufffe")
    return _WORD_BREAK.sub("", _NUMBER_BREAK.sub("-", text)).strip()


def _unreadable(textpage: Any, text: str) -> bool:
    """True if so many of a page's signs are private ones, marks of failure or numbers of glyphs that nobody can read it."""
    if sum(map(len, text.split())) < ENOUGH:
        return False
    if is_unreadable(text):
        return True
    count = textpage.count_chars()
    probe = range(0, count, max(count // _PROBE, 1))
    return strange_signs(textpage, probe) > len(probe) * STRANGE


def _is_picture(page: Any, text: str) -> bool:
    """True if a page is mostly a picture, or letters drawn as shapes."""
    if all(thing.kind == raw.FPDF_PAGEOBJ_TEXT for thing in things_on(page)):
        return False
    width, height = page.get_size()
    area = shapes = 0.0
    for thing in page.get_objects(max_depth=3):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            if thing.level and _pixels(thing) > _MANY_PIXELS:
                return True  # inside a form it stands by the measures of the form
            left, bottom, right, top = thing.get_bounds()
            area += max(min(right, width) - max(left, 0), 0) * max(min(top, height) - max(bottom, 0), 0)
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
        if area > width * height / 2 or (not text and shapes > _MANY_LINES):
            return True
    return False


def _pixels(image: Any) -> int:
    width, height = image.get_px_size()
    return int(width * height)


def _draws_words(page: Any) -> bool:
    """True if a note of a page is drawn with words that are not those it says of itself: a stamp, a mark of a signature."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_DRAWN)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) in (_POPUP, _LINK, _FREE_TEXT) or _value(annotation, b"V"):
                continue
            for place in range(min(raw.FPDFAnnot_GetObjectCount(annotation), _MOST_DRAWN)):
                if raw.FPDFPageObj_GetType(raw.FPDFAnnot_GetObject(annotation, place)) in _WORDS:
                    return True
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return False


def _drawn_words(document: Any, number: int, text: str) -> str:
    """The words that the notes of a page are drawn with: what it says once they are part of it, and did not before."""
    with closing(document[number - 1]) as page:
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return ""
    with closing(document[number - 1]) as page, closing(page.get_textpage()) as textpage:
        before = _bare(text)
        lines = _clean(textpage.get_text_range()).split("\n")
        return "\n".join(line for line in lines if _bare(line) and _bare(line) not in before)


def _annotations(page: Any, number: int, nested: Nested) -> Iterator[Found]:
    """The pieces of notes with who wrote them, texts laid over the page, what was filled into a form, files pinned to it."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            hidden = raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS
            if kind in (_POPUP, _LINK):
                continue
            if kind == _FILE and (pinned := raw.FPDFAnnot_GetFileAttachment(annotation)):
                yield from _file(pypdfium2.PdfAttachment(pinned, page.pdf), nested)
            text = _clean(_value(annotation, b"V" if kind == _WIDGET else b"Contents"))
            if not text:
                continue
            if kind in (_WIDGET, _FREE_TEXT):
                yield Piece(text, "hidden" if hidden else "text", number)
            else:
                yield Piece(text, "comment", number, name=_value(annotation, b"T"))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _value(annotation: Any, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _beside(document: Any, nested: Nested) -> Iterator[Found]:
    """Bookmarks, and the files that lie in it."""
    marks = document.get_toc(max_depth=8) if raw.FPDFBookmark_GetFirstChild(document, None) else ()
    titles = [title for mark in marks if (title := mark.get_title())]
    if titles:
        yield Piece("\n".join(titles), "inside", name="bookmarks")
    files = document.count_attachments()
    if files > _MOST_FILES:
        yield partly()
    for index in range(min(files, _MOST_FILES)):
        yield from _file(document.get_attachment(index), nested)


def _file(attachment: Any, nested: Nested) -> Iterator[Found]:
    """The text of a file that lies in the document."""
    yield from nested(attachment.get_name(), bytes(attachment.get_data()))


def _pictures(data: bytes, objects: Objects) -> Iterator[Piece]:
    """The metadata of its pictures, which lie in a PDF as they came, and its own XMP."""
    yield from read_pictures(data, b"endstream")
    for picture in filter(None, map(objects.unwrap, objects.streams)):
        yield from read_media(picture)
    # An element begins with the last angle before its name: to look at each angle of a file of pictures takes longer.
    named = data.find(b"xmpmeta")
    packets = [found[0] for found in _XMP.finditer(data, max(data.rfind(b"<", 0, named), 0))] if named >= 0 else []
    packets += [objects.unpack(one) for one in objects.streams if b"/Metadata" in one.about and b"FlateDecode" in one.about]
    if len(packets) > _MOST_PICTURES:
        yield partly()
    for packet in packets[:_MOST_PICTURES]:
        with contextlib.suppress(Exception):  # written by programs of any kind: nothing to be known is no fault
            yield from read_xmp(packet)


def _earlier(data: bytes, document: Any) -> Iterator[Piece]:
    """The lines that an earlier save holds and the last does not: each save is added to the file, and takes nothing out."""
    ends = [found.end() for found in _END.finditer(data)] if data.count(b"%%EOF") > 1 else []
    if len(ends) < 2:
        return
    if len(document) > _MOST_PAGES_EARLIER or len(ends) > _MOST_SAVES + 1:
        yield partly()
    if len(document) > _MOST_PAGES_EARLIER:
        return
    now: str | None = None
    seen: set[str] = set()
    for end in ends[:-1][-_MOST_SAVES:]:
        with contextlib.suppress(Refused), closing(_open(data[:end])) as before:
            if len(before) > _MOST_PAGES_EARLIER:
                yield partly()
                continue
            now = now if now is not None else "".join(_bare(text) for text in _page_texts(document))
            for number, text in enumerate(_page_texts(before), 1):
                gone = [line for line in text.split("\n") if line not in seen and _is_gone(_bare(line), now)]
                seen.update(gone)
                if gone:
                    yield Piece("\n".join(gone), "earlier", number)


def _page_texts(document: Any) -> Iterator[str]:
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
            yield _clean(textpage.get_text_range())


def _bare_of_digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha())


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _is_gone(line: str, now: str) -> bool:
    """True if most of a line is nowhere in a text, wherever its lines break."""
    if len(line) < _WINDOW:
        return len(line) > 3 and line not in now
    windows = [line[start : start + _WINDOW] for start in range(0, len(line) - _WINDOW + 1, _WINDOW // 2)]
    return sum(window not in now for window in windows) > len(windows) // 2 or any(
        run[0] not in now for run in re.finditer(r"\d{6,}[0-9Xx]*", line)
    )
