"""Nothing unpublished leaks: every byte of every output file is searched."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.publish.test_output import tree
from tests.sites import BASE, build_site, write_site

DEMO = Path(__file__).parents[1]
SECRET = "蓝鲸座"
HIDDEN = """\
-- content/items/2026/{name}.md --
---
title: {word}方案
index_number: 11379900MB28399186/2026-{number}
category: policy
created: 2026-05-05
published: {published}
department: law
summary: 关于{word}的概述。
keywords: [{word}]
doc_number: 云卫发〔2026〕{number}号
subject: 卫生
{more}attachments: [{{file: {name}.txt, title: {word}附件}}]
---
{word}正文。
-- content/items/2026/{name}.txt --
{word}附件正文
"""


def hidden(name: str, number: str, more: str = "", published: str = "2026-05-06") -> str:
    return HIDDEN.format(name=name, word=f"密语{name}", number=number, more=more, published=published)


def everything(folder: Path) -> bytes:
    """All bytes of a tree: names, contents, and contents of archives and compressed files."""
    parts = []
    for name, data in tree(folder).items():
        parts += [name.encode(), data]
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts += [archive.read(inner) for inner in archive.namelist()]
        if data.startswith(b"\x1f\x8b"):
            parts.append(zlib.decompress(data, 31))
        if data.startswith(b"\x78"):
            parts.append(zlib.decompress(data))
        if name.endswith(".pdf"):
            parts += [piece.text.encode() for piece in read_text(folder / name, "pdf").pieces]
    return b"\0".join(parts)


def forms(word: str) -> list[bytes]:
    escaped = word.encode("unicode_escape")
    return [word.encode(), escaped, word.encode("utf-16-le"), "".join(f"%{byte:02X}" for byte in word.encode()).encode()]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    site = write_site(
        tmp_path_factory.mktemp("leaks"),
        BASE,
        hidden("draft", "00011", "draft: true\n"),
        hidden("coming", "00012", published="2026-07-01"),
        hidden("staff", "00013", "audience: staff\n"),
        hidden("withdrawn", "00014", "withdrawn: {date: 2026-06-01, reason: 有误}\n"),
        # What is public names what is not.
        "-- content/items/2023/notice.md --\n"
        + BASE.split("-- content/items/2023/notice.md --\n")[1].replace(
            "keywords", "superseded_by: 2026/draft\nrelated: [2026/coming, 2026/staff]\nkeywords"
        ),
    )
    assert build_site(site).published
    return everything(site / "site")


@pytest.mark.parametrize("name", ["draft", "coming", "staff"])
def test_nothing_of_what_is_not_public_is_in_any_file(name: str, output: bytes) -> None:
    for form in (
        *forms(f"密语{name}"),
        f"2026/{name}".encode(),
        *({"draft": [b"2026-00011"], "coming": [b"2026-00012"]}.get(name, [b"2026-00013"])),
    ):
        assert form not in output


def test_of_what_is_withdrawn_only_title_and_number_stay(output: bytes) -> None:
    assert "密语withdrawn方案".encode() in output
    assert b"2026-00014" in output
    for gone in ("密语withdrawn正文", "密语withdrawn附件", "密语withdrawn的概述", "2026/withdrawn/withdrawn.txt"):
        assert gone.encode() not in output


def test_nothing_of_the_demo_leaks(demo: Path) -> None:
    sources = "".join(path.read_text("utf-8") for path in (DEMO / "content").rglob("*.md"))
    assert sources.count(SECRET) > 3
    output = everything(demo)
    for form in forms(SECRET):
        assert form not in output
