"""Patterns of what must not stand in a text: personal data and secrecy marks, and slips of language."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from generator.model.record import Date, Number, Text, Texts, record
from generator.problems import Severity


def _expression(value: object) -> object:
    try:
        re.compile(str(value))
    except re.error:
        raise PydanticCustomError("pattern-invalid", "no pattern", {"value": value}) from None
    return value


Expression = Annotated[Text, BeforeValidator(_expression)]
Verify = Literal["", "identity", "identity-old", "card", "plate"]
Where = Literal["text", "title", "field", "attachment", "inside"]


@record
class TextPattern:
    """A pattern whose every find is a problem of ``code``, unless something beside it says that it is something else.

    ``verify`` names a check that the find must pass (a check digit …). One of ``needs`` must stand somewhere in the text,
    one of ``near`` within ``reach`` characters before the find or in the same line, none of ``not_after`` directly before
    it. ``digits``: the text must hold a run of so many. ``head`` and ``tail`` are how many characters of a find are shown
    in reports. ``suggestion`` is what to write instead, with the groups of the pattern. ``unless_title``: words of a title
    that make the find right. ``heading``: only what stands at the beginning of a text counts. ``bad`` and ``good``
    are texts in which there is, and is not, such a find. ``where``: in which texts it is looked for; ``inside`` is what no
    program shows of a file.
    """

    code: Text
    pattern: Expression
    severity: Severity
    source: Text
    verify: Verify = ""
    needs: Texts = ()
    near: Texts = ()
    reach: Number = 20
    not_after: Texts = ()
    digits: Number = 0
    head: Number = 99
    tail: Number = 0
    suggestion: Text = ""
    unless_title: Texts = ()
    heading: bool = False
    where: tuple[Where, ...] = ("text", "title", "field", "attachment")
    languages: Texts = ()
    bad: Texts = ()
    good: Texts = ()


@record
class TableColumn:
    """A column of a table that must not stand open: its heading holds one of ``words``, a cell of it the pattern.

    ``except_words``: a heading that holds one of these is about something else. ``beside``: only in a table that
    also has a column of one of these words.
    """

    code: Text
    words: Texts
    pattern: Expression
    severity: Severity
    source: Text
    beside: Texts = ()
    except_words: Texts = ()
    head: Number = 2
    tail: Number = 0
    bad: Texts = ()
    good: Texts = ()


@record
class PropertyRule:
    """A property of a file that tells more than its reader should know.

    ``harmless`` values, in small letters, and those that a pattern of ``harmless_patterns`` is the whole of, are of programs.
    """

    code: Text
    names: Texts
    severity: Severity
    source: Text
    harmless: Texts = ()
    harmless_patterns: tuple[Expression, ...] = ()

    def is_harmless(self, value: str) -> bool:
        """True if a value says nothing of a person or a body."""
        low = value.strip().lower()
        return low in self.harmless or any(re.fullmatch(pattern, low) for pattern in self.harmless_patterns)


@record
class BodyName:
    """The names of bodies of one kind: the name they end with, how it is shortened by word of mouth, what it was before.

    A former name is right in what was made up to ``until``.
    """

    code: Text
    name: Text
    informal: Texts = ()
    former: Texts = ()
    until: Date | None = None
    severity: Severity
    source: Text


@record
class TextPatterns:
    """``site_config/privacy.yml`` and ``site_config/language.yml``."""

    patterns: tuple[TextPattern, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    properties: tuple[PropertyRule, ...] = ()
    names: tuple[BodyName, ...] = ()
