"""Filters that not every site has: who published a document, and fields of its kind."""

from __future__ import annotations

import json
from pathlib import Path

from generator.render.search.index import FOLDER
from tests.search.engine import Indexed
from tests.sites import BASE, write_site

PROFILE = """\
-- site_config/profiles/county.yml --
name: Records
language: zh-CN
columns: {catalog: 目录}
fields:
  publisher: {label: 来文单位}
lists:
  audience: {public: 公众}
defaults: {audience: public}
audiences: [public]
kinds:
  document: {label: 文件}
  power:
    label: 权责
    fields:
      power_type: {label: 权力类型, filter: true}
      basis_of_power: {label: 依据, type: list, filter: true}
      held: {label: 主体, filter: true}
      note: {label: 说明}
"""


def power(name: str, **fields: str) -> str:
    """The source of an item of the kind with these fields."""
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"-- content/items/{name}.yml --\ntitle: 事项{name}\nkind: power\npublished: 2026-01-05\n{lines}body: 事项的正文。\n"


POWERS = (
    power("one", power_type="行政许可", basis_of_power="[甲法, 乙法]", held="本机关", note="一"),
    power("two", power_type="行政处罚", basis_of_power="[乙法]", held="本机关", note="二"),
    power("three", power_type="行政许可", held="本机关", publisher="甲县卫生健康局"),
    power("four", power_type="行政奖励", withdrawn="{date: 2026-02-01, reason: 涉及个人}"),
)


def indexed(tmp_path: Path, *more: str) -> Indexed:
    base = BASE.replace("profile: cn-government", "profile: county")
    return Indexed(write_site(tmp_path / "site", base, PROFILE, *more), tmp_path / "out")


def test_what_is_found_is_narrowed_down_by_a_field_of_its_kind(tmp_path: Path) -> None:
    index = indexed(tmp_path, *POWERS)
    manifest = json.loads((index.output / FOLDER / "manifest.json").read_text("utf-8"))
    # A field of one value alone chooses nothing.
    assert manifest["filters"] == [["publisher", "来文单位"], ["f_power_type", "权力类型"], ["f_basis_of_power", "依据"]]
    asked = {
        ("f_power_type", "行政许可"): {"items/one/", "items/three/"},
        ("f_power_type", "行政处罚"): {"items/two/"},
        ("f_basis_of_power", "乙法"): {"items/one/", "items/two/"},
        # A withdrawn item shows nothing but its title and number.
        ("f_power_type", "行政奖励"): set(),
        ("publisher", "甲县卫生健康局"): {"items/three/"},
        ("publisher", "云泽市卫生健康委员会"): {"items/one/", "items/two/"},
        # A filter of another site is none.
        ("f_no_such", "行政许可"): {"items/one/", "items/two/", "items/three/", "items/four/"},
    }
    calls = [{"kind": "search", "query": "事项", "filters": {name: value}} for name, value in asked]
    for (chosen, right), answer in zip(asked.items(), index.ask(*calls), strict=True):
        assert set(answer["found"]) == right, chosen


def test_a_body_that_publishes_alone_is_no_filter(tmp_path: Path) -> None:
    index = indexed(tmp_path, power("one", power_type="行政许可"), power("two", publisher="云泽市卫生健康委员会"))
    assert json.loads((index.output / FOLDER / "manifest.json").read_text("utf-8"))["filters"] == []


def test_the_commonest_values_can_be_chosen(tmp_path: Path) -> None:
    many = [power(f"n{number:02}", power_type=f"类{number % 62:02}") for number in range(80)]
    index = indexed(tmp_path, *many)
    calls = [{"kind": "search", "query": "事项", "filters": {"f_power_type": f"类{number:02}"}} for number in (0, 17, 18, 59, 60)]
    assert [len(answer["found"]) for answer in index.ask(*calls)] == [2, 2, 1, 1, 0]
