"""Searching: the form in which texts are compared, and the pieces (grams) by which they are found.

``theme/assets/search/text.js`` does the same in the browser; one table of cases (tests/search/cases.json) holds both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generator.late import late

# One sign for each family: brackets, dashes, commas, the rounds that stand for nought. What people do not type counts nowhere:
# quotes of all kinds, apostrophes, the marks of a title, the dots in names. Double quotes mark a phrase in a query besides.
_SAME = str.maketrans(
    {
        **dict.fromkeys("〔［【〖[（「『﹝", "("),
        **dict.fromkeys("〕］】〗]）」』﹞", ")"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("、﹑､", ","),
        **dict.fromkeys("〇○◯", "零"),
        **dict.fromkeys("“”„‟＂\"'‘’‚‛′ʼ＇`´《》〈〉«»·•‧∙⋅・･", None),
    }
)
_LETTERS = str.maketrans({"ß": "ss", "ς": "σ"})
_UNSEEN = late("[\xad\u180e\u200b-\u200f\u2060\ufeff]+")
_SPACE = late("[\\s\x00-\x20\x7f-\xa0]+")
# What is in its search form already, which most of a text is: small letters, digits, signs, the common Han characters.
_CHANGING = late("[^!#-&(-@\\\\^_a-z|~\u3002\u4e00-\u9fff]+")
_MARKS = late("[\u0300-\u036f]+")
# Letters of alphabets whose words stand apart, and digits: Latin, Greek, Cyrillic, from Armenian to those of India (with signs).
WORD = (
    "a-z0-9\u00df-\u024f\u0370-\u052f\u0531-\u0588\u0591-\u05bd\u05bf-\u05f2\u0620-\u0669\u066e-\u06d3\u06d5-\u0963\u0966-\u0dff"
)
_PARTING = late(f"(?<=[{WORD}])(?: *- +| +-)(?=[{WORD}])")
# These begin with the sign they are about, so that they are tried only where it stands.
_NO_BOUND = late(f" (?:(?<![{WORD}] )|(?![{WORD}])|(?<=[0-9] )(?=[0-9]))")
_HYPHEN = late(f"-(?<=[{WORD}]-)(?=[{WORD}])")
_COMMA = late(",(?<=[0-9],)(?=[0-9])")
# The commonest signs that change, which are quicker changed by themselves.
_COMMON = (("、", ","), ("，", ","), ("“", ""), ("”", ""), ("《", ""), ("》", ""))
_ASCII_RUN = late(r"[ -~]{3,}")
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = late(f"[{HAN}]")
_YEAR = late(r"(?<!\d)(?:19|20)\d\d(?!\d)")

# A piece looks for at most this many of its grams; the text of what they find is then read to be sure.
MOST_GRAMS = 6


def search_form(text: str) -> str:
    """The form in which a query and a text are compared.

    Width, case, accents, kind of bracket, quotes, apostrophes and hyphens inside a word or number do not count. White space
    counts only where it parts two words of letters: car pet is not carpet.
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    for old, new in _COMMON:
        text = text.replace(old, new)
    form = _CHANGING.sub(_changed, text)
    if " " in form:
        form = _NO_BOUND.sub("", _PARTING.sub(" ", form) if "- " in form or " -" in form else form)
    if "-" in form:
        form = _HYPHEN.sub("", form)
    return _COMMA.sub("", form) if "," in form else form


def _changed(run: re.Match[str]) -> str:
    return _fold(run[0])


@lru_cache(maxsize=1 << 14)
def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME).lower()
    plain = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", folded))).translate(_LETTERS)
    return _SPACE.sub(" ", _UNSEEN.sub("", plain))


def grams(form: str) -> list[str]:
    """The grams of a text in its search form, one for each place: two characters, or three where all are ASCII.

    Two ASCII characters alone say little; so each ASCII gram says which character comes next, if it is ASCII too.
    """
    found = list(map(str.__add__, form, form[1:]))
    for run in _ASCII_RUN.finditer(form):
        start, end = run.span()
        found[start : end - 2] = [form[place : place + 3] for place in range(start, end - 2)]
    return found


def years_of(title: str) -> tuple[int, ...]:
    """The years a title names."""
    return tuple(dict.fromkeys(map(int, _YEAR.findall(title)))) if "0" in title or "9" in title else ()


def title_signs(form: str) -> list[str]:
    """The Han characters of a title, each of which finds it alone."""
    return _HAN.findall(form)


def query_grams(form: str) -> list[str]:
    """The grams to look for to find a piece of text; one that ends in ``*`` stands for every gram that begins so.

    All of them together are no proof: they may stand apart. Of a long piece some are left out, for the same reason.
    """
    if len(form) < 2:
        return _HAN.findall(form)
    found = grams(form)
    if form[-2:].isascii():
        if len(form) == 2 or not form[-3].isascii():
            found[-1] += "*"
        else:
            found.pop()
    found = list(dict.fromkeys(found))
    if len(found) <= MOST_GRAMS:
        return found
    last = len(found) - 1
    if form.isascii():
        # Numbers differ at their ends.
        return list(dict.fromkeys((found[0], found[last // 2], *found[-4:])))
    return [found[place * last // (MOST_GRAMS - 1)] for place in range(MOST_GRAMS)]


@lru_cache(maxsize=1 << 17)
def shard_of(gram: str, shards: int) -> int:
    """The shard that holds a gram, of so many. Grams that begin with the same two characters share one."""
    state = 2166136261
    for sign in gram[:2]:
        state = ((state ^ ord(sign)) * 16777619) & 0xFFFFFFFF
    state ^= state >> 15
    state = (state * 0x2C1B3C6D) & 0xFFFFFFFF
    state ^= state >> 12
    return state % shards
