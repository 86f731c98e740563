"""Seeing which of many words stand in a text, in one reading of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.late import late

_FEW = 32
_TOKEN, _LETTERS = late(r"[a-z]+|[0-9]+"), late(r"[a-z]+")


class Words:
    """Words and phrases in small letters, to be looked for in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        words = set(words)
        # Of those in Latin letters the first whole word of theirs.
        self._first = {word: first[0] for word in words if word.isascii() and (first := _TOKEN.search(word))}
        self._tokens = _TOKEN if any(token[0].isdigit() for token in self._first.values()) else _LETTERS
        # Where they are many, nearly all are seen by it not to stand in a text.
        self._latin: dict[str, list[str]] = {}
        if len(self._first) > _FEW:
            for word, token in self._first.items():
                self._latin.setdefault(token, []).append(word)
        others = words - self._first.keys() if self._latin else words
        self._signs = [word for word in others if len(word) == 1]
        # The others by their first two signs: a set of signs before another is looked for many times as fast as the words.
        self._by_pair: dict[tuple[str, str], list[str]] = {}
        for word in others:
            if len(word) > 1:
                self._by_pair.setdefault((word[0], word[1]), []).append(word)
        firsts, seconds = (_one_of(pair[place] for pair in self._by_pair) for place in (0, 1))
        self._pairs = re.compile(f"({firsts})(?=({seconds}))" if self._by_pair else "(?!)")

    def read(self, text: str) -> set[str]:
        """The words that stand in a text of small letters; of those in Latin letters no part of a word is one."""
        present = {sign for sign in self._signs if sign in text}
        by_pair = self._by_pair
        for pair in set(self._pairs.findall(text)):
            if pair in by_pair:
                present.update(word for word in by_pair[pair] if word in text)
        if self._latin:
            firsts = self._latin.keys() & self._tokens.findall(text)
            present.update(word for first in firsts for word in self._latin[first] if word in text)
        elif latin := present & self._first.keys():
            tokens = set(self._tokens.findall(text))
            present -= {word for word in latin if self._first[word] not in tokens}
        return present


def _one_of(signs: Iterable[str]) -> str:
    """The regular expression of one of some signs."""
    return "[" + "".join(map(re.escape, sorted(set(signs)))) + "]"
