"""Byte pair encoding: a text as the numbers of pieces that are common in such texts, and these pieces.

Pieces are made of pairs of shorter ones, round after round, the commonest pairs first (byte_pairs_numpy learns them from
samples); a text is cut in the same way. The commonest 128 take a byte, other ones two, a sign that is in no sample four.
``theme/assets/search/byte-pairs.js`` reads both.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence

from generator.render.search.postings import read_varints, varint

CHECK = 4  # bytes that name some pieces, at their beginning: what was packed for others is known by them
ONE_BYTE = 128
ESCAPE = 255


class Pieces:
    """Pieces as they are kept and sent: signs in order, pairs of pieces by rounds in order, how common each is."""

    def __init__(self, data: bytes) -> None:
        self.check = data[:CHECK]
        numbers = read_varints(data[CHECK:])
        self.signs = [chr(point) for point in itertools.accumulate(itertools.islice(numbers, next(numbers)))]
        sizes = list(itertools.islice(numbers, next(numbers)))
        self.rounds: list[dict[tuple[int, int], int]] = []
        count, many = len(self.signs), sum(sizes)
        self.total = count + many
        lefts = [list(itertools.accumulate(itertools.islice(numbers, size))) for size in sizes]
        planes = data[len(data) - self.total - 2 * many :]
        rights = (high << 8 | low for high, low in zip(planes[:many], planes[many : 2 * many], strict=True))
        symbols = itertools.count(count)
        for of_round in lefts:
            self.rounds.append({(left, next(rights)): next(symbols) for left in of_round})
        commonness = planes[2 * many :]
        order = sorted(range(self.total), key=lambda symbol: (-commonness[symbol], symbol))
        self.codes = [0] * self.total
        for code, symbol in enumerate(order):
            self.codes[symbol] = code
        self._numbers = {sign: number for number, sign in enumerate(self.signs)}

    def encode(self, text: str) -> bytes:
        """The text as bytes."""
        symbols = [self._numbers.get(sign, self.total + ord(sign)) for sign in text]
        for pairs in self.rounds:
            symbols = list(_joined(symbols, pairs))
        return b"".join(self.code_of(symbol) for symbol in symbols)

    def code_of(self, symbol: int) -> bytes:
        """The bytes of a symbol: the number of a piece, or, from ``total`` on, the code point of a sign that is in none."""
        if symbol >= self.total:
            return bytes([ESCAPE]) + (symbol - self.total).to_bytes(3, "big")
        code = self.codes[symbol]
        if code < ONE_BYTE:
            return bytes([code])
        return (code + (ONE_BYTE << 8) - ONE_BYTE).to_bytes(2, "big")


def _joined(symbols: Sequence[int], pairs: dict[tuple[int, int], int]) -> Iterator[int]:
    """The symbols with each of these pairs as one, from the left."""
    place, last = 0, len(symbols) - 1
    while place < last:
        both = pairs.get((symbols[place], symbols[place + 1]))
        if both is None:
            yield symbols[place]
            place += 1
        else:
            yield both
            place += 2
    yield from symbols[place:]


def pieces_to_bytes(signs: Sequence[int], rounds: Sequence[Sequence[tuple[int, int]]], commonness: bytes) -> bytes:
    """Pieces as they are kept, from the code points of signs and the pairs of each round, both in order."""
    steps = [after - before for before, after in zip([0, *signs], signs, strict=False)]
    out = [varint(len(signs)), *map(varint, steps), varint(len(rounds)), *(varint(len(pairs)) for pairs in rounds)]
    for pairs in rounds:
        lefts = [left for left, _ in pairs]
        out += [varint(after - before) for before, after in zip([0, *lefts], lefts, strict=False)]
    rights = [right for pairs in rounds for _, right in pairs]
    out += [bytes(right >> 8 for right in rights), bytes(right & 255 for right in rights), commonness]
    data = b"".join(out)
    return hashlib.blake2b(data, digest_size=CHECK).digest() + data
