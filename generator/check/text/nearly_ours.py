"""Rules on what is ours but for one sign: the name of the body, its address of mail or of the site, its telephone, its street.

One sign left out, put in, wrong or in the place of the next is a slip; other bodies and other places are as near. So nothing is
told where the sign tells one place from another, one office of a government from another, one extension from the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from generator.check.rule import rule
from generator.check.text.beside import has_any
from generator.check.text.phones import is_of_another
from generator.frozen import frozen
from generator.late import late
from generator.markdown import without_remarks
from generator.model.catalog import Catalog
from generator.model.page import Page
from generator.problems import Problem, Severity, Spot

NEARLY_OURS = "nearly-ours"
_PLACE = late(r".{2,}?[省市县区州盟旗镇乡]")
_MAIL = late(r"(?<![\w.+-])([\w.+-]{1,64})@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_HOST = late(r"(?:https?://|\bwww\.)([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_PHONE = late(r"(?<![\d-])0\d{2,4}[-—－ ]?\d{6,8}(?!\d)|(?<!\d)0\d{3,4} \d{3} ?\d{3,4}(?!\d)")
_DIGITS = late(r"\D")
_STREET = late(
    r"(?:[一-龥]*?[省市县区镇])?(?P<road>[一-龥]{1,6}(?:路|街|大道|巷)) ?(?P<number>\d{1,5}) ?号"
    r"|\b(?P<english>\d{1,4}[A-Z]?),? (?P<street>(?:[A-Z][\w’']+ ){1,3}"
    r"(?:Road|Street|Lane|Avenue|Way|Square|Drive|Close|Place|Quay|Hill|Row|Terrace))\b"
)
# What tells one street, one place from the other: sides of the compass, numbers, old and new.
_TELLS = frozenset("东西南北中上下前后左右内外新老大小一二三四五六七八九十0123456789")
_TELLS_ENGLISH = late(r"\b(?:North|South|East|West|Upper|Lower|New|Old|Great|Little|High|Low)\b")
# What an office of a government is for; of names that are as short, one is often another but for a sign.
_OFFICES = late(
    r"(?=(税务|财政|民政|教育|体育|水务|水利|商务|林业|农业|渔业|工业|公安|国安|司法|审计|统计|民族|宗教|规划|城管"
    r"|城建|住建|交通|运输|文化|文物|旅游|卫生|环保|环境|生态|人事|人社|社保|医保|粮食|物价|物资|外事|侨务"
    r"|信访|档案|气象|地震|海事|海洋|盐务|烟草|邮政|电信|政务|机要|保密|应急|消防|质监|药监|安监|市政|园林"
    r"|房产|房管|土地|国土|资源|科技|科学|经济|金融|投资|招商|能源|事务|服务|党务|村务|警务|港务|路政|航务"
    r"|畜牧|园艺|乡村|数据|信息|统战|老龄|残联))"
)
# Provinces whose names in letters differ by one.
_ALIKE = late(r"henan|hunan|hainan|hebei|hubei|shanxi|shaanxi|guangdong|guangxi|jiangsu|jiangxi")
_LEAST, _LEAST_ENGLISH = 6, 12  # signs of a name of which one may be wrong
_LONG, _SHORT = 5, 3  # letters of a part of an address, signs of a name, that few others share but for one
_WHOLE, _AREA, _LAST = 10, 3, 2  # digits of a telephone with its area code, its place, and one extension from the next


@frozen
class _Street:
    """A street of ours: its name, its number as it may be written, and both as the catalog has them."""

    name: str
    numbers: tuple[str, ...]
    whole: str


@frozen
class _Ours:
    """Facts of the body as the catalog has them: names by their halves, names of hosts and of mailboxes, telephones, streets."""

    halves: tuple[tuple[str, str, str], ...]
    known: frozenset[str]
    hosts: frozenset[str]
    boxes: frozenset[str]
    phones: Mapping[str, str]
    areas: tuple[str, ...]
    streets: tuple[_Street, ...]


class _Catalog:
    """A catalog as itself: to compare all its fields for each text would take longer than the text."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __hash__(self) -> int:
        return id(self.catalog)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Catalog) and self.catalog is other.catalog


def find_nearly_ours(catalog: Catalog, text: str, spot: Spot, *, phones: bool = True) -> Iterator[Problem]:
    """The problems of what in a text is ours but for one sign, each once; with its telephones or without them."""
    ours = _ours(_Catalog(catalog))
    found: dict[str, str] = {}
    for name, first, second in ours.halves:
        if (many := text.count(first)) and many != text.count(name):
            found |= dict.fromkeys(_beginning(text, name, first, ours.known), name)
        if second in text and text.count(second) != text.count(name):
            found |= dict.fromkeys(_ending(text, name, second, ours.known), name)
    if found:
        text, found = _without(text, found)
    if "@" in text:
        found |= _mails(text, ours)
    if ours.hosts and ("://" in text or "www." in text):
        for match in _HOST.finditer(text):
            if host := _near_host(match[1], ours.hosts):
                found[match[0]] = match[0].replace(match[1], host)
    if phones and has_any(text, ours.areas) and has_any(_without_ours(text, ours.phones), ours.areas):
        found |= _phones(text, ours.phones, catalog)
    if ours.streets:
        found |= _streets(text, ours.streets, catalog)
    for written, expected in found.items():
        yield Problem(NEARLY_OURS, replace(spot, needle=written), {"value": written, "expected": expected}, Severity.WARNING)


def _without(text: str, found: dict[str, str]) -> tuple[str, dict[str, str]]:
    """A text without the misspelt names in it, which would be other bodies beside its numbers; and the longest of them."""
    longest = {written: name for written, name in found.items() if not any(written in one for one in found if one != written)}
    for written in longest:
        text = text.replace(written, "、" * len(written))
    return text, longest


@rule(NEARLY_OURS, severity=Severity.WARNING)
def check_pages_name_us(pages: tuple[Page, ...], catalog: Catalog) -> Iterator[Problem]:
    """No page names the body, its mail, its site or its street with one sign wrong; its telephones are another rule's."""
    for page in pages:
        yield from find_nearly_ours(catalog, without_remarks(page.body), page.body_spot, phones=False)


@lru_cache(maxsize=4)
def _ours(held: _Catalog) -> _Ours:
    """All that is the body's own and may be misspelt, as it is looked for."""
    catalog = held.catalog
    names = [name for name in catalog.publisher.all_names if len(name) >= (_LEAST_ENGLISH if name.isascii() else _LEAST)]
    halves = tuple((name, name[: len(name) // 2], name[len(name) // 2 :]) for name in names)
    mails = [office.email for office in catalog.offices if office.email.count("@") == 1]
    hosts = {mail.partition("@")[2].casefold() for mail in mails}
    if host := urlsplit(catalog.site_url or "").hostname:
        hosts |= {host, host.removeprefix("www.")}
    stated = [number for office in catalog.offices for number in (office.phone, office.fax)]
    stated += [one.phone for one in catalog.departments]
    parts = (part.strip() for number in stated for part in re.split(r"[,，、;；/转]", number))
    phones = {digits: part for part in parts if len(digits := _DIGITS.sub("", part)) >= _WHOLE}
    streets = {_street(match) for office in catalog.offices for match in _STREET.finditer(office.address)}
    known = {*catalog.publisher.all_names, *(one.name for one in catalog.departments), *(one.name for one in catalog.offices)}
    return _Ours(
        halves=halves,
        known=frozenset(known),
        hosts=frozenset(hosts),
        boxes=frozenset(mail.casefold() for mail in mails),
        phones=phones,
        areas=tuple({number[:_AREA] for number in phones}),
        streets=tuple(street for street in streets if len(street.name) >= _SHORT),
    )


def _street(match: re.Match[str]) -> _Street:
    if match["road"]:
        whole = f"{match['road']} {match['number']} 号" if " " in match[0] else f"{match['road']}{match['number']}号"
        return _Street(match["road"], (f"{match['number']}号", f"{match['number']} 号"), whole)
    return _Street(match["street"], (f"{match['english']} ", f"{match['english']}, "), match[0])


def _beginning(text: str, name: str, half: str, known: frozenset[str]) -> Iterator[str]:
    """Each piece of a text that begins as a name does and is it but for one sign of its second half."""
    at = text.find(half)
    while at >= 0:
        for length in (len(name), len(name) - 1, len(name) + 1):
            written = text[at : at + length]
            if written == name:
                break
            if written[-1:] == name[-1] and is_slip(written, name) and _is_no_other(written, name, known):
                yield written
                break
        at = text.find(half, at + 1)


def _ending(text: str, name: str, half: str, known: frozenset[str]) -> Iterator[str]:
    """Each piece of a text that ends as a name does and is it but for one sign of its first half."""
    at = text.find(half)
    while at >= 0:
        end = at + len(half)
        for length in (len(name), len(name) - 1, len(name) + 1):
            written = text[max(0, end - length) : end]
            if written == name:
                break
            if written[:1] == name[0] and is_slip(written, name) and _is_no_other(written, name, known):
                yield written
                break
        at = text.find(half, at + 1)


def is_slip(written: str, name: str) -> bool:
    """True if two texts differ by one sign that is wrong, left out or put in, or by two that changed places."""
    if abs(len(written) - len(name)) > 1 or written == name:
        return False
    start = next(
        (at for at, (one, other) in enumerate(zip(written, name, strict=False)) if one != other), min(len(written), len(name))
    )
    one, other = written[start:], name[start:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])


def _is_no_other(written: str, name: str, known: frozenset[str]) -> bool:
    """True if a name that differs by one sign from ours can be that of no other body, and is no other form of ours."""
    if written in known or written.casefold() == name.casefold() or "\n" in written:
        return False
    swapped = sorted(written) == sorted(name)
    if name.isascii():
        first = len(name.split(" ", 1)[0])
        # In the first word it may be the name of another place.
        return swapped or written[:first] == name[:first]
    place = _PLACE.match(name)
    length = place.end() if place else 0
    if swapped:
        return True
    # Another sign in the name of the place is another place; a name without 市, or with 的 behind it, is ours.
    if written[:length] != name[:length] or not all("一" <= sign <= "龥" for sign in written):
        return False
    stem, own = written[length:], name[length:]
    if len(stem) > len(own) and stem[1:] == own:
        return False
    return len(own) > _LONG or set(_OFFICES.findall(stem)) <= set(_OFFICES.findall(own))


def _mails(text: str, ours: _Ours) -> dict[str, str]:
    """The addresses of mail in a text that are ours but for a sign of the box or of the host, with the right ones."""
    found = {}
    for match in _MAIL.finditer(text):
        box, host = match[1].casefold(), match[2].casefold().rstrip(".")
        written = f"{match[1]}@{match[2]}"
        for own in ours.boxes:
            own_box, _, own_host = own.partition("@")
            same_host = host == own_host and len(own_box) >= _LONG and is_slip(box, own_box) and not _counts(box, own_box)
            if same_host or (box == own_box and _near_host(host, frozenset((own_host,)))):
                found[written] = own
        if written not in found and (near := _near_host(host, ours.hosts)):
            found[written] = f"{match[1]}@{near}"
    return found


def _counts(one: str, other: str) -> bool:
    """True if two names differ by a figure, as those of several mailboxes do, or by the plural."""
    return sorted(filter(str.isdigit, one)) != sorted(filter(str.isdigit, other)) or one.rstrip("s") == other.rstrip("s")


def _near_host(written: str, hosts: frozenset[str]) -> str:
    """The host of ours that a name of one is but for a sign; nothing where it is ours, or may well be another's."""
    host = written.casefold().rstrip(".")
    if host in hosts or host.removeprefix("www.") in hosts:
        return ""
    for own in hosts:
        parts, its = own.split("."), host.split(".")
        if len(parts) != len(its):
            continue
        other = [(one, two) for one, two in zip(its, parts, strict=True) if one != two]
        if len(other) == 1 and len(other[0][1]) >= _LONG and is_slip(*other[0]) and not _counts(*other[0]):
            swapped = sorted(other[0][0]) == sorted(other[0][1])
            first = other[0][0][0] == other[0][1][0]  # barnford is another town than tarnford
            if not _ALIKE.fullmatch(other[0][0]) and (swapped or first):
                return own
    return ""


def _without_ours(text: str, phones: Mapping[str, str]) -> str:
    for written in phones.values():
        text = text.replace(written, "")
    return text


def _phones(text: str, phones: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    """The telephones of a text that are ours but for a figure, with the right ones; extensions differ in their last figures."""
    found = {}
    for match in _PHONE.finditer(text):
        digits = _DIGITS.sub("", match[0])
        if digits in phones:
            continue
        for own, written in phones.items():
            same = len(digits) == len(own) and digits[-_LAST:] == own[-_LAST:] and digits[:_AREA] == own[:_AREA]
            if same and is_slip(digits, own) and not is_of_another(text, match.start(), match.end(), catalog):
                found[match[0]] = written
    return found


def _streets(text: str, streets: tuple[_Street, ...], catalog: Catalog) -> dict[str, str]:
    """The streets of a text that are ours but for a sign, with the number of ours behind or before it."""
    found = {}
    for street in streets:
        for number in street.numbers:
            at = text.find(number)
            while at >= 0:
                begin, end = _beside(text, street.name, at, number)
                if begin >= 0 and not is_of_another(text, begin, end, catalog):
                    found[text[begin:end]] = street.whole
                at = text.find(number, at + 1)
    return found


def _beside(text: str, name: str, at: int, number: str) -> tuple[int, int]:
    """Where in a text a street that is nearly one of ours begins and ends with its number; -1 where there is none."""
    english = name.isascii()
    if text[max(0, at - 1) : at].isdigit():
        return -1, -1
    behind, before = at + len(number), at - (text[max(0, at - 1) : at] == " ")
    for length in (len(name), len(name) - 1, len(name) + 1):
        end = behind + length if english else before
        road = text[end - length : end] if end >= length else ""
        if road == name:
            return -1, -1
        if road[-1:] == name[-1] and is_slip(road, name) and not _tells(road, name):
            return (at, end) if english else (end - length, behind)
    return -1, -1


def _tells(road: str, own: str) -> bool:
    """True if what tells two streets apart is a word that does so."""
    if road.isascii():
        return _TELLS_ENGLISH.findall(road) != _TELLS_ENGLISH.findall(own)
    return not _TELLS.isdisjoint(set(road) ^ set(own))
