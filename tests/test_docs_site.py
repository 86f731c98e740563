"""The documentation as a site: whole in both languages, searched in both, and nothing is asked of another host."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.chromium import served
from tests.docs_site import ENGLISH, LANGUAGES, PAGES, write_docs
from tests.test_whole_site import Page, targets


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "docs"
    write_docs(folder)
    return folder


@pytest.fixture(scope="module")
def pages(docs: Path) -> dict[str, Page]:
    # The page for unknown addresses is one for a server at a root.
    found = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.html")) if path.name != "404.html"}
    return {name: Page(path.read_text("utf-8")) for name, path in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_is_there(language: str, pages: dict[str, Page]) -> None:
    assert {f"{language}/{name}.html" for name in ("index", *PAGES, *ENGLISH)} <= pages.keys()


def test_no_link_of_the_documentation_is_broken(docs: Path, pages: dict[str, Page]) -> None:
    files = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    found = [(name, target, place) for name, page in pages.items() for target, place in targets(name, page.links)]
    assert [(name, target) for name, target, _ in found if target not in files] == []
    lost = [
        (name, target, place) for name, target, place in found if place and target in pages and place not in pages[target].ids
    ]
    assert lost == []


def test_the_documentation_asks_nothing_of_another_host(docs: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [link for link in page.fetched if urlsplit(link).netloc] == [], name
    for style in docs.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", style.read_text("utf-8")), style


@pytest.mark.parametrize(
    ("language", "query", "page"),
    [("en", "deadline", "profiles.html"), ("zh-CN", "申请登记簿", "reports.html"), ("zh-CN", "退出码", "commands.html")],
)
def test_the_documentation_is_searched(language: str, query: str, page: str, docs: Path, visit: Callable[..., object]) -> None:
    with served(docs) as address:
        visitor = visit(address)
        shown = visitor.go(f"{language}/index.html")  # type: ignore[attr-defined]
        shown.fill("input[name=query]", query)
        shown.press("input[name=query]", "End")  # it listens to keys
        shown.wait_for_selector(".md-search-result__item a", state="attached")
        links = shown.eval_on_selector_all(".md-search-result__item a", "links => links.map(link => link.href)")
        assert page in [unquote(urlsplit(link).path).rpartition("/")[2] for link in links]
        assert visitor.outside == []  # type: ignore[attr-defined]
