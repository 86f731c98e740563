"""A document as the sheet that a PDF is made of: what is said, never how it looks or is marked up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from generator.late import late
from generator.render.report.document import Block, Document, Paragraph, PlainTable, Run
from generator.render.report.docx import column_widths
from generator.view.grid import Grid
from generator.view.report_records import PdfFonts

Typeset = Callable[[str, PdfFonts, str, str], bytes]

# What no font shows and no PDF may hold.
_NO_SIGNS = late(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_LONG_TABLE = 8  # columns; more make small type


def render_pdf(document: Document, fonts: PdfFonts, source: str, typeset: Typeset) -> bytes:
    """The bytes of a PDF file. ``typeset`` makes it; ``source`` is the report's, for what cannot be shown."""
    return typeset(json.dumps(pdf_sheet(document), ensure_ascii=False), fonts, document.day, source)


def pdf_sheet(document: Document) -> dict[str, Any]:
    """The values that ``engine/report.typ`` sets."""
    language, _, region = document.language.partition("-")
    return {
        "title": _signs(document.title),
        "publisher": _signs(document.publisher),
        "subject": document.subject,
        "lang": language.lower(),
        "region": region.upper() if len(region) == 2 else None,
        "han": document.is_han,
        "blocks": list(_blocks(document.blocks)),
    }


def _signs(text: str) -> str:
    return _NO_SIGNS.sub("", text.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n"))


def _blocks(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """The blocks as values: neighbouring entries of a list joined, and no level of headings left out (ISO 14289-1, 7.4.2)."""
    levels: list[int] = []  # of the headings that the last one stands below, and its own
    entries: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.depth:
            entries.append(block)
            continue
        yield from _lists(entries, 1)
        entries = []
        if isinstance(block, PlainTable):
            width = max(len(line) for line in block.lines)
            yield {
                "kind": "table",
                "lines": [[_signs(text) for text in (*line, *[""] * (width - len(line)))] for line in block.lines],
            }
        elif isinstance(block, Grid):
            yield _figures(block)
        elif block.level:
            levels = [level for level in levels if level < block.level] + [block.level]
            yield {"kind": "heading", "level": len(levels), "runs": _runs(block.runs)}
        else:
            yield {"kind": "text", "runs": _runs(block.runs)}
    yield from _lists(entries, 1)


def _lists(entries: list[Paragraph], depth: int) -> Iterator[dict[str, Any]]:
    """The lists that some paragraphs make at a depth, with those that stand in them."""
    at = 0
    while at < len(entries):
        numbered = _is_numbered(entries[at])
        made: list[dict[str, Any]] = []
        while at < len(entries) and _is_numbered(entries[at]) == numbered:
            end = at + 1
            while end < len(entries) and not (entries[end].mark and entries[end].depth <= depth):
                end += 1
            number = int(entries[at].mark.rstrip(".")) if numbered else 0
            parts: list[dict[str, Any]] = [{"kind": "text", "runs": _runs(entries[at].runs)}]
            for deeper, some in groupby(entries[at + 1 : end], lambda one: one.depth > depth):
                these = list(some)
                parts += _lists(these, depth + 1) if deeper else [{"kind": "text", "runs": _runs(one.runs)} for one in these]
            made.append({"number": number, "parts": parts})
            at = end
        yield {"kind": "list", "numbered": numbered, "entries": made}


def _is_numbered(entry: Paragraph) -> bool:
    return entry.mark[:1].isdigit()


def _runs(runs: Iterable[Run]) -> list[dict[str, Any]]:
    return [{"text": _signs(run.text), "bold": run.bold} for run in runs]


def _figures(grid: Grid) -> dict[str, Any]:
    """A table of figures."""
    return {
        "kind": "figures",
        "title": _signs(grid.table.title),
        "head": grid.head,
        "small": grid.width > _LONG_TABLE,
        "widths": column_widths(grid, 1000),
        "lines": [
            [
                {
                    "text": _signs(cell.text),
                    "role": cell.role,
                    "row": cell.row,
                    "column": cell.column,
                    "rows": cell.rows,
                    "columns": cell.columns,
                    "indent": cell.indent,
                    "id": cell.id,
                    "headers": cell.headers,
                }
                for cell in line
            ]
            for line in grid.lines
        ],
    }
