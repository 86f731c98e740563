"""Days as sheets have them: as values, as serial numbers, in every notation."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from pydantic import ValidationError

from generator.importing.grid import Cell
from generator.late import late
from generator.load.source.fields import adapter
from generator.model.record import Date

_NUMERALS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
# As a database tool of Chinese words writes a day: 14/十一月/16 2:29, day, month, year of two digits.
_WORDED = late(
    r"(\d{1,2})\s*[-/.]\s*(十?[一二三四五六七八九]|十)月\s*[-/.]\s*(\d{2}|\d{4})(?:\s+\d{1,2}[:.]\d{2}\S*(?:\s*[上下]午)?)?"
)
# A time behind a day, which says nothing of the day.
_TIME = late(
    r"[T ]\s*(?:[上下]午|[AP]M)?\s*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?\s*(?:[上下]午|[AP]M)?(?:Z|[+-]\d\d:?\d\d)?$",
    re.I,
)
_WEEKDAY = late(r"[(（]?(?:星期|周)[一二三四五六日天][)）]?$")
_COMPACT = late(r"(?:19|20)\d{6}")


def day_of_cell(cell: Cell) -> dt.date | None:
    """The day in a cell, None where no day can be read in it or the day may be one of two."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool | dt.time | dt.timedelta):
        return None
    return day_of_text(cell.text)


def day_of_text(text: str) -> dt.date | None:
    """The day that a text names, None where it names none or may name one of two."""
    plain = _WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip()).strip()
    if worded := _WORDED.fullmatch(plain):
        return _day(_year(worded[3]), _month(worded[2]), int(worded[1]))
    plain = _TIME.sub("", plain).strip()
    if _COMPACT.fullmatch(plain):
        return _day(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    try:
        found: dt.date = adapter(Date).validate_python(plain)
    except ValidationError as error:
        suggestion = error.errors()[0].get("ctx", {}).get("suggestion", "")
        return dt.date.fromisoformat(suggestion) if suggestion else None
    return found


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(text: str) -> int:
    return 10 * text.startswith("十") + _NUMERALS.get(text.lstrip("十"), 0)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
