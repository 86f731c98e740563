"""Boards: a sheet to hang up, and a view for a screen that turns by its style alone and asks nobody for anything."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.shipped import SHIPPED
from generator.model.board import Board
from generator.run.board_sizes import fitting
from generator.run.boards import turning
from generator.run.build import build
from generator.run.editions import edition_runs
from generator.run.options import Options, Progress, output_of
from tests.sites import BASE, build_site, write_site

EXAMPLE = SHIPPED / "examples/township-hospital"
TODAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("boards") / "site"
    (one,) = edition_runs(Options(EXAMPLE, TODAY), ["public"], output)
    assert build(one.options, one.folder, Progress()).published
    return output / "boards/board"


def test_a_sheet_has_title_text_who_when_where_to_object_and_code(board: Path) -> None:
    sheet = (board / "index.html").read_text("utf-8")
    whole = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", sheet))
    assert "心电图机采购结果 财务科 郑联络 2026-09-07" in whole
    assert "询价采购心电图机 1 台，成交价 38600 元。" in whole
    assert "有意见请投意见箱，或者在公开后 10 日内向院务公开办公室提出 院务公开办公室 0379-5550260" in whole
    assert 'src="data:image/png;base64,' in sheet
    assert 'alt="https://wsy.example.org/gk/items/2026/purchase-ecg/"' in sheet
    assert "@page { size: A3; margin: 15mm; }" in (board / "board.css").read_text("utf-8")


def test_it_has_the_items_of_its_categories_newest_first_and_no_more_than_it_may(board: Path) -> None:
    sheet = (board / "index.html").read_text("utf-8")
    days = re.findall(r"<span>(\d{4}-\d\d-\d\d)</span>", sheet)
    assert days == sorted(days, reverse=True)
    assert len(days) == 12
    assert "卫生院概况" not in sheet  # of another category


@pytest.mark.parametrize("name", ["index.html", "board.css", "screen/index.html", "screen/screen.css"])
def test_nothing_on_a_board_asks_another_host_or_runs_anything(name: str, board: Path) -> None:
    text = (board / name).read_text("utf-8")
    assert "<script" not in text
    assert "style=" not in text
    asked = re.findall(r'(?:src|<link[^>]*href)="([^"]*)"|url\(([^)]*)\)|@import', text)
    assert [
        found for found in asked if not (found[0].startswith("data:image/png") or found[0] in ("board.css", "screen.css"))
    ] == []


@given(st.integers(2, 40), st.integers(1, 60))
def test_at_every_moment_one_slide_is_seen_and_each_as_long(slides: int, seconds: int) -> None:
    css = turning(slides, seconds)
    whole = int(re.findall(r"turn (\d+)s", css)[0])
    share = float(re.findall(r"([\d.]+)% \{ visibility: hidden", css)[0])
    delays = [int(delay) for delay in re.findall(r"animation-delay: (\d+)s", css)]
    assert (whole, delays) == (slides * seconds, [number * seconds for number in range(slides)])
    assert abs(whole * share / 100 - seconds) < 0.1
    assert css.index("prefers-reduced-motion: no-preference") < css.index("animation:")


def test_one_slide_does_not_turn() -> None:
    assert turning(1, 10) == turning(0, 10) == ""


OBJECTED = """\
-- content/items/2026/old.md --
---
title: 任前公示
index_number: 11379900MB28399186/2026-00009
category: policy
created: 2025-01-02
published: 2025-01-03
summary: 公示。
notice_period: {from: 2025-01-03, to: 2026-07-01, objections: 人事科 0379-5550181}
---
拟任。见[通知](../2023/notice.md)。
"""


def test_what_may_still_be_objected_to_stays_and_a_link_is_words(tmp_path: Path) -> None:
    catalog = BASE.split("-- content/", maxsplit=1)[0].replace(
        "departments:\n", "boards: [{id: wall, name: 公开栏}]\ndepartments:\n", 1
    )
    site = write_site(tmp_path, BASE, catalog, OBJECTED)
    assert build_site(site).published
    sheet = (site / "site/boards/wall/index.html").read_text("utf-8")
    assert "任前公示" in sheet
    assert "关于做好夏季防病工作的通知" not in sheet  # of 2023
    assert '<p class="notice">人事科 0379-5550181</p>' in sheet
    assert "<p>拟任。见通知。</p>" in sheet
    assert build_site(site, today=dt.date(2026, 7, 2)).published
    assert "任前公示" not in (site / "site/boards/wall/index.html").read_text("utf-8")


SHEETS = [
    Board(id="a", name="a", paper=paper, layout=layout)
    for paper in get_args(get_type_hints(Board)["paper"])
    for layout in get_args(get_type_hints(Board)["layout"])
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.layout}-{sheet.paper}")
def test_less_on_a_sheet_stands_in_larger_type_and_none_in_type_that_cannot_be_read(sheet: Board) -> None:
    sizes = [fitting(sheet, [(200,)] * entries)[0] for entries in (1, 5, 10, 20, 80)]
    assert sizes[0] == max(sizes)
    assert min(sizes) >= {"A4": 9.5, "A3": 12}[sheet.paper]
    assert sizes[0] > sizes[-1]


def test_twelve_short_items_stand_on_one_sheet_in_two_columns(board: Path) -> None:
    css = (board / "board.css").read_text("utf-8")
    assert re.search(r"body\.board \{ font-size: (1[4-9]|2\d)\.[05]pt; \} body\.board main \{ columns: 2; \}", css)


def test_a_leaflet_of_services_says_what_to_bring_and_what_all_have_in_common_once(tmp_path: Path) -> None:
    (one,) = edition_runs(Options(SHIPPED / "examples/service-centre", TODAY), ["public"], tmp_path / "site")
    assert build(one.options, one.folder, Progress()).published
    sheet = (tmp_path / "site/boards/birth/index.html").read_text("utf-8")
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", sheet))
    assert "申请材料： 出生医学证明 父母的户口簿 父母的身份证" in words
    assert "收费标准： 不收费" in words
    assert "办什么事" not in words
    css = (tmp_path / "site/boards/birth/board.css").read_text("utf-8")
    # Three lists of fields fill one sheet, and go on from column to column.
    assert "body.leaflet article { break-inside: auto; }" in css
    assert re.search(r"body\.leaflet \{ font-size: 1[01]\.[05]pt; \} body\.leaflet main \{ columns: 2; \}", css)
    # A step stands above where it may turn off: the line between them is a sign of the file alone.
    assert "办理程序： 受理：当场登记，发给受理通知书 材料不齐：一次告知要补什么 审查：核对材料 不符合条件：书面说明理由" in words
    assert "|" not in words
    assert '<span class="line inner">材料不齐：一次告知要补什么</span>' in sheet
    poster = (tmp_path / "site/boards/pledges/index.html").read_text("utf-8")
    assert poster.count("<article>") == 3


@pytest.mark.parametrize(
    ("entries", "size"), [(1, 38), (6, 18), (16, 17)], ids=["one pledge", "six on one sheet", "sixteen on two"]
)
def test_pledges_are_as_large_as_their_sheets_have_room_for(entries: int, size: float) -> None:
    found, columns = fitting(Board(id="a", name="a", paper="A3", layout="poster"), [(12, 20)] * entries)
    assert (found >= size, columns) == (True, 1)


def test_a_table_of_many_columns_has_the_whole_width() -> None:
    wall = Board(id="a", name="a")
    assert fitting(wall, [(12, 20)] * 9)[1] == 2
    assert fitting(wall, [(12, 20)] * 9, is_wide=True)[1] == 1


CORRECTED = """\
-- content/items/2026/first.md --
---
title: 关于降低门诊费的通告
index_number: 11379900MB28399186/2026-00009
category: policy
created: 2026-06-02
published: 2026-06-03
summary: 门诊费降低。
---
门诊费降到 5 元。
-- content/items/2026/second.md --
---
title: 关于《关于降低门诊费的通告》的更正
index_number: 11379900MB28399186/2026-00010
category: policy
created: 2026-06-04
published: 2026-06-05
summary: 应为 6 元。
corrects: {item: 2026/first, kind: correction}
---
《关于降低门诊费的通告》里“5 元”应为“6 元”。
-- content/items/2026/long.md --
---
title: 门诊须知全文
index_number: 11379900MB28399186/2026-00011
category: policy
created: 2026-06-04
published: 2026-06-04
summary: 门诊须知。
---
"""


def test_what_was_corrected_says_so_on_the_wall_on_the_screen_and_in_a_letter(tmp_path: Path) -> None:
    boards = "boards: [{id: wall, name: 公开栏}, {id: post, name: 简报, layout: letter}]\ndepartments:\n"
    catalog = BASE.split("-- content/", maxsplit=1)[0].replace("departments:\n", boards, 1)
    long = "\n\n".join(
        f"第{number}条 病人先到服务台登记，再到诊室候诊，带上身份证和医保卡，听护士安排。" * 3 for number in range(60)
    )
    site = write_site(tmp_path, BASE, catalog, CORRECTED + long + "\n")
    result = build_site(site)
    assert result.published
    folder = site / "site/boards"
    mark = "已更正：关于《关于降低门诊费的通告》的更正"
    for file in ("wall/index.html", "wall/screen/index.html", "post/index.html"):
        assert f'关于降低门诊费的通告</h2>\n<p class="mark">{mark}</p>' in re.sub(
            "</?a[^>]*>", "", (folder / file).read_text("utf-8")
        )
    assert f"关于降低门诊费的通告\n{mark}\n" in (folder / "post/letter.txt").read_text("utf-8")
    # A text that is longer than a sheet begins below the others and goes on; they stay whole.
    css = (folder / "wall/board.css").read_text("utf-8")
    assert re.findall(r"article:nth-of-type\((\d)\) \{ break-inside: auto; \}", css) == ["2"]


def test_a_screen_shows_the_words_of_an_item_that_are_few(board: Path) -> None:
    screen = (board / "screen/index.html").read_text("utf-8")
    assert "询价采购心电图机 1 台，成交价 38600 元。" in screen


def test_a_site_without_boards_has_none(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    assert build_site(site).published
    assert not (site / "site/boards").exists()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of a health office, built."""
    output = tmp_path_factory.mktemp("office") / "site"
    site = SHIPPED / "examples/health-office"
    assert build(Options(site, TODAY), output_of(site, output), Progress()).published
    return output


def test_a_letter_says_what_each_item_is_about_and_where_it_is(office: Path) -> None:
    page = (office / "boards/monthly/index.html").read_text("utf-8")
    assert '<h2><a href="https://wjj.example.org/fw/items/blood-days/">夏季献血安排</a></h2>' in page
    assert [word for word in ("<script", "<img", "style=", "screen/") if word in page] == []
    letter = (office / "boards/monthly/letter.txt").read_text("utf-8")
    assert letter.startswith(
        "示例站点：机关、地址、电话和全部内容均为虚构。\n卫生服务简报\n澄湖区卫生健康局\n截至 2026-11-21\n\n1. 夏季献血安排\n"
    )
    entry = "献血办公室  2026-05-28\n六月到八月献血屋延长到晚上八点\nhttps://wjj.example.org/fw/items/blood-days/\n\n2. "
    assert entry in letter
    assert letter.endswith("\n\n转载请注明出处\n澄湖区卫生健康局服务科 0379-5550700\nhttps://wjj.example.org/fw/\n")
    assert "白内障" not in letter  # of another category
    assert sorted(path.name for path in (office / "boards/monthly").iterdir()) == ["board.css", "index.html", "letter.txt"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("catalog/kind/cost/type/appendicitis", "急性阑尾炎（区人民医院） 急性阑尾炎 区人民医院 5 7850.00 2430.00"),
        ("catalog/kind/station/type/lake", "湖滨广场献血屋 湖滨街道 湖滨广场东侧 每天 9:00–17:00 0379-5550741"),
        ("catalog/kind/clinic", "区人民医院，康复期转回 412 每天 8:00–17:30"),
        ("catalog/kind/answer/type/insurance", "住院以前在门诊做的检查能不能报销 医保 2026-03-04 2026-03-09"),
        ("guide", "微信公众号 澄湖卫生服务"),
    ],
)
def test_institutions_places_and_answers_stand_side_by_side(address: str, words: str, office: Path) -> None:
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", (office / address / "index.html").read_text("utf-8")))
    assert words in text


def test_a_leaflet_has_the_items_of_one_event_of_life_and_a_poster_large_letters(tmp_path: Path) -> None:
    (one,) = edition_runs(Options(EXAMPLE, TODAY), ["public"], tmp_path / "site")
    assert build(one.options, one.folder, Progress()).published
    leaflet = (tmp_path / "site/boards/clinic/index.html").read_text("utf-8")
    assert re.findall(r"<h2>([^<]+)</h2>", leaflet) == ["行风监督电话和投诉办法", "门诊时间和就诊流程"]
    assert '<body class="leaflet">' in leaflet
    assert "@page { size: A4; margin: 10mm; }" in (tmp_path / "site/boards/clinic/board.css").read_text("utf-8")
    assert '<body class="poster">' in (tmp_path / "site/boards/pledges/index.html").read_text("utf-8")
    assert "@page { size: A3; margin: 25mm; }" in (tmp_path / "site/boards/pledges/board.css").read_text("utf-8")
    # What is for patients alone is on no leaflet of the public, whatever its event.
    assert "住院费用每日清单怎样查" not in leaflet
