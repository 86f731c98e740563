"""Writing what an import has planned: all of it, or nothing."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from generator.importing.plan import Plan
from generator.load.shipped import require_inside
from generator.model.redirect import REDIRECTS
from generator.presence import exists, real_path
from generator.whole_files import write_whole


def write_plan(site: Path, plan: Plan) -> None:
    """Writes the new files of a plan into a site. Where one cannot be written, those before it are taken away again.

    Raises OSError, and OutsideSite.
    """
    done: list[Path] = []
    try:
        for path, text in plan.sources.items():
            with _new(site, path, done) as file:
                file.write(text.encode())
        for path, source in plan.copies.items():
            with open(source, "rb") as read, _new(site, path, done) as file:
                shutil.copyfileobj(read, file)
        for path, data in plan.blobs.items():
            with _new(site, path, done) as file:
                file.write(data)
        _write_redirects(site, plan.redirects)
    except BaseException:
        for made in reversed(done):
            with contextlib.suppress(OSError):
                made.unlink()
                made.parent.rmdir()  # where it is empty now
        raise


@contextlib.contextmanager
def _new(site: Path, path: str, done: list[Path]) -> Iterator[BinaryIO]:
    """A new file of a site, open for writing, its folder made; it joins those that are done."""
    whole = require_inside(site, path)
    whole.parent.mkdir(parents=True, exist_ok=True)
    with open(whole, "xb") as file:
        done.append(whole)
        yield file


def _write_redirects(site: Path, entries: list[str]) -> None:
    """Adds entries to the end of the redirects of a site, which stay as they are."""
    if not entries:
        return
    path = require_inside(site, REDIRECTS)
    before = path.read_text("utf-8") if exists(path) else ""
    if before and not before.endswith("\n"):
        before += "\n"
    write_whole(Path(real_path(path)), (before + "".join(f"{entry}\n" for entry in entries)).encode())
