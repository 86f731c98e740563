"""Learning the pieces of byte pair encoding, and encoding many texts by them; the same as one by one, in a tenth of the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.render.search.byte_pairs import ONE_BYTE, Pieces, pieces_to_bytes

Numbers = npt.NDArray[np.int64]
Symbols = npt.NDArray[np.int32]

_PAIRS = 6144
_ROUNDS = 16
_LEAST = 3  # what stands less often in all samples is no piece
_SHIFT = 32
_SLOTS = 1 << 15
_MASK = np.int32(_SLOTS - 1)
_FACTORS = [np.int32(factor) for factor in range(1, 20_001, 2)]
_END = 10  # between samples; no record holds a line end
_ASCII = range(32, 127)


def learn(texts: Sequence[str], most: int = _PAIRS) -> bytes:
    """The pieces that such texts are best written by, as they are kept; at most so many are made of pairs."""
    points = _points("\n".join(texts)).astype(np.int64)
    signs = np.union1d(points[points != _END], np.array(_ASCII))
    symbols = np.where(points == _END, -1, np.searchsorted(signs, points))
    known = np.array([], np.int64)
    rounds: list[list[tuple[int, int]]] = []
    count = len(signs)
    for _ in range(_ROUNDS):
        keys = symbols[:-1] << _SHIFT | symbols[1:]
        pairs, times = np.unique(keys[(symbols[:-1] >= 0) & (symbols[1:] >= 0)], return_counts=True)
        new = ~np.isin(pairs, known)
        pairs, times = pairs[new], times[new]
        best = np.argsort(-times, kind="stable")[: min(most, _PAIRS) // _ROUNDS]
        pairs = np.sort(pairs[best[times[best] >= _LEAST]])
        if not len(pairs):
            break
        rounds.append([(pair >> _SHIFT, pair & (1 << _SHIFT) - 1) for pair in pairs.tolist()])
        symbols = _joined(symbols, pairs, count)
        known = np.union1d(known, pairs)
        count += len(pairs)
    times = np.bincount(symbols[symbols >= 0], minlength=count)
    commonness = np.zeros(count, np.uint8)
    for bits in range(1, 32):
        commonness[times >= 1 << (bits - 1)] = bits
    return pieces_to_bytes(signs.tolist(), rounds, commonness.tobytes())


def _points(text: str) -> Symbols:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.int32)


def _joined(symbols: Numbers, pairs: Numbers, first: int) -> Numbers:
    """The symbols with each of these pairs, which are in order, as one, from the left; theirs begin with ``first``."""
    keys = symbols[:-1] << _SHIFT | symbols[1:]
    found = np.searchsorted(pairs, keys)
    found[found == len(pairs)] = 0
    places = np.flatnonzero(pairs[found] == keys)
    places, found = _apart(places, found[places])
    return _with(symbols, places, found + first)


def _apart(places: Numbers, found: Numbers) -> tuple[Numbers, Numbers]:
    """Of pairs that lie over each other every other one counts."""
    first = np.ones(len(places), np.bool_)
    first[1:] = places[1:] - places[:-1] != 1
    starts = np.flatnonzero(first)
    if len(starts) == len(places):
        return places, found
    chosen = (np.arange(len(places)) - starts[np.cumsum(first) - 1]) & 1 == 0
    return places[chosen], found[chosen]


def _with(symbols: npt.NDArray[Any], places: Numbers, joined: Numbers) -> npt.NDArray[Any]:
    """The symbols with these in the places of pairs."""
    symbols = symbols.copy()
    symbols[places] = joined
    kept = np.ones(len(symbols), np.bool_)
    kept[places + 1] = False
    return symbols[kept]


class _Round:
    """The pairs of a round, each found by one look into a table in which no two of them have the same place."""

    def __init__(self, pairs: dict[tuple[int, int], int]) -> None:
        self._lefts, self._rights = (np.array([*side, -1], np.int32) for side in zip(*pairs, strict=True))
        sides = self._lefts[:-1], self._rights[:-1]
        self._first = min(pairs.values())
        self._factor = next(factor for factor in _FACTORS if len(np.unique(_slot(*sides, factor))) == len(pairs))
        self._table = np.full(_SLOTS, len(pairs), np.int16)
        self._table[_slot(*sides, self._factor)] = np.arange(len(pairs))

    def join(self, symbols: Symbols) -> Symbols:
        """The symbols with each pair as one, from the left."""
        looked = self._table[_slot(symbols[:-1], symbols[1:], self._factor)]
        places = np.flatnonzero(looked != len(self._lefts) - 1)
        found = looked[places].astype(np.int64)
        same = self._lefts[found] == symbols[places]
        same &= self._rights[found] == symbols[places + 1]
        places, found = _apart(places[same], found[same])
        return _with(symbols, places, found + self._first)


def _slot(lefts: Symbols, rights: Symbols, factor: np.int32) -> Symbols:
    slots = lefts * factor
    slots += rights
    slots &= _MASK
    return slots


class Encoder:
    """Encodes by some pieces."""

    def __init__(self, pieces: Pieces) -> None:
        self._total = pieces.total
        self._code_of = pieces.code_of
        self._numbers = np.arange(pieces.total, pieces.total + 0x110000, dtype=np.int32)
        self._numbers[[ord(sign) for sign in pieces.signs]] = np.arange(len(pieces.signs))
        self._rounds = [_Round(pairs) for pairs in pieces.rounds]
        codes = np.array(pieces.codes, np.int32)
        self._codes = np.where(codes < ONE_BYTE, codes, codes + (ONE_BYTE << 8) - ONE_BYTE).astype(np.uint16)

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        """Texts of a line each as bytes."""
        symbols = self._numbers[_points("\n".join(texts))]
        for one in self._rounds:
            symbols = one.join(symbols)
        # A sign that is in no sample, as a line end, is written by itself between what is before and after it.
        parts: list[list[bytes]] = [[]]
        start = 0
        for place in np.flatnonzero(symbols >= self._total).tolist():
            parts[-1].append(self._coded(symbols[start:place]))
            if symbols[place] == self._total + _END:
                parts.append([])
            else:
                parts[-1].append(self._code_of(int(symbols[place])))
            start = place + 1
        parts[-1].append(self._coded(symbols[start:]))
        return [b"".join(of_text) for of_text in parts]

    def _coded(self, symbols: Symbols) -> bytes:
        codes = self._codes[symbols]
        kept = np.ones((len(codes), 2), np.bool_)
        kept[:, 0] = codes >= ONE_BYTE << 8
        return codes.astype(">u2").view(np.uint8).reshape(-1, 2)[kept].tobytes()
