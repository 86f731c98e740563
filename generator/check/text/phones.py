"""Phones typed in a page are held against those of the catalog: a number that changes is then changed in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.text.personal import dialled
from generator.check.text.phones_abroad import find_other_phones
from generator.late import late
from generator.markdown import without_remarks
from generator.model.catalog import Catalog
from generator.model.page import Page
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot

PHONE_OTHER = "phone-other"

# With its area code, or without one behind the word for it. Short numbers and those of 400 are hotlines, mobile ones private.
_LOCAL = r"[2-9]\d{2,3}[-—－ ]?\d{4}(?!\d)(?:转\d{1,5}(?!\d))?"
_PHONE = late(
    r"(?<![\d-])0\d{2,3}[-—－ ]?[2-9]\d{6,7}(?!\d)(?:[-转]\d{1,5}(?!\d))?"
    r"|(?:电话|传真|座机|热线|总机|值班室)(?:号码?)?[ \u3000]?[：:为是]?[ \u3000]?"
    rf"(?P<local>{_LOCAL}(?:[ \u3000]?[、/／，,；;或][ \u3000]?{_LOCAL})*)"
)
_ONE = late(_LOCAL)
_HAN = late("[一-龥]")
_DIGITS = late(r"\D")
# How another body is called. Of what ends so, our own names are no other body.
_OTHER = late(
    r"[一-龥]{2,}(?:局|厅|委|委员会|政府|法院|检察院|中心|医院|公司|大厅|窗口|平台|热线|学校|大学|银行|协会|学会|部门|机关|机构|站|所|院|馆|处|组)"
)
_OURSELVES = late(
    r"(?:政府)?(?:信息)?(?:公开)?(?:工作|受理|承办|接收)(?:机构|单位)|公开机构|本[机平单][关台位]|[我本][局厅委办院校站所]"
)
_OUR_FACT = late(r"\{\{ ?(?:office|offices\.[\w-]+|publisher)\.(?:name|short_name) ?\}\}")
_LABEL_OF_OURS = late(r"[一-龥]{2,8}[：:为是] ?、")
_HEADING = late(r"\n(?=#{1,6}[ \t])")
# Characters before a number in which the name of whose it is may stand, and after it.
_BEFORE, _AFTER = 120, 30


@rule(PHONE_OTHER, severity=Severity.NOTICE)
def check_phones(pages: tuple[Page, ...], catalog: Catalog) -> Iterator[Problem]:
    """Each phone in a page and in the introduction is one of the catalog's, or that of another body that is named beside it."""
    known = _known(catalog)
    if not known:
        return
    find = _find_chinese if _HAN.search(catalog.publisher.name) else _find_english
    office = catalog.offices[0]
    texts = [(page.body, page.body_spot) for page in pages]
    for text, spot in (*texts, (catalog.introduction, Spot(CATALOG).at("introduction"))):
        for start, number in find(without_remarks(text), known, catalog):
            values = {"value": number, "known": office.phone, "name": office.name}
            yield Problem(PHONE_OTHER, spot.within(text, start, start + len(number)), values)


def _find_chinese(text: str, known: frozenset[str], catalog: Catalog) -> Iterator[tuple[int, str]]:
    """The numbers of a text, each with its place, that are none of those ``known``, nor another body's."""
    for start, number in _numbers(text):
        digits = _DIGITS.sub("", re.split("转", number)[0])
        ours = any(one.endswith(digits) or digits.startswith(one) for one in known)
        if not ours and not is_of_another(text, start, start + len(number), catalog):
            yield start, number


def _find_english(text: str, known: frozenset[str], catalog: Catalog) -> Iterator[tuple[int, str]]:
    own = [*_own_names(catalog), catalog.publisher.short_name.removeprefix("the ")]
    numbers = frozenset(dialled(one) for one in known)
    first: dict[str, int] = {}
    for start, number in find_other_phones(text, numbers, own):
        first.setdefault(number, start)
    yield from ((start, number) for number, start in first.items())


def _numbers(text: str) -> Iterator[tuple[int, str]]:
    """Each number of a text, with its place: several behind one word are several."""
    for match in _PHONE.finditer(text):
        if match["local"] is None:
            yield match.start(), match[0]
        else:
            yield from ((match.start("local") + one.start(), one[0]) for one in _ONE.finditer(match["local"]))


def _known(catalog: Catalog) -> frozenset[str]:
    """The digits of every number that a catalog states; none where its first office has no phone to compare with."""
    if not catalog.offices or not catalog.offices[0].phone:
        return frozenset()
    stated = [number for office in catalog.offices for number in (office.phone, office.fax)]
    stated += [department.phone for department in catalog.departments]
    stated += [channel.address for channel in catalog.channels if channel.by in ("phone", "fax")]
    parts = (part for number in stated for part in re.split(r"[,，、;；/转]|(?<=\d{7}) (?=\d)|\bor\b|\bext\b|\bx(?=\d)", number))
    return frozenset(digits for part in parts if len(digits := _DIGITS.sub("", part)) >= 7)


def _own_names(catalog: Catalog) -> list[str]:
    """The names of the body, of its offices and of its departments."""
    return [*catalog.publisher.all_names, *(office.name for office in catalog.offices), *(d.name for d in catalog.departments)]


def is_of_another(text: str, start: int, end: int, catalog: Catalog) -> bool:
    """True where a number is named as that of another body: in its section, shortly before it or in brackets behind it."""
    beside = _HEADING.split(text[max(0, start - _BEFORE) : start])[-1] + text[end : end + _AFTER].split("\n", 1)[0]
    for name in sorted(filter(None, _own_names(catalog)), key=len, reverse=True):
        beside = beside.replace(name, "、")
    # 受理机构：ours is no other body.
    beside = _LABEL_OF_OURS.sub("、", _OUR_FACT.sub("、", beside))
    return _OTHER.search(_OURSELVES.sub("、", beside)) is not None
