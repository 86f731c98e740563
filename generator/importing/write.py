"""Writing what an import has planned: all of it, or nothing."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from generator.importing.plan import Plan
from generator.load.shipped import stays_inside
from generator.model.redirect import REDIRECTS
from generator.presence import exists


class OutsideSite(Exception):
    """A folder of the site leads out of it, so that nothing may be written there."""


def write_plan(site: Path, plan: Plan) -> None:
    """Writes the new files of a plan into a site. Where one cannot be written, those before it are taken away again.

    Raises OSError, and OutsideSite.
    """
    done: list[Path] = []
    try:
        for path, text in plan.sources.items():
            done.append(_made(site, path))
            with open(done[-1], "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for path, source in plan.copies.items():
            done.append(_made(site, path))
            shutil.copyfile(source, done[-1])
        for path, data in plan.blobs.items():
            done.append(_made(site, path))
            done[-1].write_bytes(data)
        _write_redirects(site, plan.redirects)
    except BaseException:
        for made in reversed(done):
            with contextlib.suppress(OSError):
                made.unlink()
                made.parent.rmdir()  # where it is empty now
        raise


def _made(site: Path, path: str) -> Path:
    """The path of a new file, its folder made."""
    if not stays_inside(site, path):
        raise OutsideSite(path)
    whole = site / path
    whole.parent.mkdir(parents=True, exist_ok=True)
    return whole


def _write_redirects(site: Path, entries: list[str]) -> None:
    """Adds entries to the end of the redirects of a site, which stay as they are."""
    if not entries:
        return
    path = site / REDIRECTS
    if not stays_inside(site, REDIRECTS):
        raise OutsideSite(REDIRECTS)
    before = path.read_text("utf-8") if exists(path) else ""
    if before and not before.endswith("\n"):
        before += "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + "".join(f"{entry}\n" for entry in entries), "utf-8", newline="\n")
