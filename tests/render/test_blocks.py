"""Templates of a site's own that stand on ours: a block changes its part of a page, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from generator.load.shipped import SHIPPED
from generator.render.blocks import outline_of
from generator.run.own_templates import copy_mark
from generator.scaffold.theme import template_names
from tests.sites import BASE, build_site, check_site, write_site

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("index.html", "guide/index.html", "items/2023/notice/index.html", "catalog/policy/index.html", "404.html")


def pages_of(site: Path) -> dict[str, str]:
    assert build_site(site).published
    return {name: (site / "site" / name).read_text("utf-8") for name in PAGES}


def test_a_block_changes_its_part_and_nothing_else(tmp_path: Path) -> None:
    plain = pages_of(write_site(tmp_path / "plain", BASE))
    own = """\
-- theme/overrides/main.html --
{% extends "!main.html" %}
{% block footer %}<p>{{ site.publisher }}</p>{{ super() }}{% endblock %}
-- theme/templates/item.html --
{% extends "!item.html" %}
{% block text %}<p>{{ view.title }}</p>{{ super() }}{% endblock %}
"""
    changed = pages_of(write_site(tmp_path / "own", BASE, own))
    for name, whole in changed.items():
        text = whole.replace("<p>云泽市卫生健康委员会</p><footer", "<footer").replace("<p>关于做好夏季防病工作的通知</p>", "")
        assert re.sub(r"\s+", " ", text) == re.sub(r"\s+", " ", plain[name])
        assert changed[name] != plain[name]


def test_new_templates_show_what_ours_do(tmp_path: Path) -> None:
    site = write_site(tmp_path / "own", BASE)
    for name in template_names():
        said = CliRunner().invoke(main, ["new", "theme", name, "--site", str(site)])
        assert said.exit_code == 0, said.output
    assert check_site(site).startswith("没有发现问题\n")
    plain = pages_of(write_site(tmp_path / "plain", BASE))
    for page, text in pages_of(site).items():
        assert re.sub(r"\s+", " ", text) == re.sub(r"\s+", " ", plain[page])


def test_a_whole_copy_knows_what_it_was_made_from(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    assert CliRunner().invoke(main, ["new", "theme", "item", "--whole", "--site", str(site)]).exit_code == 0
    copy = site / "theme/templates/item.html"
    first, _, rest = copy.read_text("utf-8").partition("\n")
    assert copy_mark(SHIPPED / "theme/templates/item.html") in first
    assert rest == (SHIPPED / "theme/templates/item.html").read_text("utf-8")


def test_there_is_no_template_of_another_name(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["new", "theme", "itme", "--site", str(write_site(tmp_path, BASE))])
    assert said.exit_code == 2
    assert "item.html" in said.output


def test_the_blocks_that_are_documented_are_those_there_are() -> None:
    """The contract: names of blocks stay, or their change is told in CHANGELOG.md."""
    for language in ("", ".zh-CN"):
        text = (DOCS / f"sources{language}.md").read_text("utf-8")
        for name in template_names():
            folder = "overrides" if name == "main.html" else "templates"
            blocks = outline_of((SHIPPED / "theme" / folder / name).read_text("utf-8")).blocks
            line = next((line for line in text.split("\n") if line.startswith(f"| `{name}` |")), "")
            assert re.findall(r"`(\w+)`", line.split("|")[2]) == list(blocks) if blocks else not line
