"""Patterns of what must not stand in a text: personal data and secrecy marks, and slips of language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.model.record import TESTED, Date, Number, Text, Texts, Verbatim, record
from generator.problems import Severity


def _expression(value: object, info: ValidationInfo) -> object:
    if info.context == TESTED:
        return value
    try:
        re.compile(str(value))
    except re.error:
        raise PydanticCustomError("pattern-invalid", "no pattern", {"value": value}) from None
    return value


Expression = Annotated[Text, BeforeValidator(_expression)]
# Those with a stop are the modules of python-stdnum, by country: what is known of a number's check digits is looked up there.
Verify = Literal[
    "",
    "identity",
    "identity-old",
    "card",
    "plate",
    "mobile-uk",
    "mobile-in",
    "time-backwards",
    "identity-mistyped",
    "credit-mistyped",
    "iban",
    "at.vnr",
    "be.nn",
    "bg.egn",
    "cz.rc",
    "de.idnr",
    "dk.cpr",
    "ee.ik",
    "es.dni",
    "es.nie",
    "fi.hetu",
    "fr.nir",
    "gb.nhs",
    "gb.utr",
    "gr.amka",
    "hr.oib",
    "ie.pps",
    "in_.aadhaar",
    "in_.pan",
    "it.codicefiscale",
    "nl.bsn",
    "pl.pesel",
    "pt.cc",
    "ro.cnp",
    "se.personnummer",
]
Where = Literal["text", "title", "field", "attachment", "inside"]


@record
class TextPattern:
    """A pattern whose every find is a problem of ``code``, unless something beside it says that it is something else.

    ``kind`` says what it is, where its code is about more than one thing. ``verify`` names a check that the find must pass (a
    check digit …). ``label``: the find stands behind one of these words, with no more than a colon or a few words between.
    One of ``needs`` must stand somewhere in the text, or for a pattern that begins a line (``^``) in that line; one of ``near``
    within ``reach`` characters before the find or in the same line, none of ``not_near`` there, none of ``not_after`` within
    ``before`` characters directly before it. All these words are read without regard to capitals. None of ``not_in``,
    expressions for which capitals are as small letters, may stand in the sentence before it. Of a find in a table, or in a line
    of its own, the cells or lines before it count for ``not_near``. Where one of ``told_in``, expressions of the same make,
    stands in that sentence or in those cells and lines, ``not_near`` and ``not_in`` are not asked. ``digits``: the text must
    hold a run of so many. ``head`` and ``tail`` are how many characters of a find are shown in reports. ``suggestion`` is what
    to write instead, with the groups of the pattern.
    ``unless_title``: words of a title that make the find right. ``heading``: only what stands at the beginning of a text
    counts. ``bad`` and ``good`` are texts in which there is, and is not, such a find. ``where``: in which texts it is looked
    for; ``inside`` is what no program shows of a file.
    """

    code: Text
    pattern: Expression
    severity: Severity
    source: Text
    kind: Text = ""
    verify: Verify = ""
    label: Texts = ()
    needs: Verbatim = ()
    near: Texts = ()
    not_near: Texts = ()
    reach: Number = 20
    not_after: Texts = ()
    before: Number = 12
    not_in: tuple[Expression, ...] = ()
    told_in: tuple[Expression, ...] = ()
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
    also has a column of one of these words. ``not_beside``: not where another heading holds one of these. ``as_written``: a
    cell holds the pattern with every sign of it; otherwise blanks, hyphens and quotes in it are passed over.
    """

    code: Text
    words: Texts
    pattern: Expression
    severity: Severity
    source: Text
    kind: Text = ""
    beside: Texts = ()
    not_beside: Texts = ()
    except_words: Texts = ()
    as_written: bool = False
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
class Pack:
    """``site_config/privacy/NAME.yml``, what is personal, secret or unfinished in a country, and ``site_config/language.yml``.

    Sites in one of its ``languages`` are looked through with it where neither their profile nor their catalog names any.
    ``includes`` are other packs that go with it. ``laws`` are what a pattern names in its source as ``{law}``, ``phrases`` the
    words that it names as ``{words}``; both hold in the packs that are included, too. In the languages of ``quoting`` a mark of
    quotation opens as “ and closes as ”; in others the same marks stand the other way round (German „so“).
    """

    name: Text = ""
    languages: Texts = ()
    includes: Texts = ()
    laws: Mapping[str, Text] = field(default_factory=dict)
    phrases: Mapping[str, Texts] = field(default_factory=dict)
    patterns: tuple[TextPattern, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    properties: tuple[PropertyRule, ...] = ()
    names: tuple[BodyName, ...] = ()
    quoting: Texts = ()


@record
class ChosenPack:
    """A pack that a site is looked through with: its name, what it looks for in words, and the codes of what it finds."""

    title: Text
    kinds: Texts = ()
    codes: Texts = ()


@record
class OwnPattern:
    """A pattern that a site has brought, and where it stands."""

    file: Text
    index: Number
    pattern: TextPattern


@record
class TextPatterns:
    """All that texts are looked through for: the patterns of the packs that a site has chosen."""

    packs: tuple[ChosenPack, ...] = ()
    own: tuple[OwnPattern, ...] = ()
    patterns: tuple[TextPattern, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    properties: tuple[PropertyRule, ...] = ()
    names: tuple[BodyName, ...] = ()
    quoting: Texts = ()
