"""Facts of all documents together in the search index: columns to sort, narrow and count by, and the names in them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from generator.render.search.records import FIELDS
from generator.view.documents import Document, IndexNames

_ZERO = ord("0")
_MANY = 1024
_KINDS = {"item": 0, "report": 1, "page": 2, "category": 3, "department": 4, "column": 2}


def to_json(value: Any) -> str:
    """A value in the fewest characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def years_from(document: Document) -> tuple[int, ...]:
    """The years a title names, counted from the year of publication; from nought where there is none."""
    if not document.years:
        return ()
    first = 0 if document.date == dt.date.min else document.date.year
    return tuple([year - first for year in document.years])


def name_of(kind: str, content: str) -> str:
    """The name of a file that is called after what it holds."""
    return f"{kind}.{hashlib.blake2b(content.encode(), digest_size=4).hexdigest()}.bin"


def check_of(group: Sequence[Document], groups: int) -> int:
    """A number by which a file of texts is known to be about these documents, not about others of another build.

    With few groups it is one of 4,096; with many one of 16, which takes half a byte: a query reads several of them.
    """
    ids = "\n".join([document.id for document in group])
    return zlib.crc32(ids.encode()) % (16 if groups > _MANY else 4096)


def _place_of(document: Document, numbers: Mapping[str, int]) -> tuple[Any, ...]:
    """The categories, the department, and what else there is to choose a document by, each with the number of its filter."""
    return document.category, document.department, *((numbers[name], value) for name, value in document.filters)


def document_columns(documents: Sequence[Document], groups: Sequence[Sequence[Document]], names: IndexNames) -> str:
    """Columns with a number for each document, most of which point into a table; days are steps from the one before.

    ``checks`` has the check of each group of texts.
    """
    days = [0 if document.date == dt.date.min else document.date.toordinal() for document in documents]
    tables: dict[str, dict[Any, int]] = {}
    columns: dict[str, list[int]] = {"days": [day - before for before, day in zip([0, *days], days, strict=False)]}
    # Who publishes what is mostly always the same: all together they take little more than one.
    table = tables["place"] = {}
    numbers = {name: number for number, (name, _) in enumerate(names.filters)}
    columns["place"] = [table.setdefault(_place_of(document, numbers), len(table)) for document in documents]
    for name in ("validity", "audience"):
        table = tables[name] = {}
        columns[name] = [table.setdefault(getattr(document, name), len(table)) for document in documents]
    # The years of a title, counted from that of publication: most are that or the one before.
    table = tables["years"] = {}
    columns["years"] = [table.setdefault(years_from(document), len(table)) for document in documents]
    columns["kind"] = [_KINDS[document.id.partition(" ")[0]] for document in documents]
    # A character for each number packs to half of what digits and commas do.
    signs = {name: "".join([chr(_ZERO + number) for number in column]) for name, column in columns.items()}
    checks = "".join([chr(_ZERO + check_of(group, len(groups))) for group in groups])
    return to_json({"columns": signs, "tables": {name: list(table) for name, table in tables.items()}, "checks": checks})


def index_names(names: IndexNames) -> dict[str, Any]:
    """The weights of fields, and what people read for what stands in the columns, as a mapping for the browser."""
    return {
        "weights": list(FIELDS.values()),
        "categories": dict(names.categories),
        "departments": dict(names.departments),
        "validity": dict(names.validity),
        "audiences": dict(names.audiences),
        "states": dict(names.states),
        "filters": names.filters,
    }
