"""Making outputs into a tree."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.load.source.source import SourceChanged
from generator.model.output.output import Copy, Output
from generator.publish.file_trees import copy_new, link_files, make_folders, write_new
from generator.publish.known_files import KnownFile, identity_of

# Files that are made before the first of them is written: by turns, each would drive the other out of the processor's cache.
_BATCH = 16
# Chunks of outputs that one process makes: by then some 20 MB of the memory that it was forked with are its own.
TURN = 10


def make_outputs(given: tuple[Path, Mapping[str, KnownFile]], outputs: Sequence[Output]) -> list[KnownFile]:
    """The known file of each output, made into a tree; the second of what is ``given`` are the files that are as they were."""
    place, intact = given
    make_folders(place, [output.file for output in outputs])
    made: list[KnownFile] = []
    for start in range(0, len(outputs), _BATCH):
        batch = outputs[start : start + _BATCH]
        made += [
            _put(place, output, data, intact) for output, data in zip(batch, [output.make() for output in batch], strict=True)
        ]
    return made


def make(place: Path, output: Output, intact: Mapping[str, KnownFile]) -> KnownFile:
    """The known file of an output, made into a tree."""
    return _put(place, output, output.make(), intact)


def _put(place: Path, output: Output, data: bytes | Copy, intact: Mapping[str, KnownFile]) -> KnownFile:
    """Puts a file into a tree, unless the live one, where it is as it was, turns out to have the same bytes."""
    before = intact.get(output.file)
    sha256 = data.sha256 if isinstance(data, Copy) else hashlib.sha256(data).hexdigest()
    if before and before.sha256 == sha256:
        return before._replace(key=output.key)
    target = f"{place}{os.sep}{output.file}"
    if not isinstance(data, Copy):
        return KnownFile(output.key, sha256, *identity_of(write_new(target, data)))
    try:
        about, copied = copy_new(target, data.path)
    except FileNotFoundError as error:
        raise SourceChanged(str(data.path)) from error
    if sha256 not in ("", copied):
        raise SourceChanged(str(data.path))
    return KnownFile(output.key, copied, *identity_of(about))


def link(trees: tuple[Path, Path], files: Sequence[str]) -> list[None]:
    """Gives files of the first of two trees a place in the second, as the same files."""
    return link_files(*trees, files)
