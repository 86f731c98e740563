"""Rules and exports of installed packages: off unless named, given what is published alone, named when they fail.

The package is the one of docs/extensions.md, so that what is said there is what works.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.docs import DOCS
from tests.sites import BASE, build_site, check_site, write_site

POWER = """\
-- content/items/power.md --
---
title: 对未取得许可行医的处罚
kind: power
category: policy
index_number: 11379900MB28399186/2023-00002
created: 2023-05-30
published: 2023-06-01
power_type: 行政处罚
subject_of_power: 云泽市卫生健康委员会
summary: 未取得许可行医的，依法处罚。
power_basis: 条例第四十三条
---
正文。
"""


def with_extensions(extensions: str) -> str:
    return BASE.replace("departments:\n", f"extensions: {extensions}\ndepartments:\n", 1)


def code_blocks() -> dict[str, str]:
    text = (DOCS / "extensions.md").read_text("utf-8")
    return dict(re.findall(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S))


def install(folder: Path, package: str, code: str, groups: dict[str, dict[str, str]], version: str = "1.0") -> None:
    """Lays a package down as an installer does: the module, and what is recorded of it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{package}.py").write_text(code, "utf-8")
    record = folder / f"{package}-{version}.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package.replace('_', '-')}\nVersion: {version}\n")
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in found.items()) for group, found in groups.items()
    )
    (record / "entry_points.txt").write_text(points, "utf-8")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages that are installed, with that of the document in it."""
    folder = tmp_path / "packages"
    blocks = code_blocks()
    install(folder, "county_rules", blocks["python"], tomllib.loads(blocks["toml"])["project"]["entry-points"])
    monkeypatch.syspath_prepend(folder)
    for name in ("county_rules", "broken", "second", "inside"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return folder


def test_the_package_of_the_document_finds_and_makes_what_it_says(packages: Path, tmp_path: Path) -> None:
    site = write_site(
        tmp_path / "site", with_extensions(code_blocks()["yaml"].removeprefix("extensions:").replace("\n  ", "\n    ")), POWER
    )
    assert (
        check_site(site)
        == """\
content/items/power.md:11:14: 错误: 设定依据里没有法规的名称（powers-name-basis） [extension-found]
    11 | power_basis: 条例第四十三条
       |              ^
  建议: 写全名，例如《医疗机构管理条例》

错误 1 个，警告 0 个，提示 0 个；条目 2 个，年度报告 0 份
"""
    )
    assert build_site(site).published is None
    power = site / "content/items/power.md"
    power.write_text(power.read_text("utf-8").replace("条例第", "《医疗机构管理条例》第"), "utf-8")
    assert "extension" not in check_site(site)
    assert build_site(site).published
    assert (site / "site/powers.tsv").read_text("utf-8") == "power\t对未取得许可行医的处罚\n"


def test_an_extension_is_not_even_loaded_where_the_catalog_does_not_name_it(packages: Path, tmp_path: Path) -> None:
    assert build_site(write_site(tmp_path / "site", BASE, POWER)).published
    assert "county_rules" not in sys.modules
    assert not (tmp_path / "site/site/powers.tsv").exists()


def test_what_is_found_may_be_answered_for(packages: Path, tmp_path: Path) -> None:
    waiver = """\
-- content/waivers.yml --
- {code: extension-found, path: content/items/power.md, reason: 省里统一的写法, who: 王岚, until: 2026-12-31}
"""
    site = write_site(tmp_path / "site", with_extensions("{rules: [powers-name-basis]}"), POWER, waiver)
    assert "extension" not in check_site(site)


BROKEN = """\
from generator.extension import Finding

def fall(site):
    raise ValueError("no such power")

def stranger(site):
    return [Finding("x", item="draft")]

def number(site):
    return 5

leave = 5
"""
POINTS = {
    "gongkai.rules": {"falls": "broken:fall", "strange": "broken:stranger", "absent": "broken:gone", "leaves": "broken:leave"},
    "gongkai.exports": {"five.txt": "broken:number", "catalog.json": "broken:number"},
}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("{rules: [falls]}", "扩展“falls”（broken 1.0）出错：ValueError: no such power (broken.py:4) [extension-broken]"),
        ("{rules: [strange]}", "扩展“strange”（broken 1.0）出错：ValueError: no item 'draft' is shown (extensions.py"),
        ("{rules: [absent]}", "扩展“absent”（broken 1.0）出错：AttributeError: module 'broken' 没有 'gone'"),
        ("{rules: [leaves]}", "扩展“leaves”（broken 1.0）出错：broken:leave is no function [extension-broken]"),
        ("{exports: [five.txt]}", "扩展“five.txt”（broken 1.0）出错：int is neither str nor bytes [extension-broken]"),
        ("{exports: [catalog.json]}", "[address-reserved]"),
        ("{exports: [../up.txt]}", "[value-malformed]"),
        ("{rules: [powers-name-bases]}", "是不是“powers-name-basis”？"),
    ],
)
def test_an_extension_that_fails_is_told_by_name_and_nothing_goes_out(
    asked: str, told: str, packages: Path, tmp_path: Path
) -> None:
    install(packages, "broken", BROKEN, POINTS)
    draft = POWER.replace("power.md", "draft.md").replace("power_basis:", "draft: true\npower_basis:").replace("00002", "00003")
    site = write_site(tmp_path / "site", with_extensions(asked), POWER.replace("条例第", "《法》第"), draft)
    assert told in check_site(site)
    assert build_site(site).published is None


def test_of_two_packages_that_offer_one_name_neither_is_run(packages: Path, tmp_path: Path) -> None:
    install(packages, "second", "raise SystemExit", {"gongkai.rules": {"powers-name-basis": "second:x"}})
    site = write_site(tmp_path / "site", with_extensions("{rules: [powers-name-basis]}"), POWER)
    assert "有几个软件包都提供“powers-name-basis”：county-rules 1.0, second 1.0 [extension-ambiguous]" in check_site(site)


def test_a_folder_of_the_site_never_runs_code(tmp_path: Path) -> None:
    """Neither a package that lies in the site nor a module that stands in the way of one that is installed."""
    site = write_site(tmp_path / "site", with_extensions("{rules: [inside]}"))
    code = "import pathlib\npathlib.Path('ran').write_text('')\ndef look(site): return []\n"
    install(site, "inside", code, {"gongkai.rules": {"inside": "inside:look"}})
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"],
        cwd=site,
        env={"PYTHONPATH": f"{site}:{Path(__file__).parents[1]}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "[extension-missing]" in done.stdout
    assert not (site / "ran").exists()


def test_what_an_extension_is_given_has_nothing_that_is_not_published(packages: Path, tmp_path: Path) -> None:
    secret = "尚未公开的安排"
    install(
        packages,
        "second",
        "def show(site):\n"
        "    ids = [item['id'] for item in site.catalog['items']] + ['draft']\n"
        "    return str(site) + ''.join(site.text(name) for name in ids)\n",
        {"gongkai.exports": {"all.txt": "second:show"}},
    )
    draft = POWER.replace("power.md", "draft.md").replace("power_basis:", "draft: true\npower_basis:").replace("正文", secret)
    site = write_site(tmp_path / "site", with_extensions("{exports: [all.txt]}"), POWER, draft.replace("00002", "00003"))
    assert build_site(site).published
    made = (site / "site/all.txt").read_text("utf-8")
    assert "正文。" in made
    assert secret not in made
