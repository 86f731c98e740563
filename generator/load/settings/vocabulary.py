"""Reading what is known of how people ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.late import late
from generator.load.settings.catalog import load_data
from generator.load.shipped import is_brought, list_data
from generator.model.labels import Labels
from generator.model.vocabulary import SynonymFile, Vocabulary
from generator.problems import Problem, Severity, Spot

FOLDER = "site_config/synonyms"
_BETWEEN = late(r"[ \t\u3000]*[、，,；;/／|][ \t\u3000]*")


def load_vocabulary(site: Path, language: str, labels: Labels, problems: list[Problem]) -> Vocabulary:
    """The vocabulary of a site: all files of synonyms in its language, its own and the shipped ones."""
    names = [f"{FOLDER}/{language}/{name}" for name in list_data(site, f"{FOLDER}/{language}")]
    read = {name: load_data(site, name, SynonymFile, labels, problems) for name in names}
    spoken = [file for file in read.values() if file]
    problems += [found for name, file in read.items() if file and is_brought(site, name) for found in _in_one(file, Spot(name))]
    return Vocabulary(
        synonyms=tuple(synonym for file in spoken for synonym in file.synonyms),
        questions=tuple(dict.fromkeys(word for file in spoken for word in file.questions)),
    )


def _in_one(file: SynonymFile, spot: Spot) -> Iterator[Problem]:
    """The problems of words that are several: nobody says them in one breath."""
    placed = [(synonym, spot.at("synonyms", index)) for index, synonym in enumerate(file.synonyms)]
    said = [("questions", file.questions, spot.at("questions"))]
    said += [("say", synonym.say, place.at("say")) for synonym, place in placed]
    said += [("mean", synonym.mean, place.at("mean")) for synonym, place in placed]
    for field, words, place in said:
        for word in words:
            parts = [part for part in _BETWEEN.split(word) if part]
            if len(parts) > 1:
                values = {"field": field, "value": word, "parted": f"[{', '.join(parts)}]"}
                yield Problem("list-in-one", place, values, Severity.WARNING)
