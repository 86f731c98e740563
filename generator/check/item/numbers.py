"""Rules on numbers as a Chinese keyboard writes them, and on numbers and titles that cannot both be right."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence

from generator.check.rule import rule
from generator.copies import original_of
from generator.late import late
from generator.model.catalog import Catalog
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.placeholder import is_placeholder
from generator.model.profile import Profile
from generator.model.shown import Shown
from generator.presence import CATALOG
from generator.problems import Mend, Problem, Severity, Spot

NUMBER_WIDE = "number-wide"
CONTACT_MALFORMED = "contact-malformed"
CREDIT_CODE_WRONG = "credit-code-wrong"
HOURS_UNREADABLE = "hours-unreadable"
HOURS_REVERSED = "hours-reversed"
INDEX_NUMBER_YEAR = "index-number-year"
DOC_NUMBER_YEAR = "doc-number-year"
DOC_NUMBER_OLD = "doc-number-old"
DOC_NUMBER_SEVERAL = "doc-number-several"
ITEM_COPIED = "item-copied"
ITEM_REPEATED = "item-repeated"
DOC_NUMBER_REPEATED = "doc-number-repeated"

_OF_OFFICE = ("postcode", "phone", "fax", "email")
_YEAR_OF_NUMBER = late(r"[〔\[［【（(]((?:19|20)\d{2})[〕\]］】）)]")
_NUMBER_OF = late(r"[\u4e00-\u9fff]{2,12} ?〔\d{4}〕 ?\d{1,4} ?号")
_OF_ITEM = ("index_number", "doc_number")
# Signs that have a narrow form of their own meaning: digits, letters, the colon of a time, hyphens, the signs of an address.
_WIDE = late(r"[０-９Ａ-Ｚａ-ｚ：－／．＠＋]")
_DIGIT = late(r"\d")
# A time by the clock, as the apply page counts with it.
_SPAN = late(r"\s*((?:[01]?\d|2[0-4]):[0-5]\d)\s*[–—~-]\s*((?:[01]?\d|2[0-4]):[0-5]\d)\s*")
_EVENING = 17 * 60  # minutes from midnight, from which hours may go on past it
_HOUR = late(r"(\d{1,2})\s*[:：.．点时]\s*(?:(\d{2})\s*分?|(半))?")
_DIALLED = late(r".*\d.*\d.*\d.*")
_MAIL = late(r"[^\s@，,、；;]+@[^\s@，,、；;]+\.[^\s@.，,、；;]+")
_AND = late(r"[，,；;、/ \u3000]+|和")
_SPAN_IN_ENGLISH = late(
    r"(?P<h1>1[0-2]|0?[1-9])(?:[:.](?P<m1>[0-5]\d))?\s*(?P<p1>am|pm)\s*(?:-|–|—|to|until)\s*"
    r"(?P<h2>1[0-2]|0?[1-9])(?:[:.](?P<m2>[0-5]\d))?\s*(?P<p2>am|pm)"
)
_BETWEEN = late(r"\s*(?:[-–—~～－]|至|到)+\s*")
# A unified social credit code (GB 32100-2015): eighteen signs, of letters only those not taken for figures; the last is a check.
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE = late(r"(?=(?:[A-Z]*[0-9]){9})[0-9A-Z]{18}")  # at least half of it figures
_TAKEN_FOR = str.maketrans("IOZS", "1025")
_SERIAL = late(r"\d{4}\D{1,3}\d+")  # a year and a number of it; another name may well be that of many
# What the names of copies have in them, and few others.
_MAY_BE_COPY = late(r"副本|复制|[Cc]opy|[)）]|conflict|-[A-Z]{2,}-")
_YEAR = late(r"[/-](\d{4})(?:\d{2})?-\d+$")


@rule(NUMBER_WIDE, severity=Severity.WARNING)
def check_catalog_numbers(catalog: Catalog) -> Iterator[Problem]:
    """The numbers of the catalog are narrow, so that a phone can dial them."""
    spot = Spot(CATALOG)
    yield from _wide(spot.at("publisher", "code"), "code", catalog.publisher.code)
    for index, office in enumerate(catalog.offices):
        for name in _OF_OFFICE:
            yield from _wide(spot.at("offices", index, name), name, getattr(office, name))
    for index, department in enumerate(catalog.departments):
        yield from _wide(spot.at("departments", index, "phone"), "phone", department.phone)


@rule(CONTACT_MALFORMED, severity=Severity.WARNING)
def check_contacts(catalog: Catalog, labels: Labels) -> Iterator[Problem]:
    """A telephone number has figures, and an address of mail is one: others can be neither dialled nor written to."""
    for index, office in enumerate(catalog.offices):
        for name, form, example in (("phone", _DIALLED, "0379-5550100"), ("email", _MAIL, "office@example.org")):
            value = getattr(office, name)
            if value and not form.fullmatch(value.strip()) and not is_placeholder(value) and not _WIDE.search(value):
                values = {
                    "field": name,
                    "label": labels.text.get(f"office_{name}", name),
                    "value": value,
                    "name": office.name,
                    "example": example,
                }
                yield Problem(CONTACT_MALFORMED, Spot(CATALOG, ("offices", index, name)), values)


@rule(CREDIT_CODE_WRONG, severity=Severity.NOTICE, cites="GB 32100-2015")
def check_credit_code(catalog: Catalog) -> Iterator[Problem]:
    """The body's credit code keeps its check; a code of another make is none of these and not judged."""
    code = catalog.publisher.code
    if _CREDIT_CODE.fullmatch(code) and not _keeps_check(code):
        meant = code.translate(_TAKEN_FOR)
        values = {"value": code, "suggestion": meant if _keeps_check(meant) else ""}
        yield Problem(CREDIT_CODE_WRONG, Spot(CATALOG).at("publisher", "code"), values)


def _keeps_check(code: str) -> bool:
    if not set(code) <= set(_CREDIT_SIGNS):
        return False
    weighed = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:-1]))
    return (weighed + _CREDIT_SIGNS.index(code[-1])) % 31 == 0


@rule(NUMBER_WIDE, severity=Severity.WARNING)
def check_item_numbers(items: tuple[Item, ...]) -> Iterator[Problem]:
    """The numbers by which an item is found are narrow."""
    for item in items:
        authored = item.authored
        # A plain test, for it is asked of every item.
        if _WIDE.search(authored.doc_number) or not authored.index_number.isascii():
            for name in _OF_ITEM:
                yield from _wide(item.spot.at(name), name, getattr(authored, name))


@rule(HOURS_UNREADABLE, HOURS_REVERSED, severity=Severity.WARNING)
def check_hours(catalog: Catalog) -> Iterator[Problem]:
    """The hours of an office are times by the clock, with which the apply page says whether it is open."""
    for number, office in enumerate(catalog.offices):
        for index, hours in enumerate(office.hours):
            for place, time in enumerate(hours.times):
                spot = Spot(CATALOG, ("offices", number, "hours", index, "times", place))
                if span := _SPAN.fullmatch(time):
                    start, end = (_minutes(one) for one in span.groups())
                    if end <= start < _EVENING:
                        yield Problem(HOURS_REVERSED, spot, {"value": time})
                # What has no number in it is words: all day, by appointment.
                elif _DIGIT.search(time):
                    right, several = _by_clock(time), _spans(time)
                    yield Problem(
                        HOURS_UNREADABLE,
                        spot,
                        {"value": time, "right": right, "several": several},
                        mend=Mend(time, right) if right else None,
                    )


@rule(INDEX_NUMBER_YEAR, severity=Severity.NOTICE)
def check_index_number_year(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """The year of an index number is none before its document was made; a later one may be that of being catalogued."""
    if profile.index_number is None:
        return
    for item in items:
        created, number = item.authored.created, item.authored.index_number
        # Nearly every number has the year of its document in it, which is quicker to see.
        year = _YEAR.search(number) if number and created and f"/{created.year}-" not in number else None
        if year and created and int(year[1]) < created.year:
            values = {"value": number, "year": year[1], "created": created.isoformat()}
            yield Problem(INDEX_NUMBER_YEAR, item.spot.at("index_number"), values)


@rule(DOC_NUMBER_YEAR, DOC_NUMBER_OLD, DOC_NUMBER_SEVERAL, severity=Severity.NOTICE)
def check_doc_number_year(items: tuple[Item, ...]) -> Iterator[Problem]:
    """A document has one number of its own, and its year is none that had not begun when the document was published."""
    for item in items:
        day, number = item.authored.published or item.authored.created, item.authored.doc_number
        if number.count("〔") > 1 and len(numbers := _NUMBER_OF.findall(number)) > 1:
            values = {"value": number, "first": numbers[0], "count": str(len(numbers))}
            yield Problem(DOC_NUMBER_SEVERAL, item.spot.at("doc_number"), values, cites="GB/T 9704-2012 7.2.5")
        elif (
            number
            and day
            and f"{day.year}" not in number
            and (year := _YEAR_OF_NUMBER.search(number))
            and (int(year[1]) > day.year or _is_long_before(int(year[1]), item))
        ):
            values = {"value": number, "year": year[1], "day": day.isoformat()}
            code = DOC_NUMBER_YEAR if int(year[1]) > day.year else DOC_NUMBER_OLD
            yield Problem(code, item.spot.at("doc_number"), values)


def _is_long_before(year: int, item: Item) -> bool:
    """True for the year of a number that ended more than a year before its document was made; of another document it may be."""
    authored = item.authored
    about_other = authored.explains or authored.corrects or authored.related or authored.follows
    return authored.created is not None and year < authored.created.year - 1 and not about_other


@rule(ITEM_COPIED)
def check_copies(items: tuple[Item, ...]) -> Iterator[Problem]:
    """No file is a copy of another: byte for byte, or by the name that a system gave it and with what was in the other."""
    copies = [item for item in items if item.entry is None and _MAY_BE_COPY.search(item.source)]
    alike: dict[str, list[Item]] = {}
    for item in items:
        if item.entry is None and item.source_digest:
            alike.setdefault(item.source_digest, []).append(item)
    for same_bytes in (group for group in alike.values() if len(group) > 1):
        kept, *others = sorted(same_bytes, key=lambda item: (len(item.source), item.source))
        for item in others:
            yield Problem(ITEM_COPIED, item.spot.at("title"), {"other": kept.source})
        copies = [item for item in copies if item not in others]
    if not copies:
        return
    by_source = {item.source: item for item in items if item.entry is None}
    for item in copies:
        first = by_source.get(original_of(item.source, by_source))
        if first is None:
            continue
        number, title = item.authored.index_number, item.authored.title
        same = bool(number) and number == first.authored.index_number
        if same or title == first.authored.title:
            values = {"other": first.source}
            yield Problem(ITEM_COPIED, item.spot.at("title"), values, Severity.ERROR if same else Severity.WARNING)


@rule(ITEM_REPEATED, severity=Severity.WARNING)
def check_titles(shown: Shown) -> Iterator[Problem]:
    """No document stands in the catalog twice: of one title, number and day, with nothing else to tell the two apart."""
    titles: dict[str, list[Item]] = {}
    for item in shown.items:
        if item.entry is None and not item.authored.withdrawn:
            titles.setdefault(item.authored.title, []).append(item)
    found: dict[tuple[object, ...], list[Item]] = {}
    for item in (item for same in titles.values() if len(same) > 1 for item in same):
        authored = item.authored
        # Two notices of a day may well be called the same: without a number they are one where they say the same.
        told = authored.doc_number or (item.body_digest, item.body, *(file.sha256 for file in item.files))
        own = (authored.title, told, authored.created, authored.kind, authored.publisher, authored.audience)
        found.setdefault(own, []).append(item)
    for same in found.values():
        for item in same[1:]:
            first = same[0]
            if dict(first.fields) == dict(item.fields) and not _related(item, same):
                values = {"title": item.authored.title, "other": first.source}
                yield Problem(ITEM_REPEATED, item.spot.at("title"), values)


@rule(DOC_NUMBER_REPEATED, severity=Severity.NOTICE)
def check_doc_numbers(shown: Shown) -> Iterator[Problem]:
    """A number is that of one document: two of other titles that have the same name each other, or one of them has a slip."""
    numbered: dict[tuple[str, str], list[Item]] = {}
    for item in shown.items:
        if item.authored.doc_number and not item.authored.withdrawn:
            numbered.setdefault((item.authored.doc_number, item.authored.publisher), []).append(item)
    for (number, _), alike in numbered.items():
        first, *others = sorted(alike, key=lambda item: (item.authored.created or dt.date.max, item.source))
        for item in others:
            titles = {first.authored.title, item.authored.title}
            # One title may be the end of the other's: a rule, and the notice that it came out with.
            apart = len(titles) > 1 and not any(one in other for one in titles for other in titles - {one})
            if apart and _SERIAL.search(number) and not _related(item, (first, item)):
                values = {"value": number, "title": first.authored.title, "other": first.source}
                yield Problem(DOC_NUMBER_REPEATED, item.spot.at("doc_number"), values)


def _related(item: Item, same: Sequence[Item]) -> bool:
    """True where one of some items names another: then the two are told apart by what they are to each other."""
    ids = {other.id for other in same}
    named = (
        name
        for other in same
        for name in (
            *other.authored.supersedes,
            *other.authored.explains,
            *other.authored.related,
            other.authored.superseded_by,
            other.authored.corrects.item if other.authored.corrects else "",
        )
    )
    return any(name in ids for name in named)


def _wide(spot: Spot, field: str, value: str) -> Iterator[Problem]:
    found = _WIDE.findall(value)
    if found and any(_DIGIT.match(sign) or sign not in "：" for sign in found):
        right = _WIDE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), value)
        values = {"field": field, "signs": "".join(dict.fromkeys(found)), "right": right}
        yield Problem(NUMBER_WIDE, spot, values, mend=Mend(value, right))


def _spans(times: str) -> str:
    """The spans of hours that are written as one, as they should stand in a list; nothing where they are none."""
    pieces = [piece for piece in _AND.split(times) if piece.strip()]
    spans = [piece.strip() if _SPAN.fullmatch(piece) else _by_clock(piece) for piece in pieces]
    return ", ".join(f'"{span}"' for span in spans) if len(spans) > 1 and all(spans) else ""


def _minutes(time: str) -> int:
    """The minutes from midnight to a time by the clock."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def _on_the_clock(hour: str, minutes: str | None, half: str) -> str:
    """A time with am or pm as a clock of twenty-four hours has it."""
    return f"{int(hour) % 12 + 12 * (half == 'pm')}:{minutes or '00'}"


def _by_clock(time: str) -> str:
    """A span of hours in the form in which it is counted with, or nothing where it is not certain."""
    ends: list[str] = []
    if english := _SPAN_IN_ENGLISH.fullmatch(time.strip().casefold().replace(".m.", "m")):
        one, other = (_on_the_clock(*english.group(*names)) for names in (("h1", "m1", "p1"), ("h2", "m2", "p2")))
        return f"{one}–{other}"
    for end in _BETWEEN.split(unicodedata.normalize("NFKC", time).strip()):
        hour = _HOUR.fullmatch(end.removeprefix("上午").removeprefix("下午").strip())
        if hour is None or "下午" in end:
            return ""
        ends.append(f"{int(hour[1])}:{hour[2] or ('30' if hour[3] else '00')}")
    right = "–".join(ends)
    return right if _SPAN.fullmatch(right) else ""
