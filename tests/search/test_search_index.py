"""What the index finds: everything that holds a piece, nothing else, in the order and with the scores of lunr."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.query import Query, QueryPresence

from generator.render.search.index import FOLDER, TIP
from generator.render.search.merge_numpy import merge
from generator.render.search.postings import MOST_TIMES, Uses, encode, field_grams, pack_lists
from generator.render.search.postings_numpy import bulk_postings
from generator.render.search.records import FIELDS
from generator.search_text import grams, query_grams, search_form, shard_of, title_signs
from tests.bench import corpus
from tests.search.engine import ROOT, Indexed
from tests.search.plain import plain_text_of
from tests.sites import BASE, write_site

ITEMS = 150


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """A made-up catalog with attachments, large enough for a base and a tip."""
    folder = tmp_path_factory.mktemp("generated")
    corpus.write_site(folder / "site", ITEMS, 7)
    return Indexed(folder / "site", folder / "output", folder / "work")


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """The like, with no long attachment among the newest: of what stands in those it is known only where they are read."""
    folder = tmp_path_factory.mktemp("counted")
    corpus.write_site(folder / "site", 172, 7)
    return Indexed(folder / "site", folder / "output", folder / "work")


@pytest.fixture(scope="module")
def demo_index(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """The demo site."""
    return Indexed(ROOT, tmp_path_factory.mktemp("demo"))


def pieces(indexed: Indexed, count: int, seed: int) -> list[str]:
    """Pieces of what stands in the documents, of every length from two characters."""
    chance = random.Random(seed)
    forms = [text for texts in indexed.forms.values() for text in texts if len(text) > 1]
    found: list[str] = []
    while len(found) < count:
        text = chance.choice(forms)
        length = min(len(text), chance.choice((2, 2, 3, 3, 4, 5, 6, 8, 12, 20, 40)))
        start = chance.randrange(len(text) - length + 1)
        found.append(text[start : start + length])
    return found


@pytest.mark.parametrize("name", ["generated", "demo_index"])
def test_any_piece_finds_exactly_the_documents_that_hold_it(name: str, request: pytest.FixtureRequest) -> None:
    indexed: Indexed = request.getfixturevalue(name)
    wanted = pieces(indexed, 400, seed=3)
    # Quoted, so that no sign in a piece is taken for an operator.
    answers = indexed.ask(*({"kind": "search", "query": f'"{piece}"'} for piece in wanted))
    for piece, answer in zip(wanted, answers, strict=True):
        assert sorted(answer["found"]) == indexed.holding(piece), piece
        if answer["told"]["exact"]:
            assert answer["told"]["count"] == len(answer["found"]), piece


SIGNS = st.text(alphabet="疫苗接种门诊名单〔〕（）2023号第 aBc，。-:/", min_size=2, max_size=60)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(titles=st.lists(SIGNS.filter(lambda text: len(search_form(text)) > 1), min_size=1, max_size=6), data=st.data())
def test_any_piece_of_any_title_finds_it(
    titles: list[str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    entries = "\n".join(
        f"- {{id: a{number}, title: {title!r}, category: finance, created: 2023-05-30, published: 2023-06-01,"
        f" index_number: 11379900MB28399186/2023-1{number:04}, summary: 无}}"
        for number, title in enumerate(text.strip().replace("'", "") for text in titles)
    )
    site = write_site(folder / "site", BASE, f"-- content/items/many.yml --\n{entries}\n")
    indexed = Indexed(site, folder / "output")
    forms = [form for text in titles if len(form := search_form(text)) > 1]
    wanted = [data.draw(st.sampled_from(forms)) for _ in range(10)]
    starts = [data.draw(st.integers(0, len(form) - 2)) for form in wanted]
    cut = [form[start : data.draw(st.integers(start + 2, len(form)))] for form, start in zip(wanted, starts, strict=True)]
    cut = [piece for piece in cut if len(piece.strip()) > 1]  # blanks at the ends of a question are no part of it
    for piece, answer in zip(cut, indexed.ask(*({"kind": "search", "query": f'"{piece}"'} for piece in cut)), strict=True):
        assert sorted(answer["found"]) == indexed.holding(piece.strip())


def test_pieces_of_a_word_that_stand_in_several_fields_are_not_that_word(tmp_path: Path) -> None:
    titles = [f"传染病门诊的通知（{number}）" for number in range(30)]
    titles[3] = "传染病防治规划"
    entries = "\n".join(
        f"- {{id: a{number}, title: {title}, category: finance, created: 2023-05-01, published: 2023-06-{number % 28 + 1:02},"
        f" index_number: 11379900MB28399186/2023-1{number:04}, summary: 加强疾病防治}}"
        for number, title in enumerate(titles)
    )
    indexed = Indexed(write_site(tmp_path / "site", BASE, f"-- content/items/many.yml --\n{entries}\n"), tmp_path / "output")
    fields = list(range(5))

    def ranked(*words: str) -> dict[str, Any]:
        clauses = [
            {"gram": word[place : place + 2], "fields": fields, "word": number}
            for number, word in enumerate(words)
            for place in range(len(word) - 1)
        ]
        return {"kind": "rank", "clauses": clauses}

    whole, parts = indexed.ask(ranked("传染病防治"), ranked("传染病", "病防治"))
    assert [indexed.records[number].title for number, _ in whole] == ["传染病防治规划"]
    assert len(parts) == len(titles)


def test_one_han_character_finds_titles(demo_index: Indexed) -> None:
    [answer] = demo_index.ask({"kind": "search", "query": "疫"})
    assert sorted(answer["found"]) == sorted(record.address for record in demo_index.records if "疫" in record.title)
    assert answer["found"]


def test_words_fields_and_exclusions(generated: Indexed) -> None:
    names = {"标题": "title", "文号": "doc_number", "索引号": "index_number", "内容": "text"}
    queries = ("通知 疫苗", "标题:通知", "通知 -疫苗", '文号:"〔2020〕"', "索引号:2020", "内容:疫苗", "标题:通知 内容:疫苗")
    asked = [{"kind": "search", "query": query, "names": names} for query in queries]
    found = dict(zip(queries, (set(answer["found"]) for answer in generated.ask(*asked)), strict=True))
    holds = {form: set(generated.holding(form)) for form in ("通知", "疫苗")}
    title = {record.address for record in generated.records if "通知" in record.title}
    text = {record.address for record in generated.records if any("疫苗" in search_form(part) for part in record.texts)}
    assert title & text
    assert found["通知 疫苗"] == holds["通知"] & holds["疫苗"]
    assert found["标题:通知"] == title
    assert found["通知 -疫苗"] == holds["通知"] - holds["疫苗"]
    assert found['文号:"〔2020〕"'] == {
        record.address for record in generated.records if "〔2020〕" in "".join(record.numbers[:1])
    }
    assert found["索引号:2020"] == {record.address for record in generated.records if "2020" in "".join(record.numbers[-1:])}
    assert found["内容:疫苗"] == text
    assert found["标题:通知 内容:疫苗"] == title & text


def test_filters_narrow_and_need_no_words(generated: Indexed) -> None:
    by_address = {item.address: item.authored for item in generated.project.shown.items}
    filters: tuple[dict[str, Any], ...] = ({"category": "policy"}, {"year": "2020"}, {"from": "2019-03-01", "to": "2019-12-31"})
    answers = generated.ask(*({"kind": "search", "query": "", "filters": chosen} for chosen in filters))
    assert set(answers[0]["found"]) == {a for a, item in by_address.items() if item.category[0].startswith("policy/")}
    assert set(answers[1]["found"]) == {a for a, item in by_address.items() if str(item.published).startswith("2020")}
    assert set(answers[2]["found"]) == {
        a for a, item in by_address.items() if "2019-03-01" <= str(item.published) <= "2019-12-31"
    }


def test_english_endings_and_wrong_characters_lead_on(demo_index: Indexed, tmp_path: Path) -> None:
    english = BASE.replace("title: 关于做好夏季防病工作的通知", "title: Annual hospital budgets 2023")
    indexed = Indexed(write_site(tmp_path / "site", english), tmp_path / "output")
    found, prefix, wrong, stemmed = indexed.ask(
        {"kind": "search", "query": "hospital BUDGET"},
        {"kind": "search", "query": "hosp"},
        {"kind": "search", "query": "hospitality"},
        {"kind": "find", "query": "budgeting"},
    )
    assert found["found"] == prefix["found"] == ["items/2023/notice/"]
    assert wrong["found"] == []
    assert stemmed == {"numbered": [], "exact": [], "partial": ["items/2023/notice/"]}
    [word] = indexed.ask({"kind": "nearest", "query": "hospitel"})
    assert word == ["hospital"]
    [near] = demo_index.ask({"kind": "nearest", "query": "预防接肿"})
    assert near[0] == "预防接种"


def test_suggestions_are_titles_and_numbers(demo_index: Indexed) -> None:
    [titles, numbered] = demo_index.ask(
        {"kind": "suggest", "text": "预防接种"}, {"kind": "suggest", "text": "云卫公告〔2025〕3号"}
    )
    assert titles
    assert all("预防接种" in title for title in titles)
    assert numbered == ["2025年云泽市预防接种门诊名单"]


# -- as lunr --


def lunr_index(indexed: Indexed) -> Any:
    """The complete lunr index of the same documents; their fields are given as tokens."""
    builder = Builder()
    builder.ref("id")
    builder.b(0)
    for name, weight in FIELDS.items():
        builder.field(name, weight)
    for number, record in enumerate(indexed.records):
        fields = record.forms(indexed.long_texts)
        tokens = [[gram for text in texts for gram in grams(text)] for texts in fields]
        tokens[0] += [sign for text in fields[0] for sign in title_signs(text)]
        few = [[gram for gram, times in Counter(all_).items() for _ in range(min(times, MOST_TIMES))] for all_ in tokens]
        builder.add({"id": str(number)} | dict(zip(FIELDS, few, strict=True)))
    return builder.build()


def test_documents_order_and_scores_are_those_of_the_complete_lunr_index(counted: Indexed) -> None:
    complete = lunr_index(counted)
    names = list(FIELDS)
    queries = [query_grams(piece) for piece in pieces(counted, 150, seed=11) if "*" not in piece]
    queries += [["疫"], ["通知", "疫苗", "通知"], ["20*"], ["没有", "通知"]]
    asked = [(query, fields) for query in queries for fields in (list(range(len(names))), [0])]
    answers = counted.ask(
        *({"kind": "rank", "clauses": [{"gram": gram, "fields": fields} for gram in query]} for query, fields in asked)
    )
    some = 0
    for (query, fields), answer in zip(asked, answers, strict=True):

        def clauses(built: Query, query: list[str] = query, fields: list[int] = fields) -> None:
            for gram in query:
                of = [names[field] for field in fields]
                built.term(gram, fields=of, presence=QueryPresence.REQUIRED, use_pipeline=False)

        expected = [(int(found["ref"]), found["score"]) for found in complete.query(callback=clauses)]
        # Where scores are equal, what is newer comes first.
        expected.sort(key=lambda found: (-round(found[1], 9), -found[0]))
        ours = sorted(answer, key=lambda found: (-round(found[1], 9), -found[0]))
        assert [number for number, _ in ours] == [number for number, _ in expected], query
        assert [score for _, score in ours] == pytest.approx([score for _, score in expected], abs=1e-9), query
        assert [score for _, score in answer] == sorted((score for _, score in answer), reverse=True)
        some += bool(expected)
    assert some > len(asked) / 2


@given(
    st.lists(
        st.lists(st.lists(st.text(alphabet="疫苗a1b(2𠮷", min_size=1), max_size=2), min_size=5, max_size=5),
        max_size=200,
    ),
    st.integers(1, 90),
    st.integers(1, 5),
)
def test_many_at_once_are_as_one_by_one(documents: list[list[list[str]]], at_once: int, count: int) -> None:
    lists: dict[str, dict[int, Uses]] = {}
    for number, forms in enumerate(documents):
        for gram, uses in field_grams(forms).items():
            lists.setdefault(gram, {})[number] = uses
    shards: list[dict[str, tuple[bytes, bytes]]] = [{} for _ in range(count)]
    for gram, found in lists.items():
        shards[shard_of(gram, count)][gram] = encode(found)
    parts = [bulk_postings(documents[start : start + at_once], start) for start in range(0, len(documents), at_once)]
    assert merge(parts, count) == [pack_lists(shard) for shard in shards]


# -- from one build to the next --


def test_a_kept_index_equals_a_fresh_one_and_little_changes(tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / "work"
    corpus.write_site(site, ITEMS, 7)
    before = Indexed(site, tmp_path / "0", work)
    same = Indexed(site, tmp_path / "0", work)
    assert same.keys == before.keys

    def step(name: str) -> Indexed:
        nonlocal before
        now, fresh = Indexed(site, tmp_path / name, work), Indexed(site, tmp_path / f"{name}-fresh")
        assert now.files == fresh.files
        assert now.keys == fresh.keys
        changed = {file for file in now.files if now.files[file] != before.files.get(file)}
        assert {file for file in now.files if now.keys[file] == before.keys.get(file)} & changed == set()
        before = now
        return now

    def changed_shards(now: Indexed, earlier: Indexed) -> int:
        return sum(now.files[file] != earlier.files.get(file) for file in now.files if "/words/" in file)

    # One edit in the base touches the shards of the words it is about; a new item only the tip.
    item = site / "content/items" / corpus.source_path(33, ITEMS)
    earlier = before
    corpus.edit_item(item, "更正")
    shards = sum("/words/" in file for file in before.files)
    assert 0 < changed_shards(step("edit"), earlier) < shards
    earlier = before
    newest = item.read_text("utf-8").replace("2014", "2025").replace(f"-{33:05}", "-99999")
    (site / "content/items/2025").mkdir(exist_ok=True)
    (site / "content/items/2025/new.md").write_text(newest.replace("published: ", "published: 2026-01-05 #"))
    assert changed_shards(step("new"), earlier) == 0
    item.unlink()
    step("gone")
    (site / "content/items/2025/new.md").write_text(newest.replace("published: ", "published: 2012-01-05 #"))
    step("moved")
    earlier = before
    write_site(site, "-- site_config/synonyms/zh-CN/own.yml --\nsynonyms:\n  - {say: [小喇叭], mean: [医疗机构, 天外来客]}\n")
    question = json.loads(step("words").files[f"{FOLDER}question.json"])
    assert "小喇叭=医疗机构\n" in question["said"] + "\n"  # what no document says leads nowhere
    assert changed_shards(before, earlier) == 0


def test_nothing_unpublished_is_in_any_file(tmp_path: Path) -> None:
    head = "index_number: 11379900MB28399186/2023-0000{n}\ncategory: finance\ncreated: 2023-05-30\n"
    head += "published: {day}\nsummary: 隐藏概述\n"
    items = {
        "draft": head.format(n=2, day="2023-06-01") + "draft: true",
        "future": head.format(n=3, day="2027-06-01"),
        "staff": head.format(n=4, day="2023-06-01") + "audience: staff",
        "gone": head.format(n=5, day="2023-06-01") + "withdrawn: {date: 2024-01-02, reason: 隐藏原因}\nkeywords: [隐藏词]\n"
        "attachments: [{file: secret.txt, title: 隐藏附件}]",
    }
    items |= {f"open{n}": head.replace("隐藏概述", "概述").format(n=n, day="2023-06-02") for n in range(10, 30)}
    text = "".join(
        f"-- content/items/2023/{name}.md --\n---\ntitle: 标题{name}\n{given}\n---\n{'正文' if 'open' in name else '隐藏正文'}\n"
        for name, given in items.items()
    )
    site = write_site(tmp_path / "site", BASE, text, "-- content/items/2023/secret.txt --\n隐藏文件\n")
    indexed = Indexed(site, tmp_path / "output", tmp_path / "work")
    everything = plain_text_of(indexed.files)
    assert "正文\n" in everything  # grams of what is public are seen
    for secret in ("隐藏", "标题draft", "标题future", "标题staff", "staff", "secret"):
        assert secret not in everything
    assert "标题gone" in everything
    [by_title, by_number] = indexed.ask(
        {"kind": "search", "query": "标题gone"}, {"kind": "search", "query": "MB28399186/2023-00005"}
    )
    assert by_title["found"] == by_number["found"] == ["items/2023/gone/"]


def test_a_site_of_few_items_has_few_files(tmp_path: Path) -> None:
    indexed = Indexed(write_site(tmp_path / "site", BASE), tmp_path / "output")
    names = [re.sub(r"\.[0-9a-f]{8}\.bin", ".bin", name.removeprefix(FOLDER)) for name in indexed.files]
    kinds = Counter(name.partition("/")[0] for name in names)
    assert kinds == {"documents.bin": 1, "manifest.json": 1, "question.json": 1, "variants.json": 1}
    assert len(indexed.records) < TIP
