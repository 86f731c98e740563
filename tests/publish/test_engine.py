"""A page stamped into a shell is the page the engine itself would make."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.publish.engine import EngineError
from tests.sites import BASE, build_site, write_site


def test_the_engine_is_not_run_when_nothing_it_reads_has_changed(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    build_site(site)
    stamp = (site / ".site.build/engine/digest").stat().st_mtime_ns
    notice = site / "content/items/2023/notice.md"
    notice.write_text(notice.read_text("utf-8").replace("夏季", "冬季"), "utf-8")
    assert build_site(site).published
    assert (site / ".site.build/engine/digest").stat().st_mtime_ns == stamp
    guide = site / "content/pages/guide.md"
    guide.write_text(guide.read_text("utf-8") + "\n补充。\n", "utf-8")
    assert build_site(site).published
    assert (site / ".site.build/engine/digest").stat().st_mtime_ns != stamp


def test_an_engine_that_fails_says_why_and_leaves_the_last_site(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    build_site(site)
    before = (site / "site/index.html").read_bytes()
    (site / "mkdocs.yml").write_text("site_name: x\ntheme: {name: no_such_theme}\n", "utf-8")
    with pytest.raises(EngineError, match="no_such_theme"):
        build_site(site)
    assert (site / "site/index.html").read_bytes() == before


def test_shells_serve_every_depth(tmp_path: Path) -> None:
    deep = BASE.replace("content/items/2023/notice.md", "content/items/a/b/c/d/e/notice.md").replace(
        "../items/2023/", "../items/a/b/c/d/e/"
    )
    site = write_site(tmp_path, deep)
    assert build_site(site).published
    page = (site / "site/items/a/b/c/d/e/notice/index.html").read_text("utf-8")
    assert 'href="../../../../../../../assets/' in page
    assert "../" * 8 not in page
    assert 'href="./assets/' in (site / "site/index.html").read_text("utf-8")


def test_what_authors_write_is_text_in_every_slot(tmp_path: Path) -> None:
    nasty = """</title><script>alert(1)</script>&"'⟦html body⟧"""
    site = write_site(tmp_path, BASE)
    notice = site / "content/items/2023/notice.md"
    text = notice.read_text("utf-8")
    text = text.replace("title: 关于做好夏季防病工作的通知", "title: '" + nasty.replace("'", "''") + "'")
    text = text.replace("summary: 部署夏季防病工作。", "summary: '" + nasty.replace("'", "''") + "'")
    notice.write_text(text, "utf-8")
    guide = site / "content/pages/guide.md"
    guide.write_text(
        f"---\ntitle: '{nasty.replace(chr(39), chr(39) * 2)}'\n---\n<script>alert(1)</script>\n\n[x](javascript:alert(1)){{: onclick=alert(1) }}\n",
        "utf-8",
    )
    assert build_site(site).published
    for path in (site / "site").rglob("*.html"):
        page = path.read_text("utf-8")
        assert "<script>alert" not in page, path
        assert not re.search("<[^>]*onclick", page), path
        assert "javascript:" not in page, path
