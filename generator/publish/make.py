"""Making outputs into a tree."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.load.source.source import SourceChanged
from generator.model.output.output import Copy, Output
from generator.publish.file_trees import copy_new, link_files, make_folders, write_new
from generator.publish.known_files import Written, identity_of


def make_outputs(given: tuple[Path, Mapping[str, Written]], outputs: Sequence[Output]) -> list[Written]:
    """The known file of each output, made into a tree; the second of what is ``given`` are the files that are as they were."""
    place, intact = given
    make_folders(place, [output.file for output in outputs])
    return [make(place, output, intact.get(output.file)) for output in outputs]


def make(place: Path, output: Output, before: Written | None) -> Written:
    """Makes a file into a tree, unless the live one, where it is as ``before``, turns out to have the same bytes."""
    data = output.make()
    sha256 = data.sha256 if isinstance(data, Copy) else hashlib.sha256(data).hexdigest()
    if before and before.sha256 == sha256:
        return before._replace(key=output.key)
    target = f"{place}{os.sep}{output.file}"
    if not isinstance(data, Copy):
        return Written(output.key, sha256, *identity_of(write_new(target, data)))
    try:
        about, copied = copy_new(target, data.path)
    except FileNotFoundError as error:
        raise SourceChanged(str(data.path)) from error
    if sha256 not in ("", copied):
        raise SourceChanged(str(data.path))
    return Written(output.key, copied, *identity_of(about))


def link(trees: tuple[Path, Path], files: Sequence[str]) -> list[None]:
    """Gives files of the first of two trees a place in the second, as the same files."""
    return link_files(*trees, files)
