"""The data that the browser understands a question by: synonyms, words that only make it a question, variants of characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.model.vocabulary import Vocabulary

_EVERYDAY = "gb2312"  # the characters that people in the mainland type; a browser can tell them by itself


def question_data(
    vocabulary: Vocabulary, variants: Mapping[str, str], titles: Iterable[str]
) -> tuple[dict[str, Any], tuple[str, str]]:
    """The vocabulary as the browser reads it, and the variants that it reads only where a question holds such a character.

    Of variants those are given whose usual form stands in a title or in the vocabulary: all of one side, then all of the other.
    """
    synonyms = [[synonym.say, synonym.mean] for synonym in vocabulary.synonyms]
    known = set().union(*titles, *vocabulary.questions, *(word for sides in synonyms for side in sides for word in side))
    pairs = sorted((old, new) for old, new in variants.items() if new in known and old not in known)
    everyday = [pair for pair in pairs if _is_everyday(pair[0])]
    rare = [pair for pair in pairs if not _is_everyday(pair[0])]
    return {"variants": _sides(everyday), "questions": vocabulary.questions, "synonyms": synonyms}, _sides(rare)


def _is_everyday(sign: str) -> bool:
    try:
        sign.encode(_EVERYDAY)
    except UnicodeEncodeError:
        return False
    return True


def _sides(pairs: Iterable[tuple[str, str]]) -> tuple[str, str]:
    found = list(pairs)
    return "".join(old for old, _ in found), "".join(new for _, new in found)
