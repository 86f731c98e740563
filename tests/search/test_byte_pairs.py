"""Byte pair encoding: texts come back as they were, from the browser too, and many at once are written as one by one."""

from __future__ import annotations

import base64
import random

from hypothesis import given
from hypothesis import strategies as st

from generator.render.search.byte_pairs import CHECK, Pieces
from generator.render.search.byte_pairs_numpy import Encoder, learn
from generator.render.search.groups import GroupPacker
from tests.search.engine import ask

WORDS = [
    "预防接种",
    "医疗机构",
    "管理办法",
    "关于",
    "的通知",
    "2023年",
    "vaccination",
    " of ",
    "aaaa",
    "\\n",
    "𠮷野",
    "é",
    "《",
    "》",
]
PIECES = learn(["".join(random.Random(seed).choices(WORDS, k=80)) for seed in range(40)])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")) | st.lists(
    st.sampled_from([*WORDS, "龘", "😀"]), max_size=30
).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_many_texts_are_written_as_one_by_one(texts: list[str]) -> None:
    pieces = Pieces(PIECES)
    assert Encoder(pieces).encode(texts) == [pieces.encode(text) for text in texts]


@given(st.permutations(range(20)), st.booleans())
def test_a_group_is_packed_alike_however_many_are_asked_for(order: list[int], many: bool) -> None:
    texts = {number: WORDS[number % len(WORDS)] * number for number in order}
    packer = GroupPacker(PIECES, many)
    packed = {number: packer.pack(number, {one: texts[one] for one in packer.wanted(number, len(texts))}) for number in order}
    assert packed == {number: GroupPacker(PIECES, False).pack(number, {number: texts[number]}) for number in order}


def test_the_browser_reads_what_is_written() -> None:
    chance = random.Random(1)
    texts = ["", "\n", "é😀𠮷龘\u0000\uffff", "a" * 9]
    texts += ["".join(chance.choices([*WORDS, "龘", "😀", "\n"], k=chance.randrange(60))) for _ in range(60)]
    pieces = Pieces(PIECES)
    data = [base64.b64encode(pieces.encode(text)).decode() for text in texts]
    sent = base64.b64encode(PIECES).decode()
    assert ask(*({"kind": "pieces", "pieces": sent, "data": one} for one in data)) == texts


def test_what_is_common_is_short() -> None:
    text = "关于预防接种管理办法的通知" * 20
    assert len(Pieces(PIECES).encode(text)) < len(text.encode()) / 5


def test_other_pieces_have_another_name() -> None:
    assert learn(["预防接种"] * 9)[:CHECK] != PIECES[:CHECK] == Pieces(PIECES).check
