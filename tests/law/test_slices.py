"""The key of a month of items holds all that its pages show of other items, and of the day.

What an item says of itself is in its digest. For each fact beside that there are two states of a site after which the month
would be taken for what it was, had the fact been left out of its key; so none can be.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.view.items import ItemFacts
from tests.law.edits import World
from tests.law.made import Made, make
from tests.law.pairs import broken_slices, lay, world_of_the_law

PLAN, MANY, MORE = (f"content/items/{name}" for name in ("2026/plan/index.md", "2021/many.yml", "2023/more.yml"))


def edited(world: World, name: str, old: str, new: str) -> World:
    assert old in world.files[name]
    return world.put(name, world.files[name].replace(old, new))


def pairs() -> dict[str, tuple[World, World]]:
    """By fact two states of the site, and of a month one of whose pages shows it and whose items are as they were."""
    world = world_of_the_law()
    corrected = edited(world, MORE, "corrects: {item: 2023/notice,", "corrects: {item: 2023/form,")
    return {
        "changed": (
            corrected,
            edited(corrected, MORE, "published: 2023-06-06, summary: 更正", "published: 2023-06-25, summary: 更正"),
        ),
        "links": (world, edited(world, PLAN, "draft: true", "draft: false")),
        "relations": (world, edited(world, MORE, "related: 2022/rule", "")),
        "stages": (world, edited(world, MORE, "title: 旧规定", "title: 旧的规定")),
        "earlier": (world, edited(world, MANY, "title: 第25号", "title: 第廿五号")),
        "later": (world, edited(world, MANY, "title: 第2号", "title: 第贰号")),
    }


def test_every_fact_has_its_pair() -> None:
    # The item is in the key by its digest, and its state follows from that and from its relations.
    assert ("item", "state", *pairs()) == ItemFacts._fields


def without(fact: str) -> type[ItemFacts]:
    """The facts of an item, of which the key of a month sees all but one."""

    class Less(ItemFacts):
        def __getitem__(self, index: Any) -> Any:
            facts = tuple(self)
            if not isinstance(index, slice):
                return facts[index]
            return tuple(facts[at] for at in range(len(facts))[index] if self._fields[at] != fact)

    return Less


@pytest.mark.parametrize("fact", pairs())
def test_no_fact_can_be_left_out_of_the_key_of_a_month(fact: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = pairs()[fact]
    assert broken_slices(*made(states, tmp_path / "site")) == []
    monkeypatch.setattr("generator.view.items.ItemFacts", without(fact))
    assert any(name.startswith("items ") for name in broken_slices(*made(states, tmp_path / "again/site")))


def made(states: tuple[World, World], site: Path) -> list[Made]:
    """What a site comes to in each of two states."""
    found, before = [], dict[str, str]()
    for world in states:
        lay(site, before, world.files)
        before = world.files
        one = make(site, world.today, drafts=world.drafts)
        assert one
        found.append(one)
    return found
