"""Rules on the lines above a text that say again what its fields say: its document number, its index number, the day it was made.

A text of another, passed on or explained, has its own head; nothing is told there, nor where the number of ours stands beside.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.check.text.beside import has_any
from generator.check.text.finder import Text, finder
from generator.late import late
from generator.model.item import Authored
from generator.model.record import month_called
from generator.problems import Problem, Severity

HEAD_OTHER = "head-other"
_HEAD = 500  # characters of a text in which its head stands
_MOST = 12  # lines of it, blank ones too
_MARKS = " \t\u3000*_#|"
_NUMBER = r"[一-龥]{1,12} ?[〔\[［【（(〈]? ?(?:19|20)\d\d ?[〕\]］】）)〉]? ?第?\d{1,4} ?号"
# A line that is a number, behind a label or alone, with who signs behind it; or a cell behind its label.
_LABEL = (
    r"(?P<label>(?:发文|文件|公文)?(?:字号|文[ \u3000]*号|编号|号)|索[ \u3000]*引[ \u3000]*号|成文日期|发文日期|制发日期|生成日期"
    r"|(?:[Oo]ur )?[Rr]ef(?:erence)?(?: (?:[Nn]o|[Nn]umber))?|Document (?:[Nn]o|[Nn]umber)|Date of document)"
)
_LINE = late(
    rf"(?:{_LABEL}\.?[ \u3000]*[：:|][ \t\u3000]*)?"
    rf"(?P<value>{_NUMBER}|(?<=[：:|\s])[^\s|：:，。,]{{2,40}}(?: [A-Z][a-z]+ \d{{4}})?)(?:[ \t\u3000]+签发人.*)?"
)
_SAYS = ("号", "日期", "ef", "Doc", "Date")
_SAID = late(r"号(?:[\s*|]|(?<=[文字引]号))|日期|\b[Rr]ef|Document [Nn]|Date of")
_SENTENCE = ("。", "：", ":", ".", "，", ",", "；", ";")
_NO_HEAD = ("## ", "- ", "* ", ">", "1", "2", "（", "(")
_BRACKETS = late(r"[〔〕\[\]【】()〈〉第\s]")
_DAY = late(
    r"(?P<year>\d{4})\D(?P<month>\d{1,2})\D(?P<day>\d{1,2})日?|(?P<number>\d{1,2}) (?P<name>[A-Z][a-z]{2,8}) (?P<behind>\d{4})"
)
_DIGITS = late(r"\d+")
_PASSED_ON = late(r"转发|转载|翻印|批转|解读|问答|图解|政策说明|起草说明|[Ff]orwarded|[Ee]xplain")
_INDEX = late(r"索")
_DATE = late(r"日期|^Date")


@finder(*_SAYS)
def find_head(text: Text) -> Iterator[Problem]:
    """The problem of the first line above a text that gives another number, or another day, than the field of the item."""
    head = text.body[:_HEAD]
    if not has_any(head, _SAYS) or not _SAID.search(head):
        return
    authored = text.item.authored
    if authored.explains or authored.corrects or _PASSED_ON.search(authored.title):
        return
    for label, value in _said(head):
        field, own, same = _field_of(label, value, authored)
        if own and not same:
            values = {"value": value, "field": field, "expected": own}
            yield Problem(HEAD_OTHER, replace(text.spot, needle=value), values, Severity.WARNING)
            return


def _field_of(label: str, value: str, authored: Authored) -> tuple[str, str, bool]:
    """The field that a line says again, what that has, and whether it is the same or may be."""
    if _DATE.search(label):
        # A text may be sent out on another day than it was signed: that of its publication.
        days = (authored.created, authored.published)
        return "created", str(authored.created or ""), any(_is_day(value, day) for day in days if day)
    if _INDEX.match(label):
        return "index_number", authored.index_number, _plain(value) == _plain(authored.index_number)
    return "doc_number", authored.doc_number, _is_number(value, authored.doc_number, bare=not label)


def _said(head: str) -> Iterator[tuple[str, str]]:
    """The values that stand in the lines above the first sentence, each with its label."""
    for line in head.split("\n", _MOST)[:_MOST]:
        if line.endswith(_SENTENCE) or line.startswith(_NO_HEAD):
            return
        if line.startswith("|"):
            cells = [cell.strip(_MARKS) for cell in line.strip().strip("|").split("|")]
            for label, value in pairwise(cells):
                match = _LINE.fullmatch(f"{label}：{value}")
                if match and match["label"]:
                    yield match["label"], match["value"]
        elif match := _LINE.fullmatch(line.strip(_MARKS)):
            yield match["label"] or "", match["value"]


def _plain(text: str) -> str:
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _is_number(value: str, own: str, *, bare: bool) -> bool:
    """True if a number is that of the item, or may be no number of documents at all."""
    said, known = _plain(value), _plain(own)
    if said == known or known in said:
        return True
    if value.isascii() or bare:
        # Numbers of the same series; another series alone in a line may be of what is passed on.
        return _DIGITS.sub("0", said) != _DIGITS.sub("0", known) if value.isascii() else False
    return not re.search(r"\d", said)


def _is_day(value: str, own: dt.date | None) -> bool:
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", value))
    if match is None or own is None:
        return True
    if match["year"]:
        said = (int(match["year"]), int(match["month"]), int(match["day"]))
    else:
        said = (int(match["behind"]), month_called(match["name"]) or 0, int(match["number"]))
    return said == (own.year, own.month, own.day)
