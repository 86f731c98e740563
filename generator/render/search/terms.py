"""The terms by which a question finds documents: pairs of Han characters, stems of words, document numbers.

``theme/assets/search/terms.js`` makes the same of a question; tests/search/terms.json holds both to the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS

from generator.late import late
from generator.search_text import HAN, WORD, search_form

_RUN = late(f"[{HAN}]+|[{WORD}]+")
_STEMMED = late(r"[a-z]{3,}")
_PARTS = late(f"(?<=[{WORD}])[-'’](?=[{WORD}])", re.IGNORECASE)
_NUMBER = late(r"[(\[]((?:19|20)\d\d)[)\]]\D{0,2}0*(\d{1,6})")
_LAST_NUMBER = late(r"0*(\d{1,6})\D*$")


def terms_of(text: str, variants: Mapping[int, str]) -> list[str]:
    """The terms of a text, as often as they stand in it.

    ``variants`` is a table for ``str.translate``: characters that are looked for in another form.
    """
    # The parts of a compound are words, and it is one itself.
    found = _terms(search_form(text).translate(variants))
    if _PARTS.search(text):
        found += [
            term for term in _terms(search_form(_PARTS.sub(" ", text))) if term.isascii() and len(term) > 1 and term not in found
        ]
    return found


def _terms(form: str) -> list[str]:
    """The terms of a text in its search form, in order."""
    found: list[str] = []
    for run in _RUN.findall(form):
        if run[0] < "\u3400":
            if term := stem_of(run):
                found.append(term)
        elif len(run) == 1:
            found.append(run)
        else:
            found += map(str.__add__, run, run[1:])
    return found


@lru_cache(maxsize=1 << 14)
def stem_of(word: str) -> str:
    """The stem of an English word as lunr makes it, or nothing for a stop word; anything else stays as it is."""
    if word in WORDS:
        return ""
    return str(_stemmer().stem(word)) if _STEMMED.fullmatch(word) else word


@cache
def _stemmer() -> PorterStemmer:
    return PorterStemmer()


def number_term(number: str) -> tuple[str, int] | None:
    """The term of a document number, such as 云卫发〔2023〕12号, which is its figure, and its year, 0 where it has none."""
    form = search_form(number)
    if found := _NUMBER.search(form):
        return f"#{found[2]}", int(found[1])
    last = _LAST_NUMBER.search(form)
    return (f"#{last[1]}", 0) if last else None


@lru_cache(maxsize=1 << 17)
def place_of(term: str) -> int:
    """A number for a term, from which its shard and its place in the table of counts are taken.

    Words that begin with the same three letters lie together, so that one that is misspelt later finds its neighbours.
    """
    state = 2166136261
    for sign in term[:3] if term[0] < "\u3400" and term[0] != "#" else term:
        state = ((state ^ ord(sign)) * 16777619) & 0xFFFFFFFF
    state ^= state >> 15
    state = (state * 0x2C1B3C6D) & 0xFFFFFFFF
    return state ^ state >> 12
