"""Scanned pages are read by a program where one is installed: what it reads is searched and checked, and said to be read by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.check.file.attachment_text import AttachmentCheck
from generator.check.file.attachments import told_values
from generator.check.text.texts import TextCheck
from generator.load.attachment.inspect import inspect_file, load_attachments
from generator.load.attachment.ocr import ScanReader, find_scan_reader
from generator.load.attachment.ofd_files.ofd import pictures_on as ofd_pictures
from generator.load.attachment.package import Package
from generator.load.attachment.slides.pptx import pictures_on as slide_pictures
from generator.load.attachment.texts import AttachmentTexts
from generator.load.settings.catalog import load_labels
from generator.load.settings.patterns import load_all_patterns
from generator.load.shipped import SHIPPED
from generator.model.catalog import Catalog, Publisher
from generator.model.item import File
from generator.problems import Problem
from generator.store import Store
from tests.files import BITMAP, SCAN, docx, jpeg, located, odf, ofd, ofd_page, ofd_text, paragraph, pdf, pptx, shape, slide

NUMBER = "11010519491231002X"
CHECK = AttachmentCheck(TextCheck(Catalog(language="zh-CN", profile="none", publisher=Publisher(name="")), load_all_patterns()))
TYPED = "BT /F 12 Tf 20 700 Td (A page of words, typed by somebody) Tj ET"


def _reads(path: Path, type: str, page: int) -> str:
    """The words of a made page: every second page has some, and one breaks the reader."""
    with (path.parent / "asked.log").open("a") as log:
        log.write(f"{path.name} {type} {page}\n")
    if page == 4:
        raise ValueError(page)
    return f"证号 {NUMBER}" if page % 2 else ""


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is done in this process, where no limit keeps a test from noting what was asked."""
    import multiprocessing

    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])


READER = ScanReader("made-1", _reads)


def _told(problems: list[Problem], name: str) -> list[str]:
    labels = load_labels(SHIPPED, "zh-CN")
    values = [{**problem.values, **told_values(labels, name, name.rpartition(".")[2], problem)} for problem in problems]
    said = [labels.problems[one.code].message.format_map(given) for one, given in zip(problems, values, strict=True)]
    return [f"{message} [{problem.code}]" for message, problem in zip(said, problems, strict=True)]


def test_scanned_pages_are_read_and_said_to_be(tmp_path: Path, unlimited: None) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([TYPED, *[SCAN] * 4], image=BITMAP))
    assert _told(inspect_file(file, CHECK, READER), "a.pdf") == [
        "像是居民身份证号码：1101************2X（附件“a.pdf”，第 3 页、程序识别的文字） [id-number-exposed]",
        "附件“a.pdf”的第 2、4 页只有图像，没有文字 [attachment-pages-no-text]",
        "附件“a.pdf”的第 3、5 页是图像，里面的文字由程序识别，可能有错 [attachment-read-by-machine]",
    ]
    assert [problem.severity.name for problem in inspect_file(file, CHECK, READER)] == ["WARNING", "NOTICE", "NOTICE"]


def test_without_a_program_one_message_says_what_can_be_done(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([SCAN, SCAN], image=BITMAP))
    problems = inspect_file(file, CHECK)
    assert _told(problems, "a.pdf") == ["附件“a.pdf”只有图像，没有文字 [attachment-no-text]"]
    assert "安装 gongkai[ocr]" in load_labels(SHIPPED, "zh-CN").problems[problems[0].code].hints[0]


def test_a_picture_is_read_too(tmp_path: Path, unlimited: None) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(jpeg())
    assert _told(inspect_file(file, CHECK, READER), "a.jpg") == [
        "像是居民身份证号码：1101************2X（附件“a.jpg”，第 1 页、程序识别的文字） [id-number-exposed]",
        "附件“a.jpg”的文件属性里有人名“Li4” [attachment-author]",
        "附件“a.jpg”的第 1 页是图像，里面的文字由程序识别，可能有错 [attachment-read-by-machine]",
    ]


OFD_PICTURE = (
    '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="70" Type="Image">'
    "<ofd:MediaFile>a.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
)
SHEET = ofd_page('<ofd:ImageObject ID="6" Boundary="0 0 210 297" ResourceID="70"/>')
OFD = ofd({"1.xml": ofd_page(ofd_text("正文")), "2.xml": SHEET}, parts={"D/R.xml": OFD_PICTURE, "D/Res/a.jpg": jpeg()})
SHOWN = (
    '<p:pic><p:nvPicPr><p:cNvPr id="7" name="x"/></p:nvPicPr><p:blipFill><a:blip r:embed="r1"/></p:blipFill>'
    f"<p:spPr>{located((0, 0, 200, 200))}</p:spPr></p:pic>"
)
SLIDES = pptx([slide(shape("正文")), slide(SHOWN)], (("image", "../media/a.jpg"),), {"ppt/media/a.jpg": jpeg()})


@pytest.mark.parametrize(("data", "type", "pictures_on"), [(OFD, "ofd", ofd_pictures), (SLIDES, "pptx", slide_pictures)])
def test_pages_of_an_ofd_and_slides_are_read_by_their_pictures(
    data: bytes, type: str, pictures_on: Callable[[Package, int], list[bytes]], tmp_path: Path, unlimited: None
) -> None:
    (tmp_path / f"a.{type}").write_bytes(data)
    inspect_file(tmp_path / f"a.{type}", CHECK, READER)
    assert (tmp_path / "asked.log").read_text() == f"a.{type} {type} 2\n"
    assert [pictures_on(Package(data), page) for page in (1, 2, 3)] == [[], [jpeg()], []]


PHOTO = jpeg() + bytes(2_000)


def test_pictures_of_a_document_are_read_and_told_by_their_number(tmp_path: Path, unlimited: None) -> None:
    parts = {"word/media/image1.jpeg": PHOTO, "word/media/image2.jpeg": PHOTO, "word/media/dot.png": b"\x89PNG"}
    (tmp_path / "a.docx").write_bytes(docx(paragraph("公开的说明"), parts=parts))
    assert _told(inspect_file(tmp_path / "a.docx", CHECK, READER), "a.docx")[-1:] == [
        "附件“a.docx”里图片（1 张）上的文字由程序识别，可能有错 [attachment-pictures-read]",
    ]
    assert (tmp_path / "asked.log").read_text() == "a.docx docx 1\na.docx docx 2\n"
    said = _told(inspect_file(tmp_path / "a.docx", CHECK, READER), "a.docx")
    assert "像是居民身份证号码：1101************2X（附件“a.docx”，第 1 张图片、程序识别的文字） [id-number-exposed]" in said
    assert "id-number-exposed" not in {problem.code for problem in inspect_file(tmp_path / "a.docx", CHECK)}


def test_a_document_without_pictures_asks_for_none(tmp_path: Path, unlimited: None) -> None:
    (tmp_path / "a.odt").write_bytes(odf("text", "<text:p>公开的说明</text:p>"))
    (tmp_path / "b.docx").write_bytes(b"no archive")
    for name in ("a.odt", "b.docx"):
        inspect_file(tmp_path / name, CHECK, READER)
    assert not (tmp_path / "asked.log").exists()


def test_a_page_is_read_once_and_what_was_read_is_searched(tmp_path: Path, unlimited: None) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([TYPED, SCAN, SCAN], image=BITMAP))
    store = Store.open(tmp_path / "store")
    file = File(source="a.pdf", name="a.pdf", title="a", listed=True, size=1, sha256="0" * 64)
    for settings in ("one", "another"):  # the same pages are judged anew, and not read anew
        found = load_attachments(tmp_path, [file], store, settings, 1, CHECK, READER)
        assert [problem.code for problem in found[file.key]].count("attachment-read-by-machine") == 1
    assert Counter((tmp_path / "asked.log").read_text().splitlines()) == {"a.pdf pdf 2": 1, "a.pdf pdf 3": 1}
    seen = AttachmentTexts(store, READER).load_visible(tmp_path, [(file.key, "a.pdf", "pdf")], 1)
    assert seen == {file.key: f"A page of words, typed by somebody\n[OCR] 证号 {NUMBER}"}
    assert NUMBER not in AttachmentTexts(store, None).load_visible(tmp_path, [(file.key, "a.pdf", "pdf")], 1)[file.key]


def test_a_program_that_does_not_start_is_no_picture_without_words(tmp_path: Path, unlimited: None) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())

    def load() -> None:
        raise ImportError("libGL.so.1")

    with pytest.raises(ImportError, match="libGL"):
        inspect_file(tmp_path / "a.jpg", CHECK, ScanReader("made-1", _reads, load))


@pytest.mark.skipif(find_scan_reader() is None, reason="rapidocr and onnxruntime are not installed; the extra ocr brings them")
def test_letters_of_a_picture_are_read(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1200, 300), 255)
    ImageDraw.Draw(picture).text((60, 80), f"ID {NUMBER}", fill=0, font=ImageFont.load_default(70))
    picture.save(tmp_path / "a.png")
    assert _told(inspect_file(tmp_path / "a.png", CHECK, find_scan_reader()), "a.png") == [
        "像是居民身份证号码：1101************2X（附件“a.png”，第 1 页、程序识别的文字） [id-number-exposed]",
        "附件“a.png”的第 1 页是图像，里面的文字由程序识别，可能有错 [attachment-read-by-machine]",
    ]
