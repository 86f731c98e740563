"""The data that the browser understands a question by: synonyms, words that only make it a question, variants of characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from generator.digests import key_of
from generator.frozen import frozen
from generator.late import late
from generator.model.vocabulary import Vocabulary
from generator.render.search.terms import terms_of
from generator.search_text import HAN, search_form

_EVERYDAY = "gb2312"  # the characters that people in the mainland type; a browser can tell them by itself
_HAN_ALONE = late(f"[{HAN}]{{2,}}")
# What parts the words of a line, its two sides and the lines; in a word a blank says as much.
_WITHIN, _SIDES, _LINES = ",", "=", "\n"
_PARTING = str.maketrans(dict.fromkeys((_WITHIN, _SIDES, _LINES), " "))


@frozen
class Meanings:
    """The terms of each word that people may mean; all of them together; and a name for these."""

    words: Mapping[str, Sequence[str]]
    terms: frozenset[str]
    name: str


def meanings_of(vocabulary: Vocabulary, variants: Mapping[int, str]) -> Meanings:
    """The meanings that a vocabulary has; ``variants`` is a table for ``str.translate``, as for documents."""
    words = dict.fromkeys(word for synonym in vocabulary.synonyms for word in synonym.mean)
    found = {word: _terms(word, variants) for word in words}
    terms = frozenset(term for of_word in found.values() for term in of_word)
    return Meanings(found, terms, key_of(*sorted(terms)))


def _terms(word: str, variants: Mapping[int, str]) -> Sequence[str]:
    # Most are of Han characters alone, whose terms need no more than this.
    if not _HAN_ALONE.fullmatch(word):
        return terms_of(word, variants)
    usual = word.translate(variants)
    return list(map(str.__add__, usual, usual[1:]))


def question_data(
    vocabulary: Vocabulary, meanings: Meanings, known: Set[str], variants: Mapping[str, str], titles: Iterable[str]
) -> tuple[dict[str, Any], tuple[str, str]]:
    """The vocabulary as the browser reads it, and the variants that it reads only where a question holds such a character.

    A meaning is left out where the documents do not have all its terms, ``known`` being those they have: it finds nothing, or
    what is about something else. What people say comes in its search form. Of variants those are given whose usual form stands
    in a title or in what is left of the vocabulary: all of one side, then all of the other.
    """
    lines = []
    for synonym in vocabulary.synonyms:
        meant = [word for word in synonym.mean if (terms := meanings.words[word]) and known >= set(terms)]
        if meant:
            lines.append(_SIDES.join((_joined(_shortest(_forms(synonym.say))), _joined(meant))))
    asking, said = _joined(_forms(vocabulary.questions)), _LINES.join(lines)
    signs = set().union(*titles, asking, said)
    pairs = sorted((old, new) for old, new in variants.items() if new in signs and old not in signs)
    everyday = [pair for pair in pairs if _is_everyday(pair[0])]
    rare = [pair for pair in pairs if not _is_everyday(pair[0])]
    return {"variants": _sides(everyday), "asking": asking, "said": said}, _sides(rare)


def _forms(words: Iterable[str]) -> list[str]:
    # A reader's device need not do it for each word again. Most are of Han characters alone, which stay as they are.
    return [word if _HAN_ALONE.fullmatch(word) else search_form(word) for word in words]


def _shortest(words: Sequence[str]) -> list[str]:
    # What holds another word of its line says no more: 办身份证 means what 身份证 means. Words of letters are looked for whole.
    return [word for word in words if not any(other in word and other != word and _HAN_ALONE.fullmatch(other) for other in words)]


def _joined(words: Iterable[str]) -> str:
    return _WITHIN.join([word.translate(_PARTING) for word in words])


def _is_everyday(sign: str) -> bool:
    try:
        sign.encode(_EVERYDAY)
    except UnicodeEncodeError:
        return False
    return True


def _sides(pairs: Iterable[tuple[str, str]]) -> tuple[str, str]:
    found = list(pairs)
    return "".join(old for old, _ in found), "".join(new for _, new in found)
