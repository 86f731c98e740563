"""What the browser needs to understand a question: synonyms, words that only make it a question, variants of characters."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.vocabulary import Vocabulary
from generator.render.search_tables import to_json


def question_data(vocabulary: Vocabulary, titles: Iterable[str]) -> str:
    """The vocabulary as JSON. Of variants those whose usual form stands in a title or in the vocabulary itself."""
    synonyms = [[synonym.say, synonym.mean] for synonym in vocabulary.synonyms]
    known = set().union(*titles, *vocabulary.questions, *(word for sides in synonyms for side in sides for word in side))
    pairs = sorted((old, new) for old, new in vocabulary.variants.items() if new in known and old not in known)
    variants = ["".join(old for old, _ in pairs), "".join(new for _, new in pairs)]
    return to_json({"variants": variants, "questions": vocabulary.questions, "synonyms": synonyms})
