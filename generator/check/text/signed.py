"""Rules on who signs a text, and when: the last lines of a document name the body that made it, and the day.

GB/T 9704-2012, 7.3.5: the name of the body, and below it the day on which the document was made. Nothing is told where a text
may have been made by somebody else in all openness: what is passed on, signed by several of whom one is ours, or quoted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from generator.check.text.names import OTHER_NAME, find_signature
from generator.check.text.nearly_ours import NEARLY_OURS, find_nearly_ours
from generator.late import late
from generator.markdown import without_remarks
from generator.model.catalog import Catalog
from generator.model.item import Item
from generator.model.record import month_called
from generator.problems import Problem, Severity, Spot

OTHER_BODY, OTHER_DAY = "signature-other", "signature-day-other"
CODES = (OTHER_BODY, OTHER_DAY, NEARLY_OURS)
_TAIL = 600  # characters at the end of a text in which its last lines stand
_NEAR = 240  # of which the day, or the role of who signs, is in the last
_HEAD = 240  # characters of a text in which it says that it passes another on
_WITH_DAY = 24  # characters beside a name that alone signs
_MARKS = " \t\u3000*_\\"
_MOST_BELOW, _MOST_NAMES, _MOST_LINES = 4, 4, 24
# What stands below the day: to whom it goes, that it may be published, who answers questions.
_BELOW = late(
    r"[（(【\[]?(?:此件|本件|公开|联系|咨询|附件|附[:：]|抄[送报]|主送|主题词|信息公开|印发|校对|共印)"
    r"|.{2,30}办公室[ \u3000]*.{6,18}印发"
)
_FIGURES = r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"
_NUMERALS = (
    r"(?P<years>[一二][〇○零一二三四五六七八九]{3})年"
    r"(?P<months>[一二三四五六七八九十]{1,2})月(?P<days>[一二三四五六七八九十]{1,3})日"
)
_DAY = late(rf"(?:(?P<name>[一-龥]{{3,30}})(?:[（(][盖印]章[)）])?[ \u3000]+)?(?:{_FIGURES}|{_NUMERALS})")
_NAMES = late(r"[一-龥（）()]{3,30}(?:[ \u3000、]+[一-龥（）()]{3,30}){0,4}")
_BETWEEN = late(r"[ \u3000、]+")
# Offices of a government; groups that several of them are in, companies and associations are not asked.
_ORGAN = late(
    r"[一-龥]{3,24}(?:局|厅|人民政府|政府办公[室厅]|管委会"
    r"|(?:卫生健康|发展和?改革|国有资产监督管理|教育|科技|经济和信息化|城乡建设|交通运输|农业农村|民族宗教事务|城市管理|管理)委员会"
    r"|[省市县区州](?:卫健|发改|住建|国资|经信|农|教|科|交通)委)"
)
_GROUP = ("领导小组", "指挥部", "联席会议", "专班", "工作组", "工会", "党", "纪", "协会", "学会", "筹备", "机关服务", "评审")
_GOVERNMENT = ("人民政府", "政务", "管理委员会", "管委会", "办公厅", "政府办")
_PASSED_ON = ("转发", "转载", "翻印", "摘编", "附后")
_PLACE = late(r".{2,}?[省市县区州盟旗]")
_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}

_ENGLISH_DAY = late(
    r"(?:Dated?:? (?:this )?)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of |day of )?(?P<name>[A-Z][a-z]{2,8})"
    r"|(?P<first>[A-Z][a-z]{2,8}) (?P<number>\d{1,2})),? (?P<year>\d{4})\.?"
)
_ENGLISH_BODY = late(
    r"(?:[Tt]he )?(?P<name>(?:[A-Z][\w’'&-]*\.? (?:(?:of|and|for|the|&|on) ){0,2}){1,6}"
    r"(?:Council|Authority|Agency|Commission|Corporation|Board))\.?"
)
_ROLE = late(
    r"\b(?:Chief|Executive|Director|Clerk|Chair(?:man|woman|person)?|Secretary|Head of|Manager|Officer|Commissioner|President"
    r"|Mayor|Engineer|Registrar|Treasurer|Signed|on behalf of)\b"
)
_MAY_SIGN = late(r"Council\b|Authority\b|Agency\b|Commission\b|Corporation\b|Board\b")
_NO_SIGNATURE = (">", "|", "-", "*", "#", "+", "`")


def find_signed(catalog: Catalog, item: Item, body: str) -> Iterator[Problem]:
    """The problems of who signs a text: another body than the one that publishes it, or on another day than its fields say.

    And of whatever in it is ours but for one sign.
    """
    yield from find_nearly_ours(catalog, without_remarks(body), item.body_spot)
    if copied := find_signature(catalog, item, body):
        values = {"value": copied, "expected": catalog.publisher.name}
        yield Problem(OTHER_NAME, _last(item, body, copied), values, Severity.NOTICE)
        return
    signature = _read_signature(body)
    if signature is None:
        return
    names, day, written = signature
    authored = item.authored
    if day == authored.created and catalog.publisher.name in names:  # as in most
        return
    ours = [name for name in (*_own_names(catalog), authored.publisher) if name]
    signs = next((name for name in names if _is_own(name, ours, catalog)), "")
    if signs:
        if day and authored.created and day != authored.created and _is_signed_once(body, {*ours, *names}, signs):
            values = {"value": written, "date": authored.created.isoformat(), "said": day.isoformat()}
            yield Problem(OTHER_DAY, _last(item, body, written), values, Severity.NOTICE)
        return
    other = next(filter(_is_organ, names), "")
    passed_on = any(word in authored.title or word in body[:_HEAD] for word in _PASSED_ON)
    if other and not passed_on and other not in authored.title and not any(_lines_of(body, name) for name in ours):
        values = {"value": other, "expected": authored.publisher or catalog.publisher.name}
        yield Problem(OTHER_BODY, _last(item, body, other), values, Severity.NOTICE)


def _last(item: Item, body: str, written: str) -> Spot:
    """The last place where something is written, which is where a text is signed."""
    start = body.rfind(written)
    return item.body_spot.within(body, start, start + len(written)) if start >= 0 else replace(item.body_spot, needle=written)


def _is_signed_once(body: str, names: Collection[str], signs: str) -> bool:
    """False for a text with another in it, which is signed more than once."""
    return not any(_lines_of(body, name) > (name == signs) for name in names)


def _own_names(catalog: Catalog) -> tuple[str, ...]:
    """The names of the body, and of whatever belongs to it."""
    offices = (office.name for office in catalog.offices)
    bodies = (name for body in catalog.report_bodies for name in (body.name, body.short_name))
    return (*catalog.publisher.all_names, *offices, *(one.name for one in catalog.departments), *bodies)


def _is_own(name: str, ours: Collection[str], catalog: Catalog) -> bool:
    """True for a name of ours, long or short, of a part of us, and of any body of a place whose government we are."""
    publisher = catalog.publisher.name
    if any(name in own for own in ours) or any(own and own in name for own in catalog.publisher.all_names):
        return True
    place = _PLACE.match(publisher)
    if place is None:  # in English
        return name.endswith("Board") and name.split(maxsplit=1)[0] in publisher.split()
    # The same body, with its place written otherwise, is another rule's.
    kind = publisher[place.end() :]
    return name.endswith(kind) or (any(word in publisher for word in _GOVERNMENT) and name.startswith(place[0]))


def _is_organ(name: str) -> bool:
    if name.isascii():
        return True
    return _ORGAN.fullmatch(name) is not None and not any(word in name for word in _GROUP)


def _lines_of(body: str, name: str) -> int:
    """In how many lines of a text, but for what is quoted, a name stands alone or with a day."""
    if name not in body:
        return 0
    lines = (line.strip(_MARKS) for line in body.split("\n") if name in line)
    return sum(line.startswith(name) and len(line) < len(name) + _WITH_DAY for line in lines)


def _read_signature(body: str) -> tuple[list[str], dt.date | None, str] | None:
    """The names that sign a text, the day, and how that is written; None where nobody does."""
    tail = body[-_TAIL:].rstrip()
    if "日" in tail[-_NEAR:]:
        return _read_chinese(tail)
    if tail[-1:].isalnum() and tail[-1].isascii() and _MAY_SIGN.search(tail, max(0, len(tail) - _NEAR)):
        return _read_english(tail)
    return None


def _read_chinese(tail: str) -> tuple[list[str], dt.date | None, str] | None:
    """The names above the day that a text in Chinese ends with, as of ``_read_signature``."""
    lines = [line for line in (line.strip(_MARKS) for line in tail.rsplit("\n", _MOST_LINES)) if line]
    for _ in range(_MOST_BELOW):
        if lines and _BELOW.match(lines[-1]):
            lines.pop()
    match = _DAY.fullmatch(lines.pop()) if lines else None
    if match is None:
        return None
    names = [match["name"]] if match["name"] else []
    while lines and len(names) < _MOST_NAMES and _NAMES.fullmatch(lines[-1]):
        names[:0] = _BETWEEN.split(lines.pop())
    names = [re.sub(r"[（(][^（()）]*[)）]\Z", "", name) for name in names]
    written = match[0].removeprefix(match["name"] or "").strip(_MARKS)
    return (names, _day_of(match), written) if names else None


def _read_english(tail: str) -> tuple[list[str], dt.date | None, str] | None:
    """The names that a text in English ends with, behind or below the role of who signs, as of ``_read_signature``."""
    lines = [line.strip() for line in tail.split("\n")]
    lines = [line.strip(_MARKS) for line in lines[-_MOST_NAMES * 2 :] if line]
    match = _ENGLISH_DAY.fullmatch(lines[-1])
    if match:
        lines.pop()
    if not lines or any(line.startswith(_NO_SIGNATURE) for line in lines[-2:]):
        return None
    *before, last = lines
    above = before[-1] if before else ""
    parts = (_ENGLISH_BODY.fullmatch(part.strip()) for part in re.split(r",|\b(?:for|on behalf of)\b", last))
    names = [part["name"] for part in parts if part]
    if not names or above.endswith((":", "：")) or not (match or _ROLE.search(last) or _ROLE.search(above)):
        return None
    # Whoever else signs stands above.
    names += [part["name"] for line in before[-2:] for one in line.split(",") if (part := _ENGLISH_BODY.fullmatch(one.strip()))]
    return names, _english_day(match) if match else None, match[0] if match else ""


def _day_of(match: re.Match[str]) -> dt.date | None:
    """The day that is written in figures or in Chinese numerals; None where there is no such day."""
    if match["year"]:
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    else:
        year = int("".join(_DIGITS[sign] for sign in match["years"]))
        month, day = _number(match["months"]), _number(match["days"])
    return _date(year, month, day)


def _english_day(match: re.Match[str]) -> dt.date | None:
    month = month_called(match["name"] or match["first"])
    return _date(int(match["year"]), month or 0, int(match["day"] or match["number"]))


def _number(numeral: str) -> int:
    """The number below a hundred that a Chinese numeral is; nought for what is none."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(_DIGITS[numeral]) if len(numeral) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return int(_DIGITS[tens] if tens else "1") * 10 + int(_DIGITS[ones] if ones else "0")


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
