"""Reading what is known of how people ask."""

from __future__ import annotations

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
    )
