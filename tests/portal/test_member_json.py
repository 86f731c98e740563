"""What a member tells in loose JSON is not believed: a value of another type, a name twice, another encoding, an id that is none."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.portal.members import add, check_text, rewrite, write
from tests.portal.test_build import TITLE, build, page
from tests.portal.test_check import CLEAN

STATUS, CATALOG, SERIES = "status.json", "catalog.json", "reports/series.json"
Change = Callable[[dict[str, Any]], object]


def refused(city: Path, name: str) -> str:
    """Why a file of the first member is not believed."""
    match = re.match(
        rf"portal\.yml:\S+ 警告: “市卫生健康委”的 {name} (?:读不出来|不可信)（(.*)）；以前也没有读到过", check_text(city)
    )
    assert match, check_text(city)
    return match[1]


def replace(city: Path, name: str, old: str, new: str) -> None:
    """Writes something else in a JSON file, whether that is JSON or not."""
    site = city / "health/site"
    text = json.dumps(json.loads((site / name).read_text("utf-8")), ensure_ascii=False)
    assert old in text
    write(site, name, text.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda it: it.update(items="1"), '“items”的值不对："1"'),
        (lambda it: it.update(items=1.0), "“items”的值不对：1.0"),
        (lambda it: it.update(items=True), "“items”的值不对：true"),
        (lambda it: it["months"][0].update(items=1.0), "“months.0.items”的值不对：1.0"),
        (lambda it: it.update(late=False), "“late”的值不对：false"),
        (lambda it: it.update(sample=1), "“sample”的值不对：1"),
        (lambda it: it.update(sample="yes"), '“sample”的值不对："yes"'),
        (lambda it: it.update(internal=0), "“internal”的值不对：0"),
        (lambda it: it.update(day=1782777600), "“day”的值不对：1782777600"),
        (lambda it: it.update(day="1782777600"), '“day”的值不对："1782777600"'),
        (lambda it: it.update(day="2026-06-30T00:00:00Z"), '“day”的值不对："2026-06-30T00:00:00Z"'),
        (lambda it: it.update(day="2026-06-31"), '“day”的值不对："2026-06-31"'),
        (lambda it: it.update(day="0001-01-01"), "“day”的值不对：0001-01-01"),
        (lambda it: it["categories"][0].update(last="1782777600"), '“categories.0.last”的值不对："1782777600"'),
        (lambda it: it.update(months={}), "“months”的值不对：{}"),
        (lambda it: it.update(body=[]), "“body”的值不对：[]"),
        (
            lambda it: it.update(overdue_reports=[{"year": "2025", "due": "2026-01-31"}]),
            '“overdue_reports.0.year”的值不对："2025"',
        ),
        (
            lambda it: it.update(problems=[{"rule": "x", "severity": "warning", "count": 10**30}]),
            "“x”的值不对：1000000000000000000000000000000…",
        ),
        (lambda it: it["departments"][0].update(id="a\x7fb"), "“departments”里的编号“a�b”不能作编号"),
        (lambda it: it["departments"][0].update(id="../a"), "“departments”里的编号“../a”不能作编号"),
        (lambda it: it["offices"][0].update(id="a\nb"), "“offices”里的编号“a b”不能作编号"),
        (lambda it: it["requirements"][0].update(id=".."), "“requirements”里的编号“..”不能作编号"),
        (lambda it: it.update(profile="a/b"), "“profile”里的编号“a/b”不能作编号"),
        (lambda it: it["pages"].update(apply="//evil.example/"), "页面的网址“//evil.example/”不在它的站点里"),
        (lambda it: it.update(site='https://yunze.example/"><b>/'), '写的网址“https://yunze.example/"><b>/”不是一个网站的网址'),
        (lambda it: it.update(site="https://yun\tze.example/"), "写的网址“https://yun ze.example/”不是一个网站的网址"),
    ],
)
def test_a_status_of_loose_values_is_not_believed(city: Path, change: Change, says: str) -> None:
    rewrite(city / "health/site", STATUS, change)
    assert refused(city, STATUS) == says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda it: it["items"][0].update(id="a\nb"), "第 1 条信息没有标题或者编号（a b）"),
        (lambda it: it["items"][0].update(id="\u200b"), "第 1 条信息没有标题或者编号（�）"),
        (lambda it: it["items"][0].update(published=False), "第 1 条信息的 published 不对：“false”"),
        (lambda it: it["items"][0].update(published="٢٠٢٣-٠٦-٠١"), "第 1 条信息的 published 不对：“٢٠٢٣-٠٦-٠١”"),
        (lambda it: it.update(publisher="x"), '“publisher”的值不对："x"'),
        (lambda it: it.update(publisher={"name": None}), '“publisher”的值不对：{"name": null}'),
        (lambda it: it.update(site=None), "“site”的值不对：null"),
        (lambda it: it.update(parts={}), "“parts”的值不对：{}"),
        (lambda it: it.update(parts=[{"json": "../x.json"}]), '“parts.json”的值不对："../x.json"'),
    ],
)
def test_a_catalog_of_loose_values_is_not_believed(city: Path, change: Change, says: str) -> None:
    rewrite(city / "health/site", CATALOG, change)
    assert refused(city, CATALOG) == says


@pytest.mark.parametrize("name", [STATUS, CATALOG])
@pytest.mark.parametrize(
    ("new", "says"),
    [
        ('{"weather": NaN, ', "里面有 NaN，JSON 没有这样的数"),
        ('{"weather": -Infinity, ', "里面有 -Infinity，JSON 没有这样的数"),
        (f'{{"weather": {"9" * 5000}, ', "里面的数字太大或者层次太多"),
        (f'{{"weather": {"[" * 10_000}{"]" * 10_000}, ', "里面的数字太大或者层次太多"),
        ("".join(['{"weather": ', '{"a":' * 10_000, "1", "}" * 10_000, ", "]), "里面的数字太大或者层次太多"),
        ('{"items": 7, ', "同一处写了两个“items”"),
        ('{"\\u0069tems": 7, ', "同一处写了两个“items”"),
        ('{"weather": {"a": 1, "a": 1}, ', "同一处写了两个“a”"),
    ],
)
def test_what_is_no_json_or_says_a_name_twice_is_not_believed(city: Path, name: str, new: str, says: str) -> None:
    replace(city, name, "{", new)
    assert refused(city, name) == says


@pytest.mark.parametrize("name", [STATUS, CATALOG])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_another_encoding_is_not_guessed(city: Path, name: str, encoding: str) -> None:
    file = city / "health/site" / name
    write(file.parent, name, file.read_text("utf-8").encode(encoding))
    assert refused(city, name) == "不是 UTF-8 编码"


@pytest.mark.parametrize("name", [STATUS, CATALOG])
@pytest.mark.parametrize(
    "made",
    [
        lambda found: codecs.BOM_UTF8 + json.dumps(found).encode(),
        lambda found: b" \r\n" + json.dumps(found, ensure_ascii=False, indent=3).encode() + b"\r\n",
        lambda found: json.dumps({**found, "a": {"items": 1}, "b": {"items": 2}}).encode(),
        lambda found: json.dumps({**found, "weather": [1.0, 1e300, None, True, 10**30, "1", {"a": []}]}).encode(),
    ],
)
def test_json_that_is_one_is_believed(city: Path, name: str, made: Callable[[Any], bytes]) -> None:
    file = city / "health/site" / name
    write(file.parent, name, made(json.loads(file.read_text("utf-8"))))
    assert check_text(city) == CLEAN


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it["categories"][-1].update(last=None, silent_since=None, nothing=None, rhythm=None),
        lambda it: it["departments"].append({"id": "科室 1:a/b", "name": "乙", "items": 0}),
        lambda it: it.update(problems=[{"rule": "x", "severity": "notice", "count": 10**6}]),
        lambda it: it["body"].update(code="11330000MB0X12345Y"),
    ],
)
def test_a_status_of_its_own_is_believed(city: Path, change: Change) -> None:
    rewrite(city / "health/site", STATUS, change)
    assert check_text(city) == CLEAN


REPORT = {"year": 2025, "period": "2025", "series": "", "address": "reports/2025/"}
FIGURES = {**REPORT, "form": "own-form", "figures": {"new": {"total": 11}}}


@pytest.fixture
def reporting(city: Path) -> Path:
    rewrite(city / "health/site", CATALOG, lambda found: found.update(reports=[REPORT]))
    add(city / "health/site", SERIES, json.dumps({"reports": [FIGURES]}).encode())
    return city


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("NaN", "里面有 NaN，JSON 没有这样的数"),
        ("1e99999999999999999999", "里面的数字太大或者层次太多"),
        ("1e-99999999", "第 1 份报告的 new.total 不对：“1.000E-99999999”"),
        ("0e-99999999", "第 1 份报告的 new.total 不对：“0.000E-99999996”"),
        ('1, "total": 2', "同一处写了两个“total”"),
        ('"\u202e"', "里面有看不见的控制符 U+202E，显示的会和写的不一样"),
    ],
)
def test_a_figure_that_is_none_is_not_believed(reporting: Path, new: str, says: str) -> None:
    replace(reporting, SERIES, "11", new)
    assert refused(reporting, SERIES) == says


@pytest.mark.parametrize("new", ["0.00012345678901234567", '"见附件"', "true", "null", '["a", "b"]', "-3", "1e3"])
def test_beside_numbers_a_report_has_texts_and_blanks(reporting: Path, new: str) -> None:
    replace(reporting, SERIES, "11", new)
    assert check_text(reporting) == CLEAN


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda it: it.update(reports={}), "“reports”的值不对：{}"),
        (lambda it: it.pop("reports"), "缺少“reports”"),
        (lambda it: it["reports"][0].update(series=3), "第 1 份报告的 series 不对：“3”"),
        (lambda it: it["reports"][0].update(period=2025), "第 1 份报告的 period 不对：“2025”"),
        (lambda it: it["reports"][0].update(form=None), "第 1 份报告的 form 不对：“null”"),
        (lambda it: it["reports"][0].update(figures=[]), "第 1 份报告的 figures 不对：“[]”"),
        (lambda it: it["reports"][0].update(address="javascript:x"), "第 1 份报告的网址“javascript:x”不在它的站点里"),
    ],
)
def test_a_series_of_loose_values_is_not_believed(reporting: Path, change: Change, says: str) -> None:
    rewrite(reporting / "health/site", SERIES, change)
    assert refused(reporting, SERIES) == says


def test_of_a_member_that_tells_loosely_the_last_good_copy_stays(city: Path) -> None:
    build(city)
    rewrite(city / "health/site", STATUS, lambda found: found.update(items="1"))
    assert '“items”的值不对："1"）；继续使用截至 2026-06-30 的内容' in check_text(city)
    build(city)
    assert TITLE in page(city, "catalog/bodies/health")
