"""A rule on sums that a sentence gives with all that they are made of: 市级120万元、自筹70万元，合计190万元.

Told only where every part is there in the same unit, and nothing is told of what is about, or more than, a number. What is
said to be within a sum (其中, including) may leave a part out, or name one twice by other marks, and is let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

TEXT_SUM = "text-sum-wrong"
_SHOWN = 40
_UNIT = r"(?:万元|亿元|元|万吨|吨|公里|千米|亩|平方米|人|户|家|件|个|项|起|宗|台|座|所|名)"
_PART = rf"[一-龥（）“”]{{1,16}}? ?\d[\d.]* ?{_UNIT}"
_BEFORE = late(
    rf"(?P<parts>{_PART}(?:[、，；和及]{{1,2}}{_PART}){{1,8}})[，、；]?(?:共计|合计|总计) ?"
    rf"(?P<sum>\d[\d.]*) ?(?P<unit>{_UNIT})"
)
_AMOUNT = late(rf"(?P<number>\d[\d.]*) ?(?P<unit>{_UNIT})")
_ABOUT = late(r"其中|约|近|余|多|超过|以上|不足|左右|分别|其余|比|增|减|降|每|人均|平均|占|较|倍")
_VOTES = late(
    r"(?:赞成|同意)(?:票)? ?(?P<for>\d+) ?[票人][、，；](?:反对|不同意)(?:票)? ?(?P<against>\d+) ?[票人]"
    r"(?:[、，；]弃权(?:票)? ?(?P<none>\d+) ?[票人])?[，；、]?(?:共计?|总计|合计|有效票) ?(?P<sum>\d+) ?[票人]"
    r"|\b(?P<ayes>\d+) (?:votes )?(?:for|in favour)(?:,| and) (?P<noes>\d+) (?:votes )?against(?:(?:,| and) "
    r"(?P<others>\d+) abstain\w+)?, (?P<all>\d+) in all\b"
)
_ENGLISH = late(
    r"(?P<sum>[£$€]\d[\d,]*(?:\.\d\d)?) in (?:total|all): (?P<parts>[£$€]\d[\d,]*(?:\.\d\d)?[^.;£$€\n\d]{1,40}"
    r"(?:[£$€]\d[\d,]*(?:\.\d\d)?[^.;£$€\n\d]{1,40}){1,8})(?:\.|\n|\Z)"
)
_MONEY = late(r"[£$€]\d[\d,]*(?:\.\d\d)?")
_LEAST = 2


@finder("合计", "共计", "总计")
def _sums(text: Text) -> Iterator[Problem]:
    """The problems of sums in the sentences of a text that their parts do not make."""
    yield from (problem for match in _BEFORE.finditer(text.body) if (problem := _chinese(match, text.spot)))


@finder("反对", " against")
def _votes(text: Text) -> Iterator[Problem]:
    """The problems of votes that those for, against and neither do not make."""
    for match in _VOTES.finditer(text.body):
        votes = sum(int(found) for found in match.group("for", "against", "none", "ayes", "noes", "others") if found)
        if votes != int(match["sum"] or match["all"]):
            yield _problem(match, match["sum"] or match["all"], str(votes), text.spot)


@finder(" in total: ", " in all: ")
def _in_english(text: Text) -> Iterator[Problem]:
    """The problems of sums of money in English that their parts do not make."""
    for match in _ENGLISH.finditer(text.body):
        parts = [_money(found[0]) for found in _MONEY.finditer(match["parts"])]
        if len(parts) >= _LEAST and sum(parts) != _money(match["sum"]):
            yield _problem(match, match["sum"], f"{match['sum'][0]}{sum(parts):,}", text.spot)


def _chinese(match: re.Match[str], spot: Spot) -> Problem | None:
    """The problem of a sum that no parts before it make, from whichever on; None too where they are in other units."""
    amounts = list(_AMOUNT.finditer(match["parts"]))
    numbers = [one["number"] for one in amounts]
    if _ABOUT.search(match[0]) or any(one["unit"] != match["unit"] for one in amounts):
        return None
    if any(number.count(".") > 1 or number.endswith(".") for number in (*numbers, match["sum"])):
        return None
    # What stands first may be of another year.
    made = [sum(map(Decimal, numbers[first:]), Decimal(0)) for first in range(len(numbers) - 1)]
    if Decimal(match["sum"]) in made:
        return None
    return _problem(match, f"{match['sum']}{match['unit']}", f"{made[0]}{match['unit']}", spot)


def _money(written: str) -> Decimal:
    return Decimal(written[1:].replace(",", ""))


def _problem(match: re.Match[str], said: str, made: str, spot: Spot) -> Problem:
    values = {"text": excerpt(match[0], _SHOWN), "said": said, "sum": made}
    return Problem(TEXT_SUM, replace(spot, needle=match[0]), values, Severity.WARNING)


FINDERS = (_sums, _votes, _in_english)
