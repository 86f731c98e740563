"""Reading of the numbers typed in the prose of a report: that they are those of its tables.

A number is judged only where every word beside it is known: what the words mean together is the figure it must be. All others are
uncertain: they are counted, and accused of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from generator.check.report.prose_reading.apart import Counted, read_apart
from generator.check.report.prose_reading.beside import Beside, find_figure, words_beside
from generator.check.report.prose_reading.coincident import read_coincident
from generator.check.report.prose_reading.compared import read_compared, read_ever, read_stemmed
from generator.check.report.prose_reading.english_asides import with_counts_aside
from generator.check.report.prose_reading.english_segments import begins_with_part, english_sides, is_of
from generator.check.report.prose_reading.excess import goes_beyond, read_excess, read_within
from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.judge import ASKED, Judge
from generator.check.report.prose_reading.meanings import Meaning, Meanings, is_sum
from generator.check.report.prose_reading.openings import OfBefore, counts_part
from generator.check.report.prose_reading.ratios import as_share
from generator.check.report.prose_reading.reading import ABOUT, COMPARING, DISPUTES, PEOPLE, TRANSPARENT, Reading, State
from generator.check.report.prose_reading.scopes import Scopes
from generator.check.report.prose_reading.segments import (
    all_said_of,
    among,
    are_within_year,
    done,
    has_time,
    is_a_year,
    is_each,
    is_of_carried,
    is_other,
    joined,
    segments,
    shared_subject,
    sides,
    subject_by_year,
    subject_of,
    undone,
    with_time,
    without_own,
)
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.settled import are_agreed, as_decided, at_large, is_brought, settled
from generator.check.report.prose_reading.settled_in_english import Nouns
from generator.check.report.prose_reading.share_of import bracketed
from generator.check.report.prose_reading.shared_out import read_shared_out
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.topics import Topics
from generator.check.report.prose_reading.under_one_act import UnderOneAct
from generator.check.report.prose_reading.universals import Universals
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary
from generator.check.report.prose_reading.wholes_of_figures import possible_wholes, wholes_asked
from generator.check.report.prose_reading.without_numbers import read_none_of, read_without_numbers
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.language import Prose

_CARRIED = late(r"\b(?:carried|brought) (?:over|forward)\b(?! from| in from)")
_FROM_BEFORE = late(r"\b(?:carried|brought) (?:over |forward |in )+from\b")
_GOES_ON = ("it ", "they ", "its ", "their ", "of the", "the rest")  # an English sentence on whom the one before spoke of


class Reader:
    """Reads the sentences of one report."""

    def __init__(self, filed: FiledReport, prose: Prose, headings: Headings, chinese: Vocabulary, english: Vocabulary) -> None:
        self._filed = filed
        self._prose = prose
        self._chinese, self._english = chinese, english
        self.meanings = Meanings(filed.form, headings)
        self._headings = headings
        unsettled = (*chinese.language.unsettled, *english.language.unsettled)
        self.stems = Stems(headings, self.meanings, english.language, filed.report.year)
        self._judge = Judge(filed, prose, self.meanings, headings, chinese.language, english.language, unsettled, self.stems)
        self.scopes = Scopes(filed, self.meanings, self.stems, english.language)
        self._nouns = Nouns(filed.form, headings.asked, english.language.later, chinese.language.consulted)
        self._universals = Universals(filed, headings, self.meanings, unsettled)
        self._carried: tuple[int, frozenset[str], Literal["", "body", "part"]] = (0, frozenset(), "")
        self.one_act = UnderOneAct(filed, self.meanings)
        self.of_before = OfBefore(self.stems)
        self._topics = Topics(headings, self.meanings, chinese)

    def read(self, sentence: Sentence, tokens: list[Token]) -> Iterator[Reading]:
        """The readings of what the sentence says in numbers, right and wrong."""
        paragraph, before, foreign = self._carried
        goes_on = paragraph == sentence.paragraph
        state = State(topics=self._topics.of(sentence, tokens, before if goes_on else frozenset(), begins=not goes_on))
        same = sentence.chinese or (foreign == "body" and sentence.text.lstrip().startswith(_GOES_ON))
        same = same and not (foreign == "part" and any(token.word in ("收到", "受理") for token in tokens))
        state.foreign = foreign if goes_on and same else ""
        words = frozenset(token.word for token in tokens if token.word)
        disputed = words & DISPUTES and not state.topics & ABOUT and not state.foreign
        ours = replace(state, topics=state.topics | {"信息公开"}) if disputed else None
        readings = as_decided(list(self._read(sentence, tokens, state)), self.meanings, self._filed)
        if ours:  # 行政复议由 7 件增加到 9 件: of whose reviews that is the figures tell
            found = as_decided(list(self._read(sentence, tokens, ours)), self.meanings, self._filed)
            if are_agreed(found, tokens):
                readings = found
            elif is_brought(sentence, tokens, self._chinese):
                readings = at_large(found)
        readings = settled(readings, tokens, self._nouns, self.meanings, self._filed)
        told: Sequence[Reading] = readings
        if not sentence.chinese:
            told = self.scopes.settled(sentence, tokens, [self._at_either_end(self.one_act.settled(r)) for r in readings])
        yield from self.of_before.settled(sentence, tokens, told, self._headings)
        foreign = "" if state.foreign == "part" and not state.of_some else state.foreign
        self._carried = (sentence.paragraph, state.topics, foreign)

    def _at_either_end(self, reading: Reading) -> Reading:
        """The reading of an English number of what was carried over, who knows whether into the year or out of it."""
        number, text = reading.number, reading.sentence.text
        if reading.verdict != "contradicted" or number is None or reading.meaning is None or reading.previous:
            return reading
        before = self._filed.previous if _FROM_BEFORE.search(text, reading.start) and number.unit != "%" else None
        if before is not None and before.form == self._filed.form and any("carried" in word for word in reading.meaning.words):
            left = reading.meaning.values(before) or []  # 13 requests were brought forward from 2023, which carried those
            return reading._replace(verdict="agrees", previous=True) if any(map(number.agrees, left)) else reading
        said = _CARRIED.search(text, reading.start)
        ended = self.stems.at_end(reading.meaning._replace(unit="")) if said else None
        if said is None or ended is None:
            return reading
        if number.unit == "%":
            share = as_share(reading._replace(verdict="uncertain"), ended, self.meanings, self._filed)
            return share if share.verdict == "agrees" else reading
        values = ended.values(self._filed) or []
        return reading._replace(verdict="agrees", meaning=ended) if any(map(number.agrees, values)) else reading

    @cached_property
    def _wholes(self) -> frozenset[Decimal]:
        return frozenset(wholes_asked(self.meanings, self._filed))

    def _read(self, sentence: Sentence, tokens: list[Token], state: State) -> Iterator[Reading]:
        """The readings of a sentence in a state."""
        if sentence.chinese and not state.foreign:
            yield from read_shared_out(self._judge, sentence, tokens, self._chinese, state)
        for segment, inside in segments(tokens) if sentence.chinese else with_time(segments(with_counts_aside(tokens))):
            topics = state.topics
            if sentence.chinese and is_other(segment):  # 其他 1 件: what is listed goes on, and this is whatever is left
                yield Reading(sentence, segment[0].start, segment[-1].end, "uncertain", number=segment[-1].number)
                continue
            yield from self._segment(sentence, segment, tokens, state, inside=inside)
            if inside:  # 75 件（其中法人或其他组织 13 件），上年结转 6 件
                state.topics = topics

    def _segment(
        self, sentence: Sentence, segment: list[Token], tokens: list[Token], state: State, *, inside: bool
    ) -> Iterator[Reading]:
        """The readings of the numbers of a piece of a sentence; ``state`` is brought up to date with what the piece is about."""
        vocabulary = self._chinese if sentence.chinese else self._english
        if any(token.text in vocabulary.language.still for token in segment):
            segment = undone(segment)
        own = any(token.kind == "own" for token in segment)
        unknown = [token for token in segment if token.kind == "unknown"]
        whole = state.foreign == "part" and (has_time(segment) or any(t.word == "上年" for t in segment))
        state.foreign = "part" if state.of_part or state.lasting else "" if own or whole else state.foreign
        numbers = [at for at, token in enumerate(segment) if token.number]
        state.among = state.counts if segment[0].kind == "parts" and sentence.chinese else state.among
        if any(token.kind == "time" and token.text[:1].isdecimal() for token in segment):
            state.previous = False
        yield from self._universals.read(sentence, segment, tokens, state, vocabulary)
        yield from read_none_of(self._judge, sentence, segment, state)
        segment = done(segment, vocabulary.language.rest) if numbers and sentence.chinese else segment
        if not numbers:
            state.ranked = segment if sentence.chinese and any(token.kind == "share" for token in segment) else []
            state.spell = segment if sentence.chinese and are_within_year(segment) else []
            state.subject, state.within, state.counted = subject_of(segment), among(segment), all_said_of(segment)
            yield from read_without_numbers(self._judge, sentence, segment, state, vocabulary)
            state.of_part = begins_with_part(sentence, segment) and self.stems.tells_other(segment)
            return
        if unknown and not own and unknown[0] is next(t for t in segment if sentence.chinese or t.kind != "skip"):
            state.foreign = vocabulary.shifts(unknown[0].text) or state.foreign
        if inside and len(segment) == 1 and (share := bracketed(self._judge, sentence, segment[0], tokens, state)):
            yield share
            return
        uncertain = False  # the last of the numbers
        for order in range(len(numbers)):
            left, right = sides(segment, numbers, order) if sentence.chinese else english_sides(segment, numbers, order)
            if state.ranked and left and all(t.kind == "skip" for t in left):  # 自然人占比最高，达 82.7%
                left = [*state.ranked, *left]
            state.ranked = []
            counted = Counted(segment, numbers, order, left, right)
            apart, share = read_apart(self._judge, sentence, counted, tokens, state, inside=inside)
            if share:
                yield share
                known = share.meaning if share.verdict != "uncertain" and not sentence.chinese else None
                state.shared = known._replace(unit="") if known and is_sum(known.formulas[0]) else None
            if not apart:
                part = state.last
                reading = self._number(sentence, counted.token, left, right, tokens, state, inside=inside)
                yield reading
                uncertain = sentence.chinese and reading.verdict == "uncertain"
                self._remember(reading, counted, part, state)
        by_year = sentence.chinese and all(t.number or t.kind == "time" or t.word == "上年" or is_a_year(t) for t in segment)
        told = (subject_by_year(segment) or shared_subject(segment)) if sentence.chinese else frozenset[str]()
        state.subject = state.subject if by_year else told
        state.counted = frozenset()
        state.spoken_of(segment, self._headings.across, alone=len(numbers) == 1)
        state.foreign = "part" if is_of_carried(segment) else state.foreign
        if uncertain and not inside and counts_part(segment, vocabulary.language, self._wholes):
            state.foreign, state.of_some = state.foreign or "part", True

    def _remember(self, reading: Reading, counted: Counted, part: Meaning | None, state: State) -> None:
        """Remembers of an English number what it means, and that it is of a part no table tells: of the 96 about planning, 60."""
        if reading.sentence.chinese:
            return
        of_part = bool(counted.between) and is_of(counted.between)
        if of_part:  # 42 of the 520 requests (8%): a share is that of the part
            state.last, state.last_at = part, counted.token.start
        if state.last and (of_part or reading.meaning is not None):
            state.meant[counted.token.start] = state.last
        number = counted.token.number
        begins = (
            counted.order == 0 and begins_with_part(reading.sentence, counted.piece) and self.stems.tells_other(counted.piece)
        )
        if begins and number and reading.verdict != "agrees":
            state.of_part = state.of_part or number.value not in possible_wholes(self.meanings, self._filed)
        state.stems = self.stems.said([*counted.left, *counted.right])

    def _of_area(self, uncertain: Reading, beside: Beside, state: State, vocabulary: Vocabulary) -> Meaning | None:
        """The meaning of what bodies of the area of a government did a part of: 县级部门受理 93 件，占 52.2%; else None."""
        number, unknown = uncertain.number, [token.text for token in beside.used if token.kind == "unknown"]
        text = uncertain.sentence.text[uncertain.start : number.start] if number else ""
        first = not any(letter.isdecimal() for letter in uncertain.sentence.text[: number.start]) if number else False
        if first and not state.foreign and "申请" in beside.said <= ASKED and not any(goes_beyond(word) for word in unknown):
            return self._judge.meaning(frozenset(("申请",)), state, [])[0]  # 网上受理申请 51 件，占 68%
        levels = any(word in text for word in vocabulary.language.levels) if state.foreign == "body" and beside.said else False
        if not levels or not beside.said <= ASKED or not any(word in vocabulary.words for word in vocabulary.language.own_whole):
            return None
        return self._judge.meaning(beside.said | {"申请"}, state, [])[0]

    def _unknown(
        self, uncertain: Reading, beside: Beside, tokens: list[Token], state: State, vocabulary: Vocabulary
    ) -> Reading | None:
        """The reading of a Chinese number beside words that are not known, which may still be more than all there are."""
        sentence, left, number = uncertain.sentence, beside.left, uncertain.number
        if not sentence.chinese or number is None:
            return None
        if number.start not in sentence.named:
            state.part = number, self._of_area(uncertain, beside, state, vocabulary)
            if are_within_year(beside.used) and state.foreign != "body":
                return read_within(uncertain, beside.used, state, self._judge)
        first = not left or not any(t.number and t.end == left[0].start for t in tokens)
        sought = first and not state.foreign
        return read_excess(uncertain, left, state, self._judge, self._headings, vocabulary) if sought else None

    def _number(
        self,
        sentence: Sentence,
        token: Token,
        left: list[Token],
        right: list[Token],
        tokens: list[Token],
        state: State,
        *,
        inside: bool,
    ) -> Reading:
        """The reading of a number between the words to its left and right; uncertain where one of those is not known."""
        assert token.number is not None
        vocabulary = self._chinese if sentence.chinese else self._english
        left = without_own(joined(left, vocabulary))
        if state.spell and left and all(t.kind in ("skip", "both") for t in left):  # 三季度收到申请最多，为 28 件
            left = [*state.spell, *left]
        state.spell = []
        beside = words_beside(left, right, self._judge, self._headings, vocabulary, chinese=sentence.chinese)
        used, said = beside.used, beside.said
        start = left[0].start if left else token.start
        end = used[-1].end if used and used[-1].start > token.start else token.end
        uncertain = Reading(sentence, start, end, "uncertain", number=token.number)
        state.folk = state.folk or (token.number.unit in PEOPLE and any(t.kind == "unknown" for t in tokens))
        of_area = state.foreign == "body" and state.part is not None and state.part[1] is not None and token.number.unit == "%"
        if any(t.kind in COMPARING for t in left) and (not state.foreign or of_area):
            compared = read_compared(self._judge, uncertain, left, right, state)
            if sentence.chinese and not any(t.kind == "unknown" for t in left):
                state.keep(said - {"上年"}, self._judge.meanings)
            return compared
        english = not sentence.chinese and not state.foreign
        unknown = english and any(t.kind == "unknown" for t in used)
        if unknown and (found := read_stemmed(self._judge, uncertain, used, tokens, state)):
            return found
        shared = any(t.kind == "both" for t in left) and is_each(left, vocabulary)  # 线上线下申请分别为 30 件、45 件
        whole = has_time(token for token in tokens if token.start < start + 1 or token in left)
        if not whole and not state.foreign and any(t.kind == "whole_time" for t in used):
            state.keep(said, self._judge.meanings)  # of which years is not known; what is counted is
            return read_ever(self._judge, uncertain, used, state)
        foreign = state.foreign and not (state.foreign == "part" and state.among and said and said <= self._headings.across)
        if shared or any(t.kind not in TRANSPARENT and t.kind != "whole_time" for t in used) or foreign:
            more = None if shared else self._unknown(uncertain, beside, tokens, state, vocabulary)
            more = more or (None if foreign or shared else read_coincident(self._judge, uncertain, beside, state))
            if not inside:  # of another body at least what it did is known: 全市收到申请 2310 件，我局收到 75 件
                state.speak_of_others(said, self.meanings.topics, chinese=sentence.chinese)
            return more or uncertain
        meaning, previous = find_figure(self._judge, beside, token.number, state, vocabulary, chinese=sentence.chinese)
        folk = state.folk and said == {"申请"} and not has_time(left)  # 同一申请人提出 5 件以上的 2 人，共提出申请 14 件
        if meaning is None or folk or token.start in sentence.named:
            if meaning is None and not inside and said - self.meanings.topics:
                state.topics, state.inherited = frozenset(), False
            state.keep(said, self._judge.meanings)  # answered 435 requests inside the deadline
            found = read_stemmed(self._judge, uncertain, used, tokens, state) if english else None
            return found or (None if folk else read_coincident(self._judge, uncertain, beside, state)) or uncertain
        reading = self._judge.judge(sentence, token.number, meaning, tokens, state, start, end, previous=previous)
        if reading.verdict == "contradicted" and any(t.text in self._chinese.language.persons for t in used):
            natural, _ = self._judge.meaning(said | {"自然人"}, state, [])  # 公民申请 62 件
            other = natural and self._judge.judge(sentence, token.number, natural, tokens, state, start, end, previous=previous)
            reading = other if other and other.verdict == "agrees" else reading
        state.last, state.last_at = (None if previous else meaning), token.start
        state.known += 1
        if reading.verdict == "agrees" and not previous and not state.topics & ABOUT:
            state.topics |= self._judge.about(meaning)  # 未经复议直接起诉的 3 件中，维持 1 件
        state.told += [meaning] if reading.verdict == "agrees" and not previous else []
        state.origin, state.seen = (meaning if previous else None), meaning
        state.keep(said, self._judge.meanings)
        return reading
