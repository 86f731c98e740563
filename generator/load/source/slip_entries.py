"""Several entries of a list that are written as one: by their numbers, by arrows, or by the marks between them.

A comma may be a sign of one entry as well: inside brackets and quotes, in a sentence, before a word that goes on with it,
between words that share their head. Such a text is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.late import late

_NUMBER = late(r"(?:(?:^|(?<=[\s；;。，,、]))(?:\d{1,2}[.．、)）](?!\d)|[（(]\d{1,2}[）)])|[①-⑳])\s*")
_ARROW = late(r"\s*(?:[→➔➜⇒]|-+>|=>|—+>)\s*")
_ENDS = " \t\u3000；;。，,、"
_OPENING, _CLOSING = "《〈（(【[［〔“‘「『", "》〉）)】]］〕”’」』"
# From the one that parts most to the one that parts least; a comma between figures is part of a number.
_MARKS = ("；;", "，,", "、")
_THOUSANDS = late(r"(?<=\d),(?=\d{3})")
# What a piece begins with that goes on with the one before it, and what is said of it only together with that.
_GOES_ON = late(
    r"[并且但或及和与其该这那应须需不可由经按如若则以因对为向在至等]|(?:and|or|but|with|who|which|that|then|not)\b", re.I
)
# The first of two clauses: when, where, or on what condition; and a measure, which is of what stands before it.
_CLAUSE = late(r"(?:在(?![校职编岗册])|[经对按凡如若除因由])|.*(?:内|后|前|时|起|之日|情况下|[为有是]下列)$")
_MEASURE = late(r"不(?:少|低|小|多|高|大|超)[于过]|以上|以下|以内")
_BRACKETS = late(r"[（(][^（）()]*[）)]")
_SENTENCE = late(r"[。！？!?]|[：:]\s*$|[：:](?!\S*[：:])")
_SHORT = late(r"[\w（）()“”·％%＋+／/-]{2,10}")
_WORDS = late(r"[A-Z\d][\w.'’&()/-]*(?: [\w.'’&()/-]+){0,4}")


# What papers are called by: of such each is a thing of its own, and not a part of one (活动名称、时间、地点).
_PAPER = late(r".*(?:证|簿|本|书|表|件|照|单|证明|合同|报告|材料|协议|图|册|票|函|申请|片|信|卡|据|文|案|章程|决议|名单|清单)")


def entries_within(text: str, *, named: bool = False, in_brackets: bool = False) -> list[str]:
    """The entries of a text that has several; else nothing. ``named`` where the entries are names to choose from.

    Who puts brackets about them knows how entries are parted: 、 is then a sign of one (活动名称、时间、地点),
    but between papers.
    """
    pieces = _NUMBER.split(text) if _NUMBER.match(text) else _ARROW.split(text)
    entries = [entry for piece in pieces if (entry := piece.strip(_ENDS))]
    if len(entries) > 1 or not in_brackets:
        return entries if len(entries) > 1 else _between_marks(text, _MARKS, named=named)
    papers = _between_marks(text, _MARKS, named=named)
    return papers if papers and all(map(_PAPER.fullmatch, papers)) else _between_marks(text, _MARKS[:2], named=named)


def _between_marks(text: str, parting: Sequence[str], *, named: bool) -> list[str]:
    """The entries of a text between marks that part nothing but entries; else nothing."""
    if not any(mark in text for marks in parting for mark in marks):
        return []
    for marks in parting:
        pieces = [piece.strip(_ENDS) for piece in _split(_THOUSANDS.sub("\0", text), marks)]
        pieces = [piece.replace("\0", ",") for piece in pieces if piece]
        if len(pieces) > 1:
            if text.rstrip().endswith("。") and "；" not in marks:  # who closes a sentence has written one
                return []
            return pieces if _are_entries(pieces, marks, named=named) else []
    return []


def _split(text: str, marks: str) -> list[str]:
    """The pieces of a text between some marks that stand in no brackets and no quotes."""
    pieces, depth = [""], 0
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING and depth > 0)
        if sign in marks and not depth:
            pieces.append("")
        else:
            pieces[-1] += sign
    return pieces


def _are_entries(pieces: Sequence[str], marks: str, *, named: bool) -> bool:
    """True if pieces are things of one kind, each of which stands for itself."""
    first, *rest = pieces
    if any(_GOES_ON.match(piece) for piece in rest):
        return False
    if all(piece.startswith("《") for piece in pieces):  # laws, each with its articles
        return True
    if first.isascii() or ("," in marks and all(piece.isascii() for piece in pieces)):
        alike = len({piece.partition(" ")[0] for piece in pieces}) == 1
        single = len(pieces) > 2 and not any(" " in piece for piece in pieces)
        return (alike or single or named or ";" in marks) and all(_WORDS.fullmatch(piece) for piece in pieces)
    if "；" in marks:
        # Where there are colons, each has a name of its own before it: 受理责任：…；审查责任：…
        return not any(_SENTENCE.search(piece) for piece in pieces) or all("：" in piece for piece in pieces)
    bare = [_BRACKETS.sub("", piece) for piece in pieces]
    return _are_short(bare) and (named or "，" in marks or not _share_a_head(bare))


def _are_short(pieces: Sequence[str]) -> bool:
    """True for words and short clauses that are no piece of a sentence: no condition first, no measure of what stood before."""
    first, *rest = pieces
    whole = all(_SHORT.fullmatch(piece) for piece in pieces) and not any(_SENTENCE.search(piece) for piece in pieces)
    # With 的 the last closes them all: 不履行职责，造成严重后果的.
    closed = len({piece.endswith("的") for piece in pieces}) > 1
    return whole and not closed and not _CLAUSE.match(first) and not any(map(_MEASURE.search, rest))


def _share_a_head(pieces: Sequence[str]) -> bool:
    """True for pieces of one name that share its last words (食品、药品经营许可证) or its first (身份证原件、复印件)."""
    first, *_, last = pieces
    return len(last) > 2 * max(map(len, pieces[:-1])) or (first[-1] == last[-1] and len(first) > len(last))
