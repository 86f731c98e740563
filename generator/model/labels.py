"""The words of a language: labels, keys a file may use, and the messages of problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.record import Text, Texts, record
from generator.problems import Problem


@record
class Wording:
    """How a kind of problem is told. The first hint whose placeholders are all known is given."""

    message: Text
    hints: Texts = ()
    why: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labels:
    """``site_config/labels/LANGUAGE.yml``.

    ``keys`` gives, by field name, the labels accepted as keys in its place, ``values`` the same for the values of closed lists;
    ``reasons`` says in this language what parsers
    and systems say in theirs.
    """

    name: Text
    keys: Mapping[str, Texts]
    text: Mapping[str, str]
    severities: Mapping[str, Text]
    reasons: Mapping[str, Text] = field(default_factory=dict)
    values: Mapping[str, Texts] = field(default_factory=dict)
    problems: Mapping[str, Wording]

    def tell(self, problem: Problem) -> tuple[str, str]:
        """The message and the hint of a problem, in this language."""
        wording = self.problems[problem.code]
        found = {name: self.reasons.get(value, value) for name, value in problem.values.items()}
        values = {name: value for name, value in found.items() if value}
        for hint in wording.hints:
            try:
                return wording.message.format_map(found), hint.format_map(values)
            except KeyError:
                continue
        return wording.message.format_map(found), ""

    def spellings(self, key: str) -> tuple[str, ...]:
        """Every way a key may be written in a file, always in one order."""
        return tuple(dict.fromkeys((key, key.rstrip("_"), *self.keys.get(key, ()))))
