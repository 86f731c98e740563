"""A cached build equals a clean build, byte for byte, whatever was changed in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publish.test_output import tree
from tests.sites import BASE, TODAY, build_site, write_site

SHIPPED = Path(__file__).parents[2]
MORE = """\
-- content/items/2022/rule.md --
---
title: 管理办法
index_number: 11379900MB28399186/2022-00001
category: policy/normative
created: 2022-01-05
published: 2022-01-06
department: law
summary: 管理办法。
attachments: [{file: rule.txt, title: 全文}]
---
见[通知](../2023/notice.md)。
-- content/pages/help.md --
# 帮助

## 怎样查找

用搜索。
-- content/items/2022/rule.txt --
第一条
-- content/items/penalties.yml --
- {id: a, title: 处罚一, kind: penalty, index_number: 11379900MB28399186/2023-00011, category: finance, created: 2023-06-05, published: 2023-06-06, summary: 一, party: 某诊所, offence: 超范围, penalty_basis: 条例, penalty_type: 罚款, decided: 2023-06-01}
- {id: b, title: 处罚二, kind: penalty, index_number: 11379900MB28399186/2023-00012, category: finance, created: 2023-06-05, published: 2023-06-06, summary: 二, party: 某诊所, offence: 超范围, penalty_basis: 条例, penalty_type: 罚款, decided: 2023-06-01}
-- content/items/2026/coming.md --
---
title: 即将公开
index_number: 11379900MB28399186/2026-00001
category: finance
created: 2026-06-30
published: 2026-07-01
department: office
summary: 即将公开。
---
正文。
"""


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(site: Path) -> None:
        source = site / path
        if not source.exists():  # a file of the site goes before the shipped one
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes((SHIPPED / path).read_bytes())
        text = source.read_text("utf-8")
        assert old in text
        source.write_text(text.replace(old, new), "utf-8")

    return edit


def remove(path: str) -> Callable[[Path], None]:
    return lambda site: (site / path).unlink()


def add(text: str) -> Callable[[Path], None]:
    return lambda site: void(write_site(site, text))


def void(_: object) -> None:
    return None


PLANS = "  - {id: plans, name: 规划计划, department: office, nothing: {date: 2026-01-05, statement: 无}}\n"

EDITS: dict[str, Callable[[Path], None]] = {
    "item text": replace("content/items/2022/rule.md", "见[通知]", "另见[通知]"),
    "item title": replace("content/items/2023/notice.md", "夏季", "冬季"),
    "item category": replace("content/items/2023/notice.md", "policy/normative", "finance"),
    "item year": replace(
        "content/items/2022/rule.md", "created: 2022-01-05\npublished: 2022-01-06", "created: 2021-12-30\npublished: 2021-12-31"
    ),
    "item relation": replace("content/items/2022/rule.md", "summary:", "superseded_by: 2023/notice\nsummary:"),
    "item withdrawn": replace("content/items/2022/rule.md", "summary:", "withdrawn: {date: 2026-01-01, reason: 有误}\nsummary:"),
    "item draft": replace("content/items/penalties.yml", "id: a,", "id: a, draft: true,"),
    "record of a list": replace("content/items/penalties.yml", "处罚二", "处罚乙"),
    "item removed": remove("content/items/penalties.yml"),
    "item added": add(
        MORE.replace("2022/rule", "2022/other").replace("2022-00001", "2022-00002").split("-- content/items/penalties")[0]
    ),
    "attachment": replace("content/items/2022/rule.txt", "第一条", "第一章"),
    "page text": replace("content/pages/guide.md", "电话", "联系电话"),
    "page added": add("-- content/pages/about.md --\n# 关于本站\n\n本站由办公室维护。\n"),
    "category name": replace("catalog.yml", "name: 政策文件", "name: 政策"),
    "category added": replace("catalog.yml", "categories:\n", "categories:\n" + PLANS),
    "department name": replace("catalog.yml", "name: 政策法规科", "name: 法规科"),
    "office phone": replace("catalog.yml", "0379-5550100", "0379-5550199"),
    "site address": replace("catalog.yml", "https://example.org/gk/", "https://example.org/other/"),
    "template": replace("theme/templates/item.html", "<h1", '<h1 class="new"'),
    "included template": replace("theme/templates/_trail.html", "<nav", '<nav id="trail"'),
    "shell": replace("theme/overrides/main.html", "<footer", '<footer id="foot"'),
    "asset": replace("theme/assets/gongkai.css", ":root {", ":root {\n  --new: 1;"),
    "label": replace("site_config/labels/zh-CN.yml", "home: 首页", "home: 主页"),
    "profile": replace("site_config/profiles/cn-government.yml", "label: 成文日期", "label: 生成日期"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write_site(tmp_path / "site", BASE, MORE)
    build_site(site)
    return site


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_of_any_kind(edit: str, site: Path, tmp_path: Path) -> None:
    before = tree(site / "site")
    EDITS[edit](site)
    result = build_site(site)
    assert result.published, result.problems
    build_site(site, output=tmp_path / "clean/site", cache=False)
    assert tree(site / "site") == tree(tmp_path / "clean/site")
    assert tree(site / "site") != before


def test_a_day_that_publishes_an_item(site: Path, tmp_path: Path) -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    build_site(site, today=tomorrow)
    build_site(site, today=tomorrow, output=tmp_path / "clean/site", cache=False)
    assert tree(site / "site") == tree(tmp_path / "clean/site")
    assert "items/2026/coming/index.html" in tree(site / "site")


# A link to a file whose owner takes it back is an error, but somebody may answer for it.
TAKEN_BACK = """\
-- content/items/2022/plan/index.md --
---
title: 预案
index_number: 11379900MB28399186/2022-00003
category: policy
created: 2022-01-05
published: 2022-01-06
summary: 预案。
attachments: [{file: plan.txt}]
---
正文。
-- content/items/2022/plan/plan.txt --
召集名单在此
-- content/items/2022/linking.md --
---
title: 通知
index_number: 11379900MB28399186/2022-00004
category: policy
created: 2022-01-05
published: 2022-01-06
summary: 通知。
---
见[预案](plan/plan.txt)。
-- content/waivers.yml --
- {code: link-file-hidden, path: content/items/2022/linking.md, reason: 预案修订中, who: 张科, until: 2026-12-31}
"""


def test_a_file_that_is_taken_back_is_found_no_more(site: Path, tmp_path: Path) -> None:
    write_site(site, TAKEN_BACK)
    assert build_site(site).published
    assert "items/2022/linking/plan.txt" in tree(site / "site")
    replace("content/items/2022/plan/index.md", "summary:", "draft: true\nsummary:")(site)
    assert build_site(site).published
    build_site(site, output=tmp_path / "clean/site", cache=False)
    assert tree(site / "site") == tree(tmp_path / "clean/site")
    assert not [file for file, data in tree(site / "site").items() if "召集名单".encode() in data]


def test_nothing_changed_writes_nothing(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (site / "site").rglob("*")}
    result = build_site(site)
    assert result.published is not None
    assert result.published.changed == 0
    assert {path: path.stat().st_mtime_ns for path in (site / "site").rglob("*")} == before


def test_the_number_of_processes_changes_nothing(site: Path, tmp_path: Path) -> None:
    for number in range(450):
        _item(site, number)
    build_site(site, output=tmp_path / "one/site", jobs=1)
    build_site(site, output=tmp_path / "two/site", jobs=2)
    assert tree(tmp_path / "one/site") == tree(tmp_path / "two/site")


def test_another_place_changes_nothing(site: Path, tmp_path: Path) -> None:
    other = write_site(tmp_path / "elsewhere/deep/folder", BASE, MORE)
    build_site(other)
    assert tree(other / "site") == tree(site / "site")


def _item(site: Path, number: int) -> None:
    path = site / f"content/items/2020/{number}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"---\ntitle: 第{number}号\nindex_number: 11379900MB28399186/2020-{number:05}\ncategory: policy\ncreated: 2020-03-01\n"
        f"published: 2020-03-{number % 27 + 1:02}\nsummary: 内容\n---\n正文{number}\n",
        "utf-8",
    )
