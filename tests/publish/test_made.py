"""An edit makes what shows it and little else, on a site of some hundred items."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.run.options import output_of
from generator.store import Store
from tests.publish.test_incremental import MORE, replace
from tests.sites import BASE, build_site, write_site

ITEMS = int(os.environ.get("MADE_ITEMS", "300"))  # `make law` takes 2,000
GUIDE = replace("content/pages/guide.md", "电话", "联系电话")


def keys_of(site: Path, output: Path | None = None) -> dict[str, str]:
    """The key that each file was made for."""
    folder = output_of(site, output)
    return folder.keys(Store.open(folder.work))


def told(what: str, made: set[str]) -> None:
    """Says how many files an edit made, for `make law`."""
    print(f"{ITEMS} items, {what}: {len(made)} files")


def comment(path: str) -> Callable[[Path], None]:
    def edit(site: Path) -> None:
        source = site / path
        source.write_text("# 注\n" + source.read_text("utf-8") + "\n# 注\n", "utf-8")

    return edit


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("made") / "site"
    items = "".join(
        f"-- content/items/2020/{number}.md --\n---\ntitle: 第{number}号\nindex_number: 11379900MB28399186/2020-{number:05}\n"
        f"category: {'policy' if number % 2 else 'finance'}\ncreated: 2020-01-01\npublished: 2020-{number % 12 + 1:02}-{number % 27 + 1:02}\n"
        f"summary: 内容\n---\n正文{number}\n"
        for number in range(1, ITEMS + 1)
    )
    write_site(
        site,
        BASE.replace("created: 2020-03-01", "created: 2020-01-01"),
        MORE,
        items.replace("created: 2020-03-01", "created: 2020-01-01"),
    )
    replace("mkdocs.yml", "site_name: 公开", "site_name: 公开")(site)
    assert build_site(site).published
    return site


def made_by(edit: Callable[[Path], None], built: Path, folder: Path) -> set[str]:
    """The files that an edit makes anew."""
    site = folder / "site"
    shutil.copytree(built, site, symlinks=True)
    build_site(site)  # what is known of files hangs on their places
    before = keys_of(site, None)
    edit(site)
    assert build_site(site).published
    after = keys_of(site, None)
    return {file for file, key in after.items() if before.get(file) != key}


ALWAYS = {"manifest-sha256.txt"}


def test_a_comment_in_the_settings_makes_nothing(built: Path, tmp_path: Path) -> None:
    for path in ("catalog.yml", "mkdocs.yml"):
        made = made_by(comment(path), built, tmp_path / path) - ALWAYS
        told(f"a comment in {path}", made)
        assert made == set()


def test_an_edit_of_the_guide_makes_the_guide_and_what_finds_it(built: Path, tmp_path: Path) -> None:
    made = made_by(GUIDE, built, tmp_path) - ALWAYS
    told("the guide", made)
    assert {file for file in made if not file.startswith("search/index/")} == {"guide/index.html"}
    assert len(made) <= 20


def test_the_title_of_an_item_makes_what_shows_it(built: Path, tmp_path: Path) -> None:
    made = made_by(replace("content/items/2020/150.md", "第150号", "第一百五十号"), built, tmp_path) - ALWAYS
    told("a title", made)
    pages = {file for file in made if file.endswith(".html")}
    # Its own page, its two neighbours', a page of its category, of its year and of its category in its year, and a listing of none.
    assert {file for file in pages if file.startswith("items/")} >= {"items/2020/150/index.html"}
    assert len([file for file in pages if file.startswith("items/")]) == 3
    assert len(made) <= 40


def test_a_label_of_the_form_makes_no_page_but_the_written_ones(built: Path, tmp_path: Path) -> None:
    form = replace("content/pages/apply.md", "个工作日内答复。", "个工作日内答复。\n\n{{ application_form }}\n")
    site = tmp_path / "with form"
    shutil.copytree(built, site, symlinks=True)
    form(site)
    replace("site_config/labels/zh-CN.yml", "  form_noscript: ", "  form_noscript: ")(site)
    assert build_site(site).published
    made = made_by(replace("site_config/labels/zh-CN.yml", "  form_noscript: ", "  form_noscript: 甲"), site, tmp_path / "of it")
    written = {"apply/index.html", "guide/index.html", "help/index.html", "rules/index.html"}  # pages of one kind have one key
    assert {file for file in made if file.endswith(".html")} == written


def test_a_change_of_the_frame_makes_every_page_in_it_and_no_file_for_machines(built: Path, tmp_path: Path) -> None:
    made = made_by(replace("theme/overrides/main.html", "<footer", '<footer id="foot"'), built, tmp_path)
    assert {file for file in made if not file.endswith(".html")} - ALWAYS == set()
    assert len([file for file in made if file.startswith("items/2020/")]) == ITEMS


def test_a_style_of_another_look_makes_itself_and_the_pages_that_name_it(built: Path, tmp_path: Path) -> None:
    made = made_by(replace("theme/assets/gongkai.css", ":root {", ":root {\n  --new: 1;"), built, tmp_path)
    others = {file for file in made if not file.endswith(".html")} - ALWAYS
    assert len(others) == 1
    assert others.pop().startswith("assets/gongkai.")


def test_the_telephone_of_an_office_makes_every_page_and_of_the_search_what_tells_of_pages_alone(
    built: Path, tmp_path: Path
) -> None:
    made = made_by(replace("catalog.yml", "0379-5550100", "0379-5550199"), built, tmp_path) - ALWAYS
    told("the telephone of an office", made)
    assert len([file for file in made if file.startswith("items/2020/")]) == ITEMS  # it stands in the foot of each
    assert len([file for file in made if file.startswith("search/index/")]) <= 10
