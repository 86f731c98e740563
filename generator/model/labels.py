"""The words of a language: labels, keys a file may use, and the messages of problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.late import late
from generator.model.record import Text, Texts, record
from generator.problems import Problem

_NAME = late(r"\{([a-z]+)\}")


@record
class Wording:
    """How a kind of problem is told. The first hint whose placeholders are all known is given."""

    message: Text
    hints: Texts = ()
    why: Text = ""


@record
class Forms:
    """How a language writes what is put together for it.

    ``script`` is the one it is written in, in small letters: documents are set in fonts of it, and where words have no blanks
    between them (``han``) lines end anywhere and paragraphs are indented.
    ``mark`` stands before what a person must write in a new file, with the blank behind it where there is one; ``labels_as_keys``
    is true where the fields of a new file are written by their labels. ``authority`` names the language in the European
    authority table.
    """

    script: Text = "latin"
    mark: str = "[to fill in] "
    labels_as_keys: bool = False
    authority: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labels:
    """``site_config/labels/LANGUAGE.yml``; ``language`` is the name of the file.

    ``keys`` gives, by field name, the labels accepted as keys in its place, ``values`` the same for the values of closed lists;
    ``reasons`` says in this language what parsers and systems say in theirs; a key with ``{names}`` in it stands for every saying
    of its form, and what stands at a name is said in this language too. A file may leave out what the
    language it is ``based_on`` is to say in its place.
    """

    name: Text
    language: str = ""
    based_on: Text = ""
    forms: Forms = field(default_factory=Forms)
    keys: Mapping[str, Texts] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[str, Text] = field(default_factory=dict)
    reasons: Mapping[str, Text] = field(default_factory=dict)
    values: Mapping[str, Texts] = field(default_factory=dict)
    problems: Mapping[str, Wording] = field(default_factory=dict)

    def over(self, base: Labels, language: str) -> Labels:
        """These words, as those of a language, and of what they leave out those of another."""
        return replace(
            self,
            language=language,
            keys={**base.keys, **self.keys},
            text={**base.text, **self.text},
            severities={**base.severities, **self.severities},
            reasons={**base.reasons, **self.reasons},
            values={**base.values, **self.values},
            problems={**base.problems, **self.problems},
        )

    def key_of(self, label: str) -> str:
        """The key that a label stands for; nothing where it stands for none."""
        return next((key for key, labels in self.keys.items() if label in labels), "")

    def marked(self, words: str) -> str:
        """Words for what a person is to write, with the mark before them."""
        return f"{self.forms.mark}{words}"

    def tell(self, problem: Problem) -> tuple[str, str]:
        """The message and the hint of a problem, in this language."""
        wording = self.problems[problem.code]
        found = {name: self.reasons.get(value, value) for name, value in problem.values.items()}
        if "reason" in found:
            found["reason"] = self._reason(found["reason"])
        values = {name: value for name, value in found.items() if value}
        for hint in wording.hints:
            try:
                return wording.message.format_map(found), hint.format_map(values)
            except KeyError:
                continue
        return wording.message.format_map(found), ""

    def _reason(self, said: str) -> str:
        """The reason that a parser or system gave, in this language as far as its form is known."""
        if said in self.reasons:
            return self.reasons[said]
        for form, pattern in _forms(self):
            if match := pattern.fullmatch(said):
                return self.reasons[form].format_map({name: self._reason(value) for name, value in match.groupdict().items()})
        return said

    def spellings(self, key: str) -> tuple[str, ...]:
        """Every way a key may be written in a file, always in one order."""
        return tuple(dict.fromkeys((key, key.rstrip("_"), *self.keys.get(key, ()))))


@lru_cache(8)
def _forms(labels: Labels) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The keys of the reasons that hold names, each as the pattern of what it stands for."""
    forms = ((key, _NAME.split(key)) for key in labels.reasons)
    # Pieces and names by turns.
    return tuple(
        (key, re.compile("".join(f"(?P<{piece}>.+?)" if odd % 2 else re.escape(piece) for odd, piece in enumerate(pieces))))
        for key, pieces in forms
        if len(pieces) > 1
    )
