"""An item as a run of blocks to be set as PDF: what its page says, in the order in which the page says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.late import late
from generator.model.dates import DateForm
from generator.render.page.flow import parts_of_step
from generator.render.report.document import Block, Document, Paragraph, PlainTable, Run, text_blocks
from generator.view.parts import Row
from generator.view.records import ItemView

_PICTURE = late(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
# The relations that a reader must know of before relying on an item.
ABOVE = ("superseded_by", "corrected_by", "clarified_by", "supplemented_by")


def item_document(
    view: ItemView, html: str, words: Mapping[str, str], dates: DateForm, publisher: str, language: str, *, is_han: bool
) -> Document:
    """The document of an item; ``html`` is that of its text, ``words`` and ``dates`` are those of the site's language."""
    return Document(
        title=view.title,
        publisher=view.publisher or publisher,
        language=view.language or language,
        is_han=is_han,
        day=str(view.document.published or view.changed),
        subject=view.index_number or view.doc_number,
        blocks=tuple(_blocks(view, html, words, dates)),
    )


def _blocks(view: ItemView, html: str, words: Mapping[str, str], dates: DateForm) -> Iterator[Block]:
    """The blocks below the title: the state first, for a reader must know it before relying on the rest."""
    colon = words["colon"]
    if view.state:
        yield _line((words[f"state_{view.state}"], words[f"notice_{view.state}"]), colon)
        yield from (_line((words[f"relation_{one.kind}"], one.title), colon) for one in view.relations if one.kind in ABOVE)
    if view.withdrawal:
        yield from _rows(view.withdrawal.rows, words)
        return
    for line in view.stages:
        yield Paragraph((Run(" ".join(filter(None, (dates.shown(line.day), line.stage, line.name))), line.here),), 0, "•", 1)
    yield from _rows(view.kind_rows, words)
    yield from text_blocks(_PICTURE.sub(lambda found: f"[{found[1]}]" if found[1] else "", html))
    for table in view.tables:
        yield Paragraph((Run(table.title),), 1)
        yield from (Paragraph((Run(note),)) for note in table.notes)
        yield PlainTable((table.head, *table.rows))
    if view.files:
        yield Paragraph((Run(words["attachments"]),), 1)
        for file in view.files:
            name = file.address.rpartition("/")[2]
            yield Paragraph((Run(f"{file.title}\n{name}\nSHA-256 {file.sha256}"),), 0, "•", 1)
    others = [one for one in view.relations if one.kind not in ABOVE]
    if others:
        yield Paragraph((Run(words["relations"]),), 1)
        yield from (_line((words[f"relation_{one.kind}"], one.title), colon) for one in others)
    if view.rows:
        yield Paragraph((Run(words["metadata"]),), 1)
        yield from _rows(view.rows, words)


def _rows(rows: Iterable[Row], words: Mapping[str, str]) -> Iterator[Paragraph]:
    """Values with their labels; several that are sentences stand below theirs."""
    for row in rows:
        texts = [cell.text for cell in row.cells]
        if row.listed:
            yield Paragraph((Run(f"{row.label}{words['colon']}", bold=True),))
            for text in texts:
                step, *turnings = parts_of_step(text) if row.drawn else (text,)
                yield Paragraph((Run(step),), 0, "•", 1)
                yield from (Paragraph((Run(turning),), 0, "–", 2) for turning in turnings)
        else:
            yield _line((row.label, words["list_join"].join(texts)), words["colon"])


def _line(parts: tuple[str, str], colon: str) -> Paragraph:
    """A value behind its label."""
    label, text = parts
    return Paragraph((Run(f"{label}{colon}", bold=True), Run(text)))
