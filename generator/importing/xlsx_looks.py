"""The looks of the cells of a workbook (ECMA-376 part 1, 18.8), which its values alone do not tell."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.formats import BUILT_IN
from generator.importing.looks import Looks
from generator.late import late
from generator.load.attachment.package import Package
from generator.load.attachment.sheets.layout import column_number

_BOOK = "xl/workbook.xml"  # what every office program calls it
_NAME = late(r"([A-Z]{1,3})(\d{1,7})$")


def read_xlsx_looks(package: Package) -> dict[str, Looks]:
    """The looks of the cells of each sheet."""
    book = next(iter(package.related("", "officeDocument")), _BOOK)
    styles = list(_styles(package, book))
    if not any(map(any, styles)) or book not in package:
        return {}
    targets = {one.id: one.target for one in package.relations.get(book.lower(), ())}
    sheets = [
        (attributes.get("name", ""), targets.get(attributes.get("r:id", ""), ""))
        for event, tag, attributes in package.events(book)
        if event == "start" and tag == "sheet"
    ]
    return {name: _looks(package, part, styles) for name, part in sheets if part in package}


def _looks(package: Package, part: str, styles: list[tuple[str, bool]]) -> Looks:
    """The looks of the cells of a sheet, each of which names its style by its number."""
    looks = Looks()
    for event, tag, attributes in package.events(part):
        number = attributes.get("s", "") if event == "start" and tag == "c" else ""
        if not number.isdecimal() or int(number) >= len(styles) or not any(styles[int(number)]):
            continue
        if found := _NAME.match(attributes.get("r", "")):
            place = (int(found[2]) - 1, column_number(found[1]) - 1)
            code, struck = styles[int(number)]
            looks.put(place, code if attributes.get("t", "n") == "n" else "", struck=struck)
    return looks


def _styles(package: Package, book: str) -> Iterator[tuple[str, bool]]:
    """The styles that a cell may have, by their numbers: the format of a number, empty for the general one; struck through."""
    codes: dict[int, str] = dict(BUILT_IN)
    fonts: list[bool] = []
    for part in package.related(book, "styles"):
        inside = ""
        for event, tag, attributes in package.events(part) if part in package else ():
            if tag in ("fonts", "cellXfs"):
                inside = tag if event == "start" else ""
            elif event != "start":
                continue
            elif tag == "numFmt" and attributes.get("numFmtId", "").isdecimal():
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif tag == "font" and inside == "fonts":
                fonts.append(False)
            elif tag == "strike" and inside == "fonts" and fonts:
                fonts[-1] = attributes.get("val", "1") not in ("0", "false")
            elif tag == "xf" and inside == "cellXfs":
                number, font = attributes.get("numFmtId", "0"), attributes.get("fontId", "0")
                struck = font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]
                yield codes.get(int(number), "") if number.isdecimal() else "", struck
