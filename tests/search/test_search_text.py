"""One table of cases holds the two tokenizers, the generator's and the browser's, to the same."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search_text import grams, query_grams, search_form, shard_of
from tests.search.engine import ask

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["form"])
def test_the_generator_cuts_a_text_as_the_table_says(case: dict[str, Any]) -> None:
    form = search_form(case["text"])
    assert {"text": case["text"], "form": form, "grams": grams(form), "query": query_grams(form)} == case


def test_the_browser_knows_where_a_form_comes_from() -> None:
    texts = [case["text"] for case in CASES if not any("\u0300" <= sign < "\u0370" or sign in "ｶﾞ" for sign in case["text"])]
    assert ask(*({"kind": "places", "text": text} for text in texts)) == [search_form(text) for text in texts]


def test_the_browser_cuts_a_text_as_the_table_says() -> None:
    answers = ask(*({"kind": "text", "text": case["text"]} for case in CASES))
    for case, answer in zip(CASES, answers, strict=True):
        shards = [shard_of(gram[:-1] if len(gram) > 1 and gram.endswith("*") else gram, 2048) for gram in case["query"]]
        assert answer == {"form": case["form"], "grams": case["grams"], "query": case["query"], "shards": shards}


@settings(max_examples=4, deadline=None)
@given(st.lists(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs", "Cn", "Co"])), min_size=60, max_size=60))
def test_the_two_agree_on_any_text(texts: list[str]) -> None:
    answers = ask(*({"kind": "text", "text": text} for text in texts))
    assert [answer["form"] for answer in answers] == [search_form(text) for text in texts]
    assert [answer["query"] for answer in answers] == [query_grams(search_form(text)) for text in texts]


@given(st.text(alphabet="疫苗接种2023()〔〕 aB号"), st.data())
def test_every_gram_of_a_piece_is_a_gram_of_the_text(text: str, data: st.DataObject) -> None:
    form = search_form(text)
    start = data.draw(st.integers(0, len(form)))
    piece = form[start : data.draw(st.integers(start, len(form)))]
    if len(piece) > 1:
        held = grams(form)
        for gram in query_grams(piece):
            assert gram in held or (gram.endswith("*") and any(other.startswith(gram[:-1]) for other in held))


def test_the_browser_unpacks_what_zlib_packs() -> None:
    dictionary = "预防接种门诊名单".encode() * 20
    texts = [b"", b"a", b"\0" * 100_000, "预防接种门诊".encode() * 300, bytes(range(256)) * 30]
    calls, expected = [], []
    for data in texts:
        for level in (0, 1, 9):
            for words in (b"", dictionary):
                packer = zlib.compressobj(level, zlib.DEFLATED, 15, 9, 0, words) if words else zlib.compressobj(level)
                packed = packer.compress(data) + packer.flush()
                calls.append({"kind": "inflate", "data": packed.hex(), "dictionary": words.hex()})
                expected.append(data.hex())
    assert ask(*calls) == expected


def test_a_query_says_what_is_wanted() -> None:
    names = {"标题": "title", "title": "title"}

    def parsed(query: str) -> list[tuple[str, str | None, bool]]:
        [words] = ask({"kind": "parse", "query": query, "names": names})
        return [(word["form"], word.get("field"), word["excluded"]) for word in words]

    assert parsed("疫苗 接种") == [("疫苗", None, False), ("接种", None, False)]
    assert parsed('"annual budget" -draft') == [("annual budget", None, False), ("draft", None, True)]
    assert parsed("标题:疫苗 title：“接 种”") == [("疫苗", "title", False), ("接种", "title", False)]
    assert parsed("Data Protection Act, 2018.") == [(w, None, False) for w in ("data", "protection", "act", "2018")]
    assert parsed("。") == [("。", None, False)]
    assert parsed("时间:8:30") == [("时间:8:30", None, False)]
    assert parsed("-00012") == [("-00012", None, False)]
    assert parsed("  ") == []
