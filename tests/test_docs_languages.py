"""Every document of the program is there in both languages, and says the same in both (E23)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs import DOCS, WITH_NAMES, with_names, with_spellings

# What only those read who develop the program.
ENGLISH_ONLY = {"benchmark"}
NAMES = sorted(path.stem for path in DOCS.glob("*.md") if "." not in path.stem and path.stem not in ENGLISH_ONLY)
CODE = re.compile(r"(?ms:^```.*?^```$)|(?m:^(?: {4}.*\n)+)")
SPAN = re.compile(r"`+([^`]+)`+")
HAN = re.compile(r"[\u3400-\u9fff]")


def both(name: str) -> tuple[str, str]:
    return (DOCS / f"{name}.md").read_text("utf-8"), (DOCS / f"{name}.zh-CN.md").read_text("utf-8")


def blocks(text: str) -> list[str]:
    return [line for block in CODE.findall(text) for line in block.split("\n")]


def headings(text: str) -> list[int]:
    return [len(line.split(" ")[0]) for line in CODE.sub("", text).split("\n") if re.match(r"#+ ", line)]


def tables(text: str) -> list[list[list[str]]]:
    """The names in code in the first cell of each row, table by table."""
    found: list[list[list[str]]] = []
    before = ""
    for line in CODE.sub("", text).split("\n"):
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            found[-1].append(SPAN.findall(line.split(" | ")[0]))
        before = line
    return found


def same(english: str, chinese: str) -> bool:
    """Whether names or lines of code are one: those in words of the language are as good as the other's."""
    return english == chinese or HAN.search(chinese) is not None


def names(text: str) -> set[str]:
    """Keys, commands, codes and addresses that are named in running text and tables."""
    spans = {span for span in SPAN.findall(CODE.sub("", text)) if not HAN.search(span)}
    return {span for span in spans if re.fullmatch(r"[\w./@{}… -]+", span, re.ASCII)}


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_headings_tables_and_code(name: str) -> None:
    english, chinese = both(name)
    assert headings(chinese) == headings(english)
    assert [len(table) for table in tables(chinese)] == [len(table) for table in tables(english)]
    for ours, theirs in zip(tables(chinese), tables(english), strict=True):
        for row, other in zip(ours, theirs, strict=True):
            assert len(row) == len(other), (row, other)
            assert [pair for pair in zip(other, row, strict=True) if not same(*pair)] == []
    assert len(blocks(chinese)) == len(blocks(english))
    assert [pair for pair in zip(blocks(english), blocks(chinese), strict=True) if not same(*pair)] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_one_language_names_the_other_names(name: str) -> None:
    english, chinese = both(name)
    assert names(english) - names(chinese) == set()
    assert names(chinese) - names(english) == set()


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.zh-CN.md")), ids=lambda path: path.stem)
def test_the_labels_in_tables_are_those_that_may_be_written(path: Path) -> None:
    assert path.read_text("utf-8") == with_spellings(path.read_text("utf-8")), "run: python -m tests.docs"


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.zh-CN.md")), ids=lambda path: path.stem)
def test_a_chinese_document_leads_to_chinese_documents(path: Path) -> None:
    links = re.findall(r"\]\(([\w.-]+\.md)", path.read_text("utf-8"))
    assert [link for link in links if not link.endswith(".zh-CN.md") and Path(link).stem not in ENGLISH_ONLY] == []
    assert [link for link in links if not (DOCS / link).is_file()] == []


@pytest.mark.parametrize("name", WITH_NAMES)
def test_every_name_of_a_field_stands_in_one_table(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert text == with_names(name, text), "run: python -m tests.docs"
