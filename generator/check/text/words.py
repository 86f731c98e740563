"""Seeing which of many words stand in a text, in one reading of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from generator.late import late

_FEW = 32
_TOKEN, _LETTERS = late(r"[a-z]+|[0-9]+"), late(r"[a-z]+")
_HAN = late(r"[\u4e00-\u9fff]")
_HEAD = 200  # characters by which it is seen what a text is written in


class Words:
    """Words and phrases in small letters, to be looked for in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        words = set(words)
        # Of those in Latin letters the first whole word of theirs.
        self._first = {word: first[0] for word in words if word.isascii() and (first := _TOKEN.search(word))}
        self._tokens = _TOKEN if any(token[0].isdigit() for token in self._first.values()) else _LETTERS
        self._signs = [word for word in words if len(word) == 1]
        self._longer = words - set(self._signs)

    @cached_property
    def _latin(self) -> dict[str, list[str]]:
        """The words in Latin letters by the first of each, by which nearly all are seen not to stand in a text."""
        latin: dict[str, list[str]] = {}
        for word, token in self._first.items():
            latin.setdefault(token, []).append(word)
        return latin

    @cached_property
    def _all(self) -> _Pairs:
        return _Pairs(self._longer)

    @cached_property
    def _others(self) -> _Pairs:
        """Those that are not in Latin letters."""
        return _Pairs(self._longer - self._first.keys())

    def read(self, text: str) -> set[str]:
        """The words that stand in a text of small letters; of those in Latin letters no part of a word is one."""
        present = {sign for sign in self._signs if sign in text}
        # In a text in Han characters words in Latin letters are as rare as others.
        if len(self._first) > _FEW and not _HAN.search(text, 0, _HEAD):
            present = {sign for sign in present if sign not in self._first} | self._others.read(text)
            firsts = self._latin.keys() & self._tokens.findall(text)
            present.update(word for first in firsts for word in self._latin[first] if word in text)
            return present
        present |= self._all.read(text)
        if latin := present & self._first.keys():
            tokens = set(self._tokens.findall(text))
            present -= {word for word in latin if self._first[word] not in tokens}
        return present


class _Pairs:
    """Words by their first two signs: a set of signs before another is looked for many times as fast as the words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[tuple[str, str], list[str]] = {}
        for word in words:
            self._words.setdefault((word[0], word[1]), []).append(word)
        firsts, seconds = (_one_of(pair[place] for pair in self._words) for place in (0, 1))
        self._pattern = re.compile(f"({firsts})(?=({seconds}))" if self._words else "(?!)")

    def read(self, text: str) -> set[str]:
        """The words that stand in a text."""
        words = self._words
        pairs = set(self._pattern.findall(text)) & words.keys()
        return {word for pair in pairs for word in words[pair] if word in text}


def _one_of(signs: Iterable[str]) -> str:
    """The regular expression of one of some signs."""
    return "[" + "".join(map(re.escape, sorted(set(signs)))) + "]"
