"""Problems of an item's text that no pattern describes: its days and numbers, what it announces, what comes of copying it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.text.against_title import TITLE_OTHER, find_against_title
from generator.check.text.announced import CODES as ANNOUNCED
from generator.check.text.announced import find_announced
from generator.check.text.cannot_be import CODES as CANNOT_BE
from generator.check.text.cannot_be import find_cannot_be
from generator.check.text.copied import CODES as COPIED
from generator.check.text.copied import find_copied
from generator.check.text.corrected import SAME, find_said
from generator.check.text.counted import COUNT_OTHER, find_counted
from generator.check.text.days import CODES as DAYS
from generator.check.text.days import IMPOSSIBLE, REVERSED, find_days
from generator.check.text.facts import FACT_IN_ITEM, find_facts
from generator.check.text.field_amounts import find_said_amounts
from generator.check.text.growth import CODES as GROWTH
from generator.check.text.growth import find_growth
from generator.check.text.head_block import HEAD_OTHER, find_head
from generator.check.text.numbering import NUMBERING, find_numbering
from generator.check.text.patterns import without_code
from generator.check.text.ranges import CODES as RANGES
from generator.check.text.ranges import find_ranges
from generator.check.text.said_lists import CODES as SAID_LISTS
from generator.check.text.said_lists import find_said_lists
from generator.check.text.said_numbers import CODES as SAID_NUMBERS
from generator.check.text.said_numbers import find_said_numbers
from generator.check.text.sentence_sums import TEXT_SUM, find_sentence_sums
from generator.check.text.shares import SHARES_SUM, find_shares
from generator.check.text.spans import ANSWER_PAST, find_spans
from generator.check.text.table_slips import CODES as TABLE_SLIPS
from generator.check.text.table_slips import find_table_slips
from generator.check.text.table_sums import TABLE_SUM, find_table_sums
from generator.check.text.validity import OTHER_NOTICE, find_last_day
from generator.model.item import Item
from generator.problems import Problem

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
    *TABLE_SLIPS,
    TEXT_SUM,
    ANSWER_PAST,
    *(IMPOSSIBLE, REVERSED),
    *GROWTH,
    SHARES_SUM,
    *SAID_NUMBERS,
    *RANGES,
    *SAID_LISTS,
    *CANNOT_BE,
)
BODY_CODES = (
    *_OF_PATTERNS,
    *ANNOUNCED,
    *COPIED,
    SAME,
    *DAYS,
    FACT_IN_ITEM,
    TABLE_SUM,
    OTHER_NOTICE,
    HEAD_OTHER,
    TITLE_OTHER,
    *PROSE_CODES,
)


def find_in_body(item: Item, body: str) -> Iterator[Problem]:
    """The problems of a text, each at its place; a day without a year may be of the year of the item, or beside it.

    Of an item without a text those of what stands in its place: its title and its summary.
    """
    yield from find_facts(item, body)
    if not body:  # as most rows of a list
        return
    own, spot, plain = item.authored.published or item.authored.created, item.body_spot, without_code(body)
    yield from find_head(item, body)
    yield from find_against_title(item, body)
    yield from find_days(plain, spot, [own.year, own.year + 1, own.year - 1] if own else [])
    yield from find_announced(item, body)
    yield from find_copied(item, body)
    yield from find_said(item, body)
    yield from find_table_sums(spot, body)
    yield from find_in_prose(item, body, plain)
    yield from find_last_day(item, body)
    yield from find_said_amounts(item, plain)


def find_in_prose(item: Item, body: str, plain: str) -> Iterator[Problem]:
    """The problems of what a text says in numbers, whatever it is the text of; ``plain`` is it without its code."""
    spot = item.body_spot
    yield from find_counted(body, spot)
    yield from find_numbering(body, spot)
    yield from find_table_slips(spot, body)
    yield from find_sentence_sums(body, spot)
    yield from find_spans(item, plain)
    yield from find_growth(plain, spot)
    yield from find_shares(plain, spot)
    yield from find_said_numbers(plain, spot)
    yield from find_ranges(plain, spot)
    yield from find_said_lists(plain, spot)
    yield from find_cannot_be(item, plain)
