"""A rule on sums that a sentence gives with all that they are made of: 市级120万元、自筹70万元，合计190万元.

Told only where every part is there in the same unit, and nothing is told of what is about, or more than, a number. What is
said to be within a sum (其中, including) may leave a part out, or name one twice by other marks, and is let be; but listed
parts of money are never more than the whole, and what is so and what is not (合格, 不合格) are all of it.
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
_CAST = ("for", "against", "none", "yes", "no", "neither", "ayes", "noes", "others")
_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# Found by the word, and read to both sides; money, and what is in classes, is never in two parts at once.
_HEAD = late(rf"(?<![\d.,])(?P<sum>{_N}) ?(?P<unit>[万亿]?元|[名人个家件户条])[，,（(]\Z")
_WITHIN = late("(?:其中|包括)(?<=[元名人个家件户条][，,（(]..)")
# Where ``@`` stands, the unit of the whole is to be; where ``&`` does, what is so.
_PART_OF = rf"[一-龥“”]{{1,14}}? ?{_N} ?@"
_CLASS_OF = r"[一-龥]{1,6}(?P=class) ?\d+ ?@"
_LISTED = rf"[:：]?(?:[一-龥]{{1,6}}(?P<class>[类级]) ?\d+ ?@(?:、{_CLASS_OF})+|{_PART_OF}(?:、{_PART_OF})+)"
_NOT_SO = late(
    rf"[、，；](?:[不非未]|尚未)(?P<what>[一-龥]{{2,4}}) ?(?P<number>{_N}) ?(?P<unit>[一-龥]{{1,3}}?)(?=[，。；、）)\n]|\Z)"
)
_SO = (
    rf"(?<![\d.,])(?P<sum>{_N}) ?@[，,](?:[^。；\n]{{0,24}}?[，,]?其中[:：]?)?(?<=[，,：:中])&"
    rf" ?(?P<number>{_N}) ?@\Z"
)
_FURTHER = r"[^。；\n]{0,12}?\d[\d.,]* ?@"
_VOTES = late(
    r"(?:赞成|同意)(?:票)? ?(?P<for>\d+) ?[票人][、，；](?:反对|不同意)(?:票)? ?(?P<against>\d+) ?[票人]"
    r"(?:[、，；]弃权(?:票)? ?(?P<none>\d+) ?[票人])?[，；、]?(?:共计?|总计|合计|有效票) ?(?P<sum>\d+) ?[票人]"
    r"|实到[^，。；\d\n]{0,8}(?P<present>\d+) ?[人名票][，,；]{1,2}(?:投票)?(?:赞成|同意)(?:票)? ?(?P<yes>\d+) ?[票人名][、，；]"
    r"(?:反对|不同意)(?:票)? ?(?P<no>\d+) ?[票人名](?:[、，；]弃权(?:票)? ?(?P<neither>\d+) ?[票人名])?"
    r"|\b(?P<ayes>\d+) (?:votes )?(?:for|in favour)(?:,| and) (?P<noes>\d+) (?:votes )?against(?:(?:,| and) "
    r"(?P<others>\d+) abstain\w+)?, (?P<all>\d+) in all\b"
)
_ENGLISH = late(
    r"(?P<sum>[£$€]\d[\d,]*(?:\.\d\d)?) in (?:total|all): (?P<parts>[£$€]\d[\d,]*(?:\.\d\d)?[^.;£$€\n\d]{1,40}"
    r"(?:[£$€]\d[\d,]*(?:\.\d\d)?[^.;£$€\n\d]{1,40}){1,8})(?:\.|\n|\Z)"
)
_MONEY = late(r"[£$€]\d[\d,]*(?:\.\d\d)?")
_LEAST, _NEAR, _FAR = 2, 24, 80
_OF_UNIT = late(r"(\d[\d.,]*) ?[一-龥]")
_RATE = late(r"[每均价最/]|标准")  # one of which each is another
_SOME = late(r"约|近|余|多|超过|以上|不足|左右|分别|比|增|减|降|每|人均|平均|占|较|倍|另|上年|同期")


@finder("合计", "共计", "总计")
def _sums(text: Text) -> Iterator[Problem]:
    """The problems of sums in the sentences of a text that their parts do not make."""
    yield from (problem for match in _BEFORE.finditer(text.body) if (problem := _chinese(match, text.spot)))


@finder(*(f"{unit}{mark}{word}" for unit in "元名人个家件户条" for mark in "，,（(" for word in ("其中", "包括")))
def _within(text: Text) -> Iterator[Problem]:
    """The problems of parts that are more than the whole they are listed in."""
    for word in _WITHIN.finditer(text.plain):
        head = _HEAD.search(text.plain, max(0, word.start() - _NEAR), word.start())
        if head is None:
            continue
        unit = head["unit"]
        listed = re.compile(_LISTED.replace("@", unit)).match(text.plain, word.end())
        before = text.plain[max(text.plain.rfind(mark, 0, head.start()) for mark in "。；\n") + 1 : head.start()]
        if listed is None or (not listed["class"] and not unit.endswith("元")) or _RATE.search(before):
            continue
        made = sum((_number(one[1]) for one in _OF_UNIT.finditer(listed[0])), Decimal(0))
        if made > _number(head["sum"]) and not _SOME.search(listed[0]):
            yield _told(text, head.start(), listed.end(), f"{head['sum']}{unit}", f"{made}{unit}")


@finder(*(f"{mark}{no}" for mark in "、，；" for no in ("不", "非", "未", "尚未")))
def _so_and_not(text: Text) -> Iterator[Problem]:
    """The problems of a whole that is not what is so in it and what is not: 156批次，合格154批次，不合格3批次."""
    for match in _NOT_SO.finditer(text.plain):
        unit, start = match["unit"], max(0, match.start() - _FAR)
        so = re.compile(_SO.replace("@", unit).replace("&", match["what"])).search(text.plain, start, match.start())
        if so is None or _SOME.search(match["what"]) or re.compile(_FURTHER.replace("@", unit)).match(text.plain, match.end()):
            continue
        made = _number(so["number"]) + _number(match["number"])
        if made != _number(so["sum"]):
            yield _told(text, so.start(), match.end(), f"{so['sum']}{unit}", f"{made}{unit}")


@finder("反对", " against")
def _votes(text: Text) -> Iterator[Problem]:
    """The problems of votes that those for, against and neither do not make."""
    for match in _VOTES.finditer(text.body):
        votes = sum(int(found) for found in match.group(*_CAST) if found)
        said = match["sum"] or match["all"] or match["present"]
        # Not all who are there need vote.
        if votes > int(said) or (votes < int(said) and not match["present"]):
            yield _problem(match, said, str(votes), text.spot)


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


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _money(written: str) -> Decimal:
    return Decimal(written[1:].replace(",", ""))


def _problem(match: re.Match[str], said: str, made: str, spot: Spot) -> Problem:
    values = {"text": excerpt(match[0], _SHOWN), "said": said, "sum": made}
    return Problem(TEXT_SUM, replace(spot, needle=match[0]), values, Severity.WARNING)


def _told(text: Text, start: int, end: int, said: str, made: str) -> Problem:
    values = {"text": excerpt(text.plain[start:end], _SHOWN), "said": said, "sum": made}
    return Problem(TEXT_SUM, text.at(start, end), values, Severity.WARNING)


FINDERS = (_sums, _within, _so_and_not, _votes, _in_english)
