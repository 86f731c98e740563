"""A spot leads to the piece that was meant, wherever else in its source the same signs stand."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.load.source.places import Places
from generator.problems import Position, Spot

FILE = "content/items/2026/01.md"
HEAD = "---\ntitle: 甲乙\n---\n"
LABELS = load_labels(SHIPPED, "zh-CN")


@given(body=st.text("甲乙a/| \n](", min_size=1, max_size=60), data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_piece_of_a_text_is_found_again_where_it_stands(body: str, data: st.DataObject, tmp_path: Path) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, min(len(body), start + 6)))
    needle = body[start:end].strip()
    if not needle:
        return
    start = body.index(needle, start)
    # Of pieces that overlap, as in 甲甲甲, the first of each run is found.
    overlaps = any(body.startswith(needle, at) for at in range(max(0, start - len(needle) + 1), start))
    (tmp_path / FILE).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / FILE).write_text(HEAD + body, "utf-8")
    found = Places(tmp_path, LABELS).position(Spot(FILE).within(body, start, end))
    before = (HEAD + body[:start]).split("\n")
    if not overlaps:
        assert found == Position(FILE, len(before), len(before[-1]) + 1)


def test_a_piece_of_a_text_in_yaml_is_found_where_it_stands(tmp_path: Path) -> None:
    file = "content/items/2026/01.yml"
    text = "甲单位\n\n单位：\n单位"
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text("title: 单位\ntext: |\n  甲单位\n\n  单位：\n  单位\n", "utf-8")
    places = Places(tmp_path, LABELS)
    spot = Spot(file).at("text")
    starts = [at for at in range(len(text)) if text.startswith("单位", at)]
    found = [places.position(spot.within(text, at, at + 2)) for at in starts]
    assert found == [Position(file, 3, 4), Position(file, 5, 3), Position(file, 6, 3)]


def test_a_link_is_told_where_it_is_one(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text(f"{HEAD}见 a/b.pdf。\n见[名单](a/b.pdf)。\n", "utf-8")
    assert Places(tmp_path, LABELS).position(Spot(FILE, needle="a/b.pdf")) == Position(FILE, 5, 7)
