"""A finder is passed over only where it would find nothing: the words stated beside it stand in all that it finds."""

import datetime as dt

import pytest

from generator.check.text import bodies
from generator.check.text.finder import Finder, Finders, Text
from generator.model.item import Authored, Item
from tests.check.test_cases import CASES
from tests.sites import unpack

# What the cases tell is in their files, and in passages of these: in a whole file most words stand somewhere.
PASSAGES = sorted(
    {
        passage
        for case in CASES
        for file in unpack(case.read_text("utf-8")).values()
        for passage in (file, file.rpartition("\n---\n")[2], *file.split("\n\n"))
    }
)
FINDERS: dict[str, Finder] = {f"{one.find.__module__}.{one.find.__name__}": one for one in bodies.FINDERS}


def item() -> Item:
    created = dt.date(2026, 1, 5)
    return Item(
        id="i", source="content/items/i.md", digest="", authored=Authored(title="关于会议的公告 minutes", created=created)
    )


@pytest.mark.parametrize("name", [name for name, one in FINDERS.items() if one.words])
def test_what_a_finder_finds_stands_beside_its_words(name: str) -> None:
    one = FINDERS[name]
    gated = Finders(one)
    texts = [Text(item(), passage) for passage in PASSAGES]
    found = {text.body: problems for text in texts if (problems := list(one.find(text)))}
    assert {text.body: list(gated.find(text)) for text in texts if text.body in found} == found


def test_finders_are_asked_in_their_order() -> None:
    text = Text(item(), "本表从5家增加到3家。对16岁以上60岁以下的，每周工作三天（周一至周五）。")
    found = [problem.code for problem in Finders(*FINDERS.values()).find(text)]
    assert found == [problem.code for one in FINDERS.values() for problem in one.find(text)]
    assert found
