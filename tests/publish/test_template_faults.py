"""A template of a site that cannot be used is told at its line; nothing is published, and the next build mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Position
from generator.render.templates import TemplateFault
from tests.sites import BASE, build_site, told, write_site

ITEM = "theme/templates/item.html"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a\n{{ nothing.such }}", 2, "'nothing' is undefined"),
        ("\n\n{% if", 3, "unexpected 'end of template'"),
        ('{% include "none.html" %}', 1, "there is no template none.html"),
        ("{{ view.title.__class__.__mro__ }}", 1, "access to attribute '__class__' of 'str' object is unsafe."),
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
    assert problem.values["reason"].startswith("item.html:48: the template '_neighbours.html'")


def test_a_fault_of_a_shipped_template_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.run import build

    monkeypatch.setattr(build, "_text_of", lambda name, data: "{{ nothing.such }}")
    with pytest.raises(TemplateFault, match="'nothing' is undefined"):
        build_site(write_site(tmp_path, BASE))
