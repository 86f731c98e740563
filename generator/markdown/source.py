"""The reading before the parser's: remarks, facts, line breaks in tables, languages, boxes (``!!! note``, ``??? note``).

Pieces of our own are taken out of the text and leave a mark that means nothing to the parser; it decides where they stand.
In code the mark is undone, elsewhere the piece is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator.frozen import frozen
from generator.late import late

# Noncharacters: no text may hold them (https://www.unicode.org/faq/private_use.html#nonchar1).
OPEN, CLOSE = "\ufdd0", "\ufdd1"
MARK = late(f"{OPEN}(\\d+){CLOSE}")

REMARK, BREAK, FACT = "remark", "break", "fact"
LANGUAGE, END = "language", "end"  # what begins words in another language, and the piece after it what ends them

# Where a line's own text begins in quotations and lists.
INSIDE = r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*"
FENCE = INSIDE + r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*(?:\n(?:.*?^[ \t>]*(?P=fence)[`~]*[ \t]*$|.*\Z))?"
_COMMENT = r"<!--(?:(?!-->).)*-->"
_FLAGS = re.MULTILINE | re.DOTALL
_REMARKS = (
    rf"|(?P<lines>^(?: {{0,3}}>)* {{0,3}}{_COMMENT}[ \t]*(?:\n|\Z))"
    rf"|^(?P<inside>[ \t>]+)(?P<line>{_COMMENT})[ \t]*$|(?P<remark>{_COMMENT})"
)
_OTHERS = r"|(?P<break><br[ \t]*/?>)|(?<!\\)\{\{[ \t]*(?P<fact>[\w.-]+)[ \t]*\}\}"
_PIECE = late(FENCE + _REMARKS + _OTHERS, _FLAGS)
_OTHER_PIECE = late(FENCE + _OTHERS, _FLAGS)
_REMARK = late(rf"{FENCE}|^(?: {{4}}|\t)[^\n]*|(?P<remark>{_COMMENT})", _FLAGS)

_LANGUAGE_TAG = r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*"
# What stands behind words in brackets to say their language, and nothing else.
SPOKEN_END = rf"\{{:?[ ]*lang=(?P<quote>[\"']?)(?P<tag>{_LANGUAGE_TAG})(?P=quote)[ ]*\}}"
_LINE = r"\n(?![ \t]*\n)"
_SPOKEN = late(
    rf"{FENCE}|(?<![\\!])\[(?P<words>(?:\\.|\[[^\[\]\n]*\](?:\([^()\n]*\))?|[^\[\]\\\n]|{_LINE})+)\]{SPOKEN_END}"
    # As it stands in text from elsewhere.
    rf"|(?P<open><span[ ]+lang=(?P<mark>[\"'])(?P<language>{_LANGUAGE_TAG})(?P=mark)[ ]*>)"
    rf"(?P<inner>(?:(?!</?span\b)[^\n]|{_LINE})*)(?P<close></span[ ]*>)",
    re.MULTILINE | re.DOTALL,
)

_BOX = late(
    rf"(?P<inside>{INSIDE})(?P<mark>!!!|\?\?\?\+?) ?(?P<type>[\w-]+(?: +[\w-]+)*)?"
    r'(?: *["“](?P<title>.*)["”])?[ \t]*$'
)
_LIST_ITEM = late(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_MARKER = late(r"[^\s>]")
_COLONS = late(r":{3,}")
_COLONS_FIRST = late(rf"({INSIDE})(:{{3,}})", re.MULTILINE)
_DEEPEST = 8
_ALL_FENCES = late(FENCE, _FLAGS)
_TAG = late(
    rf"{FENCE}|{_COMMENT}|(?<!`)(?P<ticks>`++)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)|<https?:[^<>\s]*>"
    r"|(?P<tag></?[A-Za-z][^<>]*>|<[!?][^<>]*>?)",
    _FLAGS,
)


@frozen
class Stashed:
    """A piece of the source where a mark is now: its kind, what was written, of a fact the name, of a language the tag."""

    kind: str
    written: str
    name: str = ""


@frozen
class Box:
    """An admonition, or where it can be opened and closed, details. ``types`` are its classes, the first is its kind."""

    types: str
    title: str
    folded: bool = False
    open: bool = False


@dataclass(slots=True)
class Prepared:
    """A text as the parser shall see it, and what was taken out: pieces of which marks hold the places, and boxes."""

    text: str
    stash: list[Stashed] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def restored(self, text: str) -> str:
        """A text of the parser with every piece as it was written."""
        return self.filled(text, lambda piece: piece.written)

    def filled(self, text: str, fill: Callable[[Stashed], str]) -> str:
        """A text of the parser with something in the place of each piece."""
        return MARK.sub(lambda match: fill(self.stash[int(match[1])]), text) if self.stash else text


def prepare(source: str, *, facts: bool = False) -> Prepared:
    """The text for the parser. ``facts``: whether ``{{ names }}`` are pieces of their own."""
    prepared = Prepared(source)
    if OPEN in source or CLOSE in source:
        prepared.text = source.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    if "<!--" in source or "{{" in source or "<br" in source:
        text, cut = prepared.text, remarks_end(prepared.text)
        taken = partial(_taken, prepared, facts)
        prepared.text = _PIECE.sub(taken, text[:cut]) + _OTHER_PIECE.sub(taken, text[cut:])
    if "lang=" in source:
        prepared.text = _SPOKEN.sub(partial(_spoken, prepared), prepared.text)
    if "!!!" in source or "???" in source:
        _box(prepared)
    return prepared


def _taken(prepared: Prepared, facts: bool, match: re.Match[str]) -> str:
    """The mark that stands in the text for a piece of it; the piece joins those of ``prepared``."""
    written = match[0]
    found = match.groupdict()
    if found.get("lines"):
        # Lines that are nothing but a remark are as if they were not there: a list or a table goes on after them.
        return ""
    if found.get("line"):
        # So far in it may be code, which the parser will say. What comes below must not go on with the mark's line.
        inside = match["inside"]
        prepared.stash.append(Stashed(REMARK, match["line"]))
        return f"{inside}{OPEN}{len(prepared.stash) - 1}{CLOSE}\n{inside.rstrip()}"
    if found.get("remark"):
        piece = Stashed(REMARK, written)
    elif match["break"] and _in_table(match):
        piece = Stashed(BREAK, written)
    elif match["fact"] and facts:
        piece = Stashed(FACT, written, match["fact"])
    else:
        return written
    prepared.stash.append(piece)
    return f"{OPEN}{len(prepared.stash) - 1}{CLOSE}"


def _spoken(prepared: Prepared, match: re.Match[str]) -> str:
    """Words in another language between two marks; the pieces that begin and end them join those of ``prepared``."""
    if match["words"] is not None:
        first, words, last = "[", match["words"], match[0][len(match["words"]) + 1 :]
    elif match["open"]:
        first, words, last = match["open"], match["inner"], match["close"]
    else:
        return match[0]
    number = len(prepared.stash)
    prepared.stash += (Stashed(LANGUAGE, first, match["tag"] or match["language"]), Stashed(END, last))
    return f"{OPEN}{number}{CLOSE}{words}{OPEN}{number + 1}{CLOSE}"


def _in_table(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    line_end = text.find("\n", end)
    return "|" in text[text.rfind("\n", 0, start) + 1 : len(text) if line_end < 0 else line_end]


def _box(prepared: Prepared) -> None:
    """Turns the boxes of a text into the parser's blocks between colons, outside fenced code."""
    text = prepared.text
    fenced: set[int] = set()
    for match in _ALL_FENCES.finditer(text):
        first = text.count("\n", 0, match.start())
        fenced.update(range(first, first + match[0].count("\n") + 1))
    lines = [(number in fenced, line) for number, line in enumerate(text.split("\n"))]
    colons = max((len(run) for run in _COLONS.findall(text)), default=2) + 1
    made = _boxed(lines, prepared.boxes, colons, 0)
    if prepared.boxes:
        prepared.text = "\n".join(line if code else _COLONS_FIRST.sub(r"\1\\\2", line) for code, line in made)


def _boxed(
    lines: Sequence[tuple[bool, str]], boxes: list[Box], colons: int, depth: int, within: int = 0
) -> list[tuple[bool, str]]:
    """The lines with boxes as blocks between colons, each with whether it is code; the boxes join ``boxes``."""
    made: list[tuple[bool, str]] = []
    at = 0
    while at < len(lines):
        code, line = lines[at]
        at += 1
        match = None if code or depth >= _DEEPEST else _BOX.match(line)
        # The lines below stand where the first of an item's does.
        inside = _MARKER.sub(" ", match["inside"]) if match else ""
        inner = _content(lines, at, inside) if match else []
        if not (
            match and (match["type"] or match["title"]) and (match["title"] is not None or inner) and _stands(match, made, within)
        ):
            made.append((code, line))
            continue
        at += len(inner)
        types = match["type"] or ""
        # Words that are no name of a kind are the title of what has none.
        title = match["title"] if match["title"] is not None else types.split(" ")[0].capitalize() if types.isascii() else types
        number = len(boxes)
        boxes.append(Box(types.lower() if types.isascii() else "", title, match["mark"] != "!!!", match["mark"].endswith("+")))
        run = ":" * (colons + _DEEPEST - depth)
        # A line that begins with the run of colons is ours: it goes through as code does.
        made.append((True, f"{match['inside']}{run}gk{number}"))
        below = [(code, inside + _dedented(line, inside)) for code, line in inner]
        made += _boxed(below, boxes, colons, depth + 1, len(inside))
        made.append((True, f"{inside}{run}"))
    return made


def _content(lines: Sequence[tuple[bool, str]], start: int, inside: str) -> list[tuple[bool, str]]:
    """The lines below a box's first that belong to it: those four blanks further in, and blank ones between."""
    end = start
    for at in range(start, len(lines)):
        line = lines[at][1]
        if line.startswith((inside + "    ", inside + "\t")) and line.strip():
            end = at + 1
        elif line.strip(" \t>"):
            break
    return list(lines[start:end])


def _dedented(line: str, inside: str) -> str:
    rest = line[len(inside) :] if line.startswith(inside) else ""
    return rest[1:] if rest.startswith("\t") else rest[4:]


def _stands(match: re.Match[str], above: Sequence[tuple[bool, str]], within: int) -> bool:
    """True if a box may begin here: so far in that it would be code, only below the item of a list."""
    inside = match["inside"][within:].expandtabs(4)
    if len(inside) - len(inside.rstrip(" ")) < 4:
        return True
    for _, line in reversed(above):
        if line.strip() and len(line) - len(line.lstrip()) < len(match["inside"]):
            return bool(_LIST_ITEM.match(line))
    return False


def remarks_end(source: str) -> int:
    """The offset of the end of the last line in which a remark is closed; beyond it each would be sought to the end."""
    at = source.rfind("-->")
    line_end = source.find("\n", at)
    return 0 if at < 0 else len(source) if line_end < 0 else line_end + 1


def without_remarks(source: str) -> str:
    """A text with its remarks blank, so that places in it stay right. What may be code is left."""
    if "<!--" not in source:
        return source
    cut = remarks_end(source)
    blank = _REMARK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]) if found["remark"] else found[0], source[:cut])
    return blank + source[cut:]


def find_tag(source: str) -> str:
    """The first piece of HTML in a text that is not in code, or nothing; what marks a language only where there is no other."""
    other = _SPOKEN.sub(lambda match: match["inner"] if match["open"] else match[0], source) if "lang=" in source else source
    return next((match["tag"] for text in (other, source) for match in _TAG.finditer(text) if match["tag"]), "")
