"""The files that rows name, in a folder beside the sheet: found by name, however it is written, and copied beside the item."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.late import late
from generator.machine import raise_fault
from generator.names import name_fault

_LONGEST = 80  # signs of the name of a copy
_NO_NAME = late(r'[\\/:*?"<>|#%\x00-\x1f\x7f]+|\s+')


# A name in marks, and what stands before one: 附件1：, 2., (3)
_MARKED = late(r"[《〈“‘「『【\"']([^》〉”’」』】\"']+)[》〉”’」』】\"']")
_LABEL = late(
    r"(?:附件|附表|附|attachment|annex|enclosure)?\s*(?:[（(]?\d{1,3}[）)]?\s*[.．、:：)）]|[（(]\d{1,3}[）)]|[:：])\s*",
    re.IGNORECASE,
)


class Folder:
    """The regular files below a folder, by name; none where no folder is given. Links are not followed."""

    def __init__(self, root: Path | None) -> None:
        self._root = root

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        """The files by their names, with and without their endings."""
        found: dict[str, list[Path]] = {}
        for folder, folders, names in os.walk(self._root, onerror=raise_fault) if self._root else ():
            folders.sort()
            for name in sorted(names):
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink() and not name.startswith(("~$", ".")):
                    for key in {_folded(name), _folded(path.stem)}:
                        found.setdefault(key, []).append(path)
        return found

    def find(self, written: str) -> Path | None:
        """The file that is named by its name or address, with or without its ending; None where there is none or several."""
        try:
            name = unquote(urlsplit(written).path) if "://" in written else unquote(written)
        except ValueError:  # brackets that hold no address
            return None
        parts = [part for part in re.split(r"[\\/]", name.strip()) if part not in ("", ".", "..")]
        if not parts:
            return None
        exact = next((known for name in _names(parts[-1]) if (known := self._by_name.get(_folded(name)))), [])
        same = [path for path in exact if path.name == parts[-1]] or exact
        if len(same) > 1:  # of one name in several folders, the one whose folders are named too
            way = _folded("/".join(parts))
            same = [path for path in same if _folded(path.as_posix()).endswith(f"/{way}")] if len(parts) > 1 else same
        return same[0] if len(same) == 1 else None


def _names(written: str) -> Iterator[str]:
    """A name as it is written, then without the marks around it and the number or the word before it."""
    yield written
    bare = _MARKED.sub(r"\1", written.strip())
    yield bare
    yield _MARKED.sub(r"\1", _LABEL.sub("", bare).strip())


def copy_name(path: Path, taken: Iterable[str]) -> str:
    """The name of a copy: one that every file system and address can hold, and that is not taken."""
    stem = safe_name(path.stem) or "file"
    ending = safe_name(path.suffix.lower().removeprefix("."))
    others = {name.casefold() for name in taken}
    numbers = ("", *(f"-{number}" for number in range(2, 10_000)))
    names = (f"{stem}{number}.{ending}" if ending else f"{stem}{number}" for number in numbers)
    return next(name for name in names if name.casefold() not in others)


def safe_name(text: str, longest: int = _LONGEST) -> str:
    """The name of a file or folder that is like a text; nothing where no sign of it can stand in one."""
    plain = _NO_NAME.sub("-", unicodedata.normalize("NFC", text).strip())
    plain = "".join(sign for sign in plain if sign.isprintable())
    plain = re.sub(r"-{2,}", "-", plain)[:longest].strip("-. ")
    return f"{plain}-1" if plain and name_fault(plain) == "reserved" else plain


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
