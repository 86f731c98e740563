"""The formats of the numbers in a workbook (ECMA-376 part 1, 18.8), which its values alone do not tell."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.formats import BUILT_IN
from generator.late import late
from generator.load.attachment.package import Package
from generator.load.attachment.sheets.layout import column_number

_BOOK = "xl/workbook.xml"  # what every office program calls it
_NAME = late(r"([A-Z]{1,3})(\d{1,7})$")


def read_xlsx_formats(package: Package) -> dict[str, dict[tuple[int, int], str]]:
    """The formats of the cells of each sheet, by row and column from 0; a cell without one is not named."""
    book = next(iter(package.related("", "officeDocument")), _BOOK)
    looks = list(_looks(package, book))
    if not any(looks) or book not in package:
        return {}
    targets = {one.id: one.target for one in package.relations.get(book.lower(), ())}
    sheets = [
        (attributes.get("name", ""), targets.get(attributes.get("r:id", ""), ""))
        for event, tag, attributes in package.events(book)
        if event == "start" and tag == "sheet"
    ]
    return {name: dict(_formats(package, part, looks)) for name, part in sheets if part in package}


def _formats(package: Package, part: str, looks: list[str]) -> Iterator[tuple[tuple[int, int], str]]:
    for event, tag, attributes in package.events(part):
        if event != "start" or tag != "c" or attributes.get("t", "n") != "n":
            continue
        look, place = attributes.get("s", ""), _NAME.match(attributes.get("r", ""))
        if place and look.isdecimal() and int(look) < len(looks) and looks[int(look)]:
            yield (int(place[2]) - 1, column_number(place[1]) - 1), looks[int(look)]


def _looks(package: Package, book: str) -> Iterator[str]:
    """The format of each look that a cell may have, by its number; nothing for the general one."""
    codes: dict[int, str] = dict(BUILT_IN)
    for part in package.related(book, "styles"):
        inside = False
        for event, tag, attributes in package.events(part) if part in package else ():
            if tag == "cellXfs":
                inside = event == "start"
            elif event == "start" and tag == "numFmt" and attributes.get("numFmtId", "").isdecimal():
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif event == "start" and tag == "xf" and inside:
                number = attributes.get("numFmtId", "0")
                yield codes.get(int(number), "") if number.isdecimal() else ""
