"""``site_config/report_prose.yml``: the words of a report's prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field, is_dataclass, replace
from itertools import chain, product
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator
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


def _words(value: object) -> object:
    return value.split() if isinstance(value, str) else value


# Texts that stand for words, (alternatives|in|brackets): as they are written, until they are ``spelt_out``.
_SPELT = "spelt out"
# Words between blanks; a list where a word holds a blank.
Words = Annotated[tuple[Text, ...], BeforeValidator(_words), _SPELT]
# A list of phrases.
Phrases = Annotated[tuple[Text, ...], _SPELT]
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


_MOST_KNOWN = 8
_known: dict[int, tuple[Prose, Prose]] = {}  # by the identity of what is written


def spelt_out(written: Prose) -> Prose:
    """The words of both languages with the texts that have alternatives as the words these stand for: a hundred thousand.

    They are spelt out once for all who ask in the life of the process.
    """
    known = _known.get(id(written))
    if known is None or known[0] is not written:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        known = _known[id(written)] = written, _with_words(written, Prose)
    return known[1]


def _with_words(value: Any, hint: Any) -> Any:
    """A value of a type with all its words."""
    if _SPELT in getattr(hint, "__metadata__", ()):
        return tuple(word.strip() for text in value for word in _all_of(text))
    if isinstance(value, Mapping):
        return {name: _with_words(entry, get_args(hint)[1]) for name, entry in value.items()}
    if is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        return replace(value, **{name: _with_words(getattr(value, name), of) for name, of in hints.items()})
    if get_origin(hint) is tuple:
        return tuple(_with_words(entry, get_args(hint)[0]) for entry in value)
    return value


_ALTERNATIVES = late(r"\(([^()]*)\)")


def _all_of(text: str) -> Iterable[str]:
    """The words that a text stands for, whose alternatives may hold others: 申请(书|件|) is 申请书, 申请件 and 申请."""
    pieces = _ALTERNATIVES.split(text) if "(" in text else ()  # what stays and alternatives by turns
    if len(pieces) < 2:
        return (text,)
    words = dict.fromkeys(map("".join, product(*(piece.split("|") if odd % 2 else (piece,) for odd, piece in enumerate(pieces)))))
    return dict.fromkeys(chain.from_iterable(map(_all_of, words))) if any("(" in piece for piece in pieces) else words
