"""A template of a site that cannot be used is told at its line; nothing is published, and the next build mends it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.problems import Position
from generator.render.templates import TemplateFault
from tests.sites import BASE, build_site, told, write_site

ITEM = "theme/templates/item.html"

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a\n{{ nothing.such }}", 2, "没有 'nothing' 这个值"),
        ("\n\n{% if", 3, "这里不能有 文件末尾"),
        ('{% include "none.html" %}', 1, "没有模板 none.html"),
        ("{{ view.title.__class__.__mro__ }}", 1, "模板里不能用 'str' 的 '__class__'"),
    ],
)
def test_what_cannot_be_filled_is_told_at_its_line(tmp_path: Path, text: str, line: int, reason: str, jobs: int) -> None:
    site = write_site(tmp_path, BASE, f"-- {ITEM} --\n{text}")
    result = build_site(site, jobs=jobs)
    (problem,) = result.problems
    assert (problem.code, problem.where, result.published) == ("template-broken", Position(ITEM, line, 1), None)
    assert told(site, result).startswith(f"{ITEM}:{line}:1: 错误: 模板读不懂，或者用了没有的值：{reason} [template-broken]\n")
    assert not (tmp_path / "site").exists()
    (site / ITEM).unlink()
    assert build_site(site).published


def test_a_template_of_other_characters_is_told_and_an_empty_one_is_nothing_wrong(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, "-- theme/templates/home.html --\n")
    assert build_site(site).published
    (site / "theme/templates/home.html").write_bytes("首页".encode("gbk"))
    assert [problem.code for problem in build_site(site).problems] == ["encoding-other"]


def test_a_shipped_template_that_misses_something_in_one_of_the_site_is_told_too(tmp_path: Path) -> None:
    (problem,) = build_site(write_site(tmp_path, BASE, "-- theme/templates/_neighbours.html --\n")).problems
    assert problem.where == Position("theme/templates")
    lines = (ROOT / "theme/templates/item.html").read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines, 1) if "{{ neighbours(" in line)
    assert problem.values["reason"].startswith(f"item.html:{at}: the template '_neighbours.html'")


def test_a_fault_of_a_shipped_template_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.run import build

    monkeypatch.setattr(build, "_text_of", lambda name, data: "{{ nothing.such }}")
    with pytest.raises(TemplateFault, match="'nothing' is undefined"):
        build_site(write_site(tmp_path, BASE))


@pytest.mark.parametrize(
    "text",
    [
        "{{ x",
        "{{ x | }}",
        "{{ x.y.z }}",
        "{{ site.nothing }}",
        "{{ view['nothing'] }}",
        "{{ view.title | loud }}",
        "{% if x is loud %}{% endif %}",
        "{% if view %}",
        "{% if view %}{% endfor %}",
        "{% endif %}",
        "{% for x in %}{% endfor %}",
        "{% for x view %}{% endfor %}",
        "{% for 1 in view %}{% endfor %}",
        "{% loud %}",
        "{% block a %}{% endblock %}{% block a %}{% endblock %}",
        "{% set 1 = 2 %}",
        "{{ (1, 2 }}",
        "{{ 'open }}",
        "{{ x ? y }}",
        "{# open",
        "{% include %}",
        '{% from "_bars.html" import nothing %}{{ nothing() }}',
        "{{ view.title.__class__ }}",
        "{{ view.x. }}",
        "{%  %}",
        "{{ [1, }}",
        "{{ }}",
        "{{ super() }}",
    ],
)
def test_a_fault_is_told_in_the_language_of_the_site(tmp_path: Path, text: str) -> None:
    """What the engine of templates says is English; its names and signs stay (E20)."""
    site = write_site(tmp_path, BASE, f"-- {ITEM} --\n{text}\n")
    said = told(site, build_site(site)).partition("\n")[0]
    reason = said.partition("没有的值：")[2].partition(" [template-broken]")[0]
    assert re.search(r"[\u4e00-\u9fff]", reason), said
    assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", reason), said
