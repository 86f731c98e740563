"""Judgement of a number whose meaning is known: that it is the figure of the tables, or the share of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.ratios import as_share
from generator.check.report.prose_reading.reading import ABOUT, DISPUTES, TRANSPARENT, Reading, State, Verdict
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.shares import is_of_all
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.check.report.prose_reading.wholes_of_figures import wholes_asked
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.language import Language, Prose

ASKED = frozenset(("申请", "收到", "信息公开", "受理", "本年"))
_EACH_TIME = frozenset(("人次", "家次"))
_PEOPLE = _EACH_TIME | {"人", "名", "位", "家", "户"}
IN_TIME = late(r"\b(?:on|in|within) time\b|\bdeadlines?\b|\btime ?limits?\b")
_CAME = frozenset(("came", "concerned", "related", "arrived", "involved", "came from", "related to"))
_NUMBERED = late(r"\d|\bof (?:the|those|these)\b")
_OF_REQUESTS = late(
    r" (?:of |out of )?(?:all |the |our |these |its |those )*(?:foi |information |valid )?"
    r"(?:requests|applications|answers|responses|replies)"
    r"(?= (?:was|were|had|got|received|came|did|met|missed)\b)"
)
_DIGITS = late(r"\d+")
_LOST = "败诉"
_DECIDED = "决定"  # a column of them
_MONEY = frozenset(("金额", "总额", "采购金额", "总金额", "资金"))


@dataclass(frozen=True)
class Judge:
    """Judges the numbers of one report; ``unsettled`` are words in headings of what is not decided yet."""

    filed: FiledReport
    prose: Prose
    meanings: Meanings
    headings: Headings
    chinese: Language
    english: Language
    unsettled: Collection[str]
    stems: Stems

    def judge(
        self,
        sentence: Sentence,
        number: Quantity,
        meaning: Meaning,
        tokens: list[Token],
        state: State,
        start: int,
        end: int,
        *,
        previous: bool,
    ) -> Reading:
        """The reading of a number whose meaning is known; uncertain where a figure is missing or another thing is counted."""
        uncertain = Reading(sentence, start, end, "uncertain", meaning, number=number, previous=previous)
        # 按期办结率 100%
        timely = meaning.unit == "%" and self.says_when(token for token in tokens if start <= token.start < number.start)
        # 半数以上的申请予以公开
        first = not any(start <= t.start and t.end <= number.start for t in tokens) and not self.says_when(tokens)
        if number.unit == "%" and meaning.unit != "%" and (not sentence.chinese or first) and not previous:
            asks = first and self._asks(tokens, number)
            asked = self.meanings.find(frozenset(("申请",)), frozenset(), frozenset()) if asks else None
            other = not sentence.chinese and IN_TIME.search(sentence.text, start, end) and not _is_of_time(meaning)
            behind = not sentence.chinese and sentence.text.startswith((" of ", " of those"), number.end)
            other = other or (behind and _is_share_of(meaning, number, tokens))
            other = other or (behind and self.meanings.is_whole(meaning))  # 40% of answers gave it all: a share of those
            among = self._of_requests(sentence, number)
            return uncertain if other else as_share(uncertain, meaning, self.meanings, self.filed, asked, among)
        filed = self.filed.previous if previous else self.filed
        decided = any(token.text in self.prose.decided and token.end == number.start for token in tokens)
        people = number.unit in _PEOPLE and bool(meaning.words & self.headings.across)
        times = Decimal(1) if people else self._times(number, meaning.unit, meaning.name.lower(), decided=decided)
        other = meaning.unit == "%" and not self.meanings.are_of_one_table(
            state.seen, meaning
        )  # 制发规范性文件 3 件，公开率 100%
        if timely or other or filed is None or times is None or (previous and filed.form != self.filed.form):
            return uncertain
        parted = any(token.kind == "parts" and token.start >= number.end for token in tokens)
        values = meaning.values(filed, with_parts=parted)
        if values is None:
            return uncertain
        agrees = any(number.agrees(value, times) for value in values)
        if people and number.unit not in _EACH_TIME:  # one of them may apply more than once
            agrees = agrees or number.value <= max(values)
        if not agrees and not sentence.chinese and self._is_of_other_table(sentence, meaning, state):
            return uncertain
        before = () if sentence.chinese else (token.word for token in tokens if token.start < start)
        columns = (state.columns | {*before}) & self.headings.columns_beside(meaning.words) & self.headings.columns
        parts = not sentence.chinese and self._is_of_column(tokens, start, number.start)
        if (
            not agrees and columns and meaning.unit != "%" and not meaning.words & self.headings.across
        ):  # it may be that of the column spoken of
            return self._in_column(uncertain, meaning, columns, times, people=people, parts=parts)
        return Reading(sentence, start, end, "agrees" if agrees else "contradicted", meaning, tuple(values), number, previous)

    def _of_requests(self, sentence: Sentence, number: Quantity) -> Sequence[Decimal]:
        """The wholes that requests, or answers, as such may be, where an English share is one of those: one in ten answers."""
        said = not sentence.chinese and not _NUMBERED.search(sentence.text, 0, number.start)
        return wholes_asked(self.meanings, self.filed) if said and _OF_REQUESTS.match(sentence.text, number.end) else ()

    def _is_of_column(self, tokens: Sequence[Token], start: int, at: int) -> bool:
        """True if an English number is one of the parts of what was counted of a column, or the sentence begins with that."""
        parts = any(token.kind == "parts" and start <= token.start < at for token in tokens)
        numbers = [at for at, token in enumerate(tokens) if token.number and tokens[0].text.strip() == "of"]
        kept = tokens[numbers[0] + 1 :] if numbers else tokens  # of the 105 requests of the fourth quarter, 92 were in time
        named = [token for token in kept if token.word in self.headings.columns or token.kind == "time" or token.number]
        leads = bool(named) and named[0].word in self.headings.columns
        return parts or (leads and sum(token.word in self.headings.columns or token.kind == "time" for token in tokens) == 1)

    def _in_column(
        self, uncertain: Reading, meaning: Meaning, columns: frozenset[str], times: Decimal, *, people: bool, parts: bool
    ) -> Reading:
        """The reading of a number that is not all of a row where one column is spoken of: that of the column, if known.

        In English only of ``parts`` of what was counted of that column: Q3 brought 79 requests, of which 68 were in time.
        """
        number = uncertain.number
        narrowed = self.meanings.find(meaning.words | columns, ABOUT, frozenset()) if len(columns) == 1 and not people else None
        values = narrowed.values(self.filed) if narrowed and not uncertain.previous else None
        if number is None or narrowed is None or not values or not (parts or uncertain.sentence.chinese):
            return uncertain
        verdict: Verdict = "agrees" if any(number.agrees(value, times) for value in values) else "contradicted"
        return uncertain._replace(verdict=verdict, meaning=narrowed, values=tuple(values))

    def _is_of_other_table(self, sentence: Sentence, meaning: Meaning, state: State) -> bool:
        """True if the number before was of another table and nothing says that this one is of its own: reviews, … two open."""
        open_ = any(word in said for word in self.unsettled for said in meaning.words)
        if state.seen is None or not open_ or "request" in sentence.text[sentence.text.rfind(",") + 1 :]:
            return False
        return not self.meanings.are_of_one_table(state.seen, meaning)

    def _times(self, number: Quantity, unit: str, named: str, *, decided: bool) -> Decimal | None:
        """The number of units of the figure in a unit of the number; None where they count different things."""
        if unit == "%" or number.unit == "%":
            return Decimal(1) if unit == number.unit else None
        if unit == "万元":
            return {"万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000)}.get(number.unit)
        if not number.unit or named.startswith(number.unit):  # two officers
            return Decimal(1)
        units = self.prose.units.get(unit or "件", (unit,))
        return Decimal(1) if number.unit in units or (decided and number.unit in self.prose.other_units) else None

    def _asks(self, tokens: Iterable[Token], number: Quantity) -> bool:
        """True if a share is one of all applications: 半数以上的申请予以公开."""
        after = [token for token in tokens if token.start >= number.end]
        words = [token.word for token in after[:3] if token.word]
        return words[:1] == ["申请"] and any(token.word not in ("", "申请") for token in after)

    def says_when(self, tokens: Iterable[Token]) -> bool:
        """True if tokens say that something was done in time, of which there may be no figure."""
        return any(t.text in self.chinese.in_time for t in tokens)

    def meaning(self, said: frozenset[str], state: State, texts: Iterable[tuple[str, str]]) -> tuple[Meaning | None, bool]:
        """The meaning of words, and whether it is that of the year before."""
        texts = list(texts)
        long = self.meanings.long(texts)
        if any(_LOST in text for text, _ in texts):  # which only a lawsuit can be
            said |= {"行政诉讼"}
        if state.previous:
            said |= {"上年"}
        meaning = self.meanings.find(said, state.topics, long)
        if meaning is None and "上年" in said:
            meaning = self.meanings.find(said - {"上年"}, state.topics, long)
            return meaning, meaning is not None
        return meaning, False

    def share(self, uncertain: Reading, left: list[Token], state: State) -> Reading | None:
        """The reading of a share behind a word for one, by what stands before and behind that; None where they do not tell."""
        if any(token.text in self.chinese.before for token in left):  # 占比由 27% 升至 29%: the first is last year's
            return uncertain
        at = next((at for at, token in enumerate(left) if token.kind == "share"), 0)
        subject, of = left[:at], [token for token in left[at:] if token.kind != "share"]
        known = all(token.kind in TRANSPARENT for token in (*subject, *of)) and not self.says_when(subject)
        if known and not subject and state.last and not any(token.word for token in of) and is_next(uncertain, state):
            return as_share(uncertain, state.last, self.meanings, self.filed, self.all_asked(state.last))
        if subject and all(token.kind in TRANSPARENT for token in subject) and is_of_all(left[at:], self.chinese):
            part = None if self.says_when(subject) else self.counted(subject, state)
            if part and part.words <= ASKED and state.subject & self.headings.across:  # 自然人是申请的主体，提交申请占比达 82.7%
                part, _ = self.meaning(part.words | state.subject, state, [])
            whole = self.all_asked(part) or self._whole_of(of, state) or self._counted_before(part, of, state)
            return as_share(uncertain, part, self.meanings, self.filed, whole)
        if not known or not any(token.word for token in of):
            return None
        about = self.about(state.last) if state.last else frozenset()
        free = (
            replace(state, topics=(state.topics - (state.last.words - DISPUTES)) | about) if state.last and not subject else state
        )
        whole = self.counted(of, free)  # 占无法提供总数的一半; 36 件，占办结总数的 47.4%
        part = self.counted(subject, state) if subject else state.last
        if part is None and not subject and state.subject:  # 自然人仍是申请主体，占全部新收申请的 82.7%
            part, _ = self.meaning(state.subject, state, [])
        return as_share(uncertain, part, self.meanings, self.filed, whole) if whole else uncertain

    def about(self, meaning: Meaning) -> frozenset[str]:
        """The words for what the table of a figure is about: 不掌握相关信息的 19 件，占办结总数的四分之一."""
        grids = (grid for grid in self.headings.grids if grid.about and meaning.words & grid.headings)
        return next((grid.about & ABOUT for grid in grids), frozenset())

    def _counted_before(self, part: Meaning | None, of: Iterable[Token], state: State) -> Meaning | None:
        """The whole that was counted before, where nothing else is named: 不予公开的 7 件中，过程性信息占比超过四成."""
        named = any(token.word for token in of) or part is None or part.words & self.headings.across
        return self.meanings.find(state.among, ABOUT, frozenset()) if state.among and not named else None

    def _whole_of(self, of: Iterable[Token], state: State) -> Meaning | None:
        """The whole that a share is one of, where that is said: 占办结申请的; or was just before: 不予处理的申请中，……占."""
        if any(token.word == "办结" for token in of):
            return self.meanings.find(frozenset(("申请", "办结")), frozenset(), frozenset())
        narrow = state.within - ASKED - {"办结", "答复", "受理", "办理", "本年"}
        return self.meanings.find(narrow | {"申请"}, frozenset(), frozenset()) if len(narrow) == 1 else None

    def all_asked(self, part: Meaning | None) -> Meaning | None:
        """The meaning of all applications, where a thing is those of one kind of applicant; None where it is not."""
        columns = part.words & self.headings.across if part else frozenset()
        rest = part.words - columns if part else frozenset()
        return self.meanings.find(rest, frozenset(), frozenset()) if columns and "申请" in rest else None

    def amount(self, unit: str, said: Iterable[Token], state: State) -> Meaning | None:
        """The meaning of a sum of money beside which nothing but that is said: of the thing spoken of, in its money column."""
        words = list(said)
        if unit not in ("万元", "元", "亿元") or any(t.word for t in words) or not any(t.text in _MONEY for t in words):
            return None
        for grid in self.headings.grids:
            rows = [row for row in grid.rows if row.own in state.topics]
            cells = [(row.id, column.id) for row in rows for column in grid.columns]
            money = [cell for cell in cells if self.headings.unit([cell]) == "万元"]
            if len(rows) == len(money) == 1 < len(grid.columns):
                return self.meanings.of_cells(grid, money, frozenset((rows[0].own,)))
        return None

    def decided(self, unit: str, said: frozenset[str]) -> Meaning | None:
        """The meaning of a count of decisions, where a row has columns for matters too, which are told as 项: 行政处罚 52 件."""
        for grid in self.headings.grids if unit in self.prose.units.get("件", ()) else ():
            rows = [row for row in grid.rows if {row.own} == said]
            columns = [column.id for column in grid.block.columns if _DECIDED in column.label]
            if len(rows) == len(columns) == 1 < len(grid.columns):
                return self.meanings.of_cells(grid, [(rows[0].id, columns[0])], said)
        return None

    def counted(self, tokens: list[Token], state: State) -> Meaning | None:
        """The meaning of words that are counted: of a figure, or of several rows of a table together."""
        said = frozenset(t.word for t in tokens if t.word)
        unknown = any(t.kind == "unknown" for t in tokens)
        meaning, previous = self.meaning(said, state, [(t.text, t.word) for t in tokens if t.word])
        meaning = None if unknown else meaning
        if meaning is None and tokens and all(t.text.isascii() for t in tokens):
            meaning = self.stems.find(tokens)
        return None if previous else meaning or self.meanings.together(said, state.topics)

    def nought_stemmed(self, sentence: Sentence, segment: list[Token], state: State) -> Iterator[Reading]:
        """The reading of an English denial as the number nought, by the stems of what it denies: no requests were left open."""
        meaning = self.stems.find([token for token in segment if token.kind != "no"])
        if meaning and meaning.unit != "%":
            zero = Quantity(Decimal(0), "", segment[0].start, segment[-1].end)
            yield self.judge(sentence, zero, meaning, [], state, zero.start, zero.end, previous=False)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The headings that may be counted: those of rows and of columns."""
        return self.meanings.topics | self.headings.columns

    def nought(self, sentence: Sentence, segment: list[Token], state: State) -> Iterator[Reading]:
        """The readings of a denial as the number nought, a reading for each noun it denies: 没有申请行政复议、行政诉讼."""
        words = [(token.text, token.word) for token in segment if token.word]
        said = frozenset(word for _, word in words)
        zero = Quantity(Decimal(0), "", segment[0].start, segment[-1].end)
        no = next((at for at, token in enumerate(segment) if token.kind == "no"), -1)
        behind = {token.word for token in segment[no + 1 :]} & self.nouns  # 行政诉讼无败诉 denies no lawsuit
        nouns = [word for word in dict.fromkeys(word for _, word in words) if word in (behind or self.nouns) - ABOUT]
        if said >= DISPUTES and behind and not behind & DISPUTES:  # 行政复议、行政诉讼案件均未被纠正
            nouns = [word for word in nouns if word not in behind] + sorted(DISPUTES)
        sets = [said] if len(nouns) < 2 else [said, *(said - frozenset(nouns) | {noun} for noun in nouns)]
        for chosen in sets:
            meaning, previous = self.meaning(chosen, state, words)
            if meaning is None and chosen <= DISPUTES:  # none at all is none of these
                meaning, previous = self.meanings.find(chosen, ABOUT, frozenset()), False
            if meaning is None:
                continue
            number = Quantity(zero.value, "%" if meaning.unit == "%" else "", zero.start, zero.end)
            if meaning.unit != "%":
                reading = self.judge(
                    sentence, _as_unit(number, meaning), meaning, [], state, zero.start, zero.end, previous=previous
                )
                yield reading
            if chosen is said:
                return


def _is_share_of(meaning: Meaning, number: Quantity, tokens: Sequence[Token]) -> bool:
    """True if an English share is one of what a meaning is of, and not that: a quarter of business requests came from two."""
    behind = [token for token in tokens if token.start >= number.end]
    named = max((at for at, token in enumerate(behind) if token.word and token.word in meaning.words), default=-1)
    return any(token.text.strip() in _CAME for token in behind[named + 1 :]) and named >= 0


def _is_of_time(meaning: Meaning) -> bool:
    """True if a meaning is of what was done in time, or late: 90% of our answers went out on time is no share of all answers."""
    return any(word in meaning.name.lower() for word in ("within", "time", "late"))


def is_next(reading: Reading, state: State) -> bool:
    """True if no other number stands between a number and the last one whose meaning is known: 有 62 件，占八成多."""
    text = reading.sentence.text
    own = text[state.last_at : state.last_at + 1].isdecimal()  # not where it is in words
    return reading.number is not None and len(_DIGITS.findall(text[state.last_at : reading.number.start])) == own


def _as_unit(number: Quantity, meaning: Meaning) -> Quantity:
    return Quantity(number.value, "万元", number.start, number.end) if meaning.unit == "万元" else number
