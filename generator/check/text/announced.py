"""Attachments that a text names as documents do, below its words and above its signature, and that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.late import late
from generator.model.item import Item
from generator.problems import Problem, Severity
from generator.text import excerpt

ANNOUNCED = "attachment-announced"
# GB/T 9704-2012, 7.3.4: below the text, the word, a colon, and the titles, numbered where there are several.
_ANNOUNCED = late(
    r"^[ \t\u3000]*附件[:：][ \t\u3000]*(?:\d{1,2}[.．、][ \t\u3000]*)?[《“]?[\u4e00-\u9fff\dA-Za-z].*$", re.MULTILINE
)
# A sentence that sends its readers there; what explains another item, or is about one, may speak of the attachments of that.
_SENT_TO = late(
    r"(?:详见|参见|请见|(?<=[（(，。；])见)(?:本(?:通知|公告|文件|通告|方案))?附件(?=[\d一二三四五、。；，）)和及\s]|$)[^。；）)\n]*",
    re.MULTILINE,
)
# What is attached stands in the text itself, below a line of its own.
_INLINE = late(
    r"^[ \t\u3000]*(?:#+[ \t]*)?[*【（]{0,2}附件[ \t]*[\d一二三四五六七八九十]{0,3}[】）*]{0,2}[ \t]*(?:$|[:：]$|[ \u3000])",
    re.MULTILINE,
)
_SHOWN = 30


def find_announced(item: Item, body: str) -> Iterator[Problem]:
    """The problem of a text that names attachments where the item has none, links to none, and the text has no place of them."""
    if "附件" not in body or item.authored.attachments or any(not link.picture and link.path for link in item.links):
        return
    found = _ANNOUNCED.search(body)
    if found and not _INLINE.search(body, found.end()):
        written = found[0].strip()
        yield Problem(ANNOUNCED, replace(item.body_spot, needle=written), {"text": excerpt(written, _SHOWN)}, Severity.WARNING)
    elif found is None and not _speaks_of_another(item) and (sent := _SENT_TO.search(body)) and not _INLINE.search(body):
        yield Problem(ANNOUNCED, replace(item.body_spot, needle=sent[0]), {"text": excerpt(sent[0], _SHOWN)}, Severity.WARNING)


def _speaks_of_another(item: Item) -> bool:
    """True for an item that says by its fields that it is about another, whose attachments it may mean."""
    authored = item.authored
    return bool(authored.explains or authored.related or authored.supersedes or authored.corrects or authored.follows)
