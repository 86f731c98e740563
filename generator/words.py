"""Seeing which of many words stand in a text, in one reading of it, and what is to be asked of a text that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick, Implementation

from generator.late import late

_TOKEN = late(r"[a-z]+|[0-9]+")


class Words:
    """Words and phrases in small letters, to be looked for in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        # Of those in Latin letters the first whole word of theirs.
        self._first = {word: first[0] for word in self._words if word.isascii() and (first := _TOKEN.search(word))}

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        # Bytes, for a text may hold halves of signs, which no text in UTF-8 has.
        return BytesAhoCorasick(map(_encoded, self._words), implementation=Implementation.DFA)

    def any_in(self, text: str) -> bool:
        """True if any of the words stands in a text, and be it as a part of one."""
        return bool(self._automaton.find_matches_as_indexes(_encoded(text)))

    def within(self, text: str) -> set[str]:
        """The words that stand in a text, and be it as parts of others."""
        return {self._words[match[0]] for match in self._automaton.find_matches_as_indexes(_encoded(text), overlapping=True)}

    def read(self, text: str) -> set[str]:
        """The words that stand in a text of small letters; of those in Latin letters no part of a word is one."""
        found = self.within(text)
        if latin := found & self._first.keys():
            tokens = set(_TOKEN.findall(text))
            found -= {word for word in latin if self._first[word] not in tokens}
        return found


class Gates:
    """Of many things, each with words of which one must stand in a text and others of which one must too, those to be asked."""

    def __init__(self, gates: Sequence[tuple[Iterable[str], Iterable[str]]]) -> None:
        # A set of things is a number, in which the bit at the place of each is one: joining and cutting such sets costs next to
        # nothing, and a text is held against hundreds of things.
        opened: dict[str, list[int]] = {}
        self._free = [0, 0]
        for place, both in enumerate(gates):
            for which, words in enumerate(map(tuple, both)):
                for word in words:
                    opened.setdefault(word, [0, 0])[which] |= 1 << place
                if not words:
                    self._free[which] |= 1 << place
        self._opened = {word: (first, second) for word, (first, second) in opened.items()}
        self.words = Words(opened)

    def opened(self, present: Iterable[str], *, also: bool = True) -> int:
        """The set of things that some words let in; without ``also`` their other words are not asked for."""
        one, other = self._free
        for word in present:
            first, second = self._opened[word]
            one |= first
            other |= second
        return one & other if also else one


def places_in(things: int) -> Iterator[int]:
    """The places of a set of things, in order."""
    while things:
        lowest = things & -things
        yield lowest.bit_length() - 1
        things ^= lowest


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
