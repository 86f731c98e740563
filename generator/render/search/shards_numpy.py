"""The lists of some shards as they go out, all at once; the same as one by one (shards), in a tenth of the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.render.search.shards import CodedRuns, Runs

Numbers = npt.NDArray[np.int64]


def code_all(shards: Sequence[Runs], base: int) -> list[CodedRuns]:
    """The runs of some shards as they go out."""
    steps, counts = _numbers([run for shard in shards for run in shard.grams])
    lists = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    flags = steps & 1
    marked = np.bincount(lists, flags, len(counts)).astype(np.int64)
    kinds = (2 * marked <= counts).astype(np.int64)
    few = np.where(kinds, marked, counts - marked)
    chosen = np.flatnonzero(flags == kinds[lists])
    between = _steps(chosen - starts[lists[chosen]], few)
    terms, of_each = _numbers([run for shard in shards for run in shard.terms])
    documents = _documents(steps >> 1, counts)
    both = np.array(_grams_of_terms(shards), np.int64)
    terms, ranges, inside = _inside(documents, counts, terms, of_each, both, base)
    gaps, listed = _shorter(steps >> 1, documents, counts, base)
    values = (gaps, between, terms)
    of_grams, of_terms = ([len(part) for part in parts] for parts in zip(*((s.grams, s.terms) for s in shards), strict=True))
    low = (
        np.repeat(_parameters(base - listed, listed), listed),
        np.repeat(_parameters(counts - few, few), few),
        np.repeat(_parameters(ranges - of_each, of_each), of_each),
    )
    gram_shards, term_shards = (np.repeat(np.arange(len(shards)), sizes) for sizes in (of_grams, of_terms))
    owners = np.concatenate((np.repeat(gram_shards, listed), np.repeat(gram_shards, few), np.repeat(term_shards, of_each)))
    order = np.argsort(owners, kind="stable")
    bits = _bits(np.concatenate(values)[order], np.concatenate(low)[order], owners[order], len(shards))
    ends = np.cumsum(of_grams).tolist(), np.cumsum(of_terms).tolist()
    found = []
    for number, shard in enumerate(shards):
        grams = slice(ends[0][number] - of_grams[number], ends[0][number])
        first = ends[1][number] - of_terms[number]
        shown = of_each[first : ends[1][number]].tolist()
        inner = inside[first : first + len(shard.both)].tolist()
        found.append(CodedRuns(counts[grams].tolist(), marked[grams].tolist(), shown, inner, bits[number]))
    return found


def _grams_of_terms(shards: Sequence[Runs]) -> list[int]:
    """For each term the list of the gram that it is too, or -1."""
    found: list[int] = []
    first = 0
    for shard in shards:
        found += [first + place for place in shard.both]
        found += [-1] * (len(shard.terms) - len(shard.both))
        first += len(shard.grams)
    return found


def _steps(places: Numbers, counts: Numbers) -> Numbers:
    """How many places are left out before each of these, in runs of so many."""
    steps = np.diff(places, prepend=-1) - 1
    firsts = (np.cumsum(counts) - counts)[counts > 0]
    steps[firsts] = places[firsts]
    return steps


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
    """The steps of terms, those that lie inside their gram by places there; the range of each; which lie inside."""
    ranges = np.full(len(of_each), base)
    if not len(counts) or not len(grams):
        return steps, ranges, np.zeros(len(grams), np.bool_)
    terms = np.repeat(np.arange(len(grams)), of_each)
    keys = np.repeat(np.arange(len(counts)), counts) * base + documents
    wanted = grams[terms] * base + _documents(steps, of_each)
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    inside = (np.bincount(terms, keys[found] != wanted, len(grams)) == 0) & (grams >= 0)
    places = found - (np.cumsum(counts) - counts)[grams][terms]
    ranges = np.where(inside, counts[grams], ranges)
    return np.where(inside[terms], _steps(places, of_each), steps), ranges, inside


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


def _bits(values: Numbers, low: Numbers, owners: Numbers, many: int) -> list[bytes]:
    """Each number as its high part in noughts, a one, and its low bits; those of each owner from a byte on."""
    lengths = (values >> low) + low + 1
    totals = np.bincount(owners, lengths, many).astype(np.int64)
    sizes = (totals + 7) // 8
    bytes_before = np.cumsum(sizes) - sizes
    ends = np.cumsum(lengths) + (bytes_before * 8 - (np.cumsum(totals) - totals))[owners]
    bits = np.zeros(int(sizes.sum()) * 8, np.uint8)
    bits[ends - low - 1] = 1
    for place in range(int(low.max()) if len(low) else 0):
        some = np.flatnonzero(low > place)
        bits[ends[some] - 1 - place] = values[some] >> place & 1
    data = np.packbits(bits).tobytes()
    return [data[start : start + size] for start, size in zip(bytes_before.tolist(), sizes.tolist(), strict=True)]
