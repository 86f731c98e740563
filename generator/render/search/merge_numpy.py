"""The lists of runs of documents put together into shards: bytes are moved to their places, and no gram is looked at alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.render.search.postings_numpy import THREE, TWO, Lists, Numbers, Sizes, cut, pack_varints, starts_of

_MASK = np.uint64(0xFFFFFFFF)


def merge(parts: Sequence[Lists], count: int) -> list[bytes]:
    """So many shards, packed as ``pack_lists`` packs them, of lists that were made a run of documents at a time, in order."""
    grams, rows, sizes, shards = _order(np.concatenate([part.grams for part in parts] or [np.empty(0, np.int64)]), count)
    if not len(rows):
        return [b""] * count
    firsts = np.cumsum(sizes) - sizes
    lead_bytes, leads = _leads(parts, rows, firsts)
    steps, uses = (np.concatenate([getattr(part, name) for part in parts])[rows] for name in ("step_sizes", "use_sizes"))
    steps_of, uses_of = np.add.reduceat(leads + steps, firsts), np.add.reduceat(uses, firsts)
    name_bytes, names = _names(grams)
    # Of the three sizes of a gram the one of its name takes a byte.
    data, ends = pack_varints(np.column_stack((names, steps_of, uses_of)).ravel(), np.ones(3 * len(names), np.bool_))
    size_bytes, size_ends = np.frombuffer(data, np.uint8), ends[2::3]
    size_starts = np.concatenate(([0], size_ends[:-1]))
    ends = np.cumsum(size_ends - size_starts + names + steps_of + uses_of)
    at_uses = ends - uses_of
    at_steps = at_uses - steps_of
    at_sizes = at_steps - (size_ends - size_starts - 1)
    at_names = at_sizes - names
    out = np.empty(int(ends[-1]), np.uint8)
    out[at_names - 1] = size_bytes[size_starts]
    out[_ranges(at_names, names)] = name_bytes
    out[_ranges(at_sizes, at_steps - at_sizes)] = np.delete(size_bytes, size_starts)
    at_leads = _within(at_steps, leads + steps, sizes)
    out[_ranges(at_leads, leads)] = lead_bytes
    _put(out, rows, at_leads + leads, [(part.step_sizes, part.steps) for part in parts])
    _put(out, rows, _within(at_uses, uses, sizes), [(part.use_sizes, part.uses) for part in parts])
    return cut(out.tobytes(), np.concatenate(([0], ends))[np.searchsorted(shards, np.arange(count + 1))])


def _order(grams: Numbers, count: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The grams by shard, each once; the rows by gram, and how many each gram has; the shard of each."""
    order = np.argsort(grams, kind="stable")
    grams = grams[order]
    starts = starts_of(grams)
    sizes = np.diff(starts, append=len(grams))
    grams = grams[starts]
    shards = _shards_of(grams, count)
    by_shard = np.argsort(shards, kind="stable")
    sizes = sizes[by_shard]
    return grams[by_shard], order[_ranges(starts[by_shard], sizes)], sizes, shards[by_shard]


def _shards_of(grams: Numbers, count: int) -> Numbers:
    """The shard that holds each gram, as ``shard_of`` tells it."""
    one, two = (grams >> TWO).astype(np.uint64), (grams >> THREE & ((1 << TWO - THREE) - 1)).astype(np.uint64)
    prime = np.uint64(16777619)
    state = (np.uint64(2166136261) ^ one) * prime & _MASK
    state = np.where(two != 0, (state ^ two) * prime & _MASK, state)
    state ^= state >> np.uint64(15)
    state = state * np.uint64(0x2C1B3C6D) & _MASK
    state ^= state >> np.uint64(12)
    return (state % np.uint64(max(1, count))).astype(np.int64)


def _leads(parts: Sequence[Lists], rows: Numbers, firsts: Numbers) -> tuple[npt.NDArray[np.uint8], Numbers]:
    """The step to the first document of each row, which no run of documents knows, in bytes, and how many it takes."""
    first, last, plain = (np.concatenate([getattr(part, name) for part in parts])[rows] for name in ("firsts", "lasts", "plain"))
    before = np.concatenate(([-1], last[:-1]))
    before[firsts] = -1
    data, ends = pack_varints((first - before - 1) * 2 + ~plain, np.ones(len(rows), np.bool_))
    return np.frombuffer(data, np.uint8), np.diff(ends, prepend=0)


def _names(grams: Numbers) -> tuple[npt.NDArray[np.uint8], Numbers]:
    """The grams in UTF-8, and the bytes of each."""
    signs = np.column_stack((grams >> TWO, grams >> THREE & ((1 << TWO - THREE) - 1), grams & ((1 << THREE) - 1)))
    data = signs[signs != 0].astype(np.uint32).tobytes().decode("utf-32-le").encode()
    sizes = (signs > 0).astype(np.int64) + (signs > 0x7F) + (signs > 0x7FF) + (signs > 0xFFFF)
    return np.frombuffer(data, np.uint8), sizes.sum(1)


def _put(out: npt.NDArray[np.uint8], rows: Numbers, places: Numbers, parts: Sequence[tuple[Sizes, bytes]]) -> None:
    """Puts the runs of all parts in their places, which are those of the rows in their new order."""
    of_row = np.empty_like(places)
    of_row[rows] = places
    start = 0
    for sizes, data in parts:
        out[_ranges(of_row[start : start + len(sizes)], sizes)] = np.frombuffer(data, np.uint8)
        start += len(sizes)


def _within(starts: Numbers, sizes: Numbers, counts: Numbers) -> Numbers:
    """The places of runs of these sizes, so many of which lie one after another from each start on."""
    before: Numbers = np.cumsum(sizes) - sizes
    places: Numbers = np.repeat(starts - before[np.cumsum(counts) - counts], counts) + before
    return places


def _ranges(starts: Numbers, sizes: Numbers | Sizes) -> Numbers:
    """The numbers of ranges of these sizes from these starts on, one after another."""
    numbers: Numbers = np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
    return numbers
