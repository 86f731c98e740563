"""Signs that are no text are told wherever they stand, and whatever passes leaves every feed and page readable."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from xml.dom import minidom

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.problems import Severity, has_errors
from generator.signs import _PLAIN, _pattern, find_signs, is_blank, xml_text
from tests.sites import BASE, build_site, check_site, write_site

# Each needs the sign that is not seen, or says why it does no harm.
RIGHT = {
    "Hindi, a joiner after a virama": "क्\u200dष",
    "Persian, a non-joiner inside a word": "می\u200cخواهم",
    "Uyghur with marks of direction": "ئۇيغۇر\u200f (ABC)\u200e تىلى",
    "Hebrew with a number kept apart": "טלפון \u20660379-5550100\u2069 שלום",
    "Arabic with an embedding": "\u202bعربي\u202c نص",
    "a family": "👨\u200d👩\u200d👧",
    "a heart with its picture form": "❤\ufe0f\u200d🔥",
    "the flag of Scotland": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "a variant of a Han character": "葛\U000e0100",
    "Khmer, a place to break": "ភាសា\u200bខ្មែរ",
    "Thai, a place to break": "ภาษา\u200bไทย",
    "Mongolian, a vowel apart": "ᠨᠠ\u180eᠠ",
    "blanks of all widths": "甲 乙　丙 丁",
    "tab and line end": "甲\t乙\n丙",
    "rare characters": "𠮷㐂䶮",
    "a reference that is shown as it is written": "`&#8238;`",
    "a reference to a letter": "&#20113;&#x4e91;",
}
WRONG = {
    "\x0b": "sign-control",
    "\x85": "sign-control",
    "\u2028": "sign-control",
    "\ufffe": "sign-control",
    "\U0003ffff": "sign-control",
    "\U000e0041": "sign-control",
    "\ufff9": "sign-control",
    "&#x0b;": "sign-control",
    "\u202e": "sign-direction",
    "\u2066": "sign-direction",
    "&#8238;": "sign-direction",
    "\u200b": "sign-invisible",
    "\u200e": "sign-invisible",
    "\u200d": "sign-invisible",
    "\xad": "sign-invisible",
    "\u3164": "sign-invisible",
    "\ufffd": "sign-lost",
    "\ufffc": "sign-lost",
    "\uf0b7": "sign-private",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_a_script_needs_is_not_told(text: str) -> None:
    assert not list(find_signs(f"关于{text}的通知", body=False))
    assert not list(find_signs(f"关于{text}的通知", body=True))


@pytest.mark.parametrize(("sign", "code"), WRONG.items(), ids=[f"U+{ord(sign[0]):04X}" + sign[1:] for sign in WRONG])
def test_what_is_no_text_is_told(sign: str, code: str) -> None:
    assert [found.code for found in find_signs(f"关于{sign}的通知", body=False)] == [code]


def test_in_a_running_text_a_place_to_break_is_right_but_before_a_mark_of_a_line() -> None:
    assert not list(find_signs("长词长词\u200b长词，hyphen\xadation", body=True))
    assert [sign.start for sign in find_signs("第一行\n\u200b## 标题", body=True)] == [4]
    assert [sign.code for sign in find_signs("行中\ufeff间", body=True)] == ["sign-invisible"]


def test_what_is_passed_over_at_once_has_no_sign_in_it() -> None:
    for number in (*range(0xD800), *range(0xE000, 0x10000)):
        assert bool(_PLAIN.fullmatch(chr(number))) == (not _pattern("any").match(chr(number))), hex(number)


def test_an_override_is_never_right() -> None:
    assert [sign.code for sign in find_signs("عربي \u202eabc\u202c عربي", body=False)] == ["sign-direction"]
    assert [sign.code for sign in find_signs("عربي \u202babc", body=False)] == ["sign-direction"]


@pytest.mark.parametrize("text", ["", " ", "\xa0", "　", "\u200b", "\u2800", "ㅤ", "\ufe0f", "\u200b \ufeff"])
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@given(st.text())
def test_xml_can_hold_whatever_a_text_holds(text: str) -> None:
    whole = xml_text(text)
    read = minidom.parseString(f'<a b="{whole}">{whole}</a>'.encode())
    assert read.documentElement is not None


# What a clerk may paste: any character, the signs in question often.
PASTED = st.text(
    st.sampled_from(sorted({sign[0] for sign in WRONG if len(sign) == 1} | set(" 甲a<&\"'\n\t\r\x00\x1b")))
    | st.characters(codec="utf-8"),
    max_size=8,
)
FIELDS = ("title", "summary", "doc_number", "keywords", "body", "site title", "publisher", "page")


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FIELDS), PASTED, st.booleans())
@example("title", "\x0b", True)
@example("body", "\x0c", False)
@example("summary", "\ufffe", False)
def test_a_sign_in_any_field_is_told_or_harms_nothing(field: str, text: str, escaped: bool) -> None:
    """Any text in any field: told as an error, or feeds and sitemap parse and no page holds a control sign."""
    values = {"title": "通知", "index_number": "11379900MB28399186/2026-00002", "category": "policy", "created": "2026-06-01"}
    values |= {"published": "2026-06-05", "department": "law", "summary": "摘要。", field: f"甲{text}乙"}
    body = values.pop("body", "正文。")
    own = {name: values.pop(name, "") for name in ("site title", "publisher", "page")}
    head = yaml.safe_dump(values, allow_unicode=not escaped, default_style='"' if escaped else None)
    with tempfile.TemporaryDirectory() as folder:
        site = write_site(Path(folder), BASE)
        (site / "content/items/2026").mkdir()
        catalog = (site / "catalog.yml").read_text("utf-8")
        style = '"' if escaped else None
        if own["site title"]:
            catalog += yaml.safe_dump({"title": own["site title"]}, allow_unicode=not escaped, default_style=style)
        if own["publisher"]:
            name = yaml.safe_dump(
                {"short_name": own["publisher"]}, allow_unicode=not escaped, default_style=style, default_flow_style=True
            )
            catalog = catalog.replace(
                "{name: 云泽市卫生健康委员会, short_name: 市卫生健康委,",
                "{name: 云泽市卫生健康委员会, " + name.strip()[1:-1] + ",",
            )
        (site / "catalog.yml").write_bytes(catalog.encode())
        (site / "content/pages/more.md").write_bytes(f"---\ntitle: 其他\n---\n{own['page']}正文\n".encode())
        (site / "content/items/2026/a.md").write_bytes(f"---\n{head}---\n{body}\n".encode())
        result = build_site(site)
        if has_errors(result.problems):
            return
        for name in ("feed.xml", "sitemap.xml"):
            minidom.parse(str(site / "site" / name))
        for path in (site / "site").rglob("*.html"):
            assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", path.read_bytes().decode("utf-8")), path


def test_signs_of_what_a_site_brings_are_told(tmp_path: Path) -> None:
    labels = Path(__file__).parents[1] / "site_config/labels/zh-CN.yml"
    site = write_site(tmp_path, BASE)
    (site / "site_config/labels").mkdir(parents=True)
    text = labels.read_text("utf-8").replace("  home: 首页", '  home: "首\\x0b页"')
    (site / "site_config/labels/zh-CN.yml").write_text(text, "utf-8")
    assert "site_config/labels/zh-CN.yml" in check_site(site)
    assert "[sign-control]" in check_site(site)


def test_a_terminal_is_not_given_what_turns_it(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, "-- content/pages/more.md --\n---\ntitle: 其他\n---\n危险\x1b[2J\u202e文字\n")
    told = check_site(site)
    assert "U+001B" in told
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_a_warning_for_a_sign_leaves_the_item_known(tmp_path: Path) -> None:
    text = BASE.split("-- content/items/2023/notice.md --\n")[1].replace("夏季防病", "夏季\u200b防病")
    site = write_site(tmp_path, BASE, f"-- content/items/2023/notice.md --\n{text}")
    result = build_site(site)
    assert {(problem.code, problem.severity) for problem in result.problems} == {("sign-invisible", Severity.WARNING)}
    assert (site / "site/items/2023/notice/index.html").is_file()
