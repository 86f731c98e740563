"""Seeing which of many words stand in a text, in one reading of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(r"[a-z]+")


class Words:
    """Words and phrases in small letters, to be looked for in many texts; those ``apart`` one by one."""

    def __init__(self, words: Iterable[str], apart: Iterable[str] = ()) -> None:
        self._apart = tuple(apart)
        others: set[str] = set()
        self._signs: list[str] = []
        # Those in Latin letters by the first whole word of theirs, by which nearly all are seen not to stand in a text.
        self._latin: dict[str, list[str]] = {}
        for word in words:
            first = _TOKEN.search(word)
            if not word.isascii():
                others.add(word)
            elif first:
                self._latin.setdefault(first[0], []).append(word)
            else:
                self._signs.append(word)
        self._others = re.compile("|".join(re.escape(word) for word in sorted(others, key=len, reverse=True)) or r"(?!)")
        # What is read with a word: each that begins in it, which is not looked for again.
        by_sign: dict[str, list[str]] = {}
        for word in others:
            by_sign.setdefault(word[0], []).append(word)
        self._with = {
            word: frozenset(
                other
                for start, sign in enumerate(word)
                for other in by_sign.get(sign, ())
                if other.startswith(word[start:]) or word.startswith(other, start)
            )
            for word in others
        }

    def read(self, text: str) -> set[str]:
        """The words that stand in a text of small letters; of those in Latin letters no part of a word is one."""
        present = {sign for sign in self._signs if sign in text}
        if self._latin:
            firsts = self._latin.keys() & _TOKEN.findall(text)
            present.update(word for first in firsts for word in self._latin[first] if word in text)
        if not text.isascii():
            present.update(word for word in self._apart if word in text)
            perhaps = frozenset[str]().union(*map(self._with.__getitem__, set(self._others.findall(text))))
            present.update(word for word in perhaps if word in text)
        return present
