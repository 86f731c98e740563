"""Telephone numbers as people write them, and the one that a telephone would dial."""

from __future__ import annotations

import re
import unicodedata

from generator.late import late

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# Figures with what stands between those of one number; a bracket holds an area, or the 0 that is left out from abroad.
_GROUP = r"(?:\(\d{1,6}\)|\d+)"
_NUMBER = late(
    rf"(?:\+ ?)?{_GROUP}(?:(?:[-.]|(?:(?<=\b0\d\d)|(?<=\b0\d{{3}})|(?<=\b0\d{{4}}))/(?=\d{{4}})| ?(?=\()|(?<=\)) ?| +)?{_GROUP})*"
)
# What follows a number and belongs to it.
_EXTENSION = late(r"[\s,;(-]*(?:extension|extn?\b\.?|x|转接?|分机号?|内线|#)[\s.:]*(\d{1,7})", re.IGNORECASE)
# What makes a last group the beginning of something else: an hour, a room, a day.
_OTHER = late(r"(?::\d|\s?(?:[ap]\.?m\b|to\b|h\b|[点时日月号楼室]))", re.IGNORECASE)
_CHINESE = late(r"(0\d{2,3}-\d{7,8})-(\d{1,5})")  # area, number, extension
_WHOLE, _SHORT, _LEAST = 7, 5, 3  # figures of a number without its area, of a hot line, of any
_MOST = 15  # figures of any number (ITU-T E.164)
_ABROAD = late(r"^00(?=[1-9])")  # dialled where others write +
_KEEPS_NOUGHT = "39"  # Italy, where the 0 of an area is dialled from abroad too


def dialled(text: str) -> str:
    """The first telephone number of a text as a telephone dials it (RFC 3966), with its extension; nothing if none is clear."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    found = [(match, _figures(match[0], plain[match.end() :])) for match in _NUMBER.finditer(plain)]
    whole = plain.strip().isdecimal()
    for least in (_WHOLE, _SHORT) if not whole else (_LEAST,):
        for match, (number, extension) in found:
            figures = sum(sign.isdecimal() for sign in number)
            if least <= figures <= _MOST:
                after = _EXTENSION.match(plain, match.end())
                inner = extension or (after[1] if after else "")
                return number + (f";ext={inner}" if inner else "")
            if figures > _MOST:
                return ""
    return ""


def _figures(written: str, after: str) -> tuple[str, str]:
    """The figures of a number as it is written, without those of another behind it; and its extension where it is joined on."""
    if chinese := _CHINESE.fullmatch(written):
        return chinese[1].replace("-", ""), chinese[2]
    pieces = [piece for piece in re.split(r" +(?!\()(?<!\) )", written) if re.search(r"\d", piece)]
    if len(pieces) > 1 and _OTHER.match(after):
        pieces.pop()
    pieces[:1] = [_ABROAD.sub("+", piece) for piece in pieces[:1]]
    abroad = written.startswith("+") or pieces[0].startswith("+")
    kept: list[str] = []
    for piece in pieces:
        last, total = _count(kept[-1]) if kept else 0, sum(map(_count, kept))
        if last >= _WHOLE + 2 * abroad or (not abroad and total >= _WHOLE and (piece == kept[0] or _count(piece) >= _WHOLE)):
            break
        kept.append(piece)
    return _without_trunk(" ".join(kept)) if abroad else re.sub(r"\D", "", " ".join(kept)), ""


def _count(piece: str) -> int:
    return sum(map(str.isdecimal, piece))


def _without_trunk(number: str) -> str:
    """A number with its country without the 0 that stands before an area at home."""
    groups = re.findall(r"\d+", number)
    if len(groups) > 1 and groups[1].startswith("0") and groups[0] != _KEEPS_NOUGHT:
        groups[1] = groups[1][1:]
    return "+" + "".join(groups)
