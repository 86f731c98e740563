"""The words of a language: labels, keys a file may use, and the messages of problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    """``site_config/labels/LANGUAGE.yml``. ``keys`` gives, by field name, the labels accepted as keys in its place."""

    name: Text
    keys: Mapping[str, Texts]
    text: Mapping[str, str]
    severities: Mapping[str, Text]
    problems: Mapping[str, Wording]

    def tell(self, problem: Problem) -> tuple[str, str]:
        """The message and the hint of a problem, in this language."""
        wording = self.problems[problem.code]
        values = {name: value for name, value in problem.values.items() if value}
        for hint in wording.hints:
            try:
                return wording.message.format_map(problem.values), hint.format_map(values)
            except KeyError:
                continue
        return wording.message.format_map(problem.values), ""

    def spellings(self, key: str) -> frozenset[str]:
        """Every way a key may be written in a file."""
        return frozenset((key, key.rstrip("_"), *self.keys.get(key, ())))
