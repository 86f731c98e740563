"""Brackets and quotation marks of a text that are opened with one kind and closed with another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.check.text.fields import Part, part_at
from generator.check.text.patterns import without_code
from generator.frozen import frozen
from generator.late import late
from generator.markdown import without_remarks
from generator.model.item import Item
from generator.model.language import spoken
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

MIXED, ALONE = "brackets-mixed", "bracket-unpaired"
_CITES = "GB/T 15834-2011《标点符号用法》"
_TITLE = ("title",)
_NUMBER = ("doc_number",)  # of which the form is told

_PAIRS = dict(zip("([{（［｛【〔〖《〈＜<「『“‘", ")]}）］｝】〕〗》〉＞>」』”’", strict=True))
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
# An apostrophe and a mark of quotation close nothing: of these, only what they are mixed with is out of balance.
_PAIRED = tuple((one, other) for one, other in _PAIRS.items() if one not in "‘<")
_SIGNS = late(r"[][(){}（）［］【】〔〕〖〗｛｝《》〈〉＜＞<>「」『』“”‘’\"]")
_BARE = late(r"(?<!\])\(")  # one that is not of a link
_TOLD_ALONE = "（《【〔「『“("
_LONGEST = 80  # characters between two that are taken for a pair
_SHOWN = 40  # of them in a message
_QUOTED = 40  # and between two marks that are the same
_HAN = late(r"[\u4e00-\u9fff，。！？；：、》）]")
_FENCE = ("```", "~~~")
# A number with one bracket behind it, as the entries of a list have it: 1), a), 一）.
_NUMBERED = late(r"(?:\A|[，。；、,;:：.!?！？|])[ \t\u3000]*[0-9A-Za-z一二三四五六七八九十①-⑳]{1,3}\Z")
# A span of numbers with one of its ends left out: [0,5), (0, ∞].
_SPAN = late(r"[ ]?[^,，;；]{0,8}[\d∞xXnab][^,，;；]{0,4}[,，;；、][ ]?[^,，;；]{0,8}[\d∞xXnab][^,，;；]{0,4}")
_OF_SPAN = frozenset("()[]（）［］")
# What the rule on numbers of documents tells.
_YEAR = late(r"(?:19|20)\d{2}")
_OF_YEAR = frozenset("[［【（(]］】）)")
_SMILE = late(r"[:;=8][-’^]?\Z")
_END = late(r"[。！？…”]\Z")


@frozen
class Mixed:
    """Two signs that are no pair: where the first stands in a text, and all that is written from the one to the other."""

    start: int
    written: str

    def problem(self, spot: Spot) -> Problem:
        """The two as a problem at a place."""
        opener, closer = self.written[0], self.written[-1]
        pair = opener + _PAIRS[opener] if opener in _PAIRS else "“”"
        other = _OPENERS.get(closer, closer) + closer if opener != closer else ""
        values = {"opener": opener, "closer": closer, "pair": pair, "other": other}
        values["excerpt"] = f"{excerpt(self.written[:-1], _SHOWN)}{closer}"
        return Problem(MIXED, spot, values, Severity.NOTICE, _CITES)


def find_in_fields(item: Item, parts: Sequence[Part], fields: str, language: str, quoting: Iterable[str]) -> Iterator[Problem]:
    """The problems of such signs in the fields of an item, and of those whose partner is missing.

    A text may open in one paragraph and close in another; a field is one. ``fields`` are all ``parts``, one a line.
    """
    if not _may_be_mixed(fields) or not spoken(language, quoting):
        return
    for mixed in (*find_mixed(fields, language, quoting), *_find_alone(fields)):
        steps = part_at(parts, mixed.start)
        # The name of a file is an address, and no wording.
        if steps[-1] == "file" or (steps == _TITLE and mixed.start > len(item.authored.title)):
            continue
        spot = replace(item.spot.at(*steps), needle=mixed.written)
        if len(mixed.written) > 1:
            yield mixed.problem(spot)
        elif steps != _NUMBER and "\n" not in next(text for way, text in parts if way == steps):
            sign, rest = mixed.written, fields[mixed.start :].partition("\n")[0]
            partner = _PAIRS.get(sign, "") or _OPENERS[sign]
            yield Problem(ALONE, replace(spot, needle=rest), {"sign": sign, "partner": partner}, Severity.NOTICE, _CITES)


def _may_be_mixed(text: str) -> bool:
    """True for a text in which a kind of brackets opens more often than it closes, or less, or that has round ones of two kinds.

    In most texts each kind closes as often as it opens, which is quickly seen; those of two kinds may cancel out.
    """
    signs = _SIGNS.findall(text)
    kinds = set(signs)
    even = all(signs.count(one) == signs.count(other) for one, other in _PAIRED if one in kinds or other in kinds)
    return not even or ("（" in kinds and _BARE.search(text) is not None)


def _find_alone(fields: str) -> Iterator[Mixed]:
    """Each sign in fields, one a line, whose partner is missing; none in a line with two that are no pair."""
    offset = 0
    for line in fields.split("\n"):
        alone: list[int] = []
        if not any(True for _ in _in_line(line, alone)):
            yield from (Mixed(offset + at, line[at]) for at in alone)
        offset += len(line) + 1


def find_mixed(text: str, language: str, quoting: Iterable[str]) -> Iterator[Mixed]:
    """Each two signs of a text that are no pair, though one opens and the other closes the same words.

    None where its language is none of those ``quoting`` so.
    """
    if not _may_be_mixed(text):
        return
    if not spoken(language, quoting):
        return
    offset, fenced, told = 0, False, set[str]()
    for line in without_remarks(text).split("\n"):
        if line.lstrip().startswith(_FENCE):
            fenced = not fenced
        elif not fenced:
            for start, end in _in_line(without_code(line)):
                if (written := line[start : end + 1]) not in told:
                    told.add(written)
                    yield Mixed(offset + start, written)
        offset += len(line) + 1


def _in_line(line: str, alone: list[int] | None = None) -> Iterator[tuple[int, int]]:
    """The same in one line, each as the places of the two; signs that are ``alone`` are added to those."""
    opened: list[tuple[str, int]] = []
    met: dict[int, int] = {}  # the first sign of another kind behind one that is open
    for found in _SIGNS.finditer(line):
        sign, at = found[0], found.start()
        if sign in _PAIRS:
            if _opens(line, sign, at):
                opened.append((sign, at))
        elif sign in _OPENERS and (depth := _last(opened, _OPENERS[sign])) >= 0:
            # What was opened within a pair is closed with it at the latest; (一）…（二) are two that are none.
            first, within = opened[depth][1], opened[depth + 1 :]
            if first in met and (
                crossed := [one for kind, one in within if one > met[first] and _PAIRS[kind] == line[met[first]]]
            ):
                met[crossed[-1]] = at
                yield first, met[first]
            yield from ((start, met[start]) for _, start in within if start in met)
            if alone is not None:
                alone += (start for sign, start in within if sign in _TOLD_ALONE and start not in met)
            del opened[depth:]
        elif opened and _is_span(line, opened[-1], at):
            opened.pop()
        elif opened and opened[-1][1] not in met and _closes(line, opened[-1], at):
            met[opened[-1][1]] = at
        elif alone is not None and (sign in "》】〕」』" or (sign == "）" and not _NUMBERED.search(line, 0, at))):
            alone.append(at)
    if alone is not None:
        alone += (start for sign, start in opened if sign in _TOLD_ALONE and start not in met)
    yield from ((start, met[start]) for _, start in opened if start in met)
    yield from _same(line)


def _last(opened: list[tuple[str, int]], opener: str) -> int:
    """The place of the last sign of a kind among those that are open; -1 where there is none."""
    return next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == opener), -1)


def _opens(line: str, sign: str, at: int) -> bool:
    """True for a sign that opens: not the bracket of a link, the mouth of a face, or an apostrophe."""
    if sign == "<":
        return _HAN.match(line, at + 1) is not None
    if sign == "(":
        return line[at - 1 : at] != "]" and not (_SMILE.search(line[:at]) and not line[at + 1 : at + 2].strip())
    return sign != "‘" or _HAN.match(line, at + 1) is not None


def _closes(line: str, opened: tuple[str, int], at: int) -> bool:
    """True for a sign that can only close what another kind opened: no number of a list, no apostrophe, no inches."""
    opener, start = opened
    sign, within = line[at], line[start + 1 : at]
    if not within.strip() or len(within) > _LONGEST:
        return False
    if sign == '"':
        return opener == "“" and not within[-1:].isdigit() and line.count('"', start) == 1
    if sign in "’>":
        return (sign == "’" or opener in "《〈＜") and _HAN.search(within[-1:]) is not None
    if ({sign, opener} <= _OF_SPAN and _SPAN.fullmatch(within)) or ({sign, opener} <= _OF_YEAR and _YEAR.fullmatch(within)):
        return False
    return not (sign in ")）" and (_NUMBERED.search(line, 0, at) or _SMILE.search(within)))


def _is_span(line: str, opened: tuple[str, int], at: int) -> bool:
    """True for the two ends of a span of numbers, of which one is left out: a pair as they are."""
    return {opened[0], line[at]} <= _OF_SPAN and _SPAN.fullmatch(line, opened[1] + 1, at) is not None


def _same(line: str) -> Iterator[tuple[int, int]]:
    """Two quotation marks that are the same, “so“ or ”so”, in a line that has none of the other kind."""
    for sign, other in (("“", "”"), ("”", "“")):
        if line.count(sign) > 1 and other not in line and '"' not in line:
            start = line.index(sign)
            end = line.index(sign, start + 1)
            within = line[start + 1 : end]
            measured = line[start - 1 : start].isdigit() or line[end - 1].isdigit()
            if 0 < len(within.strip()) == len(within) <= _QUOTED and not measured and not _END.search(line, 0, start):
                yield start, end
