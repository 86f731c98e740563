"""The lists of a shard as they go out, all at once; the same as one by one (shards), in a tenth of the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.render.search.shards import CodedRuns

Numbers = npt.NDArray[np.int64]


def code_runs(runs: Sequence[bytes], of_terms: Sequence[bytes], grams: Sequence[int], base: int) -> CodedRuns:
    """Runs of steps of grams and of terms (postings, heads) as they go out; the first terms are ``grams``, by their places."""
    steps, counts = _numbers(runs)
    lists = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    flags = steps & 1
    marked = np.bincount(lists, flags, len(counts)).astype(np.int64)
    kinds = (2 * marked <= counts).astype(np.int64)
    few = np.where(kinds, marked, counts - marked)
    chosen = np.flatnonzero(flags == kinds[lists])
    places = chosen - starts[lists[chosen]]
    between = np.diff(places, prepend=-1) - 1
    first = np.cumsum(few) - few
    first = first[few > 0]
    between[first] = places[first]
    terms, of_each = _numbers(of_terms)
    documents = _documents(steps >> 1, counts)
    terms, ranges, inside = _inside(documents, counts, terms, of_each, np.array(grams, np.int64), base)
    gaps, listed = _shorter(steps >> 1, documents, counts, base)
    values = (gaps, between, terms)
    low = (
        np.repeat(_parameters(base - listed, listed), listed),
        np.repeat(_parameters(counts - few, few), few),
        np.repeat(_parameters(ranges - of_each, of_each), of_each),
    )
    bits = _bits(np.concatenate(values), np.concatenate(low))
    return CodedRuns(counts.tolist(), marked.tolist(), of_each.tolist(), inside.tolist(), bits)


def _documents(steps: Numbers, counts: Numbers) -> Numbers:
    """The documents of lists by the steps between them."""
    sums: Numbers = np.cumsum(steps + 1)
    sums -= np.repeat(np.concatenate(([0], sums))[np.cumsum(counts) - counts], counts) + 1
    return sums


def _shorter(gaps: Numbers, documents: Numbers, counts: Numbers, base: int) -> tuple[Numbers, Numbers]:
    """The steps of each list, of those with more than half of all documents the steps of the others; how many each has."""
    ends = np.cumsum(counts)
    parts, start = [], 0
    listed = counts.copy()
    for place in np.flatnonzero(2 * counts > base).tolist():
        first, end = int(ends[place] - counts[place]), int(ends[place])
        absent = np.delete(np.arange(base), documents[first:end])
        parts += [gaps[start:first], np.diff(absent, prepend=-1) - 1]
        listed[place] = len(absent)
        start = end
    return np.concatenate([*parts, gaps[start:]]), listed


def _inside(
    documents: Numbers, counts: Numbers, steps: Numbers, of_each: Numbers, grams: Numbers, base: int
) -> tuple[Numbers, Numbers, npt.NDArray[np.bool_]]:
    """The steps of terms, those that lie inside a gram by places there; the range of each; which of the first lie inside."""
    ranges = np.full(len(of_each), base)
    if not len(grams):
        return steps, ranges, np.array([], np.bool_)
    many = int(of_each[: len(grams)].sum())
    terms = np.repeat(np.arange(len(grams)), of_each[: len(grams)])
    keys = np.repeat(np.arange(len(counts)), counts) * base + documents
    wanted = grams[terms] * base + _documents(steps, of_each)[:many]
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    inside = np.bincount(terms, keys[found] != wanted, len(grams)) == 0
    places = found - (np.cumsum(counts) - counts)[grams][terms]
    firsts = np.cumsum(of_each[: len(grams)]) - of_each[: len(grams)]
    between = np.diff(places, prepend=-1) - 1
    between[firsts] = places[firsts]
    ranges[: len(grams)] = np.where(inside, counts[grams], base)
    return np.concatenate((np.where(inside[terms], between, steps[:many]), steps[many:])), ranges, inside


def _numbers(runs: Sequence[bytes]) -> tuple[Numbers, Numbers]:
    """The numbers written in runs of varints, and how many each run has."""
    data = np.frombuffer(b"".join(runs), np.uint8).astype(np.int64)
    ends = np.flatnonzero(data < 128)
    values = data[ends]
    sizes = np.diff(ends, prepend=-1)
    place, left = ends.copy(), sizes.copy()
    more = np.flatnonzero(left > 1)
    while len(more):
        place[more] -= 1
        left[more] -= 1
        values[more] = values[more] << 7 | data[place[more]] & 127
        more = more[left[more] > 1]
    bounds = np.cumsum([0, *map(len, runs)])
    return values, np.diff(np.searchsorted(ends, bounds))


def _parameters(others: Numbers, counts: Numbers) -> Numbers:
    lengths: Numbers = np.frexp((others * 31 // (32 * np.maximum(counts, 1))).astype(np.float64))[1].astype(np.int64)
    lengths -= 1
    return lengths.clip(0)


def _bits(values: Numbers, low: Numbers) -> bytes:
    """Each number as its high part in noughts, a one, and its low bits."""
    high = values >> low
    ends = np.cumsum(high + low + 1)
    ones = ends - low - 1
    bits = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    bits[ones] = 1
    for place in range(int(low.max()) if len(low) else 0):
        some = np.flatnonzero(low > place)
        bits[ends[some] - 1 - place] = values[some] >> place & 1
    return np.packbits(bits).tobytes()
