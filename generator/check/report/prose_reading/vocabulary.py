"""The words of a report's prose by what they do, and sentences cut up into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from generator.check.report.prose_reading.fractions import read_fraction
from generator.check.report.prose_reading.numbers import PER_CENT, Bound, Quantity, is_year, read_number, read_number_word
from generator.check.report.prose_reading.sentences import Sentence
from generator.late import late
from generator.model.report.language import Language

STOPS = frozenset(",，、;；:：()（）。！？!?")
_CHINESE_DIGITS = frozenset("零一二两三四五六七八九十百千〇")
NUMERALS = _CHINESE_DIGITS | frozenset("0123456789.")
WORD_LETTERS = frozenset("efnost")  # with which English numbers begin
_SHARED_BY = (
    frozenset("0123456789aefhmnost"),
    frozenset("0123456789一二两三四五六七八九十半对过绝大多翻成"),
)  # with which shares in words begin
# A number behind these is the name of something: section 12, sections 12 and 14, s. 40.
_NAMED_BY = late(
    r"\b(?:sections?|exemptions?|exceptions?|s\.?|ss\.?|regulations?|articles?|paragraphs?|parts?|pages?|p\.|tables?|figures?|appendix|annex|chapters?|schedules?|items?"
    r"|stages?|steps?|levels?|versions?|weeks?|numbers?|no\.|nos\.)\s?(?:\d+\w*(?:\(\w+\))*(?:,| and| or| &| to|-|–)\s?)*$"
)
_COUNTED = late(
    r"\s*(?:of (?:the|these|those|all|our|them|its|their)\b\s*)?(?:\d[\d,]*\s+)?(?:(?:foi|information|valid|such|more)\s+)*"
    r"(?:requests?|cases?|applications?|responses?|replies|decisions?|reviews?)?\s*(?:\([\d.]+ ?(?:%|per ?cent)\)\s*)?"
)
_PERCENTAGE = late(r"\bpercentage of [^.;,\d]*\b(?:was|is|stood at|:) (?:only |just )?$")
_LONG = 3  # figures that no day has
_MEAN = "平均"
_BY_WAY = frozenset("通经以采利")  # with which a list of ways in begins
_AND_SOME = late(r"多(?=$|[,，、。；;：:）)的])")
_YEAR_OR_DAY = late(r"\d+(?:[—–~至-]\d+)?(?:年|月|日|号|时|点)|\d{4}[—–-]\d{2,4}")
_YEARS = late(r"(?<!\d)(?P<first>(?:19|20)\d\d)年?[至到—–~-]{1,2}(?!(?P=first))(?:19|20)\d\d年")  # 2020年至2024年
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DAY = late(rf"(?:st|nd|rd|th)? (?:of )?{_MONTH}\b")
_OF_MONTH = late(rf"(?<!\d )\b{_MONTH} $")
_DAYS_LONG = late(r"-[a-z]")  # the 20-day limit
_BOUNDS: Mapping[str, Bound] = {"at_least": "at_least", "at_most": "at_most", "about": "about", "nearly_reached": "nearly"}


class Token(NamedTuple):
    """A piece of a sentence: ``word`` (of a claim or heading), ``number``, ``stop``, ``unknown`` or a kind of the language."""

    kind: str
    text: str
    start: int
    end: int
    word: str = ""
    number: Quantity | None = None


class Vocabulary(NamedTuple):
    """The words that count for one report: kind and word of each text, and the lengths of texts by their first character."""

    language: Language
    words: Mapping[str, tuple[str, str]]
    lengths: Mapping[str, list[int]]
    units: frozenset[str] = frozenset()
    others: re.Pattern[str] | None = None
    shift: re.Pattern[str] | None = None
    beginnings: frozenset[str] = frozenset()
    manner: re.Pattern[str] | None = None
    list_of_ways: re.Pattern[str] | None = None

    def cut(self, sentence: Sentence) -> list[Token]:
        """The tokens of a sentence."""
        text = sentence.text
        tokens: list[Token] = []
        known = self.beginnings
        at = unknown = 0
        while at < len(text):
            if text[at] not in known:
                at += 1
                continue
            token = self._token(text, at, chinese=sentence.chinese)
            if token is None:
                at += 1
                continue
            if at > unknown:
                tokens.append(Token("unknown", text[unknown:at], unknown, at))
            if sentence.chinese and not token.number:
                token = self._shorter(text, token)
            tokens.append(token)
            at = unknown = token.end
        if at > unknown:
            tokens.append(Token("unknown", text[unknown:at], unknown, at))
        tokens = _bounded([self._settled(token) for token in tokens if token.text.strip()], self.language)
        tokens = _with_names(tokens) if sentence.chinese else tokens
        if any(token.kind == "of_money" for token in tokens):
            tokens = _of_money(tokens)
        return tokens if sentence.chinese else self._joined(text, self._ordinals([_stated(token) for token in tokens]))

    def _ordinals(self, tokens: list[Token]) -> list[Token]:
        """The tokens in which a quarter may be said by its number behind another: 92 in the second quarter, 79 in the third."""
        quarter = next(
            (at for at, token in enumerate(tokens) if token.kind == "word" and token.text.endswith("quarter")), len(tokens)
        )
        behind = (self._ordinal(token) for token in tokens[quarter + 1 :])
        found = [*tokens[: quarter + 1], *behind]
        quarters = [at for at, token in enumerate(found) if at >= quarter and token.kind == "word"]
        of = {at for at, token in enumerate(found) if token.text.strip() == "from" and {at + 1, at + 2} & {*quarters}}
        return [
            token._replace(kind="skip") if at in of else token for at, token in enumerate(found)
        ]  # two from the third quarter

    def _ordinal(self, token: Token) -> Token:
        found = self.words.get(f"{token.text.strip()} quarter") if token.kind == "unknown" else None
        return token._replace(kind=found[0], word=found[1]) if found else token

    def _settled(self, token: Token) -> Token:
        """A token; one that says nothing where all of an unknown text says how work is done: 依法依规妥善."""
        known = token.kind == "unknown" and self.manner and self.manner.fullmatch(token.text)
        return token._replace(kind="skip") if known else token

    def _joined(self, text: str, tokens: list[Token]) -> list[Token]:
        """The tokens of an English text in which a heading is whole that a number parts: answered 83 requests late."""
        at = 0
        while at < len(tokens):
            first = at
            while first and tokens[first - 1].kind in ("unknown", "skip", "word"):
                first -= 1
            while first < at and tokens[first].kind == "skip":
                first += 1
            if tokens[at].number and first < at:
                before = text[tokens[first].start : tokens[at].start].strip()
                start = _counted_end(text, tokens[at].end)
                heading = f"{before} {text[start:]}"
                for length in self.lengths.get(before[0], ()):
                    found = self.words.get(heading[:length])
                    crosses = length > len(before) + 1 and _is_whole(heading, 0, length)
                    if found and found[0] == "word" and crosses:
                        end = start + length - len(before) - 1
                        word = Token("word", heading[:length], tokens[first].start, tokens[at - 1].end, found[1])
                        between = [token for token in tokens[at:] if token.end <= start]
                        behind = [token for token in tokens[at:] if token.start >= end]
                        tokens = [*tokens[:first], word, *between, *_rest(text, end, tokens), *behind]
                        at = first + len(between)
                        break
            at += 1
        return tokens

    def _shorter(self, text: str, token: Token) -> Token:
        """A token, or a shorter one where only that leaves a word behind it: 加 + 上年, not 加上 + 年."""
        end = token.end
        if end - token.start < 2 or end >= len(text) or (text[end] in self.beginnings and self._token(text, end, chinese=True)):
            return token
        for length in self.lengths.get(text[token.start], ()):
            middle = token.start + length
            found = self.words.get(text[token.start : middle])
            if found and middle < end:
                after = self._token(text, middle, chinese=True)
                if after and after.end > end and after.kind not in ("unknown", "stop"):
                    return Token(found[0], text[token.start : middle], token.start, middle, found[1])
        return token

    def shifts(self, text: str) -> Literal["", "body", "part"]:
        """True if what follows an unknown text is of another body, or of another time or a part."""
        if self.others and self.others.search(text):
            return "body"
        return "part" if self.shift and self.shift.search(text) else ""

    def _token(self, text: str, at: int, *, chinese: bool) -> Token | None:
        """The token that begins at a place: the longest word known, a stop or a number; None where no token begins."""
        letter = text[at]
        if longer := self._longer(text, at, chinese=chinese):
            return longer
        for length in self.lengths.get(letter, ()):
            found = self.words.get(text[at : at + length])
            if found and (chinese or _is_whole(text, at, at + length)):
                return Token(found[0], text[at : at + length], at, at + length, found[1])
        if letter in STOPS or (letter == "." and not chinese and _ends(text, at)):
            return Token("stop", letter, at, at + 1)
        if not chinese and letter in WORD_LETTERS:
            return _number_word(text, at)
        if letter.isdecimal() or letter in _CHINESE_DIGITS or text.startswith("百分之", at):
            return self._number(text, at, chinese)
        return None

    def _longer(self, text: str, at: int, *, chinese: bool) -> Token | None:
        """The token of several words that begins at a place: a list of ways in, or a share in words; None where neither does."""
        letter = text[at]
        if letter.isdecimal() and (years := _YEARS.match(text, at)):
            return Token("unknown", years[0], at, years.end())
        if chinese and text.startswith(_MEAN, at):  # 平均办结 says nothing of 均办结
            return Token("unknown", _MEAN, at, at + len(_MEAN))
        if chinese and self.list_of_ways and letter in _BY_WAY and (match := self.list_of_ways.match(text, at)):
            return Token("both", match[0], at, match.end())
        if letter in _SHARED_BY[chinese] and (share := read_fraction(text, at, chinese=chinese)):
            return Token("number", text[at : share.end], at, share.end, number=share)
        return None

    def _unit(self, text: str, at: int) -> str:
        return next((text[at : at + length] for length in (4, 3, 2, 1) if text[at : at + length] in self.units), "")

    def _number(self, text: str, at: int, chinese: bool) -> Token | None:
        """The number that begins at a place, with its unit; a year, a day or part of a name is an unknown word."""
        if match := _YEAR_OR_DAY.match(text, at):
            return Token("unknown", match[0], at, match.end())
        if at and ((text[at - 1].isascii() and (text[at - 1].isalnum() or text[at - 1] in "-.[")) or text[at - 1] in "〔第"):
            return Token("unknown", text[at], at, at + 1) if text[at].isdecimal() else None
        read = read_number(text, at)
        if read is None:
            return None
        value, step, end, over = read
        if not chinese and (_NAMED_BY.search(text, 0, at) or is_year(text, at, end) or _is_day(text, at, end)):
            return Token("unknown", text[at:end], at, end)
        percent = text.startswith("百分之", at) or (not chinese and bool(_PERCENTAGE.search(text, 0, at)))
        spelt = None if chinese else PER_CENT.match(text, end)
        unit = "%" if percent or spelt or text.startswith("%", end) else self._unit(text, end)
        arabic = text[at].isdecimal()
        if not unit and (not arabic or (chinese and end < len(text) and text[end] not in STOPS and text[end] not in "和及与")):
            return Token("unknown", text[at:end], at, end) if arabic else None
        if spelt:
            end = spelt.end()
        elif (unit == "%" and not percent) or unit not in ("%", ""):
            end += len(unit)
        bound: Bound = "over" if over else ""
        for word in self.language.and_more:
            if text.startswith(word, end):
                bound, end = "at_least", end + len(word)
        if chinese and unit and not bound and _AND_SOME.match(text, end):  # 平均每月 6 件多
            bound, end = "over", end + 1
        for word in self.language.roughly:
            if text.startswith(word, end):
                bound, end = "about", end + len(word)
        number = Quantity(value, unit, at, end, bound, step)
        number = number if chinese else number.counting(text)
        return Token("number", text[at : number.end], at, number.end, number=number)


def _with_names(tokens: list[Token]) -> list[Token]:
    """The tokens in which what is the body's own behind an unknown word is part of the name of another: 兄弟 + 医院."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        if token.kind == "own" and before and before.kind == "unknown" and before.end == token.start:
            found[-1] = Token("unknown", before.text + token.text, before.start, token.end)
        else:
            found.append(token)
    return found


def _of_money(tokens: list[Token]) -> list[Token]:
    """The tokens in which what is said of money says nothing before a sum of it, and is unknown before all else."""
    found: list[Token] = []
    money = False
    for token in reversed(tokens):
        if token.number:
            money = token.number.unit.endswith("元")
        elif token.kind == "stop" and token.text != "、":
            money = False
        found.append(token._replace(kind="skip" if money else "unknown") if token.kind == "of_money" else token)
    return found[::-1]


def _is_day(text: str, at: int, end: int) -> bool:
    """True if an English number from a place to another is a day of a month, 1 January, or part of a word: the 20-day limit."""
    return bool(_DAYS_LONG.match(text, end) or _DAY.match(text, end) or (end - at < _LONG and _OF_MONTH.search(text, 0, at)))


def _ends(text: str, at: int) -> bool:
    """True if a full stop of an English text ends something: not that of 3.5, nor that of Rs. 3,180."""
    return not text[at + 1 : at + 2].isalnum() and not (text.endswith("rs", 0, at) and _is_whole(text, at - 2, at))


def _counted_end(text: str, at: int) -> int:
    """The place behind what an English number counts: 83 ‹of the 340 requests› late."""
    match = _COUNTED.match(text, at)
    return match.end() if match else at


def _rest(text: str, end: int, tokens: Iterable[Token]) -> Iterator[Token]:
    """The token that a place is inside of, from there on."""
    for token in tokens:
        if token.start < end < token.end and text[end : token.end].strip():
            yield Token("unknown", text[end : token.end], end, token.end)


def _number_word(text: str, at: int) -> Token | None:
    """An English number written out: nineteen, twenty-five. One is no number: it is a pronoun too."""
    match = None if at and text[at - 1].isalnum() else read_number_word(text, at)
    match = match and match.counting(text)
    return match and Token("number", text[at : match.end], at, match.end, number=match)


def _is_whole(text: str, start: int, end: int) -> bool:
    """True if a piece of an English text is made of whole words; section 8 is none in section 8(1)."""
    if text[end : end + 1] == "(" and text[end - 1].isdecimal():
        return False
    return not (start and text[start].isalnum() and text[start - 1].isalnum()) and not (
        end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    )


def _stated(token: Token) -> Token:
    """A token; an unknown one where it bounds no number: refused under section 12, carried over."""
    return token._replace(kind="unknown") if token.kind in _BOUNDS and token.text in ("under", "over", "some") else token


def _bounded(tokens: list[Token], language: Language) -> list[Token]:
    """The tokens with the words that make a number a bound taken up into the number; 过 in 发生过 says nothing."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        if before and before.kind in _BOUNDS and not token.number and before.text in language.skip:
            found[-1] = before._replace(kind="skip")
        if token.number and before and before.text == "a" and len(found) > 1 and found[-2].kind in _BOUNDS:
            before = found[-2] if token.number.unit == "%" else before  # over a half
            found = found[:-1] if before is found[-2] else found
        if token.number and before and before.kind in _BOUNDS and not token.number.bound:
            found[-1] = token._replace(start=before.start, number=token.number._replace(bound=_BOUNDS[before.kind]))
        else:
            found.append(token)
    return found
