"""``gongkai portal check``: every mistake of ``portal.yml`` with its place, every failure of a member by its name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.portal.members import PORTAL, check_text, rewrite, write

CLEAN = "没有发现问题\n错误 0 个，警告 0 个，提示 0 个；机构 2 个\n"


def told(city: Path, old: str, new: str) -> str:
    assert old in PORTAL
    (city / "portal.yml").write_text(PORTAL.replace(old, new), "utf-8")
    return check_text(city)


def test_a_portal_whose_members_can_be_read_is_clean(city: Path) -> None:
    assert check_text(city) == CLEAN
    assert not (city / ".members").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("group: counties", "group: county", "portal.yml:11:34: 错误: “group”的值“county”不在可选范围内 [value-not-listed]"),
        ("language: zh-CN", "language: zh-XX-1", "portal.yml:1:11: 错误: “language”的值“zh-XX-1”不在可选范围内"),
        ("cn-government", "cn-goverment", "portal.yml:2:10: 错误: “profile”的值“cn-goverment”不在可选范围内"),
        ("id: lake", "id: health", "portal.yml:11:10: 错误: 第 2 个的 id 与第 1 个相同：“health” [portal-value-twice]"),
        ("folder: lake/site", "folder: health/site", "portal.yml:11:52: 错误: 第 2 个的 folder 与第 1 个相同：“health/site”"),
        ("id: counties", "id: departments", "portal.yml:8:10: 错误: 第 2 个的 id 与第 1 个相同：“departments”"),
        ("name: 县市区", "name: 部门", "portal.yml:8:26: 错误: 第 2 个的 name 与第 1 个相同：“部门” [portal-value-twice]"),
        ("group: counties", "group: departments", "portal.yml:8:10: 提示: 分组“县市区”（counties）里没有机关 [group-empty]"),
        ("group: counties", "group: departments", "错误 0 个，警告 0 个，提示 1 个；机构 2 个\n"),
        ("address: health/", "address: health", "portal.yml:10:82: 错误: “address”的值“health”格式不对 [value-malformed]"),
        ("address: health/", "address: health", "  建议: 应当写成 health/, ../health/, https://www.example.org/…/\n"),
        (
            "address: health/",
            "address: catalog/wjw/",
            "错误: 机关的网址“catalog/wjw/”用了门户自己的 catalog/ [member-address-taken]",
        ),
        ("address: health/", "address: circular/", "  建议: 换一个，例如 health/\n"),
        ("address: health/", "address: /health/", "“address”的值“/health/”格式不对 [value-malformed]"),
        ("address: health/", "address: 'javascript:alert(1)/'", "“address”的值“javascript:alert(1)/”格式不对"),
        ("title: 云泽市政府信息公开\n", "", "portal.yml:1:1: 错误: 缺少字段“title” [field-missing]"),
        ("site_url", "site_ulr", "portal.yml:5:1: 错误: 不认识的字段“site_ulr” [key-unknown]"),
        (
            "members:\n",
            "indicators:\n  - {id: rhythm, label: 分类的更新, points: 90, codes: [category-silent], each: 2}\nmembers:\n",
            "提示: 各项指标一共 90 分，不是 100 分 [points-sum]",
        ),
        (PORTAL[PORTAL.index("members:") :], "members: []\n", "portal.yml:9:10: 错误: 缺少字段“members” [field-missing]"),
    ],
)
def test_a_mistake_of_the_settings_is_told_at_its_place(city: Path, old: str, new: str, message: str) -> None:
    assert message in told(city, old, new)


def test_a_group_is_not_called_empty_where_a_member_names_one_that_there_is_not(city: Path) -> None:
    assert "group-empty" not in told(city, "group: counties", "group: county")


def test_a_member_that_is_not_there_is_named_and_the_others_are_read(city: Path) -> None:
    shutil.rmtree(city / "health")
    assert check_text(city) == (
        "portal.yml:10:60: 警告: 没有找到“市卫生健康委”的 manifest-sha256.txt（health/site）；以前也没有读到过，所以没有它的内容"
        " [member-missing]\n"
        "    10 |   - {id: health, name: 市卫生健康委, group: departments, folder: health/site, address: health/}\n"
        f"       |{' ' * 66}^\n"
        "  建议: 核对 folder 写的是不是它生成的站点（通常叫 site）；它的站点要用会写 status.json 的版本重新生成\n"
        "\n"
        "错误 0 个，警告 1 个，提示 0 个；机构 2 个\n"
    )


def test_a_member_that_is_not_as_its_manifest_says_is_refused(city: Path) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"].clear(), honest=False)
    assert "警告: “市卫生健康委”的 catalog.json 与它的清单 manifest-sha256.txt 不符；" in check_text(city)


def test_a_member_of_an_unknown_format_is_refused(city: Path) -> None:
    rewrite(city / "health/site", "status.json", lambda found: found.update(format="gongkai-status-9"))
    assert "警告: “市卫生健康委”的 status.json 格式不认识（“gongkai-status-9”）；" in check_text(city)


def test_a_member_of_a_day_to_come_is_not_believed(city: Path) -> None:
    rewrite(city / "health/site", "status.json", lambda found: found.update(day="2031-01-01"))
    assert "警告: “市卫生健康委”的 status.json 读不出来（它写的日期 2031-01-01 还没有到）；" in check_text(city)


def test_an_edition_for_people_of_the_body_alone_is_refused(city: Path) -> None:
    rewrite(city / "health/site", "status.json", lambda found: found.update(internal=True))
    assert "警告: “市卫生健康委”的这个文件夹是只给内部看的版本（health/site）；" in check_text(city)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("status.json", b"[]", "列表"),
        ("status.json", b"{", "Expecting property name"),
        ("catalog.json", b"[" * 100_000, "recursion"),
        ("catalog.json", b'{"items": 3, "reports": []}', "not iterable"),
        ("catalog.json", b'{"reports": []}', "items"),
        ("catalog.json", b'{"items": [], "reports": []}', "0 ≠ 1"),
        ("catalog.json", b'{"items": [7], "reports": []}', ""),
    ],
)
def test_a_member_that_cannot_be_read_is_told_with_the_reason(city: Path, name: str, data: bytes, reason: str) -> None:
    write(city / "health/site", name, data)
    found = check_text(city)
    assert f"警告: “市卫生健康委”的 {name} 读不出来（" in found
    assert reason in found


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "https://evil.example/"),
        ("address", "../../other/"),
        ("address", "items/%2e%2e/%2e%2e/"),
        ("address", "/items/"),
        ("address", "javascript:alert(1)"),
        ("published", "gestern"),
        ("published", "2026-02-30"),
        ("title", ["a"]),
        ("keywords", "a"),
        ("category", [1]),
    ],
)
def test_an_item_that_is_not_what_it_should_be_is_told(city: Path, field: str, value: object) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"][0].update({field: value}))
    assert f"“市卫生健康委”的 catalog.json 读不出来（items[0].{field}）" in check_text(city)


@pytest.mark.parametrize(("field", "value"), [("title", "a\ud800"), ("published", "2031-01-01")])
def test_half_a_character_and_an_item_of_a_day_to_come_are_refused(city: Path, field: str, value: str) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"][0].update({field: value}))
    reason = "\\ud800" if field == "title" else "items[0].published"
    assert f"“市卫生健康委”的 catalog.json 读不出来（{reason}）" in check_text(city)


def test_an_item_that_is_there_twice_is_refused(city: Path) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"].append(dict(found["items"][0])))
    rewrite(city / "health/site", "status.json", lambda found: found.update(items=2))
    assert "“市卫生健康委”的 catalog.json 读不出来（items[1].id）" in check_text(city)


def test_more_that_came_late_than_can_be_judged_is_not_believed(city: Path) -> None:
    rewrite(city / "health/site", "status.json", lambda found: found.update(late=found["judged"] + 1))
    assert "“市卫生健康委”的 status.json 读不出来（late）" in check_text(city)


@pytest.mark.parametrize("name", ["status.json", "catalog.json"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(city: Path, name: str) -> None:
    (city / "health/site" / name).unlink()
    os.mkfifo(city / "health/site" / name)
    assert f"“市卫生健康委”的 {name} 读不出来（不是普通文件）" in check_text(city)


@pytest.mark.parametrize("name", ["status.json", "catalog.json", "manifest-sha256.txt"])
def test_a_link_that_leads_out_of_the_site_of_a_member_is_not_followed(city: Path, name: str) -> None:
    file = city / "health/site" / name
    shutil.move(file, city / "elsewhere")
    file.symlink_to("../../elsewhere")
    assert f"“市卫生健康委”的 {name} 读不出来（它是一个链接，指到站点文件夹以外）" in check_text(city)


def test_the_folder_of_a_member_may_itself_be_a_link(city: Path) -> None:
    shutil.move(city / "health/site", city / "elsewhere")
    (city / "health/site").symlink_to("../elsewhere")
    assert check_text(city) == CLEAN


@pytest.mark.parametrize("name", ["catalog.json", "manifest-sha256.txt"])
def test_a_file_of_two_gigabytes_is_not_read(city: Path, name: str) -> None:
    file = city / "health/site" / name
    file.unlink()
    with file.open("wb") as made:
        made.truncate(2 << 30)
    assert f"“市卫生健康委”的 {name} 读不出来（> 512 MB）" in check_text(city)


@pytest.mark.parametrize("address", ["../catalog/", "catalogs/", "https://catalog.example/catalog/", "wjw/catalog/"])
def test_an_address_beside_those_of_the_portal_is_free(city: Path, address: str) -> None:
    (city / "portal.yml").write_text(PORTAL.replace("address: health/", f'address: "{address}"'), "utf-8")
    assert check_text(city) == CLEAN
