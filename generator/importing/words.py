"""The ways in which sheets are written, as data: heads, rows that are no data, marks for nothing, for yes and for no end."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import field, fields
from pathlib import Path

from generator.late import late
from generator.load.settings.catalog import load_data
from generator.load.shipped import list_data
from generator.model.labels import Labels
from generator.model.record import Texts, record
from generator.model.text_pattern import Expression
from generator.problems import Problem

FOLDER = "site_config/import"
_AT_END = late(r"[(\[][^()\[\]]*[)\]]$")
_BRACKETS = late(r"[()\[\]]")
_BLANKS = late(r"[\s*★☆\u3000]+")


@record
class Words:
    """``site_config/import/NAME.yml``: patterns for the whole of a head or of a cell, without blanks and in narrow signs."""

    heads: Mapping[str, tuple[Expression, ...]] = field(default_factory=dict)
    modifiers: tuple[Expression, ...] = ()  # before a head
    parts: tuple[Expression, ...] = ()  # a head below another, which it says a part of
    things: tuple[Expression, ...] = ()  # a head that may be that of the titles, where there is no other
    by_days: Mapping[str, str] = field(default_factory=dict)  # by field, the one that is meant where its cells are days
    numbers: tuple[Expression, ...] = ()
    totals: tuple[Expression, ...] = ()
    samples: tuple[Expression, ...] = ()
    instructions: tuple[Expression, ...] = ()
    notes: tuple[Expression, ...] = ()
    signatures: tuple[Expression, ...] = ()
    forever: tuple[Expression, ...] = ()
    bodies: tuple[Expression, ...] = ()  # a line that is the name of a body
    days: tuple[Expression, ...] = ()  # before a day, that of the whole document
    blanks: tuple[Expression, ...] = ()
    links: tuple[Expression, ...] = ()
    yes: Texts = ()
    no: Texts = ()
    yes_means: Mapping[str, str] = field(default_factory=dict)  # by field, the value of its list
    meanings: Mapping[str, Mapping[str, tuple[Expression, ...]]] = field(default_factory=dict)  # by field, by value of its list

    def says(self, name: str, text: str, *, begins: bool = False) -> bool:
        """True if a text is one of the things of that name, or begins so."""
        pattern = _any(getattr(self, name))
        return bool(pattern.match(narrow(text)) if begins else pattern.fullmatch(narrow(text)))

    def flag(self, text: str) -> bool | None:
        """True or False for a way of saying yes or no, None for another text."""
        said = narrow(text)
        for answer, words in ((True, self.yes), (False, self.no)):
            if said.lower() in {narrow(word).lower() for word in words}:
                return answer
        return None

    def meant(self, name: str, text: str, values: Container[str]) -> str:
        """Which of the values of a list is meant by another way of saying it; nothing where none is."""
        ways = self.meanings.get(name, {})
        return next((value for value, said in ways.items() if value in values and _any(said).fullmatch(narrow(text))), "")

    def field_of(self, head: str) -> str:
        """The field that a head stands for, by the whole of it, else without what qualifies it; nothing where none is known."""
        found = ""
        while head and not found:
            found = next((name for name, patterns in self.heads.items() if _any(patterns).fullmatch(head)), "")
            qualified = _any(self.modifiers).match(head)
            if not qualified:
                break
            head = head[qualified.end() :]
        return found


def load_words(site: Path, labels: Labels, problems: list[Problem]) -> Words:
    """The ways of writing in all languages together; those of a file of the site's own with them."""
    found = [load_data(site, f"{FOLDER}/{name}", Words, labels, problems) for name in list_data(site, FOLDER)]
    known = [words for words in found if words]
    heads: dict[str, tuple[str, ...]] = {}
    meanings: dict[str, dict[str, tuple[str, ...]]] = {}
    for words in known:
        for name, patterns in words.heads.items():
            heads[name] = (*heads.get(name, ()), *patterns)
        for name, values in words.meanings.items():
            for value, patterns in values.items():
                own = meanings.setdefault(name, {})
                own[value] = (*own.get(value, ()), *patterns)
    lists = {name: tuple(one for words in known for one in getattr(words, name)) for name in _LISTS}
    meant = {name: value for words in known for name, value in words.yes_means.items()}
    by_days = {name: value for words in known for name, value in words.by_days.items()}
    return Words(heads=heads, yes_means=meant, by_days=by_days, meanings=meanings, **lists)


def narrow(text: str) -> str:
    """A text in narrow signs, without blanks and stars."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def plain_head(text: str) -> tuple[str, ...]:
    """A head in narrow signs without blanks and a colon: as it is, without brackets at its end, without the signs of brackets."""
    whole = narrow(text).rstrip(":").lower()
    bare = whole
    while (shorter := _AT_END.sub("", bare).rstrip(":")) and shorter != bare:
        bare = shorter
    return whole, bare, _BRACKETS.sub("", whole)


_LISTS = tuple(one.name for one in fields(Words) if one.name not in ("heads", "yes_means", "by_days", "meanings"))


@functools.cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE | re.DOTALL)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return _compiled(tuple(patterns))
