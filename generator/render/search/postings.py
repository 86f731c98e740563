"""Postings: for each gram the documents that hold it, and how often in which field.

A posting list is two runs of varints. The first has one number for each document: the step from the one before, times two,
plus one unless the gram stands once in the text and nowhere else. The second has, for those with the one, a number for each
field that holds it: how often, the field, and whether it is the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.render.search.records import TEXT, TITLE
from generator.search_text import grams, title_signs

# How often a gram stands in which field: (field, times), by field.
Uses = tuple[tuple[int, int], ...]
PLAIN: Uses = ((TEXT, 1),)
# A gram that stands more often than this in a field is said to stand so often: more says little more of what a document is about.
MOST_TIMES = 4


def field_grams(forms: Sequence[Sequence[str]]) -> dict[str, Uses]:
    """The grams of a document whose fields hold these texts."""
    uses: dict[str, list[tuple[int, int]]] = {}
    for field, texts in enumerate(forms):
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(grams(text))
            if field == TITLE:
                counts.update(title_signs(text))
        for gram, times in counts.items():
            uses.setdefault(gram, []).append((field, min(times, MOST_TIMES)))
    return {gram: tuple(found) for gram, found in uses.items()}


def varint(value: int) -> bytes:
    """A number in as few bytes as it needs, seven bits each, the lowest first."""
    if value < 128:
        return _BYTES[value]
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_varints(data: bytes) -> Iterator[int]:
    """The numbers written one after another."""
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        if byte > 127:
            shift += 7
        else:
            yield value
            value = shift = 0


def encode_uses(uses: Uses) -> bytes:
    """The part of the second run that is about one document."""
    last = len(uses) - 1
    return b"".join(varint(times * 16 + field * 2 + (place == last)) for place, (field, times) in enumerate(uses))


def encode(documents: Mapping[int, Uses]) -> tuple[bytes, bytes]:
    """The two runs of the list of a gram found in these documents."""
    numbers = sorted(documents)
    steps, uses = [], []
    before = -1
    for number in numbers:
        plain = documents[number] == PLAIN
        steps.append(varint((number - before - 1) * 2 + (not plain)))
        if not plain:
            uses.append(encode_uses(documents[number]))
        before = number
    return b"".join(steps), b"".join(uses)


def decode(steps: bytes, uses: bytes) -> dict[int, Uses]:
    """The documents of a list as it stands in a shard."""
    found: dict[int, Uses] = {}
    number, rest = -1, read_varints(uses)
    for step in read_varints(steps):
        number += (step >> 1) + 1
        if step & 1:
            of_fields, last = [], 0
            while not last:
                value = next(rest)
                of_fields.append((value >> 1 & 7, value >> 4))
                last = value & 1
            found[number] = tuple(of_fields)
        else:
            found[number] = PLAIN
    return found


def pack_lists(lists: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """Each gram with its two runs, in order of grams."""
    out: list[bytes] = []
    for gram in sorted(lists):
        name, (steps, uses) = gram.encode(), lists[gram]
        out += [varint(len(name)), name, varint(len(steps)), varint(len(uses)), steps, uses]
    return b"".join(out)


def unpack_lists(data: bytes) -> dict[str, tuple[bytes, bytes]]:
    """The two runs of each gram."""
    lists: dict[str, tuple[bytes, bytes]] = {}
    place = 0

    def number() -> int:
        """The next number: seven bits a byte, the lowest first."""
        nonlocal place
        value = shift = 0
        while True:
            byte = data[place]
            place += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def take(length: int) -> bytes:
        nonlocal place
        place += length
        return data[place - length : place]

    while place < len(data):
        name = take(number()).decode()
        steps, uses = number(), number()
        lists[name] = take(steps), take(uses)
    return lists


_BYTES = [bytes([value]) for value in range(128)]
