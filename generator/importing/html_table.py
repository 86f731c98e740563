"""The rows of a table of HTML, with what spans several of them."""

from __future__ import annotations


class HtmlTable:
    """The rows of a table; a cell that covers several is read in each row, and once in its own."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._spans: dict[int, tuple[int, str]] = {}  # by column: rows left, and the words
        self._about: dict[str, str] = {}

    def start(self, tag: str, about: dict[str, str], text: str) -> None:
        """Takes in the start of a row or cell; ``text`` is what was read before it."""
        self._add(text)
        if tag == "tr":
            self.rows.append([])
            self._fill()
            return
        self._close()
        if not self.rows:
            self.rows.append([])
        self._cell, self._about = [], about

    def end(self, tag: str, text: str) -> None:
        """Takes in the end of a row or cell."""
        self._add(text)
        self._close()
        if tag == "tr" and self.rows:
            self._fill()

    def _add(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)
        elif text.strip():  # text beside the cells, which a browser shows above the table
            self.rows.append([text])

    def _close(self) -> None:
        """Puts down the cell that is open."""
        if self._cell is None:
            return
        text = "\n".join(line for part in "".join(self._cell).splitlines() if (line := " ".join(part.split())))
        across, down = (_span(self._about.get(name, "1")) for name in ("colspan", "rowspan"))
        row = self.rows[-1]
        for number in range(across):
            if down > 1:
                self._spans[len(row)] = (down - 1, "" if number else text)
            row.append("" if number else text)
        self._cell = None
        self._fill()

    def _fill(self) -> None:
        """Puts the cells of rows above in their places."""
        row = self.rows[-1]
        while len(row) in self._spans and self._spans[len(row)][0] > 0 and self._is_below(len(row)):
            left, text = self._spans[len(row)]
            self._spans[len(row)] = (left - 1, text)
            row.append(text)

    def _is_below(self, column: int) -> bool:
        return len(self.rows) > 1 and len(self.rows[-2]) > column


def _span(text: str) -> int:
    return max(1, min(int(text), 100)) if text.strip().isdecimal() else 1
