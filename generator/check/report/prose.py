"""Rules on the prose of reports, that it is so: one reading of each report for all that is held against its words."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from generator.check.report.prose_reading.anaphora import written_out
from generator.check.report.prose_reading.averages import check_averages
from generator.check.report.prose_reading.between_quarters import check_between_quarters
from generator.check.report.prose_reading.between_rows import BetweenRows
from generator.check.report.prose_reading.changes import check_changes
from generator.check.report.prose_reading.claims import Reader
from generator.check.report.prose_reading.comparisons import check_comparisons
from generator.check.report.prose_reading.english import EnglishComparisons
from generator.check.report.prose_reading.extremes import check_extremes
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.left_over import check_left_over
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.openings import begins_elsewhere
from generator.check.report.prose_reading.own_differences import check_own_differences
from generator.check.report.prose_reading.points import check_points
from generator.check.report.prose_reading.products import check_products
from generator.check.report.prose_reading.ranks import RANKED, Ranks
from generator.check.report.prose_reading.rates import Rates
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.said_sums import check_contrasts, check_sums
from generator.check.report.prose_reading.said_tables import check_tables
from generator.check.report.prose_reading.scopes import Scopes
from generator.check.report.prose_reading.sentences import Prose, Sentence, read_prose
from generator.check.report.prose_reading.several_years import check_trend_of_years
from generator.check.report.prose_reading.shares import check_shares
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.the_same import check_the_same
from generator.check.report.prose_reading.turns import carried_over
from generator.check.report.prose_reading.vocabulary import Token
from generator.check.report.prose_reading.ways import check_ways
from generator.check.report.prose_reading.wholes_of_figures import possible_wholes
from generator.check.report.prose_reading.words import Words, read_words
from generator.check.report.prose_reading.year_parts import check_year_parts
from generator.check.report.speaker import Speaker
from generator.check.report.wording import copied_years
from generator.check.rule import rule
from generator.late import late
from generator.model.facts import report_facts
from generator.model.report.filed import Ledger
from generator.model.report.form import prose_pattern
from generator.model.report.language import Language as OneLanguage
from generator.model.report.language import Prose as Language
from generator.model.report.report import shown_number
from generator.model.settings import Settings
from generator.problems import Problem, Severity

REPORT_CLAIM_CONTRADICTED = "report-claim-contradicted"
REPORT_OTHER_YEAR = "report-other-year"
REPORT_NOT_ALL = "report-not-all"

# Without one of these a sentence says nothing of several years, nor of the parts of one.
_OF_YEARS = late(
    "[月季周]|平均|[每各][期场次批轮班]|最[高低多少]|新[高低]|峰值|两年|2年|二年|去年.*今年|%|per ?cent|项|持平"
    "|百分点|[逐连]年|连续|逐步|稳步|持续|呈"
    "|averag|mean|quarter|\\bhalf\\b|\\bq[1-4]"
)


class ReadReport(NamedTuple):
    """A report as it was read: its prose, the tokens of each sentence, and what its numbers say."""

    ledger: Ledger
    prose: Prose
    tokens: tuple[tuple[Token, ...], ...]
    readings: tuple[Reading, ...]
    meanings: Meanings
    stems: Stems
    scopes: Scopes
    scope: bool  # its figures are those of all bodies of its area

    def begins_elsewhere(self, sentence: Sentence, tokens: tuple[Token, ...], language: OneLanguage) -> bool:
        """True if a sentence begins with a part of which the tables do not tell: in housing, refusals outnumbered grants."""
        if sentence.chinese:
            return begins_elsewhere(sentence.text, tokens, language)
        return self.scopes.begins_elsewhere(tokens)


def read_reports(ledgers: Mapping[str, Ledger], settings: Settings) -> Iterator[ReadReport]:
    """The reports that are no drafts, read."""
    words = settings.report_prose
    groups = {name: tuple(texts) for name, texts in words.words.items()}
    forms: dict[str, tuple[Headings, Words]] = {}
    for ledger in ledgers.values():
        name = ledger.report.head.form
        if name not in forms:
            known = Headings(ledger.form, groups, words.english_phrases, words.english.asked)
            forms[name] = known, read_words(words.chinese, words.words, words, known)
        known, in_chinese = forms[name]
        publisher = settings.publisher_of(ledger.report.series)
        body = words.body_of(publisher.name)
        speaker = Speaker((publisher.name, publisher.short_name), body, ledger.report.period)
        prose = read_prose(ledger, report_facts(settings, ledger.report))
        chinese = in_chinese.of(speaker)
        english = chinese
        if not all(sentence.chinese for sentence in prose.sentences):
            english = read_words(words.english, words.english_words, words, known).of(speaker)
        reader = Reader(ledger, words, known, chinese, english)
        tokens: list[tuple[Token, ...]] = []
        readings: list[Reading] = []
        for sentence in prose.sentences:
            cut = (chinese if sentence.chinese else english).cut(sentence)
            cut = written_out(sentence.text, cut) if sentence.chinese else cut
            tokens.append(tuple(cut))
            readings.extend(reader.read(sentence, cut))
        whole = bool(body and body.scope)
        yield ReadReport(ledger, prose, tuple(tokens), tuple(readings), reader.meanings, reader.stems, reader.scopes, whole)


@rule(
    REPORT_CLAIM_CONTRADICTED,
    REPORT_OTHER_YEAR,
    "report-parts-mismatch",
    "report-share-wrong",
    "report-comparison-wrong",
    REPORT_NOT_ALL,
    "report-table-wrong",
    severity=Severity.WARNING,
)
def check_prose(ledgers: Mapping[str, Ledger], settings: Settings) -> Iterator[Problem]:
    """Every number of the prose that can be judged is so."""
    for read in read_reports(ledgers, settings):
        copied = yield from _copied(read, settings.report_prose)
        told = yield from _claims(read, copied)
        yield from _patterns(read, told)
        yield from _arithmetic(read, settings.report_prose, told)
        yield from check_tables(read.prose.tables, read.ledger.report)


def _arithmetic(read: ReadReport, words: Language, told: set[int]) -> Iterator[Problem]:
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
        several += BetweenRows(read.ledger, read.meanings, read.stems).faults(
            sentence.text, tokens, own, chinese=sentence.chinese
        )
        if RANKED.search(sentence.text):
            unsettled = (*words.chinese.unsettled, *words.english.unsettled)
            ranks = Ranks(read.ledger, read.meanings, read.stems, unsettled)
            several += ranks.faults(sentence.text, tokens, own, chinese=sentence.chinese)
        if several and read.begins_elsewhere(sentence, tokens, language):
            several = []
        if len(numbers) < 2 and not compares and not several:
            continue
        agreed = frozenset(
            r.number.start for r in own if r.number and (r.verdict == "agrees" or r.number.start in sentence.named)
        )
        wrong = {r.number.start for r in own if r.number and r.verdict == "contradicted"}
        faults = [] if wrong else [*check_sums(sentence.text, tokens, language, agreed)]
        faults += several
        if sentence.chinese and not wrong:
            faults += check_ways(sentence.text, tokens, language, read.meanings, read.ledger, scope=read.scope)
        faults += [] if sentence.chinese else _in_english(read, sentence, tokens, own)
        faults += check_contrasts(sentence.text, tokens, language)
        faults += check_year_parts(sentence.text, tokens, language, read.meanings, read.ledger, chinese=sentence.chinese)
        faults += [
            *check_shares(sentence.text, tokens, language, agreed, _wholes(read) if "%" in sentence.text else ()),
            *(
                check_comparisons(sentence.text, tokens, language, own, read.ledger)
                if sentence.chinese
                else _compared(read, sentence, tokens, [*spoken_of, *own])
            ),
        ]
        for fault in faults:
            place = sentence.place(fault.at)
            if place not in told:
                told.add(place)
                values = {"found": fault.found, "working": fault.working, "expected": fault.expected}
                yield Problem(fault.code, read.ledger.report.position(place), values)


def _of_years(
    read: ReadReport, sentence: Sentence, tokens: tuple[Token, ...], language: OneLanguage, own: list[Reading]
) -> Iterator[Fault]:
    """The faults of what is said of several years or of parts of one: averages, peaks, rates, the changes of a form itself."""
    text, chinese = sentence.text, sentence.chinese
    yield from check_averages(text, tokens, read.meanings, read.stems, read.ledger, own, chinese=chinese)
    yield from check_extremes(text, tokens, read.meanings, read.ledger, own, chinese=chinese)
    yield from Rates(read.ledger, read.meanings, read.stems).faults(text, tokens, own)
    if chinese:
        yield from check_changes(tokens, language, read.meanings, read.ledger)
        yield from check_products(text, tokens)
        yield from check_trend_of_years(text, tokens)
        yield from check_points(text, tokens, own, read.ledger)


def _compared(read: ReadReport, sentence: Sentence, tokens: tuple[Token, ...], own: list[Reading]) -> list[Fault]:
    """The faults of the comparisons of an English sentence, but for those of things that the tables do not tell."""
    faults = [*EnglishComparisons(read.ledger, read.meanings, read.stems).faults(sentence.text, tokens, own)]
    scope = read.scopes.of(sentence, tokens, own) if faults else None
    return [fault for fault in faults if scope is None or not scope.is_other(fault.at)]


def _in_english(read: ReadReport, sentence: Sentence, tokens: tuple[Token, ...], own: list[Reading]) -> Iterator[Fault]:
    """The faults of an English sentence by its own differences, by what stayed the same, and from quarter to quarter."""
    yield from check_own_differences(sentence.text, tokens)
    yield from check_the_same(sentence.text, tokens, own, read.meanings, read.stems, read.ledger)
    yield from check_left_over(sentence.text, tokens, own, read.stems, read.ledger)
    yield from check_between_quarters(sentence.text, tokens, read.meanings, read.stems, read.ledger, own)


def _copied(read: ReadReport, words: Language) -> Generator[Problem, None, set[int]]:
    """The problems of sections that open by counting for another year, as if copied; not where that year brought it."""
    report = read.ledger.report
    said = [reading for reading in read.readings if reading.previous]
    true = {reading.sentence.places[0] for reading in said if reading.verdict == "agrees"}
    true -= {reading.sentence.places[0] for reading in said if reading.verdict == "contradicted"}
    copied: set[int] = set()
    for at, found in copied_years(report, words):
        if at not in true:
            copied.add(at)
            yield Problem(REPORT_OTHER_YEAR, report.position(at), {"found": found, "year": str(report.year)})
    return copied


def _wholes(read: ReadReport) -> list[Decimal]:
    return possible_wholes(read.meanings, read.ledger)


def _claims(read: ReadReport, copied: set[int]) -> Generator[Problem, None, set[int]]:
    """The problems of numbers that contradict the tables; a sentence of another year is told as such."""
    told: set[int] = set()
    for reading in read.readings:
        if reading.sentence.places[0] in copied:
            continue
        if reading.verdict == "contradicted" and reading.meaning and reading.number:
            place = reading.sentence.place(reading.number.start)
            if place not in told:
                told.add(place)
                if reading.whole is not None:
                    yield _not_all(read, place, reading)
                    continue
                yield _contradicted(
                    read,
                    place,
                    reading.said_in(read.ledger.report.body),
                    reading.meaning.name,
                    reading.values[0],
                    reading.meaning.reference,
                    previous=reading.previous,
                )
    return told


def _not_all(read: ReadReport, place: int, reading: Reading) -> Problem:
    """The problem of what is said of all and is so of some."""
    report = read.ledger.report
    values = {
        "found": reading.said_in(report.body),
        "name": reading.meaning.name if reading.meaning else "",
        "part": shown_number(reading.values[0]),
        "whole": shown_number(reading.whole or Decimal(0)),
    }
    return Problem(REPORT_NOT_ALL, report.position(place), values)


def _contradicted(
    read: ReadReport, place: int, found: str, name: str, value: Decimal, reference: str, *, previous: bool = False
) -> Problem:
    """The problem of a number, at its offset in the body, that is not the figure of the tables."""
    report = read.ledger.report
    values = {
        "found": found,
        "name": f"{report.period.before.id} · {name}" if previous else name,
        "expected": shown_number(value),
        "reference": f"{{{{ {reference} }}}}" if reference and not previous else "",
    }
    return Problem(REPORT_CLAIM_CONTRADICTED, report.position(place), values)


def _patterns(read: ReadReport, told: set[int]) -> Iterator[Problem]:
    """The problems of claims that a form writes as patterns: only of what is said of the body itself and the whole year."""
    ledger = read.ledger
    for claim in ledger.form.claims:
        value = ledger.evaluate(claim.figure) if claim.pattern else None
        if value is None or claim.pattern is None:
            continue
        for match in prose_pattern(claim.pattern).finditer(ledger.report.body):
            said = Decimal(match["n"].replace(",", "").replace("，", ""))
            at = match.start("n")
            if at not in told and said != value and _is_own(read, match.start()):
                told.add(at)
                yield _contradicted(read, at, match[0].strip(), claim.name, value, _name(read, claim.figure))


def _name(read: ReadReport, formula: object) -> str:
    return next((name for name, known in read.ledger.form.names.items() if known == formula), "")


def _is_own(read: ReadReport, at: int) -> bool:
    """True if nothing stands before a place of a sentence that is not known to speak of the body and its year."""
    for sentence, tokens in zip(read.prose.sentences, read.tokens, strict=True):
        if sentence.places[0] <= at <= sentence.places[-1]:
            before = [token for token in tokens if sentence.place(token.start) < at]
            return all(token.kind in ("skip", "time", "own", "stop", "parts") for token in before)
    return False
