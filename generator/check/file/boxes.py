"""Numbers in boxes, one sign each, behind a word that says what they are: without one, single digits are figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.late import late
from generator.model.attachment import Sheet, Table

# As long as a telephone or a national number that no check digit tells from a row of figures.
_ONES = late(
    r"(?<![0-9A-Za-z])[0-9A-Z](?:[ \t\n|│]{1,3}[0-9A-Z](?![0-9A-Za-z])){8,10}(?![ \t|│]{1,3}[0-9A-Z](?![0-9A-Za-z]))"
    r"(?![ ]?[次个件人户])"
)
_LABEL = late(
    r"(?:手机|电话|联系方式|(?i:mobile|telephone|phone|national insurance|\bni (?:no|number)|\bnino))"
    r"[^0-9\n]{0,14}\n?[\s:：|│.]{0,4}$"
)
# What stands in each such word, which is quickly found.
_WORDS = ("手机", "电话", "联系方式", "mobile", "phone", "national insurance", "ni n", "nino")
_BEFORE = 40  # characters in which the word stands
_MANY = 9  # words of a line that heads a row of figures


def numbers_in_boxes(text: str) -> Iterator[tuple[int, str]]:
    """The labelled numbers whose signs stand apart, each with where it begins."""
    low = text.lower()
    if not any(word in low for word in _WORDS):
        return
    for match in _ONES.finditer(text):
        start = match.start()
        if _LABEL.search(text[max(0, start - _BEFORE) : start]) and not _is_below_heads(text, start):
            yield start, "".join(sign for sign in match[0] if sign.isalnum())


def _is_below_heads(text: str, start: int) -> bool:
    """True if the line above that of a number has a word for each of many columns."""
    above = text[: text.rfind("\n", 0, start) + 1].rstrip("\n").rpartition("\n")[2]
    return len([word for word in above.split() if len(word) > 1]) >= _MANY


def is_row_of_figures(signs: str, tables: Sequence[Sheet | Table]) -> bool:
    """True if the signs of a number are the cells of a row below heads."""
    for table in tables:
        for above, row in zip(table.rows, table.rows[1:], strict=False):
            if signs in "".join(cell for cell in row if len(cell) == 1) and sum(len(cell) > 1 for cell in above) >= _MANY:
                return True
    return False
