"""Days as sheets have them: as values, as serial numbers, in every notation."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping

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
    found = _read(text)
    return found if isinstance(found, dt.date) else None


def why_no_day(text: str) -> tuple[str, Mapping[str, str]]:
    """The label of why no one day can be read in a text, and what it is filled with."""
    found = _read(text)
    return ("", {}) if isinstance(found, dt.date) else found


_WHY = {"date-impossible": "import_date_impossible", "date-day-missing": "import_date_part"}


def _read(text: str) -> dt.date | tuple[str, Mapping[str, str]]:
    """The day that a text names; else the label of why it names none, and what it is filled with."""
    plain = _WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip()).strip()
    if worded := _WORDED.fullmatch(plain):
        plain = f"{_year(worded[3])}-{_month(worded[2]):02}-{int(worded[1]):02}"
    plain = _TIME.sub("", plain).strip()
    if _COMPACT.fullmatch(plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    try:
        found: dt.date = adapter(Date).validate_python(plain)
    except ValidationError as error:
        wrong = error.errors()[0]
        about = wrong.get("ctx", {})
        if suggestion := about.get("suggestion", ""):
            return dt.date.fromisoformat(suggestion)
        if "month_first" in about:
            return "import_date_two", about
        return _WHY.get(wrong["type"], "import_no_date"), {}
    return found


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(text: str) -> int:
    return 10 * text.startswith("十") + _NUMERALS.get(text.lstrip("十"), 0)
