"""The drawing of the steps: words stay whole, nothing overlaps, what it shows is also told."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.page.apply_steps import steps_svg, width_of, wrap
from generator.view.apply import Stage

SVG = "{http://www.w3.org/2000/svg}"


def test_lines_break_between_words_and_never_before_a_closing_mark() -> None:
    assert wrap("能当场答复的当场答复，否则 20 个工作日内答复", 10) == ["能当场答复的当场答复，", "否则 20 个工作日内", "答复"]
    assert wrap("In writing, with your name", 8) == ["In writing,", "with your", "name"]
    assert wrap("", 8) == []


@given(st.text(alphabet="公开信息，。ab c20", max_size=60), st.integers(4, 20))
def test_wrapping_keeps_every_sign(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line.rstrip("，。 ")) <= width or " " not in line.strip() for line in lines)


def test_a_long_title_leaves_its_time_a_line_of_its_own() -> None:
    def drawn(title: str) -> list[tuple[str, int]]:
        svg = steps_svg([Stage(1, title, "", "20 working days", "")], "Steps", "maybe")
        tree = ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))
        return [
            (node.text or "", int(node.attrib["y"]))
            for node in tree.iter(f"{SVG}text")
            if node.get("class") != "gk-steps__number"
        ]

    (_, first), (_, second) = drawn("Answer")
    assert first == second
    (_, first), (_, second) = drawn("You will get an answer")
    assert first < second


@pytest.mark.parametrize("number", [1, 0])
def test_no_title_runs_out_of_its_box(number: int) -> None:
    """Titles of the profiles that come with the program are as long as these."""
    for title in (
        "It reaches the Public Information Officer",
        "It belongs to another authority",
        "It is about life or liberty",
        "很长很长的步骤名称一个字也不能少地写在这里",
    ):
        svg = steps_svg([Stage(number, title, "Text.", "48 hours", ""), Stage(2, "Next", "", "", "")], "Steps", "maybe")
        tree = ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))
        texts = list(tree.iter(f"{SVG}text"))
        heads = [node for node in texts if node.get("class") == "gk-steps__title"][:-1]
        told = " ".join(node.text or "" for node in heads)
        assert told.replace(" ", "") == (title if number else f"{title} · maybe").replace(" ", "")
        box = next(tree.iter(f"{SVG}rect"))
        right = int(box.attrib["x"]) + int(box.attrib["width"])
        assert all(int(node.attrib["x"]) + 16 * 1.06 * width_of(node.text or "") <= right for node in heads)
        tops = [int(node.attrib["y"]) for node in texts if node.get("class") != "gk-steps__number"]
        assert max(tops[: len(heads) + 2]) < int(box.attrib["y"]) + int(box.attrib["height"])


def test_the_drawing_is_named_and_holds_no_style() -> None:
    svg = steps_svg([Stage(1, "<提交>", "递交 & 等待", "", "")], "申请的步骤", "可能")
    assert re.search(r'role="img" aria-labelledby="gk-steps-title"><title id="gk-steps-title">申请的步骤</title>', svg)
    assert "&lt;提交&gt;" in svg
    assert "style" not in svg
