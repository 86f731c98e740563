"""The losses of a text: what it says and its reader will not see, and what is shown as signs that were meant to do something.

The letters, digits and Han of the source, in their order, must be those a reader sees. What stands for something else (the
target of a link, the name of a footnote, a remark) may vanish, if the parser says that it made something of it.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import unquote

from generator.late import late
from generator.markdown.loss import Loss
from generator.markdown.markup import with_numbers
from generator.markdown.parts import NO_LETTER, Part, find_parts, letters
from generator.markdown.pasted import PASTED, pasted_at
from generator.text import excerpt

DEFINITION, CELLS, TEXT, LINK, NOTE, RUN_ON, SIGNS = "definition", "cells", "text", "link", "note", "run-on", "signs"
STARS = "stars"

_TAG = late(r"<[^>]*>")
_IMAGE = late(r'<img src="[^"]*" alt="([^"]*)"[^>]*>')
_UNREAD = late(r'<sup class="footnote-ref">.*?</sup>|<a href="[^"]*" class="footnote-backref">.*?</a>', re.DOTALL)
_NOTES = '<section class="footnote">'
_NOTE = late(r'<li id="fn:([^"]*)">')
_CODE = late(r"<(code|pre)\b[^>]*>.*?</\1>", re.DOTALL)
_DEFINED = late(r"[ \t>]*\[[^\[\]]+\]:")
_UNMADE = late(
    r"\]\((?=[^()\n]*(?:\.[A-Za-z]\w{1,4}(?=[)#?\s])|://))[^()\n]*\)"  # a link, but for a blank in it
    r"|\[\^[^\[\]\s]+\]"  # a footnote that is nowhere
    r"|(?:^|(?<=>))(?:!!!|\?\?\?\+?) ?[a-z]+(?: &quot;.*?&quot;)?(?=\n|<|$)"  # a box with nothing in it
    r"|\{:?[ ]*[#.][A-Za-z][\w-]*(?:[ ]+[#.]?[^{}\n]*)?\}|\{:[ ]*[\w-]+=[^{}\n]*\}"  # attributes
    r"|(?<=\])\{:?[ ]*[\w-]+=[^{}\n]*\}"  # such behind words in brackets
    r"|(?:(?<=</a>)|(?<= />))\{[^{}\n]*\}|(?<=<p>)\[TOC\](?=</p>)",
    re.MULTILINE,
)
# A product whose signs make what stands between them slanted.
_STARS = late(r"\d<em>\d|\d</em>\d")
_STAR = late(r"\*(?<=\d\*)\d")
_PRODUCT = late(r"(?<![\d.])\d[\d.]*\*\d[^\n*]{0,40}\*[\d.]+")
_LETTER = late(r"[^\W_]")
_SIGNS_OF_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_LINES = 8
_MOST = 20  # are told of one text
# Two lines or more of a paragraph that would be a list if the first were numbered 1, or a blank line stood before it.
_RUN_ON = late(r"\n(\d{1,3}[.)][ \t][^\n<]*)\n(?:\d{1,3}[.)][ \t][^\n<]*(?:\n|</p>|</li>))")
_PROBE = 12
# How many letters must agree: many make it sure, but soon after there may be another loss.
_LENGTHS = (_PROBE, 6, 3, 1)
_FURTHEST = 20
_GoesOn = Callable[[int, int], bool]
_LONGEST = 40


def find_losses(source: str, markup: str, anchored: str, targets: Iterable[str]) -> tuple[Loss, ...]:
    """The losses of a source: what is not in the HTML the parser made of it, whose links lead to ``targets``."""
    signs = tuple(_unmade(source, anchored))
    shown, below = _seen(markup)
    targets = frozenset(targets)
    # Most texts hold nothing but plain links, if any.
    plain = source
    for target in targets:
        plain = plain.replace(f"]({target})", "")
    if not below and _quick(plain) == _quick(shown):
        return signs
    seen, notes = letters(shown), {name: letters(text) for name, text in below.items()}
    parts = find_parts(source, targets, notes)
    lost = _all_told(source, _lost(source, parts, seen, notes))
    return tuple(itertools.islice(itertools.chain(signs, lost), _MOST))


def _quick(text: str) -> bytes:
    """A text without the signs of ASCII: where two are the same so are their letters."""
    return text.encode("utf-8", "replace").translate(None, _SIGNS_OF_ASCII)


def _seen(markup: str) -> tuple[str, dict[str, str]]:
    """The letters that a reader sees of a text, and of each footnote by its name."""
    markup = with_numbers(markup)
    if "<img" in markup:
        markup = _IMAGE.sub(r"\1", markup)
    notes: dict[str, str] = {}
    if _NOTES in markup:
        markup, _, below = _UNREAD.sub("", markup).partition(_NOTES)
        pieces = _NOTE.split(below)
        for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
            notes[html.unescape(unquote(name)).casefold()] = _plain(text)
    return _plain(markup), notes


def _plain(markup: str) -> str:
    text = _TAG.sub("", markup)
    return html.unescape(text) if "&" in text else text


def _lost(source: str, parts: list[Part], seen: str, notes: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """The places of the source whose letters are not seen."""
    at = 0
    for number, part in enumerate(parts):
        if part.note:
            # What a footnote says is shown below the text, but written here.
            seen, at = notes[part.note] + seen[at:], 0
        if len(part.choices) > 1:
            fits = [choice for choice in part.choices if seen.startswith(choice, at)]
            goes_on = partial(_goes_on, parts, number + 1, seen, notes)
            sure = (choice for length in _LENGTHS for choice in fits if goes_on(at + len(choice), length))
            at += len(next(sure, fits[0] if fits else ""))
            continue
        must = part.choices[0]
        read = 0
        while not seen.startswith(must[read:], at):
            same = _common(must, read, seen, at)
            read, at = read + same, at + same
            goes_on = partial(_goes_on, parts, number + 1, seen, notes)
            found = _found_again(must, read, seen, at, goes_on)
            if found is None:
                # More was seen than was written, or all of it is lost.
                extra = seen.find(must[read : read + _PROBE], at) if len(must) - read >= _PROBE else -1
                found = len(must) if extra < 0 else read
                at = at if extra < 0 else extra
            if found > read:
                yield _place(source, part.start, read), _place(source, part.start, found - 1) + 1
            read = found
        at += len(must) - read


def _goes_on(parts: list[Part], number: int, seen: str, notes: Mapping[str, str], at: int, wanted: int) -> bool:
    """True if what is seen from a place on is what a source says from a part on, as far as it takes to be sure."""
    failed: set[tuple[int, int, int]] = set()
    last = min(len(parts), number + _FURTHEST)

    # ``below`` letters are of footnotes, which stand elsewhere and make nothing surer.
    def goes_on(number: int, seen: str, at: int, wanted: int, below: int) -> bool:
        """True if the source from a part on can be what is seen from a place on; tries each reading of a part in turn."""
        while number < last:
            part = parts[number]
            number += 1
            if part.note:
                note = notes[part.note]
                seen, at, below = note + seen[at:], 0, below + len(note)
            if len(part.choices) > 1:
                state = (number, len(seen) - at, wanted)
                if state in failed:
                    return False
                rest = (choice for choice in part.choices if seen.startswith(choice, at))
                if any(goes_on(number, seen, at + len(choice), wanted, below) for choice in rest):
                    return True
                failed.add(state)
                return False
            must = part.choices[0][: wanted + below]
            if not seen.startswith(must, at):
                return False
            at, wanted, below = at + len(must), wanted - max(0, len(must) - below), max(0, below - len(must))
            if wanted <= 0:
                return True
        return last < len(parts) or at == len(seen)

    return goes_on(number, seen, at, wanted, 0)


def _common(must: str, read: int, seen: str, at: int) -> int:
    length = 0
    while read + length < len(must) and at + length < len(seen) and must[read + length] == seen[at + length]:
        length += 1
    return length


def _found_again(must: str, read: int, seen: str, at: int, goes_on: _GoesOn) -> int | None:
    """The offset in what must be seen at which the reader goes on after a loss; its end, if with what comes after it."""
    for length in _LENGTHS:
        probe = seen[at : at + length]
        found = must.find(probe[0], read + 1) if probe else -1
        while found >= 0:
            same = must[found : found + length]
            if probe.startswith(same) and (len(same) == length or goes_on(at + len(same), length - len(same))):
                return found
            found = must.find(probe[0], found + 1)
        if goes_on(at, length):
            return len(must)
    return None


def _place(source: str, start: int, letters: int) -> int:
    """The offset in the source of the letter that is this many after those from ``start`` on."""
    at = start
    while True:
        if signs := NO_LETTER.match(source, at):
            at = signs.end()
        if not letters:
            return at
        letters -= 1
        at += 1


def _all_told(source: str, places: Iterable[tuple[int, int]]) -> Iterator[Loss]:
    """The losses of all that lies between some places; of pasted code one for each of its paragraphs."""
    told = 0
    for first, end in places:
        start = first
        while start < end and "<" in source and (code := pasted_at(source, start)):
            if code[0] >= told:
                yield Loss(PASTED, source[slice(*code)], _needle(source, code[0]))
            told = code[1]
            letter = _LETTER.search(source, told, end)
            start = letter.start() if letter else end
        if told <= start < end:
            yield from _told(source, start, end)


def _told(source: str, start: int, end: int) -> Iterator[Loss]:
    """The losses between two places, a definition or a row of a table at a time."""
    while start < end:
        first = source.rfind("\n", 0, start) + 1
        line_end = source.find("\n", start)
        line_end = len(source) if line_end < 0 else line_end
        line = source[first:line_end]
        defines = _DEFINED.match(line)
        if not (defines or "|" in line):
            yield Loss(TEXT, excerpt(" ".join(source[start:end].split()), _LONGEST), _needle(source, start))
            return
        if defines:
            begin = first + len(line) - len(line.lstrip(" \t>"))
            yield Loss(DEFINITION, excerpt(source[begin:line_end].strip(), _LONGEST), _needle(source, begin))
        else:
            yield Loss(CELLS, excerpt(source[start : min(end, line_end)].strip(" |"), _LONGEST), _needle(source, start))
        letter = _LETTER.search(source, line_end, end)
        start = letter.start() if letter else end


def _needle(source: str, start: int) -> str:
    """The source from a place on to the end of its line, or as far as it takes to be found there first."""
    end = source.find("\n", start)
    for _ in range(_LINES):
        if end < 0 or source.find(source[start:end]) == start:
            break
        end = source.find("\n", end + 1)
    return source[start:] if end < 0 else source[start:end]


def _unmade(source: str, markup: str) -> Iterator[Loss]:
    """Signs that a reader sees although they were meant to do something."""
    for run in _RUN_ON.finditer(_CODE.sub("", markup)) if _RUN_ON.search(markup) else ():
        written = html.unescape(_TAG.sub("", run[1]))
        if written in source:
            yield Loss(RUN_ON, excerpt(written, _LONGEST), written)
    if "*" in source and _STAR.search(source) and (product := _PRODUCT.search(source)) and _STARS.search(_CODE.sub("", markup)):
        yield Loss(STARS, excerpt(product[0], _LONGEST), product[0])
    if not ("](" in markup or "[^" in markup or "!!!" in markup or "???" in markup or "{" in markup or "[TOC]" in markup):
        return
    for match in _UNMADE.finditer(_CODE.sub("", markup)):
        written = html.unescape(_TAG.sub("", match[0]))
        start = source.find(written)
        # What was escaped is meant to be read.
        if start >= 0 and "\\" not in source[source.rfind("\n", 0, start) + 1 : start]:
            kind = LINK if written.startswith("](") and " " in written else NOTE if written.startswith("[^") else SIGNS
            yield Loss(kind, written.removeprefix("](").removesuffix(")") if kind == LINK else written, written)
