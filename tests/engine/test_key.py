"""The engine's key: equal keys and equal pages give equal HTML, so what is kept of it may be used."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.engine.interface import FramePage
from generator.engine.process import FrameInput, ProcessEngine
from generator.model.engine_settings import EngineSettings
from tests.publish.test_incremental import EDITS, MORE
from tests.publish.test_output import tree
from tests.sites import BASE, build_site, write_site

FRAME = {
    "main.html": "{% include 'part.html' %}{{ config | string }}{{ page | string }}{{ base_url }}{{ 'x/' | url }}",
    "part.html": "一",
}
SITE = {"name": "站", "url": "https://example.org/", "language": "zh", "facts": {"a": "b"}}
PAGE = FramePage("guide/", "指南", (("section", "guide"),), "<p>文</p>", ((2, "a", "甲"), (3, "b", "乙")))


def made(frame: FrameInput, page: FramePage, folder: Path) -> tuple[str, str]:
    engine = ProcessEngine(frame, folder)
    (html,) = engine.render_pages([page]).result()
    return engine.key + page.key, html


# One change for each field of what the engine is given.
CHANGES: dict[str, Any] = {
    "settings": EngineSettings(copyright="某单位"),
    "templates": FRAME | {"part.html": "二"},
    "site": SITE | {"facts": {"a": "c"}},
    "address": "help/guide/",
    "title": "指引",
    "head": (("section", "rules"),),
    "html": "<p>字</p>",
    "headings": ((2, "a", "甲"),),
}


def test_every_field_that_changes_a_page_changes_its_key(tmp_path: Path, real_engine: None) -> None:
    frame = FrameInput(EngineSettings(), FRAME, SITE)
    assert {field.name for record in (FrameInput, FramePage) for field in dataclasses.fields(record)} == CHANGES.keys()
    first = made(frame, PAGE, tmp_path)
    assert made(frame, PAGE, tmp_path) == first
    for name, value in CHANGES.items():
        own = name in ("settings", "templates", "site")
        key, html = made(
            dataclasses.replace(frame, **{name: value}) if own else frame,
            PAGE if own else dataclasses.replace(PAGE, **{name: value}),
            tmp_path,
        )
        assert key != first[0], name
        assert html != first[1], name


@pytest.mark.parametrize(
    "edit", ["page text", "page added", "office phone", "site address", "shell", "asset", "label", "profile"]
)
def test_what_is_kept_of_the_engine_is_what_it_makes_anew(edit: str, tmp_path: Path, real_engine: None) -> None:
    change: Callable[[Path], None] = EDITS[edit]
    site = write_site(tmp_path / "site", BASE, MORE)
    build_site(site)
    change(site)
    assert build_site(site).published
    build_site(site, output=tmp_path / "clean/site", cache=False)
    assert tree(site / "site") == tree(tmp_path / "clean/site")
