"""What was withdrawn marks no other item and sends nobody to its empty page; a withdrawal takes effect on its day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.run.due import tell_due
from generator.run.options import Options
from tests.sites import BASE, TODAY, build_site, write_site

ITEM = """\
-- content/items/2026/{name}.md --
---
title: {title}
index_number: 11379900MB28399186/2026-{number}
category: policy
created: 2026-06-01
published: 2026-06-05
department: law
summary: {title}的摘要。
{more}---
{title}正文。
"""
WITHDRAWN = "withdrawn: {date: 2026-06-12, reason: 误发}\n"


def item(name: str, title: str, number: str, more: str = "") -> str:
    return ITEM.format(name=name, title=title, number=number, more=more)


def page(site: Path, name: str) -> str:
    return (site / f"site/items/2026/{name}/index.html").read_text("utf-8").partition('<nav class="gk-neighbours')[0]


def test_what_a_withdrawn_correction_was_about_is_as_it_was(tmp_path: Path) -> None:
    more = "corrects: {{item: 2026/a, kind: {}}}\n" + WITHDRAWN.replace("{", "{{").replace("}", "}}")
    site = write_site(tmp_path, BASE, item("a", "原文甲", "00002"), item("b", "改动乙", "00003", more.format("correction")))
    build_site(site)
    assert "已更正" not in page(site, "a")
    assert "改动乙" not in page(site, "a")
    write_site(site, item("b", "改动乙", "00003", more.format("correction").replace(WITHDRAWN, "")))
    build_site(site)
    assert "已更正" in page(site, "a")
    assert "改动乙" in page(site, "a")


def test_what_was_withdrawn_leads_to_what_replaces_it(tmp_path: Path) -> None:
    old = item("a", "旧文甲", "00002", "superseded_by: 2026/b\nvalidity: 废止\n")
    middle = item("b", "误发乙", "00003", f"superseded_by: 2026/c\n{WITHDRAWN}")
    site = write_site(tmp_path, BASE, old, middle, item("c", "新文丙", "00004"))
    build_site(site)
    assert "items/2026/c/" in page(site, "b")
    assert "items/2026/c/" in page(site, "a")
    assert "items/2026/b/" not in page(site, "a")
    assert "误发乙" not in page(site, "c")


def test_a_withdrawal_takes_effect_on_its_day(tmp_path: Path) -> None:
    more = "withdrawn: {date: 2026-07-12, reason: 期满}\nattachments: [{file: a.txt, title: 附件}]\n"
    site = write_site(tmp_path, BASE, item("a", "公示甲", "00002", more), "-- content/items/2026/a.txt --\n附件\n")
    build_site(site, today=dt.date(2026, 7, 11))
    assert "公示甲正文" in page(site, "a")
    assert "期满" not in page(site, "a")
    assert "2026-07-12" not in page(site, "a")
    assert (site / "site/items/2026/a/a.txt").is_file()
    build_site(site, today=dt.date(2026, 7, 12))
    assert "公示甲正文" not in page(site, "a")
    assert "期满" in page(site, "a")
    assert not (site / "site/items/2026/a/a.txt").exists()


def test_the_text_of_what_is_withdrawn_later_is_looked_at_until_then(tmp_path: Path) -> None:
    text = item("a", "公示甲", "00002", "withdrawn: {date: 2026-07-12, reason: 期满}\n").replace(
        "甲正文", "甲，身份证号 11010519491231002X"
    )
    site = write_site(tmp_path, BASE, text)
    assert "id-number-exposed" in {problem.code for problem in build_site(site, today=dt.date(2026, 7, 11)).problems}
    assert "id-number-exposed" not in {problem.code for problem in build_site(site, today=dt.date(2026, 7, 12)).problems}


def test_what_is_planned_is_due(tmp_path: Path) -> None:
    leaving = item("a", "公示甲", "00002", "withdrawn: {date: 2026-07-12, reason: 期满}\n")
    coming = item("b", "通告乙", "00003").replace("published: 2026-06-05", "published: 2026-07-02")
    site = write_site(tmp_path, BASE, leaving, coming)
    due = tell_due(Options(site, TODAY), 30, "text")
    assert "2026-07-02 定时公开：通告乙 [content/items/2026/b.md]\n" in due
    assert "2026-07-12 定时撤回：公示甲 [content/items/2026/a.md]\n" in due
    assert "公示甲" not in tell_due(Options(site, dt.date(2026, 7, 12)), 30, "text")
