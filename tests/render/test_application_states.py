"""Applicants find the state of their application by the number of their receipt, and nobody finds another's."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from generator.cli import main
from generator.load.shipped import SHIPPED
from generator.model.receipt import anchor_of, is_receipt, is_weak, make_receipt
from generator.run.due import tell_due
from generator.run.options import Options
from tests.sites import BASE, TODAY, build_site, check_site, write_site

NUMBERS = ("7K2M-X3QF-9TBH", "QW8R-4ZN1-0VDC", "H5TX-PJ2G-E6YK", "A1BC-9DEF-2GHJ", "3MNP-4QRS-5TVW")
REGISTER = f"""\
-- content/applications/2026.csv --
收到日期,申请人类别,接收渠道,办理结果,答复日期,是否延期,征求意见工作日,回执号,告知补正日期,收到补正日期
2026-06-15,自然人,网络,,,,,{NUMBERS[0]},,
2026-06-01,自然人,网络,予以公开,2026-06-20,,,{NUMBERS[1]},,
2026-01-05,自然人,邮寄,予以公开,2026-01-20,,,{NUMBERS[2]},,
2026-06-08,自然人,邮寄,,,,,{NUMBERS[3]},2026-06-12,
2026-05-18,自然人,邮寄,,,是,,{NUMBERS[4]},,
2026-06-16,自然人,邮寄,,,,,,,
-- content/pages/apply.md --
---
title: 依申请公开
---
{{{{ application_states }}}}
"""


def states(site: Path) -> dict[str, str]:
    page = (site / "site/apply/index.html").read_text("utf-8")
    return dict(re.findall(r'<li id="(s-[0-9a-f]{32})" tabindex="-1">([^<]+)</li>', page))


def test_each_state_stands_under_the_digest_of_its_number_and_has_nothing_but_days(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REGISTER)
    assert build_site(site).published
    assert states(site) == {
        anchor_of(NUMBERS[0]): "2026-06-15 收到，正在办理。最迟在 2026-07-14 答复。",
        anchor_of(NUMBERS[1]): "已经在 2026-06-20 答复。",
        anchor_of(NUMBERS[3]): "2026-06-12 请您补正，收到补正以后继续办理。",
        anchor_of(NUMBERS[4]): "2026-05-18 收到，已经延长期限，正在办理。最迟在 2026-07-14 答复。",
    }
    # In the order of the digests, which says nothing of who came first.
    assert list(states(site)) == sorted(states(site))


def test_no_file_of_the_site_has_a_number_or_a_line_of_the_register(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REGISTER)
    assert build_site(site).published
    whole = b"".join(path.read_bytes() for path in (site / "site").rglob("*") if path.is_file())
    for number in NUMBERS:
        assert number.encode() not in whole
        assert number.replace("-", "").encode() not in whole.replace(b"-", b"")
    assert "自然人".encode() not in whole


def test_published_answers_are_linked_from_the_page(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        BASE.replace("categories:", "published_answers: 财政信息\ncategories:", 1),
        REGISTER.split("-- content/pages", maxsplit=1)[0],
    )
    (site / "content/pages/apply.md").write_text("---\ntitle: 依申请公开\n---\n{{ application_states }}\n", "utf-8")
    assert build_site(site).published
    assert '<a href="../catalog/finance/">公开的依申请答复：财政信息</a>' in (site / "site/apply/index.html").read_text("utf-8")


def test_what_is_made_clear_begins_the_term_anew(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REGISTER.replace("2026-06-12,\n", "2026-06-12,2026-06-22\n"))
    assert build_site(site).published
    assert states(site)[anchor_of(NUMBERS[3])] == "2026-06-08 收到，正在办理。最迟在 2026-07-20 答复。"


def test_made_numbers_are_random_and_of_the_form() -> None:
    made = {make_receipt() for _ in range(500)}
    assert len(made) == 500
    assert all(is_receipt(number) and not is_weak(number) for number in made)


@pytest.mark.parametrize("number", ["0000-0000-0001", "2026-2026-2026", "0123-4567-89AB", "1111-2222-3333"])
def test_numbers_that_somebody_made_up_are_weak(number: str) -> None:
    assert is_weak(number)


@given(st.sampled_from(NUMBERS), st.sampled_from(["", " ", "-", "—"]), st.booleans())
def test_a_number_is_found_however_it_is_typed(number: str, joint: str, lower: bool) -> None:
    typed = number.replace("-", joint).replace("0", "O").replace("1", "l")
    assert anchor_of(typed.lower() if lower else typed) == anchor_of(number)


def letter(site: Path, *words: str) -> str:
    done = CliRunner().invoke(main, ["new", "letter", *words, "--site", str(site), "--today", TODAY.isoformat()])
    assert done.exit_code == 0, done.output
    path = re.search(r"已新建 (\S+\.docx)", done.output)
    assert path
    return "\n".join(one.text for one in docx.Document(path[1]).paragraphs)


def test_a_receipt_has_its_number_its_term_and_the_address_of_its_state(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REGISTER)
    text = letter(site, "receipt", NUMBERS[0])
    assert text.startswith(f"政府信息公开申请受理回执\n回执号：{NUMBERS[0]}\n________：\n")
    assert "在 2026年6月15日 收到你（单位）提交的政府信息公开申请" in text
    assert "最迟在 2026年7月14日 答复" in text
    assert f"https://example.org/gk/apply/#{anchor_of(NUMBERS[0])}" in text


def test_without_a_number_a_receipt_gets_one_for_the_register(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    done = CliRunner().invoke(main, ["new", "letter", "receipt", "--site", str(site), "--today", TODAY.isoformat()])
    number = re.search(r"收到日期 2026-06-30，回执号 (\S+)\n", done.output)
    assert number
    assert is_receipt(number[1])
    assert [path.name for path in (site / "letters").iterdir()] == [f"{number[1]}-receipt.docx"]
    assert build_site(site).published
    assert not [path for path in (site / "site").rglob("*") if "letter" in path.name]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("补正告知书", ""),
        ("correction", "答复期限从收到补正材料之日起计算"),
        ("extension", "延长的时间不超过 20 个工作日，最迟在 2026年8月11日 答复"),
        ("third_party", "在收到本书之日起 15 个工作日内"),
        ("已主动公开", "获取的方式、途径：________"),
        ("予以公开", "所申请的信息可以公开"),
        ("部分公开", "不予公开的部分和理由：________"),
        ("不予公开", "应当自收到之日起 60 日内先向"),
        ("信息不存在", "检索的范围和方式：________"),
        ("不属于本机关负责公开", "不属于云泽市卫生健康委员会负责公开"),
        ("重复申请", "现不予重复处理"),
        ("依照其他规定办理", "请依照下列规定办理：________"),
    ],
)
def test_every_notice_and_answer_names_its_article_and_nobody(kind: str, said: str, tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REGISTER)
    if not said:
        done = CliRunner().invoke(main, ["new", "letter", kind, NUMBERS[0], "--site", str(site), "--today", TODAY.isoformat()])
        assert done.exit_code == 2
        assert "有的是：" in done.output
        return
    text = letter(site, kind, NUMBERS[0])
    assert said in text
    assert "依据：条例第三十" in text
    assert "{" not in text


def test_what_is_to_be_answered_becomes_due_and_nobody_is_named(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REGISTER)
    lines = tell_due(Options(site, TODAY), 30, "text").splitlines()
    assert [line for line in lines if "应当答复" in line] == [
        "2026-07-14 应当答复：2026-06-15 收到的申请（登记簿第 1 件） [content/applications/2026.csv]",
        "2026-07-14 应当答复：2026-05-18 收到的申请（登记簿第 5 件） [content/applications/2026.csv]",
        "2026-07-15 应当答复：2026-06-16 收到的申请（登记簿第 6 件） [content/applications/2026.csv]",
    ]
    assert not [number for number in NUMBERS if number in tell_due(Options(site, TODAY), 90, "ical")]


def test_a_calendar_in_which_nothing_is_due_is_one_that_programs_read(tmp_path: Path) -> None:
    """RFC 5545, 3.6: one component at least."""
    site = write_site(tmp_path, BASE, REGISTER)
    (calendar,) = Calendar.from_ical(tell_due(Options(site, dt.date(2026, 5, 1)), 0, "ical"), multiple=True)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    (calendar,) = Calendar.from_ical(tell_due(Options(site, TODAY), 90, "ical"), multiple=True)
    assert {part.name for part in calendar.subcomponents} == {"VEVENT"}


@pytest.mark.parametrize(
    ("kind", "row", "day", "said"),
    [
        ("granted", "2026-06-15,自然人,网络,,,,,{},,", "2026-06-10", "文书的日期 2026-06-10 早于收到申请的 2026-06-15"),
        ("granted", "2026-05-06,自然人,网络,,,,,{},,", "", "应当在 2026-06-02 前答复，已经晚了"),
        ("granted", "2026-06-15,自然人,网络,,,,,{},2026-06-18,", "", "还没有收到补正"),
        ("refused", "2026-06-15,自然人,网络,予以公开,2026-06-26,,,{},,", "", "办理结果是“予以公开”，这份答复用于：国家秘密"),
        ("extension", "2026-06-15,自然人,网络,,,是,,{},,", "", "延长只有一次"),
        ("extension", "2026-05-06,自然人,网络,,,,,{},,", "", "过了就不能再延长"),
        ("extension", "2026-06-15,自然人,网络,予以公开,2026-06-26,,,{},,", "", "2026-06-26 已经答复（予以公开）"),
        ("correction", "2026-06-15,自然人,网络,,,,,{},,", "", "应当在 2026-06-25 前一次告知补正"),
        ("correction", "2026-06-15,自然人,网络,,,,,{},2026-06-17,2026-06-22", "2026-06-23", "补正只告知一次"),
        ("granted", "2026-06-15,自然人,网络,,,,,{},,", "", ""),
        ("granted", "2026-06-15,自然人,网络,予以公开,2026-06-26,,,{},,", "", ""),
        ("granted", "2026-04-30,自然人,网络,,,是,,{},,", "", ""),
        ("granted", "2026-05-06,自然人,网络,,,,20,{},,", "", ""),
        ("extension", "2026-06-15,自然人,网络,,,,,{},,", "", ""),
        ("correction", "2026-06-15,自然人,网络,,,,,{},2026-06-17,", "", ""),
        ("fee", "2026-06-15,自然人,网络,,,,,{},,", "", ""),
        ("not_held", "2026-06-15,自然人,网络,不掌握,2026-06-26,,,{},,", "", ""),
    ],
)
def test_what_of_the_register_speaks_against_a_letter_is_told(kind: str, row: str, day: str, said: str, tmp_path: Path) -> None:
    head = REGISTER.split("\n", 2)
    site = write_site(tmp_path, BASE, "\n".join((*head[:2], row.format(NUMBERS[0]), "")))
    words = ["new", "letter", kind, NUMBERS[0], "--site", str(site), "--today", day or TODAY.isoformat()]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    told = [line for line in done.output.splitlines() if "发出之前请核对" in line]
    assert len(told) == bool(said)
    assert said in "".join(told)


def test_an_answer_without_the_number_of_its_application_is_not_written(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["new", "letter", "granted", "--site", str(write_site(tmp_path, BASE, REGISTER))])
    assert (done.exit_code, "请在种类后面写上登记簿里的回执号" in done.output) == (2, True)


def test_an_answer_is_about_an_application_of_the_register(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REGISTER)
    done = CliRunner().invoke(main, ["new", "letter", "granted", "AAAA-BBBB-CCCC", "--site", str(site)])
    assert done.exit_code == 2
    assert "登记簿里没有回执号“AAAA-BBBB-CCCC”" in done.output


def test_a_hospital_has_a_way_to_ask_a_form_and_letters_of_its_own(tmp_path: Path) -> None:
    """By the measures of 2022, in which there is no review by a court of law but 申诉."""
    site = tmp_path / "site"
    shutil.copytree(SHIPPED / "examples/city/hospital", site, ignore=shutil.ignore_patterns("site", ".site*"))
    assert build_site(site, today=dt.date(2026, 11, 21)).published
    page = (site / "site/apply/index.html").read_text("utf-8")
    assert "本人的病历资料到病案室复印" in page
    assert 'data-field="what"' in page
    assert "云泽市卫生健康委员会申诉" in page
    assert "行政复议" not in page
    done = CliRunner().invoke(main, ["new", "letter", "receipt", "--site", str(site), "--today", "2026-11-20"])
    assert done.exit_code == 0, done.output
    (path,) = (site / "letters").iterdir()
    text = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
    assert "云泽市人民医院在 2026年11月20日 收到您的信息公开咨询" in text
    assert "最迟在 2026年12月18日 答复" in text


def test_an_item_of_a_hospital_goes_through_the_steps_that_its_catalog_names(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SHIPPED / "examples/city/hospital", site, ignore=shutil.ignore_patterns("site", ".site*"))
    catalog = site / "catalog.yml"
    catalog.write_text(f"procedure: yard\n{catalog.read_text('utf-8')}", "utf-8")
    said = check_site(site, today=dt.date(2026, 11, 21))
    assert said.count("[step-missing]") >= 3
    assert "提出" in said
