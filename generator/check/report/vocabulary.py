"""The words of a report's prose by what they do, and sentences cut up into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.check.report.headings import Headings
from generator.check.report.numbers import Bound, Quantity, read_number
from generator.check.report.sentences import Sentence
from generator.model.report_language import Body, Language, Prose

STOPS = frozenset(",，、;；:：()（）。！？!?")
_CHINESE_DIGITS = frozenset("零一二两三四五六七八九十百千〇")
_YEAR_OR_DAY = re.compile(r"\d+(?:[—–~至-]\d+)?(?:年|月|日|号|时|点)|\d{4}[—–-]\d{2,4}")
# The kinds of words, the more telling first: a text that is of two kinds is of the first.
_KINDS = (
    "previous", "next", "time", "whole_time", "own", "parts", "no", "each",
    "at_least", "at_most", "about", "nearly_reached", "up", "down", "same", "nearly", "share", "against", "open", "skip",
)  # fmt: skip
_BOUNDS: Mapping[str, Bound] = {"at_least": "at_least", "at_most": "at_most", "about": "about", "nearly_reached": "nearly"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence: ``word`` (of a claim or heading), ``number``, ``stop``, ``unknown`` or a kind of the language."""

    kind: str
    text: str
    start: int
    end: int
    word: str = ""
    number: Quantity | None = None


@dataclass
class Vocabulary:
    """The words that count for one report, by their first character, longest first."""

    language: Language
    units: Mapping[str, tuple[str, ...]]
    _words: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    _units: list[str] = field(default_factory=list)
    _others: re.Pattern[str] | None = None
    _shift: re.Pattern[str] | None = None

    def cut(self, sentence: Sentence) -> list[Token]:
        """The tokens of a sentence."""
        text = sentence.text
        tokens: list[Token] = []
        at = unknown = 0
        while at < len(text):
            token = self._token(text, at, sentence.chinese)
            if token is None:
                at += 1
                continue
            if at > unknown:
                tokens.append(Token("unknown", text[unknown:at], unknown, at))
            tokens.append(token)
            at = unknown = token.end
        if at > unknown:
            tokens.append(Token("unknown", text[unknown:at], unknown, at))
        return _bounded([token for token in tokens if token.text.strip()])

    def shifts(self, text: str) -> Literal["", "body", "part"]:
        """Whether what follows an unknown text is of another body, or of another time or a part."""
        if self._others and self._others.search(text):
            return "body"
        return "part" if self._shift and self._shift.search(text) else ""

    def _token(self, text: str, at: int, chinese: bool) -> Token | None:
        letter = text[at]
        for lexeme, kind, word in self._words.get(letter, ()):
            if text.startswith(lexeme, at) and (chinese or _is_whole(text, at, at + len(lexeme))):
                return Token(kind, lexeme, at, at + len(lexeme), word)
        if letter in STOPS or (letter == "." and not chinese and not text[at + 1 : at + 2].isalnum()):
            return Token("stop", letter, at, at + 1)
        if letter.isdecimal() or letter in _CHINESE_DIGITS or text.startswith("百分之", at):
            return self._number(text, at, chinese)
        return None

    def _number(self, text: str, at: int, chinese: bool) -> Token | None:
        if match := _YEAR_OR_DAY.match(text, at):
            return Token("unknown", match[0], at, match.end())
        if at and ((text[at - 1].isascii() and (text[at - 1].isalnum() or text[at - 1] in "-.[")) or text[at - 1] in "〔第"):
            return Token("unknown", text[at], at, at + 1) if text[at].isdecimal() else None
        read = read_number(text, at)
        if read is None:
            return None
        value, step, end, over = read
        percent = text.startswith("百分之", at)
        unit = "%" if percent or text.startswith("%", end) else next((u for u in self._units if text.startswith(u, end)), "")
        arabic = text[at].isdecimal()
        if not unit and (not arabic or (chinese and end < len(text) and text[end] not in STOPS and text[end] not in "和及与")):
            return Token("unknown", text[at:end], at, end) if arabic else None
        if (unit == "%" and not percent) or unit not in ("%", ""):
            end += len(unit)
        bound: Bound = "over" if over else ""
        for word in self.language.and_more:
            if text.startswith(word, end):
                bound, end = "at_least", end + len(word)
        for word in self.language.roughly:
            if text.startswith(word, end):
                bound, end = "about", end + len(word)
        return Token("number", text[at:end], at, end, number=Quantity(value, unit, at, end, bound, step))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a piece of an English text is made of whole words."""
    return not (start and text[start].isalnum() and text[start - 1].isalnum()) and not (
        end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    )


def _bounded(tokens: list[Token]) -> list[Token]:
    """The tokens with the words that make a number a bound taken up into the number."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        if token.number and before and before.kind in _BOUNDS and not token.number.bound:
            found[-1] = replace(token, start=before.start, number=replace(token.number, bound=_BOUNDS[before.kind]))
        else:
            found.append(token)
    return found


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and of which year: what a body is called, its kind, and the year of its report."""

    names: tuple[str, ...]
    body: Body | None
    year: int

    def written(self, text: str) -> list[str]:
        """A word of the data as this body writes it in this year, in each of its spellings."""
        if "{" not in text:
            return [text.lower()]
        year = self.year
        facts = {"year": str(year), "previous": str(year - 1), "next": str(year + 1), "next2": f"{(year + 1) % 100:02d}"}
        called = (self.body.called if self.body else ()) if "{body}" in text else ("",)
        return [text.format_map({**facts, "body": name}).lower() for name in called]


def vocabulary(
    language: Language, groups: Mapping[str, Iterable[str]], prose: Prose, headings: Headings | None, speaker: Speaker
) -> Vocabulary:
    """The words of one language for a report."""
    meant: dict[str, tuple[str, str]] = {}
    if headings:
        meant.update((text, ("word", word)) for text, word in headings.says.items())
    for word, texts in groups.items():
        meant.update((text.lower(), ("word", word)) for text in texts if text.lower() not in meant)
    for kind in _KINDS:
        for text in getattr(language, kind):
            for written in speaker.written(text):
                meant.setdefault(written, _kind(kind))
    if headings:
        meant.update((text, ("word", word)) for text, word in headings.pieces.items() if text not in meant)
    if speaker.body and speaker.body.scope:
        meant.update((written, ("own", "")) for text in language.own_whole for written in speaker.written(text))
    meant.update((name.lower(), ("own", "")) for name in speaker.names if name)
    words: dict[str, list[tuple[str, str, str]]] = {}
    for text, (kind, word) in meant.items():
        words.setdefault(text[0], []).append((text, kind, word))
    for listed in words.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    units = sorted(
        {unit for known in prose.units.values() for unit in known} | set(prose.other_units), key=lambda unit: -len(unit)
    )
    others, shift = (re.compile(text) if text else None for text in (language.others, language.shift))
    return Vocabulary(language, prose.units, words, units, others, shift)


def _kind(kind: str) -> tuple[str, str]:
    return ("word", {"previous": "上年", "next": "下年"}[kind]) if kind in ("previous", "next") else (kind, "")
