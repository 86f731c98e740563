"""Faults that come of copying a text: the same passage twice, and an end that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

TWICE, BROKEN_OFF, NOT_SHOWN = "text-twice", "text-broken-off", "shown-missing"
CODES = (TWICE, BROKEN_OFF, NOT_SHOWN)
_LEAST = 16  # characters that stand twice by mistake rather than because there is little to say
_SHOWN, _SHOWN_END = 30, 16
# Paragraphs so long stand twice in one section by mistake even where others stand between them.
_LONG, _LONG_LATIN, _APART = 36, 90, 8
# Where a section begins, or the next of several cases, each of which may say the same.
_NEXT = late(
    r"#|\*\*|[-*+] |[（(]?[\d一二三四五六七八九十]{1,3}[）).、．]|第[\d一二三四五六七八九十]{1,3}[条章节款]|[A-Z][\w ]{0,40}:"
)
_ENDS = ("。", ".", "！", "!", "；")
_NO_PROSE = ("|", "```", "~~~", ">", "!", "<")
_OPEN = ("：", ":", "，", "、", "；", ",")
# Words behind which something must follow; the same signs end words and names of places.
_HANGING = late(
    r"(?:以及|并且|或者|(?<![总饱温缓调中共平谦柔祥亲人谐协讲失不媾议泰颐顺安永太仁义怡])和|(?<![参给赋授付相])与"
    r"|(?<![普涉危波顾提触推殃累企未遍论])及)\Z"
    r"|(?<![\w'’-])(?:the|and|or|our|their|your|because|whose|an|its)\Z"
    # Words that want an object; some end words of their own (理由, 针对, 大将).
    r"|(?:(?<![针核校相绝面应反比敌配不一查派答作成双结两])对|(?<![大上少中名麻干门老小主武猛良强战闯福女爱点即])将"
    r"|(?<![理自缘事来案因根])由|[，、](?:切实|真正|务必|努力|力争|坚决|确实)?(?:做到|确保|以便|从而))\Z"
)
_HANGING_HAN = frozenset("及且者和与对将由到保便而")  # the last signs of these
# Prepositions and verbs that want another word behind them, unless one before them is what they are about: whom we write to.
_HANGING_LATIN = late(r"(?<![\w'’-])(?:of|to|with|from|for|by|into|between|under|during|upon|will|shall|must|should|would)\Z")
_COMPLETE = late(
    r"\b(?:wh\w+|that|how|as|than|if|so|but|aware|made|consists?|capable|proud|full|worthy|short|free|heard|thought|i|we|you|they"
    r"|it|he|she|there|is|are|was|were|be|been|being)\b|\bto \w+(?: \w+)? \w+\Z|\w+(?:ed|en|ught|ung|old) \w+\Z"
    r"|\b(?:a|the|free|last|his|her|own|good|living) (?:will|must)\Z",
    re.IGNORECASE,
)
_HANGS, _HANGS_LATIN = 8, 24  # characters from which a line is more than a name
_ATTACHED = late(
    r"^[ \u3000*#]*(?:附件|附表|附图|附录|附|Annex|Appendi(?:x|ces)|Attachments?)[ \u3000\d一二三四五六七八九十]*[:：]"
)
_TABLE = late(
    r"(?:见|如|按照?|据|参照|由|根据)下表(?![现演示决面达明])|(?<![上以线台地])下表(?:所示|中的?|所列)|如表所示"
    r"|\b(?:the|this) (?:following )?table below\b|\b(?:the )?following table\b"
)
_PICTURE = late(
    r"(?:见|如|按照?|据|参照)下图(?![书片像案])|(?<![上以线台地])下图(?:所示|中的?)|如图所示"
    r"|(?:扫描?|识别|长按)(?:文末|下方|以下|下面|下列|下图|左侧|右侧)的?二维码"
    r"|\b(?:the|this) (?:chart|diagram|picture|map|QR code) below\b|\bQR code below\b"
)
# What is announced, and after it at once how a document ends.
_NOTHING_AFTER = late(
    r"(?:如下|以下)[：:][ \u3000*]*\n\s*"
    r"(?=(?:特此(?:通知|通告|公告|公示|说明|报告|函复|函告|批复)|此复)[。.]?\s*(?:\n|\Z))"
)
_ROW = late(r"^[ \t>]*\|", re.MULTILINE)
_FORM = late(r"[□☐☑√_＿]|^[|>`~<]")


@finder()
def _copied_twice(text: Text) -> Iterator[Problem]:
    """The problem of a passage that stands in a text twice."""
    lines = [line for line in map(str.strip, text.body.split("\n")) if line]
    if len(set(lines)) < len(lines) and (twice := _said_twice(lines)):
        yield Problem(TWICE, replace(text.spot, needle=twice), {"text": excerpt(twice, _SHOWN)}, Severity.WARNING)


@finder()
def _broken_off(text: Text) -> Iterator[Problem]:
    """The problems of a summary and of a text that were not copied to their ends."""
    item, body = text.item, text.body.rstrip()
    summary = item.authored.summary.rstrip()
    if summary.endswith(("，", "、", ",", "；", ";")) or _hangs(summary):
        yield _broken(item.spot.at("summary"), summary[-_SHOWN_END:], summary)
    line = body[body.rfind("\n") + 1 :].strip()
    last = line.rstrip("*_ \u3000")
    # What files and fields hold is shown behind the text, which may lead to them; a line with a blank in it is one of a form.
    leads = item.files or item.fields or line.endswith(("__", "\\_")) or _ATTACHED.match(last)
    if (_hangs(last) or (last.endswith(_OPEN) and not leads)) and not last.startswith(_NO_PROSE):
        yield _broken(text.spot, line, last)


@finder("特此", "此复")
def _nothing_said(text: Text) -> Iterator[Problem]:
    """The problem of a text that announces something and ends as documents do."""
    nothing = None if text.item.files or text.item.fields else _NOTHING_AFTER.search(text.body)
    if nothing:
        line = text.body[text.body.rfind("\n", 0, nothing.start()) + 1 : nothing.end()].strip()
        yield _broken(text.spot, line, line)


@finder("表所示", "图所示", "下表", "下图", "二维码", "table", "below")
def _not_shown(text: Text) -> Iterator[Problem]:
    """The problems of tables and pictures that a text speaks of and that are not in it."""
    item = text.item
    if item.files or item.fields or any(not link.picture for link in item.links):
        return
    drawn = any(link.picture for link in item.links)
    for pattern, there in ((_TABLE, drawn or bool(_ROW.search(text.body))), (_PICTURE, drawn)):
        if not there and (found := pattern.search(text.body)):
            yield Problem(NOT_SHOWN, text.at(*found.span()), {"text": found[0]}, Severity.WARNING)


def _broken(spot: Spot, needle: str, text: str) -> Problem:
    return Problem(BROKEN_OFF, replace(spot, needle=needle), {"end": f"…{text[-_SHOWN_END:]}"}, Severity.WARNING)


def _hangs(text: str) -> bool:
    """True for a text that ends in a word behind which something must follow."""
    latin = text[-1:].isascii()
    if len(text) < (_HANGS_LATIN if latin else _HANGS):
        return False
    if (latin or text[-1] in _HANGING_HAN) and _HANGING.search(text, len(text) - 12):
        return True
    if not latin or _HANGING_LATIN.search(text, len(text) - 8) is None:
        return False
    return _COMPLETE.search(text, max(text.rfind(mark) for mark in (". ", "; ", "? ")) + 1) is None


def _said_twice(lines: list[str]) -> str:
    """The first line of a passage that stands twice, directly or, if it is long, within a section; nothing where none does."""
    last: dict[str, int] = {}
    for second, line in enumerate(lines):
        first = last.get(line)
        last[line] = second
        if first is not None:
            passage = lines[first:second]
            if lines[second : second + len(passage)] == passage and _is_prose(passage):
                return line
            if len(passage) <= _APART and _is_long(line) and all(map(_runs_on, passage)):
                return line
    return ""


def _is_long(line: str) -> bool:
    return len(line) >= (_LONG_LATIN if line.isascii() else _LONG)


def _runs_on(line: str) -> bool:
    """True for a sentence of a section, which begins no other and no case of its own."""
    return line.endswith(_ENDS) and "：" not in line and not (_NEXT.match(line) or _FORM.search(line))


def _is_prose(passage: list[str]) -> bool:
    return sum(map(len, passage)) >= _LEAST and not any(_FORM.search(line) for line in passage)


FINDERS = (_copied_twice, _broken_off, _nothing_said, _not_shown)
