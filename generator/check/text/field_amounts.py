"""A rule on an amount that a text gives of its own item, against the field of the item's kind that has the same.

It is told only where one amount stands behind the name of the field and is not its value. Amounts of other years, parts, limits
and what is about a number are let be, and so are several behind one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from generator.check.rule import rule
from generator.check.text.finder import Text, finder
from generator.late import late
from generator.model.item import Item
from generator.model.kind_tables import number_of
from generator.model.profile import Profile
from generator.problems import Problem, Severity

AMOUNT_OTHER = "amount-other"
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_CHINESE = late(rf"(?<![\d.,]){_NUMBER} ?(?P<unit>[万亿]?元)(?!/|每|[/／])")
_ENGLISH = late(
    rf"(?:[£$€₹]|\bRs\.?) ?{_NUMBER}"
    r"(?P<unit> ?(?:million|billion|thousand|lakhs?|crores?|m|bn|k)(?![A-Za-z]))?(?P<behind>[^.;\n]{0,30})"
)
_UNITS: Mapping[str, Decimal] = {
    "": Decimal(1),
    "元": Decimal(1),
    "万元": Decimal(10**4),
    "亿元": Decimal(10**8),
    "k": Decimal(10**3),
    "thousand": Decimal(10**3),
    "lakh": Decimal(10**5),
    "m": Decimal(10**6),
    "million": Decimal(10**6),
    "crore": Decimal(10**7),
    "bn": Decimal(10**9),
    "billion": Decimal(10**9),
}
_BACK = 24
# Between a name and its amount.
_LINK = r"(?:支出|金额|总[额价]|数额|款项?|合计|共计|总计|价款?|为|是|共|计|达到?|人民币|[：:￥¥（(大小写]| ){0,6}\Z"
_BRACKETS = late(r"[（(]([^（()）]*)[)）]")
_TAIL = late(r"(?:金额|总额|数额)\Z")
_ASIDE = late(
    r"上年|去年|上期|同期|预算|计划|概算|估算|其中|约|近|不超过|不低于|以上|以下|最[高低]|限价|增加|减少|比|原|调整|追加|每|单价|分别|至少|超过|另"
)
_YEAR = late(r"(?:19|20)\d\d(?=年|\b)")
_NAMES_ENGLISH = (
    r"(?:contract (?:value|price|sum)|(?:total|overall) (?:value|price|cost)|worth"
    r"|awarded[^£$€₹\n.]{0,40} (?:for|at)|valued at|let (?:for|at))"
)
_LINK_ENGLISH = r"(?: of the contract| of the award| allotted)?(?: (?:is|was|of|at|for|came to|comes to|totals?|totalled))?:? ?\Z"
_BACK_ENGLISH = 64
_ASIDE_ENGLISH = late(
    r"\b(?:sav\w+|up to|over|under|more than|less than|about|around|approximately|nearly|estimate\w*|budget\w*|previous\w*|last"
    r"|existing|former|old|first|second|lot|phase|maximum|minimum|threshold|between|per|each|annual\w*|monthly|original\w*|initial\w*|extra"
    r"|additional|further|increased?|reduced?)\b",
    re.IGNORECASE,
)
_BEHIND_ENGLISH = late(
    r" ?\(?(?:a|per|each|every|annually|exc\w*|ex|inc\w*|plus|before|after|or|to|and|–|-) ?\b|.*\bVAT\b", re.IGNORECASE
)


@finder()
def find_said_amounts(text: Text) -> Iterator[Problem]:
    """The amounts of a text of a kind with numbers, each with the words before it, for ``check_said_amounts`` to judge."""
    if not text.item.fields or not any(isinstance(value, str) and value[:1].isdigit() for value in text.item.fields.values()):
        return
    if "元" in text.plain:
        for match in _CHINESE.finditer(text.plain):
            before = re.split(r"[。；\n]", text.plain[max(0, match.start() - _BACK) : match.start()])[-1]
            yield _said(text, match, before)
    elif "£" in text.plain or "$" in text.plain or "€" in text.plain or "₹" in text.plain or "Rs" in text.plain:
        for match in _ENGLISH.finditer(text.plain):
            before = re.split(r"[;\n]|\. ", text.plain[max(0, match.start() - _BACK_ENGLISH) : match.start()])[-1]
            if not _BEHIND_ENGLISH.match(match["behind"]):
                yield _said(text, match, before)


def _said(text: Text, match: re.Match[str], before: str) -> Problem:
    unit = (match["unit"] or "").strip().removesuffix("s")
    values = {"before": before, "number": match["number"], "unit": unit}
    written = match[0].removesuffix(match["behind"]) if "behind" in match.re.groupindex else match[0]
    values["text"] = written
    return Problem(AMOUNT_OTHER, text.at(match.start(), match.start() + len(written)), values, Severity.WARNING)


@rule(AMOUNT_OTHER, severity=Severity.WARNING)
def check_said_amounts(
    text_findings: Mapping[str, tuple[Problem, ...]], items_by_id: Mapping[str, Item], profile: Profile
) -> Iterator[Problem]:
    """An amount that a text gives by the name of a field of its item is the value of that field."""
    money = {
        name: fields
        for name, kind in profile.kinds.items()
        if (fields := [(own, field.label) for own, field in kind.fields.items() if field.type == "money"])
    }
    for item_id, problems in text_findings.items() if money else ():
        item = items_by_id.get(item_id)
        fields = money.get(item.authored.kind, []) if item else []
        said = [problem for problem in problems if problem.code == AMOUNT_OTHER] if fields else []
        if item and said and not item.authored.withdrawn:
            for name, label in fields:
                if (value := number_of(item, name)) is not None:
                    yield from _differing(item, name, label, value, said, only=len(fields) == 1)


def _differing(item: Item, name: str, label: str, value: Decimal, said: Sequence[Problem], *, only: bool) -> Iterator[Problem]:
    """The problem of the one amount that is called as a field and is not its value."""
    unit = next((word for word in _BRACKETS.findall(label) if word in _UNITS), "")
    named, aside = _named(label, only=only), _ASIDE if not label.isascii() else _ASIDE_ENGLISH
    years = set(_YEAR.findall(item.authored.title))
    found: list[Problem] = []
    for problem in said:
        before = problem.values["before"]
        other_year = years and set(_YEAR.findall(before)) - years
        if (match := named.search(before)) and not other_year and not aside.search(before.replace(match[0], "")):
            found.append(problem)
    if len({(one.values["number"], one.values["unit"]) for one in found}) != 1:
        return
    written, own = found[0].values, value * _UNITS[unit]
    amount, size = Decimal(written["number"].replace(",", "")), _UNITS[written["unit"]]
    slack = max(
        Decimal("0.5").scaleb(-len(written["number"].partition(".")[2])) * size
        if size > 1 or "." not in written["number"]
        else 0,
        Decimal("0.005") * _UNITS[unit],
    )
    said_amount = amount * size
    # With a tax, or without one, an amount is another and the same.
    taxed = label.isascii() and any(
        said_amount * 100 == own * rate or own * 100 == said_amount * rate for rate in (105, 110, 118, 120)
    )
    if abs(said_amount - own) > slack and not taxed:
        values = {"text": written["text"], "label": label, "value": f"{value}", "field": name}
        yield replace(found[0], values=values)


@cache
def _named(label: str, *, only: bool) -> re.Pattern[str]:
    """The words by which a field is called at the end of what stands before an amount."""
    bare = _BRACKETS.sub("", label).strip()
    if label.isascii():
        words = [re.escape(bare.lower()), *([_NAMES_ENGLISH] if only else [])]
        return re.compile(rf"(?i)\b(?:{'|'.join(words)}){_LINK_ENGLISH}")
    # 中标（成交）价 is called by either; 罚款金额 also 罚款.
    names = {bare, _TAIL.sub("", bare)}
    for inside in _BRACKETS.findall(label):
        if inside not in _UNITS:
            before = label[: label.index(inside) - 1]
            names.add(bare.replace(before, inside) if before and before in bare else inside)
    names |= {name.removesuffix("价") for name in names if name.endswith("价") and len(name) > 2}
    names |= {re.sub("[“”]", "", name) for name in names}
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 1)
    # 基本支出合计 is another sum than 支出合计.
    return re.compile(f"(?:\\A|(?<=[^一-龥])|(?<=[年度处以并被的共算位]))(?:{known}){_LINK}")
