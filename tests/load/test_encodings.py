"""Texts in the encodings that the programs of offices write, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.source.encodings import decode_any
from tests.sites import BASE, check_site, unpack, write_site

NOTICE = "content/items/2023/notice.md"
WESTERN = [
    "The Chairman’s report",
    "Müller report",
    "Peña y Nuñez,600",
    "“Fête” tent, 600",
    "Net (£)",
    "££££ price",
    "ação maçã",
    "AÇÃO",
    "naïveté “£500”",
    "€5 – two",
]
CHINESE = [
    "卡拉 OK（カラオケ）项目收费",
    "标题: 王玥",
    "T恤",
    "A类B，甲乙",
    "关于做好的通知",
    "名称: 镕某",
    "app类目",
    "a,b\n甲,1",
    "①第1项￥5",
]


TRADITIONAL = [
    "新竹縣政府公告招標項目",
    "項目名稱,金額\n道路維修,3000\n",
    "本府辦理都市計畫變更案公開展覽，自民國一百一十三年起三十日。",
    "香港特別行政區政府 公開資料守則 A類",
    "The Building Department 屋宇署公開資料 report",
    "收費標準：每次新臺幣20元",
]


@pytest.mark.parametrize("text", TRADITIONAL)
def test_a_text_in_big5_is_never_taken_for_another(text: str) -> None:
    assert decode_any(text.encode("big5")) == (text, "big5")


JAPANESE = [
    "情報公開請求書の様式についてのお知らせ",
    "外来の受付は、午前八時半からです。初診の方は保険証をお持ちください。",
    "これはテストです",
]
KOREAN = "병원 진료 안내입니다. 외래 접수 시간은 오전 8시 30분부터입니다."


@pytest.mark.parametrize("text", JAPANESE)
@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp"])
def test_a_japanese_text_is_known_by_its_kana(text: str, encoding: str) -> None:
    assert decode_any(text.encode(encoding)) == (text, encoding)


def test_a_korean_text_is_known_by_its_syllables() -> None:
    assert decode_any(KOREAN.encode("euc_kr")) == (KOREAN, "euc_kr")


@pytest.mark.parametrize("document", sorted((Path(__file__).parents[2] / "docs").glob("*.zh-CN.md")), ids=lambda path: path.name)
def test_a_line_in_gbk_is_never_taken_for_that_of_a_neighbour(document: Path) -> None:
    lines = [line.encode("gbk", "ignore") for line in document.read_text("utf-8").split("\n")]
    neighbours = ("big5", "shift_jis", "euc_jp", "euc_kr")
    assert [line for line in lines if decode_any(line)[1] in neighbours] == []


@pytest.mark.parametrize("text", WESTERN)
def test_a_western_text_is_never_taken_for_chinese(text: str) -> None:
    assert decode_any(text.encode("cp1252")) == (text, "windows-1252")


@pytest.mark.parametrize("text", CHINESE)
def test_a_chinese_text_is_never_taken_for_western(text: str) -> None:
    assert decode_any(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize("text", [f"{text}\r\n" for text in (*WESTERN, *CHINESE)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_its_mark(text: str, encoding: str) -> None:
    assert decode_any(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("gb18030", "GBK"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")],
)
def test_a_source_in_another_encoding_is_called_that(encoding: str, name: str, tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    (site / NOTICE).write_bytes(unpack(BASE)[NOTICE].encode(encoding))
    assert f"错误: 文件的编码是 {name}，不是 UTF-8 [encoding-other]\n" in check_site(site)


@pytest.mark.parametrize("title", [b"The Chairman\x92s report", b"M\xfcller report", b"Payments over \xa3500"])
def test_a_source_of_an_english_windows_is_called_that(title: bytes, tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    (site / "content/items/2023/english.md").write_bytes(b"---\ntitle: " + title + b"\n---\nText.\n")
    told = check_site(site)
    assert "文件的编码是 Windows-1252 (ANSI)，不是 UTF-8 [encoding-other]\n  建议: 另存为 UTF-8。记事本：" in told


def test_a_broken_byte_in_utf8_is_no_other_encoding(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    (site / NOTICE).write_bytes(unpack(BASE)[NOTICE].encode().replace("防病".encode(), "防".encode() + b"\xff", 1))
    assert "文件里有不属于 UTF-8 的字节 0xFF [encoding-invalid]" in check_site(site)
