"""What stands inside attachments: each file is made here as an office program would make it."""

from __future__ import annotations

import io
import os
import warnings
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from generator.check.file.attachment_text import AttachmentCheck
from generator.load.attachment.child import Limits
from generator.load.attachment.inspect import InspectionFailed
from generator.load.attachment.kept import keep_text, kept_text
from generator.load.attachment.text import read_text
from generator.load.settings.patterns import load_all_patterns
from generator.model.attachment import AttachmentText
from generator.problems import Problem
from generator.run.build import build
from generator.run.judge import check
from generator.run.options import Options, Progress, output_of
from tests.files import pdf, pdf_stream
from tests.sites import BASE, TODAY, told, write_site

ITEM = """\
-- content/items/2026/list/index.md --
---
title: 名单
index_number: 11379900MB28399186/2026-00002
category: policy
created: 2026-06-01
published: 2026-06-05
summary: 摘要。
attachments: [{file: NAME}]
---
正文。
"""
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
COMMENTS = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:comments>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>%s</dc:creator></cp:coreProperties>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>%s</sheets></workbook>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>%s</Types>'
)


def packed(**parts: str) -> bytes:
    return packed_files({name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()})


def packed_files(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def workbook(sheets: dict[str, tuple[str, str]]) -> bytes:
    """A workbook of sheets: name → (state, XML inside)."""
    names = list(sheets)
    parts = {
        "[Content_Types].xml": TYPES
        % "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for number, _ in enumerate(names, 1)
        ),
        "_rels/.rels": RELATIONS % f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>',
        "xl/workbook.xml": BOOK
        % "".join(
            f'<sheet name="{name}" sheetId="{number}" state="{sheets[name][0]}" r:id="rId{number}"/>'
            for number, name in enumerate(names, 1)
        ),
        "xl/_rels/workbook.xml.rels": RELATIONS
        % "".join(
            f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number, _ in enumerate(names, 1)
        ),
    }
    parts |= {f"xl/worksheets/sheet{number}.xml": SHEET % sheets[name][1] for number, name in enumerate(names, 1)}
    return packed_files(parts)


def rows(*lines: tuple[str, ...]) -> str:
    cells = (
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(line) if text
        )
        + "</row>"
        for number, line in enumerate(lines, 1)
    )
    return f"<sheetData>{''.join(cells)}</sheetData>"


def picture(latitude: bool) -> bytes:
    """The smallest JPEG with EXIF: an artist, and where asked for a place."""
    import struct

    def entry(tag: int, kind: int, number: int, value: bytes) -> bytes:
        return struct.pack("<HHI", tag, kind, number) + value.ljust(4, b"\0")

    place = 8 + 2 + 2 * 12 + 4
    first = entry(0x013B, 2, 4, b"Li4\0") + (entry(0x8825, 4, 1, struct.pack("<I", place)) if latitude else b"")
    body = struct.pack("<H", 2 if latitude else 1) + first + struct.pack("<I", 0)
    if latitude:
        data = place + 2 + 4 * 12 + 4
        body += struct.pack("<H", 4)
        body += entry(1, 2, 2, b"N\0") + entry(2, 5, 3, struct.pack("<I", data))
        body += entry(3, 2, 2, b"E\0") + entry(4, 5, 3, struct.pack("<I", data + 24)) + struct.pack("<I", 0)
        body += struct.pack("<12I", 36, 1, 30, 1, 0, 1, 117, 1, 0, 1, 0, 1)
    exif = b"Exif\0\0II*\0\x08\0\0\0" + body
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xda\xff\xd9"


ID = "11010519491231002X"
DOCX = {
    "a number in the text": packed(word__document_xml=WORD % run(f"张三，身份证号 {ID}")),
    "a number in a comment": packed(
        word__document_xml=WORD % run("正文"), word__comments_xml=COMMENTS % f"<w:comment>{run('核实 ' + ID)}</w:comment>"
    ),
    "a number deleted by a tracked change": packed(
        word__document_xml=WORD % f'{run("正文")}<w:p><w:del w:author="李某"><w:r><w:delText>{ID}</w:delText></w:r></w:del></w:p>'
    ),
    "a number in hidden text": packed(word__document_xml=WORD % (run("正文") + run(ID, "<w:vanish/>"))),
    "an author": packed(word__document_xml=WORD % run("正文"), docProps__core_xml=CORE % "王小五"),
    "the publisher as author": packed(word__document_xml=WORD % run("正文"), docProps__core_xml=CORE % "云泽市卫生健康委员会"),
    "another body as company": packed(
        word__document_xml=WORD % run("正文"),
        docProps__app_xml='<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Company>北苑咨询有限公司</Company></Properties>",
    ),
    "no text": packed(word__document_xml=WORD % ""),
    "nothing": packed(word__document_xml=WORD % run("身份证号 1101**********002X")),
}
XLSX = {
    "a number in a column": workbook(
        {"名单": ("visible", rows(("名单",), ("姓名", "身份证号"), ("李四", "110105194912310021")))}
    ),
    "a number in a hidden sheet": workbook({"表": ("visible", rows(("科室", "人数"))), "底稿": ("hidden", rows((f"号 {ID}",)))}),
    "hidden columns": workbook(
        {"表": ("visible", '<cols><col min="2" max="3" hidden="1"/></cols>' + rows(("科室", "备注", "电话"), ("内科", "", "")))}
    ),
    "nothing": workbook({"表": ("visible", rows(("科室", "人数"), ("内科", "12")))}),
}
CSV = {
    "an address in quotes with quotes in it": '姓名,家庭住址,金额\r\n甲某,"""阳光""小区7号501室",300\r\n乙某,文卫路,200\r\n',
    "an address of several lines, after one of several lines": '姓名,现住址,备注\n甲某,"云岭县""金桂""小区\n\n3栋2单元",无\n乙某,"云岭县\n城关镇5号",无\n',
    "a quote that never ends": '姓名,住院号,备注\n甲某,0012345,无\n乙某,"无\n' + "丙某,无,无\n" * 30_000,
    "prose with quotes": "The Council met, and heard the report, in full.\n"
    + '"We agree, the chair said.\n'
    + "words, and more words.\n" * 9000,
    "a long cell": '名称,正文,备注\r\n甲,"' + "本办法自公布之日起施行。" * 13000 + '",无\r\n',
}
CASES = (
    [(f"docx: {name}", "list.docx", data) for name, data in DOCX.items()]
    + [(f"xlsx: {name}", "list.xlsx", data) for name, data in XLSX.items()]
    + [(f"csv: {name}", "list.csv", text.encode()) for name, text in CSV.items()]
    + [
        ("jpg: a place and an artist", "list.jpg", picture(latitude=True)),
        ("jpg: an artist", "list.jpg", picture(latitude=False)),
        ("zip: a number in a file of it", "list.zip", packed_files({"a.txt": ID})),
        ("docx: broken", "list.docx", b"PK\x03\x04 broken"),
    ]
)
EXPECTED = {
    "docx: a number in the text": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，第 1 段） [id-number-exposed]"
    ],
    "docx: a number in a comment": [
        "警告: 附件“list.docx”里有批注（1 处）：文件里 [attachment-comments]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，批注里） [id-number-exposed]",
    ],
    "docx: a number deleted by a tracked change": [
        "警告: 附件“list.docx”里留着修订中删去的文字（1 处）：第 2 段（李某） [attachment-changes]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，第 2 段、修订中删去的文字） [id-number-exposed]",
    ],
    "docx: a number in hidden text": [
        "警告: 附件“list.docx”里有隐藏的内容（1 处）：第 2 段 [attachment-hidden]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，第 2 段、隐藏的内容） [id-number-exposed]",
    ],
    "docx: an author": ["提示: 附件“list.docx”的文件属性里有人名“王小五” [attachment-author]"],
    "docx: the publisher as author": [],
    "docx: another body as company": ["提示: 附件“list.docx”的文件属性里有单位名“北苑咨询有限公司” [attachment-company]"],
    "docx: no text": ["提示: 附件“list.docx”里一个字也没有 [attachment-unjudged]"],
    "docx: nothing": [],
    "docx: broken": ["提示: 附件“list.docx”打不开，没有检查里面的内容 [attachment-unjudged]"],
    "xlsx: a number in a column": [
        "错误: 像是居民身份证号码：1101************21（附件“list.xlsx”，工作表“名单”、B3） [id-number-exposed]"
    ],
    "xlsx: a number in a hidden sheet": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：整个工作表“底稿” [attachment-hidden]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.xlsx”，工作表“底稿”、A1、隐藏的内容） [id-number-exposed]",
    ],
    "xlsx: hidden columns": ["警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“表”、B–C 列 [attachment-hidden]"],
    "xlsx: nothing": [],
    "csv: an address in quotes with quotes in it": [
        '错误: 像是个人的家庭住址："阳光*********（附件“list.csv”，第 2 行） [home-address-exposed]',
    ],
    "csv: an address of several lines, after one of several lines": [
        "错误: 像是个人的家庭住址：云岭县******（附件“list.csv”，第 5 行） [home-address-exposed]",
        "错误: 像是个人的家庭住址：云岭县************（附件“list.csv”，第 2 行） [home-address-exposed]",
    ],
    "csv: a quote that never ends": [
        "错误: 像是病历、住院或医保号码：00*****（附件“list.csv”，第 2 行） [medical-record-exposed]",
    ],
    "csv: prose with quotes": [],
    "csv: a long cell": [],
    "jpg: a place and an artist": [
        "警告: “list.jpg”里记着拍摄地点 [attachment-place]",
        "提示: 附件“list.jpg”的文件属性里有人名“Li4” [attachment-author]",
    ],
    "jpg: an artist": ["提示: 附件“list.jpg”的文件属性里有人名“Li4” [attachment-author]"],
    "zip: a number in a file of it": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.zip”里的“a.txt”，第 1 行） [id-number-exposed]"
    ],
}


@pytest.mark.parametrize(("case", "name", "data"), CASES, ids=[case for case, _, _ in CASES])
def test_what_is_found_in_an_attachment(case: str, name: str, data: bytes, tmp_path: Path) -> None:
    """X11; a body is no person (E15)."""
    assert found(tmp_path, name, data) == sorted(EXPECTED[case])


BODIES = [
    "云泽市卫健委",
    "卫健委",
    "人社局",
    "综合股",
    "法制科",
    "信息科",
    "会计科",
    "安全科",
    "设计院",
    "第二小学",
    "幼儿园",
    "村委会",
    "街道办",
    "市委宣传部",
    "事务所",
    "编辑部",
    "工会",
    "红十字会",
    "县政府",
    "区人大",
    "印刷厂",
    "扫描仪",
    "新用户",
    "经办人",
    "打字复印",
    "Administrator",
    "DESKTOP-AB12",
    "Yunze Borough Council",
    "Department for Transport",
    "FOI Team",
    "Legal Services",
    "Smith Ltd",
    "Microsoft® Word 2019",
    "pdfTeX-1.40.21",
    "AutoCAD 2018",
    "ScanSnap Manager",
    "KONICA MINOLTA bizhub C258",
    "福昕PDF编辑器",
    "Pages",
    "Registered User",
    "Unknown Creator",
    "Compaq_Owner",
    "SYSTEM",
    "我的电脑",
    "微软中国",
]
PERSONS = [
    "Scanlon",
    "Owner, John",
    "张三的电脑",
    "Ann Guest",
    "Pages, Tom",
    "Brotherton",
    "Will Word",
    "张三",
    "李志科",
    "王志行",
    "张文学",
    "李局",
    "王委",
    "办公室张三",
    "张三（办公室）",
    "综合科 张三",
    "zhangsan",
    "John Smith",
    "欧阳小站长",
]


@pytest.mark.parametrize(("names", "harmless"), [(BODIES, True), (PERSONS, False)], ids=["bodies", "persons"])
def test_a_body_is_known_by_what_its_name_ends_with(names: list[str], harmless: bool) -> None:
    """Of a body's name nothing is told, though its name is in no catalog (E15)."""
    rules = [rule for rule in load_all_patterns().properties if rule.code == "attachment-author"]
    assert rules
    assert {name: all(rule.is_harmless(name) for rule in rules) for name in names} == dict.fromkeys(names, harmless)


def found(site: Path, name: str, data: bytes, *, cache: bool = False) -> list[str]:
    write_site(site, BASE, ITEM.replace("NAME", name))
    (site / "content/items/2026/list" / name).write_bytes(data)
    result = check(Options(site, TODAY, cache=cache), output_of(site, None), Progress())
    prefix = "content/items/2026/list/index.md:8:22: "
    return sorted(line.removeprefix(prefix) for line in told(site, result).splitlines() if line.startswith(prefix))


def test_what_was_found_once_is_kept_by_the_hash_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = found(tmp_path, "list.docx", DOCX["a number in the text"], cache=True)
    with monkeypatch.context() as patched:
        patched.setattr(
            "generator.load.attachment.inspect.map_limited", lambda work, pieces, jobs: [refuse(piece) for piece in pieces]
        )
        assert found(tmp_path, "list.docx", DOCX["a number in the text"], cache=True) == first
    assert found(tmp_path, "list.docx", DOCX["nothing"], cache=True) == []


def refuse(attachment: object) -> str:
    raise AssertionError(f"{attachment} was opened again")


def test_a_renamed_file_is_read_as_what_it_is_now_called(tmp_path: Path) -> None:
    book = XLSX["a number in a column"]
    assert found(tmp_path, "list.xls", book, cache=True) == [
        "警告: 附件“list.xls”的扩展名是 XLS，内容其实是“Excel 文件（XLSX）” [attachment-other-kind]",
        "错误: 像是居民身份证号码：1101************21（附件“list.xls”，工作表“名单”、B3） [id-number-exposed]",
    ]
    (tmp_path / "content/items/2026/list/list.xls").unlink()
    assert found(tmp_path, "list.xlsx", book, cache=True) == sorted(EXPECTED["xlsx: a number in a column"])
    built = build(Options(tmp_path, TODAY), output_of(tmp_path, None), Progress())
    assert built.published is None


def test_a_failure_over_one_file_leaves_the_others_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(check: AttachmentCheck, text: AttachmentText) -> Iterator[Problem]:
        yield from personal(check, text)
        if text.visible == "正文":
            raise LookupError("no such row")

    personal = AttachmentCheck._personal
    monkeypatch.setattr(AttachmentCheck, "_personal", failing)
    write_site(
        tmp_path, BASE, ITEM.replace("attachments: [{file: NAME}]", "attachments: [{file: list.docx}, {file: other.docx}]")
    )
    for name, data in (("list", DOCX["a number in a comment"]), ("other", DOCX["a number in the text"])):
        (tmp_path / f"content/items/2026/list/{name}.docx").write_bytes(data)
    # A mistake of ours is told to those who use the program, and seen by those who test it.
    with pytest.raises(InspectionFailed, match=r"list\.docx: LookupError\('no such row'\)"):
        told(tmp_path, check(Options(tmp_path, TODAY), output_of(tmp_path, None), Progress()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InspectionFailed)
        result = check(Options(tmp_path, TODAY), output_of(tmp_path, None), Progress())
    assert [line.partition(": ")[2] for line in told(tmp_path, result).splitlines() if "index.md:8" in line] == [
        "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，批注里） [id-number-exposed]",
        "提示: 附件“list.docx”检查时程序出了错（LookupError: no such row），没有检查里面的内容 [attachment-unjudged]",
        "错误: 像是居民身份证号码：1101************2X（附件“other.docx”，第 1 段） [id-number-exposed]",
    ]


def test_a_file_that_takes_all_memory_is_told_and_the_rest_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /I 4 0 R >> >>"
    itself = pdf(["/I Do"], pdf_stream(b"/I Do /I Do /I Do", form))
    monkeypatch.setattr("generator.load.attachment.child.Limits", partial(Limits, 200_000_000, 5, 20.0))
    listed = "attachments: [{file: a.pdf}, {file: list.docx}]"
    write_site(tmp_path, BASE, ITEM.replace("attachments: [{file: NAME}]", listed))
    for name, data in (("a.pdf", itself), ("list.docx", DOCX["a number in the text"])):
        (tmp_path / "content/items/2026/list" / name).write_bytes(data)
    for _ in ("looked into", "kept"):
        result = check(Options(tmp_path, TODAY), output_of(tmp_path, None), Progress())
        assert [line.partition(": ")[2] for line in told(tmp_path, result).splitlines() if "index.md:8" in line] == [
            "提示: 附件“a.pdf”太大或者太复杂，读不完，没有检查里面的内容 [attachment-unjudged]",
            "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，第 1 段） [id-number-exposed]",
        ]


def test_a_pipe_in_the_place_of_an_attachment_is_not_waited_for(tmp_path: Path) -> None:
    write_site(tmp_path, BASE, ITEM.replace("NAME", "list.pdf"))
    os.mkfifo(tmp_path / "content/items/2026/list/list.pdf")
    os.mkfifo(tmp_path / "content/items/2026/list2.md")
    text = told(tmp_path, check(Options(tmp_path, TODAY), output_of(tmp_path, None), Progress()))
    assert "content/items/2026/list/list.pdf: 错误: 文件读不出来（不是普通文件） [file-unreadable]" in text
    assert "attachment-missing" not in text
    assert "content/items/2026/list2.md: 错误: 文件读不出来（不是普通文件） [file-unreadable]" in text


def test_hidden_columns_and_rows_of_a_sheet_are_checked_but_not_searched(tmp_path: Path) -> None:
    hiding = '<cols><col min="2" max="2" hidden="1"/><col min="26" max="400" hidden="true"/></cols>'
    table = rows(("科室", "备注", "电话"), ("内科", "藏着", "一"), ("外科", "也藏", "二")).replace(
        '<row r="3"', '<row r="3" hidden="1"'
    )
    assert 'hidden="1"' in table
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook({"表&amp;格": ("visible", hiding + table)}))
    read = read_text(path, "xlsx")
    assert read.visible.split("\n") == ["科室", "电话", "内科", "一"]
    assert [piece.cell for sheet in read.sheets for piece in sheet.hidden_places()] == ["B:B", "3:3"]
    assert kept_text(keep_text(read).whole) == read
    assert "也藏" in read.sheets[0].text


def test_a_hidden_row_that_does_not_say_its_number_follows_the_one_before(tmp_path: Path) -> None:
    table = rows(("甲",), ("乙",), ("丙",)).replace('<row r="2"', '<row hidden="true"').replace('<row r="3"', "<row")
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook({"表": ("visible", table)}))
    assert read_text(path, "xlsx").visible.split("\n") == ["甲", "丙"]


def test_each_of_many_finds_in_a_sheet_is_at_its_cell(tmp_path: Path) -> None:
    numbers = [f"1381234{number:04}" for number in range(300)]
    write_site(tmp_path, BASE, ITEM.replace("NAME", "list.xlsx"))
    book = workbook({"表": ("visible", rows(*((f"联系电话{number}",) for number in numbers)))})
    (tmp_path / "content/items/2026/list/list.xlsx").write_bytes(book)
    found = check(Options(tmp_path, TODAY, cache=False), output_of(tmp_path, None), Progress()).problems
    cells = [problem.values["cell"] for problem in found if problem.code == "mobile-exposed"]
    assert cells == [f"A{row}" for row in range(1, 301)]
