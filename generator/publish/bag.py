"""A bag: files with their digests and what is known of them, for an archive (RFC 8493, The BagIt File Packaging Format)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.late import late
from generator.leftovers import remove_leftover

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_BREAK = late(r"\s*[\r\n]+\s*")
_PIECE = 1 << 20


class BagExists(Exception):
    """There is something where a bag is to be."""


def write_bag(folder: Path, payload: Mapping[str, Path | bytes], info: Sequence[tuple[str, str]]) -> int:
    """Writes a bag of the payload, by path below ``data``, whole or not at all; how many bytes the payload has.

    ``info`` are the elements of ``bag-info.txt``, to which the sum of the payload is added. Raises BagExists, OSError.
    """
    if os.path.lexists(folder):
        raise BagExists(str(folder))
    new = folder.with_name(f"{folder.name}.new")
    remove_leftover(new)
    try:
        total, manifest = 0, {}
        for name, source in payload.items():
            path = f"data/{name}"
            manifest[path], size = _put(new / path, source)
            total += size
        tags = {
            "bagit.txt": _DECLARATION,
            "bag-info.txt": _elements([*info, ("Payload-Oxum", f"{total}.{len(manifest)}")]),
            "manifest-sha256.txt": _lines(manifest),
        }
        digests = {name: _put(new / name, text.encode())[0] for name, text in tags.items()}
        _put(new / "tagmanifest-sha256.txt", _lines(digests).encode())
        new.rename(folder)
    except BaseException:
        remove_leftover(new)
        raise
    return total


def _put(target: Path, source: Path | bytes) -> tuple[str, int]:
    """The digest and the size of a file of the bag, once it is written: what is hashed is what was read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source, bytes):
        target.write_bytes(source)
        return hashlib.sha256(source).hexdigest(), len(source)
    state, size = hashlib.sha256(), 0
    with open(source, "rb") as old, open(target, "wb") as new:
        while piece := old.read(_PIECE):
            state.update(piece)
            size += len(piece)
            new.write(piece)
    return state.hexdigest(), size


def _lines(digests: Mapping[str, str]) -> str:
    """The lines of a manifest; signs that end a line, and the sign that stands for them, are written as codes (2.1.3)."""
    return "".join(f"{digest}  {_coded(path)}\n" for path, digest in sorted(digests.items()))


def _coded(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _elements(info: Iterable[tuple[str, str]]) -> str:
    """The elements of ``bag-info.txt``, each on a line; what is not known is left out (2.2.2)."""
    return "".join(f"{label}: {_BREAK.sub(' ', value.strip())}\n" for label, value in info if value.strip())
