"""Tags of languages as web pages write them (BCP 47), and which of several serves whom."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from generator.late import late

CHINESE = "zh"  # known by its signs, where nobody says what a text is written in
_TAG = late(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*")
_BETWEEN = late(r"[-_]")
_NO_PART = late(r"[.@].*")  # what systems say besides: an encoding, a currency
_REGION, _SCRIPT = 2, 4  # characters of such a part


def is_tag(tag: str) -> bool:
    """True for the tag of a language: language, script, region."""
    return _TAG.fullmatch(tag) is not None


def written_tag(tag: str) -> str:
    """A tag as the standard writes it: hyphens, the region in capitals, the script with one (RFC 5646, 2.1.1)."""
    first, *rest = _BETWEEN.split(_NO_PART.sub("", tag.strip()))
    parts = [part.upper() if len(part) == _REGION else part.title() if len(part) == _SCRIPT else part.lower() for part in rest]
    return "-".join([first.lower(), *parts])


def is_language(tag: str) -> bool:
    """True for a tag of a language that is known by name."""
    return is_tag(tag) and _BETWEEN.split(tag)[0].lower() in _names()


def language_meant(text: str) -> str:
    """The tag that a text means: it is written in another way, or is the English name of a language; else nothing."""
    if is_language(tag := written_tag(text)):
        return tag
    return next((tag for tag, name in _names().items() if name.casefold() == text.strip().casefold()), "")


@cache
def _names() -> dict[str, str]:
    """The English names of all languages by their codes (Unicode CLDR)."""
    from babel import Locale  # only for a site that names one

    return {tag: name for tag, name in Locale("en").languages.items() if "_" not in tag}


def is_same_language(tag: str, other: str) -> bool:
    """True for tags of one language, whatever their script and region."""
    return _BETWEEN.split(tag)[0].lower() == _BETWEEN.split(other)[0].lower()


def spoken(tag: str, known: Iterable[str]) -> str:
    """The language among those known that serves whoever asks for a tag, or nothing.

    It is the tag itself, or what is left of it without its last parts (RFC 4647, 3.4); else the first of the same language.
    """
    known = tuple(known)
    parts = written_tag(tag).split("-")
    tries = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    same = (language for language in known if is_same_language(language, parts[0]))
    return next((name for name in tries if name in known), "") or next(same, "")
