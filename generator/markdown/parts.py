"""A source as what of it must be seen, and what may vanish since the parser made something of it: targets, names, marks."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from html.entities import html5

from generator.frozen import frozen
from generator.late import late
from generator.markdown.source import INSIDE, SPOKEN_END, remarks_end

NO_LETTER = late(r"[\W_]+")
# Blanks, and at most one line end.
_GAP = r"[ \t]*(?:\n[ \t]*)?"
_TITLE = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))"""
_NESTED = r"\((?:\\.|\((?:\\.|[^\s()\\])*\)|[^\s()\\])*\)"
_TARGET = rf"(?:<(?:\\.|[^<>\n\\])*>|(?:\\.|{_NESTED}|[^\s()<\\])(?:\\.|{_NESTED}|[^\s()\\])*)"
# Only at these signs and where a line begins is there anything to find.
_WHERE = r"(?:(?=[<&\[\]])|^)(?:(?P<remark>{})"
_OTHERS = (
    rf"|{INSIDE}(?:`{{3,}}|~{{3,}})[ \t]*(?P<info>[!-~\t \u3000\xa0]+)$"
    rf"|^[ \t>]*\[(?!\^)(?P<label>(?:\\.|[^\[\]\\])+)\]:{_GAP}(?P<to>{_TARGET})(?:{_GAP}(?<=\s){_TITLE})?[ \t]*$"
    r"|\[\^(?P<note>[^\[\]\s]+)\](?P<defined>:)?"
    rf"|\]\({_GAP}(?P<target>{_TARGET})(?:{_GAP}(?<=\s){_TITLE})?{_GAP}\)"
    rf"|\](?P<spoken>{SPOKEN_END})"
    r"|\]\[(?!\^)(?P<use>(?:\\.|[^\[\]\\])+)\]"
    r"|&(?P<entity>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?P<html></?[A-Za-z][^<>]*>|<[!?][^<>]*>)"
    rf"|{INSIDE}(?P<zeros>0+)\d+[.)]"
    rf"|{INSIDE}(?:!!!|\?\?\?\+?) ?(?P<box>[\w-]+(?: +[\w-]+)*))"
)
_SPAN = late(_WHERE.format("<!--(?:(?!-->).)*-->") + _OTHERS, re.MULTILINE | re.DOTALL)
_SPAN_BELOW = late(_WHERE.format("(?!)") + _OTHERS, re.MULTILINE | re.DOTALL)  # the last remark
_ESCAPE = late(r"\\([!-/:-@\[-`{-~])")


@frozen
class Part:
    """A piece of the source: where it starts, and what may be seen of it, what is likeliest first."""

    start: int
    choices: tuple[str, ...]
    note: str = ""


def letters(text: str) -> str:
    """The letters, digits and Han of a text."""
    return NO_LETTER.sub("", text)


def find_parts(source: str, targets: frozenset[str], notes: Mapping[str, str]) -> list[Part]:
    """A source as what must be seen and what may vanish, in order."""
    cut = remarks_end(source)
    matches = [*_SPAN.finditer(source, 0, cut), *_SPAN_BELOW.finditer(source, cut)]
    defined = {_label(m["label"]) for m in matches if m["label"] and _target(m["to"]) in targets}
    parts: list[Part] = []
    end = 0
    for match in matches:
        start, until, choices, note = _span(match, targets, defined, notes)
        if choices:
            parts.append(Part(end, (letters(source[end:start]),)))
            parts.append(Part(start, choices, note))
            end = until
    parts.append(Part(end, (letters(source[end:]),)))
    return parts


def _span(
    match: re.Match[str], targets: frozenset[str], defined: set[str], notes: Mapping[str, str]
) -> tuple[int, int, tuple[str, ...], str]:
    """The part of a match that may vanish, what may be seen of it, and the footnote that begins there."""
    written = letters(match[0])
    note = ""
    choices: tuple[str, ...] = ()
    start, end = match.span()
    if match["remark"] or match["html"] or match["spoken"]:
        choices = ("", written)
    elif match["info"] is not None:
        start, end = match.span("info")
        choices = ("", letters(match["info"]))
    elif match["label"]:
        choices = ("", written) if _target(match["to"]) in targets else ()
    elif match["note"]:
        name = match["note"].casefold()
        if name in notes:
            choices = ("", written)
            note = name if match["defined"] else ""
    elif match["target"]:
        choices = ("", written) if _target(match["target"]) in targets else ()
    elif match["use"]:
        choices = ("", written) if _label(match["use"]) in defined else ()
    elif match["entity"]:
        choices = (letters(_entity(match["entity"])), written)
    elif match["zeros"]:
        start, end = match.span("zeros")
        choices = ("", match["zeros"])
    elif match["box"]:
        start, end = match.span("box")
        words = match["box"]
        choices = ("", letters(words.split()[0].capitalize()), letters(words))
    return start, end, choices, note


def _label(label: str) -> str:
    return " ".join(label.split()).casefold()


def _target(written: str) -> str:
    if written.startswith("<"):
        written = written[1:-1]
    return html.unescape(_ESCAPE.sub(r"\1", written)) if "\\" in written or "&" in written else written


def _entity(name: str) -> str:
    return html.unescape(f"&{name};") if name.startswith("#") or f"{name};" in html5 else f"&{name};"
