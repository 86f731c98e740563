"""Pages as their readers meet them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.text import plain_text
from tests.sites import BASE, build_site, write_site

RELATED = """\
-- content/items/2020/old.md --
---
title: 旧办法
index_number: 11379900MB28399186/2020-00001
category: policy/normative
created: 2020-01-02
published: 2020-01-03
validity: repealed
summary: 旧办法。
---
旧办法正文。
-- content/items/2024/new.md --
---
title: 新办法
index_number: 11379900MB28399186/2024-00001
category: policy/normative
created: 2024-01-02
published: 2024-01-03
summary: 新办法。
supersedes: 2020/old
---
见[旧办法](../2020/old.md)、[指南](/pages/guide.md#电话)、[处罚甲](../penalties.yml#a)、![图](图.png)。
-- content/items/2024/图.png --
png
-- content/items/2024/explained.md --
---
title: 新办法解读
index_number: 11379900MB28399186/2024-00002
category: policy
created: 2024-01-02
published: 2024-01-04
summary: 解读。
explains: [2024/new]
---
解读正文。
-- content/items/2024/corrected.md --
---
title: 关于解读的更正
index_number: 11379900MB28399186/2024-00003
category: policy
created: 2024-01-05
published: 2024-01-06
summary: 更正。
corrects: {item: 2024/explained}
---
更正正文。
-- content/items/penalties.yml --
- {id: a, title: 处罚甲, kind: penalty, index_number: 11379900MB28399186/2023-00011, category: finance, created: 2023-06-05, published: 2023-06-06, summary: 一, party: 某诊所, offence: 超范围, penalty_basis: 条例, penalty_type: [警告, 罚款], decided: 2023-06-01, fine: 1.5}
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write_site(tmp_path_factory.mktemp("pages"), BASE, RELATED)
    for number in range(30):
        write_site(site, _item(number))
    assert build_site(site).published
    return site / "site"


def _item(number: int) -> str:
    return (
        f"-- content/items/2025/n{number:02}.md --\n---\ntitle: 第{number:02}号通知\nindex_number: 11379900MB28399186/2025-{number:05}\n"
        f"category: policy/normative\ncreated: 2025-03-03\npublished: 2025-03-{number % 25 + 4:02}\ndepartment: law\nsummary: 通知。\n---\n正文。\n"
    )


def page(output: Path, address: str) -> str:
    return (output / address / "index.html").read_text("utf-8")


def read(output: Path, address: str) -> str:
    return plain_text(re.sub(r"<(script|style)\b.*?</\1>", "", page(output, address), flags=re.DOTALL))


def test_relations_show_on_both_sides(output: Path) -> None:
    assert "旧办法" in read(output, "items/2024/new").split("新办法解读")[0]
    old = read(output, "items/2020/old")
    assert "已废止" in old
    assert "新办法" in old
    assert 'href="../../../items/2024/new/"' in page(output, "items/2020/old")
    assert 'href="../../../items/2024/explained/"' in page(output, "items/2024/new")
    assert "已更正" in read(output, "items/2024/explained")
    assert 'href="../../../items/2024/corrected/"' in page(output, "items/2024/explained")


def test_links_in_a_text_lead_to_addresses(output: Path) -> None:
    text = page(output, "items/2024/new")
    for link in (
        "../../../items/2020/old/",
        "../../../guide/#%E7%94%B5%E8%AF%9D",
        "../../../items/penalties/a/",
        "../../../items/2024/new/%E5%9B%BE.png",
    ):
        assert f'="{link}"' in text
    assert (output / "items/2024/new/图.png").read_bytes() == b"png\n"


def test_the_fields_of_a_kind_are_a_table_of_their_own(output: Path) -> None:
    text = read(output, "items/penalties/a")
    for shown in ("行政处罚", "行政相对人名称", "某诊所", "处罚种类", "警告", "罚款金额（万元）", "1.5"):
        assert shown in text


def test_a_category_lists_its_sub_categories_items_too_newest_first(output: Path) -> None:
    titles = re.findall(r"第(\d\d)号通知", read(output, "catalog/policy"))
    days = [int(title) % 25 for title in titles]
    assert days == sorted(days, reverse=True)
    assert sorted(titles) == [f"{number:02}" for number in range(30)]


def test_items_are_listed_by_year_and_department(output: Path) -> None:
    assert "旧办法" in read(output, "catalog/year/2020")
    assert "新办法" not in read(output, "catalog/year/2020")
    assert "夏季防病" in read(output, "catalog/department/law")


def test_facts_are_filled_in(output: Path) -> None:
    assert "电话 0379-5550100 。" in read(output, "guide")  # a tag reads as a blank here
    assert "20 个工作日内答复。" in read(output, "apply")


def test_the_home_page_leads_to_the_columns_in_their_order(output: Path) -> None:
    text = read(output, "")
    names = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)


def test_a_number_is_broken_behind_its_stroke_alone(output: Path) -> None:
    page = (output / "items/2023/notice/index.html").read_text("utf-8")
    number = '<span class="gk-nowrap">11379900MB28399186/</span><wbr><span class="gk-nowrap">2023-00001</span>'
    assert f"<dd>{number}</dd>" in page
    assert "<dd>2023-06-01</dd>" in page
