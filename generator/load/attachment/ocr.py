"""Words that a program reads in pictures: scanned pages of a PDF, an OFD, of slides; those in documents; files (extra ``ocr``).

RapidOCR carries its models in its package, so nothing is asked of the network. It is loaded by the process that reads, never by
ours: to load it takes longer than most runs.
"""

from __future__ import annotations

import contextlib
import functools
import io
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from generator.frozen import frozen
from generator.load.shipped import installed_packages

_NEEDED = ("rapidocr-", "onnxruntime-")
_DOTS = 2_400  # of the longer side of a page as it is looked at: 200 an inch on A4
_LEAST_DOTS = 60  # of the shorter side; less holds no line
_MOST_DOTS = 100_000_000  # of a picture that is opened


@frozen
class ScanReader:
    """A reader of scanned pages: its name with its version, how a page (from 1) of a file is read, how it is made ready."""

    name: str
    read: Callable[[Path, str, int], str]
    load: Callable[[], object] = bool


@functools.cache
def find_scan_reader() -> ScanReader | None:
    """The reader of scanned pages that is installed here, or None."""
    found = [name for name in installed_packages() if name.startswith(_NEEDED) and name.endswith(".dist-info")]
    if not all(any(name.startswith(needed) for name in found) for needed in _NEEDED):
        return None
    return ScanReader(" ".join(name.removesuffix(".dist-info") for name in found), read_scan, _engine)


def read_scan(path: Path, type: str, page: int) -> str:
    """The words in the picture of a page, a line each; nothing where it cannot be opened or holds none."""
    from generator.load.attachment.kinds import kind_of
    from generator.load.attachment.text import read_file

    data = read_file(path)
    found: list[str] = []
    for dots in _pictures(data, kind_of(data, type), page):
        if dots is not None and min(dots.shape[:2]) >= _LEAST_DOTS:
            found += _engine()(dots).txts or ()
    return "\n".join(found)


def _pictures(data: bytes, kind: str, page: int) -> Iterator[Any]:
    """The dots of a page: of a PDF as it is drawn, of an OFD or a slide of each picture on it, of a picture its own.

    Of a text document it is the picture of that number.
    """
    from generator.load.attachment.inner_pictures import DOCUMENTS, pictures_in
    from generator.load.attachment.ofd_files import ofd
    from generator.load.attachment.package import Package
    from generator.load.attachment.slides import pptx

    if kind == "pdf":
        yield _page_of(data, page)
    elif kind in ("ofd", "pptx"):
        pictures_on = ofd.pictures_on if kind == "ofd" else pptx.pictures_on
        for picture in pictures_on(Package(data), page):
            with contextlib.suppress(OSError, ValueError):  # of a kind that is not opened here
                yield _picture_of(picture)
    elif kind in DOCUMENTS:
        package = Package(data)
        for name in pictures_in(package)[page - 1 : page]:
            yield _picture_of(package.read(name))
    else:
        yield _picture_of(data)


@functools.cache
def _engine() -> Any:
    """The engine, on one processor: as many processes are at work as there are jobs.

    Its models are named to it, for a model that it did not find in its package it would ask for elsewhere.
    """
    import rapidocr  # type: ignore[import-not-found, unused-ignore]  # an extra

    models = Path(rapidocr.__file__).parent / "models"
    named = {f"{step}.model_path": str(next(models.glob(f"*_{step.lower()}_*.onnx"))) for step in ("Det", "Cls", "Rec")}
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return rapidocr.RapidOCR(params={"Global.log_level": "error", **threads, **named})


def _page_of(data: bytes, page: int) -> Any:
    """The dots of a page of a PDF, in three colours."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document, closing(document[page - 1]) as drawn:
        scale = _DOTS / max(*drawn.get_size(), 1.0)
        with closing(drawn.render(scale=scale, rev_byteorder=False)) as bitmap:
            return bitmap.to_numpy()[:, :, :3].copy()


def _picture_of(data: bytes) -> Any:
    """The dots of a picture as it is seen, in three colours; None of one that is too large."""
    import numpy
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as opened:
        if opened.width * opened.height > _MOST_DOTS:
            return None
        opened.draft("RGB", (_DOTS, _DOTS))
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((_DOTS, _DOTS))
    return numpy.asarray(picture)[:, :, ::-1].copy()
