"""The bar of personal data: of what is in the texts of a country, how much is found, and how little is accused that is right.

``python -m tests.check.test_privacy`` prints what is missed or accused, and the table that stands in docs/privacy.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.check.file.attachment_text import AttachmentCheck
from generator.check.text.texts import TextCheck
from generator.load.settings.patterns import Packs, load_all_patterns
from generator.load.shipped import SHIPPED
from generator.model.attachment import AttachmentText, Sheet
from generator.model.catalog import Catalog, Publisher

FOLDER = Path(__file__).parent / "privacy"
RECALL, PRECISION = 0.85, 0.97
COUNTRIES = sorted(path.stem for path in FOLDER.glob("*.txt"))
NAMES = [path.stem for path in (SHIPPED / "site_config/privacy").glob("*.yml")]


@dataclass(frozen=True)
class Case:
    """A text, and the code of what is in it; nothing where it must be left alone."""

    code: str
    text: str


def cases(country: str) -> Iterator[Case]:
    """The texts of a country."""
    for line in (FOLDER / f"{country}.txt").read_text("utf-8").splitlines():
        if line.startswith("+ "):
            code, _, text = line[2:].partition(" ")
            yield Case(code, text.replace("\\n", "\n"))
        elif line.startswith("- "):
            yield Case("", line[2:].replace("\\n", "\n"))


class Judged:
    """The texts of a country, as a site that has chosen its pack is told of them."""

    def __init__(self, country: str, *packs: str) -> None:
        catalog = Catalog(language="en", profile="none", publisher=Publisher(name="Nether Fold Council"))
        look = TextCheck(catalog, Packs(SHIPPED, NAMES, []).joined(packs or (country,)))
        found = [(case, {find.code for find in look.find(case.text, "", ("text",))}) for case in cases(country)]
        self.missed = [case for case, codes in found if case.code and case.code not in codes]
        self.accused = [(case, codes) for case, codes in found if codes and not case.code]
        self.there = sum(bool(case.code) for case, _ in found)
        self.alike = len(found) - self.there

    @property
    def recall(self) -> float:
        """The part of what is there that is found."""
        return 1 - len(self.missed) / self.there

    @property
    def precision(self) -> float:
        """The part of what is told that is there."""
        told = self.there - len(self.missed)
        return told / (told + len(self.accused))


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_bar_of_a_country(country: str) -> None:
    judged = Judged(country)
    assert judged.recall >= RECALL, judged.missed
    assert judged.precision >= PRECISION, judged.accused


@pytest.mark.parametrize("country", COUNTRIES)
def test_packs_of_other_countries_beside_it_accuse_no_more_than_the_bar(country: str) -> None:
    judged = Judged(country, "uk", "eu", "us", "in")
    assert judged.recall >= RECALL, judged.missed
    assert judged.precision >= PRECISION, judged.accused


def test_every_number_of_a_pack_is_of_a_kind_that_the_sheet_can_name() -> None:
    patterns = load_all_patterns().patterns
    assert [one.pattern for one in patterns if one.verify and "." in one.verify and not one.kind] == []


@pytest.mark.parametrize(("head", "told"), [("Asset tag", 0), ("设备编号", 0), ("Claimant", 2), ("Number", 2)])
def test_what_bears_the_marks_of_things_in_a_sheet_is_no_number_of_people(head: str, told: int) -> None:
    texts = TextCheck(
        Catalog(language="en", profile="none", publisher=Publisher(name="Nether Fold Council")),
        Packs(SHIPPED, NAMES, []).joined(("uk",)),
    )
    sheet = Sheet("Data", ((head, "Site"), ("LP204511A", "Depot"), ("LP204512B", "Quay")))
    assert len(list(AttachmentCheck(texts)(AttachmentText("read", sheets=(sheet,))))) == told


@pytest.mark.parametrize("name", ["privacy.md", "privacy.zh-CN.md"])
def test_the_result_stands_in_the_documents(name: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / name).read_text("utf-8")
    assert [row for row in table().split("\n")[2:] if text.count(row) != 1] == []
    packs = text.partition("\n## ")[0]
    assert [pack for pack in NAMES if packs.count(f"\n| `{pack}` |") != 1] == []


def table() -> str:
    """The result of each country as a table."""
    lines = ["| Pack | Texts with such data | Found | Texts that only look so | Accused |", "| --- | --- | --- | --- | --- |"]
    for country in COUNTRIES:
        judged = Judged(country)
        found = judged.there - len(judged.missed)
        lines.append(f"| `{country}` | {judged.there} | {found} | {judged.alike} | {len(judged.accused)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    for country in COUNTRIES:
        for packs in ((country,), ("uk", "eu", "us", "in")):
            judged = Judged(country, *packs)
            print(country, packs, f"recall {judged.recall:.3f} precision {judged.precision:.3f}")
            for missed in judged.missed:
                print("  missed", missed)
            for case, codes in judged.accused:
                print("  accused", codes, case.text)
    print(table())
