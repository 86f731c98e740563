"""The prose of reports, read: the sentences of each, their tokens, and what their numbers say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.check.report.prose_reading.anaphora import written_out
from generator.check.report.prose_reading.claims import Reader
from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.openings import begins_elsewhere
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.scopes import Scopes
from generator.check.report.prose_reading.sentences import Prose, Sentence, read_prose
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.under_one_act import UnderOneAct
from generator.check.report.prose_reading.vocabulary import Token
from generator.check.report.prose_reading.words import Words, read_words
from generator.check.report.speaker import Speaker
from generator.model.facts import report_facts
from generator.model.report.filed import FiledReport
from generator.model.report.language import Language as OneLanguage
from generator.model.settings import Settings


class ReadReport(NamedTuple):
    """A report as it was read: its prose, the tokens of each sentence, and what its numbers say."""

    filed: FiledReport
    prose: Prose
    tokens: tuple[tuple[Token, ...], ...]
    readings: tuple[Reading, ...]
    meanings: Meanings
    stems: Stems
    scopes: Scopes
    one_act: UnderOneAct
    continued: set[int]  # the places of the sentences that may go on with what no table tells
    scope: bool  # its figures are those of all bodies of its area

    def begins_elsewhere(self, sentence: Sentence, tokens: tuple[Token, ...], language: OneLanguage) -> bool:
        """True if a sentence begins with a part of which the tables do not tell: in housing, refusals outnumbered grants."""
        if sentence.chinese:
            return begins_elsewhere(sentence.text, tokens, language)
        return self.scopes.begins_elsewhere(tokens)


def read_reports(filed_reports: Mapping[str, FiledReport], settings: Settings) -> Iterator[ReadReport]:
    """The reports that are no drafts, read."""
    words = settings.prose
    groups = {name: tuple(texts) for name, texts in words.words.items()}
    forms: dict[str, tuple[Headings, Words]] = {}
    for filed in filed_reports.values():
        name = filed.report.head.form
        if name not in forms:
            known = Headings(filed.form, groups, words.english_phrases, words.english.asked)
            forms[name] = known, read_words(words.chinese, words.words, words, known)
        known, in_chinese = forms[name]
        publisher = settings.publisher_of(filed.report.series)
        body = words.body_of(publisher.name)
        speaker = Speaker((publisher.name, publisher.short_name), body, filed.report.period)
        prose = read_prose(filed, report_facts(settings, filed.report))
        chinese = in_chinese.of(speaker)
        english = chinese
        if not all(sentence.chinese for sentence in prose.sentences):
            english = read_words(words.english, words.english_words, words, known).of(speaker)
        reader = Reader(filed, words, known, chinese, english)
        tokens: list[tuple[Token, ...]] = []
        readings: list[Reading] = []
        for sentence in prose.sentences:
            cut = (chinese if sentence.chinese else english).cut(sentence)
            cut = written_out(sentence.text, cut) if sentence.chinese else cut
            tokens.append(tuple(cut))
            readings.extend(reader.read(sentence, cut))
        yield ReadReport(
            filed,
            prose,
            tuple(tokens),
            tuple(readings),
            reader.meanings,
            reader.stems,
            reader.scopes,
            reader.one_act,
            reader.of_before.continued,
            bool(body and body.scope),
        )
