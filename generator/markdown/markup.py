"""The work on the parser's HTML: the numbers of lists, footnotes, boxes, facts.

All of it may be found by plain patterns, for whatever an author writes is escaped in it: a ``<`` is always the parser's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import field

from generator.frozen import frozen
from generator.late import late
from generator.markdown.languages import with_languages
from generator.markdown.source import BREAK, CLOSE, END, FACT, LANGUAGE, MARK, OPEN, REMARK, Box, Prepared, Stashed
from generator.text import plain_text

_LISTS = late(r"<(/?[ou]l|li)\b([^>]*)>")
_START = late(r' (?:start|value)="(\d+)"')
_PLACE = late(r'data-sourcepos="(\d+):(\d+)-')
_NUMBER = late(r"\d{1,9}(?=[.)])")
_WRITTEN = late(r"^[ \t>]*(\d{1,9})[.)](?=[ \t]|$)", re.MULTILINE)
_BOXES = late(r'<div class="gk(\d+)">\n?|</div>')
_BACK = late(r' ?<a href="#fnref-([^"]*)" class="footnote-backref"[^>]*>.*?</a>', re.DOTALL)
_NOTE_PLACE = late(r'(id="|href="#)(fn|fnref)-')
_CODE = late("<code[^>]*>.*?</code>", re.DOTALL)
_CELL = late("<(t[hd])(?: [^>]*)?>.*?</\\1>", re.DOTALL)
_IN_TAG = late(f"<[^<>]*{OPEN}[^<>]*>")
_PARAGRAPH = late(f"<p>((?:\\s*{OPEN}\\d+{CLOSE}\\s*)+)</p>\n?")


@frozen
class Facts:
    """The values that ``{{ names }}`` stand for: texts, and blocks of HTML. A name that is neither stays as it is written."""

    texts: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()  # that parts of the blocks are linked by

    def text(self, piece: Stashed) -> str:
        """The text of a piece in an address or a name."""
        return self.texts.get(piece.name, piece.written) if piece.kind == FACT else ""


def keep_numbers(markup: str, text: str, placed: Callable[[], str]) -> str:
    """HTML whose numbered lists show the numbers that were written. ``placed`` gives the HTML with places in the source."""
    if "<ol" not in markup or _numbers(markup) == [int(number) for number in _WRITTEN.findall(text)]:
        return markup
    lines = text.split("\n")
    written: list[int | None] = []
    for _, attributes in _number_items(placed())[1]:
        place = _PLACE.search(attributes)
        number = _NUMBER.match(lines[int(place[1]) - 1], int(place[2]) - 1) if place else None
        written.append(int(number[0]) if number else None)
    return _number_items(markup, written)[0]


def _numbers(markup: str) -> list[int]:
    """The number of each item of a numbered list. As `_number_items` has them, but quicker: nearly every text is asked."""
    lists: list[int] = []
    numbers: list[int] = []
    for tag, attributes in _LISTS.findall(markup):
        if tag == "li":
            if lists[-1] >= 0 and "id=" not in attributes:
                numbers.append(lists[-1])
                lists[-1] += 1
        elif tag == "ol":
            start = _START.search(attributes) if attributes else None
            lists.append(int(start[1]) if start else 1)
        elif tag == "ul":
            lists.append(-1)
        else:
            lists.pop()
    return numbers


def with_numbers(markup: str) -> str:
    """HTML in which the number of each item of a list is text before it."""
    return _number_items(markup, as_text=True)[0] if "<ol" in markup else markup


def _number_items(
    markup: str, written: list[int | None] | None = None, *, as_text: bool = False
) -> tuple[str, list[tuple[int, str]]]:
    """HTML with ``written`` as the numbers of its lists, and each item's number with its attributes."""
    lists: list[int | None] = []
    found: list[tuple[int, str]] = []

    def seen(match: re.Match[str]) -> str:
        """The tag of a list or its item, the item with the number that was written for it."""
        tag, attributes = match.groups()
        if tag == "ol":
            start = _START.search(attributes)
            lists.append(int(start[1]) if start else 1)
        elif tag == "ul":
            lists.append(None)
        elif tag != "li":
            lists.pop()
        elif (next_number := lists[-1]) is not None and "id=" not in attributes:
            value = _START.search(attributes)
            number = int(value[1]) if value else next_number
            if written and (own := written[len(found)]) is not None:
                number = own
            found.append((number, attributes))
            lists[-1] = number + 1
            if as_text:
                return f"{match[0]} {number} "
            if number != next_number and not value:
                return f'<li value="{number}">'
        return match[0]

    return _LISTS.sub(seen, markup), found


def place_notes(markup: str) -> str:
    """HTML with its footnotes as pages have them."""
    if '<section class="footnotes"' not in markup:
        return markup
    markup = markup.replace('<section class="footnotes" data-footnotes>', '<section class="footnote">')
    markup = _BACK.sub(r' <a href="#fnref-\1" class="footnote-backref">↩</a>', markup).replace(" data-footnote-ref>", ">")
    return _NOTE_PLACE.sub(r"\1\2:", markup)


def draw_boxes(markup: str, boxes: list[Box], title: Callable[[str], str]) -> str:
    """HTML with its boxes. ``title`` makes HTML of a title."""
    ends: list[str] = []

    def drawn(match: re.Match[str]) -> str:
        """The HTML that begins or ends a box, in place of its mark."""
        if match[1] is None:
            return ends.pop()
        box = boxes[int(match[1])]
        words = title(box.title) if box.title else ""
        if box.folded:
            ends.append("</details>")
            kind = f' class="{box.types}"' if box.types else ""
            return f"<details{kind}{' open' if box.open else ''}>\n<summary>{words}</summary>\n"
        ends.append("</div>")
        head = f'<p class="admonition-title">{words}</p>\n' if words else ""
        return f'<div class="{" ".join(filter(None, ("admonition", box.types)))}">\n{head}'

    return _BOXES.sub(drawn, markup) if boxes else markup


def unstash(markup: str, prepared: Prepared, facts: Facts | None) -> str:
    """HTML with every piece in its place: in code as it was written, elsewhere what it stands for.

    A remark is nothing, a line break is one in a table and else nothing, a fact what ``facts`` say. Without facts every
    piece is as it was written.
    """
    if not prepared.stash:
        return markup

    def written(part: re.Match[str]) -> str:
        return prepared.filled(part[0], lambda piece: html.escape(piece.written, quote=False))

    if facts is None:
        return prepared.filled(markup, lambda piece: html.escape(piece.written))
    known = facts

    def said(piece: Stashed) -> str:
        if piece.kind in (LANGUAGE, END):
            # One that has lost the other.
            return "" if piece.written.startswith("<") else html.escape(piece.written, quote=False)
        if piece.kind != FACT:
            return ""
        return known.blocks[piece.name] if piece.name in known.blocks else escaped(known.text(piece))

    def named(piece: Stashed) -> str:
        return escaped(plain_text(known.blocks[piece.name]) if piece.name in known.blocks else known.text(piece))

    def alone(match: re.Match[str]) -> str:
        inner = prepared.filled(match[1], lambda piece: "" if piece.kind == REMARK else piece.written).strip()
        whole = prepared.filled(match[1], said).strip()
        is_block = any(inner == piece.written and piece.name in known.blocks for piece in prepared.stash)
        return f"{whole}\n" if is_block else f"<p>{whole}</p>\n"

    markup = _CODE.sub(written, markup)
    markup = _IN_TAG.sub(lambda tag: prepared.filled(tag[0], named), markup)
    markup = with_languages(markup, prepared)
    markup = _CELL.sub(
        lambda cell: prepared.filled(cell[0], lambda piece: "<br />" if piece.kind == BREAK else said(piece)), markup
    )
    markup = _PARAGRAPH.sub(alone, markup).replace("<p></p>\n", "")
    return prepared.filled(markup, said)


def has_stray_html(markup: str, prepared: Prepared) -> bool:
    """True if one of the few pieces of HTML that are read was written where it is none.

    A line break outside the cells of tables, a language around what is no whole; not in code.
    """
    pieces = prepared.stash
    if any(piece.kind == BREAK for piece in pieces):
        rest = _CELL.sub("", _CODE.sub("", markup))
        if any(pieces[int(number)].kind == BREAK for number in MARK.findall(rest)):
            return True
    if any(piece.kind == LANGUAGE for piece in pieces):
        rest = with_languages(_CODE.sub("", markup), prepared)
        return any(pieces[int(number)].written.startswith(("<span", "</span")) for number in MARK.findall(rest))
    return False


def facts_in(markup: str, prepared: Prepared) -> tuple[str, ...]:
    """The distinct names of the facts in a piece of HTML, in order, but for those in code."""
    pieces = [prepared.stash[int(number)] for number in MARK.findall(_CODE.sub("", markup))] if prepared.stash else []
    return tuple(dict.fromkeys(piece.name for piece in pieces if piece.kind == FACT))


def escaped(text: str) -> str:
    """Text for HTML; what looks like the mark of a slot is none."""
    return html.escape(text).replace("⟦", "&#x27E6;")
