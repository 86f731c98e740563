"""Numbers of prose held against one another; and comparisons, shares and ranks, against the tables: the faults of those."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.report.prose_reading.averages import check_averages
from generator.check.report.prose_reading.between_quarters import check_between_quarters
from generator.check.report.prose_reading.between_rows import BetweenRows
from generator.check.report.prose_reading.changes import check_changes
from generator.check.report.prose_reading.comparisons import check_comparisons
from generator.check.report.prose_reading.english import EnglishComparisons
from generator.check.report.prose_reading.extremes import check_extremes
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.left_over import check_left_over
from generator.check.report.prose_reading.own_differences import check_own_differences
from generator.check.report.prose_reading.points import check_points
from generator.check.report.prose_reading.products import check_products
from generator.check.report.prose_reading.ranks import RANKED, Ranks
from generator.check.report.prose_reading.rates import Rates
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.said_sums import check_contrasts, check_sums
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.several_years import check_trend_of_years
from generator.check.report.prose_reading.shares import check_shares
from generator.check.report.prose_reading.the_same import check_the_same
from generator.check.report.prose_reading.turns import carried_over
from generator.check.report.prose_reading.vocabulary import Token
from generator.check.report.prose_reading.ways import check_ways
from generator.check.report.prose_reading.wholes_of_figures import possible_wholes
from generator.check.report.prose_reading.year_parts import check_year_parts
from generator.check.report.read_prose import ReadReport
from generator.late import late
from generator.model.report.language import Language as OneLanguage
from generator.model.report.language import Prose as Language
from generator.problems import Problem

# Without one of these a sentence says nothing of several years, nor of the parts of one.
_OF_YEARS = late(
    "[月季周]|平均|[每各][期场次批轮班]|最[高低多少]|新[高低]|峰值|两年|2年|二年|去年.*今年|%|per ?cent|项|持平"
    "|百分点|[逐连]年|连续|逐步|稳步|持续|呈"
    "|averag|mean|quarter|\\bhalf\\b|\\bq[1-4]"
)


def check_arithmetic(read: ReadReport, words: Language, told: set[int]) -> Iterator[Problem]:
    """The problems of numbers that do not agree among themselves. One that has been told already is not told again."""
    readings: dict[int, list[Reading]] = {}
    for reading in read.readings:
        readings.setdefault(id(reading.sentence), []).append(reading)
    before: list[Reading] = []
    for sentence, tokens in zip(read.prose.sentences, read.tokens, strict=True):
        numbers = [token.number for token in tokens if token.number]
        language = words.chinese if sentence.chinese else words.english
        compares = any(token.kind in ("up", "down", "same") for token in tokens) or any(n.unit == language.times for n in numbers)
        compares = compares or not sentence.chinese
        own = readings.get(id(sentence), [])
        spoken_of, before = carried_over(before, sentence), own
        several = [*_of_years(read, sentence, tokens, language, own)] if _OF_YEARS.search(sentence.text) else []
        several += BetweenRows(read.filed, read.meanings, read.stems).faults(sentence.text, tokens, own, chinese=sentence.chinese)
        if RANKED.search(sentence.text):
            unsettled = (*words.chinese.unsettled, *words.english.unsettled)
            ranks = Ranks(read.filed, read.meanings, read.stems, unsettled)
            several += ranks.faults(sentence.text, tokens, own, chinese=sentence.chinese)
        goes_on = sentence.places[0] in read.continued  # of something else, with which no table has to do
        if several and (goes_on or read.begins_elsewhere(sentence, tokens, language)):
            several = []
        if len(numbers) < 2 and not compares and not several:
            continue
        agreed = frozenset(
            r.number.start for r in own if r.number and (r.verdict == "agrees" or r.number.start in sentence.named)
        )
        wrong = {r.number.start for r in own if r.number and r.verdict == "contradicted"}
        faults = [] if wrong else [*check_sums(sentence.text, tokens, language, agreed)]
        faults += several
        faults += check_contrasts(sentence.text, tokens, language)
        faults += check_shares(sentence.text, tokens, language, agreed, _wholes(read) if "%" in sentence.text else ())
        if not goes_on:
            in_one = _in_chinese if sentence.chinese else _in_english
            faults += in_one(read, sentence, tokens, language, [*spoken_of, *own], known=not wrong)
        for fault in faults:
            place = sentence.place(fault.at)
            if place not in told:
                told.add(place)
                values = {"found": fault.found, "working": fault.working, "expected": fault.expected}
                yield Problem(fault.code, read.filed.report.position(place), values)


def _of_years(
    read: ReadReport, sentence: Sentence, tokens: tuple[Token, ...], language: OneLanguage, own: list[Reading]
) -> Iterator[Fault]:
    """The faults of what is said of several years or of parts of one: averages, peaks, rates, the changes of a form itself."""
    text, chinese = sentence.text, sentence.chinese
    yield from check_averages(text, tokens, read.meanings, read.stems, read.filed, own, chinese=chinese)
    yield from check_extremes(text, tokens, read.meanings, read.filed, own, chinese=chinese)
    yield from Rates(read.filed, read.meanings, read.stems).faults(text, tokens, own)
    if chinese:
        yield from check_changes(tokens, language, read.meanings, read.filed)
        yield from check_products(text, tokens)
        yield from check_trend_of_years(text, tokens)
        yield from check_points(text, tokens, own, read.filed)


def _in_chinese(
    read: ReadReport, sentence: Sentence, tokens: tuple[Token, ...], language: OneLanguage, own: list[Reading], *, known: bool
) -> Iterator[Fault]:
    """The faults of a Chinese sentence by the ways in, by the parts of the year and by comparisons."""
    if known:
        yield from check_ways(sentence.text, tokens, language, read.meanings, read.filed, scope=read.scope)
    yield from check_year_parts(sentence.text, tokens, language, read.meanings, read.filed, chinese=True)
    yield from check_comparisons(sentence.text, tokens, language, own, read.filed)


def _in_english(
    read: ReadReport, sentence: Sentence, tokens: tuple[Token, ...], language: OneLanguage, own: list[Reading], *, known: bool
) -> Iterator[Fault]:
    """The faults of an English sentence by its own differences, by what stayed the same, by quarters and by comparisons.

    Comparisons are judged but for those of things that the tables do not tell.
    """
    here = [reading for reading in own if reading.sentence is sentence]
    yield from check_own_differences(sentence.text, tokens)
    yield from check_the_same(sentence.text, tokens, here, read.meanings, read.stems, read.filed)
    yield from check_left_over(sentence.text, tokens, here, read.stems, read.filed)
    yield from check_between_quarters(sentence.text, tokens, read.meanings, read.stems, read.filed, here)
    yield from check_year_parts(sentence.text, tokens, language, read.meanings, read.filed, chinese=False)
    compared = [*EnglishComparisons(read.filed, read.meanings, read.stems).faults(sentence.text, tokens, own)]
    scope = read.scopes.of(sentence, tokens, own) if compared else None
    numbers = {token.number.start: token.number for token in tokens if token.number} if compared else {}
    for fault in compared:
        if not (scope and scope.is_other(fault.at)) and not read.one_act.tells(sentence.text, numbers.get(fault.at)):
            yield fault


def _wholes(read: ReadReport) -> list[Decimal]:
    return possible_wholes(read.meanings, read.filed)
