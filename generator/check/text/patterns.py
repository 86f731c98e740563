"""Finding what the patterns of ``site_config`` describe in a text, quickly: most texts hold nothing and are left at once."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from generator.check.text.beside import Ready, stands_right
from generator.check.text.personal import masked, verification
from generator.frozen import frozen
from generator.late import late
from generator.model.text_pattern import TableColumn, TextPattern
from generator.problems import Mend, Problem, Spot
from generator.words import Gates, places_in

WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789Xx-")
_HAS_WIDE = late("[０-９]")
# Where there is none of this, there is no long number with single spaces or hyphens in it: much quicker to see.
_RUNS = late(
    r"[0-9](?<![0-9][0-9])(?:[0-9 .·\u00a0\u00ad\u200b-\u200f\u2060\ufeff-]{10}"
    # In three parts with another sign between them, twice the same.
    r"|[0-9]{2,7} ?\\?(?P<sign>[/*^_]) ?[0-9]{4,8} ?\\?(?P=sign) ?[0-9]{3,4})"
)
_RUN = 11
# The same for numbers of six digits and more: what holds one is looked for beside them only.
_SHORT_RUNS = late(r"[0-9](?<![0-9][0-9])(?:(?:\\?[ .·/*^_\u00a0\u00ad\u200b-\u200f\u2060\ufeff-]){0,3}[0-9]){5,}")
_SHORT_RUN = 6
_BESIDE = 48  # characters before such a number and behind it that may be of the find
_STRIDE = 256  # characters behind one that are looked through with it
# Between what a number is called and the number: a few words, without another number or the end of a sentence, then a colon.
_LABELLED = (
    r"(?i:(?<![a-z])(?:{labels})(?![a-z]))"
    r"(?:[ \t]*\([^()\n\d]{{0,24}}\)|[ \t]++(?:(?i:no|nr|num|nos)\."
    r"|(?!(?i:not|without|or|and|from|between)\b)[^\W\d_]{{1,14}}+(?:[’'][a-z]{{1,2}})?)){{0,6}}?"
    r"[\s:：=#*_|.,()–—-]{{0,8}}(?:(?i:no|nr|number)\b\.?[\s:#]{{0,3}})?(?P<find>{pattern})"
)
SHOWN_WHOLE = 99  # a pattern that shows so many characters of a find hides nothing
_HEADING = 300  # characters at the beginning of a text that may be its heading
_CODE = late(r"`[^`\n]*`")
_LINE_END = late(r"\n")
# What there is of structure in an expression: brackets of groups and the bars between alternatives; classes are passed over.
_STRUCTURE = late(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


@frozen
class Find:
    """A match of a pattern: the text itself, where it starts, and what may be shown of it."""

    code: str
    text: str
    start: int
    shown: str
    suggestion: str
    pattern: TextPattern | TableColumn

    def problem(self, where: Spot, values: Mapping[str, str]) -> Problem:
        """The find as a problem at a place; only what may be shown goes into its message."""
        return Problem(
            self.code,
            where,
            {"excerpt": self.shown, "suggestion": self.suggestion, "about": self._about(), **values},
            self.pattern.severity,
            self.pattern.source,
            Mend(self.text, self.suggestion) if self.suggestion else None,
        )

    def _about(self) -> str:
        """The words in which the pattern says what it is, in brackets; nothing where its code says it."""
        kind = self.pattern.kind
        return f" ({kind})" if kind.isascii() and kind else f"（{kind}）" if kind else ""


@functools.cache
def compiled(pattern: str, label: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A pattern made ready, behind any of the words that label what it finds."""
    if label:
        labels = "|".join(re.escape(word) for word in sorted(label, key=len, reverse=True))
        pattern = _LABELLED.format(labels=labels, pattern=pattern)
    return re.compile(pattern, re.MULTILINE)


def narrow(text: str) -> str:
    """A text with its wide digits narrow; as long as before."""
    return text.translate(WIDE) if _HAS_WIDE.search(text) else text


def small_letters(text: str) -> str:
    """A text in small letters, as long as before."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


@functools.cache
def _ready(pattern: TextPattern) -> Ready:
    needs, near, not_near, not_after = (
        tuple(map(small_letters, words))
        for words in (pattern.needs or pattern.label, pattern.near, pattern.not_near, pattern.not_after)
    )
    level = (pattern.digits >= _SHORT_RUN) + (pattern.digits >= _RUN)
    begins = "" if level or pattern.label else pattern.pattern
    at_lines, at_start = _begins_with(begins, ("^", r"\A")), _begins_with(begins, (r"\A",))
    return Ready(pattern, frozenset(needs), near, not_near, not_after, level, at_lines, at_start)


def _begins_with(pattern: str, signs: tuple[str, ...]) -> bool:
    """True for a pattern of which each alternative begins with one of some signs, as those of a line or a text."""
    if not pattern.startswith(signs):  # as most do not: quickly seen, and each command makes hundreds ready
        return False
    begins, depth = [0], 0
    for sign in _STRUCTURE.finditer(pattern):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if sign[0] == "|" and not depth:
            begins.append(sign.end())
    return all(pattern.startswith(signs, begin) for begin in begins)


@functools.lru_cache(maxsize=64)
def _gated(patterns: tuple[Ready, ...]) -> tuple[Gates, list[int]]:
    """The words of patterns, and those that may find something in a text whose longest number is of each of three levels."""
    gates = Gates([(one.needs, one.near) for one in patterns])
    return gates, [sum(1 << place for place, one in enumerate(patterns) if one.level <= level) for level in range(3)]


class Patterns:
    """Patterns made ready to look through many texts."""

    def __init__(self, patterns: Iterable[TextPattern | Ready]) -> None:
        self._patterns = tuple(one if isinstance(one, Ready) else _ready(one) for one in patterns)
        self._gates, self._levels = _gated(self._patterns)

    def only(self, wanted: Callable[[TextPattern], object]) -> Patterns:
        """Those of the patterns that are wanted."""
        return Patterns(one for one in self._patterns if wanted(one.pattern))

    def find(self, text: str, *, anywhere: bool = False) -> Iterator[Find]:
        """Every find in a text. ``anywhere``: without asking what stands beside it, to hide rather than to tell."""
        folded = narrow(text)
        # How long the numbers in it are is seen at once; most texts hold no word of a pattern, and a few patterns then remain.
        windows = _windows(folded)
        level = 2 if any(_RUNS.search(folded, *window) for window in windows) else bool(windows)
        small = small_letters(folded)
        present = self._gates.words.read(small)
        lines: list[int] = []
        matches: Iterable[re.Match[str]]
        for place in places_in(self._gates.opened(present, also=not anywhere) & self._levels[level]):
            one = self._patterns[place]
            ready = compiled(one.pattern.pattern, one.pattern.label)
            read = _head_of(folded) if one.pattern.heading else folded
            if one.at_start:
                matches = _match_lines(ready, read, (0,))
            elif one.at_lines and one.needs and not anywhere:
                matches = _match_lines(ready, read, _lines_with(one.needs & present, small))
            elif one.at_lines:
                lines = lines or [0, *(end.end() for end in _LINE_END.finditer(folded))]
                matches = _match_lines(ready, read, lines)
            elif one.level and not one.pattern.label:
                matches = chain.from_iterable(ready.finditer(read, *window) for window in windows)
            else:
                matches = ready.finditer(read)
            for match in matches:
                if find := _judged(one, match, text, folded, small, anywhere=anywhere):
                    yield find


def outermost(finds: Sequence[Find]) -> Iterator[Find]:
    """The finds that are no part of another of the same code, which says the same of more."""
    for find in finds:
        begin, end = find.start, find.start + len(find.text)
        others = ((one.start, one.start + len(one.text)) for one in finds if one.code == find.code)
        if not any(start <= begin and end <= stop and stop - start > end - begin for start, stop in others):
            yield find


def _match_lines(ready: re.Pattern[str], text: str, lines: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins where a line begins, asked for nowhere else: that is many times as fast."""
    end = 0
    for start in lines:
        if end <= start < len(text) and (match := ready.match(text, start)):
            yield match
            end = match.end()


def _lines_with(words: Iterable[str], text: str) -> list[int]:
    """Where the lines of a text begin in which any of the words stands, in order."""
    starts = set()
    for word in words:
        at = text.find(word)
        while at >= 0:
            starts.add(text.rfind("\n", 0, at) + 1)
            end = text.find("\n", at)
            at = text.find(word, end) if end >= 0 else -1
    return sorted(starts)


def _windows(text: str) -> list[tuple[int, int]]:
    """The parts of a text in which numbers of six digits and more stand, each with what is beside them."""
    windows: list[tuple[int, int]] = []
    run = _SHORT_RUNS.search(text)
    while run:
        start, end = max(0, run.start() - _BESIDE), run.end() + _STRIDE + _BESIDE
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((start, end))
        # In a sheet of numbers each would be asked for; what begins in the stride is in the window.
        run = _SHORT_RUNS.search(text, run.end() + _STRIDE - _BESIDE)
    return windows


def _judged(one: Ready, match: re.Match[str], text: str, folded: str, small: str, *, anywhere: bool) -> Find | None:
    """The find that a match is, or None; ``folded`` and ``small`` are the text in the forms that patterns are for."""
    pattern = one.pattern
    start, end = match.span("find" if "find" in match.re.groupindex else 0)
    found = text[start:end].strip()
    if not found or (pattern.heading and start > _HEADING) or not verification(pattern.verify)(folded[start:end]):
        return None
    if not anywhere and not stands_right(one, small, folded, match.start(), end):
        return None
    suggestion = pattern.suggestion.format(**match.groupdict()) if pattern.suggestion else ""
    shown = found if pattern.head >= SHOWN_WHOLE else masked(found, pattern.head, pattern.tail)
    return Find(pattern.code, found, start, shown, suggestion, pattern)


def _head_of(text: str) -> str:
    """The lines in which a heading may stand."""
    end = text.find("\n", _HEADING) if len(text) > _HEADING else -1
    return text if end < 0 else text[:end]


def without_code(text: str) -> str:
    """A Markdown text with its code spans blank, so that places in it stay right."""
    return _CODE.sub(lambda span: " " * len(span[0]), text) if "`" in text else text


class Hider:
    """Hides what looks like personal data, whatever stands beside it: what is told may be read by anybody."""

    def __init__(self, patterns: Iterable[TextPattern]) -> None:
        self._private = Patterns(patterns).only(lambda pattern: pattern.head < SHOWN_WHOLE and pattern.where != ("inside",))

    def hide(self, text: str) -> str:
        """A text with all that hidden; as long as before."""
        for find in self._private.find(text, anywhere=True):
            text = text[: find.start] + find.shown + text[find.start + len(find.text) :]
        return text
