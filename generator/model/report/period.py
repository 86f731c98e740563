"""The time a report is about: a year, or a half, a quarter or a month of one."""

from __future__ import annotations

import calendar
import datetime as dt
import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.late import late

_YEAR = 12  # months
_LETTERS = {"h": 6, "q": 3}
_KINDS: Mapping[int, Literal["year", "half", "quarter", "month"]] = {12: "year", 6: "half", 3: "quarter", 1: "month"}
_DIGITS = {sign: number for number, sign in enumerate("一二三四", 1)}
_PART = late(r"[hq]\d|-\d{1,2}(?!\d)|季|半年|月", re.IGNORECASE)  # of a year
_NOUGHT = "○一二三四五六七八九〇"
_NUMERALS = late("[二一][○〇零一二三四五六七八九]{3}")
_FOUR = late(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ID = late(r"(?P<year>\d{4})(?:-(?:(?P<letter>[hq])(?P<number>\d)|(?P<month>\d\d)))?", re.IGNORECASE | re.ASCII)
_WRITTEN = late(
    r"(?P<year>\d{4})\s*年度?(?:\s*(?:第?\s*(?P<quarter>[一二三四1-4])\s*季度|(?P<half>[上下])半年|(?P<month>\d{1,2})\s*月(?:份)?))?"
)


# A financial or a school year: FY 2025-26, 2025/2026, 2025—2026学年.
_OVER = late(
    r"(?:[Ff][Yy]\.? ?)?((?:19|20)\d\d)年?(?:-|/|–|—{1,2}|~|至|到)((?:19|20)?\d\d)(?:年|学年|财年|财政年度|年度|学年度)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A time that reports are made for, by its year, its last month and how many months it has.

    Periods are in the order of their ends, of those that end together the shorter first. ``since`` is the year in which one
    begins that is told by it from the calendar year: 2011-2012.
    """

    year: int
    last: int = _YEAR
    months: int = _YEAR
    since: int = 0

    @property
    def id(self) -> str:
        """The text that names it: ``2024``, ``2024-h1``, ``2024-q3``, ``2024-03`` or ``2023-2024``."""
        if self.months == _YEAR:
            return f"{self.since}-{self.year}" if self.since else str(self.year)
        letter = next((letter for letter, months in _LETTERS.items() if months == self.months), "")
        return f"{self.year}-{letter}{self.number}" if letter else f"{self.year}-{self.last:02d}"

    @property
    def is_year(self) -> bool:
        """True for a whole year."""
        return self.months == _YEAR

    @property
    def kind(self) -> Literal["year", "half", "quarter", "month"]:
        """The word for its length."""
        return _KINDS[self.months]

    @property
    def number(self) -> int:
        """The place of it among those of its length in its year, from 1."""
        return self.last // self.months

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Its first and its last day."""
        return (
            dt.date(self.year, self.last - self.months + 1, 1),
            dt.date(self.year, self.last, calendar.monthrange(self.year, self.last)[1]),
        )

    @property
    def before(self) -> Period:
        """The period of the same length that ends where this one begins."""
        return self._moved(-self.months)

    @property
    def after(self) -> Period:
        """The period of the same length that begins where this one ends."""
        return self._moved(self.months)

    def _moved(self, months: int) -> Period:
        year, last = divmod(self.year * _YEAR + self.last - 1 + months, _YEAR)
        return Period(year, last + 1, self.months, self.since and self.since + year - self.year)

    def name(self, words: Mapping[str, str]) -> str:
        """The name people read, in the words of a site: 2024年第三季度."""
        if self.since:
            return words["period_year"].format(year=f"{self.since}–{self.year}")
        part = self.id.partition("-")[2] or "year"
        name = words["month_names"].split()[self.last - 1]
        return words["period_month" if part.isdecimal() else f"period_{part}"].format(year=self.year, month=self.last, name=name)


def read_period_id(text: str) -> Period | None:
    """The period of an id; None of any other text."""
    match = _ID.fullmatch(text)
    if match is None:
        return None
    months = _LETTERS[match["letter"].lower()] if match["letter"] else 1 if match["month"] else _YEAR
    return _period(match["year"], int(match["number"] or match["month"] or 1), months)


def named_period(path: str) -> Period | None:
    """The period that the name of a file tells, whatever folder it lies in."""
    return read_period_id(posixpath.splitext(posixpath.basename(path))[0])


def years_over(text: str) -> tuple[int, int] | None:
    """The two years of a year that begins in one and ends in the next, as people call it: 2025-26, 2025/2026, 2025—2026学年."""
    found = _OVER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    second += first // 100 * 100 if second < 100 else 0
    return (first, second) if second == first + 1 else None


def period_within(name: str) -> Period | None:
    """The one period that the name of a file has in it among other signs, in figures of any kind; None where it has none."""
    plain = unicodedata.normalize("NFKC", name)
    plain = _NUMERALS.sub(lambda year: "".join(str(_NOUGHT.index(sign) % 10) for sign in year[0].replace("零", "○")), plain)
    years = set(_FOUR.findall(plain))
    if len(years) != 1:
        return Period(2000 + int(plain)) if plain.isdecimal() and len(plain) == 2 else None
    written = _WRITTEN.search(plain) or _ID.search(plain)
    found = read_period(written[0]) if written else None
    if found and str(found.year) in years and (not found.is_year or not _PART.search(plain)):
        return found
    return None if _PART.search(plain) else Period(int(years.pop()))


def read_period(text: str) -> Period | None:
    """The period that a text names, by its id or as people write it (2024年第三季度); None where it names none."""
    if match := _WRITTEN.fullmatch(text.strip()):
        months, number = _written(match)
        return _period(match["year"], number, months)
    return read_period_id(text.strip())


def _period(year: str, number: int, months: int) -> Period | None:
    return Period(int(year), number * months, months) if int(year) and 1 <= number <= _YEAR // months else None


def _written(match: re.Match[str]) -> tuple[int, int]:
    """The length of a period in months, and which of its year it is."""
    if quarter := match["quarter"]:
        return 3, _DIGITS.get(quarter) or int(quarter)
    if match["half"]:
        return 6, 1 if match["half"] == "上" else 2
    return (1, int(match["month"])) if match["month"] else (_YEAR, 1)


def period_of(first: dt.date, last: dt.date) -> Period:
    """The period from a day to another; of days that are no half, quarter or month of a year the year in which they end."""
    months = last.month - first.month + 1
    if first.year == last.year and months in (1, *_LETTERS.values()) and last.month % months == 0:
        period = Period(last.year, last.month, months)
        if period.days == (first, last):
            return period
    return Period(last.year)
