"""The readings of a sentence settled by one another: of whose disputes it tells, and what it sums up itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.reading import ABOUT, AMONG, COMPARING, DISPUTES, TRANSPARENT, Reading
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.settled_in_english import (
    Nouns,
    is_extended,
    is_listed_on,
    is_of_another,
    is_some_of_it,
)
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary
from generator.late import late
from generator.model.report.filed import FiledReport

_INCLUDING = late(r"[(（](?:含|包括|包含|连同|加上|including)[^()（）\d]+[)）]")  # 同意公开（含部分同意公开）36 件
_THIRD = "第三方"
_REFUSED = ("不予公开", "不公开", "未公开", "未予公开")
_TOTALS = late(r"合计|共计|总计|一共|共")
_CONDUCTED = frozenset(("受理", "办理", "答复"))  # which a body does with disputes that others brought before it
_CAME = frozenset(("收到", "受理", "上年结转政府信息公开申请数量", "结转"))
_DONE = frozenset(("办结", "答复", "其余办结", "全部办结"))
_RULED = late(r"(?:作出|下达|收到)[^,;。]{0,6}(?:决定|判决|裁定|裁判)[^,;。]{0,3}$")
_OURS = "信息公开"
_FROM = late(r"[由从][^由从\d]{0,5}$")
_REVIEWS_ASKED = late(r"(?:收到|接收|受理|办理)[^,;。\d]{0,6}复议申请[^,;。\d]{0,3}\d")
_LAWSUITS = frozenset(("未经复议直接起诉", "复议后起诉"))
_LEAST_TELLING = 3  # a whole that is less may be that of others too


def are_agreed(readings: Sequence[Reading], tokens: Sequence[Token]) -> bool:
    """True if the numbers of a sentence show that it tells of what the tables do.

    More than one number, and most of them, are those of the tables; or the first is, and no small one: 行政诉讼 5 件，败诉 1 件.
    """
    judged = [reading for reading in readings if reading.number and reading.verdict != "uncertain"]
    if any(r.verdict == "agrees" and r.number and r.number.unit == "%" and r.number.step < 1 for r in judged):
        return True  # a share to the tenth is nobody else's: 被纠正 3 件，纠错率 22.2%
    agreed = {reading.number.value for reading in judged if reading.verdict == "agrees" and reading.number} - {0}
    wrong = sum(reading.verdict == "contradicted" for reading in judged)
    if len(agreed) > 1 and wrong < len(agreed):
        return True
    first = judged[0] if judged else None
    if any(r.previous and r.verdict == "agrees" and r.number and r.number.value and _is_origin(r) for r in judged):
        return True
    return first is not None and first.verdict == "agrees" and first.number is not None and first.number.value >= _LEAST_TELLING


def _is_origin(reading: Reading) -> bool:
    """True if a number is the one from which something grew or fell: 行政诉讼由上年的 1 件增至 5 件."""
    end = reading.number.start if reading.number else reading.end
    return bool(_FROM.search(reading.sentence.text, reading.start, end))


def as_decided(readings: Sequence[Reading], meanings: Meanings, filed: FiledReport) -> list[Reading]:
    """The readings, in which a number of decided disputes is right where it is that of those: 复议机关作出决定 8 件."""
    return [
        reading._replace(verdict="agrees")
        if reading.verdict == "contradicted" and _is_decided(reading, meanings, filed)
        else reading
        for reading in readings
    ]


def _is_decided(reading: Reading, meanings: Meanings, filed: FiledReport) -> bool:
    """True if a number counts what has been decided of the disputes that it is said to be of."""
    number, meaning = reading.number, reading.meaning
    if (
        number is None
        or meaning is None
        or not meaning.words & DISPUTES
        or not _RULED.search(reading.sentence.text[: number.start])
    ):
        return False
    decided = meanings.find(meaning.words | {"审结"}, ABOUT, frozenset())
    return decided is not None and any(number.agrees(value) for value in decided.values(filed) or ())


def at_large(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of a sentence on disputes, of which some may be on other work: there are no fewer than the tables have."""
    return [
        reading._replace(verdict="uncertain", meaning=None)
        if reading.meaning
        and reading.meaning.words & DISPUTES
        and reading.verdict != "agrees"
        and (reading.number is None or not reading.values or reading.number.value > min(reading.values))
        else reading
        for reading in readings
    ]


def is_brought(sentence: Sentence, tokens: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """True if disputes of a sentence were brought against the body: in such a report those on its answers.

    Not where it deals with those of others, or a heading above is on its work at large.
    """
    language = vocabulary.language
    known = all(token.kind in (*TRANSPARENT, *COMPARING, "stop", "number", "no", "whole_time") for token in tokens)
    conducts = any(word in sentence.text for word in language.conducted)
    at_large = any(word in heading for heading in sentence.headings for word in language.at_large)
    return sentence.chinese and known and not conducts and not at_large


def settled(
    readings: Sequence[Reading], tokens: Sequence[Token], nouns: Nouns, meanings: Meanings, filed: FiledReport
) -> list[Reading]:
    """The readings, uncertain where a number sums up those behind it, or tells of disputes that a body conducts for others.

    In English also where it tells by how many something changed, or what became of appeals, and not of requests.
    """
    return [
        reading._replace(verdict="uncertain")
        if reading.verdict == "contradicted" and _is_count(reading) and _may_include(reading, tokens, meanings, filed)
        else reading._replace(verdict="uncertain")
        if reading.verdict == "contradicted"
        and (
            _is_rate_of_others(reading, readings)
            or _is_sum_of_its_own(reading, readings, tokens)
            or _sums_up(reading, tokens)
            or _is_consulted(reading, nouns)
            or _is_conducted(reading, tokens)
            or is_of_another(reading, nouns)
            or _is_part_of_done(reading, tokens)
            or is_listed_on(reading, tokens)
            or _is_part_of_came(reading, readings, tokens)
            or is_extended(reading, filed)
            or is_some_of_it(reading, readings)
            or _is_of_others_reviews(reading)
            or _is_of_both(reading, readings, meanings, filed)
        )
        else reading
        for reading in readings
    ]


def _is_of_others_reviews(reading: Reading) -> bool:
    """True if a number is of applications for review that a body received or took on, which others' decisions brought about."""
    text = reading.sentence.text
    match = _REVIEWS_ASKED.search(text) if reading.sentence.chinese and _OURS not in text and "申请公开" not in text else None
    return match is not None and reading.number is not None and reading.number.start >= match.start()


def _is_of_both(reading: Reading, readings: Sequence[Reading], meanings: Meanings, filed: FiledReport) -> bool:
    """True if a number is of lawsuits of both kinds, counted before: 未经复议直接起诉 6 件，复议后起诉 5 件，败诉 1 件."""
    if reading.number is None or reading.meaning is None or not reading.sentence.chinese:
        return False
    counted = {r.meaning for r in readings if r.meaning and r.verdict == "agrees" and r.start < reading.start}
    kinds = {word for meaning in counted for word in meaning.words} & _LAWSUITS
    columns = reading.meaning.words - _LAWSUITS - DISPUTES - ABOUT
    whole = meanings.find(columns | {"行政诉讼"}, ABOUT, frozenset()) if kinds == _LAWSUITS and columns else None
    return whole is not None and any(reading.number.agrees(value) for value in whole.values(filed) or ())


def _is_count(reading: Reading) -> bool:
    return reading.number is not None and reading.number.unit != "%"


def _is_rate_of_others(reading: Reading, readings: Sequence[Reading]) -> bool:
    """True if a rate follows numbers of which no table tells, and nothing speaks of applications: 留言 86 条，公开率 60.5%."""
    rate = reading.number is not None and reading.number.unit == "%" and reading.sentence.chinese
    label = reading.sentence.text[reading.start : reading.number.start] if reading.number else ""
    named = "占" in label and reading.meaning is not None and any(word in label for word in reading.meaning.words)
    if named:  # 公开行政处罚 486 件，占全县行政处罚总数的 35.1%
        return False
    before = [r for r in readings if r.number and r.start < reading.start and r.number.unit != "%"]
    return rate and "申请" not in reading.sentence.text and bool(before) and all(r.meaning is None for r in before)


def _may_include(reading: Reading, tokens: Sequence[Token], meanings: Meanings, filed: FiledReport) -> bool:
    """True if a number may be that of a figure and of what brackets say is included: 同意公开（含部分公开）36 件."""
    match = _INCLUDING.search(reading.sentence.text, reading.start, reading.end)
    if match is None:
        return False
    inside = [token for token in tokens if match.start() < token.start < match.end() - 1 and token.kind != "parts"]
    said = frozenset(token.word for token in inside if token.word)
    meaning = meanings.find(said, ABOUT, frozenset()) if all(t.kind in TRANSPARENT for t in inside) else None
    more = meaning.values(filed) if meaning and meaning.unit != "%" else None
    number = reading.number
    return number is None or not more or any(number.agrees(value + other) for value in reading.values for other in more)


def _is_sum_of_its_own(reading: Reading, readings: Sequence[Reading], tokens: Sequence[Token]) -> bool:
    """True if a number is the sum of those behind it, of which one is the figure: refusals 63, of which 37 under an exemption."""
    number = reading.number
    if number is None or reading.meaning is None or number.unit == "%":
        return False
    behind = [token.number for token in tokens if token.number and token.start >= number.end and token.number.unit == number.unit]
    total = Decimal(0)
    parts = []
    for part in behind:
        parts.append(part.value)
        total += part.value
        if total >= number.value:
            break
    figure = reading.values[0] if reading.values else None
    return len(parts) > 1 and total == number.value and figure in parts


def _is_consulted(reading: Reading, nouns: Nouns) -> bool:
    """True if third parties were asked about what a number counts, of which some was disclosed: 征求意见后公开 3 件."""
    text = reading.sentence.text
    asked = any(word in text for word in nouns.consulted) and not any(word in text for word in _REFUSED)
    return asked and reading.meaning is not None and any(_THIRD in word for word in reading.meaning.words)


def _sums_up(reading: Reading, tokens: Sequence[Token]) -> bool:
    """True if a Chinese number is said to be the sum of those before it, and is: 信访类 6 件，重复申请 3 件，合计 9 件."""
    number = reading.number
    if not reading.sentence.chinese or number is None or not _TOTALS.search(reading.sentence.text, reading.start, number.start):
        return False
    total, counted = Decimal(0), 0
    for before in reversed([token.number for token in tokens if token.number and token.end <= number.start]):
        if before.unit != number.unit or total >= number.value:
            break
        total, counted = total + before.value, counted + 1
    return counted > 1 and total == number.value


def _is_part_of_came(reading: Reading, readings: Sequence[Reading], tokens: Sequence[Token]) -> bool:
    """True if a number tells how many of those that came in were done, fewer than all that were: 受理 75 件，其中办结 70 件."""
    number, meaning = reading.number, reading.meaning
    if not reading.sentence.chinese or number is None or meaning is None or not meaning.words & _DONE or not reading.values:
        return False
    came = [r for r in readings if r.start < reading.start and r.meaning and r.meaning.words & _CAME and r.number and r.values]
    parts = any(token.kind == "parts" and token.start <= number.start for token in tokens)
    return parts and bool(came) and number.value <= min(came[-1].values[0], reading.values[0])


def _is_part_of_done(reading: Reading, tokens: Sequence[Token]) -> bool:
    """True if a number tells how many of those that were done came in this year, or before: 办结的 76 件中，70 件为当年新收."""
    words = reading.meaning.words if reading.meaning and reading.sentence.chinese else frozenset()
    if not words & (_CAME | ABOUT) or words & _DONE or "下年" in words:
        return False
    number = reading.number
    if number is None or number.value > max(reading.values, default=number.value):  # 办结 76 件（含上年结转 8 件）, of six
        return False
    before = [token for token in tokens if token.end <= number.start]
    done = any(token.word in _DONE or token.word.startswith("办结申请") for token in before) and any(
        token.number for token in before
    )
    return done and any(token.kind == "parts" or token.text in AMONG or token.text.endswith("中") for token in before)


def _is_conducted(reading: Reading, tokens: Sequence[Token]) -> bool:
    """True if a number is of disputes that a body receives or deals with, and nothing says that they are on its own answers."""
    if reading.meaning is None or not reading.meaning.words & DISPUTES:
        return False
    said = [token for token in tokens if reading.start <= token.start < reading.end]
    return any(token.word in _CONDUCTED for token in said) and not any(_OURS in token.text for token in said)


def about_answers(tokens: Sequence[Token]) -> frozenset[str]:
    """The topics of a sentence on those who were not content with an answer: 申请人不服答复申请行政复议的; else none."""
    unhappy = any("不服" in token.text or "不满" in token.text for token in tokens)
    return ABOUT if unhappy and any(token.word == "答复" for token in tokens) else frozenset()
