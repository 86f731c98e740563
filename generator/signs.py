"""Signs that are no text: what they are called, where they are right, and how a text without them is made.

Names, properties and the rules for joiners and directional formatting are those of the Unicode Standard (chapters 3.4, 23.2 to
23.9; UAX #9; UTS #51); what XML 1.0 may hold is its production 2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape

from generator.frozen import frozen
from generator.late import late

_PLANES = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
# C0 without tab and line feed, delete, C1, line and paragraph separators, deprecated formats, annotation marks, noncharacters,
# tags, lone surrogates.
_CONTROL = (
    f"\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u206a-\u206f\ufdd0-\ufdef\ufff0-\ufffb{_PLANES}\U000e0000-\U000e00ff\ud800-\udfff"
)
_EMBED, _ISOLATE, _OVERRIDE = "\u202a\u202b", "\u2066-\u2068", "\u202d\u202e"
CLOSING = "\u202c\u2069"
# What begins a formula in a spreadsheet, of any width (OWASP, CSV injection); the minus sign folds into nothing else.
_FORMULA = frozenset("=+-@\u2212")
_DIRECTION = f"{_EMBED}{_OVERRIDE}{_ISOLATE}{CLOSING}"
_MARKS = "\u200e\u200f\u061c"
_JOINERS = "\u200c\u200d"
_INVISIBLE = f"\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0{_JOINERS}{_MARKS}"
_LOST = "\ufffc\ufffd"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

# All of the first plane that no sign of these is in: to see that a text has none of them this is thirty times as fast.
_PLAIN = late(
    "[\t\n -~\xa0-\xac\xae-\u034e\u0350-\u061b\u061d-\u115e\u1161-\u17b3\u17b6-\u180d\u180f-\u200a\u2010-\u2027\u202f-\u205f"
    "\u2070-\u3163\u3165-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uff9f\uffa1-\uffef]*"
)
# Most runs meet none of these signs, and to compile a pattern takes longer than to use it: so it is done when it is needed.
_SOURCES = {
    # A number that Markdown turns into a sign is looked at too.
    "any": f"[{_CONTROL}{_DIRECTION}{_INVISIBLE}{_LOST}{_PRIVATE}]|&#(?:[xX][0-9a-fA-F]{{1,6}}|[0-9]{{1,7}});",
    "controls": f"[{_CONTROL}]",
    "directions": f"[{_DIRECTION}]",
    "unseen": f"[{_CONTROL}{_DIRECTION}]",
    "visible": f"[^\\s{_CONTROL}{_DIRECTION}{_INVISIBLE}\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]",
    "no_xml": "[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
    "right_to_left": "[\u0590-\u060b\u060d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]",
    "flag": "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]+\U000e007f",
    # Scripts whose letters join, stack or are written without blanks, from Hebrew to Balinese and beyond, and pictures: beside
    # these the signs that join, part and allow a line to break have work to do.
    "joined": "[\u0300-\u036f\u0590-\u1cff\u2190-\u2bff\u3030\u303d\u3297\u3299\ua800-\uabff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe0f"
    "\ufe70-\ufefc\U00010800-\U00011fff\U00016100-\U00016fff\U0001e000-\U0001efff\U0001f000-\U0001faff]",
}
# What has no name of its own in the standard's list of names.
_NAMES = {
    0x00: "NULL", 0x07: "BELL", 0x08: "BACKSPACE", 0x0B: "LINE TABULATION", 0x0C: "FORM FEED", 0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE", 0x7F: "DELETE", 0x85: "NEXT LINE",
}  # fmt: skip


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """One of the patterns above, compiled."""
    return re.compile(_SOURCES[name])


@frozen
class Sign:
    """A sign that is told: the code of its problem, where it stands in the text, as what it is written, what it is."""

    code: str
    start: int
    written: str
    sign: str

    @property
    def values(self) -> dict[str, str]:
        """Its number and its name, for the message."""
        return {"sign": f"U+{ord(self.sign):04X}", "name": name_of(self.sign)}


def name_of(sign: str) -> str:
    """The name of a sign in the Unicode Standard, or the name of its kind where it has none."""
    number = ord(sign)
    if known := unicodedata.name(sign, "") or _NAMES.get(number, ""):
        return known
    category = unicodedata.category(sign)
    return {"Cc": "control character", "Co": "private use character", "Cs": "surrogate"}.get(category, "noncharacter")


def find_signs(text: str, *, body: bool) -> Iterator[Sign]:
    """The signs of a text that are to be told, in their order.

    ``body``: in a running text what only steers the breaking of lines is of no harm, but at the start of a line it hides a mark
    of Markdown; in a field it makes two equal values differ.
    """
    if "&#" not in text and _PLAIN.fullmatch(text):
        return
    for match in _pattern("any").finditer(text):
        written = match[0]
        sign = written if len(written) == 1 else "" if _in_code(text, match.start()) else _referred(written)
        if sign and (code := _code(sign, text, match.start(), match.end(), body=body)):
            yield Sign(code, match.start(), written, sign)


def _referred(reference: str) -> str:
    """The sign that a numeric character reference stands for, where it is one that no text may hold; else nothing."""
    number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    return chr(number) if number <= 0x10FFFF and _pattern("unseen").match(chr(number)) else ""


def _in_code(text: str, at: int) -> bool:
    """True if a place is behind a backtick that waits for another in its line: there a reference is shown as it is written."""
    return bool(text.count("`", text.rfind("\n", 0, at) + 1, at) % 2)


def _code(sign: str, text: str, start: int, end: int, *, body: bool) -> str:
    """The problem that a sign is where it stands, or nothing."""
    if _pattern("controls").match(sign):
        return "" if sign >= "\U000e0000" and _in_flag(text, start) else "sign-control"
    if sign in _LOST:
        return "sign-lost"
    if unicodedata.category(sign) == "Co":
        return "sign-private"
    first = text.rfind("\n", 0, start) + 1
    line = text[first : (text.find("\n", start) + 1 or len(text) + 1) - 1]
    if _pattern("directions").match(sign):
        right = sign not in _OVERRIDE and _pattern("right_to_left").search(line) and _is_balanced(line)
        return "" if right else "sign-direction"
    if sign in _MARKS:
        at_work: object = _pattern("right_to_left").search(line)
    else:
        at_work = _pattern("joined").match(text, end) or _pattern("joined").match(text[start - 1 : start])
    harmless = body and sign != "\ufeff" and line[: start - first].strip(" \t")
    return "" if at_work or harmless else "sign-invisible"


def _in_flag(text: str, at: int) -> bool:
    """True if a tag stands in the flag of a region: a black flag, tags, a cancel tag (UTS #51, ED-14a)."""
    flag = _pattern("flag").match(text, max(text.rfind("\U0001f3f4", 0, at), 0))
    return bool(flag and at < flag.end())


def _is_balanced(line: str) -> bool:
    """True if every directional embedding and isolate of a paragraph is closed in it, innermost first (UAX #9)."""
    waiting: list[str] = []
    for sign in _pattern("directions").findall(line):
        if sign in CLOSING:
            if not waiting or waiting.pop() != sign:
                return False
        else:
            waiting.append("\u202c" if sign in _EMBED + _OVERRIDE else "\u2069")
    return not waiting


def is_blank(text: str) -> bool:
    """True if a reader would see nothing of a text: it is empty, or all of it is blanks and signs that are not seen."""
    first = text[:1]
    if "一" <= first <= "鿿" or (first.isascii() and first.isalnum()):  # as almost every text begins, and there are many
        return False
    return not _pattern("visible").search(text)


def shown(text: str) -> str:
    """A text as it may go to a terminal: what is not seen, and could turn or hide the rest, is a replacement sign."""
    return text if text.isascii() and text.isprintable() else _pattern("unseen").sub("\ufffd", text)


def escape_unseen(text: str) -> str:
    """A text in which what is not seen, and could turn or hide the rest, stands as JSON writes its number."""
    return text if text.isascii() and text.isprintable() else _pattern("unseen").sub(lambda found: _escaped(found[0]), text)


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def xml_text(text: str) -> str:
    """A text as the content of an element or of a quoted attribute of XML, whatever it holds."""
    return escape(_pattern("no_xml").sub("\ufffd", text))


def cell_text(text: str) -> str:
    """A text as a cell that a spreadsheet shows and never runs: what would begin a formula, in signs of any width, is quoted."""
    first = text[:1]
    if first.isalnum() or not first:  # nearly all
        return text
    seen = _pattern("visible").search(text)  # signs that are not seen before it are dropped on the way into a cell
    begins = unicodedata.normalize("NFKC", seen[0]) if seen else ""
    return f"'{text}" if begins in _FORMULA or first in "\t\r\n" else text
