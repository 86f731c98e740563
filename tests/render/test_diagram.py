"""The drawing of the steps: words stay whole, nothing overlaps, what it shows is also told."""

from __future__ import annotations

import re
from xml.etree import ElementTree

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


def test_the_drawing_is_named_and_holds_no_style() -> None:
    svg = steps_svg([Stage(1, "<提交>", "递交 & 等待", "", "")], "申请的步骤", "可能")
    assert re.search(r'role="img" aria-labelledby="steps-title"><title id="steps-title">申请的步骤</title>', svg)
    assert "&lt;提交&gt;" in svg
    assert "style" not in svg
