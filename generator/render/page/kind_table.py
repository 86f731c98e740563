"""The rows of tables of kinds, put together here because there are so many, and their CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from generator import urls
from generator.markdown.cells import is_unbroken
from generator.render.page.numbers import hold_numbers, hold_text
from generator.signs import cell_text
from generator.view.kind_records import KindCsvView, KindLine

# Rows are the same in several parts of a table; so many of them are kept while a process lives.
_KEPT = 50_000


class KindRows:
    """Makes the rows of tables, each once."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words
        self._rows: dict[KindLine, str] = {}

    def rows(self, lines: Iterable[KindLine], root: str) -> Markup:
        """The rows of a table."""
        made = "".join([f'<tr><th scope="row"><a href="{root}{self._row(line)}' for line in lines])
        return Markup(made)  # noqa: S704  escaped cell by cell

    def _row(self, line: KindLine) -> str:
        """A row, from behind the way to the root on."""
        row = self._rows.get(line)
        if row is None:
            spoken = f' lang="{escape(line.language)}" dir="auto"' if line.language else ""
            note = f" <strong>{escape(self._words[f'state_{line.state}'])}</strong>" if line.state else ""
            cells = "".join([f"<td{_kept(texts)}{spoken}>{'<br>'.join(map(escape, texts))}</td>" for texts in line.cells])
            title = hold_text(line.title)
            row = f'{urls.href("", line.address)}"{spoken}>{title}</a>{note}</th>{hold_numbers(cells)}</tr>\n'
            if len(self._rows) < _KEPT:
                self._rows[line] = row
        return row


def _kept(texts: tuple[str, ...]) -> str:
    """The class of a cell each of whose texts stays on a line, or nothing."""
    return ' class="gk-nowrap"' if any(len(text) > 1 for text in texts) and all(map(is_unbroken, texts)) else ""


def render_kind_csv(view: KindCsvView) -> bytes:
    """The bytes of the CSV; a byte order mark, or a spreadsheet takes Chinese for something else."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(view.columns)
    writer.writerows([cell_text(cell) for cell in row] for row in view.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
