"""Problems of an item's text that no pattern describes: its days and numbers, what it announces, what comes of copying it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.text import (
    against_title,
    announced,
    cannot_be,
    compared,
    copied,
    counted,
    days,
    equations,
    growth,
    ranges,
    said_lists,
    said_numbers,
    said_shares,
    sentence_sums,
    shares,
    spans,
    table_slips,
    validity,
    worked_columns,
)
from generator.check.text.corrected import SAME, find_said
from generator.check.text.counted import COUNT_OTHER
from generator.check.text.facts import FACT_IN_ITEM, find_facts, find_facts_in_fields
from generator.check.text.field_amounts import find_said_amounts
from generator.check.text.finder import Finders, Text
from generator.check.text.head_block import HEAD_OTHER, find_head
from generator.check.text.numbering import NUMBERING, find_numbering
from generator.check.text.short_names import SHORT_OTHER, find_short_names
from generator.check.text.table_sums import TABLE_SUM, find_table_sums
from generator.model.item import Item
from generator.problems import Problem, Spot

# What patterns of ``site_config/language.yml`` tell beside what ``texts`` names.
_OF_PATTERNS = (
    "ordinal-mistyped",
    "number-mistyped",
    "numerals-mixed",
    "rate-beyond-whole",
    "credit-code-mistyped",
    "punctuation-doubled",
    "picture-described-bare",
    "link-shown-other",
    "heading-empty",
    "law-misquoted",
)
# What is told of the text of a page as of that of an item.
PROSE_CODES = (
    COUNT_OTHER,
    NUMBERING,
    *table_slips.CODES,
    sentence_sums.TEXT_SUM,
    spans.ANSWER_PAST,
    *days.CODES,
    *growth.CODES,
    shares.SHARES_SUM,
    *said_numbers.CODES,
    *ranges.CODES,
    *said_lists.CODES,
    *cannot_be.CODES,
    TABLE_SUM,
    worked_columns.COLUMN_WRONG,
    SHORT_OTHER,
)
BODY_CODES = (
    *_OF_PATTERNS,
    *announced.CODES,
    *copied.CODES,
    SAME,
    FACT_IN_ITEM,
    validity.OTHER_NOTICE,
    HEAD_OTHER,
    against_title.TITLE_OTHER,
    *PROSE_CODES,
)
_OF_PROSE = (
    *days.FINDERS,
    find_table_sums,
    counted.find_counted,
    find_numbering,
    table_slips.find_table_slips,
    *sentence_sums.FINDERS,
    *spans.FINDERS,
    *growth.FINDERS,
    *compared.FINDERS,
    *equations.FINDERS,
    *shares.FINDERS,
    *said_numbers.FINDERS,
    *said_shares.FINDERS,
    *ranges.FINDERS,
    *said_lists.FINDERS,
    *cannot_be.FINDERS,
    *worked_columns.FINDERS,
    find_short_names,
)
_PROSE = Finders(*_OF_PROSE)
FINDERS = (
    find_facts,
    find_head,
    *against_title.FINDERS,
    *announced.FINDERS,
    *copied.FINDERS,
    find_said,
    *_OF_PROSE,
    *validity.FINDERS,
    find_said_amounts,
)
_BODY = Finders(*FINDERS)


def find_in_body(item: Item, body: str) -> Iterator[Problem]:
    """The problems of a text, each at its place; of an item without one, as most rows of a list, those of its fields alone."""
    yield from find_facts_in_fields(item)
    if body:
        yield from _once(_BODY.find(Text(item, body)))


def find_in_prose(text: Text) -> Iterator[Problem]:
    """The problems of what a text says in numbers, whatever it is the text of."""
    yield from _once(_PROSE.find(text))


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems but for days and hours of which another names a part: 8:75 is told, 8:75至12:00 with it."""
    found = list(problems)
    told = [one.where.needle for one in found if one.code == days.IMPOSSIBLE and isinstance(one.where, Spot)]
    for one in found:
        needle = one.where.needle if isinstance(one.where, Spot) else ""
        if one.code != days.IMPOSSIBLE or not any(day != needle and day in needle for day in told):
            yield one
