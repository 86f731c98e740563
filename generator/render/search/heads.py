"""The heads: for each term the documents that are best found by it. What a question is answered from (docs/search.md).

A head is a document's title, numbers, keywords and summary; on a small site its text as well. How much a document is about
a term is one number, its impact: that of every field weighed as BM25 does, without the rarity of the term.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from generator.render.search.postings import read_varints, unpack_lists, varint
from generator.render.search.records import Record
from generator.render.search.terms import number_term, place_of, terms_of

# Ids of the shards of heads among those that are kept, to tell them from those of grams.
FIRST = 1 << 24
BEST = 128  # so many documents a term: those it says most of, then the newest
SCALE = 4  # an impact is kept as a whole number of quarters
_COUNTS, _MOST_COUNTS = 16384, 256  # so many in the table of counts, about; of a shard
_WHOLE = 1024  # up to so many documents the text is part of the head
_K1 = 1.2
# Weight of a field, share of its length that counts, and the length that is usual.
_TITLE, _KEYWORDS, _SUMMARY, _NAMES, _TEXT, _FILE_TEXT = (10, 0.5, 18), (5, 0.3, 12), (3, 0, 1), (2, 0, 1), (1, 0, 1), (0.5, 0, 1)
_YEARS = 1898  # the impact of a document number is its year less this, or 1 where it has none
_LONGEST_SUMMARY = 300

Shard = dict[str, tuple[bytes, bytes]]  # by term, the steps to its documents; how many there are, and their impacts


def holds_text(base: int) -> bool:
    """True if texts belong to the heads of a site with a base of so many documents."""
    return base <= _WHOLE


def impacts_of(record: Record, variants: Mapping[int, str], whole: bool) -> dict[str, int]:
    """The terms of a document with the impact of each, one at least. ``whole``: with its text."""
    found: dict[str, float] = {}
    summary, text = (record.texts[0], record.texts[1:]) if len(record.texts) > 1 else ("", record.texts)
    _add(found, terms_of(record.title, variants), *_TITLE)
    _add(found, [term for word in record.keywords for term in terms_of(word, variants)], *_KEYWORDS)
    _add(found, terms_of(summary[:_LONGEST_SUMMARY], variants), *_SUMMARY)
    _add(found, [term for name, *_ in record.files for term in terms_of(name, variants)], *_NAMES)
    if whole:
        _add(found, [term for part in text for term in terms_of(part, variants)], *_TEXT)
        _add(found, [term for _, _, part, _ in record.files for term in terms_of(part, variants)], *_FILE_TEXT)
    impacts = {term: int(value * SCALE + 0.5) or 1 for term, value in found.items()}
    if len(record.numbers) > 1 and (number := number_term(record.numbers[0])):
        term, year = number
        impacts[term] = year - _YEARS if year else 1
    return impacts


def _add(found: dict[str, float], terms: Sequence[str], weight: float, share: float, usual: int) -> None:
    saturation = _K1 * (1 - share + share * len(terms) / usual)
    once = weight * (_K1 + 1) / (saturation + 1)
    for term, times in Counter(terms).items():
        value = once if times == 1 else weight * (_K1 + 1) * times / (saturation + times)
        found[term] = found.get(term, 0.0) + value


def pack_list(documents: Mapping[int, int]) -> tuple[bytes, bytes]:
    """The list of a term from the impacts of its documents."""
    numbers = sorted(documents)
    steps = [number - before - 1 for number, before in zip(numbers, [-1, *numbers], strict=False)]
    return b"".join(map(varint, steps)), b"".join(map(varint, (len(numbers), *(documents[number] for number in numbers))))


def unpack_list(steps: bytes, impacts: bytes) -> dict[int, int]:
    """The documents of a list with their impacts."""
    numbers = itertools.accumulate(read_varints(steps), lambda number, step: number + step + 1, initial=-1)
    return dict(zip(itertools.islice(numbers, 1, None), itertools.islice(read_varints(impacts), 1, None), strict=True))


def changes_of(
    old: Mapping[int, Record], new: Mapping[int, Record], variants: Mapping[int, str], whole: bool, shards: int
) -> dict[int, dict[str, dict[int, int]]]:
    """For the id of each shard the terms that change, with the impact each changed document has now; 0 is none.

    ``old`` and ``new`` are the records of the same documents by number.
    """
    changes: defaultdict[int, dict[str, dict[int, int]]] = defaultdict(dict)
    for number, before in old.items():
        was, now = impacts_of(before, variants, whole), impacts_of(new[number], variants, whole)
        for term in was.keys() | now.keys():
            if was.get(term) != now.get(term):
                shard = FIRST + place_of(term) % shards
                changes[shard].setdefault(term, {})[number] = now.get(term, 0)
    return changes


def patched(data: bytes, changes: Mapping[str, Mapping[int, int]]) -> Shard:
    """The lists of a shard with other impacts for some documents of some terms; none where it is 0."""
    lists = unpack_lists(data)
    for term, changed in changes.items():
        found = unpack_list(*lists.pop(term)) if term in lists else {}
        if found := {number: impact for number, impact in (found | dict(changed)).items() if impact}:
            lists[term] = pack_list(found)
    return lists


def key_of_shard(shard: Shard, data: bytes, shards: int, meant: Set[str]) -> str:
    """A name for what a shard holds; behind blanks its part of the table of counts, and which of the terms ``meant`` it has.

    A count is said by how many bits it has. Document numbers are not counted: of them each is rare.
    """
    counts = [0] * min(_MOST_COUNTS, max(2, _COUNTS // shards))
    for term, (_, impacts) in shard.items():
        if term[0] != "#":
            bucket = place_of(term) // shards % len(counts)
            counts[bucket] = max(counts[bucket], min(15, next(read_varints(impacts)).bit_length()))
    of_counts = "".join([f"{count:x}" for count in counts])
    return f"{hashlib.blake2b(data, digest_size=16).hexdigest()} {of_counts} {','.join(sorted(meant & shard.keys()))}"


def digest_of(key: str) -> str:
    """The name for what a shard holds, from its key."""
    return key.partition(" ")[0]


def counts_in(keys: Iterable[str]) -> str:
    """The rough number of documents that the terms of each place have: a sign for each bucket of each shard of these keys."""
    return "".join([key.split(" ")[1] for key in keys])


def meant_in(keys: Iterable[str]) -> Iterator[str]:
    """The terms that the keys of shards name as theirs."""
    for key in keys:
        yield from key.rpartition(" ")[2].split(",")


def terms_of_all(records: Iterable[Record], variants: Mapping[int, str], whole: bool) -> set[str]:
    """The terms of some documents. ``whole``: with their texts."""
    return {term for record in records for term in impacts_of(record, variants, whole)}


def best_of(shard: Shard) -> Shard:
    """The lists of a shard as they go out: of each the best documents, with the number of all before the impacts.

    Of a document number all go out.
    """
    return {term: (steps, impacts) if term[0] == "#" else _best(steps, impacts) for term, (steps, impacts) in shard.items()}


def _best(steps: bytes, impacts: bytes) -> tuple[bytes, bytes]:
    if len(steps) <= BEST:
        return steps, impacts
    documents = unpack_list(steps, impacts)
    best = sorted(zip(documents.values(), documents, strict=True), reverse=True)[:BEST]
    steps, impacts = pack_list({number: impact for impact, number in best})
    return steps, varint(len(documents)) + impacts[len(varint(len(best))) :]
