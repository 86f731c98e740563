"""What is published about reports: the page, the documents, the trends, the series; each has every figure."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import struct
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest

from generator.engine.typesetter import typeset
from generator.load.site import load_settings
from generator.model.project import Project
from generator.model.report.filed import FiledReport
from generator.model.report.period import Period
from generator.model.report.report import Amount, shown_cell
from generator.render.report.document import Document, Paragraph, PlainTable, report_document
from generator.render.report.docx import render_docx
from generator.render.report.pdf import render_pdf
from generator.render.report.series import series_csv, series_json
from generator.render.templates import readable_size
from generator.scaffold.report import report_draft
from generator.view.grid import report_grid
from generator.view.report_documents import pdf_fonts, report_body, report_title
from generator.view.report_records import ReportDocumentView, SeriesView
from generator.view.reports import report_pages
from tests.sites import BASE, TODAY, build_site, check_site, write_site

DEMO = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo() -> Project:
    project = load_settings(DEMO, TODAY, ()).project
    assert project is not None
    return project


def figures_of(project: Project, year: int) -> list[str]:
    """Every figure of a report, in the order of its tables."""
    filed = project.filed_reports[str(year)]
    return [
        shown_cell(filed.report.cell(row.id, column.id))
        for _, block in filed.form.blocks()
        for row in filter(filed.report.has, block.rows)
        for column in block.columns
    ]


def years(project: Project) -> list[int]:
    return [filed.report.year for filed in project.shown.filed_reports]


def test_the_demo_has_six_years_in_a_row_and_both_forms(demo: Project) -> None:
    assert years(demo) == list(range(2018, 2026))
    assert [filed.report.head.form for filed in demo.shown.filed_reports] == [
        "gov-statistics",
        *["gov-2019-trial"] * 2,
        *["gov-2021"] * 5,
    ]


def test_every_cell_of_a_grid_is_covered_once(demo: Project) -> None:
    for filed in demo.shown.filed_reports:
        for table in filed.form.tables:
            grid = report_grid(table, filed.report)
            places = [
                (row, column)
                for line in grid.lines
                for cell in line
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            ]
            wanted = [(row, column) for row in range(len(grid.lines)) for column in range(grid.width)]
            assert sorted(places) == wanted, table.id


def test_every_figure_names_its_headings(demo: Project) -> None:
    filed = demo.filed_reports["2024"]
    for table in filed.form.tables:
        grid = report_grid(table, filed.report)
        known = {cell.id: cell for line in grid.lines for cell in line if cell.id}
        for cell in (cell for line in grid.lines for cell in line):
            assert set(cell.headers) <= known.keys()
    applications = next(table for table in filed.form.tables if table.id == "applications")
    grid = report_grid(applications, filed.report)
    headings = {cell.id: cell.text for line in grid.lines for cell in line if cell.id}
    cell = next(cell for cell in grid.lines[12] if cell.role == "figure" and cell.column == 5)
    assert [headings[name] for name in cell.headers] == [
        "申请人情况",
        "法人或其他组织",
        "科研机构",
        "三、本年度办理结果",
        "（三）不予公开",
        "6.属于四类过程性信息",
    ]


class Texts(HTMLParser):
    """The text of each cell of figures on a page, and every id and every id it names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.figures: list[str] = []
        self.ids: list[str] = []
        self.named: set[str] = set()
        self._in_figure = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if name := values.get("id"):
            self.ids.append(name)
        self.named |= set((values.get("headers") or "").split())
        self._in_figure = tag == "td" and "headers" in values and values.get("class") != "gk-figures__unit"
        if self._in_figure:
            self.figures.append("")

    def handle_data(self, data: str) -> None:
        if self._in_figure:
            self.figures[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._in_figure = False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the demo in the smallest site, built."""
    folder = write_site(tmp_path_factory.mktemp("reports"), BASE)
    for name in ("content/reports", "content/applications"):
        shutil.copytree(DEMO / name, folder / name, ignore=shutil.ignore_patterns("2026.csv"))  # days after that of the tests
    result = build_site(folder)
    assert result.published is not None, check_site(folder)
    return folder / "site"


def test_a_page_shows_every_figure_and_no_name(site: Path, demo: Project) -> None:
    for year in years(demo):
        page = (site / f"reports/{year}/index.html").read_text("utf-8")
        texts = Texts(page)
        assert texts.figures == figures_of(demo, year)
        assert texts.named <= set(texts.ids)
        assert len(set(texts.ids)) == len(texts.ids)
        assert "{{" not in page


def test_a_document_stands_with_its_size(site: Path, demo: Project) -> None:
    for year in years(demo):
        pages = (site / f"reports/{year}/index.html").read_text("utf-8"), (site / "reports/index.html").read_text("utf-8")
        for file in (site / f"reports/{year}").glob("annual-report-*"):
            size = readable_size(file.stat().st_size)
            for page in pages:
                link = page[page.index(f'/{file.name}"') :].partition("</a>")[0]
                assert link.endswith((f"，{size}", f" {size}"))


def test_a_size_follows_the_document(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REPORT)
    for words in ("", "又答复2件。" * 3000):
        report = site / "content/reports/2025.md"
        report.write_text(report.read_text("utf-8") + words, "utf-8")
        assert build_site(site).published
        size = readable_size((site / "site/reports/2025/annual-report-2025.docx").stat().st_size)
        assert f"Word 文档，{size}</a>" in (site / "site/reports/2025/index.html").read_text("utf-8")


def test_documents_hold_every_figure(site: Path, demo: Project) -> None:
    import docx

    for year in (2018, 2020, 2025):
        file = site / f"reports/{year}/annual-report-{year}"
        word = docx.Document(str(file.with_suffix(".docx")))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        wanted = figures_of(demo, year)
        numbers = [text for text in cells if re.fullmatch(r"-?\d+(\.\d+)?", text)]
        # A merged cell is met once for each of the columns it covers.
        assert [text for text in wanted if text != "0"] == [text for text in _runs(numbers, wanted) if text != "0"]
        assert word.core_properties.title == f"云泽市卫生健康委员会{year}年政府信息公开工作年度报告"
        assert word.core_properties.author == "云泽市卫生健康委员会"


def _runs(found: list[str], wanted: list[str]) -> list[str]:
    """The found numbers as far as they are wanted, in order; what is met again for a merged cell is passed over."""
    left = list(wanted)
    kept = []
    for text in found:
        if left and text == left[0]:
            kept.append(left.pop(0))
    return kept


def test_the_text_of_a_pdf_holds_every_figure(site: Path, demo: Project) -> None:
    if not demo.settings.report_fonts.make_pdf:
        pytest.skip("no Chinese font, or nothing that makes PDF documents")
    import pypdfium2

    for year in (2018, 2020, 2025):
        with pypdfium2.PdfDocument(site / f"reports/{year}/annual-report-{year}.pdf") as pdf:
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
            assert pdf.get_metadata_dict()["Author"] == "云泽市卫生健康委员会"
        numbers = re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?(?![\d.])", text)
        for figure in set(figures_of(demo, year)):
            assert numbers.count(figure) >= figures_of(demo, year).count(figure), figure
        assert "政府信息公开" in text


def document_view(demo: Project, filed: FiledReport) -> ReportDocumentView:
    """The view of a report as a document."""
    return ReportDocumentView(
        address="",
        source=filed.report.source,
        title=report_title(filed.report, demo.settings),
        publisher=demo.settings.catalog.publisher.name_on(filed.report.covers[1]),
        language=demo.settings.catalog.language,
        script=demo.settings.labels.forms.script,
        published=filed.report.head.published,
        period=filed.report.period,
        body=report_body(filed, demo.settings),
        notes=(),
        notes_heading="",
        fonts=demo.settings.report_fonts.docx,
    )


def pdf_of(document: Document, demo: Project) -> bytes:
    return render_pdf(document, pdf_fonts(demo.settings.report_fonts), "", typeset)


def series_view(demo: Project) -> SeriesView:
    """The view of the figures of all reports."""
    found = next(page.view() for page in report_pages(demo, {}) if page.kind is SeriesView)
    assert isinstance(found, SeriesView)
    return found


def test_documents_are_the_same_bytes_every_time(demo: Project) -> None:
    document = report_document(document_view(demo, demo.filed_reports["2024"]))
    assert render_docx(document, demo.settings.report_fonts.docx) == render_docx(document, demo.settings.report_fonts.docx)
    if demo.settings.report_fonts.make_pdf:
        assert pdf_of(document, demo) == pdf_of(document, demo)


def font_file(*kinds: bytes) -> bytes:
    """The head of a font file: of one font, or of a collection; a font is no more than the name of its only table."""
    fonts = [struct.pack(">4sH6x4s12x", b"OTTO" if kind == b"CFF " else b"\0\1\0\0", 1, kind) for kind in kinds]
    if len(fonts) == 1:
        return fonts[0]
    head = 12 + 4 * len(fonts)
    return struct.pack(
        f">4sLL{len(fonts)}L", b"ttcf", 1 << 16, len(fonts), *(head + 28 * at for at in range(len(fonts)))
    ) + b"".join(fonts)


BOTH = font_file(b"glyf", b"glyf")


@pytest.mark.parametrize(
    ("font", "entry", "told"),
    [
        (BOTH, ", index: 2", "字体文件 fonts/a.ttc 里有 2 种字体，序号从 0 到 1，没有 index: 2"),
        (BOTH, ", index: -1", "字体文件 fonts/a.ttc 里有 2 种字体，序号从 0 到 1，没有 index: -1"),
        (font_file(b"glyf"), ", index: 1", "字体文件 fonts/a.ttc 里有 1 种字体，序号从 0 到 0，没有 index: 1"),
        (font_file(b"EBDT"), "", "fonts/a.ttc 不能用来制作 PDF：不是带轮廓的字体，或者文件坏了"),
        (b"font", "", "fonts/a.ttc 不能用来制作 PDF：不是带轮廓的字体，或者文件坏了"),
        (BOTH[:20], "", "fonts/a.ttc 不能用来制作 PDF：不是带轮廓的字体，或者文件坏了"),
        (BOTH, "", "{site}/fonts/a.ttc 不能用来制作 PDF：不是带轮廓的字体，或者文件坏了"),  # its head alone is right
        (font_file(b"CFF "), "", "{site}/fonts/a.ttc 不能用来制作 PDF：不是带轮廓的字体，或者文件坏了"),
    ],
)
def test_a_font_that_no_pdf_can_be_made_with_is_told(tmp_path: Path, font: bytes, entry: str, told: str) -> None:
    write_site(tmp_path, BASE, REPORT, f"-- site_config/report_fonts.yml --\nbody: [{{file: fonts/a.ttc{entry}}}]\n")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/a.ttc").write_bytes(font)
    result = build_site(tmp_path)
    assert [result.labels.tell(problem)[0] for problem in result.problems if not problem.follows] == [told.format(site=tmp_path)]
    assert not (tmp_path / "site").exists()


def test_without_a_font_there_is_everything_but_the_pdf(tmp_path: Path) -> None:
    write_site(
        tmp_path, BASE, REPORT, "-- site_config/report_fonts.yml --\nbody: [{file: none.ttf}]\ninstall: apt-get install fonts-x\n"
    )
    result = build_site(tmp_path)
    assert [problem.code for problem in result.problems] == ["report-font-missing"]
    assert result.labels.tell(result.problems[0]) == (
        "没有找到制作年度报告 PDF 的字体（要能显示中文），这次只生成 Word 文档，不生成 PDF",
        "安装字体后重新生成：apt-get install fonts-x；或者把 .ttf 或 .otf 字体放到 site_config/fonts/",
    )
    made = sorted(path.name for path in (tmp_path / "site/reports/2025").iterdir())
    assert made == ["annual-report-2025.docx", "index.html"]
    assert ".pdf" not in (tmp_path / "site/reports/2025/index.html").read_text("utf-8")


def test_an_english_report_needs_no_chinese_font_and_is_set_as_english(tmp_path: Path) -> None:
    import docx
    import pypdfium2
    from docx.oxml.ns import qn

    base = BASE.replace("zh-CN", "en-GB").replace("云泽市卫生健康委员会", "Yunze Health Commission")
    list_of_fonts = "body: [{file: none.ttf}]\nheading: [{file: none.ttf}]\ninstall: none\n"
    site = write_site(tmp_path, base, ENGLISH_REPORT, f"-- site_config/report_fonts.yml --\n{list_of_fonts}")
    assert [problem.code for problem in build_site(site).problems if "font" in problem.code] == []
    with pypdfium2.PdfDocument(site / "site/reports/2025/annual-report-2025.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert "We received 3 requests in the year, and answered each of them within the time that the law allows us." in " ".join(
        text.split()
    )
    word = docx.Document(str(site / "site/reports/2025/annual-report-2025.docx"))
    assert [word.styles[name].font.name for name in ("Normal", "Title")] == ["Arial", "Arial"]
    assert {spoken.get(qn("w:val")) for spoken in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


ENGLISH_REPORT = """\
-- content/reports/2025.md --
---
form: prose
published: 2026-01-20
---
We received 3 requests in the year, and answered each of them within the time that the law allows us.
-- site_config/report_forms/prose.yml --
name: Prose
"""
REPORT = """\
-- content/reports/2025.md --
---
form: prose
published: 2026-01-20
---
全年收到申请 3 件。
-- site_config/report_forms/prose.yml --
name: 文字
"""


def test_a_chart_leaves_a_gap_where_figures_are_not_comparable(site: Path) -> None:
    page = (site / "reports/trends/index.html").read_text("utf-8")
    section = page[page.index('id="normative-title"') :].partition("</section>")[0]
    path = re.search(r'gk-chart__line--1" d="([^"]*)"', section)
    assert path is not None
    # Two years of the trial form, then a new start: five years that follow each other.
    assert re.sub(r"[\d. ]+", "", path[1]) == "MLMLLLL"
    assert "2019–2020：对外公开总数量；2021–2025：现行有效件数；口径不同，不作比较" in section
    years = re.findall(r'<th scope="row"><a href="[./]*reports/(\d+)/">', section)
    assert years == [str(year) for year in range(2019, 2026)]


def test_the_numbers_of_a_chart_stand_on_no_others(site: Path) -> None:
    page = (site / "reports/trends/index.html").read_text("utf-8")
    charts = re.findall(r'<svg class="gk-chart".*?</svg>', page, re.DOTALL)
    assert len(charts) > 2
    for chart in charts:
        places = [(x, float(y)) for x, y in re.findall(r'gk-chart__value" x="([\d.]+)" y="([\d.]+)"', chart)]
        assert places
        assert [pair for pair in combinations(places, 2) if pair[0][0] == pair[1][0] and abs(pair[0][1] - pair[1][1]) < 10] == []


def test_the_series_tells_apart_what_is_not_a_number(demo: Project) -> None:
    lines = list(csv.DictReader(io.StringIO(series_csv(series_view(demo).reports).decode("utf-8-sig"))))
    total = [line for line in lines if (line["year"], line["row"], line["column"]) == ("2024", "new", "total")]
    assert total == [
        {
            "year": "2024",
            "form": "gov-2021",
            "table": "收到和处理政府信息公开申请情况表",
            "block": "",
            "row": "new",
            "row_label": "一、本年新收政府信息公开申请数量",
            "column": "total",
            "column_label": "申请人情况 / 总计",
            "state": "computed",
            "value": "31",
            "series": "",
            "period": "2024",
        }
    ]
    data = json.loads(series_json(series_view(demo)))
    assert [report["year"] for report in data["reports"]] == years(demo)
    assert data["measures"]["normative_in_force"][1:3] == [
        {"year": 2020, "period": "2020", "series": "", "value": 48, "sense": "对外公开总数量"},
        {"year": 2021, "period": "2021", "series": "", "value": 43, "sense": "现行有效件数"},
    ]


def test_a_draft_begins_where_last_year_ended_and_passes_every_check(tmp_path: Path, demo: Project) -> None:
    text = report_draft(demo, "", Period(2026), dt.date(2027, 1, 31), demo.settings.own_forms)
    assert "  carried_in: {natural: 2, business: 0, research: 0, welfare: 0, legal: 0, others: 0}\n" in text
    assert "  # 行政规范性文件（上年 3, 1, 9）\n" in text
    for row in demo.settings.forms["gov-2021"].rows():
        assert f"  {row}:" in text or row == "total"
    write_site(tmp_path, BASE, f"-- content/reports/2026.md --\n{text}")
    assert check_site(tmp_path).startswith("没有发现问题\n")


def test_what_is_not_public_leaves_no_trace(tmp_path: Path) -> None:
    later = REPORT.replace("2025.md", "2026.md").replace("2026-01-20", "2027-01-20").replace("3 件", "77777 件")
    write_site(tmp_path, BASE, REPORT, later)
    assert build_site(tmp_path).published
    for path in (tmp_path / "site").rglob("*"):
        if path.is_file() and path.suffix in (".html", ".json", ".csv", ".xml", ".txt"):
            text = path.read_text("utf-8")
            assert "77777" not in text
            assert "reports/2026" not in text


def test_amounts_keep_their_decimals(demo: Project) -> None:
    cell = demo.filed_reports["2023"].report.cell("fees", "amount")
    assert cell == Amount(Decimal("58.90"))
    assert shown_cell(cell) == "58.90"


def test_prose_of_every_kind_is_set(demo: Project) -> None:
    prose = (
        "开头 **重点** 与 `代码`、[链接](https://example.org/) & <b>标签</b>\x01。\n\n"
        "## 一、列表\n\n1. 第一\n   行 two\n   words\n   - 里层 *强调*\n2. 第二  \n换行\n\n"
        "> 引文\n\n| 项 | 数 |\n| --- | ---: |\n| 甲 <乙> | 1 |\n| 丙 |\n\n```text\na\n  b\n```\n\n### 小节 ###\n\n龘\n"
    )
    filed = demo.filed_reports["2018"]
    report = replace(filed.report, body=prose)
    document = report_document(document_view(demo, FiledReport(report, demo.settings.forms["prose-only"])))
    shown = [(block.level, block.mark, block.text) if isinstance(block, Paragraph) else block for block in document.blocks]
    assert shown == [
        (0, "", "开头 重点 与 代码、链接 & 标签。"),
        (1, "", "一、列表"),
        (0, "1.", "第一行 two words"),
        (0, "•", "里层 强调"),
        (0, "2.", "第二\n换行"),
        (0, "", "引文"),
        PlainTable((("项", "数"), ("甲 <乙>", "1"), ("丙", ""))),
        (0, "", "a\n  b"),
        (2, "", "小节"),
        (0, "", "龘"),
    ]
    import docx

    word = docx.Document(io.BytesIO(render_docx(document, demo.settings.report_fonts.docx)))
    assert "甲 <乙>" in [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert [(made.style.name, made.text) for made in word.paragraphs if made.style and made.text][2:8] == [
        ("Heading 1", "一、列表"),
        ("List", "1.\t第一行 two words"),
        ("List Bullet 2", "里层 强调"),
        ("List", "2.\t第二\n换行"),
        ("Normal", "引文"),
        ("Normal", "a\n  b"),
    ]
    # The first row is repeated on every page, and is known as the head.
    assert [len(row._tr.xpath("./w:trPr/w:tblHeader")) for row in word.tables[0].rows] == [1, 0, 0]
    assert word.tables[0]._tbl.xpath("./w:tblPr/w:tblLook/@w:firstRow") == ["1"]
    if demo.settings.report_fonts.make_pdf:
        assert pdf_of(document, demo).startswith(b"%PDF-")
