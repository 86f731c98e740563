"""Makes PDF documents with Typst, in a process of its own: the threads that Typst starts do not outlive a fork.

From standard input it reads a line of JSON for each document (``typesetter`` says what is in it). To standard output it writes a
line with the length of the answer, then the answer: a PDF, or JSON that says why there is none.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pikepdf
import typst

from generator.late import late

# For everybody (ISO 14289-1) and for good, with its structure (ISO 19005-2, level A).
_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
_HERE = Path(__file__).parent
_SCOPES = {"title": "/Column", "column": "/Column", "row": "/Row"}
_NOT_SHOWN = late(r'the (?:text|PDF contains).*?`"(.*?)"`')
_ESCAPED = late(r"\\u\{([0-9a-f]+)\}")
_MOST_SIGNS = 20  # so many missing ones are named

Named = list[tuple[str, int, str]]  # a file and the number in it, or the name of a font of Typst


class NoPdf(Exception):
    """Why there is no PDF: a ``font`` that is none, or ``signs`` that no font has."""

    def __init__(self, **why: str) -> None:
        super().__init__(why)
        self.why = why


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """The fonts in some folders, and those that come with Typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[Path(folder) for folder in folders])


@cache
def _compiler(folders: tuple[str, ...]) -> typst.Compiler:
    """A compiler that sees those fonts."""
    return typst.Compiler(root=_HERE, font_paths=_fonts(folders), ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return (_HERE / "report.typ").read_bytes()


def make_pdf(sheet: dict[str, Any], fonts: dict[str, Named], time: int) -> bytes:
    """The bytes of the PDF of a sheet, made at a time in seconds; raises NoPdf."""
    folders = tuple(dict.fromkeys(os.path.dirname(path) for named in fonts.values() for path, _, _ in named if path))
    body, heading = (_faces(folders, fonts[use]) for use in ("body", "heading"))
    bold = not heading or heading[0].family == body[0].family  # one family for both is told apart by its weight
    sheet |= {"body": _face(body, heading), "heading": _face(heading or body, body, bold=bold)}
    text, missing = json.dumps(sheet, ensure_ascii=False), ""
    while True:
        # All that the template may read is handed over by name: no other file, and nothing from elsewhere.
        files = {"main.typ": _template(), "sheet.json": text.encode()}
        try:
            made = _compiler(folders).compile(cast(Any, files), format="pdf", pdf_standards=_STANDARDS, timestamp=time)
        except typst.TypstError as error:
            found = _NOT_SHOWN.search(error.message)
            signs = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else ""
            if not signs or signs not in text:
                raise
            missing, text = missing + signs, text.replace(signs, "")
            if len(missing) < _MOST_SIGNS:
                continue
        if missing:
            raise NoPdf(signs=missing)
        return _with_headings(cast(bytes, made), sheet["blocks"])


def _faces(folders: tuple[str, ...], named: Named) -> list[typst.FontInfo]:
    """The fonts that are named, as Typst knows them; raises NoPdf for what it takes for none."""
    known = {(font.path or "", font.index if font.path else 0, "" if font.path else font.family): font for font in _all(folders)}
    for path, index, family in named:
        if (path, index, family) not in known:
            raise NoPdf(font=path or family)
    return [known[path, index, family] for path, index, family in named]


@cache
def _all(folders: tuple[str, ...]) -> tuple[typst.FontInfo, ...]:
    """All upright fonts that are known, those of files and of Typst, the plainest cut of a family last."""
    return tuple(sorted(_fonts(folders).fonts(), key=lambda font: (font.style == "normal", -abs(font.weight - 400))))


def _face(first: list[typst.FontInfo], then: list[typst.FontInfo], *, bold: bool = False) -> dict[str, Any]:
    """The families that text is set in, in the order of preference, and the cut of the first."""
    return {
        "families": list(dict.fromkeys(font.family for font in (*first, *then))),
        "weight": 700 if bold else first[0].weight,
        "style": first[0].style,
    }


def _with_headings(data: bytes, blocks: list[dict[str, Any]]) -> bytes:
    """The PDF in which each cell of a table of figures names its headings, of columns and of rows, as on the page.

    Typst knows headings of columns only. (ISO 32000-1, 14.8.5.7)
    """
    tables = [block for block in blocks if block["kind"] in ("table", "figures")]
    if not any(table["kind"] == "figures" for table in tables):
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        names: dict[bytes, pikepdf.Object] = {}
        for number, (element, table) in enumerate(zip(_tables(tree), tables, strict=True)):
            cells = list(_cells(element))
            if table["kind"] == "figures":
                _name_headings(element, cells, table, f"T{number}-")
            names |= {bytes(name): cell for cell in cells if (name := cell.get("/ID")) is not None}
        pairs = (part for name in sorted(names) for part in (pikepdf.String(name), names[name]))
        tree.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(pairs)))
        out = io.BytesIO()
        streams = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, fix_metadata_version=False, object_stream_mode=streams)
    return out.getvalue()


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The elements of structure right below one."""
    kids = element.get("/K")
    found = kids.as_list() if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in found if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _tables(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The tables below an element, in reading order."""
    for kid in _kids(element):
        if kid.S == "/Table":
            yield kid
        else:
            yield from _tables(kid)


def _cells(table: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The cells of a table, row by row."""
    for part in _kids(table):
        for row in _kids(part) if part.S in ("/THead", "/TBody") else [part]:
            yield from _kids(row)


def _name_headings(table: pikepdf.Object, elements: list[pikepdf.Object], figures: dict[str, Any], prefix: str) -> None:
    """Writes what each cell of a table is and which headings it has; ``prefix`` makes its names those of this document."""
    if figures["title"]:
        told = pikepdf.Dictionary(O=pikepdf.Name.Table, Summary=pikepdf.String(figures["title"]))
        table.A = pikepdf.Array([told, *_others(table)])
    cells = (cell for line in figures["lines"] for cell in line)
    for element, cell in zip(elements, cells, strict=True):
        scope = _SCOPES.get(cell["role"])
        element.S = pikepdf.Name.TH if scope else pikepdf.Name.TD
        facts = {"/O": pikepdf.Name.Table} | {
            key: value for key, value in (("/RowSpan", cell["rows"]), ("/ColSpan", cell["columns"])) if value > 1
        }
        if scope:
            facts["/Scope"] = pikepdf.Name(scope)
        if cell["headers"]:
            facts["/Headers"] = pikepdf.Array([pikepdf.String(prefix + name) for name in cell["headers"]])
        element.A = pikepdf.Array([pikepdf.Dictionary(facts), *_others(element)])
        if cell["id"]:
            element.ID = pikepdf.String(prefix + cell["id"])
        elif "/ID" in element:
            del element["/ID"]


def _others(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The attributes of an element beside those of its place in a table."""
    said = element.get("/A", pikepdf.Array())
    return [part for part in (said if isinstance(said, pikepdf.Array) else [said]) if part.get("/O") != "/Table"]


def main() -> None:
    """Answers until nothing more is asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks ends it
    answers = sys.stdout.buffer
    for line in sys.stdin.buffer:
        try:
            answer = make_pdf(**json.loads(line))
        except NoPdf as none:
            answer = json.dumps(none.why).encode()
        answers.write(b"%d\n" % len(answer) + answer)
        answers.flush()


if __name__ == "__main__":
    main()
