"""Reading of comparisons: what is said to have grown, fallen or stayed did so, by the numbers named or those of both years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.check.report.prose_reading.both_years import BothYears
from generator.check.report.prose_reading.differences import (
    REPORT_COMPARISON_WRONG,
    Change,
    Pair,
    by_its_way,
    by_so_much,
    by_what_follows,
    is_far,
    is_plain,
    is_towards,
    minus,
    so_many_times,
    tells_all,
)
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.respective import run_of
from generator.check.report.prose_reading.segments import has_time
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.filed import FiledReport
from generator.model.report.language import Language
from generator.model.report.report import shown_number

_IS = ("为", "达", "达到", "至", "是", "共", "降为", "升为", "增至", "降至")
_ADDED = ("新增", "净增", "净增加")
_SINCE = frozenset(("增收", "减收", "多收", "少收"))  # said of the year before alone


def check_comparisons(
    text: str, tokens: Sequence[Token], language: Language, readings: Sequence[Reading], filed: FiledReport
) -> Iterator[Fault]:
    """Faults of a sentence by which something grew, fell or stayed that did not, or not by that much."""
    yield from _Comparing(text, language, {reading.number.start: reading for reading in readings if reading.number}, filed).read(
        tokens
    )


@dataclass
class _Comparison:
    """A comparison: the number of now and of before, as far as they have been said."""

    now: Quantity | None = None
    before: Quantity | None = None
    against: bool = False
    last_year: bool = False


class _Comparing:
    """Reads a sentence for what it compares."""

    def __init__(self, text: str, language: Language, known: Mapping[int, Reading], filed: FiledReport) -> None:
        self._text, self._language, self._known, self._filed = text, language, known, filed
        self._both_years = BothYears(filed)
        self._of_tables = self._both_years.of
        self._state = _Comparison()
        self._origin: Quantity | None = None  # what it grew from: 由 3 万增加到 4 万
        self._compared: Pair | None = None  # what was compared last
        self._label: list[Token] = []
        self._left: Change | None = None  # by how much it grew, of which the numbers may follow
        self._outside: _Comparison | None = None  # what was counted before a bracket opened
        self._was: Quantity | None = None  # last year's, which a number of this year follows: 上年 60 件，今年 75 件
        self._since_last_year = False  # said once: 企业 21 件，比上年增加 4 件；自然人 148 件，增加 27 件
        self._counted: list[Quantity] = []  # what one 分别 may compare: 复议 9 起、诉讼 5 起，较上年分别增加 2 起、4 起
        # 同比 is to the same quarter of another year, of which the report before a quarter's says nothing.
        self._to_before = ("同比", "同期") if filed.report.period.is_year else ("环比",)

    def read(self, tokens: Sequence[Token]) -> Iterator[Fault]:
        """Faults of what is said and is not so."""
        done = 0
        for at, token in enumerate(tokens):
            if at < done:
                continue
            if token.number and self._state.against and any(known.text in self._language.apiece for known in self._label):
                run = run_of(tokens, at)
                yield from self._each(run)
                done, self._label = run[-1][0] + 1, []
            elif token.kind == "stop":
                yield from self._trend()
                self._bracket(token.text)
                self._label = [] if token.text in ",;。:" else self._label
            elif token.number is None:
                yield from self._word(token)
            else:
                follows = tokens[at + 1].text if at + 1 < len(tokens) else ""
                yield from self._number(token.number, follows)
                self._label = []

    def _bracket(self, stop: str) -> None:
        """Goes back behind brackets to what was counted before them: 新收 75 件（自然人 62 件、企业 13 件），同比增长 25%."""
        if stop == "(":
            self._outside = self._state
        elif stop == ")" and self._outside:
            self._state, self._outside = self._outside, None

    def _trend(self) -> Iterator[Fault]:
        """The fault of a piece of a sentence that says in words alone that something grew or fell since the year before."""
        label, state = self._label, self._state
        moved = [token for token in label if self._direction(token)]
        if (
            len(moved) != 1
            or any(token.kind == "share" for token in label)
            or not state.last_year
            or not any(token.kind == "against" for token in label)
        ):
            return
        said = self._known.get(moved[0].start)
        bare = not any(token.word and token.word != "上年" for token in label)
        if bare and state.now and (said is None or said.meaning is None):  # 部分公开 6 件，较上年略有增加
            said = self._known.get(state.now.start)
            said = said if said and said.verdict == "agrees" and not said.previous else None
        if said is None or said.meaning is None or any(token.kind in ("unknown", "no") for token in label):
            return
        both = self._filed, self._filed.previous
        pairs = [tuple(filed.evaluate(formula) if filed else None for filed in both) for formula in said.meaning.formulas]
        known = [(now, then) for now, then in pairs if now is not None and then is not None]
        sign = 1 if self._direction(moved[0]) == "up" else -1
        same = both[1] is not None and both[1].form == both[0].form
        if same and known and len(known) == len(pairs) and all((now - then) * sign <= 0 for now, then in known):
            now, then = known[0]
            text = self._text[label[0].start : moved[0].end]
            yield Fault(REPORT_COMPARISON_WRONG, moved[0].start, text, minus(now, then), shown_number(now - then))

    def _word(self, token: Token) -> Iterator[Fault]:
        """The fault of a word that says that something stayed as it was, where it did not; any word becomes part of the label."""
        state = self._state
        self._label.append(token)
        if token.kind == "against":
            state.against, state.before = True, None
            # 与2023年相比 has two such words, and the year between them.
            state.last_year = token.text in self._to_before or any(known.word == "上年" for known in self._label)
        if token.word == "上年" and state.against:
            state.last_year = True
        if token.kind == "same" and state.against:
            said = self._known.get(token.start)
            values = self._of_tables(said) if said and state.last_year else self._both(None)
            nearly = any(known.kind == "nearly" for known in self._label)
            if values and (is_far(*values) if nearly else values[0] != values[1]):
                yield Fault(REPORT_COMPARISON_WRONG, token.start, token.text, minus(*values), shown_number(values[0] - values[1]))

    def _number(self, number: Quantity, follows: str) -> Iterator[Fault]:
        """The faults of a number by what it is in the comparison: of now, of before, the difference or how many times as much."""
        state, label = self._state, self._label
        direction = next((kind for token in reversed(label) if (kind := self._direction(token))), "")
        last_year = any(token.word == "上年" for token in label)
        this_year = has_time(label) or self._is_this(number)
        plain = last_year and not direction and not state.against
        was = None if is_towards(label) else self._was
        self._was = number if plain and not any(token.text in self._language.before for token in label) else None
        now = state.now if plain and state.now and state.now.unit == number.unit and self._is_this(state.now) else None
        if now:  # 今年受理 75 件，去年为 60 件，增幅 25%
            self._state = _Comparison(now, number, against=True, last_year=True)
            return
        if was and this_year and not state.against and not direction:
            self._state = _Comparison(number, was, against=True, last_year=True)
            self._counted.append(number)
            return
        if was and this_year and direction and not state.against and all(is_plain(token) for token in label):
            yield from self._grown(number, was, direction)
            return
        if not direction and any(token.text in self._language.before for token in label):
            self._origin = number
        elif direction and self._origin and self._origin.unit == number.unit and is_towards(label):
            yield from by_its_way(number, self._origin, direction, self._piece(number))
            yield from self._named(number, self._origin)
            self._state, self._origin = _Comparison(number, self._origin, against=True), None
        elif number.unit == self._language.times:
            yield from self._multiple(number, grown=bool(direction), last_year=last_year or state.last_year)
        elif direction and state.against:
            if not any(token.kind == "unknown" for token in label):
                yield from self._changed(number, direction)
        elif (
            direction
            and self._filed.report.period.is_year
            and ((number.unit == "%" and not self._origin and tells_all(label)) or self._is_bare(label, number))
        ):
            state.last_year = True  # 行政处罚决定减少两成: what a report of a year compares with is the year before
            yield from self._changed(number, direction)
            self._state = _Comparison(now=state.now)
        elif (
            any(token.kind == "against" for token in label)
            or (state.against and last_year)
            or (last_year and follows.startswith("的") and state.now and not state.before)
        ):
            state.before = number
            yield from self._is_before(number)
        else:
            yield from self._is_now(number)
            added = any(token.text in _ADDED for token in label) and state.now and state.now.unit == number.unit
            self._state = state if added else _Comparison(now=number)  # 专栏 6 个，新增 2 个，较上年 4 个增加 2 个
            if not any(token.text in self._language.totals for token in label):
                self._counted.append(number)

    def _each(self, run: Sequence[tuple[int, Sequence[Token], Quantity]]) -> Iterator[Fault]:
        """The faults of numbers by which each of several things grew or fell, in the order in which those were counted."""
        counted = self._counted[-len(run) :]
        direction, last_year = "", self._state.last_year
        for now, (_, label, number) in zip(counted, run, strict=False):
            self._label += label
            direction = next((kind for token in reversed(self._label) if (kind := self._direction(token))), direction)
            if len(counted) != len(run) or not direction or any(token.kind in ("unknown", "word") for token in label):
                return
            self._state = _Comparison(now, against=True, last_year=last_year)
            yield from self._changed(number, direction)
            self._label = []

    def _is_this(self, number: Quantity) -> bool:
        """True if a number is known to be a figure of this year."""
        reading = self._known.get(number.start)
        return reading is not None and reading.meaning is not None and reading.verdict != "uncertain" and not reading.previous

    def _grown(self, number: Quantity, was: Quantity, direction: str) -> Iterator[Fault]:
        """The fault of a number by which there are more, or fewer, than there were: 去年收到 60 件，今年多出 15 件."""
        said = self._known.get(was.start)
        values = self._of_tables(said._replace(previous=False, verdict="uncertain")) if said and said.previous else None
        if values is None or number.unit != was.unit or not was.agrees(values[1]):
            return
        change = values[0] - values[1]
        if not number.agrees(change if direction == "up" else -change):
            yield Fault(REPORT_COMPARISON_WRONG, number.start, self._piece(number), minus(*values), shown_number(change))

    def _is_bare(self, label: Sequence[Token], number: Quantity) -> bool:
        """True if a number behind another of its kind says only by how much that grew: 收费 318.6 万元，增收 18.6 万元."""
        since = label[0].text in _SINCE or (self._since_last_year and label[0].text not in _ADDED)
        alone = len(label) == 1 and since and self._origin is None
        return alone and self._state.now is not None and self._state.now.unit == number.unit

    def _direction(self, token: Token) -> Literal["up", "down", ""]:
        if token.text in self._language.up:
            return "up"
        return "down" if token.text in self._language.down else ""

    def _both(self, number: Quantity | None) -> Pair | None:
        """The values of now and before: as said, or as the tables of both years have them."""
        state = self._state
        if number and any(token.word not in ("", "上年") and not self._direction(token) for token in self._label):
            return self._of_tables(self._known.get(number.start)) if state.last_year else None
        if state.now is None:  # 新收申请增加 15 件，增长 25%
            return self._compared if number and number.unit == "%" else None
        if state.now.bound:
            return None
        if state.before:
            same = state.before.unit == state.now.unit and not state.before.bound
            return (state.now.value, state.before.value) if same else None
        reading = self._known.get(state.now.start)
        if state.last_year and reading and reading.meaning is None and state.now not in self._counted:
            return self._both_years.together(state.now, self._counted, self._known)
        return self._of_tables(reading) if state.last_year and reading and reading.verdict == "agrees" else None

    def _changed(self, number: Quantity, direction: str) -> Iterator[Fault]:
        """The fault of a number that says by how much something grew or fell, in its own unit or in per cent."""
        values = self._both(number)
        self._since_last_year = self._since_last_year or self._state.last_year
        if values is None and self._state.last_year:
            self._left = Change(number, direction, self._state.now, self._piece(number))
        if values is None or (number.unit == "%" and not values[1]):
            return
        self._compared, now = values, self._state.now
        points = number.unit.endswith("百分点") and now is not None and now.unit == "%" and self._state.before is not None
        if points or number.unit == "%" or now is None or number.unit == now.unit:
            faults = [*by_so_much(number, values, direction, self._piece(number))]
            yield from () if faults and self._is_of_earlier(number, direction) else faults

    def _is_of_earlier(self, number: Quantity, direction: str) -> bool:
        """True if a change that does not say of what is that of a number counted before: 75 件，上年结转 6 件，较上年增长 25%."""
        if any(token.word not in ("", "上年") and not self._direction(token) for token in self._label):
            return False
        both = (self._of_tables(self._known.get(counted.start)) for counted in self._counted[:-1])
        return any(pair and not [*by_so_much(number, pair, direction, "")] for pair in both)

    def _is_before(self, number: Quantity) -> Iterator[Fault]:
        """The fault of a change that stands before what there was: 同比增加 46 件（2023 年为 180 件）."""
        if all(token.word == "上年" or token.kind in ("skip", "time") for token in self._label):
            yield from self._named(None, number)

    def _is_now(self, number: Quantity) -> Iterator[Fault]:
        """The fault of a change that stands before what there is: 比上年的 1120 条下降 10%，为 1008 条."""
        label = self._label
        if label and all(token.text in _IS for token in label) and self._left and self._left.now is None:
            yield from self._named(number, self._state.before)

    def _named(self, now: Quantity | None, before: Quantity | None) -> Iterator[Fault]:
        """The fault of by how much something grew that was said before the numbers of it are named."""
        left, self._left = self._left, None
        yield from by_what_follows(left, now or (left.now if left else None), before, self._language.times)

    def _multiple(self, number: Quantity, *, grown: bool, last_year: bool) -> Iterator[Fault]:
        """The fault of a number that says how many times as much as before something is."""
        now, before = self._state.now, self._state.before
        values: Pair | None = None
        if now and before and now.unit == before.unit:
            values = now.value, before.value
        elif last_year and not before and not any(token.kind == "unknown" for token in self._label):
            said = self._known.get(number.start)
            own = said if said and said.meaning else self._known.get(now.start) if now else None
            values = self._of_tables(own._replace(previous=False)) if own and (own is said or own.verdict == "agrees") else None
        if values is None and last_year and not any(token.kind == "unknown" for token in self._label):
            self._left = Change(number, "up", None, self._piece(number))
        if values:
            yield from so_many_times(number, values, self._piece(number), grown=grown)

    def _piece(self, number: Quantity) -> str:
        return self._text[self._label[0].start if self._label else number.start : number.end]
