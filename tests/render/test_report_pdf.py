"""D6. Reports as PDF: two checkers of PDF/UA find nothing, and what is read back, in order, is what the report says."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from generator.engine import typesetter
from generator.load.settings.fonts import find_makers
from generator.load.site import load_settings
from generator.model.project import Project
from generator.problems import SourceError
from generator.render.report.document import Document, Paragraph, PlainTable, report_document
from generator.render.report.pdf import render_pdf
from generator.view.report_documents import document_pages, pdf_fonts
from generator.view.report_records import FontFile, PdfFonts
from tests.sites import BASE, TODAY, build_site, check_site, told, write_site

DEMO = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not find_makers(), reason="typst and pikepdf are not installed; the extra pdf brings them")


@pytest.fixture(scope="module")
def demo() -> Project:
    project = load_settings(DEMO, TODAY, ()).project
    assert project is not None
    if not project.settings.report_fonts.body:
        pytest.skip("no Chinese font on this machine; make fonts brings two")
    return project


@pytest.fixture(scope="module")
def documents(demo: Project, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Document, Path]]:
    """Every report of the demo with its PDF."""
    folder = tmp_path_factory.mktemp("pdf")
    made = []
    for view in (page.view() for page in document_pages(demo)):
        if isinstance(view.fonts, PdfFonts):
            document = report_document(view)
            path = folder / Path(view.address).name
            path.write_bytes(render_pdf(document, view.fonts, view.source, typesetter.typeset))
            made.append((document, path))
    assert len(made) == 8
    return made


def checker(name: str) -> Any:
    """A checker, as its module; a test is passed over where it is not installed."""
    return pytest.importorskip(name, reason=f"{name} is not installed; the extra test brings it")


def findings(path: Path) -> list[str]:
    """What two checkers find wrong with a PDF."""
    outloud, pdfua = checker("outloud"), checker("pdfua")
    # TBL-004 of outloud 0.2.1 counts a row short in which only a cell from above stands last; each row is counted below.
    heard = outloud.check(str(path), layers=["conformance"], skip=["TBL-004"])
    assert heard.error is None
    # A rule of pdfua 0.1.3 cannot be evaluated with this pikepdf: whether headings are in order, which outloud looks at too.
    report = pdfua.validate(str(path))
    return [f"{one.rule} {one.message}" for one in heard.findings] + [f"{one.rule_id} {one.message}" for one in report.findings]


def read_back(path: Path) -> list[tuple[str, str]]:
    """What a screen reader is told: the tag of each element that has a text of its own, and the text, in order."""
    model, common = checker("outloud.model"), importlib.import_module("outloud.rules._common")
    document = model.Document(str(path))
    shown = ("P", "H1", "H2", "H3", "TH", "TD", "LI")
    found = [(one.type, squeezed(common.element_text(document, one))) for one in document.elements if one.type in shown]
    document.close()
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def said(document: Document) -> Iterator[tuple[str, str]]:
    """The same of a document."""
    yield "P", squeezed(document.title)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield f"H{block.level}" if block.level else "LI" if block.mark else "P", squeezed(block.mark + block.text)
        elif isinstance(block, PlainTable):
            yield from (
                ("TH" if number == 0 else "TD", squeezed(cell)) for number, line in enumerate(block.lines) for cell in line
            )
        else:
            for cell in chain.from_iterable(block.lines):
                yield "TH" if cell.role in ("title", "column", "row") else "TD", squeezed(cell.text)


def test_two_checkers_find_nothing_wrong(documents: list[tuple[Document, Path]]) -> None:
    assert {path.name: findings(path) for _, path in documents} == {path.name: [] for _, path in documents}


def test_the_checkers_would_tell(documents: list[tuple[Document, Path]], tmp_path: Path) -> None:
    pikepdf: Any = importlib.import_module("pikepdf")
    with pikepdf.open(documents[0][1]) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(tmp_path / "untagged.pdf")
    assert len(findings(tmp_path / "untagged.pdf")) > 1


def test_what_is_read_back_is_what_the_report_says(documents: list[tuple[Document, Path]]) -> None:
    for document, path in documents:
        assert read_back(path) == list(said(document))


def test_a_heading_of_a_part_of_a_table_stands_with_what_is_below_it(documents: list[tuple[Document, Path]]) -> None:
    path = next(path for _, path in documents if "2018" in path.name)
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [squeezed(pdf[at].get_textpage().get_text_range()) for at in range(len(pdf))]
    parted = "二、回应解读情况"
    assert [parted in page for page in pages] == [True, True, False]  # it goes on over a page, and stands there again
    last = "九、政府信息公开会议和培训情况"
    assert [last in page for page in pages] == ["召开政府信息公开工作会议" in page for page in pages]


def test_every_figure_names_the_headings_it_has_on_the_page(documents: list[tuple[Document, Path]]) -> None:
    pikepdf: Any = importlib.import_module("pikepdf")
    worker: Any = importlib.import_module("generator.engine.pdf")
    for document, path in documents:
        grids = [block for block in document.blocks if not isinstance(block, Paragraph | PlainTable)]
        with pikepdf.open(path) as pdf:
            tree = pdf.Root.StructTreeRoot
            names = [str(name) for name in tree.IDTree.Names.as_list()[::2]]
            assert names == sorted(set(names))
            for table, grid in zip(worker._tables(tree), grids, strict=True):
                assert str(table.A[0].Summary) == grid.table.title
                elements = list(worker._cells(table))
                cells = list(chain.from_iterable(grid.lines))
                texts = {str(one.ID): cell.text for one, cell in zip(elements, cells, strict=True) if "/ID" in one}
                headings = {cell.id: cell.text for cell in cells if cell.id}
                for element, cell in zip(elements, cells, strict=True):
                    facts = element.A[0]
                    assert (int(facts.get("/RowSpan", 1)), int(facts.get("/ColSpan", 1))) == (cell.rows, cell.columns)
                    heard = [texts[str(name)] for name in facts.get("/Headers", [])]
                    assert heard == [headings[name] for name in cell.headers]


def test_a_pdf_says_which_standards_it_keeps_and_bears_the_day_of_the_report(documents: list[tuple[Document, Path]]) -> None:
    pikepdf: Any = importlib.import_module("pikepdf")
    document, path = documents[-1]
    with pikepdf.open(path) as pdf:
        told_of = pdf.open_metadata()
        assert (told_of["pdfuaid:part"], told_of["pdfaid:part"], told_of["pdfaid:conformance"]) == ("1", "2", "A")
        assert told_of["dc:title"] == document.title
        assert str(pdf.Root.Lang) == document.language == "zh-CN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.CreationDate) == f"D:{document.day.replace('-', '')}000000Z"
        assert all("/FontFile2" in font or "/FontFile3" in font for font in _descriptors(pdf))


def _descriptors(pdf: Any) -> Iterator[Any]:
    pikepdf: Any = importlib.import_module("pikepdf")
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            yield one


def site_of(folder: Path, prose: str, more: str = "") -> Path:
    head = "-- content/reports/2025.md --\n---\nform: prose\npublished: 2026-01-20\n---\n"
    return write_site(folder, BASE, f"{head}{prose}\n-- site_config/report_forms/prose.yml --\nname: 文字\n{more}")


def test_what_authors_write_is_no_markup(tmp_path: Path) -> None:
    prose = (
        '#panic("x") `#read("/etc/passwd")` = 一 *二* _三 $x$ @四 // 五 \\\\ "六" ~ -- #{ }\n\n'
        "## #eval(1) = 标题\n\n#### 跳过一级\n\n3. 甲\n   - 乙\n\n     丙\n\n   丁\n4. 戊\n\n| #a | $b$ |\n| - | - |\n| *c* | |\n"
    )
    site = site_of(tmp_path, prose)
    build_site(site)
    path = site / "site/reports/2025/annual-report-2025.pdf"
    assert read_back(path)[1:] == [
        ("P", '#panic("x")#read("/etc/passwd")=一二_三$x$@四//五\\"六"~--#{}'),
        ("H1", "#eval(1)=标题"),
        ("H2", "跳过一级"),
        ("LI", "3.甲•乙丙丁"),
        ("P", "甲"),
        ("LI", "•乙丙"),
        ("P", "乙"),
        ("P", "丙"),
        ("P", "丁"),
        ("LI", "4.戊"),
        ("TH", "#a"),
        ("TH", "$b$"),
        ("TD", "c"),
        ("TD", ""),
    ]
    assert findings(path) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_sign_that_no_font_has_stops_the_build(tmp_path: Path, jobs: int) -> None:
    site = site_of(tmp_path, "全年收到申请 3 件🫨，由\ue863科办理🫨。")
    assert told(site, build_site(site, jobs=jobs)).startswith(
        "content/reports/2025.md: 错误: 做不出这份报告的 PDF：没有字体里有 🫨 \ue863 [report-sign-missing]\n"
    )
    assert not (site / "site").exists()
    assert check_site(site).startswith("content/reports/2025.md: 错误: 做不出这份报告的 PDF：没有字体里有 🫨 \ue863 ")


def test_without_what_makes_it_there_is_everything_but_the_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.load.settings.fonts.find_makers", lambda: False)
    result = build_site(site_of(tmp_path, "全年收到申请 3 件。"))
    assert [problem.code for problem in result.problems] == ["report-maker-missing"]
    assert sorted(path.name for path in (tmp_path / "site/reports/2025").iterdir()) == ["annual-report-2025.docx", "index.html"]


def test_a_process_that_was_killed_is_started_again(demo: Project, documents: list[tuple[Document, Path]]) -> None:
    ((document, _), *_), fonts = documents, pdf_fonts(demo.settings.report_fonts)
    first = render_pdf(document, fonts, "", typesetter.typeset)
    os.kill(typesetter._working[os.getpid()].pid, signal.SIGKILL)
    assert render_pdf(document, fonts, "", typesetter.typeset) == first


FORKED = """\
import os
from generator.engine.typesetter import typeset
from generator.view.report_records import FontFile, PdfFonts
sheet = '{"title": "T", "publisher": "P", "subject": "2025", "lang": "en", "region": null, "han": false, "blocks": []}'
fonts = PdfFonts(body=(FontFile(signature="", path="typst:Libertinus Serif", index=0),), heading=())
made = typeset(sheet, fonts, "2026-01-01", "")
child = os.fork()
same = typeset(sheet, fonts, "2026-01-01", "") == made
if not child:
    os._exit(not same)
assert same
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")
def test_a_forked_process_has_its_own() -> None:
    subprocess.run([sys.executable, "-c", FORKED], cwd=DEMO, check=True, timeout=60)


def test_no_font_is_read_as_one_that_is_none(demo: Project, tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"\0\1\0\0no font")
    font = FontFile(signature="a.ttf 0 11", path=str(tmp_path / "a.ttf"), index=0)
    with pytest.raises(SourceError) as error:
        typesetter.typeset("{}", PdfFonts(body=(font,), heading=()), "2026-01-01", "")
    assert error.value.problem.values == {"file": font.path}
