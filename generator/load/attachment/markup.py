"""Text of Office 2003 XML and of e-mail, each of which is found under endings of Office too."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message

from generator.load.attachment.events import xml_events
from generator.load.attachment.html_text import read_html
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.plain import decode
from generator.load.attachment.sheets.layout import Layout
from generator.load.attachment.words import telling
from generator.model.attachment import Piece, Sheet

_SPELT = {"Author": "creator", "LastAuthor": "lastModifiedBy", "Company": "company", "Manager": "manager"}
_ABOUT = {**_SPELT, "Title": "title", "Subject": "subject", "Keywords": "keywords", "Description": "description"}
# What programs that carry a message write into its head.
_CARRIED = frozenset(
    (
        *("received", "message-id", "date", "mime-version", "content-type", "content-transfer-encoding", "return-path"),
        *("dkim-signature", "references", "in-reply-to", "arc-seal", "arc-message-signature", "authentication-results"),
        *("content-disposition", "content-id", "x-mailer", "user-agent", "content-language", "x-priority", "importance"),
        *("from", "to", "cc", "subject"),
    )
)
_MACHINES = ("x-", "arc-", "received", "dkim-", "list-", "authentication-", "domainkey-", "spam")


def read_excel_xml(data: bytes) -> Iterator[Found]:
    """The sheets of an Excel 2003 XML workbook; then what stands beside their cells."""
    name, part, layout, column = "", "text", Layout(), 0
    rows: list[list[str]] = []
    texts: list[str] = []
    rest: dict[str, None] = {}
    inside, noting = "", False
    for event, value, attributes in xml_events(iter([data])):
        if event == "text":
            texts.append(value if inside else "")
            if not inside and telling(value):
                rest[value.strip()] = None
        elif event == "start":
            index = attributes.get("Index", "")
            rest.update((word, None) for key, word in attributes.items() if key != "Name" and telling(word))
            away = attributes.get("Hidden") == "1" or attributes.get("Width") == "0" or attributes.get("Height") == "0"
            if value == "Worksheet":
                name, part, rows, layout, column = attributes.get("Name", ""), "text", [], Layout(), 0
            elif value == "Column":
                column = int(index) if index.isdecimal() else column + 1
                last = column + int(attributes.get("Span", "0")) if attributes.get("Span", "0").isdecimal() else column
                layout.columns += [(column, last)] if away else []
                column = last
            elif value == "Row":
                rows += [[] for _ in range(int(index) - 1 - len(rows))] if index.isdecimal() and int(index) < 100_000 else []
                rows.append([])
                layout.rows += [len(rows)] if away else []
            elif value == "Cell" and rows:
                rows[-1] += [""] * (int(index) - 1 - len(rows[-1]) if index.isdecimal() and int(index) < 2_000 else 0)
                rows[-1].append("")
            elif value == "Comment":
                inside, noting, texts = value, True, []
            elif not noting and value in ("Data", "Visible", *_ABOUT):
                inside, texts = value, []
        elif value == inside:
            text, inside = "".join(texts).strip(), ""
            if value == "Data" and rows and rows[-1]:
                rows[-1][-1] = text
            elif value == "Visible" and text.startswith("Sheet"):
                part = "hidden"
            elif value in _ABOUT and text:
                yield Piece(text, "metadata", name=_ABOUT[value])
            elif value == "Comment" and text:
                yield Piece(text, "comment", sheet=name)
            noting = noting and value != "Comment"
        elif value == "Worksheet":
            yield layout.apply(Sheet(name, tuple(map(tuple, rows)), "hidden" if part == "hidden" else "text"))
    if rest:
        yield Piece("\n".join(rest), "inside", name="words")


def read_word_xml(data: bytes) -> Iterator[Found]:
    """The paragraphs of a Word 2003 XML document; then what else stands in it."""
    texts: list[str] = []
    rest: dict[str, None] = {}
    number, taking, hidden = 0, False, False
    inside = ""
    for event, value, attributes in xml_events(iter([data])):
        if event == "text":
            texts.append(value if taking else "")
            if not taking and inside in _ABOUT and value.strip():
                yield Piece(value.strip(), "metadata", name=_ABOUT[inside])
            elif not taking and inside != "binData" and telling(value):
                rest[value.strip()] = None
            continue
        taking, inside = event == "start" and value == "t", value if event == "start" else ""
        if event == "start":
            rest.update((word, None) for word in attributes.values() if telling(word))
            hidden = hidden or value == "vanish"
        elif value == "p":
            number += 1
            if text := "".join(texts).strip():
                yield Piece(text, "hidden" if hidden else "text", paragraph=number)
            texts, hidden = [], False
    if rest:
        yield Piece("\n".join(rest), "inside", name="words")


def read_email(data: bytes, nested: Nested) -> Iterator[Found]:
    """The pieces of a message: who wrote to whom, the text, what is attached; also a web page saved as one file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for name in ("From", "To", "Cc"):
        if message[name]:
            yield Piece(str(message[name]), paragraph=1)
    if message["Subject"]:
        yield Piece(str(message["Subject"]), paragraph=1)
    shown = ("from", "to", "cc", "subject")
    rest = [
        _readable(str(value)) for name, value in message.items() if name.lower() not in _CARRIED and name.lower() not in shown
    ]
    if rest:
        yield Piece("\n".join(rest), "inside", name="words")
    for part in message.walk():
        if part.is_multipart():
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        kind = part.get_content_type()
        if kind == "text/html":
            yield from read_html(body, nested)
        elif kind.startswith("text/") and not part.get_filename():
            for number, line in enumerate(decode(body)[0].split("\n"), 1):
                if line.strip():
                    yield Piece(line.strip(), paragraph=number)
        else:
            name = _readable(part.get_filename() or "")
            if name:
                yield Piece(name, paragraph=1)
            yield from nested(name or kind.replace("/", "."), body)


def read_head(message: Message) -> Iterator[Piece]:
    """The words in the head of a message that no program shows and no program that carries it has written."""
    names = [name for name in message if name.lower() not in _CARRIED and not name.lower().startswith(_MACHINES)]
    if rest := [_readable(str(value)) for name in dict.fromkeys(names) for value in message.get_all(name, [])]:
        yield Piece("\n".join(rest), "inside", name="head")


def _readable(value: str) -> str:
    """A value of the head of a message; words that are written in ASCII in another alphabet's stead, as those (RFC 2047)."""
    try:
        return str(make_header(decode_header(value))) if "=?" in value else value
    except (LookupError, UnicodeError, ValueError):
        return value
