"""``site_config/report_prose.yml``: the words of a report's prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from itertools import chain, product
from typing import Annotated

from pydantic import BeforeValidator, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from generator.late import late
from generator.model.record import Text, Texts, record


def _expression(value: object) -> object:
    if isinstance(value, str):
        try:
            re.compile(value)
        except re.error:
            raise PydanticCustomError("pattern-invalid", "no pattern", {"value": value}) from None
    return value


_ALTERNATIVES = late(r"\(([^()]*)\)")


def _phrases(value: object, read: ValidatorFunctionWrapHandler) -> tuple[str, ...]:
    """The phrases of a list. What is written is held against the type, not the many that it stands for."""
    return tuple(phrase.strip() for text in read(value) for phrase in _spelt_out(text))


def _words(value: object, read: ValidatorFunctionWrapHandler) -> tuple[str, ...]:
    return _phrases(value.split() if isinstance(value, str) else value, read)


def _spelt_out(text: str) -> Iterable[str]:
    """The words that a text with alternatives stands for, which may hold others: 申请(书|件|) is 申请书, 申请件 and 申请."""
    pieces = _ALTERNATIVES.split(text) if "(" in text else ()  # what stays and alternatives by turns
    if len(pieces) < 2:
        return (text,)
    spelt = dict.fromkeys(map("".join, product(*(piece.split("|") if odd % 2 else (piece,) for odd, piece in enumerate(pieces)))))
    return dict.fromkeys(chain.from_iterable(map(_spelt_out, spelt))) if any("(" in piece for piece in pieces) else spelt


# Words between spaces, (alternatives|in|brackets) spelt out; a list where a word holds a space.
Words = Annotated[tuple[Text, ...], WrapValidator(_words)]


# A list of phrases, (alternatives|in|brackets) spelt out.
Phrases = Annotated[tuple[Text, ...], WrapValidator(_phrases)]
Expression = Annotated[Text, BeforeValidator(_expression)]


@record
class Times:
    """The words for a part of a year: that it is meant and whole, the one before and the one after, as in ``Language``."""

    time: Words = ()
    previous: Words = ()
    next: Words = ()


@record
class Language:
    """The words of one language by what they do beside a number.

    ``skip`` say nothing about it (but ``compounds`` of them do), nor ``of_money`` about a sum of money, nor do
    ``both``, two ways in that are all there are; ``time`` and ``own`` say it is the whole
    year's and the body's, ``own_whole`` that of a body to which all of its area belongs, ``own_narrow`` that of another;
    ``kinds`` are kinds of bodies, of which one whose name tells another is none;
    ``manner`` is how work is done, which takes nothing away from what is counted; ``alike`` are words of one stem, the first of
    each;
    ``purpose`` are verbs of what something was done for, of which the rest of a clause tells;
    ``asked`` are nouns for what is asked for, the usual one first, ``later`` for what may come after an answer; ``taken_on`` is
    work that may be done or only begun, ``on_hand`` all that there was to be done;
    ``previous`` and ``next`` of other
    years. In a report on a ``half``, a ``quarter`` or a ``month`` those of it stand for the words of years. ``no`` is nought.
    ``parts`` begins a list of parts, ``closed`` one that is whole, ``open`` one that is not; ``complements`` are two parts that
    are the whole,
    ``overlapping`` ones may come to more, ``less`` tells of parts taken away; applications come in ``ways``, and at ``levels``
    of an area, beside which ``brought`` may stand; ``conducted`` says that disputes are those of others, ``at_large`` that a
    section is on more than these, ``consulted`` that others were asked before an answer;
    ``totals`` sums up what went before, ``either`` counts both of what it joins, ``still`` says
    that what is done is not done yet, ``began`` begins another statement. ``up``, ``down``, ``same``, ``nearly`` and
    ``against`` compare, ``before`` is what it grew from,
    ``ever`` what there was in all years, ``rest`` all but what was named, ``apiece`` says that
    each has its own number, ``persons`` may be all who ask or the natural persons;
    ``universal`` says it of all, ``unsettled`` stands in headings of what is not decided yet, ``in_time`` says when it was done;
    ``times`` and ``share`` relate, ``of_all`` may stand between a share and its number. The rest makes a number a bound. What
    follows ``others`` is of another body, what follows ``shift`` of another time, or a part; a piece
    that ``within_which`` is found in says of what the next tell, one that says how a thing is ``known_by`` nothing; a sentence
    that begins with one of ``within`` and what no table tells is of a part, one that ``leaves_out`` something or has
    ``restated`` figures of something else, ``other_times`` are parts of a year, ``by_some`` says that it was some who asked,
    ``by_unit`` that a unit of the body did it, of whom no table tells.
    """

    skip: Words = ()
    of_money: Words = ()
    compounds: Words = ()
    both: Words = ()
    time: Words = ()
    whole_time: Words = ()
    previous: Words = ()
    next: Words = ()
    half: Times = field(default_factory=Times)
    quarter: Times = field(default_factory=Times)
    month: Times = field(default_factory=Times)
    own: Words = ()
    kinds: Words = ()
    own_whole: Words = ()
    own_narrow: Words = ()
    manner: Words = ()
    alike: Texts = ()
    asked: Words = ()
    purpose: Words = ()
    later: Words = ()
    within: Words = ()
    leaves_out: Words = ()
    taken_on: Words = ()
    on_hand: Words = ()
    no: Words = ()
    each: Words = ()
    parts: Words = ()
    closed: Words = ()
    open: Words = ()
    complements: Texts = ()
    overlapping: Words = ()
    ways: Words = ()
    levels: Words = ()
    brought: Words = ()
    conducted: Words = ()
    consulted: Words = ()
    at_large: Words = ()
    less: Words = ()
    totals: Words = ()
    either: Words = ()
    still: Words = ()
    before: Words = ()
    ever: Words = ()
    began: Words = ()
    rest: Words = ()
    apiece: Words = ()
    persons: Words = ()
    of_all: Words = ()
    universal: Words = ()
    unsettled: Words = ()
    in_time: Words = ()
    up: Words = ()
    down: Words = ()
    same: Words = ()
    nearly: Words = ()
    against: Words = ()
    times: Text = ""
    share: Words = ()
    at_least: Words = ()
    at_most: Words = ()
    about: Words = ()
    nearly_reached: Words = ()
    over: Words = ()
    and_more: Words = ()
    roughly: Words = ()
    others: Expression = ""
    shift: Expression = ""
    within_which: Expression = ""
    known_by: Expression = ""
    other_times: Expression = ""
    restated: Expression = ""
    by_some: Expression = ""
    by_unit: Expression = ""


@record
class Body:
    """A kind of body, by how its name ``ends``: what it is ``called`` in short, and whether its area's figures are its own."""

    ends: Text
    called: Words
    scope: bool = False


@record
class Prose:
    """The words of both languages.

    Claims of forms are made of ``words``; a heading that begins as one of the ``english_phrases`` may be said in its other ways,
    with the rest of it at ``{}``; things are counted in ``units``, behind ``decided`` in the other units too; ``bodies`` are
    kinds of bodies. ``to_come`` tell of plans, ``counting`` that something is counted, ``period`` what time is covered.
    ``doubled`` may be said twice, ``joints`` make one word with what follows them; ``called`` are names that bodies have for
    themselves.
    """

    chinese: Language = field(default_factory=Language)
    english: Language = field(default_factory=Language)
    words: Mapping[str, Words] = field(default_factory=dict)
    english_words: Mapping[str, Words] = field(default_factory=dict)
    english_phrases: Mapping[Text, Phrases] = field(default_factory=dict)
    units: Mapping[str, Words] = field(default_factory=dict)
    decided: Words = ()
    other_units: Words = ()
    bodies: tuple[Body, ...] = ()
    to_come: Words = ()
    counting: Words = ()
    period: Words = ()
    doubled: Words = ()
    joints: Words = ()
    called: Words = ()

    def body_of(self, name: str) -> Body | None:
        """The kind of a body by its name: the one with the longest ending."""
        fitting = [body for body in self.bodies if name.endswith(body.ends)]
        return max(fitting, key=lambda body: len(body.ends), default=None)
