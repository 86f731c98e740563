"""The heads: for each term the documents that are best found by it. What a question is answered from (docs/search.md).

A head is a document's title, numbers, keywords and summary; on a small site its text as well. How much a document is about
a term is one number, its impact: that of every field weighed as BM25 does, without the rarity of the term.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.render.search_postings import pack_shard, read_varints, unpack_shard, varint
from generator.render.search_records import Record
from generator.render.search_terms import number_terms, place_of, terms_of

# Ids of the shards of heads among those that are kept, to tell them from those of grams.
FIRST = 1 << 24
BEST = 128  # so many documents a term: those it says most of, then the newest
SCALE = 4  # an impact is kept as a whole number of quarters
BUCKETS = 16  # of a shard in the table of counts
_WHOLE = 1024  # up to so many documents the text is part of the head
_PER_SHARD = 40
_PER_WHOLE_SHARD = 4
_K1 = 1.2
# Weight of a field, share of its length that counts, and the length that is usual.
_TITLE, _KEYWORDS, _SUMMARY, _NAMES, _TEXT, _FILE_TEXT = (10, 0.5, 18), (5, 0.3, 12), (3, 0, 1), (2, 0, 1), (1, 0, 1), (0.5, 0, 1)
_NUMBER = 10.0
_LONGEST_SUMMARY = 300

Lists = dict[str, tuple[list[int], list[int]]]  # by term, documents in order and their impacts


def holds_text(base: int) -> bool:
    """Whether texts belong to the heads of a site with a base of so many documents."""
    return base <= _WHOLE


def shard_bits(base: int) -> int:
    """How many bits of a term's place name its shard."""
    return max(0, (base // (_PER_WHOLE_SHARD if holds_text(base) else _PER_SHARD) - 1).bit_length()) if base else 0


def impacts_of(record: Record, variants: Mapping[int, str], whole: bool) -> dict[str, int]:
    """The terms of a document with the impact of each, one at least. ``whole``: with its text."""
    found: defaultdict[str, float] = defaultdict(float)
    _add(found, terms_of(record.title, variants, alone=True), *_TITLE)
    _add(found, [term for word in record.keywords for term in terms_of(word, variants, alone=True)], *_KEYWORDS)
    summary, text = (record.texts[0], record.texts[1:]) if len(record.texts) > 1 else ("", record.texts)
    _add(found, terms_of(summary[:_LONGEST_SUMMARY], variants), *_SUMMARY)
    _add(found, [term for name, *_ in record.files for term in terms_of(name, variants)], *_NAMES)
    if whole:
        _add(found, [term for part in text for term in terms_of(part, variants)], *_TEXT)
        _add(found, [term for _, _, part, _ in record.files for term in terms_of(part, variants)], *_FILE_TEXT)
    for term in number_terms(record.numbers[0]) if len(record.numbers) > 1 else ():
        found[term] += _NUMBER
    return {term: max(1, round(value * SCALE)) for term, value in found.items()}


def _add(found: defaultdict[str, float], terms: Sequence[str], weight: float, share: float, usual: int) -> None:
    saturation = _K1 * (1 - share + share * len(terms) / usual)
    for term, times in Counter(terms).items():
        found[term] += weight * (_K1 + 1) * times / (saturation + times)


def gather(heads: Iterable[tuple[int, Mapping[str, int]]]) -> Lists:
    """The lists of some documents, given with their numbers in order."""
    lists: Lists = {}
    for number, impacts in heads:
        for term, impact in impacts.items():
            if (found := lists.get(term)) is None:
                lists[term] = [number], [impact]
            else:
                found[0].append(number)
                found[1].append(impact)
    return lists


def shards_of(parts: Iterable[Lists], bits: int) -> list[dict[str, tuple[bytes, bytes]]]:
    """The lists of all documents by shard, packed; each part holds later documents than the one before."""
    joined: Lists = {}
    for part in parts:
        for term, (numbers, impacts) in part.items():
            if (found := joined.get(term)) is None:
                joined[term] = numbers, impacts
            else:
                found[0].extend(numbers)
                found[1].extend(impacts)
    shards: list[dict[str, tuple[bytes, bytes]]] = [{} for _ in range(1 << bits)]
    mask = (1 << bits) - 1
    for term, (numbers, impacts) in joined.items():
        shards[place_of(term) & mask][term] = pack_list(numbers, impacts, 0)
    return shards


def tip_of(records: Iterable[Record], base: int, variants: Mapping[int, str], whole: bool) -> bytes:
    """The lists of the newest documents, numbered from ``base``, as one shard."""
    found = gather((base + place, impacts_of(record, variants, whole)) for place, record in enumerate(records))
    return pack_shard(b"\0" * 4, {term: pack_list(*of_term, base) for term, of_term in found.items()})


def pack_list(numbers: Sequence[int], impacts: Sequence[int], base: int) -> tuple[bytes, bytes]:
    """A list as two runs of varints: steps from the number before, and impacts."""
    steps = [number - before - 1 for number, before in zip(numbers, [base - 1, *numbers], strict=False)]
    return _varints(steps), _varints(impacts)


def unpack_list(steps: bytes, impacts: bytes, base: int) -> tuple[list[int], list[int]]:
    """The documents of a list and their impacts."""
    numbers, number = [], base - 1
    for step in read_varints(steps):
        number += step + 1
        numbers.append(number)
    return numbers, list(read_varints(impacts))


def _varints(values: Sequence[int]) -> bytes:
    return bytes(values) if max(values) < 128 else b"".join(map(varint, values))


def changes_of(
    old: Mapping[int, Record], new: Mapping[int, Record], variants: Mapping[int, str], whole: bool, bits: int
) -> dict[int, dict[str, dict[int, int]]]:
    """For the id of each shard the terms that change, with the impact each changed document has now; 0 is none.

    ``old`` and ``new`` are the records of the same documents by number.
    """
    changes: defaultdict[int, dict[str, dict[int, int]]] = defaultdict(dict)
    for number, before in old.items():
        was, now = impacts_of(before, variants, whole), impacts_of(new[number], variants, whole)
        for term in was.keys() | now.keys():
            if was.get(term) != now.get(term):
                shard = FIRST + (place_of(term) & ((1 << bits) - 1))
                changes[shard].setdefault(term, {})[number] = now.get(term, 0)
    return changes


def patched(data: bytes, changes: Mapping[str, Mapping[int, int]]) -> dict[str, tuple[bytes, bytes]]:
    """The lists of a shard with other impacts for some documents of some terms; none where it is 0."""
    lists = unpack_shard(data)
    for term, changed in changes.items():
        found: dict[int, int] = dict(zip(*unpack_list(*lists.pop(term, (b"", b"")), 0), strict=True))
        found |= changed
        numbers = sorted(number for number, impact in found.items() if impact)
        if numbers:
            lists[term] = pack_list(numbers, [found[number] for number in numbers], 0)
    return lists


def key_of_shard(data: bytes, bits: int) -> str:
    """A name for what a shard holds, with its part of the table of counts behind a blank: how many bits each count has."""
    counts = [0] * BUCKETS
    for term, (_, impacts) in unpack_shard(data).items():
        bucket = place_of(term) >> bits & (BUCKETS - 1)
        counts[bucket] = max(counts[bucket], min(15, _length(impacts).bit_length()))
    return f"{hashlib.blake2b(data, digest_size=16).hexdigest()} {''.join(f'{count:x}' for count in counts)}"


def _length(varints: bytes) -> int:
    """How many numbers there are."""
    return len(varints) if varints.isascii() else sum(byte < 128 for byte in varints)


def best_of(data: bytes, stamp: bytes, base: int = 0) -> bytes:
    """A shard as it goes out: of each list the best documents, with the number of all before the impacts."""
    lists = unpack_shard(data)
    return pack_shard(stamp, {term: _best(steps, impacts, base) for term, (steps, impacts) in lists.items()})


def _best(steps: bytes, impacts: bytes, base: int) -> tuple[bytes, bytes]:
    length = _length(impacts)
    if length <= BEST:
        return steps, varint(length) + impacts
    numbers, values = unpack_list(steps, impacts, base)
    chosen = sorted(sorted(range(length), key=lambda place: (-values[place], -numbers[place]))[:BEST])
    steps, impacts = pack_list([numbers[place] for place in chosen], [values[place] for place in chosen], base)
    return steps, varint(length) + impacts
