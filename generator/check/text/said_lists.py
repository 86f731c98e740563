"""Rules on lists within a sentence, and on the parts of a text that it sends to.

A list has as many entries as are counted before it and none twice; the article or annex that is named is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.text.counted import COUNT_OTHER
from generator.check.text.finder import Text, finder
from generator.check.text.numbering import numeral_of
from generator.check.text.numerals import read_chinese, read_english
from generator.late import late
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

ENTRY_TWICE, PART_MISSING = "list-entry-repeated", "part-sent-to-missing"
CODES = (ENTRY_TWICE, PART_MISSING)
_SHOWN = 40
_COUNTED = late(
    r"(?P<said>(?:以下|下列)(?P<number>[两二三四五六七八九十]|\d{1,2})(?:家|个|名|位|项|种|类|所|条)[^：:。；，、\n]{0,16})[：:](?P<list>[^：。；，（(\n\d]{4,200})(?=[。；])"
)
_COUNTED_ENGLISH = late(
    r"\b[Tt]he following (?P<number>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?P<noun>[a-z]+"
    r"(?: [a-z]+)?)[^.:;\n]{0,40}: (?P<list>[A-Z][^.:;()\n]{4,200})(?=\.)"
)
_ANDS = late(r"[和及与]|以及")
_PLAIN = 20  # signs of an entry that is one thing
_CHAIN = late(r"[^，。；：:、|\s（）()《》“”]{2,24}(?:、[^，。；：:、|\s（）()《》“”]{2,24}){2,40}")
_ENTRY = late(r"、([^、，。；：:|\s（）()《》“”]{3,24})(?=[、，。；：:|\s（）()《》“”])")
_BODY = late(
    r"[一-龥]{2,}(?:局|委|委员会|厅|办|办公室|院|医院|中心|公司|站|所|学校|中学|小学|大学|银行|县|区|镇|乡|街道|村|社区)"
)
_PEOPLE = late(
    r"^[ \t*]*(?:Present|Attending|In attendance|Apologies|Members(?: present)?|Attendance)[^:\n]{0,20}:[ *]*"
    r"(?P<list>[^\n]{8,600})$",
    re.MULTILINE,
)
_PERSON = late(r"\b(?:Councillor|Cllr\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Professor) (?:[A-Z]\.? ?)?[A-Z][a-z’'-]+")
_ARTICLE = late(r"^[ \u3000#*]*第(?P<number>[一二三四五六七八九十百零]{1,7}|\d{1,3})条(?=[ \u3000*])", re.MULTILINE)
_SENT = late(
    r"(?P<text>本(?P<what>办法|规定|细则|条例|制度|规则|准则|章程|规程)第(?P<number>[一二三四五六七八九十百零]{1,7}|\d{1,3})条)"
)
_NOT_WHOLE = late(r"[（(](?:略|节选|摘要|摘录|节录)[）)]|节选|摘录|摘编|全文|附件|…{1,2}|\.{3}")
_ANNEX = late(r"(?:见|详见|填写|按照?|参照|符合)[《“]?附[件表]? ?(?P<number>\d{1,2})(?![\d.、年月])")
_ANNEXES = late(
    r"^[ \u3000*#]*附件?[：:][ \u3000*]*(?:(?P<first>1)[.．、][^\n]*)?\n(?P<rest>(?:[ \u3000]*\n)*"
    r"(?:[ \u3000]*\d{1,2}[.．、][^\n]*\n?(?:[ \u3000]*\n)*)+)",
    re.MULTILINE,
)
_NUMBERED = late(r"^[ \u3000]*(?P<number>\d{1,2})[.．、]", re.MULTILINE)
_APPENDIX = late(r"^[#* ]*(?:Appendix|Annex|Schedule) (?P<letter>[A-Z]|\d{1,2})\b", re.MULTILINE)
_SENT_ENGLISH = late(r"\b(?P<text>(?:in|see|at|to) (?P<word>Appendix|Annex|Schedule) (?P<letter>[A-Z]|\d{1,2})\b)(?! (?:of|to) )")

_CALLED = ("resent", "ttend", "pologies", "embers")
_ANNEXED, _APPENDED = ("附件：", "附：", "附件:"), ("Appendix ", "Annex ", "Schedule ")


@finder("以下", "下列")
def _counted(text: Text) -> Iterator[Problem]:
    """The problems of lists in sentences that have more entries, or fewer, than are counted before them."""
    for match in _COUNTED.finditer(text.plain):
        yield from _chinese(match, text)


@finder("ollowing ")
def _counted_in_english(text: Text) -> Iterator[Problem]:
    """The same of lists in English."""
    for match in _COUNTED_ENGLISH.finditer(text.plain):
        yield from _english(match, text)


@finder(*_CALLED)
def _people(text: Text) -> Iterator[Problem]:
    """The problems of people who stand twice among those present."""
    for match in _PEOPLE.finditer(text.plain):
        people = _PERSON.findall(match["list"].split(". ", 1)[0])
        again = next((one for one in people if people.count(one) > 1), "")
        if again:
            yield _problem(ENTRY_TWICE, again, match["list"], text.at(*match.span("list")))


def _chinese(match: re.Match[str], text: Text) -> Iterator[Problem]:
    entries = match["list"].split("、")
    number = match["number"]
    count = int(number) if number.isdigit() else int(read_chinese(number) or 0)
    most = len(entries) + len(_ANDS.findall(match["list"]))
    if any(len(entry) > _PLAIN for entry in entries) or "等" in match["list"] or len(entries) < 2:
        return
    if not len(entries) <= count <= most:
        yield _other_count(match, count, len(entries), text)


def _english(match: re.Match[str], text: Text) -> Iterator[Problem]:
    entries = re.split(r", and |, | and ", match["list"])
    count = int(match["number"]) if match["number"].isdigit() else read_english(match["number"]) or 0
    least = match["list"].replace(", and ", ", ").count(",") + 1
    # What has a comma of its own, as a place behind a name, is no entry more.
    alike = len({entry.rsplit(" ", 1)[-1] for entry in entries}) == 1
    if len(entries) < count or (alike and len(entries) > count and least <= len(entries)):
        yield _other_count(match, count, len(entries), text)


def _other_count(match: re.Match[str], count: int, found: int, text: Text) -> Problem:
    written = match[0].split("：")[0].split(":")[0]
    values = {"text": excerpt(written, _SHOWN), "count": str(count), "found": str(found)}
    return Problem(COUNT_OTHER, text.at(match.start(), match.start() + len(written)), values, Severity.WARNING)


@finder()
def _twice(text: Text) -> Iterator[Problem]:
    """The problems of bodies that stand twice in one list of them."""
    if not any(text.plain.count(entry) > 1 and _BODY.fullmatch(entry) for entry in set(_ENTRY.findall(text.plain))):
        return
    for chain in _CHAIN.finditer(text.plain):
        entries = chain[0].split("、")
        if len(set(entries)) == len(entries) and not entries[0].endswith(tuple(entries[1:])):
            continue
        for entry in dict.fromkeys(entries[1:]):
            times = entries.count(entry) + (entries[0] != entry and entries[0].endswith(entry))
            if times > 1 and len(entry) > 2 and _BODY.fullmatch(entry):
                yield _problem(ENTRY_TWICE, entry, chain[0], text.at(*chain.span()))


@finder("第一条", "第1条")
def _articles(text: Text) -> Iterator[Problem]:
    """The problems of articles that a text sends its reader to and that it has not, where it has some."""
    numbers = [_read(match["number"]) for match in _ARTICLE.finditer(text.plain)]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)) or _NOT_WHOLE.search(text.plain):
        return
    for match in _SENT.finditer(text.plain):
        # 本条例 in a text that is none is the one that it stands on.
        own = f"制定本{match['what']}" in text.plain or f"本{match['what']}自" in text.plain
        if own and _read(match["number"]) > len(numbers):
            yield _problem(
                PART_MISSING, f"第{match['number']}条", match["text"], text.at(*match.span("text")), numeral_of(len(numbers))
            )


@finder(*_ANNEXED)
def _annexes(text: Text) -> Iterator[Problem]:
    listed = _ANNEXES.search(text.plain)
    if listed is None:
        return
    numbers = [int(one["number"]) for one in _NUMBERED.finditer(listed["rest"])] + ([1] if listed["first"] else [])
    for match in _ANNEX.finditer(text.plain):
        if len(numbers) > 1 and int(match["number"]) > max(numbers):
            yield _problem(PART_MISSING, f"附件{match['number']}", match[0], text.at(*match.span()), str(max(numbers)))


@finder(*_APPENDED)
def _appendices(text: Text) -> Iterator[Problem]:
    letters = {match["letter"] for match in _APPENDIX.finditer(text.plain)}
    for match in _SENT_ENGLISH.finditer(text.plain) if len(letters) > 1 else ():
        if match["letter"] not in letters:
            yield _problem(PART_MISSING, f"{match['word']} {match['letter']}", match["text"], text.at(*match.span("text")))


def _read(written: str) -> int:
    return int(written) if written.isdigit() else int(read_chinese(written) or 0)


def _problem(code: str, entry: str, written: str, where: Spot, last: str = "") -> Problem:
    values = {"value": entry, "text": excerpt(written, _SHOWN), "last": last}
    return Problem(code, where, values, Severity.WARNING)


FINDERS = (_counted, _counted_in_english, _twice, _people, _articles, _annexes, _appendices)
