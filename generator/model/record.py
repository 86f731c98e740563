"""The one kind of value: frozen, slotted, keyword-only, read from text with every mistake at once."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, TypeVar, dataclass_transform

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

T = TypeVar("T")

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_DATE = re.compile(r"\s*(\d{4})\s*(?:[-/.年]\s*)?(\d{1,2})\s*(?:[-/.月]\s*)?(\d{1,2})\s*[日号]?\s*")
_MONTH = re.compile(r"\s*\d{4}\s*[-/.年]\s*\d{1,2}\s*月?\s*")
# Before it no document was made that is in force or in an archive of ours: an earlier year is a slip, such as 0201 for 2010.
_FIRST_YEAR = 1000
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Makes a class a frozen value; ``load/fields.py`` reads it from text by the types of its fields."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def _date(value: object) -> object:
    """Reads a date as ISO 8601 writes it; another notation is refused with the right spelling beside it."""
    if not isinstance(value, str):
        return value
    if _ISO_DATE.fullmatch(value):
        try:
            written = dt.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date-impossible", "no such day", {"value": value}) from None
        if written.year < _FIRST_YEAR:
            raise PydanticCustomError("date-year", "no such year", {"value": value, "year": value[:4]})
        return written
    if _MONTH.fullmatch(value):
        raise PydanticCustomError("date-day-missing", "no day", {"value": value})
    if other := _OTHER_DATE.fullmatch(value):
        year, month, day = map(int, other.groups())
        try:
            meant = dt.date(year, month, day).isoformat()
        except ValueError:
            raise PydanticCustomError("date-impossible", "no such day", {"value": value}) from None
        raise PydanticCustomError("date-notation", "notation", {"value": value, "suggestion": meant})
    raise PydanticCustomError("date-notation", "notation", {"value": value})


def _number(value: object) -> object:
    """Reads a plain number; units and separators are refused, for they make sums wrong without a word."""
    if not isinstance(value, str):
        return value
    try:
        if _NUMBER.fullmatch(value):
            return Decimal(value)
    except InvalidOperation:
        pass
    bare = re.sub(r"[^\d.-]", "", value)
    context = {"value": value, "suggestion": bare} if _NUMBER.fullmatch(bare) else {"value": value}
    raise PydanticCustomError("number-invalid", "not a number", context)


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True)]
# Of one line, for what is written into files of lines and columns.
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\t\n]*$")]
Date = Annotated[dt.date, BeforeValidator(_date)]
Number = Annotated[int, BeforeValidator(_number)]
Money = Annotated[Decimal, BeforeValidator(_number)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_many)]
