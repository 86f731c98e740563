"""Which language a reader is answered in, and which a site may be written in."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import generator
from generator.cli import main
from generator.load.settings.catalog import load_labels
from generator.load.settings.languages import FALLBACK, peek_language, system_language
from generator.load.shipped import SHIPPED
from generator.model.language import is_tag, spoken, written_tag
from generator.run.judge import load
from generator.run.options import Options
from generator.view import frame, search_words, site_facts
from tests.sites import BASE, TODAY, build_site, check_site, write_site

KNOWN = ("en", "zh-CN")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("en_US.UTF-8", "en"),
        ("zh", "zh-CN"),
        ("zh-Hans", "zh-CN"),
        ("zh_TW.Big5", "zh-CN"),
        ("zh-Hans-SG", "zh-CN"),
        ("cy", ""),
        ("enm", ""),
        ("", ""),
    ],
)
def test_a_tag_is_served_by_the_nearest_language(tag: str, language: str) -> None:
    assert spoken(tag, KNOWN) == language


def test_a_language_of_a_region_goes_before_that_of_another() -> None:
    assert spoken("zh-TW", ("zh-CN", "zh-TW")) == "zh-TW"
    assert spoken("zh-Hant-TW", ("zh-CN", "zh-Hant")) == "zh-Hant"


@pytest.mark.parametrize(
    ("written", "tag"), [("en_us", "en-US"), ("ZH-hans-cn", "zh-Hans-CN"), ("en_GB.UTF-8", "en-GB"), ("de_DE@euro", "de-DE")]
)
def test_a_tag_is_written_as_the_standard_does(written: str, tag: str) -> None:
    assert written_tag(written) == tag
    assert is_tag(tag)


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, FALLBACK),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "zh"}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_HK.UTF-8"}, "zh-CN"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:zh_CN:en"}, "zh-CN"),
    ],
)
def test_the_reader_is_answered_in_chinese_where_the_system_is_and_else_in_english(
    settings: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language


@pytest.mark.parametrize(
    ("catalog", "language"),
    [
        ("language: en-GB\n", "en"),
        ("language: en_US\n", "en"),
        ("language: [en\ntitle: [\n", "zh-CN"),  # nothing is named, and nothing is known but the system
        ("language: en\ndepartments: [[{id: x}]\n", "en"),
        ('language: "en-GB"\ntitle: Open: Nether Fold\n', "en"),
        ("profile: uk-publication-scheme\ntitle: Nether Fold\n", "en"),
        ("profile: uk-publication-scheme\ntitle: a: b\n", "en"),
        ("title: 某局\n", "zh-CN"),
        ("title: a: b\npublisher: {name: 某局}\n", "zh-CN"),
        ("language: zh-Hant\n", "zh-CN"),
    ],
)
def test_a_catalog_says_its_language_even_where_it_cannot_be_parsed(
    catalog: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for encoding in ("utf-8", "utf-16", "gb18030"):
        (tmp_path / "catalog.yml").write_bytes(catalog.encode(encoding))
        assert peek_language(tmp_path) == language


def test_an_english_catalog_in_windows_1252_is_answered_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    (tmp_path / "catalog.yml").write_bytes(b"language: en\n# fees in \xa3\n")
    assert peek_language(tmp_path) == "en"


@pytest.mark.parametrize("tag", ["zh-Hans", "zh", "zh-Hans-CN"])
def test_a_site_of_a_script_or_region_is_marked_so(tag: str, tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("language: zh-CN", f"language: {tag}"))
    assert "没有发现问题" in check_site(site)
    assert build_site(site).published
    page = (site / "site/index.html").read_text("utf-8")
    assert f'<html lang="{tag}">' in page
    assert f'property="og:locale" content="{tag.replace("-", "_")}"' in page


def test_a_tag_as_systems_write_it_is_told_with_the_right_one(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("language: zh-CN", "language: zh_CN"))
    assert "catalog.yml:1:11: 错误: “language”的值“zh_CN”不在可选范围内 [value-not-listed]" in (told := check_site(site))
    assert "是不是“zh-CN”？" in told


def test_a_new_site_is_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["new", "site", str(tmp_path / "a"), "--language", "en-GB"])
    assert done.exit_code == 0
    assert "\nlanguage: en-GB\n" in (tmp_path / "a/catalog.yml").read_text("utf-8")
    refused = CliRunner().invoke(main, ["new", "site", str(tmp_path / "b"), "--language", "tlh"])
    assert (refused.exit_code, "tlh" in refused.output, (tmp_path / "b").exists()) == (2, True, False)


HINDI = """\
-- site_config/labels/hi.yml --
name: हिन्दी
based_on: en
forms: {script: devanagari, mark: "[भरना है] "}
keys: {title: [शीर्षक], category: [श्रेणी], published: [प्रकाशन तिथि]}
text:
  home: मुखपृष्ठ
  search: खोज
  date_day: "{day} {name} {year}"
  month_names: जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
-- content/items/2023/hindi.md --
---
शीर्षक: बजट
index_number: 11379900MB28399186/2023-00002
श्रेणी: policy/normative
created: 2023-05-30
प्रकाशन तिथि: 2023-06-01
department: law
summary: इस वर्ष का बजट।
---
पाठ।
"""


def test_another_language_is_one_file_of_labels(tmp_path: Path) -> None:
    """Its names of fields stand in files, its months on pages; what the file leaves out is said by the language it is based on."""
    site = write_site(tmp_path, BASE.replace("language: zh-CN", "language: hi-IN"), HINDI)
    assert "No problems found" in check_site(site)
    assert build_site(site).published
    page = (site / "site/items/2023/hindi/index.html").read_text("utf-8")
    assert '<html lang="hi-IN">' in page
    assert "<h1>बजट</h1>" in page
    assert "<dd>1 जून 2023</dd>" in page
    assert "मुखपृष्ठ" in page
    assert "Skip to content" in page
    slip = HINDI.replace("शीर्षक: ", "शीर्षक： ")
    assert "[colon-wide]" in check_site(write_site(tmp_path, slip))


def test_labels_based_on_what_is_not_there_are_told(tmp_path: Path) -> None:
    site = write_site(
        tmp_path, BASE.replace("language: zh-CN", "language: eo"), "-- site_config/labels/eo.yml --\nname: E\nbased_on: fr\n"
    )
    assert "site_config/labels/eo.yml:2:11: error: 'based_on' cannot be 'fr'" in check_site(site)


def test_no_language_is_named_in_the_program_but_the_one_that_is_always_spoken() -> None:
    tags = {"en", "en-GB", "en_US", "zh", "zh-CN", "zh_CN", "zh-Hans"}
    named = {
        str(path.relative_to(Path(generator.__file__).parent))
        for path in Path(generator.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in tags
    }
    # The language that is spoken where no other is, and the one that names of languages are looked up in.
    assert named == {"load/settings/languages.py", "model/language.py"}


CARD = "-- content/items/2023/card.md --\n---\ntitle: Card\n---\n\nThe card number 4111 1111 1111 1111\n"
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def test_to_a_body_of_another_country_no_chinese_law_is_cited(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["new", "site", str(tmp_path), "--language", "en-GB"])
    write_site(tmp_path, CARD)
    said = CliRunner().invoke(main, ["check", str(tmp_path), "--html", str(tmp_path / "sheet.html")]).output
    assert "[bank-card-exposed]" in said
    assert CHINESE.findall(said) == []
    assert CHINESE.findall((tmp_path / "sheet.html").read_text("utf-8")) == []
    assert "条例第" in check_site(write_site(tmp_path / "chinese", BASE, CARD))


def test_a_file_can_be_asked_for_in_another_format_and_cookies_are_spoken_of_once(tmp_path: Path) -> None:
    item = BASE.partition("-- content/items/2023/notice.md --")[2].replace("keywords", "attachments: [{file: a.txt}]\nkeywords")
    site = write_site(
        tmp_path,
        BASE,
        f"-- content/items/2023/file/index.md --{item.replace('00001', '00002')}-- content/items/2023/file/a.txt --\nText.\n",
    )
    assert build_site(site).published
    page = (site / "site/items/2023/file/index.html").read_text("utf-8")
    assert '<p>需要其他格式的文件（例如大字版、读屏软件能读的版本）？ <a href="mailto:gk@example.org">请联系我们</a></p>' in page
    told = [path for path in (site / "site").rglob("*.html") if "Cookie" in path.read_text("utf-8")]
    assert told == [site / "site/index.html"]


WELSH = """\
-- content/items/2023/welsh/index.md --
---
title: Cofnodion
index_number: 11379900MB2839910K/2023-00002
category: policy/normative
created: 2023-05-30
published: 2023-06-01
department: law
summary: Cofnodion y cyngor.
language: cy
corrects: {item: 2023/notice, kind: correction}
attachments: [{file: a.txt, title: Atodiad}]
---
Testun.
-- content/items/2023/welsh/a.txt --
Testun.
"""


def test_an_item_in_another_language_is_marked_with_it_wherever_it_stands(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, WELSH)
    assert build_site(site).published
    page = (site / "site/items/2023/welsh/index.html").read_text("utf-8")
    marked = ' lang="cy" dir="auto">'
    assert f"<h1{marked}Cofnodion</h1>" in page
    assert f'<div class="gk-body"{marked}\n<p>Testun.</p>' in page
    assert f"<span{marked}Atodiad</span>" in page
    assert f"<span{marked}Cofnodion y cyngor.</span>" in page
    assert '"inLanguage":"cy"' in page
    assert f'"{marked}Cofnodion</a>' in (site / "site/catalog/year/2023/index.html").read_text("utf-8")
    assert '<a href="../../../items/2023/welsh/" lang="cy">Cofnodion</a>' in (
        site / "site/items/2023/notice/index.html"
    ).read_text("utf-8")
    assert '<entry xml:lang="cy">\n<title>Cofnodion' in (site / "site/feed.xml").read_text("utf-8")
    assert '"language":"cy"' in (site / "site/catalog.json").read_text("utf-8")


def test_german_readers_see_german_and_its_editors_are_answered_in_english(tmp_path: Path) -> None:
    """The third language is a file of labels and nothing else, and says everything that stands on a page."""
    site = write_site(tmp_path, BASE.replace("language: zh-CN", "language: de-AT").replace("summary: 部署夏季防病工作。\n", ""))
    assert "error: the field 'summary' is missing" in check_site(site)
    site = write_site(tmp_path, BASE.replace("language: zh-CN", "language: de-AT"))
    assert build_site(site).published
    page = (site / "site/items/2023/notice/index.html").read_text("utf-8")
    assert '<html lang="de-AT">' in page
    assert '<dd><span class="gk-nowrap">1. Juni 2023</span></dd>' in page
    english, german = load_labels(SHIPPED, "en").text, load_labels(SHIPPED, "de").text
    same = {name for name in SHOWN if german[name] == english[name]}
    assert same <= {
        "colon",
        "list_join",
        "comma",
        "period_year",
        "with_note",
        "title_with_state",
        "type_small",
        "type_medium",
        "type_large",
        "website_name",
    }


SHOWN = {*site_facts._WORDS.split(), *frame._WORDS, *search_words._WORDS.values()}


@pytest.mark.parametrize(
    "broken", ["nmae: English\n", "name: English\nbased_on: en\n", "name: English\nbased_on: fr\n", "- name\n", "{"]
)
def test_a_broken_file_of_our_own_labels_is_a_bug_that_ends_at_once(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path / "ours", f"-- site_config/labels/en.yml --\n{broken}")
    for module in ("generator.load.shipped", "generator.load.settings.catalog"):
        monkeypatch.setattr(f"{module}.SHIPPED", tmp_path / "ours")
    for site in (tmp_path / "ours", tmp_path / "site"):
        with pytest.raises(RuntimeError, match=r"the shipped site_config/labels/en\.yml is broken"):
            load_labels(site, "en")


def test_words_of_its_own_and_all_that_is_read_in_them_are_kept_in_a_process(tmp_path: Path) -> None:
    """So that a preview does not read every setting anew at each save."""
    own = SHIPPED / "site_config/labels/zh-CN.yml"
    site = write_site(tmp_path / "site", f"{BASE}-- site_config/labels/zh-CN.yml --\n{own.read_text('utf-8')}")
    first, second = (load(Options(site, TODAY)) for _ in range(2))
    assert first.project
    assert second.project
    # Compared here: two such records are long to print.
    are_kept = first.labels is second.labels, first.project.settings.profile is second.project.settings.profile
    assert are_kept == (True, True)
