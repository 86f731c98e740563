"""A document as a run of blocks, which the DOCX and the PDF both set, and a report as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from html.parser import HTMLParser

from generator.frozen import frozen
from generator.late import late
from generator.markdown import to_html
from generator.view.grid import Grid
from generator.view.report_records import ReportDocumentView

# XML 1.0 cannot hold them.
_UNPRINTABLE = late(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_END = late(r"(.?)[ \t]*\n[ \t]*(.?)")
_LATIN = 0x2E80  # below it, words are parted by spaces
_SHOWN = {"p", "li", "h2", "h3", "h4", "h5", "h6", "td", "th", "pre", "dt", "dd", "summary"}


_HAN = "han"  # the script without blanks between words


@frozen
class Run:
    """A piece of text, bold or not."""

    text: str
    bold: bool = False


@frozen
class Paragraph:
    """A paragraph; a heading where it has a level (from 1), in a list so deep in others where it has a depth (from 1).

    The first paragraph of an entry of a list has its mark.
    """

    runs: tuple[Run, ...]
    level: int = 0
    mark: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(run.text for run in self.runs)


@frozen
class PlainTable:
    """A table that the author wrote in the prose; its first line is its head."""

    lines: tuple[tuple[str, ...], ...]


Block = Paragraph | PlainTable | Grid


@frozen
class Document:
    """A document to be set: what stands in it and what is said about it. ``is_han`` is true of one in Chinese characters.

    ``day`` is the one it bears (ISO 8601), ``subject`` what its properties say of it beside the title.
    """

    title: str
    publisher: str
    language: str
    is_han: bool
    day: str
    subject: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)


def report_document(view: ReportDocumentView) -> Document:
    """The report with the tables of its form below their headings."""
    left = list(view.body.grids)
    blocks: list[Block] = []
    waiting: list[Grid] = []
    for block in text_blocks(to_html(view.body.prose, lambda target: "")):
        if isinstance(block, Paragraph) and block.level == 1:
            blocks += waiting
            waiting = view.body.below(block.text, left)
            left = [grid for grid in left if grid not in waiting]
        blocks.append(block)
    blocks += [*waiting, *left]
    blocks = [part for block in blocks for part in (block, *_note(block))]
    if view.notes:
        blocks.append(Paragraph((Run(view.notes_heading),), 1))
        blocks += [Paragraph((Run(note),), 0, "•", 1) for note in view.notes]
    return Document(
        title=view.title,
        publisher=view.publisher,
        language=view.language,
        is_han=view.script == _HAN,
        day=_day_of(view),
        subject=view.period.id,
        blocks=tuple(blocks),
    )


def text_blocks(html: str) -> list[Block]:
    """The blocks of HTML that our own Markdown parser made."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    return reader.blocks


def _day_of(view: ReportDocumentView) -> str:
    """The day a report bears: of its publication, the first of a month of which no more is known, or of the time after it."""
    written = (view.published or view.period.after.days[0]).isoformat()
    return f"{written}-01" if written.count("-") == 1 else written


def _note(block: Block) -> Iterator[Paragraph]:
    """The note of a table of figures, which stands below it."""
    if isinstance(block, Grid) and block.table.note:
        yield Paragraph((Run(block.table.note),))


def _joined(line_end: re.Match[str]) -> str:
    """A line end of the source: nothing beside a Chinese character, else a space."""
    before, after = line_end.groups()
    parted = before and after and max(ord(before), ord(after)) < _LATIN
    return f"{before}{' ' if parted else ''}{after}"


class _Blocks(HTMLParser):
    """Blocks from the HTML of prose, which our own Markdown parser made."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._bold = 0
        self._lists: list[int | None] = []  # the number of the next item, none in a list without numbers
        self._begun = False  # an item of which nothing was read yet
        self._lines: list[list[str]] = []
        self._verbatim = False
        self._back = False  # in a link from a footnote to its place, which paper has not

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("strong", "b"):
            self._bold += 1
        elif tag in ("ul", "ol"):
            self._paragraph()
            self._lists.append(int(dict(attrs).get("start") or 1) if tag == "ol" else None)
        elif tag == "tr":
            self._lines.append([])
        elif tag == "a":
            self._back = dict(attrs).get("class") == "footnote-backref"
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag in _SHOWN:
            self._paragraph()
            self._verbatim = tag == "pre"
            if tag == "li" and self._lists[-1] is not None:
                self._lists[-1] = int(dict(attrs).get("value") or self._lists[-1])
            self._begun = self._begun or tag == "li"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "b"):
            self._bold -= 1
        elif tag == "a":
            self._back = False
        elif tag in ("td", "th"):
            self._lines[-1].append("".join(run.text for run in self._runs).strip())
            self._runs = []
        elif tag == "table":
            self.blocks.append(PlainTable(tuple(tuple(line) for line in self._lines)))
            self._lines = []
        elif tag in ("ul", "ol"):
            self._paragraph()
            self._lists.pop()
        elif tag in _SHOWN:
            self._paragraph(level=int(tag[1]) - 1 if tag[0] == "h" else 0)
            self._verbatim = False

    def handle_data(self, data: str) -> None:
        if self._back:
            return
        text = _UNPRINTABLE.sub("", data)
        self._runs.append(Run(text if self._verbatim else _LINE_END.sub(_joined, text), self._bold > 0))

    def _paragraph(self, level: int = 0) -> None:
        """Ends the paragraph that was read, if it says anything; it joins the blocks."""
        runs = tuple(run for run in self._runs if run.text != "\n" or len(self._runs) > 1)
        self._runs = []
        if not "".join(run.text for run in runs).strip():
            return
        mark = ""
        if self._lists and not level and self._begun:
            self._begun = False
            number = self._lists[-1]
            mark = "•" if number is None else f"{number}."
            self._lists[-1] = None if number is None else number + 1
        first, last = runs[0], runs[-1]
        trimmed = (Run(first.text.lstrip(), first.bold), *runs[1:])
        trimmed = (*trimmed[:-1], Run((trimmed[-1] if len(runs) == 1 else last).text.rstrip(), last.bold))
        self.blocks.append(Paragraph(trimmed, level, mark, 0 if level else len(self._lists)))
