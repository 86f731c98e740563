"""Seeing which of many words stand in a text, in one reading of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FEW = 16
_TOKEN = re.compile(r"[a-z]+|[0-9]+")


class Words:
    """Words and phrases in small letters, to be looked for in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
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
        self._others = re.compile(_any_of(others) if others else r"(?!)")
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
        # A text in another script holds hardly any of them: a few are seen not to be there before it is taken apart.
        if self._latin and (len(self._latin) > _FEW or any(first in text for first in self._latin)):
            firsts = self._latin.keys() & _TOKEN.findall(text)
            present.update(word for first in firsts for word in self._latin[first] if word in text)
        if self._with and not text.isascii():
            perhaps = frozenset[str]().union(*map(self._with.__getitem__, set(self._others.findall(text))))
            present.update(word for word in perhaps if word in text)
        return present


def _any_of(words: Iterable[str]) -> str:
    """The regular expression of words, each beginning that some share written once: so none is tried twice at a place."""
    by_sign: dict[str, set[str]] = {}
    for word in words:
        by_sign.setdefault(word[0], set()).add(word[1:])
    return "|".join(re.escape(sign) + _behind(rests) for sign, rests in by_sign.items())


def _behind(rests: set[str]) -> str:
    """The regular expression of what follows a beginning; it may be nothing."""
    longer = {rest for rest in rests if rest}
    if not longer:
        return ""
    return f"(?:{_any_of(longer)})" + ("?" if len(longer) < len(rests) else "")
