"""Numbers with hyphens, days and the numbers of documents stay on one line, wherever they stand in a text."""

from html import escape

import pytest

from generator.render.page.kind_table import KindRows
from generator.render.page.numbers import hold_numbers, hold_text
from generator.view.kind_records import KindLine

HELD = '<span class="gk-nowrap">{}</span>'


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("<p>电话：", "0379-5550100", "，工作日接听。</p>"),
        ("<p>自", "2026-03-05", "起施行。</p>"),
        ("<li><strong>", "400-800-1234", "</strong></li>"),
        ("<p>Call ", "(202) 555-0143", " or write.</p>"),
        ("<p>", "2019-2023", "</p>"),
        ('<td class="gk-words">值班 ', "0379-5550100", " 转 3</td>"),
        ("<p>自", "2020年7月1日", "起，</p>"),
        ("<p>", "2019年", "以来</p>"),
        ("<p>每年", "3月", "报送</p>"),
        ("<p>（国办公开办函", "〔2019〕61号", "）</p>"),
        ("<p>国务院令", "第711号", "</p>"),
        ("<p>Applied for on ", "6 March 2026", ", answered.</p>"),
        ("<p>By ", "March 6, 2026", " at noon</p>"),
        ("<p>until ", "30 April", "</p>"),
        ('<h2 id="a-2026-03-05">', "2026-03-05", "</h2>"),
        ('<h3 id="6-march-2026">Meeting of ', "6 March 2026", "</h3>"),
        ('<h2 id="2019年">', "2019年3月", "</h2>"),
    ],
)
def test_a_number_is_held(before: str, number: str, after: str) -> None:
    assert hold_numbers(before + number + after) == before + HELD.format(number) + after


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://a.example/2026-03-05/">公告</a></p>',
        '<p><a href="tel:03795550100">0379-5550100</a></p>',
        "<p>https://a.example/2026-03-05/x</p>",
        '<td class="gk-nowrap">0379-5550100</td>',
        "<p>GB/T 9704-2012/XG1-2020、A4-12、3-5 天</p>",
        "<p>The March of 40 people in May 2026, 12 Maywood Road, 1,000 Marches</p>",
        "<p>没有数字-横线、年月、本年、信号</p>",
        "<svg><text>2019年</text><title>2019年</title></svg>",
        '<p><a href="/2019年/3号/">公告</a></p>',
    ],
)
def test_what_is_no_such_number_or_not_broken_anyway_stays(html: str) -> None:
    assert hold_numbers(html) == html


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月5日的通知",
        "云卫发〔2025〕12号",
        "关于 2 & 3 号",
        "'2025年'",
        "电话 0379-5550100，2019年",
        "Meeting, 6 March 2026",
        "没有数",
        "第711号",
        "May 2026 号",
        "3月 A-12 号",
        "12025年",
        "<b>2025年</b>",
        "《2024年“十四五”》第3号修订 2026-03-05",
    ],
)
def test_a_text_is_held_as_its_html_is(text: str) -> None:
    assert hold_text(text) == hold_numbers(escape(text))


def test_several_numbers_of_a_text_are_held_each() -> None:
    html = "<p>0379-5550100、0379-5550101</p>"
    assert hold_numbers(html) == f"<p>{HELD.format('0379-5550100')}、{HELD.format('0379-5550101')}</p>"


def test_days_and_numbers_of_a_list_are_held() -> None:
    cells = (("2026-03-13",), ("合格",), ("云卫发〔2026〕5号",), ("2026-03-01 至 2026-03-05",), ("3 人", "12,000"))
    line = KindLine(address="items/a/", title="2026年培训", state="", language="", cells=cells)
    assert KindRows({}).rows([line], "../") == (
        f'<tr><th scope="row"><a href="../items/a/">{HELD.format("2026年")}培训</a></th>'
        '<td class="gk-nowrap">2026-03-13</td><td class="gk-nowrap">合格</td>'
        f"<td>云卫发{HELD.format('〔2026〕5号')}</td>"
        f"<td>{HELD.format('2026-03-01')} 至 {HELD.format('2026-03-05')}</td>"
        '<td class="gk-nowrap">3 人<br>12,000</td></tr>\n'
    )
