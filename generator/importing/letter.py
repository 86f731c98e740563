"""The facts of a letter or a memorandum in English: its subject, its day, where its text begins.

Above the text stand the head of the paper, the day, who it is to, and a reference; the subject is a line of its own, named
(Re:, Subject:) or right below the salutation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from generator.importing.dates import day_of_text
from generator.importing.document import Paragraph
from generator.late import late

_DEAR = late(
    r"(?i)(?:dear\s(?:(?:Mr|Mrs|Ms|Dr|Prof|Cllr)\.|[^.;!?]){1,60}|to whom it may concern|(?:dear )?sirs?(?: or madam)?)\s*[,:]?"
)
_SUBJECT = late(
    r"(?i)(?:re|subject|sub|regarding)\s*[:：]\s*(\S.*)",
)
_MEMO = late(r"(?i)(to|from|date|subject|re|cc|copy to)\s*[:：]\s*\S.*")
_DAY = late(
    r"(?i)(?:dated?\s*[:：]?\s*)?(?:[a-z]+day,?\s+)?"
    r"(\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+,?\s+\d{4}|[a-z]+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d{2}-\d{2})"
)
_FIRST = 25  # paragraphs in which a letter says what it is
_LONGEST_SUBJECT = 150
_MEMO_LINES = 3


class LetterFacts(NamedTuple):
    """The facts of a letter, each with its paragraph (-1 for none); its text begins at ``start``."""

    subject: str
    subject_at: int
    day: dt.date | None
    day_at: int
    start: int


def letter_facts(paragraphs: Sequence[Paragraph]) -> LetterFacts | None:
    """The facts of a letter or a memorandum, or None for any other document."""
    head = list(paragraphs[:_FIRST])
    dear = next((at for at, one in enumerate(head) if not one.is_table and _DEAR.fullmatch(one.text.strip())), -1)
    if dear < 0:
        return _memo(head)
    subject, at = _named_subject(head[: dear + 3])
    start = max(dear, at) + 1
    below = head[dear + 1] if len(head) > dear + 2 else None
    if at < 0 and below is not None and _is_subject(below):
        subject, at, start = " ".join(below.text.split()), dear + 1, dear + 2
    day, day_at = _day(head[:dear])
    return LetterFacts(subject, at, day, day_at, start)


def _memo(head: Sequence[Paragraph]) -> LetterFacts | None:
    """The facts of a memorandum: lines that say from whom, to whom, of what day and on what."""
    lines = [at for at, one in enumerate(head) if not one.is_table and _MEMO.fullmatch(one.text.strip())]
    subject, at = _named_subject(head)
    together = [one for one in lines if lines[0] <= one < lines[0] + len(lines) + 1]
    if at not in together or len(together) < _MEMO_LINES:
        return None
    day, day_at = _day(head[: together[-1] + 1])
    return LetterFacts(subject, at, day, day_at, together[-1] + 1)


def _named_subject(head: Sequence[Paragraph]) -> tuple[str, int]:
    for at, one in enumerate(head):
        if not one.is_table and (match := _SUBJECT.fullmatch(" ".join(one.text.split()))):
            return match[1], at
    return "", -1


def _is_subject(one: Paragraph) -> bool:
    """True for a short line that is no sentence."""
    text = one.text.strip()
    return not one.is_table and 0 < len(text) <= _LONGEST_SUBJECT and text[-1] not in ".!?;:," and "\n" not in text


def _day(head: Sequence[Paragraph]) -> tuple[dt.date | None, int]:
    """The first line that is nothing but a day."""
    for at, one in enumerate(head):
        for line in () if one.is_table else one.text.splitlines():
            if (match := _DAY.fullmatch(" ".join(line.split()))) and (day := day_of_text(match[1])):
                return day, at
    return None, -1
