"""What ``gongkai fix`` writes is what was meant, and nothing else in the file changes."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, check_site, write_site

FLOOD = "content/items/2023/flood.md"
HEAD = (
    "信息分类：policy/normative\r\n索引号: 11379900MB28399186/2023-00002\r\n成文日期: ２０２３-06-01\r\n"
    "发布日期: 2023-06-02\r\n科室: law\r\n内容概述: 部署防汛。\r\n"
)


def fix(site: Path, *words: str) -> str:
    done = CliRunner().invoke(main, ["fix", str(site), "--today", "2026-06-30", *words])
    assert done.exit_code in (0, 1), done.output
    return done.output


def source(title: str, more: str, text: str) -> str:
    """The source of an item in which nothing else is to be mended."""
    head = HEAD.replace("\r", "").replace("：", ": ").replace("２０２３", "2023")
    return f"---\n标题: {title}\n{head}{more}\n---\n{text}\n"


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    (site / FLOOD).write_bytes(b"\xef\xbb\xbf" + f"---\r\n标题：防汛通知\r\n{HEAD}---\r\n请落实：\r\n标题：不动\r\n".encode())
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    fix(site)
    assert {path: path.read_bytes() for path in before} == before
    fix(site, "--write")
    expected = f"---\r\n标题: 防汛通知\r\n{HEAD}---\r\n请落实：\r\n标题：不动\r\n"
    expected = expected.replace("分类：", "分类: ").replace("２０２３", "2023")
    assert (site / FLOOD).read_bytes() == b"\xef\xbb\xbf" + expected.encode()
    changed = {path for path, data in before.items() if path.read_bytes() != data}
    assert {path.relative_to(site).as_posix() for path in changed if ".site.build" not in str(path)} == {FLOOD}
    assert "没有发现问题" in check_site(site)


def test_a_mended_line_may_show_another_slip(tmp_path: Path) -> None:
    text = f"－－－\n标题：防汛: 通知\n{HEAD}－－－\n请落实。\n".replace("\r", "")
    site = write_site(tmp_path, BASE, f"-- {FLOOD} --\n{text}")
    assert "已改正" in fix(site, "--write")
    assert (site / FLOOD).read_text("utf-8").startswith('---\n标题: "防汛: 通知"\n信息分类: policy/normative\n')
    assert "没有发现问题" in check_site(site)


def test_links_from_elsewhere_begin_at_their_file_afterwards(tmp_path: Path) -> None:
    head = f"---\n标题: 防汛通知\n{HEAD}---\n".replace("\r", "").replace("：", ": ").replace("２０２３", "2023")
    links = "见[一](/content/items/2023/notice.md)，[二](content/items/2023/notice.md)，[三](/srv/gk/content/pages/guide.md)。\n"
    site = write_site(tmp_path, BASE, f"-- {FLOOD} --\n{head}{links}")
    fix(site, "--write")
    assert (site / FLOOD).read_text("utf-8") == f"{head}见[一](notice.md)，[二](notice.md)，[三](../../pages/guide.md)。\n"
    assert "没有发现问题" in check_site(site)


def test_the_year_of_a_document_number_is_put_into_its_brackets(tmp_path: Path) -> None:
    written = source("防汛通知", "文号: 云卫发[2023] 第6号", "根据国办发（2019）12号和云政发<2023>3号。")
    site = write_site(tmp_path, BASE, f"-- {FLOOD} --\n{written}")
    fix(site, "--write")
    right = source("防汛通知", "文号: 云卫发〔2023〕6号", "根据国办发〔2019〕12号和云政发〔2023〕3号。")
    assert (site / FLOOD).read_text("utf-8") == right
    assert "没有发现问题" in check_site(site)


def test_of_pasted_code_the_words_stay(tmp_path: Path) -> None:
    code = (
        '<p style="text-indent:2em">&nbsp;&nbsp;一、落实责任。</p><p>二、&#21450;时报告。</p>\n\n'
        "<div>\n<p>三、加强值守。</p>\n</div>\n\n<p>电话见<b>公告</b>。</p>"
    )
    site = write_site(tmp_path, BASE, f"-- {FLOOD} --\n{source('防汛通知', '文号: 云卫发〔2023〕6号', code)}")
    fix(site, "--write")
    words = "一、落实责任。\n\n二、及时报告。\n\n三、加强值守。\n\n<p>电话见<b>公告</b>。</p>"
    assert (site / FLOOD).read_text("utf-8") == source("防汛通知", "文号: 云卫发〔2023〕6号", words)


def test_lines_that_come_in_the_place_of_one_stand_where_it_stood(tmp_path: Path) -> None:
    row = (
        "- id: a\n  title: 处罚决定甲\n  index_number: 11379900MB28399186/2023-00003\n  category: policy\n  created: 2023-06-05\n"
        "  published: 2023-06-06\n  summary: 处罚。\n  body: |\n    正文。\n\n"
    )
    site = write_site(tmp_path, BASE, f"-- content/items/2023/list.yml --\n{row}    <p>甲方。</p><p>乙方。</p>\n")
    fix(site, "--write")
    assert (site / "content/items/2023/list.yml").read_text("utf-8") == f"{row}    甲方。\n\n    乙方。\n"
    assert "没有发现问题" in check_site(site)


def test_what_a_person_must_decide_is_left(tmp_path: Path) -> None:
    text = source("关于5 #楼", "主题词: 计划、卫生", "请落实。")
    site = write_site(tmp_path, BASE, f"-- {FLOOD} --\n{text}")
    assert "没有可以自动改正的" in fix(site, "--write")
    assert (site / FLOOD).read_text("utf-8") == text


def test_personal_data_is_hidden_in_what_is_shown(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, f"-- {FLOOD} --\n---\n标题：张某 11010519491231002X\n---\nx\n")
    assert "11010519491231002X" not in fix(site)
