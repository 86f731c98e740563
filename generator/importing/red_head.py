"""The facts of a document as Chinese authorities write them (党政机关公文格式, GB/T 9704): who, its number, title and day."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from generator.importing.dates import day_of_text
from generator.importing.document import Document, Paragraph
from generator.importing.letter import letter_facts
from generator.late import late

_NUMBER = late(r"([\u4e00-\u9fff（）()]{2,16}?)\s*[〔［\[【(（﹝]\s*(\d{4})\s*[〕］\]】)）﹞]\s*(第?)\s*(\d{1,5})\s*号")
_MASTHEAD = late(r"([\u4e00-\u9fff]{4,40}?)\s*(?:文\s*件|办公室文件)$")
_TO = late(r"[：:]$")
_HAN_NUMBER = r"[\d〇○零一二三四五六七八九十百]{1,5}"
_ISSUE = late(
    rf"[（(]?\s*(?:[〔［\[【(（﹝]?\d{{4}}[〕］\]】)）﹞]|{_HAN_NUMBER}\s*年)?\s*(?:总\s*)?第\s*{_HAN_NUMBER}\s*期\s*[）)]?"
)
_NAME = late(r"[\u4e00-\u9fff（）()]{4,30}")
_LONGEST_NAME = 30
_SET_APART = late(r"\s*[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])+\s*")  # 公　示
_WHOLE_DAY = late(
    r"[（(]?\s*([\d〇○零一二三四五六七八九十]{2,4}\s*年[^，。；]{1,8}[日号]|\d{4}([-./])\d{1,2}\2\d{1,2})\s*[）)]?$"
)
_LABELLED = late(r"[^：:]{1,8}[：:]\s*[^：:]+")
# Below the heading of an order: 第15号
_ORDER = late(rf"(?:第\s*{_HAN_NUMBER}\s*号|[Nn]o\.?\s*\d{{1,4}})")
# A page on which an annex begins; what is listed below the text (附件：1. …) is none.
_ANNEX = late(r"附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?|(?:annex|appendix)\s*[\dA-Z]{0,2}[:.]?", re.IGNORECASE)
_SEAL = late(r"[（(](?:印章|公章|盖章|章)[）)]")
# Below the title in brackets: when and by whom it was adopted.
_ADOPTED = late(r"[（(]\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)[^，。；（）()]{0,40}(?:通过|公布|发布|印发|批准)\s*[）)]")
_FIRST = 20  # paragraphs in which a document says what it is
_LONGEST_TITLE = 120
_AT_END = 5  # paragraphs behind which nothing comes but who gets a copy
_LATE = 0.5  # of a document, behind which its day stands


@dataclass
class Facts:
    """The facts of a document, each with the paragraph it stands in (-1 for none); its text goes on at ``start``."""

    title: str = ""
    doc_number: str = ""
    publisher: str = ""
    created: dt.date | None = None
    start: int = 0
    places: tuple[int, int, int, int] = (-1, -1, -1, -1)
    others: tuple[str, ...] = ()  # numbers of the other bodies that issued it
    is_letter: bool = False


def read_facts(document: Document, is_body: Callable[[str], bool] = lambda _: False) -> Facts:
    """The facts of a document; what it does not say in so many words is left empty.

    ``is_body``: whether a line is the name of a body, which above a title is that of who issues it.
    """
    paragraphs = document.paragraphs
    if letter := letter_facts(paragraphs):
        places = (letter.subject_at, -1, -1, letter.day_at)
        return Facts(letter.subject, created=letter.day, start=letter.start, places=places, is_letter=True)
    at, numbers = _find_number(paragraphs)
    number = numbers[0] if numbers else ""
    masthead = _find_masthead(paragraphs, at)
    issue = _find_issue(paragraphs) if at < 0 else -1
    first = max(at, masthead[0], issue) + 1
    begin, end = _find_title(paragraphs, first)
    headed = ""
    if end == begin + 1 and is_body(paragraphs[begin].text) and _is_head(paragraphs, end):
        headed = "".join(_names(paragraphs[begin])) or paragraphs[begin].text.strip()
        begin, end = _find_title(paragraphs, end)
    order = _find_order(paragraphs) if at < 0 else -1
    if order > 0:
        at, begin, end = order, order - 1, order
        number = "".join(f"{paragraphs[order - 1].text}{paragraphs[order].text}".split())
    elif at >= 0 and begin == end:
        begin, end = _find_title_above(paragraphs, masthead[0] + 1, at)
    title = "".join(unicodedata.normalize("NFC", one.text).replace("\n", "") for one in paragraphs[begin:end])
    if _SET_APART.fullmatch(title):
        title = "".join(title.split())
    annex = next((index for index in range(end + 1, len(paragraphs)) if _ANNEX.fullmatch(paragraphs[index].text.strip())), 0)
    day, created = _find_day(paragraphs[:annex], end) if annex else (-1, None)
    if created is None:
        day, created = _find_day(paragraphs, end)
    if created is None:
        day, created = _find_adopted(paragraphs, end)
    # Below the number of an issue stand who edits it and the day, above its first title.
    publisher = ""
    if issue >= 0 and created is None:
        day, created, publisher = _find_edited(paragraphs, issue + 1, begin)
    publisher = masthead[1] or publisher or _signed(paragraphs, day) or headed
    if publisher and not masthead[1]:  # a letter names the authority above its number without 文件
        above = (index for index in range(at) if "".join(paragraphs[index].text.split()) == publisher)
        masthead = next(above, -1), publisher
    start = max(end, first) if title else first
    places = (begin if title else -1, at, masthead[0], day)
    return Facts(title.strip(), number, publisher, created, start, places, tuple(numbers[1:]))


def _is_head(paragraphs: list[Paragraph], index: int) -> bool:
    """True for a paragraph that is set as a title is: to the middle, or as a heading."""
    one = paragraphs[index] if index < len(paragraphs) else None
    return one is not None and not one.is_table and bool(one.align == "center" or one.block.level or one.is_title)


def _find_order(paragraphs: list[Paragraph]) -> int:
    """The paragraph that is the number of an order (第15号), right below its heading to the middle; -1 for none."""
    places = (at for at, one in enumerate(paragraphs[: _FIRST // 2]) if at and _ORDER.fullmatch(one.text.strip()))
    return next((at for at in places if _is_head(paragraphs, at - 1)), -1)


def _find_adopted(paragraphs: list[Paragraph], first: int) -> tuple[int, dt.date | None]:
    """The line below a title that says when it was adopted, and that day."""
    for index in range(first, min(first + 2, len(paragraphs))):
        match = _ADOPTED.fullmatch(paragraphs[index].text.strip())
        if match and (day := day_of_text(match[1])):
            return index, day
    return -1, None


def _find_number(paragraphs: list[Paragraph]) -> tuple[int, list[str]]:
    """The paragraph with nothing but the numbers of the document (and who signs it), and these in their right brackets."""
    for index, one in enumerate(paragraphs[:_FIRST]):
        text = one.text.strip()
        found = list(_NUMBER.finditer(text))
        rest = _NUMBER.sub("", text)
        if found and not one.is_table and (not rest.strip(" \n\t\u3000、，,") or "签发人" in rest):
            return index, [f"{match[1]}〔{match[2]}〕{match[3]}{match[4]}号" for match in found]
    return -1, []


def _find_masthead(paragraphs: list[Paragraph], number: int) -> tuple[int, str]:
    """The paragraph above the number that names the authority, and that name; of a document of several all their names."""
    for index in range(number - 1, -1, -1):
        one = paragraphs[index]
        pieces = one.text.split()
        if one.is_table:  # the names one below the other, and 文件 beside them
            names = [name for piece in pieces if (name := piece.removesuffix("文件"))]
            if names and all(map(_NAME.fullmatch, names)):
                return index, JOINT.join(dict.fromkeys(names))
        elif match := _MASTHEAD.fullmatch("".join(pieces)):
            above = [_names(each) for each in paragraphs[:index] if each.align == one.align and each.size == one.size]
            names = [name for each in (*above, _names_in(pieces)) for name in each]
            return index, JOINT.join(names) if len(names) > 1 else match[1]
    return -1, ""


JOINT = "、"  # between the names of several authorities


def _names(paragraph: Paragraph) -> list[str]:
    return [] if paragraph.is_table else _names_in(paragraph.text.split())


def _names_in(pieces: list[str]) -> list[str]:
    """The names of authorities that stand side by side, or the one whose signs are set apart; none where words are no such."""
    if len(pieces) > 1 and all(_NAME.fullmatch(piece) for piece in pieces):
        found = pieces
    else:
        found = ["".join(pieces)] if len(pieces) < 2 or all(len(piece) == 1 for piece in pieces) else []
    names = [name.removesuffix("文件") for name in found]
    return names if all(_NAME.fullmatch(name) for name in names) else []


def _find_issue(paragraphs: list[Paragraph]) -> int:
    """The paragraph that is the number of an issue (第 6 期), as below the head of minutes and bulletins; -1 for none."""
    places = (at for at, one in enumerate(paragraphs[: _FIRST // 2]) if at and _ISSUE.fullmatch(one.text.strip()))
    return next(places, -1)


def _find_edited(paragraphs: list[Paragraph], first: int, last: int) -> tuple[int, dt.date | None, str]:
    """The line of some that says who edits an issue and its day: its place, the day and the name."""
    for index in range(first, last):
        *names, said = paragraphs[index].text.split() or [""]
        if (match := _WHOLE_DAY.fullmatch(said)) and (day := day_of_text(match[1])):
            return index, day, JOINT.join(_names_in(names))
    return -1, None, ""


def _find_title(paragraphs: list[Paragraph], first: int) -> tuple[int, int]:
    """The paragraphs of the title: of its style, the centred ones behind the number, else a heading or a first short line."""
    styled = next((index for index, one in enumerate(paragraphs[:_FIRST]) if one.is_title and index >= first), -1)
    if styled >= 0:
        last = styled + 1
        while last < len(paragraphs) and paragraphs[last].is_title:
            last += 1
        return styled, last
    index = first
    while index < len(paragraphs) and index < first + 6:
        one = paragraphs[index]
        if one.is_table:
            if index == 0 and _is_head(paragraphs, 1):  # a letterhead
                index += 1
                continue
            break
        if one.align == "center" or one.block.level:
            last = index + 1
            size = one.size
            while last < len(paragraphs) and paragraphs[last].align == "center" and not paragraphs[last].is_table:
                if paragraphs[last].size < size or _TO.search(paragraphs[last].text) or one.block.level:
                    break
                last += 1
            if sum(len(each.text) for each in paragraphs[index:last]) <= _LONGEST_TITLE:
                return index, last
            break
        if _TO.search(one.text):
            break
        index += 1
    short = first < len(paragraphs) and not paragraphs[first].is_table
    text = paragraphs[first].text.strip() if short else ""
    if text and not _LABELLED.fullmatch(text) and len(text) <= _LONGEST_TITLE // 2 and not re.search(r"[。；，：:;]$", text):
        return first, first + 1
    return first, first


def _find_title_above(paragraphs: list[Paragraph], first: int, number: int) -> tuple[int, int]:
    """The centred paragraphs right above the number, as decisions are headed whose text begins below it."""
    begin = number
    while begin > first and paragraphs[begin - 1].align == "center" and not paragraphs[begin - 1].is_table:
        begin -= 1
    return begin, number


def _find_day(paragraphs: list[Paragraph], start: int) -> tuple[int, dt.date | None]:
    """The last paragraph that is nothing but a day, in the later half of a document, and that day."""
    for index in range(len(paragraphs) - 1, max(start, int(len(paragraphs) * _LATE)) - 1, -1):
        match = _WHOLE_DAY.fullmatch("".join(paragraphs[index].text.split()))
        if not match and index >= len(paragraphs) - _AT_END and not paragraphs[index].is_table:
            # Who signs and the day, in one line.
            *names, said = paragraphs[index].text.split() or [""]
            match = _WHOLE_DAY.fullmatch(said) if _names_in(names) and len(paragraphs[index].text) <= _LONGEST_NAME * 2 else None
        # In a template or an annex of it a day may stand alone too; that of the document stands to the right or at its end.
        ends = paragraphs[index].align in ("right", "end") or index >= len(paragraphs) - _AT_END
        if match and ends and (day := day_of_text(match[1])):
            return index, day
    return -1, None


def _signed(paragraphs: list[Paragraph], day: int) -> str:
    """The name above the day at the end, where it stands alone and to the right."""
    if day < 1:
        return ""
    *beside, _ = paragraphs[day].text.split() or [""]
    if names := _names_in(_SEAL.sub("", " ".join(beside)).split()):
        return JOINT.join(names)
    above = paragraphs[day - 1]
    if above.is_table or above.align not in ("right", "end"):
        return ""
    return JOINT.join(_names_in(_SEAL.sub("", above.text).split()))
