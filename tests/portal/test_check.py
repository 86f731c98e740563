"""``gongkai portal check``: every mistake of ``portal.yml`` with its place, every failure of a member by its name."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.portal.members import PORTAL, check_text, rewrite, write
from tests.portal.test_build import build

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
    assert "警告: “市卫生健康委”的 status.json 不可信（它写的日期 2031-01-01 还没有到）；" in check_text(city)


def test_an_edition_for_people_of_the_body_alone_is_refused(city: Path) -> None:
    rewrite(city / "health/site", "status.json", lambda found: found.update(internal=True))
    assert "警告: “市卫生健康委”的这个文件夹是只给内部看的版本（health/site）；" in check_text(city)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("status.json", b"[]", "里面不是一组“字段：值”"),
        ("status.json", b"{", "不是完整的 JSON，第 1 行第 2 列读不下去"),
        ("status.json", b"", "是空文件"),
        ("status.json", b"\xff\xfe\xff", "不是 UTF-8 编码"),
        ("catalog.json", b"[" * 100_000, "层次太多"),
        ("catalog.json", b'{"items": 3, "reports": []}', "“items”的值不对：3"),
        ("catalog.json", b'{"reports": []}', "缺少“items”"),
        ("catalog.json", b'{"items": [7], "reports": []}', "“items”的值不对：7"),
    ],
)
def test_a_member_that_cannot_be_read_is_told_with_the_reason(city: Path, name: str, data: bytes, reason: str) -> None:
    write(city / "health/site", name, data)
    found = check_text(city)
    assert f"警告: “市卫生健康委”的 {name} 读不出来（" in found
    assert reason in found


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("address", "https://evil.example/", "不可信（第 1 条信息的网址“https://evil.example/”不在它的站点里）"),
        ("address", "../../other/", "不可信（第 1 条信息的网址“../../other/”不在它的站点里）"),
        ("address", "items/%2e%2e/%2e%2e/", "不可信（第 1 条信息的网址“items/../../”不在它的站点里）"),
        ("address", "/items/", "不可信（第 1 条信息的网址“/items/”不在它的站点里）"),
        ("address", "javascript:alert(1)", "不可信（第 1 条信息的网址“javascript:alert(1)”不在它的站点里）"),
        ("published", "gestern", "读不出来（第 1 条信息的 published 不对：“gestern”）"),
        ("published", "2026-02-30", "读不出来（第 1 条信息的 published 不对：“2026-02-30”）"),
        ("published", "2031-01-01", "的公开日期 2031-01-01 在它生成的日期之后）"),
        ("published", "0001-01-01", "的公开日期 0001-01-01 太早）"),
        ("title", ["a"], '读不出来（第 1 条信息的 title 不对：“["a"]”）'),
        ("title", "\u3000 ", "不可信（第 1 条信息没有标题或者编号（2023/notice））"),
        ("title", "通知\u202e", "不可信（里面有看不见的控制符 U+202E，显示的会和写的不一样）"),
        ("title", "通\x07知", "不可信（里面有看不见的控制符 U+0007，显示的会和写的不一样）"),
        ("title", "a\ud800", "读不出来（里面有半个字符 \\ud800）"),
        ("title", "通" * 2001, "的标题或者摘要有 2001 个字）"),
        ("audience", "staff", "是给“staff”看的，status.json 的 editions 里没有）"),
        ("language", "zh CN!", "的语言“zh CN!”不是语言的代码）"),
        ("keywords", "a", "读不出来（第 1 条信息的 keywords 不对：“a”）"),
        ("category", [1], "读不出来（第 1 条信息的 category 不对：“[1]”）"),
    ],
)
def test_an_item_that_is_not_what_it_should_be_is_told(city: Path, field: str, value: object, says: str) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"][0].update({field: value}))
    found = check_text(city)
    assert "警告: “市卫生健康委”的 catalog.json " in found
    assert says in found


@pytest.mark.parametrize(
    ("report", "says"),
    [
        ({"year": 3026}, "第 1 份报告的 3026 在它生成的日期之后"),
        ({"year": 2025, "published": "2027-01-20"}, "第 1 份报告的 2027-01-20 在它生成的日期之后"),
        ({"year": "2025"}, "第 1 份报告的 year 不对：“2025”"),
        ({"year": 2025, "address": "https://evil.example/"}, "第 1 份报告的网址“https://evil.example/”不在它的站点里"),
    ],
)
def test_a_report_that_is_not_what_it_should_be_is_told(city: Path, report: dict[str, Any], says: str) -> None:
    whole = {"period": "2025", "series": "", "address": "reports/2025/", "published": "2026-01-20", **report}
    rewrite(city / "health/site", "catalog.json", lambda found: found["reports"].append(whole))
    assert says in check_text(city)


def test_a_report_that_is_out_and_overdue_at_once_is_told(city: Path) -> None:
    report = {"year": 2025, "period": "2025", "series": "", "address": "reports/2025/", "published": "2026-01-20"}
    overdue = [{"year": 2025, "due": "2026-01-31"}]
    rewrite(city / "health/site", "catalog.json", lambda found: found["reports"].append(report))
    assert check_text(city) == CLEAN
    rewrite(city / "health/site", "status.json", lambda found: found.update(overdue_reports=overdue))
    assert "（说 2025 年度报告逾期未发布，目录里却有这份报告）" in check_text(city)


def test_an_item_that_is_there_twice_is_refused(city: Path) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"].append(dict(found["items"][0])))
    rewrite(city / "health/site", "status.json", lambda found: found.update(items=2))
    assert (
        "“市卫生健康委”的 catalog.json 不可信（第 2 条信息“关于做好夏季防病工作的通知”的编号 2023/notice 前面已经有了）"
        in check_text(city)
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda it: it.update(late=it["judged"] + 1), "“items”的数不合理：共 1 条，可以判断的 1 条，逾期 2 条"),
        (lambda it: it.update(items=40), "“items”写的是 40 条，目录里是 1 条"),
        (lambda it: it.update(items=-1), "“items”的数是负的：-1"),
        (lambda it: it["months"][0].update(late=-1), "“2023-06”的数是负的：-1"),
        (lambda it: it["months"][0].update(judged=0), "“judged”写的是 1，各月合计是 0"),
        (lambda it: it["months"][0].update(month="9999-12"), "“9999-12”写的是 1 条，目录里是 0 条"),
        (lambda it: it["months"].clear() or it.update(judged=0), "“2023-06”写的是 0 条，目录里是 1 条"),
        (lambda it: it["categories"][0].update(items=99), "“政策文件”写的是 99 条，目录里是 1 条"),
        (lambda it: it["categories"].pop(0), "“policy”写的是 0 条，目录里是 1 条"),
        (lambda it: it["departments"][0].update(items=7), "“办公室”写的是 7 条，目录里是 0 条"),
        (
            lambda it: it["requirements"][1].update(items=3),
            "“机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名”写的是 3 条，目录里是 0 条",
        ),
        (lambda it: it["categories"][0].update(last="2031-05-01"), "“政策文件”的日期 2031-05-01 在它生成的日期之后"),
        (
            lambda it: it.update(overdue_reports=[{"year": 2026, "due": "2027-01-31"}]),
            "“overdue_reports 2026”的日期 2027-01-31 在它生成的日期之后",
        ),
        (lambda it: it["body"].update(name=" "), "“body.name”的值不对："),
        (lambda it: it["categories"][0].update(name=""), "“policy name”的值不对：“”"),
        (lambda it: it["offices"][0].update(phone="1" * 3000), "“offices disclosure”的值不对："),
        (lambda it: it["pages"].update(catalog=""), "“pages.catalog”的值不对：“”"),
        (lambda it: it["categories"].append(it["categories"][0]), "“categories”里“policy”写了两次"),
        (lambda it: it["months"].append(it["months"][0]), "“months”里“2023-06”写了两次"),
        (lambda it: it["categories"][0].update(last="0001-01-01"), "“政策文件”的值不对：0001-01-01"),
        (lambda it: it["categories"][-1].update(last="2026-01-01"), "“财政信息 last”的值不对：2026-01-01"),
        (lambda it: it["categories"][-1].update(nothing="2020-01-01"), "“财政信息 nothing”的值不对：2020-01-01"),
        (lambda it: it.update(overdue_reports=[{"year": 9999, "due": "2026-01-31"}]), "“overdue_reports.year”的值不对：9999"),
        (lambda it: it.update(site="javascript:alert(1)"), "写的网址“javascript:alert(1)”不是一个网站的网址"),
        (lambda it: it.update(site="https://a:b@yunze.example/"), "写的网址“https://a:b@yunze.example/”不是一个网站的网址"),
        (lambda it: it.update(language=""), "语言“”不是语言的代码"),
        (lambda it: it["pages"].update(apply="https://evil.example/"), "页面的网址“https://evil.example/”不在它的站点里"),
        (
            lambda it: it["requirements"][0].update(categories=["policy", "gone"]),
            "“行政法规、规章和规范性文件”写的分类“gone”，它没有这个分类",
        ),
        (lambda it: it["categories"][0].update(answers=[]), "“政策文件”是不是对应“行政法规、规章和规范性文件”，前后写的不一样"),
        (lambda it: it["categories"][0].update(answers=["20.1", "20.1"]), "“policy answers”里“20.1”写了两次"),
        (
            lambda it: it["requirements"][0].update(categories=["policy", "policy"]),
            "“20.1 categories”里“policy”写了两次",
        ),
        (lambda it: it["body"].update(name="澄湖区"), "status.json 写的是“澄湖区”，目录写的是“云泽市卫生健康委员会”"),
    ],
)
def test_what_a_member_tells_and_its_catalog_contradicts_is_not_believed(
    city: Path, change: Callable[[dict[str, Any]], object], says: str
) -> None:
    rewrite(city / "health/site", "status.json", change)
    found = check_text(city)
    assert "警告: “市卫生健康委”的 " in found
    assert f"不可信（{says}" in found


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.update(day="2026-07-01"),
        lambda it: it.update(profile="own-rules", regulation="本地的规定"),
        lambda it: it.update(language="bo"),
        lambda it: it.update(weather="fine"),
        lambda it: it.pop("departments"),
        lambda it: it.pop("offices"),
        lambda it: it["body"].pop("code"),
        lambda it: it["categories"][0].pop("last"),
        lambda it: it["categories"][0].update(answers=["20.1", "21.1"]),  # of a municipality
        lambda it: it["requirements"].pop(5) and it["categories"][-1]["answers"].remove("20.6"),
        lambda it: [one.pop("answers", None) for one in it["categories"]],
        lambda it: it["requirements"][0].update(name="行政法规、规章 和规范性文件"),
    ],
)
def test_what_a_member_may_tell_is_not_accused(city: Path, change: Callable[[dict[str, Any]], object]) -> None:
    rewrite(city / "health/site", "status.json", change)
    assert check_text(city) == CLEAN


def renamed(status: dict[str, Any], number: str, new: str) -> None:
    """Gives a requirement another number, wherever it is named."""
    for one in status["requirements"]:
        one["id"] = new if one["id"] == number else one["id"]
    for one in status["categories"]:
        one["answers"] = [new if answer == number else answer for answer in one.get("answers", [])]


@pytest.mark.parametrize(
    ("change", "listed", "meant"),
    [
        (lambda it: renamed(it, "20.1", "20.l"), "20.l", "20.1"),
        (lambda it: renamed(it, "20.1", "２０.１"), "２０.１", "20.1"),
        (lambda it: renamed(it, "20.7", "budgets"), "budgets", "20.7"),  # by its name
        (lambda it: it["categories"][0]["answers"].append("20.1O"), "20.1O", "20.1"),
        (lambda it: it["requirements"].append({"id": "own-1", "name": "自己的", "items": 0}), "own-1", ""),
    ],
)
def test_a_requirement_that_its_regulation_has_not_is_told_and_the_body_is_shown_as_it_is(
    city: Path, change: Callable[[dict[str, Any]], object], listed: str, meant: str
) -> None:
    rewrite(city / "health/site", "status.json", change)
    found = check_text(city)
    assert f"提示: “市卫生健康委”写了“政府信息公开”里没有的要求：{listed} [member-requirement]\n" in found
    assert (f"  建议: 是不是 {meant}？\n" in found) == bool(meant)
    assert "警告 0 个，提示 1 个" in found
    rewrite(city / "health/site", "status.json", lambda it: it.update(profile="own-rules"))
    assert check_text(city) == CLEAN


def test_a_requirement_that_is_called_otherwise_is_told(city: Path) -> None:
    rewrite(city / "health/site", "status.json", lambda it: it["requirements"][0].update(name="财政预算、决算"))
    assert (
        "提示: “市卫生健康委”把 20.1 叫作“财政预算、决算”，这里是“行政法规、规章和规范性文件”；名称不同的要求有：20.1 [member-requirement-name]\n"
    ) in check_text(city)


def test_the_site_of_another_member_is_told_and_the_last_good_copy_stays(city: Path) -> None:
    build(city)
    shutil.rmtree(city / "health/site")
    shutil.copytree(city / "lake/site", city / "health/site")
    assert check_text(city).startswith(
        "portal.yml:10:60: 警告: “市卫生健康委”的位置上是“澄湖区”的站点（它写的网址是 https://lake.example/gk/）；"
        "继续使用截至 2026-06-30 的内容 [member-other]\n"
    )


def test_two_members_that_say_they_are_one_body_are_told(city: Path) -> None:
    def change(found: dict[str, Any]) -> None:
        found["site"] = "https://both.example/"

    for name in ("health", "lake"):
        for file in ("status.json", "catalog.json"):
            rewrite(city / f"{name}/site", file, change)
    found = check_text(city)
    assert "警告: “澄湖区”和“市卫生健康委”读到的像是同一个机关：两个的 site 都是“https://both.example/” [member-twin]\n" in found
    assert "提示: “澄湖区”的站点写自己的网址是 https://both.example/，portal.yml 写的是 https://lake.example/gk/" in found


def test_a_site_that_stands_still_and_one_that_went_back_are_told(city: Path) -> None:
    build(city)
    assert check_text(city, dt.date(2026, 7, 31)) == CLEAN
    assert "提示: “市卫生健康委”的站点 32 天没有重新生成（截至 2026-06-30） [member-stale]" in check_text(
        city, dt.date(2026, 8, 1)
    )
    rewrite(city / "health/site", "status.json", lambda found: found.update(day="2026-06-20"))
    assert "警告: “市卫生健康委”现在写的日期是 2026-06-20，比上一次读到的 2026-06-30 还早 [member-older]" in check_text(city)


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
    assert "member-address-taken" not in check_text(city)


def test_a_member_that_lies_elsewhere_than_the_portal_says_is_told(city: Path) -> None:
    (city / "portal.yml").write_text(PORTAL.replace("address: health/", "address: wjw/"), "utf-8")
    assert (
        "portal.yml:10:82: 提示: “市卫生健康委”的站点写自己的网址是 https://yunze.example/health/，portal.yml 写的是 https://yunze.example/wjw/"
        " [member-moved]\n"
    ) in check_text(city)


INNER = [
    "http://192.168.1.5/gk/",
    "http://10.0.0.8:8080/",
    "https://[fd00::1]/gk/",
    "https://oa.yunze.local/gk/",
    "http://gkserver/",
]
OUTSIDE = [
    "https://gk.example/",
    "https://local.example/",
    "http://8.8.8.8/gk/",
    "https://internal.yunze.gov.cn/",
    "https://xn--fiqs8s.example/",
]


def say_site(city: Path, site: str) -> None:
    for file in ("status.json", "catalog.json"):
        rewrite(city / "health/site", file, lambda found: found.update(site=site))


@pytest.mark.parametrize("address", INNER)
def test_an_address_of_an_inner_network_is_told(city: Path, address: str) -> None:
    text = PORTAL.replace("address: health/", f'address: "{address}"')
    (city / "portal.yml").write_text(text, "utf-8")
    assert f"portal.yml:10:82: 警告: “市卫生健康委”的网址 {address} 只有内部网络打得开 [member-inner]\n" in check_text(city)
    (city / "portal.yml").write_text(PORTAL, "utf-8")
    say_site(city, address)
    found = check_text(city)
    assert f"“市卫生健康委”的网址 {address} 只有内部网络打得开 [member-inner]\n" in found
    assert "member-moved" not in found


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_that_everybody_can_open_is_not_called_an_inner_one(city: Path, address: str) -> None:
    (city / "portal.yml").write_text(PORTAL.replace("address: health/", f'address: "{address}"'), "utf-8")
    say_site(city, address)
    assert check_text(city) == CLEAN


@pytest.mark.parametrize(
    ("old", "new"),
    [("site_url: https://yunze.example/", "site_url: http://10.0.0.1/"), ("groups:\n", "inner_hosts: [192.168.1.5]\ngroups:\n")],
)
def test_a_portal_for_people_inside_may_have_inner_addresses(city: Path, old: str, new: str) -> None:
    address = "http://192.168.1.5/gk/"
    text = PORTAL.replace("address: health/", f'address: "{address}"').replace(old, new)
    (city / "portal.yml").write_text(text, "utf-8")
    say_site(city, address)
    assert check_text(city) == CLEAN


REPORT = {"year": 2025, "period": "2025", "series": "", "address": "reports/2025/", "published": "2026-01-20"}


@pytest.mark.parametrize(
    "address",
    ["https://[abc/", "https://gk.example:99999/", "https://gk.example:abc/", "https://u:p@gk.example/", "https://gk.example:0/"],
)
def test_an_address_that_leads_nowhere_is_told(city: Path, address: str) -> None:
    for old in ("address: health/", "folder: health/site, address: health/"):
        found = told(city, old, f'address: "{address}"')
        assert f"“address”的值“{address}”格式不对 [value-malformed]\n" in found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda it: it.update(day="9999-12-31"), "它写的日期 9999-12-31 还没有到"),
        (lambda it: it["months"].append({"month": "x", "items": 0, "judged": 0, "late": 0}), "“months.month”的值不对：x"),
        (lambda it: it["categories"].append({"id": "no/such", "name": "乙", "items": 0}), "“乙”写的分类“no”，它没有这个分类"),
    ],
)
def test_what_a_status_can_never_say_is_not_believed(city: Path, change: Callable[[dict[str, Any]], object], says: str) -> None:
    rewrite(city / "health/site", "status.json", change)
    assert f"“市卫生健康委”的 status.json 不可信（{says}）" in check_text(city)


@pytest.mark.parametrize(
    ("reports", "says"),
    [
        ([{"period": "2019"}], "第 1 份报告的年份 2025，与它的“2019”或者公开日期 2026-01-20 不符"),
        ([{"published": "2020-01-20"}], "第 1 份报告的年份 2025，与它的“2025”或者公开日期 2020-01-20 不符"),
        ([{}, {"address": "reports/2025-2/"}], "“reports”里“2025”写了两次"),
    ],
)
def test_a_report_on_another_year_than_it_says_is_not_believed(city: Path, reports: list[dict[str, Any]], says: str) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found.update(reports=[REPORT | one for one in reports]))
    assert f"“市卫生健康委”的 catalog.json 不可信（{says}）" in check_text(city)


@pytest.mark.parametrize(
    "reports",
    [
        [{"period": "2024-2025"}],
        [{"period": "2025-2026", "published": "2026-05-01"}],
        [{"period": "2025-q1", "published": "2025-04-09"}],
        [{"period": "2024-2025-h1", "published": "2024-11-01"}],
        [{"period": "", "published": ""}],
        [{}, {"series": "law", "address": "reports/law/2025/"}],
    ],
)
def test_a_report_on_a_year_that_begins_in_another_is_believed(city: Path, reports: list[dict[str, Any]]) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found.update(reports=[REPORT | one for one in reports]))
    assert check_text(city) == CLEAN


def test_a_title_of_signs_that_nobody_sees_is_none(city: Path) -> None:
    rewrite(city / "health/site", "catalog.json", lambda found: found["items"][0].update(title="\u200b\u2060"))
    assert "（第 1 条信息没有标题或者编号（2023/notice））" in check_text(city)


def test_an_empty_manifest_is_called_empty(city: Path) -> None:
    (city / "health/site/manifest-sha256.txt").unlink()
    (city / "health/site/manifest-sha256.txt").write_text("\n", "utf-8")
    assert "“市卫生健康委”的 manifest-sha256.txt 读不出来（是空文件）" in check_text(city)


def test_a_sample_among_bodies_is_told_and_not_in_a_portal_that_is_one(city: Path) -> None:
    rewrite(city / "health/site", "status.json", lambda found: found.update(sample=True))
    assert "警告: “市卫生健康委”的站点写明是示例，里面的内容是虚构的 [member-sample]\n" in check_text(city)
    (city / "portal.yml").write_text(f"{PORTAL}sample: true\n", "utf-8")
    assert check_text(city) == CLEAN


def test_whose_a_withdrawn_item_was_is_not_told_and_may_be_counted(city: Path) -> None:
    def withdraw(found: dict[str, Any]) -> None:
        found["items"][0].pop("department")
        found["items"][0]["state"] = "withdrawn"

    rewrite(city / "health/site", "catalog.json", withdraw)
    assert check_text(city) == CLEAN
    rewrite(city / "health/site", "status.json", lambda found: found["departments"][0].update(items=2))
    assert "“办公室”写的是 2 条，目录里是 1 条" in check_text(city)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("folder: lake/site", "folder: link/site", "第 2 个的 folder 与第 1 个相同：“link/site” [portal-value-twice]"),
        ("folder: lake/site", "folder: lake/../health/site", "第 2 个的 folder 与第 1 个相同：“lake/../health/site”"),
        ("name: 澄湖区", "name: 市卫生健康委\u3000", "第 2 个的 name 与第 1 个相同"),
        ("https://lake.example/gk/", "HEALTH/", "第 2 个的 address 与第 1 个相同：“HEALTH/”"),
        ("folder: lake/site", "folder: site", "“澄湖区”的文件夹“site”是门户自己的站点写到的地方 [member-in-output]"),
        ("folder: lake/site", "folder: lake/../site/lake", "“lake/../site/lake”是门户自己的站点写到的地方 [member-in-output]"),
        ("id: lake", f"id: {'a' * 300}", "“id”的值“aaa"),
    ],
)
def test_what_two_sites_would_share_is_told(city: Path, before: str, after: str, told: str) -> None:
    (city / "link").symlink_to("health")
    (city / "portal.yml").write_text(PORTAL.replace(before, after), "utf-8")
    assert told in check_text(city)


def test_a_portal_never_takes_the_place_of_a_member(city: Path) -> None:
    (city / "portal.yml").write_text(PORTAL.replace("folder: lake/site", "folder: out/lake"), "utf-8")
    (city / "lake/site").rename(city / "lake/old")
    (city / "out").mkdir()
    (city / "lake/old").rename(city / "out/lake")
    done = CliRunner().invoke(main, ["portal", "build", str(city), "--output", str(city / "out")])
    assert done.exit_code == 1
    assert "[member-in-output]" in done.output
    assert (city / "out/lake/catalog.json").is_file()
    assert "member-in-output" not in check_text(city)


def test_a_source_that_is_none_is_told_in_words(city: Path) -> None:
    (city / "portal.yml").write_text(PORTAL.replace("folder: lake/site", "folder: lake/site, source: nowhere"), "utf-8")
    done = CliRunner().invoke(main, ["portal", "build", str(city), "--members", "--today", "2026-07-01"])
    assert "那里没有 catalog.yml：source 写它的源文件所在的文件夹" in done.output
    assert "NotASite" not in done.output
