"""The data that the browser understands a question by: synonyms, words that only make it a question, variants of characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.model.vocabulary import Vocabulary


def question_data(vocabulary: Vocabulary, variants: Mapping[str, str], titles: Iterable[str]) -> dict[str, Any]:
    """The vocabulary as the browser reads it; of variants those whose usual form stands in a title or in the vocabulary."""
    synonyms = [[synonym.say, synonym.mean] for synonym in vocabulary.synonyms]
    known = set().union(*titles, *vocabulary.questions, *(word for sides in synonyms for side in sides for word in side))
    pairs = sorted((old, new) for old, new in variants.items() if new in known and old not in known)
    sides = ["".join(old for old, _ in pairs), "".join(new for _, new in pairs)]
    return {"variants": sides, "questions": vocabulary.questions, "synonyms": synonyms}
