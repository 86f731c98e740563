"""The postings of many documents at once, by sorting; the same as one by one (search_postings), in a tenth of the time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from generator.frozen import frozen
from generator.render.search.postings import MOST_TIMES
from generator.render.search.records import TEXT, TITLE

Numbers = npt.NDArray[np.int64]
Sizes = npt.NDArray[np.int32]

# A use is one number: three characters as numbers of an alphabet (17, 17 and 7 bits), the document (16), the field (3). An entry
# is the same with how often it was met (3).
_SIGN, _DOCUMENT, _FIELD, _TIMES = 17, 16, 3, 3
# A gram is one number: its characters, the first from this bit on, the second from that, the third, if it has one, from none.
TWO, THREE = 28, 7
_END = 10  # between texts; no search form holds white space
# So many characters, about, are looked at together: what is made of them stays in the processor's cache, which takes a third of
# the time it takes all at once.
_TOGETHER = 1 << 16


@frozen
class Lists:
    """The lists of the grams of a run of documents, in order of grams: of each its first and last document.

    ``plain`` says whether a gram stands once in the text of its first and nowhere else there. The steps to the other documents
    and the uses are those of a posting list (``postings``), of all grams one after another, with the bytes of each.
    """

    grams: Numbers
    firsts: Sizes
    lasts: Sizes
    plain: npt.NDArray[np.bool_]
    step_sizes: Sizes
    use_sizes: Sizes
    steps: bytes
    uses: bytes


def bulk_postings(forms: Sequence[Sequence[Sequence[str]]], first: int) -> Lists:
    """The lists of documents numbered from ``first``, each given as the texts of its fields."""
    assert len(forms) <= 1 << _DOCUMENT
    runs = [(_signs(many), _places(many)) for many in _runs(forms)]
    known, numbers = _alphabet(signs for signs, _ in runs)
    entries = np.concatenate([_entries(signs, numbers[signs], places) for signs, places in runs] or [np.empty(0, np.int64)])
    entries.sort()
    return _lists(entries >> _TIMES, entries & ((1 << _TIMES) - 1), known, first)


def _runs(forms: Sequence[Sequence[Sequence[str]]]) -> Iterator[list[tuple[int, str]]]:
    """The texts, each with its document and its field as one number, in runs that hold whole documents."""
    run: list[tuple[int, str]] = []
    size = 0
    for number, fields in enumerate(forms):
        for field, texts in enumerate(fields):
            for text in texts:
                run.append((number << _FIELD | field, text))
                size += len(text)
        if size > _TOGETHER:
            yield run
            run, size = [], 0
    if run:
        yield run


def _signs(texts: Sequence[tuple[int, str]]) -> npt.NDArray[np.uint32]:
    return np.frombuffer("".join(f"{text}\n" for _, text in texts).encode("utf-32-le"), np.uint32)


def _places(texts: Sequence[tuple[int, str]]) -> Numbers:
    return np.repeat(np.array([place for place, _ in texts], np.int64), np.array([len(text) + 1 for _, text in texts]))


def _alphabet(runs: Iterable[npt.NDArray[np.uint32]]) -> tuple[npt.NDArray[np.uint32], Numbers]:
    """The characters that occur, and for each character its number among them, from 1."""
    present = np.zeros(0x110000, np.bool_)
    for signs in runs:
        present[signs] = True
    known = np.flatnonzero(present).astype(np.uint32)
    assert len(known) < 1 << _SIGN
    numbers = np.zeros(0x110000, np.int64)
    numbers[known] = np.arange(1, len(known) + 1)
    return known, numbers


def _entries(signs: npt.NDArray[np.uint32], codes: Numbers, places: Numbers) -> Numbers:
    """Every gram at its place, in order, each once with how often it is met there."""
    uses = _uses(signs, codes, places)
    if not len(uses):  # texts of a single sign have no grams
        return uses
    uses.sort()
    starts = starts_of(uses)
    times = np.minimum(np.diff(np.append(starts, len(uses))), MOST_TIMES)
    return uses[starts] << _TIMES | times


def _uses(signs: npt.NDArray[np.uint32], codes: Numbers, places: Numbers) -> Numbers:
    """Every gram at its place; in titles also every Han character alone."""
    apart = signs == _END
    ascii_sign = signs < 128
    ascii_sign &= ~apart
    first = codes << (_SIGN + 7 + _DOCUMENT + _FIELD)
    pairs = codes[1:] << (7 + _DOCUMENT + _FIELD)
    pairs |= first[:-1]
    pairs |= places[:-1]
    threes = np.flatnonzero(ascii_sign[:-2] & ascii_sign[1:-1] & ascii_sign[2:])
    pairs[threes] |= signs[threes + 2].astype(np.int64) << (_DOCUMENT + _FIELD)
    inside = ~(apart[:-1] | apart[1:])
    alone = np.flatnonzero(places & ((1 << _FIELD) - 1) == TITLE)
    alone = alone[_han(signs[alone])]
    return np.concatenate((pairs[inside], first[alone] | places[alone]))


def _han(signs: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    found = (signs >= 0x3400) & (signs <= 0x4DBF) | (signs >= 0x4E00) & (signs <= 0x9FFF)
    return found | (signs >= 0xF900) & (signs <= 0xFAFF) | (signs >= 0x20000) & (signs <= 0x3FFFF)


def starts_of(values: Numbers) -> Numbers:
    """The offsets at which runs of equal numbers begin; none of the numbers is below nought."""
    return np.flatnonzero(np.diff(values, prepend=-1))


def _lists(entries: Numbers, times: Numbers, known: npt.NDArray[np.uint32], first: int) -> Lists:
    """The postings of each gram, from entries in order and how often each was met."""
    field = entries & ((1 << _FIELD) - 1)
    of_document = entries >> _FIELD
    posting_starts = starts_of(of_document)
    sizes = np.diff(posting_starts, append=len(entries))
    plain = (sizes == 1) & (field[posting_starts] == TEXT) & (times[posting_starts] == 1)
    postings = of_document[posting_starts]
    document = (postings & ((1 << _DOCUMENT) - 1)) + first
    gram = postings >> _DOCUMENT
    gram_starts = starts_of(gram)
    steps = (np.diff(document, prepend=-1) - 1) * 2 + ~plain
    rest = np.ones(len(document), np.bool_)
    rest[gram_starts] = False
    steps_bytes, steps_ends = pack_varints(np.where(rest, steps, 0), rest)
    last = np.zeros(len(entries), np.int64)
    last[posting_starts + sizes - 1] = 1
    uses_bytes, uses_ends = pack_varints(times * 16 + field * 2 + last, np.repeat(~plain, sizes))
    lasts = gram_starts + np.diff(gram_starts, append=len(document)) - 1
    return Lists(
        grams=_codes(gram[gram_starts], known),
        firsts=document[gram_starts].astype(np.int32),
        lasts=document[lasts].astype(np.int32),
        plain=plain[gram_starts],
        step_sizes=np.diff(steps_ends[lasts], prepend=0).astype(np.int32),
        use_sizes=np.diff(uses_ends[(posting_starts + sizes - 1)[lasts]], prepend=0).astype(np.int32),
        steps=steps_bytes,
        uses=uses_bytes,
    )


def _codes(packed: Numbers, known: npt.NDArray[np.uint32]) -> Numbers:
    mask = (1 << _SIGN) - 1
    signs = np.concatenate(([0], known)).astype(np.int64)
    codes: Numbers = (
        signs[packed >> (_SIGN + THREE)] << TWO | signs[packed >> THREE & mask] << THREE | packed & ((1 << THREE) - 1)
    )
    return codes


def pack_varints(values: Numbers, wanted: npt.NDArray[np.bool_]) -> tuple[bytes, Numbers]:
    """The wanted numbers as varints, and where the bytes of each number end."""
    long = np.flatnonzero(wanted & (values > 127))
    size = wanted.astype(np.int8)
    size[long] += 1 + sum((values[long] >= 1 << bits).astype(np.int8) for bits in (14, 21, 28))
    ends = np.cumsum(size, dtype=np.int64)
    if not len(long):
        return values[wanted].astype(np.uint8).tobytes(), ends
    out = np.zeros(int(ends[-1]), np.uint8)
    start = ends - size
    out[start[wanted]] = (values[wanted] & 127).astype(np.uint8)
    left, place, length = values[long], start[long], size[long]
    for byte in range(1, 5):
        out[place + byte - 1] |= 128
        out[place + byte] = (left >> 7 * byte) & 127
        more = length > byte + 1
        left, place, length = left[more], place[more], length[more]
    return out.tobytes(), ends


def cut(data: bytes, bounds: Numbers) -> list[bytes]:
    """The pieces of some bytes between these places."""
    places = bounds.tolist()
    return [data[start:end] for start, end in itertools.pairwise(places)]
