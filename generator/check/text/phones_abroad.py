"""Telephones of a body that writes English, as they are typed in a text: those it says are its own, and no other body's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.check.text.personal import dialled
from generator.late import late

# In groups of figures, ten or more together: a day has eight, and a sum has commas.
_NUMBER = late(
    r"(?<![\w/.#-])(?:\+\d{1,3}[ .-]?)?(?:\(0?\d{2,5}\)[ -]?|\d{2,5}[ .-])\d{2,8}(?:[ .-]\d{2,8}){0,3}(?![\w/]|[.,-]\d)"
    r"|(?<![\w/.#-])0\d{9,10}(?![\w/]|[.,-]\d)"
)
_LEAST, _MOST = 10, 13
# Free of charge or of no place: lines of many bodies; and what a person carries.
_OF_NO_PLACE = late(r"(?:44|0)(?:800|808|30\d|34\d|845|844|870|871|116|7\d)\d|1?(?:800|888|877|866|855|844|833)\d|1800\d")
_MOBILE = late(r"(?:\+91[ -]?)?[6-9]\d{4}[ -]?\d{5}")
_SPOKEN = late(r"\b(?:ring|call|phone|telephone|tel|fax|contact|reach|dial|speak|talk)\b|\|", re.IGNORECASE)
_OURS = late(r"\b(?:us|our|we|ours)\b|^[ \t*|>-]*(?:or )?(?:tel(?:ephone)?|phone|fax|call|ring)\b[.:*]*[ |]*\Z", re.IGNORECASE)
_OTHER = late(
    r"\b[A-Z][\w’'&-]+(?: (?:of|for|the|and|&) )?(?: ?[A-Z][\w’'&-]+){0,4}"
    r"|\b(?:commissioner|ombudsman|police|court|hospital|helpline|hotline|bank|charity|union|contractor|supplier)s?\b"
)
_BEGINNING = late(r"(?:[.!?:]\s+|(?:\A|\n)[ \t*|>#-]*)\Z")  # where a word has a capital for no other reason
_HEADING = late(r"\n(?=#{1,6}[ \t])")
_SENTENCE = late(r"[.!?][ \n]|\n")
_PLAIN = frozenset(("tel", "telephone", "phone", "fax", "call", "ring", "email", "monday", "friday", "or", "and"))
_BEFORE, _AFTER = 160, 40


def find_other_phones(text: str, known: Collection[str], own: Collection[str]) -> Iterator[tuple[int, str]]:
    """The numbers, each with its place, that a text gives as the body's, but for those ``known``; ``own`` are its names."""
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if not _LEAST <= len(digits) <= _MOST or _OF_NO_PLACE.match(digits) or _MOBILE.fullmatch(match[0]):
            continue
        number = dialled(digits)
        if any(number.endswith(one) or one.endswith(number) or number.startswith(one) for one in known):
            continue
        if _is_own(text, match.start(), match.end(), own):
            yield match.start(), match[0]


def _is_own(text: str, start: int, end: int, own: Collection[str]) -> bool:
    """True where the sentence of a number says that it is the body's, and no other body is named beside it."""
    section = _HEADING.split(text[max(0, start - _BEFORE) : start])[-1]
    beside = section + " # " + text[end : end + _AFTER].split("\n", 1)[0]
    said = f"{_SENTENCE.split(section)[-1]} # {_SENTENCE.split(text[end : end + _AFTER])[0]}"
    # A fact of the catalog stands for a name or an address of ours.
    named = "{{ office" in said or "{{ publisher" in said
    for name in sorted(filter(None, own), key=len, reverse=True):
        pattern = re.compile(rf"\b{re.escape(name)}(?:[’']s)?\b", re.IGNORECASE)
        named = named or pattern.search(said) is not None
        beside = pattern.sub("", beside)
    before = said.partition(" # ")[0]
    if not (_SPOKEN.search(before) and (named or _OURS.search(before))):
        return False
    return not any(_is_name(beside, other) for other in _OTHER.finditer(beside))


def _is_name(text: str, found: re.Match[str]) -> bool:
    """True for words that name somebody, and do not only begin a sentence."""
    words = found[0].split()
    if len(words) == 1 and found[0][0].isupper():
        return _BEGINNING.search(text[: found.start()]) is None and found[0].lower() not in _PLAIN
    return True
