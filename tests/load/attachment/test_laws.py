"""Laws of reading: strangers' bytes give an answer and no exception, texts survive their encoding, and what is kept is what was read."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from typing import get_args

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator.load.attachment.kept import keep_text, kept_text
from generator.load.attachment.plain import decode, table_of
from generator.load.attachment.text import read_content
from generator.load.attachment.words import BYTE_WORDS, WIDE_WORDS
from generator.model.attachment import AttachmentText, Part, Piece, Sheet, State, Table, runs_of
from tests.files import (
    doc,
    docx,
    jpeg,
    ofd,
    ofd_page,
    ofd_text,
    paragraph,
    pdf,
    pdf_line,
    ppt,
    pptx,
    shape,
    sheet,
    slide,
    xls,
    xlsx,
    zipped,
)

WHOLE = {
    "docx": docx(paragraph("正文")),
    "xlsx": xlsx({"表": sheet([["甲", "乙"]])}),
    "pptx": pptx([slide(shape("正文"))]),
    "ofd": ofd({"1.xml": ofd_page(ofd_text("正文"))}),
    "pdf": pdf([pdf_line("text")]),
    "doc": doc("正文"),
    "xls": xls([["甲"]]),
    "ppt": ppt("正文"),
    "jpg": jpeg(place=True),
    "zip": zipped({"a.txt": "正文"}),
    "csv": "姓名,号\n甲,1\n".encode(),
}
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4, max_size=40)
places = st.integers(0, 3)


@settings(max_examples=150, deadline=None)
@given(ending=st.sampled_from(sorted(WHOLE)), at=st.integers(0, 3000), junk=st.binary(max_size=30), cut=st.integers(0, 60))
def test_broken_bytes_give_an_answer(ending: str, at: int, junk: bytes, cut: int) -> None:
    data = WHOLE[ending]
    assert read_content(data[:at] + junk + data[at + cut :], ending).state in get_args(State)


@settings(max_examples=100, deadline=None)
@given(
    ending=st.sampled_from(["docx", "xlsx", "pptx", "ofd"]),
    part=places,
    at=st.integers(0, 600),
    junk=st.text('<>"/=0aз&;', max_size=8),
)
def test_broken_parts_give_an_answer(ending: str, part: int, at: int, junk: str) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE[ending])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(parts)[part % len(parts)]
    parts[name] = parts[name][:at] + junk.encode() + parts[name][at + 3 :]
    assert read_content(zipped(parts), ending).state in get_args(State)


@given(text=HAN, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
@example("一一一一", "gb18030")  # of which four characters are UTF-8 too
@example("一慇一倯", "gb18030")  # rare ones, whose bytes are signs of the West
def test_a_text_survives_its_encoding(text: str, encoding: str) -> None:
    # Rare characters have letters of the West for half their bytes: in a few words no program knows them from accents.
    assume(encoding != "gb18030" or len(text.encode("gb2312", "ignore")) == 2 * len(text) or text == "一慇一倯")
    assert decode((text + "。\r\n").encode(encoding))[0] == text + "。\n"


@given(rows=st.lists(st.tuples(HAN, HAN), min_size=3, max_size=9), delimiter=st.sampled_from(",;\t|"))
def test_rows_are_found_whatever_separates_their_cells(rows: list[tuple[str, str]], delimiter: str) -> None:
    table = table_of([delimiter.join(row) for row in rows], certain=False)
    assert table is not None
    assert list(table.rows) == rows
    assert table.lines == tuple(range(1, len(rows) + 1))


pieces = st.builds(Piece, HAN, st.sampled_from(get_args(Part)), places, places, st.just(""), st.sampled_from(["", "B2"]), HAN)
runs = st.lists(st.tuples(places, places), max_size=2).map(tuple)
sheets = st.builds(
    Sheet, HAN, st.just((("甲", ""), ("乙",))), st.just("text"), places, places, st.tuples(runs, st.just((3,))), runs
)
tables = st.builds(Table, st.just((("甲",),)), places, places, st.sampled_from([(), (1,)]))


@given(
    st.builds(
        AttachmentText,
        st.sampled_from(get_args(State)),
        *(st.lists(kind, max_size=3).map(tuple) for kind in (pieces, sheets, tables)),
    )
)
def test_what_is_kept_is_what_was_read(text: AttachmentText) -> None:
    assert kept_text(keep_text(text).whole) == text


@given(st.sets(st.integers(1, 60)))
def test_runs_hold_the_same_numbers(numbers: set[int]) -> None:
    found = runs_of(sorted(numbers))
    assert {number for first, last in found for number in range(first, last + 1)} == numbers
    assert all(last + 1 < first for (_, last), (first, _) in itertools.pairwise(found))


RAW = st.lists(
    st.sampled_from([b"a", b"\0", b"\x4e\x2d", b"\xe4\xb8\xad", b"\xd6\xd0", b"\x30", b"\xff", b"\x20", b"\xa1\xa3", b"\x80"]),
    max_size=60,
)


@given(raw=RAW)
def test_to_look_ahead_finds_the_same_words(raw: list[bytes]) -> None:
    data = b"".join(raw)
    for pattern in (WIDE_WORDS, BYTE_WORDS):
        ahead, _, plain = pattern.pattern.partition(b")(?:")
        assert ahead.startswith(b"(?=")
        assert [found.span() for found in re.finditer(b"(?:" + plain, data)] == [found.span() for found in pattern.finditer(data)]
