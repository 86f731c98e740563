"""The bar of attachments: of personal data in each place of each type of file, how much is told, and how little that only looks so.

``python -m tests.check.test_places`` prints what is missed or accused, and writes the tables of docs/attachments.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from generator.check.file.attachment_text import AttachmentCheck
from generator.check.text.texts import TextCheck
from generator.load.attachment.text import read_content
from generator.load.settings.patterns import Packs
from generator.load.shipped import SHIPPED
from generator.model.attachment import AttachmentText
from generator.model.catalog import Catalog, Publisher
from tests.check.places import fixed, old, ooxml, texts
from tests.check.places.kinds import KINDS, Maker

DOCS = Path(__file__).parents[2] / "docs"
VALUES = Path(__file__).parent / "places/values.txt"
RECALL, PRECISION = 0.85, 0.97
TYPES: Mapping[str, Mapping[str, Maker]] = {
    "DOCX": ooxml.DOCX,
    "XLSX": ooxml.XLSX,
    "PPTX": ooxml.PPTX,
    "OFD": fixed.OFD,
    "PDF": fixed.PDF,
    "ODT": texts.ODT,
    "ODS": texts.ODS,
    "ODP": texts.ODP,
    "DOC": old.DOC,
    "XLS": old.XLS,
    "PPT": old.PPT,
    "XLSB": old.XLSB,
    "RTF": texts.RTF,
    "HTML": texts.HTML,
    "SVG": texts.SVG,
    "XML": texts.EXCEL_XML,
    "EML": texts.EML,
    "MSG": old.MSG,
    "CSV": texts.CSV,
    "TXT": texts.TXT,
    "ZIP": texts.ZIP,
    "JPG": texts.PICTURES,
}
# What says that something was not looked into.
NOT_SEEN = (
    "attachment-unjudged",
    "attachment-no-text",
    "attachment-pages-no-text",
    "attachment-pages-unreadable",
    "attachment-picture-pages",
)
# What tells of a place whatever stands in it.
UNSEEN = ("attachment-comments", "attachment-changes", "attachment-hidden", "attachment-earlier-save", "attachment-macros")


# The types that stand side by side in a table of the documents.
GROUPS = (
    ("DOCX", "XLSX", "PPTX", "PDF", "OFD"),
    ("DOC", "XLS", "PPT", "XLSB", "RTF", "MSG"),
    ("ODT", "ODS", "ODP", "HTML", "SVG", "XML"),
    ("EML", "CSV", "TXT", "ZIP", "JPG"),
)
DOCUMENTS = {"attachments.md": "en", "attachments.zh-CN.md": "zh-CN"}
WORDS = {
    "en": {
        "place": "place",
        "text": "text",
        "seen": "seen",
        "inside": "inside",
        "told": "told as not seen",
        "no": "**not seen**",
        "begin": "\nIn the ",
        "sum": "In the {places} places of the {types} types, {found} of {there} texts with personal data are told, and {accused} of {alike} that only look so.",
    },
    "zh-CN": {
        "place": "位置",
        "text": "文字",
        "seen": "看得到",
        "inside": "内部",
        "told": "说明没有检查",
        "no": "**不看**",
        "begin": "\n在 ",
        "sum": "在 {types} 种文件的 {places} 个位置上，{there} 处个人信息指出了 {found} 处；{alike} 处只是看上去相似的，误报 {accused} 处。",
    },
}


@dataclass(frozen=True)
class Value:
    """A text, and the code that must be told of it; nothing where it must be left alone."""

    code: str
    text: str


@cache
def values() -> tuple[Value, ...]:
    """The texts that are put into every place."""
    found = []
    for line in VALUES.read_text("utf-8").splitlines():
        if line.startswith("+ "):
            code, _, text = line[2:].partition(" ")
            found.append(Value(code, text))
        elif line.startswith("- "):
            found.append(Value("", line[2:]))
    return tuple(found)


CHECK = AttachmentCheck(
    TextCheck(
        Catalog(language="zh-CN", profile="none", publisher=Publisher(name="云泽市卫生健康委员会")),
        Packs(SHIPPED, ["cn", "files"], []).joined(("cn",)),
    )
)
PERSONAL = {value.code for value in values()} - {""}


@dataclass(frozen=True)
class Seen:
    """The judgement of a file: the codes that are told of it, and whether its text shows to a reader."""

    codes: frozenset[str]
    shown: bool


def judge(type: str, data: bytes, text: str) -> Seen:
    """The judgement of a file that holds a text."""
    read = read_content(data, type.lower())
    return Seen(frozenset(problem.code for problem in CHECK(read)), _shows(read, text))


def _shows(read: AttachmentText, text: str) -> bool:
    shown = "".join(read.visible.split())
    return "".join(text.rpartition("：")[2].split()) in shown


class Measured:
    """The judgements of all texts in a place of a type."""

    def __init__(self, type: str, place: str) -> None:
        maker = TYPES[type][place]
        seen = [(value, judge(type, maker(value.text), value.text)) for value in values()]
        self.there = sum(bool(value.code) for value, _ in seen)
        self.missed = [value for value, one in seen if value.code and value.code not in one.codes]
        self.accused = [(value, one.codes & PERSONAL) for value, one in seen if not value.code and one.codes & PERSONAL]
        self.silent = [value for value, one in seen if value in self.missed and not one.codes & {*NOT_SEEN}]
        self.shown = all(one.shown for _, one in seen)
        self.told = all(one.codes & {*UNSEEN} for _, one in seen)

    @property
    def how(self) -> str:
        """How the place is seen: as text, as what is hidden, as what only the patterns look through; or told as not seen, or not."""
        if len(self.missed) == self.there:
            return "no" if self.silent else "told"
        return "text" if self.shown else "seen" if self.told else "inside"


@cache
def measured() -> Mapping[tuple[str, str], Measured]:
    """The measure of every place of every type."""
    return {(type, place): Measured(type, place) for type, places in TYPES.items() for place in places}


def total() -> tuple[int, int, int, int]:
    """Of all places: the texts with personal data and those told of them; the texts that only look so and those accused."""
    there = sum(one.there for one in measured().values())
    missed = sum(len(one.missed) for one in measured().values())
    alike = len(measured()) * sum(not value.code for value in values())
    return there, there - missed, alike, sum(len(one.accused) for one in measured().values())


def test_recall_and_precision_hold_the_bar() -> None:
    there, found, _, accused = total()
    assert found / there >= RECALL
    assert found / (found + accused) >= PRECISION


def test_what_is_not_seen_is_told_as_not_seen() -> None:
    assert [(place, one.silent) for place, one in measured().items() if one.silent] == []


def test_what_only_looks_like_personal_data_is_left_alone() -> None:
    assert [(place, one.accused) for place, one in measured().items() if one.accused] == []


@pytest.mark.parametrize("type", TYPES)
def test_a_file_of_nothing_but_harmless_words_is_told_of_nothing(type: str) -> None:
    """Nothing is told of a text where readers see it, whatever the type."""
    for place in ("body", "embedded"):
        if place in TYPES[type]:
            assert judge(type, TYPES[type][place]("公开的说明"), "公开的说明").codes <= {"attachment-encoding"}
            break


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_measure_stands_in_the_documents(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert with_measure(text, name) == text


def with_measure(text: str, name: str) -> str:
    """A document with the tables of the measure, and the sentence of its sum, as they are now."""
    language, words = DOCUMENTS[name], WORDS[DOCUMENTS[name]]
    for types in GROUPS:
        head = f"| {words['place']} | {' | '.join(types)} |"
        start = text.index(head)
        end = text.index("\n\n", start)
        text = text[:start] + _table(head, types, language) + text[end:]
    there, found, alike, accused = total()
    line = words["sum"].format(there=there, found=found, alike=alike, accused=accused, places=len(measured()), types=len(TYPES))
    start = text.index(words["begin"]) + 1
    return text[:start] + line + text[text.index("\n\n", start) :]


def _table(head: str, types: tuple[str, ...], language: str) -> str:
    words = WORDS[language]
    lines = [head, "| --- " * (len(types) + 1) + "|"]
    for place, names in KINDS.items():
        if any((type, place) in measured() for type in types):
            cells = [_cell(measured().get((type, place)), words) for type in types]
            lines.append(f"| {names[language != 'en']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(one: Measured | None, words: Mapping[str, str]) -> str:
    if one is None:
        return "–"
    share = "" if not one.missed or len(one.missed) == one.there else f" {one.there - len(one.missed)}/{one.there}"
    return words[one.how] + share


if __name__ == "__main__":
    for (type, place), one in measured().items():
        if one.missed or one.accused:
            print(type, place, one.how, [value.text for value in one.missed if one.how != "told"], one.accused)
    print(*total())
    for name in DOCUMENTS:
        written = with_measure((DOCS / name).read_text("utf-8"), name)
        (DOCS / name).write_text(written, encoding="utf-8", newline="\n")
