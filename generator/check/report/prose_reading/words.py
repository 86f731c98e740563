"""The words that count for a report: those of its language, its form and its body, by what they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.vocabulary import NUMERALS, STOPS, WORD_LETTERS, Vocabulary
from generator.check.report.speaker import Speaker
from generator.model.report.language import Language, Prose

# The kinds of words, the more telling first: a text that is of two kinds is of the first.
_KINDS = (
    "previous", "next", "time", "whole_time", "own", "parts", "no", "each",
    "at_least", "at_most", "about", "nearly_reached", "up", "down", "same", "nearly", "share", "against", "open", "skip",
    "of_money", "both", "compounds",
)  # fmt: skip
_LIST_OF_WAYS = (
    "(?:通过|经由?|以|采[取用]|利用)ONE(?:[、和及与]ONE){1,7}等(?:多种|各种|各类|不同)?"
    + "(?:方式|渠道|途径|形式)(?:提交|提出)?的?(?=共|总共|一共|合计|总计)"
)
_OF_TIME = ("previous", "next", "time")


@dataclass(frozen=True)
class Words:
    """The words of one language in one form, whoever speaks; those of a year and a body come on top."""

    language: Language
    prose: Prose
    meant: Mapping[str, tuple[str, str]]
    lengths: Mapping[str, list[int]]  # of those texts, the longest first, by the letter that they begin with
    units: frozenset[str]

    def of(self, speaker: Speaker) -> Vocabulary:
        """The words that count for one report."""
        meant = self.meant
        templates = self._templates
        if not speaker.period.is_year:
            years = {text.lower() for kind in _OF_TIME for text in getattr(self.language, kind)}
            meant = {text: meaning for text, meaning in meant.items() if text not in years}
            times = getattr(self.language, speaker.period.kind)
            templates = [(text, _kind(kind)) for kind in _OF_TIME for text in getattr(times, kind)]
            templates += [entry for entry in self._templates if entry[0] not in years]
        own: dict[str, tuple[str, str]] = {}
        for text, meaning in templates:
            for written in speaker.written(text):
                own.setdefault(written, meaning)
        if speaker.body and speaker.body.scope:
            own.update((written, ("own", "")) for text in self.language.own_whole for written in speaker.written(text))
        else:
            own.update((written, ("own", "")) for text in self.language.own_narrow for written in speaker.written(text))
        own.update((name.lower(), ("own", "")) for name in speaker.names if name)
        called = speaker.body.called if speaker.body else ()  # 医院: what is said of a hospital by its own is of it
        own.update((name, ("own", "")) for name in called if len(name) > 1 and self.language.own_whole)
        own = {text: meaning for text, meaning in own.items() if text not in meant or meaning[0] == "own"}
        lengths = dict(self.lengths)
        for text in own:
            known = lengths.get(text[0], [])
            if len(text) not in known:
                lengths[text[0]] = sorted([*known, len(text)], reverse=True)
        others, shift = self._patterns
        elsewhere = self._bodies_beside(speaker)
        if elsewhere:
            others = re.compile(rf"{self.language.others}|\b(?:{'|'.join(elsewhere)})\b")
        said = {**meant, **own}
        for kind in elsewhere:
            said.pop(f"the {kind}", None)
        beginnings = frozenset(lengths) | STOPS | NUMERALS | WORD_LETTERS | frozenset("ahmo半对过绝大多翻成平")
        return Vocabulary(self.language, said, lengths, self.units, others, shift, beginnings, self._manner, self._list_of_ways)

    def _bodies_beside(self, speaker: Speaker) -> list[str]:
        """The kinds of bodies of which a body whose name tells its own kind is none: the university, for a council."""
        name = speaker.names[0].lower().split() if speaker.names else []
        kinds = self.language.kinds
        tells = kinds and any(text.removeprefix("the ") in name for text in self.language.own)
        return [kind for kind in kinds if kind not in name] if tells else []

    @cached_property
    def _templates(self) -> list[tuple[str, tuple[str, str]]]:
        return [(text, _kind(kind)) for kind in _KINDS for text in getattr(self.language, kind) if "{" in text]

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        others, shift = (re.compile(text) if text else None for text in (self.language.others, self.language.shift))
        return others, shift

    @cached_property
    def _manner(self) -> re.Pattern[str] | None:
        words = sorted(self.language.manner, key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(map(re.escape, words))})+") if words else None

    @cached_property
    def _list_of_ways(self) -> re.Pattern[str] | None:
        """The pattern of lists of ways in that are all there are: 通过网站、信函、当面等方式共."""
        ways = "|".join(map(re.escape, sorted(self.language.ways, key=len, reverse=True)))
        one = rf"[^,;:。()、和及与\d]{{0,8}}?(?:{ways})[^,;:。()、和及与\d]{{0,6}}"
        return re.compile(_LIST_OF_WAYS.replace("ONE", one)) if ways else None


class _Ground(NamedTuple):
    """The words of a language that are the same in all forms, and their lengths, the longest first, by their first letter."""

    meant: Mapping[str, tuple[str, str]]
    lengths: Mapping[str, list[int]]


_known: dict[int, tuple[Language, Mapping[str, Iterable[str]], _Ground]] = {}  # by the identity of the language
_MOST_KNOWN = 8


def _ground(language: Language, groups: Mapping[str, Iterable[str]]) -> _Ground:
    """The words of claims, and those of a language: many, so they are read once for all forms and reports."""
    known = _known.get(id(language))
    if known is not None and known[0] is language and known[1] is groups:
        return known[2]
    meant: dict[str, tuple[str, str]] = {}
    for word, texts in groups.items():
        for text in texts:
            meant.setdefault(text.lower(), ("word", word))
    for kind in _KINDS:
        meaning = _kind(kind)
        for text in getattr(language, kind):
            if "{" not in text:
                meant.setdefault(text.lower(), meaning)
    found: dict[str, set[int]] = {}
    for text in meant:
        found.setdefault(text[0], set()).add(len(text))
    ground = _Ground(meant, {letter: sorted(lengths, reverse=True) for letter, lengths in found.items()})
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[id(language)] = language, groups, ground
    return ground


def read_words(language: Language, groups: Mapping[str, Iterable[str]], prose: Prose, headings: Headings) -> Words:
    """The words of one language in a form: whole headings, the words of claims, those of the language, pieces of headings."""
    ground = _ground(language, groups)
    more = {text: ("word", word) for text, word in headings.says.items()}
    for noun in headings.asked[1:] if language.asked else ():  # what is said of requests is said of applications
        for text in (text for text in language.skip if language.asked[0].removesuffix("s") in text):
            said = text.replace(language.asked[0].removesuffix("s"), noun.removesuffix("s"))
            if said not in ground.meant:
                more.setdefault(said, ("skip", ""))
    for text, word in headings.pieces.items():
        if text not in ground.meant:
            more.setdefault(text, ("word", word))
    lengths = dict(ground.lengths)
    for text in more:
        known = lengths.get(text[0], [])
        if len(text) not in known:
            lengths[text[0]] = sorted([*known, len(text)], reverse=True)
    units = {unit for known in prose.units.values() for unit in known} | set(prose.other_units)
    return Words(language, prose, {**ground.meant, **more}, lengths, frozenset(units))


def _kind(kind: str) -> tuple[str, str]:
    if kind == "compounds":
        return "unknown", ""
    return ("word", {"previous": "上年", "next": "下年"}[kind]) if kind in ("previous", "next") else (kind, "")
