"""A rule on a share of a hundred that stands beside what it is of: 55 of 103 are women (53.4%), 其中男生1,687人，占53.69%.

In English the whole is written with its part, or at the head of the sentence (Of 412 employees, …). In Chinese it stands
before the list, and is known by the other parts: told is the one share that does not fit where the rest fit one whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.check.text.growth import OTHER_SHARE
from generator.late import late
from generator.problems import Problem, Severity
from generator.text import excerpt

_SHOWN = 60
_N = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d+)?"
_P = r"(?P<share>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)"
_BESIDE = late(
    rf"(?<![\d.,£$€₹])(?P<part>{_N}) (?:out )?of (?:the |our |these |those |all )?(?P<whole>{_N})(?![\d.,]*[%:/])(?! ?(?:%|per))"
    rf"[^.;:()%\d\n|]{{0,40}}\({_P}\)"
    rf"|(?<![\d.,]){_P.replace('share', 'share_first')} of [^.;:()%\d\n|]{{1,40}}"
    rf"\((?P<its>{_N}) (?:out )?of (?:the )?(?P<all>{_N})\)"
)
_OF_ALL = late(
    r"(?:^|(?<=[.] ))Of (?:the |our |these |those |all )?(?P<whole>\d[\d,]*) [^.;:()%\d\n|]{1,50},"
    r" (?P<rest>[^.;:\n|]*(?:\.\d[^.;:\n|]*)*)",
    re.MULTILINE,
)
_EACH = late(rf"(?<![\d.,£$€₹])(?P<part>\d[\d,]*) ?(?:[a-z][a-z -]{{0,40}}?)?\({_P}\)")
_PARTS_OF_PARTS = late(r"\b(?:of (?:whom|which|these|those|them)|including|rate|than|was|up|down)\b")
_ABOUT = late(r"\b(?:about|around|nearly|almost|over|under|some|up|down|than|rise|fall|increase|decrease)\b")
_LISTED = late(rf"(?P<part>{_N}) ?(?P<unit>[万亿]?[一-龥]{{1,2}}?)[，,（(]占比?(?:为)?(?P<share>\d{{1,2}}\.\d+) ?[%％]")
_COUNTED = late(rf"(?<![\d.,第]){_N}")
_FEWEST = 2


@finder(" of ", also=("%)", "cent)", "% of", "cent of"))
def _beside(text: Text) -> Iterator[Problem]:
    """The problems of shares that a part beside its whole does not make."""
    for match in _BESIDE.finditer(text.plain):
        part, whole = match["part"] or match["its"], match["whole"] or match["all"]
        share = match["share"] or match["share_first"]
        if not _ABOUT.search(match[0]) and not _fits(part, whole, share):
            yield _problem(text, match.span(), match[0], share, _value(part) / _value(whole))


@finder("Of ", also=("%)", "cent)"))
def _of_all(text: Text) -> Iterator[Problem]:
    """The problems of shares of a whole that is at the head of their sentence."""
    for match in _OF_ALL.finditer(text.plain):
        if _PARTS_OF_PARTS.search(match["rest"]):
            continue
        for one in _EACH.finditer(text.plain, match.start("rest"), match.end("rest")):
            if not _ABOUT.search(one[0]) and not _fits(one["part"], match["whole"], one["share"]):
                yield _problem(text, one.span(), one[0], one["share"], _value(one["part"]) / _value(match["whole"]))


@finder("占", also=("%", "％"))
def _listed(text: Text) -> Iterator[Problem]:
    """The problems of the one share of a list that is not of the whole that all others are of."""
    start = 0
    for line in text.plain.split("\n"):
        if "占" in line and "|" not in line:
            yield from _in_line(text, line, start)
        start += len(line) + 1


def _in_line(text: Text, line: str, start: int) -> Iterator[Problem]:
    """The problem of a paragraph in whose list one share is not of the whole that the others are of."""
    parts = list(_LISTED.finditer(line))
    unit = parts[0]["unit"] if parts else ""
    if len(parts) < _FEWEST or any(one["unit"] != unit for one in parts):
        return
    wholes = [one[0] for one in _COUNTED.finditer(line, 0, parts[0].start()) if line.startswith(unit, one.end())]
    misfits = {whole: [one for one in parts if not _fits(one["part"], whole, one["share"])] for whole in wholes if _value(whole)}
    best = min(misfits, key=lambda whole: len(misfits[whole]), default="")
    if best and len(misfits[best]) == 1 and len(wholes) <= _FEWEST:
        one = misfits[best][0]
        yield _problem(text, (start + one.start(), start + one.end()), one[0], one["share"], _value(one["part"]) / _value(best))


def _fits(part: str, whole: str, share: str) -> bool:
    """True if a part is that share of a whole, up or down to its last figure."""
    if not _value(whole) or _value(part) > _value(whole):
        return True
    right = _value(part) / _value(whole) * 100
    return abs(right - Decimal(share)) <= Decimal("1.01").scaleb(-len(share.partition(".")[2]))


def _value(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _problem(text: Text, span: tuple[int, int], written: str, share: str, right: Decimal) -> Problem:
    decimals = len(share.partition(".")[2])
    values = {"text": excerpt(written, _SHOWN), "said": f"{share}%", "expected": f"{right * 100:.{decimals}f}%"}
    return Problem(OTHER_SHARE, text.at(*span), values, Severity.WARNING)


FINDERS = (_beside, _of_all, _listed)
