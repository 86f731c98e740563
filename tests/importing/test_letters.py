"""Letters and memoranda in English: their subject is the title, their day the day; what is none of them is read as before."""

from __future__ import annotations

import pytest

from generator.importing.document import Document, Paragraph
from generator.importing.html_blocks import Block
from generator.importing.red_head import read_facts

TEXT = "We hold the information that you asked for, and it is set out below."


def facts(*lines: str) -> tuple[str, str, int]:
    """The title, the day and the first paragraph of the text of a document; a line that begins with ^ stands in the middle."""
    paragraphs = []
    for one in (*lines, TEXT, TEXT):
        text = one.removeprefix("^")
        paragraphs.append(Paragraph(Block(pieces=[("text", text)]), text, "center" if one.startswith("^") else ""))
    found = read_facts(Document(paragraphs))
    return found.title, found.created.isoformat() if found.created else "", found.start


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("Council", "12 May 2026", "Ms A", "Dear Ms A", "Gritting routes"), ("Gritting routes", "2026-05-12", 5)),
        (("Council", "May 12, 2026", "RE: Request 26-014", "Dear Mr. Smith:"), ("Request 26-014", "2026-05-12", 4)),
        (("12th May 2026", "Dear Sir or Madam,", "Re: Parking"), ("Parking", "2026-05-12", 3)),
        (
            ("Dated: 12 May 2026", "To", "The Applicant", "Subject: Information sought", "Sir,"),
            ("Information sought", "2026-05-12", 5),
        ),
        (("MEMO", "TO: All", "FROM: The Clerk", "DATE: June 3, 2026", "SUBJECT: Records"), ("Records", "2026-06-03", 5)),
        (("Council", "12 May 2026", "Dear Ms A"), ("", "2026-05-12", 3)),
        (("Tuesday, 12 May 2026", "To whom it may concern", "Closure of Mill Lane"), ("Closure of Mill Lane", "2026-05-12", 3)),
        (("Our ref: A1\n12 May 2026", "Dear Ms A", "Gritting routes"), ("Gritting routes", "2026-05-12", 3)),
    ],
)
def test_a_letter_is_called_by_its_subject(lines: tuple[str, ...], told: tuple[str, str, int]) -> None:
    assert facts(*lines) == told


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("^Notice of road closure", "12 May 2026"), "Notice of road closure"),
        (("^Guide for letters", "Begin with Dear Sir or Madam, and end it well. Be polite and short."), "Guide for letters"),
        (("^Agenda", "From: 9:00", "To: 10:00"), "Agenda"),
        (("^Minutes of the meeting", "Subject: Budget"), "Minutes of the meeting"),
        (("^Dearth of staff in wards", "12 May 2026"), "Dearth of staff in wards"),
    ],
)
def test_what_is_no_letter_keeps_its_title(lines: tuple[str, ...], title: str) -> None:
    assert facts(*lines) == (title, "", 1)
