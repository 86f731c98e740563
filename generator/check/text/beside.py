"""Words, sentences and cells beside a find, by which it is seen what it is and whose."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from generator.frozen import frozen
from generator.late import late
from generator.model.text_pattern import TextPattern

_BEHIND = 6  # characters behind a find in which the word that explains it may stand in brackets: E12345678（护照）
_LONGEST = 240  # characters of a sentence before a find
_ROLE = 24  # characters of a cell that says what somebody is
# The end of a sentence; a stop behind an initial, a title or a word such as tel. is none.
_SENTENCE = late(r"[!?]\s|(?<!\b[a-z])(?<!\b(?:mr|ms|dr|st|no|ph))(?<!\b(?:mrs|tel|mob|smt|rev|sri))(?<!\bcllr)\.\s|\n")
# What stands before a number in a line that says no more: Mobile:, Tel. (home).
_NAME_ALONE = late(r"(?:[>*-]{0,6}(?:[a-z][a-z.-]{1,12}[ ]?){1,3}(?:\([a-z]{1,12}\))?[\s.:*_–-]{1,6})?")
_NO_WORDS = " *_>(|-–—:"
_FAR = 4000  # characters above a row in which the head of its table stands
_BREAK = late(r"[，。；、,;\n]|\d(?=\D)")


@frozen
class Ready:
    """A pattern with its words in small letters, and how long a number the text must hold for it: 0, 1 or 2.

    ``at_lines`` and ``at_start``: whether it can only be found where a line, or the text, begins.
    """

    pattern: TextPattern
    needs: frozenset[str]
    near: tuple[str, ...]
    not_near: tuple[str, ...]
    not_after: tuple[str, ...]
    level: int
    at_lines: bool
    at_start: bool

    # Each pattern is made ready once: the same one is the same object.
    __eq__, __hash__ = object.__eq__, object.__hash__


def has_any(text: str, words: Sequence[str]) -> bool:
    """True if any of the words stands in a text."""
    # A plain loop: of all that is done with a text, most is this, and most texts hold nothing.
    for word in words:  # noqa: SIM110  any() costs more, on short texts twice as much
        if word in text:
            return True
    return False


def stands_right(one: Ready, text: str, folded: str, start: int, end: int) -> bool:
    """True if the words beside a match let it be what the pattern is about; ``text`` is ``folded`` in small letters."""
    pattern = one.pattern
    if one.not_after:
        # What the word before names, if another number or a comma stands between, is not this number.
        before = _BREAK.split(text[max(0, start - pattern.before) : start])[-1]
        if any(word in before for word in one.not_after):
            return False
    if (one.not_near or pattern.not_in) and not _is_of_other(one, text, folded, start):
        return False
    if not one.near:
        return True
    behind = text[end : end + _BEHIND]
    beside = text[max(0, start - pattern.reach) : end] + (behind if behind.startswith(("（", "(")) else "")
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if "|" in line:
        beside += line
    return any(word in beside for word in one.near)


def _is_of_other(one: Ready, text: str, folded: str, start: int) -> bool:
    """True if neither the words nor the sentence before a match say that it is of those who make it known themselves."""
    pattern = one.pattern
    sentence, owner = "", ""
    if pattern.not_in or pattern.told_in:
        begin = max(0, start - _LONGEST)
        *others, last = _SENTENCE.split(text[begin:start])
        # A number that begins a sentence goes with the one before it, as behind an address.
        length = len(last) if last.strip(_NO_WORDS) or not others else len(others[-1]) + len(last) + 2
        sentence = folded[max(begin, start - length) : start]
    if one.not_near:
        owner = _owner(text, start)
    if pattern.told_in and (told := _any_of(pattern.told_in)) and (told.search(sentence) or told.search(owner)):
        return True
    if one.not_near and has_any(text[max(0, start - pattern.reach) : start] + owner, one.not_near):
        return False
    return not (pattern.not_in and _any_of(pattern.not_in).search(sentence))


@functools.cache
def _any_of(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(expressions), re.MULTILINE | re.IGNORECASE)


def _owner(text: str, start: int) -> str:
    """Who a number is of that stands in a table, or behind its name alone in a line: cells of its row, the lines above it."""
    begin = text.rfind("\n", 0, start) + 1
    line = text[begin:start].lstrip()
    if line.startswith("|"):
        lines = text[max(0, begin - _FAR) : begin].split("\n")[:-1]
        head = ""
        while lines and lines[-1].lstrip().startswith("|"):
            head = lines.pop()
        cells = [cell.strip() for row in (head, line) for cell in row.split("|")[1:-1]]
        return "".join(f":{cell}:" for at, cell in enumerate(cells) if not at or len(cell) <= _ROLE)
    above = text[max(0, begin - _LONGEST) : begin] if _NAME_ALONE.fullmatch(line) else ""
    return above[above.rfind("\n\n") + 1 :]
