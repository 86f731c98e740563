"""A table among the files of an item, on its page: for a kind that asks for it, as many rows as its profile says."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.sites import build_site, write_site

SITE = """\
-- catalog.yml --
language: en
profile: county
site_url: https://county.example/
title: Fold County
licence: free
publisher: {name: Fold County}
categories: [{id: all, name: All, answers: ["1"]}]
-- site_config/profiles/county.yml --
name: Records
language: en
columns: {catalog: Records}
requirements: {"1": All}
fields:
  index_number: {label: Number}
  category: {label: Class}
  published: {label: Published}
  licence: {label: Licence}
lists: {licence: {free: Free to use, none: All rights reserved}}
licence_addresses: {free: "https://licences.example/free?v=1"}
kinds:
  document: {label: Document}
  payments: {label: Payments, table_rows: 2}
attachment_types: {csv: CSV table, txt: Text}
-- content/items/plain/index.md --
---
title: Rules
category: all
created: 2026-01-05
published: 2026-01-06
licence: none
attachments: [{file: rules.csv, title: Rules}]
---
See the file.
-- content/items/plain/rules.csv --
one,two
1,2
-- content/items/pay/index.md --
---
title: Payments
kind: payments
category: all
created: 2026-02-05
published: 2026-02-06
attachments: [{file: pay.csv, title: Payments}, {file: note.txt, title: Note}]
---
See the file.
-- content/items/pay/note.txt --
One line.
"""
ROWS = 'Payments in January\n\nPaid,"To, for",Sum (£),\n2026-01-05,"Wood & Sons, <b>oak</b>","1,200.50",\n,,,\n2026-01-07,=A1,-3,\n2026-01-09,C,9\n'


def built(folder: Path, data: bytes) -> str:
    site = write_site(folder, SITE)
    (site / "content/items/pay/pay.csv").write_bytes(data)
    assert build_site(site).published
    return (site / "site/items/pay/index.html").read_text("utf-8")


def cells(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", page)
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_first_rows_of_a_table_stand_on_the_page_as_text(tmp_path: Path, encoding: str, ends: str) -> None:
    page = built(tmp_path, ROWS.replace("\n", ends).encode(encoding))
    assert cells(page) == [
        ["Paid", "To, for", "Sum (£)"],
        ["2026-01-05", "Wood & Sons, <b>oak</b>", "1,200.50"],
        ["2026-01-07", "=A1", "-3"],
    ]
    assert "<b>oak" not in page
    assert "<h2>Payments</h2>" in page
    assert "<p>Payments in January</p>" in page
    assert page.count('class="gk-right"') == 3, "the column of sums and no other"
    part = '<p>These are the first 2 of 3 rows. <a href="../../items/pay/pay.csv" download>All rows are in the file</a></p>'
    assert part in page


def test_a_whole_table_says_nothing_of_a_part(tmp_path: Path) -> None:
    page = built(tmp_path, b"Paid,Sum\n2026-01-05,1\n")
    assert cells(page) == [["Paid", "Sum"], ["2026-01-05", "1"]]
    assert "All rows are in the file" not in page


def test_a_kind_that_does_not_ask_shows_the_file_alone(tmp_path: Path) -> None:
    built(tmp_path, b"Paid,Sum\n2026-01-05,1\n")
    page = (tmp_path / "site/items/plain/index.html").read_text("utf-8")
    assert "<table" not in page
    assert 'href="../../items/plain/rules.csv"' in page


@pytest.mark.parametrize("data", [b"nothing but a line\n", b"", b"\x81\x8d\xff\xfe,\x90\n"])
def test_what_is_no_table_is_no_table_on_the_page(tmp_path: Path, data: bytes) -> None:
    site = write_site(tmp_path, SITE)
    (site / "content/items/pay/pay.csv").write_bytes(data)
    build_site(site)  # what is wrong with the file is told with the attachments
    page = site / "site/items/pay/index.html"
    assert not page.exists() or "<table" not in page.read_text("utf-8")


def test_an_item_and_the_catalog_say_how_it_may_be_used_again(tmp_path: Path) -> None:
    page = built(tmp_path, ROWS.encode())
    assert '<a href="https://licences.example/free?v=1">Free to use</a>' in page
    assert '"license":"https://licences.example/free?v=1"' in page
    plain = (tmp_path / "site/items/plain/index.html").read_text("utf-8")
    assert "<dd>All rights reserved</dd>" in plain
    catalog = (tmp_path / "site/catalog.csv").read_text("utf-8-sig")
    assert [line.split(",")[-3] for line in catalog.splitlines()] == ["Licence", "Free to use", "All rights reserved"]
    data = (tmp_path / "site/catalog.jsonld").read_text("utf-8")
    assert '"dct:license":{"@id":"https://licences.example/free?v=1","@type":"dct:LicenseDocument"}' in data
    assert '"dct:license":{"@type":"dct:LicenseDocument","rdfs:label":"All rights reserved"}' in data
