"""A bag: files with their digests and what is known of them, for an archive (RFC 8493, The BagIt File Packaging Format)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.late import late
from generator.leftovers import remove_leftover

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAG_MANIFEST = "tagmanifest-sha256.txt"  # of the files about a bag; it names itself nowhere
_PAYLOAD = "manifest-sha256.txt"
_CODE = late("%(0[AaDd]|25)")
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
            _PAYLOAD: _lines(manifest),
        }
        digests = {name: _put(new / name, text.encode())[0] for name, text in tags.items()}
        _put(new / BAG_MANIFEST, _lines(digests).encode())
        new.rename(folder)
    except BaseException:
        remove_leftover(new)
        raise
    return total


def is_bag(folder: Path) -> bool:
    """True for a folder that is a bag, also where a part of what says so is gone; no folder that is published is one."""
    return any((folder / name).is_file() for name in (BAG_MANIFEST, "bagit.txt", "bag-info.txt"))


def bag_named(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that a bag names, by path, nothing in its place where none is known. Raises OSError."""
    about = _read_lines(folder / BAG_MANIFEST)
    named = _read_lines(folder / _PAYLOAD)
    every = dict.fromkeys(("bagit.txt", "bag-info.txt", _PAYLOAD), "")
    return {**every, **named, **about} if named or about else {}


def _read_lines(manifest: Path) -> dict[str, str]:
    """The digests in a manifest by path; nothing where there is none that can be read as text. Raises OSError."""
    try:
        lines = manifest.read_bytes().decode("utf-8").split("\n")
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return {}
    parted = (line.rstrip("\r").partition(" ") for line in lines)
    return {_CODE.sub(_decoded, path.lstrip(" *")): digest.lower() for digest, _, path in parted if path}


def _decoded(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))


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
