"""Files as they come from the machines of offices."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import BASE, build_site, check_site, unpack, write_site

NOTICE = "content/items/2023/notice.md"
TEXT = unpack(BASE)[NOTICE]
CLEAN = "没有发现问题\n错误 0 个，警告 0 个，提示 0 个；条目 1 个，年度报告 0 份\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", BASE)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(site: Path) -> None:
    (site / NOTICE).write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    (site / "catalog.yml").write_bytes((site / "catalog.yml").read_bytes().replace(b"\n", b"\r\n"))
    assert check_site(site) == CLEAN
    assert build_site(site).published


def test_a_gbk_file_is_called_that(site: Path) -> None:
    (site / NOTICE).write_bytes(TEXT.encode("gbk"))
    assert (
        "content/items/2023/notice.md:2:8: 错误: 文件的编码是 GBK，不是 UTF-8 [encoding-other]\n"
        "  建议: 另存为 UTF-8。记事本：“文件”→“另存为”，“编码”选 UTF-8（不选 ANSI）；VS Code：点右下角的编码名，选“通过编码保存”\n\n"
    ) in check_site(site)


def test_bytes_that_are_not_utf8_are_placed(site: Path) -> None:
    (site / NOTICE).write_bytes(TEXT.encode().replace("防病".encode(), "防".encode() + b"\xff\xff", 1))
    told = check_site(site)
    assert "content/items/2023/notice.md:2:15: 错误: 文件里有不属于 UTF-8 的字节 0xFF [encoding-invalid]\n" in told


def test_utf16_is_called_that(site: Path) -> None:
    (site / NOTICE).write_bytes(TEXT.encode("utf-16"))
    assert "文件的编码是 UTF-16，不是 UTF-8 [encoding-other]" in check_site(site)


def test_an_invisible_control_character_is_placed(site: Path) -> None:
    (site / NOTICE).write_text(TEXT.replace("title: 关于", "title: 关\x07于"), "utf-8")
    assert "content/items/2023/notice.md:2:9: 错误: 符号 U+0007（响铃符）不是文字 [sign-control]" in check_site(site)


def test_a_link_out_of_the_site_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"%PDF secret")
    (site / "content/items/2023/plan.pdf").symlink_to(tmp_path / "secret.pdf")
    (site / "content/items/more").symlink_to(tmp_path)
    told = check_site(site)
    assert (
        "content/items/2023/plan.pdf: 错误: “plan.pdf”是指向站点之外（或指向文件夹）的符号链接，不会读取 [link-outside]" in told
    )
    assert "content/items/more: 错误: “more”是指向站点之外（或指向文件夹）的符号链接，不会读取 [link-outside]" in told


def test_a_link_inside_the_site_is_a_file(site: Path) -> None:
    (site / "content/shared.txt").write_bytes(b"plan")
    (site / "content/items/2023/plan.txt").symlink_to("../../shared.txt")
    (site / NOTICE).write_text(TEXT.replace("keywords", "attachments: [{file: plan.txt}]\nkeywords"), "utf-8")
    assert check_site(site) == CLEAN
    build_site(site)
    assert (site / "site/items/2023/notice/plan.txt").read_bytes() == b"plan"


def test_names_that_differ_by_unicode_form_alone_are_one_name(site: Path) -> None:
    text = TEXT.replace("2023-00001", "2023-00002")
    (site / "content/items/2023/re\u0301sume\u0301.md").write_text(text, "utf-8")
    (site / "content/items/2023/r\u00e9sum\u00e9.md").write_text(text.replace("00002", "00003"), "utf-8")
    assert "只是字符编码形式不同 [address-unicode-form]" in check_site(site)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(site: Path) -> None:
    (site / NOTICE).chmod(0)
    assert "文件读不出来（没有读取权限） [file-unreadable]" in check_site(site)


def test_litter_of_other_programs_is_passed_over(site: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "~$notice.docx", "desktop.ini"):
        (site / "content/items/2023" / name).write_bytes(b"x")
    assert check_site(site) == CLEAN


def test_a_site_without_content_says_so(site: Path) -> None:
    for path in sorted((site / "content").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (site / "content").rmdir()
    told = check_site(site)
    assert "content: 错误: 站点里没有 content 文件夹 [content-missing]" in told


def test_a_catalog_without_items_is_not_published(site: Path) -> None:
    (site / NOTICE).unlink()
    assert "content/items: 错误: 没有任何条目，空的目录不能发布 [items-none]" in check_site(site)
    assert build_site(site).published is None
    assert not (site / "site").exists()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00\xad\xde", "DOCX / XLSX / ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\xff", "DOC / WPS / XLS"),
        (b"%PDF-1.7\n\xe2\xe3", "PDF"),
    ],
)
def test_an_office_document_with_another_ending_is_called_that(data: bytes, kind: str, site: Path) -> None:
    (site / "content/items/2023/letter.md").write_bytes(data)
    assert (
        f"content/items/2023/letter.md: 错误: 这不是文本文件，内容是 {kind}，只是改了扩展名 [source-other-kind]\n"
        "  建议: 用 gongkai new item 新建条目，把文字复制进去；原来的文件改回本来的扩展名，放在旁边作附件\n"
    ) in check_site(site)


def test_what_is_said_does_not_hang_on_the_order_of_a_set(site: Path) -> None:
    """Twice the same question, twice the same answer, to the letter (E16)."""
    # A case in which all lists of names stand that are offered.
    write_site(site, (Path(__file__).parent.parent / "check/cases/hints-in-order.txt").read_text("utf-8"))
    answers = {
        subprocess.run(
            [sys.executable, "-m", "generator", "check", str(site), "--no-cache", "--today", "2026-06-30"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
    assert "可以用的字段".encode() in answers.pop()
