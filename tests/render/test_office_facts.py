"""Every fact of every office may be named on a page, and none is lost on the card of the first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.markdown import Facts, to_page_html
from tests.sites import BASE, build_site, check_site, write_site

OFFICES = """\
offices:
  - id: disclosure
    name: 办公室
    address: 文卫路 18 号
    phone: 0379-5550100
    fax: 0379-5550101
    email: gk@example.org
    hours:
      - {from: 05-01, to: 09-30, days: 周一至周五, times: ["8:30–12:00", "14:30–18:00"]}
      - {from: 10-01, to: 04-30, days: 周一至周五, times: ["8:30–12:00"]}
    note: 法定节假日除外
  - {id: court, name: 立案庭, phone: 0379-5550300, hours: [{days: 周一至周四, times: ["13:30–17:00"]}], note: 凭身份证进门}
  - {id: reading, name: 查阅点, address: 市民路 1 号, note: 正在修缮}
"""
OLD = BASE[BASE.index("offices:") : BASE.index("departments:")]
PAGE = """\
-- content/pages/about.md --
# 联系

本单位 {{ hours }}。法庭 {{ offices.court.hours }}，{{ offices.court.note }}。查阅点 {{ offices.reading.hours }}。

{{ offices.court }}

{{ office_card }}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path, BASE.replace(OLD, OFFICES), PAGE)


def test_hours_and_notes_of_every_office_go_by_its_name(site: Path) -> None:
    assert build_site(site).published
    page = (site / "site/about/index.html").read_text("utf-8")
    first = "5月1日至9月30日 周一至周五 8:30–12:00，14:30–18:00；10月1日至次年4月30日 周一至周五 8:30–12:00（法定节假日除外）"
    court = "周一至周四 13:30–17:00（凭身份证进门）"
    assert f"<p>本单位 {first}。法庭 {court}，凭身份证进门。查阅点 正在修缮。</p>" in page.replace(
        '<span class="gk-nowrap">', ""
    ).replace("</span>", "")
    block = page[page.index("<strong>立案庭</strong>") :]
    assert block.index("0379-5550300") < block.index(court) < block.index("</table>")
    assert "查阅点</strong>" not in page
    card = page[page.index('<section class="gk-office"') :]
    assert "10月1日至次年4月30日" in card
    assert "<dt>说明</dt><dd>法定节假日除外</dd>" in card


def test_an_office_that_there_is_not_is_told_with_the_nearest(site: Path) -> None:
    page = site / "content/pages/about.md"
    page.write_text(page.read_text("utf-8").replace("{{ offices.court }}", "{{ offices.cuort }}"), "utf-8")
    assert "没有叫“offices.cuort”的事实" in (said := check_site(site))
    assert "offices.court" in said


def test_remedies_name_the_body_that_reviews_and_the_court_or_say_which_they_are(tmp_path: Path) -> None:
    site = write_site(
        tmp_path, BASE, "-- content/pages/about.md --\n# 不服怎么办\n\n{{ remedies }}\n\n法院：{{ appeals.court }}。\n"
    )
    assert build_site(site).published
    page = (site / "site/about/index.html").read_text("utf-8")
    assert "<li>依法向行政复议机关申请行政复议；对不予公开的答复，应当先申请行政复议</li>" in page
    assert "<li>依法向有管辖权的人民法院提起行政诉讼</li>" in page
    catalog = site / "catalog.yml"
    named = "不服怎么办: {主管部门: 市政府办公室, review: 云泽市人民政府, 法院: 湖东区人民法院}\n"
    catalog.write_text(catalog.read_text("utf-8") + named, "utf-8")
    assert build_site(site).published
    page = (site / "site/about/index.html").read_text("utf-8")
    assert "<li>向市政府办公室投诉、举报</li>" in page
    assert "<li>依法向云泽市人民政府申请行政复议；" in page
    assert "<li>依法向湖东区人民法院提起行政诉讼</li>" in page
    assert "<p>法院：湖东区人民法院。</p>" in page


CHANNELS = """\
channels:
  - {by: in-person, note: 带证件, received: 提交之日}
  - {by: post, received: 签收之日}
  - {by: fax, office: court, name: 法庭传真}
  - {by: online, address: https://apply.example/}
"""


def test_channels_are_said_once_and_shown_with_the_facts_of_their_office(tmp_path: Path) -> None:
    offices = OFFICES.replace("phone: 0379-5550300", "phone: 0379-5550300, fax: 0379-5550301").replace(
        "address: 文卫路 18 号", 'address: 文卫路 18 号\n    postcode: "473000"'
    )
    page = "-- content/pages/apply.md --\n---\ntitle: 依申请公开\n---\n{{ steps }}\n\n{{ channels }}\n\n{{ deadlines.answer }} 日。\n"
    site = write_site(tmp_path, BASE.replace(OLD, offices + CHANNELS), page)
    assert build_site(site).published
    text = (site / "site/apply/index.html").read_text("utf-8")
    table = text[text.index("<table>", text.index("gk-steps__words")) :]
    cells = re.findall(
        r"<t[hd][^>]*>(.*?)</t[hd]>", table[: table.index("</table>")].replace("<br />", "<br>").replace("<br>\n", "<br>")
    )
    assert cells == [
        *("方式", "送到哪里"),
        *("当面提交", "文卫路 18 号（办公室）<br>请注意：带证件<br>收到之日：提交之日"),
        *("邮寄", "文卫路 18 号（邮编 473000），办公室收<br>收到之日：签收之日"),
        *("法庭传真", "0379-5550301"),
        *("网上提交", '<a href="https://apply.example/">https://apply.example/</a>'),
    ]
    assert "当面提交、邮寄、法庭传真、网上提交递交申请，附身份证明" in text
    catalog = site / "catalog.yml"
    catalog.write_text(catalog.read_text("utf-8").replace('    postcode: "473000"\n', ""), "utf-8")
    assert build_site(site).published
    assert "文卫路 18 号，办公室收" in (site / "site/apply/index.html").read_text("utf-8")


def test_official_accounts_and_the_numbers_of_categories_are_shown(tmp_path: Path) -> None:
    accounts = """\
accounts:
  - {platform: 微信公众号, name: 健康云泽}
  - {platform: 微博, name: 云泽卫健, address: https://weibo.example/gk}
"""
    base = BASE.replace("departments:", f"{accounts}departments:", 1).replace("- {id: policy,", '- {id: policy, number: "1",')
    page = "-- content/pages/about.md --\n# 联系\n\n{{ accounts }}\n\n{{ categories }}\n"
    site = write_site(tmp_path, base, page)
    assert build_site(site).published
    text = (site / "site/about/index.html").read_text("utf-8")
    assert re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", text)[:6] == [
        *("平台", "账号"),
        *("微信公众号", "健康云泽"),
        *("微博", '<a href="https://weibo.example/gk">云泽卫健</a>'),
    ]
    assert '<td>1 <a href="../catalog/policy/">政策文件</a></td>' in text
    assert '<td>　<a href="../catalog/policy/normative/">行政规范性文件</a></td>' in text


def test_an_account_obeys_the_rule_for_links(tmp_path: Path) -> None:
    account = 'accounts: [{platform: 微博, name: 云泽卫健, address: "javascript:alert(1)"}]\n'
    site = write_site(tmp_path, BASE.replace("departments:", f"{account}departments:", 1))
    assert "[address-unsafe]" in check_site(site)


def test_a_phone_dials_the_numbers_of_offices_and_departments(tmp_path: Path) -> None:
    site = write_site(
        tmp_path, BASE.replace("{id: office, name: 办公室}", "{id: office, name: 办公室, phone: 0379-5550300 转 8}")
    )
    (site / "content/pages/about.md").write_text("---\ntitle: 关于\n---\n{{ departments }}\n\n{{ offices }}\n", "utf-8")
    assert build_site(site).published
    page = (site / "site/about/index.html").read_text("utf-8")
    assert '<td class="gk-nowrap"><a href="tel:03795550300;ext=8">0379-5550300 转 8</a></td>' in page
    assert '<td class="gk-nowrap"><a href="tel:03795550100">0379-5550100</a></td>' in page


@pytest.mark.parametrize(("above", "level"), [("", 2), ("## 填写\n\n", 3)])
def test_the_form_stands_one_level_below_what_it_belongs_to(above: str, level: int) -> None:
    facts = Facts(blocks={"application_form": '<section><h3 id="gk-form-title">申请表</h3></section>'})
    html, _ = to_page_html(f"{above}{{{{ application_form }}}}\n", str, facts)
    assert f'<h{level} id="gk-form-title">申请表</h{level}>' in html
