"""Word documents become drafts with their facts, their text and their pictures; the original goes with them."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from generator.cli import main
from generator.importing.document import read_document
from generator.importing.red_head import read_facts
from tests.sites import BASE, TODAY, write_site


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


def line(document: Any, text: str, align: Any = None, size: int = 0, style: str | None = None) -> Any:
    paragraph = document.add_paragraph("", style=style)
    run = paragraph.add_run(text)
    if size:
        run.font.size = Pt(size)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def red(number: str = "云卫发〔2024〕5号", day: str = "2024年3月5日") -> Any:
    """A document with a red head."""
    document = docx.Document()
    line(document, "云泽市卫生健康委员会文件", ALIGN.CENTER, 36)
    line(document, number, ALIGN.CENTER, 16)
    line(document, "云泽市卫生健康委员会关于", ALIGN.CENTER, 22)
    line(document, "做好春季防病工作的通知", ALIGN.CENTER, 22)
    line(document, "各县（区）卫生健康局：")
    line(document, "一、总体要求", style="Heading 1")
    paragraph = line(document, "请各单位")
    paragraph.add_run("认真").bold = True
    paragraph.add_run("落实。*号不是标记")
    table = document.add_table(2, 3)
    for place, text in enumerate(("项目", "数量", "备注")):
        table.cell(0, place).text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "合|并"
    table.cell(1, 2).text = "无"
    document.add_picture(io.BytesIO(png()))
    line(document, "附件：1.名单")
    line(document, "云泽市卫生健康委员会", ALIGN.RIGHT)
    line(document, day, ALIGN.RIGHT)
    line(document, "（此件公开发布）")
    return document


def data_of(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def run(site: Path, *paths: Path, more: tuple[str, ...] = ()) -> Result:
    result = CliRunner().invoke(main, ["import", *map(str, paths), "--site", str(site), "--today", TODAY.isoformat(), *more])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_letter_names_its_authority_without_the_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    line(document, "特急", ALIGN.LEFT)
    line(document, "云泽市水务局", ALIGN.CENTER, 36)
    line(document, "云水函〔2024〕7号", ALIGN.CENTER, 16)
    line(document, "关于商请检测水样的函", ALIGN.CENTER, 22)
    line(document, "市疾控中心：")
    line(document, "请检测水样。")
    line(document, "云泽市水务局", ALIGN.RIGHT)
    line(document, "2024年3月5日", ALIGN.RIGHT)
    site, path = write_site(tmp_path / "site", BASE), tmp_path / "函.docx"
    document.save(str(path))
    result = run(site, path)
    assert "发布机构: 云泽市水务局" in (site / "content/items/2024/云水函〔2024〕7号/index.md").read_text("utf-8")
    assert "函.docx: 没有导入: 标题上面的文字（特急）" in result.output
    assert "云泽市水务局）" not in result.output


def test_a_document_with_a_red_head_is_a_draft_with_its_facts(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    path = tmp_path / "通知（定稿）.docx"
    red().save(str(path))
    result = run(site, path)
    assert result.exit_code == 0, result.output
    folder = site / "content/items/2024/云卫发〔2024〕5号"
    assert sorted(one.name for one in folder.iterdir()) == ["index.md", "图1.png", "通知（定稿）.docx"]
    assert (folder / "通知（定稿）.docx").read_bytes() == path.read_bytes()
    assert (
        (folder / "index.md").read_text("utf-8")
        == """\
---
标题: 云泽市卫生健康委员会关于做好春季防病工作的通知
索引号: 11379900MB28399186/2024-00001
信息分类: 政策文件
成文日期: 2024-03-05
发布日期: 2026-06-30
文号: 云卫发〔2024〕5号
内容概述: 【待填】一两句话说明内容
附件: [{文件: 通知（定稿）.docx}]
草稿: true
---

各县（区）卫生健康局：

## 一、总体要求

请各单位**认真**落实。*号不是标记

| 项目 | 数量 | 备注 |
| --- | --- | --- |
| 合\\|并 |  | 无 |

![](图1.png)

附件：1.名单

云泽市卫生健康委员会

2024年3月5日

（此件公开发布）
"""
    )
    before = {one: one.read_bytes() for one in folder.iterdir()}
    assert "已经导入过，没有变化" in run(site, path).output
    later = CliRunner().invoke(main, ["import", str(path), "--site", str(site), "--today", "2027-01-05"])
    assert "已经有这一条，没有改动它" in later.output
    assert {one: one.read_bytes() for one in folder.iterdir()} == before
    assert sorted(one.name for one in (site / "content/items").iterdir()) == ["2023", "2024"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("云卫发〔2024〕5号", "云卫发〔2024〕5号"),
        ("云卫发[2024] 5 号", "云卫发〔2024〕5号"),
        ("云卫办发（2024）第12号", "云卫办发〔2024〕第12号"),
        ("云卫发【2024】5号      签发人：张三", "云卫发〔2024〕5号"),
    ],
)
def test_the_number_is_read_in_whatever_brackets(written: str, read: str) -> None:
    assert read_facts(read_document(data_of(red(written)), "图")).doc_number == read


@pytest.mark.parametrize(
    "day", ["2024年3月5日", "二〇二四年三月五日", "2024 年 3 月 5 日", "（2024年3月5日）", "2024.3.5", "2024-03-05"]
)
def test_the_day_is_the_one_that_stands_alone_at_the_end(day: str) -> None:
    created = read_facts(read_document(data_of(red(day=day)), "图")).created
    assert created is not None
    assert created.isoformat() == "2024-03-05"


def test_what_a_document_does_not_say_is_not_made_up() -> None:
    document = docx.Document()
    line(document, "根据《办法》（云政发〔2020〕1号），2024年3月5日起，各单位应当认真落实下列事项，并于月底前报送情况。")
    line(document, "第二段，也是一句完整的话。")
    facts = read_facts(read_document(data_of(document), "图"))
    assert (facts.title, facts.doc_number, facts.publisher, facts.created, facts.start) == ("", "", "", None, 0)


def test_a_day_that_stands_alone_in_an_annex_is_not_that_of_the_document() -> None:
    document = docx.Document()
    line(document, "表样说明", ALIGN.CENTER, 22)
    for number in range(12):
        line(document, "2013年5月14日" if number == 6 else f"第{number}行是说明，不是日期。")
    assert read_facts(read_document(data_of(document), "图")).created is None


def test_a_title_in_the_style_of_titles_is_the_title() -> None:
    document = docx.Document()
    document.add_heading("2023年度部门决算说明", 0)
    document.add_heading("一、部门概况", 1)
    line(document, "本局设五个科室。")
    facts = read_facts(read_document(data_of(document), "图"))
    assert (facts.title, facts.start) == ("2023年度部门决算说明", 1)


def test_a_decision_is_headed_above_its_number() -> None:
    document = docx.Document()
    line(document, "云泽市卫生健康委员会", ALIGN.CENTER, 22)
    line(document, "行政处罚决定书", ALIGN.CENTER, 22)
    line(document, "云卫医罚〔2024〕7号", ALIGN.RIGHT)
    line(document, "当事人：某某诊所")
    line(document, "经查，你单位未按规定填写病历。")
    facts = read_facts(read_document(data_of(document), "图"))
    assert (facts.title, facts.doc_number, facts.start) == ("云泽市卫生健康委员会行政处罚决定书", "云卫医罚〔2024〕7号", 3)


def test_what_stands_behind_its_name_is_taken(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    document = docx.Document()
    line(document, "文号：云卫公告2024年第3号")
    line(document, "关于停诊的公告", ALIGN.CENTER, 22)
    line(document, "日期：2024年3月5日")
    line(document, "施行日期：2024年4月1日")
    line(document, "东门诊所4月停诊。")
    line(document, "发布日期：2020年1月1日")
    path = site.parent / "a.docx"
    path.write_bytes(data_of(document))
    run(site, path)
    (source,) = (site / "content/items").rglob("index.md")
    written = source.read_text("utf-8").split("---")[1].splitlines()
    assert {
        "标题: 关于停诊的公告",
        "成文日期: 2024-03-05",
        f"发布日期: {TODAY.isoformat()}",
        "文号: 云卫公告2024年第3号",
        "施行日期: 2024-04-01",
    } <= set(written)


def test_signs_of_a_title_that_are_set_apart_are_joined() -> None:
    document = docx.Document()
    line(document, "公　　示", ALIGN.CENTER, 22)
    line(document, "经研究，拟聘用三人。")
    assert read_facts(read_document(data_of(document), "图")).title == "公示"


def test_an_issue_has_its_own_title_below_its_number() -> None:
    document = docx.Document()
    line(document, "会 议 纪 要", ALIGN.CENTER, 36)
    line(document, "第 6 期", ALIGN.CENTER)
    line(document, "云泽市水务局办公室      2024年5月20日")
    line(document, "局长办公会议纪要", ALIGN.CENTER, 22)
    line(document, "会议研究了汛期工作。")
    facts = read_facts(read_document(data_of(document), "图"))
    assert (facts.title, facts.publisher, str(facts.created)) == ("局长办公会议纪要", "云泽市水务局办公室", "2024-05-20")


@pytest.mark.parametrize(
    ("signed", "publisher"),
    [
        (("云泽市水务局      云泽市财政局", "2024年3月5日"), "云泽市水务局、云泽市财政局"),
        (("云 泽 市 水 务 局", "2024年3月5日"), "云泽市水务局"),
        (("云泽市水务局 2024年3月5日",), "云泽市水务局"),
        (("市长　王某某", "2024年3月5日"), ""),
        (("第三批名单 共12家", "2024年3月5日"), ""),
    ],
)
def test_who_signs_is_a_body_or_several_and_no_person(signed: tuple[str, ...], publisher: str) -> None:
    document = docx.Document()
    line(document, "关于停水的公告", ALIGN.CENTER, 22)
    line(document, "因检修，明天停水，请大家做好储水准备。")
    for text in signed:
        line(document, text, ALIGN.RIGHT)
    facts = read_facts(read_document(data_of(document), "图"))
    assert (facts.publisher, str(facts.created)) == (publisher, "2024-03-05")


def test_a_head_of_several_bodies_names_them_all() -> None:
    one = docx.Document()
    table = one.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "云泽市水务局", "云泽市财政局"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "文件"
    other = docx.Document()
    line(other, "云泽市水务局", ALIGN.CENTER, 36)
    line(other, "云泽市财政局文件", ALIGN.CENTER, 36)
    for document in (one, other):
        line(document, "云水发〔2024〕5号", ALIGN.CENTER, 16)
        line(document, "关于印发资金管理办法的通知", ALIGN.CENTER, 22)
        assert read_facts(read_document(data_of(document), "图")).publisher == "云泽市水务局、云泽市财政局"


def test_what_stands_in_the_margins_of_pages_is_said() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "云泽市水务局"
    document.sections[0].footer.paragraphs[0].text = "第 1 页 共 3 页"
    line(document, "甲")
    assert read_document(data_of(document), "图").left == [("import_left_header", "云泽市水务局")]


def test_numbers_that_word_sets_are_written_out() -> None:
    document = docx.Document()
    for text in ("甲", "乙"):
        line(document, text, style="List Number")
    line(document, "点", style="List Bullet")
    assert read_document(data_of(document), "图").markdown() == "1\\. 甲\n\n2\\. 乙\n\n- 点"


def test_bullets_of_a_style_for_deeper_ones_lie_deeper() -> None:
    document = docx.Document()
    for text, style in (("甲", "List Bullet"), ("乙", "List Bullet 2"), ("丙", "List Bullet 3"), ("丁", "List Bullet")):
        line(document, text, style=style)
    assert read_document(data_of(document), "图").markdown() == "- 甲\n\n   - 乙\n\n      - 丙\n\n- 丁"


def test_deleted_text_is_none_and_inserted_text_is(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = line(document, "甲")
    for tag, inner, text in (("w:ins", "w:t", "乙"), ("w:del", "w:delText", "丙")):
        change, run_of, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        run_of.append(words)
        change.append(run_of)
        paragraph._p.append(change)
    hidden = paragraph.add_run("密")
    about = hidden._r.get_or_add_rPr()
    about.append(about.makeelement(qn("w:vanish"), {}))
    read = read_document(data_of(document), "图")
    assert read.markdown() == "甲乙"
    assert read.left == [("import_left_deleted", ""), ("import_left_hidden", "密")]


def test_what_cannot_be_read_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    good, bad = tmp_path / "a.docx", tmp_path / "b.docx"
    red().save(str(good))
    bad.write_bytes(good.read_bytes().replace(b"word/document.xml", b"word/documenx.xml"))
    result = run(site, good, bad)
    assert result.exit_code == 1
    assert "b.docx: 读不了" in result.output
    assert not (site / "content/items/2024").exists()
    assert run(site, good, bad, more=("--partial",)).exit_code == 1
    assert (site / "content/items/2024/云卫发〔2024〕5号/index.md").exists()


def test_files_meant_for_word_documents_that_are_none_are_named_each_with_why(tmp_path: Path) -> None:
    """A folder as an office has it: one with a password, an old form, one that is no document, an empty one."""
    site = write_site(tmp_path / "site", BASE)
    folder = tmp_path / "word"
    folder.mkdir()
    good, locked, old, other, empty = (folder / name for name in ("好.docx", "锁.docx", "旧.wps", "坏.docx", "空.docx"))
    page = folder / "网页.doc"
    page.write_text("<html><body><h1>公告</h1></body></html>", "utf-8")
    good.write_bytes(data_of(red()))
    locked.write_bytes(compound("EncryptedPackage"))
    old.write_bytes(compound("WordDocument"))
    other.write_bytes(b"no document")
    empty.write_bytes(b"")
    result = run(site, *sorted(folder.iterdir()))
    assert result.exit_code == 1
    for said in (
        "锁.docx: 读不了：设了密码，去掉密码再导入\n",
        "旧.wps: 读不了：是旧格式的文档，用 Word 或者 WPS 另存为 DOCX 再导入\n",
        "坏.docx: 读不了：不是表格，也不是 Word 文档；可以导入 XLSX、XLS、ET、ODS、CSV、DOCX\n",
        "空.docx: 读不了：是空文件\n",
        "网页.doc: 读不了：是旧格式的文档，用 Word 或者 WPS 另存为 DOCX 再导入\n",
        "什么都没有写：有 5 个文件读不了。读得了的有：新条目 1 条，已有 0 条，附件 2 个；加上 --partial 只导入读得了的\n",
    ):
        assert said in result.output
    assert not list((site / "content/items").glob("2024/**/*.docx"))
    result = run(site, good, locked, old, other, empty, more=("--partial",))
    assert "导入：新建草稿 1 条，附件 2 个；已有 0 条，没有导入的文件 4 个\n" in result.output
    # An old document alone is a document too, and no table.
    assert "旧.wps: 读不了：是旧格式的文档" in run(site, old).output


def compound(stream: str) -> bytes:
    """A compound file (MS-CFB 3.0) with one empty stream of this name."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + struct.pack("<I", free) * 108

    def entry(name: str, kind: int, child: int) -> bytes:
        written = (name + "\0").encode("utf-16-le")
        body = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
        return body + struct.pack("<III", free, free, child) + bytes(36) + struct.pack("<IQ", end, 0)

    table = struct.pack("<II", fat, end) + struct.pack("<I", free) * 126
    return head + table + entry("Root Entry", 5, 1) + entry(stream, 2, free) + bytes(256)


# A paragraph with its place and size, or the rows of a table: documents of other kinds than a notice.
Kind = list[tuple[str, Any, int] | list[list[str]]]
SIGNED: Kind = [("云泽市水务局（印章）", ALIGN.RIGHT, 0), ("2024年5月20日", ALIGN.RIGHT, 0)]
TEXT: Kind = [("请各单位落实。", None, 0)]
KINDS: dict[str, tuple[Kind, dict[str, str]]] = {
    "annexes on pages of their own": (
        [
            ("关于印发方案的通知", ALIGN.CENTER, 22),
            *TEXT,
            *SIGNED,
            ("附件1", None, 0),
            *[(f"第{number}条　分工。", None, 0) for number in range(12)],
        ],
        {"标题": "关于印发方案的通知", "成文日期": "2024-05-20", "发布机构": "云泽市水务局"},
    ),
    "an order": (
        [("云溪县人民政府令", ALIGN.CENTER, 32), ("第 15 号", ALIGN.CENTER, 0), *TEXT, ("2024年6月12日", ALIGN.RIGHT, 0)],
        {"标题": "云溪县人民政府令", "文号": "云溪县人民政府令第15号", "成文日期": "2024-06-12"},
    ),
    "minutes with a number of the year": (
        [
            ("局务会议纪要", ALIGN.CENTER, 32),
            ("〔2024〕第6期", ALIGN.CENTER, 0),
            ("云泽市水务局办公室  2024年5月9日", None, 0),
            ("研究汛期值班", ALIGN.CENTER, 22),
            *TEXT,
        ],
        {"标题": "研究汛期值班", "成文日期": "2024-05-09", "发布机构": "云泽市水务局办公室"},
    ),
    "the name of the body above the title": (
        [("云溪县人民政府办公室", ALIGN.CENTER, 26), ("关于供水的意见", ALIGN.CENTER, 22), *TEXT],
        {"标题": "关于供水的意见", "发布机构": "云溪县人民政府办公室"},
    ),
    "numbers of two bodies": (
        [("云水发〔2024〕51号\n云应急〔2024〕22号", ALIGN.CENTER, 0), ("关于汛前检查的通知", ALIGN.CENTER, 22), *TEXT],
        {"标题": "关于汛前检查的通知", "文号": "云水发〔2024〕51号"},
    ),
    "adopted on a day": (
        [("关于修改文件的决定", ALIGN.CENTER, 22), ("（2024年10月11日县政府第45次常务会议通过）", ALIGN.CENTER, 0), *TEXT],
        {"标题": "关于修改文件的决定", "成文日期": "2024-10-11"},
    ),
    "a letterhead in a table": (
        [[["Tarnford Council", "Quay House"]], ("Weight limit on Old Bridge", ALIGN.CENTER, 22), *TEXT],
        {"标题": "Weight limit on Old Bridge"},
    ),
    "facts below the name of the body": (
        [
            ("Mill Lane closed", ALIGN.CENTER, 22),
            ("Tarnford Town Council", None, 0),
            ("Published: 14 May 2024    Views: 3", None, 0),
            *TEXT,
        ],
        {"标题": "Mill Lane closed", "发布日期": "2024-05-14"},
    ),
    "a form": (
        [
            ("信息公开审批表", ALIGN.CENTER, 18),
            [
                ["信息名称", "部门预算公开", "", ""],
                ["发文字号", "云水财〔2024〕2号", "发布日期", "2024年2月20日"],
                ["信息分类", "没有的分类", "拟稿人", "王某"],
                ["正文", "公开部门预算。", "", ""],
            ],
        ],
        {"标题": "部门预算公开", "文号": "云水财〔2024〕2号", "发布日期": "2024-02-20"},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_documents_of_other_kinds(tmp_path: Path, kind: str) -> None:
    parts, facts = KINDS[kind]
    document = docx.Document()
    for part in parts:
        if isinstance(part, tuple):
            line(document, *part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for row, cells in enumerate(part):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    site, path = write_site(tmp_path / "site", BASE), tmp_path / "a.docx"
    document.save(str(path))
    assert run(site, path).exit_code == 0
    source = next(one for one in (site / "content/items").rglob("index.md")).read_text("utf-8")
    found = dict(fact.split(": ", 1) for fact in source.split("---")[1].strip().splitlines())
    assert {name: found.get(name) for name in facts} == facts
    if "文号" not in facts:
        assert "文号" not in found
    if kind == "a form":  # what is not understood is said, and the text is that of the form
        assert source.rstrip().endswith("---\n\n公开部门预算。")
        said = path.with_suffix(".report.csv").read_text("utf-8-sig")
        assert "没有“没有的分类”这个分类" in said
        assert "拟稿人" in said


def test_a_table_in_a_cell_is_read_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "项目"
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "混凝土", "合格"
    assert read_document(data_of(document), "图").markdown().count("混凝土") == 1
