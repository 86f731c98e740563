"""What a query loads, counted: files, bytes, and rounds of files that wait for others (docs/search.md)."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.engine.scripts import lunr_module
from tests.bench import corpus
from tests.search.engine import ROOT, Indexed

ITEMS = 1500
MOST_FILES, MOST_ROUNDS = 12, 3
FIRST, NEXT = 110_000, 40_000
# Pieces of titles and texts, document numbers, questions.
QUERIES = {
    "generated": (
        "预防接种",
        "医疗机构",
        "体检",
        "传染病防治",
        "项目建设",
        "〔2011〕20号",
        "2018-00720",
        "在哪里打疫苗",
        "怎么申请公开",
        "2023年预算怎么花的",
        "医生执照怎么办",
        "投诉电话是多少",
    ),
    "demo": (
        "预防接种",
        "狂犬病暴露",
        "家庭病床服务",
        "云卫规2025第1号",
        "决算",
        "在哪里打疫苗",
        "周末哪些医院看门诊",
        "部门预算",
        "医生执照怎么办",
        "怎么申请公开",
        "預防接種門診",
        "招聘岗位表 2026",
    ),
}


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Indexed]:
    folder = tmp_path_factory.mktemp("cost")
    corpus.write_site(folder / "site", ITEMS, 1)
    return {"generated": Indexed(folder / "site", folder / "generated"), "demo": Indexed(ROOT, folder / "demo")}


def weight(name: str) -> int:
    """The bytes of a file on its way: packed where a server packs it."""
    data = Path(name).read_bytes()
    return len(gzip.compress(data)) if name.endswith(".json") else len(data)


@pytest.mark.parametrize("site", QUERIES)
def test_a_query_loads_a_few_small_files(indexes: Mapping[str, Indexed], site: str) -> None:
    queries = QUERIES[site]
    asked: list[dict[str, Any]] = []
    for query, following in zip(queries, [*queries[3:], *queries[:3]], strict=True):
        asked += [{"kind": "cost", "query": query, "fresh": True}, {"kind": "cost", "query": following}]
    answers = indexes[site].ask(*asked)
    for call, answer in zip(asked, answers, strict=True):
        files, size = len(answer["asked"]), sum(map(weight, answer["asked"]))
        if "fresh" in call:
            size += len(gzip.compress(lunr_module()))  # of the scripts what ranks counts as well
        said = f"{call['query']}: {files} files, {size} bytes, {answer['rounds']} rounds"
        assert answer["results"], said
        assert files <= MOST_FILES, said
        assert size <= (FIRST if "fresh" in call else NEXT), said
        # Played by node alone, which knows what is asked for at once.
        assert answer["rounds"] <= MOST_ROUNDS, said


@pytest.mark.parametrize("number", ["13912345678", "0379-65231234", "12345", "2023-06-01", "2018-00123", "718002", "12", "2021"])
def test_a_bare_number_loads_no_more_than_other_words(indexes: Mapping[str, Indexed], number: str) -> None:
    # What stands in many attachments is nowhere in most: their long texts are not all read before anything is shown.
    calls = ({"query": number, "fresh": True}, {"query": "预防接种", "fresh": True}, {"query": number})
    first, _, following = indexes["generated"].ask(*({"kind": "cost"} | call for call in calls))
    for answer, most in ((first, FIRST - len(gzip.compress(lunr_module()))), (following, NEXT)):
        assert len(answer["asked"]) <= MOST_FILES
        assert sum(map(weight, answer["asked"])) <= most
        # A long text of an attachment is read where nothing is found without, and takes one more.
        assert answer["rounds"] <= MOST_ROUNDS + any("/files/" in name for name in answer["asked"])


def test_variants_come_where_a_character_is_typed_that_few_type(indexes: Mapping[str, Indexed]) -> None:
    queries = ("预防接种门诊", "徵求意见", "預防接種門診", "⼀次")
    answers = indexes["demo"].ask(*({"kind": "cost", "query": query, "fresh": True} for query in queries))
    loaded = ["variants.json" in {name.rpartition("/")[2] for name in answer["asked"]} for answer in answers]
    assert loaded == [False, False, True, True]
    everyday, traditional = indexes["demo"].ask(*({"kind": "find", "query": query} for query in (queries[0], queries[2])))
    assert traditional["partial"][0] in everyday["exact"][:3]


def test_an_index_is_small_and_cut_into_few_files(indexes: Mapping[str, Indexed]) -> None:
    files = indexes["generated"].files
    assert len(files) <= 0.4 * ITEMS
    # Of more items each takes less: of 10,000 a kilobyte.
    assert sum(map(len, files.values())) <= 1250 * ITEMS
