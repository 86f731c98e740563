"""Questions in people's own words find a right document among the first three."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.settings.vocabulary import FOLDER as SYNONYMS
from generator.render.search.heads import BEST, best_of, impacts_of, pack_list, unpack_list
from generator.render.search.heads_numpy import gather, shards_of
from generator.render.search.index import FOLDER
from generator.render.search.postings import read_varints
from generator.render.search.records import Record
from generator.render.search.terms import number_term, place_of, terms_of
from tests.browser.chromium import TODAY
from tests.search.engine import ROOT, Indexed, ask
from tests.sites import BASE, write_site

SITES = {"demo": ROOT} | {
    name: ROOT / "examples" / name
    for name in (
        "hospital",
        "uk",
        "county",
        "india",
        "township",
        "township-hospital",
        "bureau",
        "service-centre",
        "association",
        "county-powers",
        "health-office",
    )
}
# Each with its site, the addresses of right documents, and whether it was held back until all weights, rules and synonyms stood.
QUESTIONS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "questions.json").read_text("utf-8"))
TERMS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "terms.json").read_text("utf-8"))
NOTICE = """\
---
title: {}
index_number: 11379900MB28399186/2023-00001
category: policy/normative
created: 2023-05-30
published: 2023-06-01
department: law
summary: 部署工作。
---
请各单位落实。
"""
BAR = 0.9
BAR_WITHOUT_SYNONYMS = 0.63


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Indexed]:
    return {name: Indexed(site, tmp_path_factory.mktemp(name), today=TODAY) for name, site in SITES.items()}


def share(indexes: Mapping[str, Indexed], questions: list[dict[str, Any]]) -> float:
    """How many of some questions, each asked by a page that was just opened, have a right document among the first three."""
    good = 0
    for name, indexed in indexes.items():
        asked = [question for question in questions if question["site"] == name]
        answers = indexed.ask(*({"kind": "find", "query": question["question"], "fresh": True} for question in asked))
        for question, answer in zip(asked, answers, strict=True):
            shown = [*answer["numbered"], *answer["exact"], *answer["partial"]]
            good += any(address in question["right"] for address in shown[:3])
    return good / len(questions)


def test_the_questions_are_about_what_there_is(indexes: Mapping[str, Indexed]) -> None:
    assert len({(question["site"], question["question"]) for question in QUESTIONS}) == len(QUESTIONS) >= 160
    for question in QUESTIONS:
        assert set(question["right"]) <= indexes[question["site"]].forms.keys(), question["question"]


@pytest.mark.parametrize("held", [True, False], ids=["held back", "known"])
def test_questions_find_a_right_document_among_three(indexes: Mapping[str, Indexed], held: bool) -> None:
    assert share(indexes, [question for question in QUESTIONS if question["held"] is held]) >= BAR


def test_most_questions_do_without_synonyms(indexes: Mapping[str, Indexed]) -> None:
    files = {
        file: file.read_text("utf-8") for indexed in indexes.values() for file in [indexed.output / FOLDER / "question.json"]
    }
    for file, whole in files.items():
        file.write_text(json.dumps(json.loads(whole) | {"said": ""}), "utf-8")
    try:
        assert share(indexes, QUESTIONS) >= BAR_WITHOUT_SYNONYMS
    finally:
        for file, whole in files.items():
            file.write_text(whole, "utf-8")


def test_no_synonym_is_a_question() -> None:
    # A question of one word is a word that people say.
    asked = {question["question"] for question in QUESTIONS if len(question["question"]) > 4}
    for file in (ROOT / SYNONYMS).glob("*/*.yml"):
        assert not [word for word in asked if word in file.read_text("utf-8")]


def test_a_site_adds_its_own_words(tmp_path: Path) -> None:
    asked = {"kind": "find", "query": "小喇叭在哪里"}
    plain = Indexed(write_site(tmp_path / "plain", BASE), tmp_path / "plain-output")
    own = "-- site_config/synonyms/zh-CN/own.yml --\nsynonyms:\n  - {say: [小喇叭], mean: [夏季防病]}\n"
    more = Indexed(write_site(tmp_path / "more", BASE, own), tmp_path / "more-output")
    assert plain.ask(asked)[0]["partial"] == []
    assert more.ask(asked)[0]["partial"][0] == "items/2023/notice/"


def test_what_is_part_of_a_longer_word_that_only_asks_says_nothing(tmp_path: Path) -> None:
    own = "-- site_config/synonyms/zh-CN/own.yml --\nquestions: [的小喇叭]\nsynonyms:\n  - {say: [小喇叭], mean: [夏季防病]}\n"
    site = Indexed(write_site(tmp_path / "site", BASE, own), tmp_path / "output")
    asked, says = site.ask(*({"kind": "find", "query": query} for query in ("在哪里的小喇叭", "在哪里小喇叭")))
    assert asked["partial"] == []
    assert says["partial"][0] == "items/2023/notice/"


def test_what_is_counted_is_what_is_done(tmp_path: Path) -> None:
    own = "-- site_config/synonyms/zh-CN/own.yml --\nsynonyms:\n  - {say: [拍小喇叭], mean: [夏季防病]}\n"
    site = Indexed(write_site(tmp_path / "site", BASE, own), tmp_path / "output")
    for query in ("拍个小喇叭", "拍一张小喇叭", "拍了台小喇叭", "拍过小喇叭", "拍小喇叭"):
        assert site.ask({"kind": "find", "query": query})[0]["partial"][0] == "items/2023/notice/"


def test_a_word_that_is_parted_is_that_word(tmp_path: Path) -> None:
    own = "-- site_config/synonyms/zh-CN/own.yml --\nsynonyms:\n  - {say: [拍喇叭, 开喇叭, 被喇叭], mean: [夏季防病]}\n"
    site = Indexed(write_site(tmp_path / "site", BASE, own), tmp_path / "output")
    queries = ("拍哪些喇叭", "拍不了喇叭", "拍得起喇叭吗", "拍完喇叭", "开一家小喇叭", "被公司给喇叭了")
    for query, answer in zip(queries, site.ask(*({"kind": "find", "query": query} for query in queries)), strict=True):
        assert answer["partial"][0] == "items/2023/notice/", query
    assert site.ask({"kind": "find", "query": "拍手喇叭"})[0]["partial"] == []


def test_what_holds_something_of_each_part_comes_before_what_holds_every_name_of_one(tmp_path: Path) -> None:
    own = "-- site_config/synonyms/zh-CN/own.yml --\nsynonyms:\n  - {say: [小喇叭], mean: [广播, 播音, 扩音器]}\n"
    of_one = "-- content/items/2023/one.md --\n" + NOTICE.replace("00001", "00002").format("广播、播音和扩音器的播音广播")
    of_each = "-- content/items/2023/each.md --\n" + NOTICE.replace("00001", "00003").format("村委会的广播站")
    site = Indexed(write_site(tmp_path / "site", BASE, own, of_one, of_each), tmp_path / "output")
    assert site.ask({"kind": "find", "query": "村委会小喇叭"})[0]["partial"][0] == "items/2023/each/"


def test_words_that_are_misspelt_or_in_another_order_are_found(indexes: Mapping[str, Indexed]) -> None:
    queries = {
        "procurment rules": "items/policies/procurement-2026/",
        "accounts toll": "items/services/toll-account/",
        "procurement-rules": "items/policies/procurement-2023/",
        "board minutes 2026-06": "items/decisions/board-2026-06/",
    }
    answers = indexes["uk"].ask(*({"kind": "find", "query": query} for query in queries))
    for address, answer in zip(queries.values(), answers, strict=True):
        assert address in [*answer["exact"], *answer["partial"]][:3]


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Complaints procedure: how we answer", ["complaint", "procedur"], ["Complaints", "procedure"]),
        ("Make a request for information, as I do", ["i", "do"], ["I", "do"]),
        ("The hospital and the co-op", ["hosp", "op"], ["hospital"]),
        ("carpet and car", ["pet", "car"], ["carpet", "car"]),
        ("2026年预防接种门诊名单", ["接种", "202"], ["202", "接种"]),
    ],
)
def test_words_of_letters_are_marked_whole(text: str, words: list[str], marked: list[str]) -> None:
    assert ask({"kind": "marks", "text": text, "words": words}) == [marked]


def test_what_is_found_is_shown_once(indexes: Mapping[str, Indexed]) -> None:
    # The pairs of characters and the words of the titles: some of them have few documents.
    for name, indexed in indexes.items():
        titles = [record.title for record in indexed.records]
        asked = sorted({piece for title in titles for piece in re.findall(r"[\u4e00-\u9fff]{2}|[A-Za-z]{4,}", title)})[:60]
        for query, answer in zip(asked, indexed.ask(*({"kind": "find", "query": query} for query in asked)), strict=True):
            assert not set(answer["exact"]) & set(answer["partial"]), (name, query)


@pytest.mark.parametrize("case", TERMS, ids=lambda case: case["text"])
def test_the_generator_makes_the_terms_of_the_table(case: dict[str, Any]) -> None:
    assert terms_of(case["text"], str.maketrans(case["variants"])) == case["terms"]
    assert [place_of(term) for term in case["terms"]] == case["places"]


def test_the_browser_makes_the_terms_of_the_table() -> None:
    answers = ask(*({"kind": "terms", "text": case["text"], "variants": case["variants"]} for case in TERMS))
    assert answers == [{"terms": case["terms"], "places": case["places"]} for case in TERMS]


@pytest.mark.parametrize(
    ("number", "term"),
    [
        ("云卫发〔2023〕12号", ("#12", 2023)),
        ("云卫发[2020] 第 056 号", ("#56", 2020)),
        ("国务院令第711号", ("#711", 0)),
        ("无文号", None),
    ],
)
def test_a_document_number_is_its_figure_and_year(number: str, term: tuple[str, int] | None) -> None:
    assert number_term(number) == term


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("云卫规〔2025〕71 号", ["云卫规", "2025", "71"]),
        ("云卫规2025第 071号文", ["云卫规", "2025", "71"]),
        ("云卫规 2025年71号文件", ["云卫规", "2025", "71"]),
        ("2025-71", ["", "2025", "71"]),
        ("云卫公告2022—6", ["云卫公告", "2022", "6"]),
        ("第71号", ["", "", "71"]),
        ("2025年云卫规71号", ["云卫规", "2025", "71"]),
        ("云卫公告二〇二五3号", ["云卫公告", "2025", "3"]),
        ("二零二五第十二号", ["", "2025", "12"]),
        ("云卫规二〇二五三号", ["云卫规", "2025", "3"]),
        ("云卫规字〔2025〕71号", ["云卫规", "2025", "71"]),
        ("2023年3月", []),
        ("2023年", []),
        ("预防接种", []),
        ("12345", []),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, parts: list[str]) -> None:
    assert ask({"kind": "number", "text": text}) == [parts]


@pytest.mark.parametrize(
    ("text", "figures", "other"),
    [
        ("二〇二三年预算", "2023年预算", "二〇二三年预算"),
        ("二零二三年十二月主任会议", "2023年12月主任会议", "二零二三年十二月主任会议"),
        ("23年预算", "2023年预算", "23年预算"),
        ("二三年决算", "2023年决算", "二三年决算"),
        ("云卫发〔二〇二三〕十二号", "云卫发〔2023〕12号", "云卫发〔二〇二三〕十二号"),
        ("第12条", "第12条", "第十二条"),
        ("第一百零五条", "第一百零五条", "第105条"),
        ("3季度水质", "3季度水质", "第三季度水质"),
        ("三季度水质", "三季度水质", "第三季度水质"),
        ("第三季度水质", "第三季度水质", "第3季度水质"),
        ("工作了一百年", "工作了一百年", "工作了一百年"),
        ("三十年", "三十年", "三十年"),
        ("部门预算二零二六", "部门预算2026", "部门预算二零二六"),
        ("一九九八规划", "1998规划", "一九九八规划"),
        ("二零二六万元", "二零二六万元", "二零二六万元"),
        (
            "more than Five Hundred pounds, or one thousand",
            "more than 500 pounds, or 1000",
            "more than Five Hundred pounds, or one thousand",
        ),
        ("someone hundred", "someone hundred", "someone hundred"),
        ("6月龄婴儿", "6月龄婴儿", "6月龄婴儿"),
        ("第三方评估", "第三方评估", "第3方评估"),
    ],
)
def test_numbers_in_characters_and_in_figures_are_the_same(text: str, figures: str, other: str) -> None:
    assert ask({"kind": "numerals", "text": text}) == [[figures, other]]


def test_a_list_goes_out_with_its_best_documents() -> None:
    documents = {number: 40 if number % 2 else 130 + number for number in range(0, 600, 3)}
    out = best_of({"疫苗": pack_list(documents), "门诊": pack_list({7: 3}), "#12": pack_list(documents)})
    assert next(read_varints(out["疫苗"][1])) == len(documents)
    best = sorted(documents, key=lambda number: (documents[number], number), reverse=True)[:BEST]
    assert unpack_list(*out["疫苗"]) == {number: documents[number] for number in sorted(best)}
    assert out["门诊"] == pack_list({7: 3})
    assert out["#12"] == pack_list(documents)


@given(
    st.lists(st.dictionaries(st.sampled_from(["疫苗", "门诊", "fine", "#2023/1"]), st.integers(1, 300), max_size=4), max_size=40)
)
def test_heads_of_many_are_as_one_by_one(documents: list[dict[str, int]]) -> None:
    numbered = list(enumerate(documents, 900))
    parts = [gather(numbered[:7]), gather(numbered[7:])]
    lists = {term: {number: of[term] for number, of in numbered if term in of} for _, of_one in numbered for term in of_one}
    found = {term: packed for shard in shards_of(parts, 2) for term, packed in shard.items()}
    assert found == {term: pack_list(of_term) for term, of_term in lists.items()}
    assert {term: unpack_list(*packed) for term, packed in found.items()} == lists


def test_a_title_says_more_than_a_text() -> None:
    title = impacts_of(Record("a", "预防接种门诊名单"), {}, True)
    text = impacts_of(Record("a", "名单", texts=("", "预防接种门诊")), {}, True)
    assert title["接种"] > 5 * text["接种"] > 0
    assert "接种" not in impacts_of(Record("a", "名单", texts=("", "预防接种门诊")), {}, False)
