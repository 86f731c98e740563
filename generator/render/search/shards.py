"""A shard of the index as it goes out: the lists of its grams and of its terms, in as few bits as the browser can read.

A file is the length of its packed part (4 bytes), this part, and bits that packing would make no shorter. In the bits lie the
low bytes of the characters of grams, then numbers by the code of Golomb and Rice, whose parameter follows from how many
numbers share a range: of each gram the documents (or, where they are more than half, the others); of each, which of these are
plain or which are not, whichever are fewer; of each term the documents, by their place among those of the gram that is the
term too, if it has them all. ``theme/assets/search/postings.js`` reads it.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable, Mapping, Sequence

from generator.frozen import frozen
from generator.render.search.groups import LEVEL
from generator.render.search.postings import read_varints, varint

Lists = Mapping[str, tuple[bytes, bytes]]


@frozen
class CodedRuns:
    """How many documents each list has, how many of them are not plain, which terms lie inside their grams, and all bits."""

    counts: Sequence[int]
    marked: Sequence[int]
    terms: Sequence[int]
    inside: Sequence[bool]
    bits: bytes


@frozen
class Runs:
    """The runs of steps of a shard: of grams, and of terms, the first of which are the grams ``both``, by their places."""

    grams: Sequence[bytes]
    terms: Sequence[bytes]
    both: Sequence[int]


def pack_shards(name: bytes, shards: Sequence[tuple[Lists, Lists]], base: int, many: bool) -> list[bytes]:
    """Shards of so many documents, each given as the lists of grams and of terms.

    ``name`` (4 bytes) says by which numbering; ``many`` that most of all shards are packed.
    """
    order = [(sorted(grams), sorted(terms.keys() - grams.keys())) for grams, terms in shards]
    runs = []
    for (names, others), (grams, terms) in zip(order, shards, strict=True):
        # A pair of characters is a gram and mostly a term as well.
        both = [place for place, gram in enumerate(names) if gram in terms]
        of_terms = [terms[term][0] for term in (*(names[place] for place in both), *others)]
        runs.append(Runs([grams[gram][0] for gram in names], of_terms, both))
    if many:
        from generator.render.search.shards_numpy import code_all  # numpy is loaded only where it pays

        coded = code_all(runs, base)
    else:
        coded = [code_runs(shard, base) for shard in runs]
    return [
        _pack(name, names, others, of_shard.both, lists, one)
        for (names, others), of_shard, lists, one in zip(order, runs, shards, coded, strict=True)
    ]


def _pack(
    name: bytes, names: Sequence[str], others: Sequence[str], both: Sequence[int], lists: tuple[Lists, Lists], coded: CodedRuns
) -> bytes:
    """A shard with its grams and the terms that are no grams in order."""
    grams, terms = lists
    inside = dict(zip(both, coded.inside, strict=True))
    units = [gram.encode("utf-16-be", "surrogatepass") for gram in names]
    joined = b"".join(units)
    other_names = [term.encode() for term in others]
    uses = [terms[term][1] for term in (*(names[place] for place in both), *others)]
    counts, impacts = zip(*map(_split, uses), strict=True) if uses else ((), ())
    raw = joined[1::2] + coded.bits
    body = [
        name,
        zlib.adler32(raw).to_bytes(4, "big"),
        varint(len(names)),
        varint(len(others)),
        bytes(len(unit) // 2 | (8 if at in inside else 0) | (16 if inside.get(at) else 0) for at, unit in enumerate(units)),
        joined[::2],
        *map(varint, coded.counts),
        *map(varint, coded.marked),
        *(grams[gram][1] for gram in names),
        bytes(map(len, other_names)),
        *other_names,
        *map(varint, coded.terms),
        *(varint(count - shown) for count, shown in zip(counts, coded.terms, strict=True)),
        *impacts,
    ]
    packed = zlib.compress(b"".join(body), LEVEL)
    return len(packed).to_bytes(4, "big") + packed + raw


def _split(uses: bytes) -> tuple[int, bytes]:
    """How many documents a term has, and the impacts of those that are listed."""
    size = 1
    while uses[size - 1] > 127:
        size += 1
    return next(read_varints(uses[:size])), uses[size:]


def parameter(others: int, count: int) -> int:
    """How many low bits of a number are written as they are, where so many numbers leave out so many others of a range."""
    return max(0, (others * 31 // (32 * count)).bit_length() - 1)


def code_runs(shard: Runs, base: int) -> CodedRuns:
    """The runs of a shard as they go out."""
    counts, marked = [], []
    gaps: list[str] = []
    marks: list[str] = []
    for run in shard.grams:
        steps = list(read_varints(run))
        count, many = len(steps), sum(step & 1 for step in steps)
        counts.append(count)
        marked.append(many)
        listed = [step >> 1 for step in steps]
        if 2 * count > base:
            listed = _steps(sorted(set(range(base)).difference(_documents(listed))))
        if listed:
            gaps += _coded(listed, parameter(base - len(listed), len(listed)))
        kind = int(2 * many <= count)
        few = many if kind else count - many
        if few:
            places = [place for place, step in enumerate(steps) if step & 1 == kind]
            marks += _coded(_steps(places), parameter(count - few, few))
    terms = [_documents(read_varints(run)) for run in shard.terms]
    inside = []
    last: list[str] = []
    for place, documents in enumerate(terms):
        listed, all_of = documents, base
        if place < len(shard.both):
            known = {
                number: at
                for at, number in enumerate(_documents(step >> 1 for step in read_varints(shard.grams[shard.both[place]])))
            }
            inside.append(known.keys() >= set(documents))
            if inside[-1]:
                listed, all_of = [known[number] for number in documents], len(known)
        last += _coded(_steps(listed), parameter(all_of - len(listed), len(listed)))
    bits = "".join([*gaps, *marks, *last])
    data = int(f"1{bits}{'0' * (-len(bits) % 8)}", 2)
    coded = data.to_bytes(data.bit_length() // 8 + 1, "big")[1:]
    return CodedRuns(counts, marked, [len(documents) for documents in terms], inside, coded)


def _documents(steps: Iterable[int]) -> list[int]:
    """The documents of a list by the steps between them."""
    return [number + place for place, number in enumerate(itertools.accumulate(steps))]


def _steps(numbers: Sequence[int]) -> list[int]:
    """How many numbers are left out before each of these."""
    return [number - before - 1 for before, number in zip([-1, *numbers], numbers, strict=False)]


def _coded(values: Iterable[int], low: int) -> list[str]:
    mask = (1 << low) - 1
    if not low:
        return [f"{'0' * value}1" for value in values]
    return [f"{'0' * (value >> low)}1{value & mask:0{low}b}" for value in values]
