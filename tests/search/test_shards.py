"""Shards of the index: what is written is what the browser reads, and many are written as one by one."""

from __future__ import annotations

import base64
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Error as PlaywrightError

from generator.render.search.heads import Shard, pack_list
from generator.render.search.postings import PLAIN, encode, varint
from generator.render.search.shards import pack_shards
from tests.search.engine import ask

GRAMS = ["疫苗", "苗接", "门", "abc", "12", "a疫", "𠮷野", "\ue000x"]
TERMS = ["疫苗", "门诊", "fine", "#12", "苗接", "é"]
USES = [PLAIN, ((0, 1),), ((0, 2), (3, 4)), ((1, 1),), ((4, 4),), ((0, 1), (1, 1), (2, 1), (3, 3), (4, 2))]
BASE = 700


def chance_shard(seed: int) -> tuple[dict[str, dict[int, int]], dict[str, dict[int, int]]]:
    """For grams the documents with the place of their uses, for terms those with their impacts."""
    chance = random.Random(seed)

    def documents(most: int) -> dict[int, int]:
        count = chance.choice([1, 2, 30, BASE // 2, BASE])
        return {number: chance.randrange(most) for number in sorted(chance.sample(range(BASE), count))}

    grams = {gram: documents(len(USES)) for gram in chance.sample(GRAMS, chance.randint(1, len(GRAMS)))}
    terms = {term: documents(300) for term in chance.sample(TERMS, chance.randint(0, len(TERMS)))}
    # Those of a term are mostly some of those of the gram.
    for term in terms.keys() & grams.keys():
        if chance.random() < 0.7:
            some = sorted(chance.sample(sorted(grams[term]), chance.randint(1, len(grams[term]))))
            terms[term] = {number: chance.randrange(300) for number in some}
    return grams, terms


def packed(seed: int) -> tuple[Shard, Shard]:
    """A shard as it is kept."""
    grams, terms = chance_shard(seed)
    lists = {gram: encode({number: USES[use] for number, use in of.items()}) for gram, of in grams.items()}
    # Of a term that has more documents than are listed.
    heads = {term: pack_list(of) for term, of in terms.items()}
    return lists, {
        term: (steps, varint(len(terms[term]) + 5) + uses[len(varint(len(terms[term]))) :])
        for term, (steps, uses) in heads.items()
    }


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5))
def test_many_shards_are_written_as_one_by_one(seeds: list[int]) -> None:
    some = [packed(seed) for seed in seeds]
    alone = [data for one in some for data in pack_shards(b"name", [one], BASE, False)]
    assert pack_shards(b"name", some, BASE, True) == alone == pack_shards(b"name", some, BASE, False)


def test_shards_without_lists_have_no_bits() -> None:
    none: tuple[Shard, Shard] = ({}, {})
    for some in ([none], [none, packed(1), none]):
        assert pack_shards(b"name", some, BASE, True) == pack_shards(b"name", some, BASE, False)
    [empty] = pack_shards(b"name", [none], BASE, False)
    assert len(empty) == int.from_bytes(empty[:4], "big") + 4


def test_the_browser_reads_what_is_written() -> None:
    calls, expected = [], []
    for seed in range(40):
        grams, terms = chance_shard(seed)
        data = base64.b64encode(pack_shards(b"name", [packed(seed)], BASE, bool(seed % 2))[0]).decode()
        calls.append({"kind": "shard", "data": data, "stamp": b"name".hex(), "base": BASE})
        lists = [
            [gram, [[number, [list(use) for use in USES[place]]] for number, place in grams[gram].items()]]
            for gram in sorted(grams)
        ]
        order = [term for term in sorted(terms) if term in grams] + [term for term in sorted(terms) if term not in grams]
        heads = [[term, len(terms[term]) + 5, list(terms[term]), list(terms[term].values())] for term in order]
        expected.append([lists, heads])
    assert ask(*calls) == expected


@pytest.mark.parametrize("place", [2, 20, -1])
def test_a_damaged_shard_is_told(place: int) -> None:
    data = bytearray(pack_shards(b"name", [packed(1)], BASE, False)[0])
    data[place] ^= 1
    call = {"kind": "shard", "data": base64.b64encode(data).decode(), "stamp": b"name".hex(), "base": BASE}
    with pytest.raises((AssertionError, PlaywrightError), match=r"damaged|truncated"):
        ask(call)


def test_figures_are_written_in_few_bits() -> None:
    # Every tenth of 7,000 documents: the number of each is known to about 4.7 bits, its use to none.
    documents = dict.fromkeys(sorted(random.Random(1).sample(range(7000), 700)), PLAIN)
    data = pack_shards(b"name", [({"疫苗": encode(documents)}, {})], 7000, False)[0]
    assert len(data) < 700 * 4.9 / 8 + 40 < len(zlib.compress(encode(documents)[0]))
