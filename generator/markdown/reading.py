"""The contents of a text, and the pieces of it that a reader will not see."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from generator.frozen import frozen
from generator.late import late
from generator.markdown.headings import DEEP, anchor_item_headings, anchor_page_headings, find_skipped
from generator.markdown.languages import find_spoken
from generator.markdown.links import mark
from generator.markdown.loss import Loss
from generator.markdown.losses import find_losses
from generator.markdown.markup import Facts, facts_in, has_stray_html, unstash
from generator.markdown.parser import OMITTED, parse, visit_unsafe
from generator.markdown.pasted import PASTED
from generator.markdown.shown import finish
from generator.markdown.source import Prepared, find_tag, prepare
from generator.markdown.targets import find_empty, without_causes
from generator.markdown.typed import INDENTED, find_typed

_FOREIGN = late(r'<img src="((?:https?:)?//[^"]*)"', re.IGNORECASE)
_MAY_RUN = ("script", "data", "file")
# What must stand in a text for it to hold a link or HTML, or for the parser to leave letters out. The rest it shows whole, as
# it does the numbers of a list that stands at the margin, below an empty line.
_MAY_LOSE = late(
    r"\]\(|\]:|\]\[|\[\^|[<&|{]|```|~~~|!!!|\?\?\?|\[TOC\]"
    r"|\n(?:[ \t>*+-]+\d{1,9}[.)](?=[ \t]|$)|(?!\d{1,9}[.)][ \t])[^\n]+\n\d{1,9}[.)](?=[ \t]|$)|\d{1,9}[.)][ \t]*(?=\n|\Z))",
)
_MAY_SLANT = late(r"\*(?<=\d\*)\d")
_PLAIN_CODE = late(r"<pre><code>(.*?)</code></pre>", re.DOTALL)


@frozen
class Reading:
    """The contents of a text: targets of links and images, and names of facts, each once; the first HTML that is dropped.

    ``pictures`` are those of the targets that are pictures of another host.
    """

    targets: tuple[str, ...] = ()
    dropped: str = ""
    losses: tuple[Loss, ...] = ()
    facts: tuple[str, ...] = ()
    pictures: frozenset[str] = frozenset()


def read_text(source: str, *, facts: bool = False, levels: bool = False) -> Reading:
    """The contents of a text and what of it a reader will not see, by one parse.

    ``facts``: whether it may name facts, as a page does; ``levels``: whether those of its headings count.
    """
    if not source:  # as in most rows of a list
        return Reading()
    typed = tuple(_typed(source, facts=facts))
    anchor = anchor_page_headings if facts else anchor_item_headings
    levels = levels and DEEP in source
    if not _may_lose(source):
        if levels:
            typed += find_skipped(anchor(parse(prepare(source), str))[1])
        return Reading(losses=typed) if typed else Reading()
    reading, markup = _read(source, prepare(source, facts=facts), typed, facts=facts)
    if levels and (skipped := find_skipped(anchor(markup)[1])):
        reading = replace(reading, losses=(*reading.losses, *skipped))
    return reading


def read_markup(source: str) -> tuple[Reading, str]:
    """The contents of an item's text, as `read_text` has them, and its HTML, as `to_markup` has it, by one parse."""
    prepared = prepare(source)
    typed = tuple(_typed(source, facts=False))
    if _may_lose(source):
        reading, markup = _read(source, prepared, typed)
    else:
        reading, markup = Reading(losses=typed) if typed else Reading(), parse(prepared, str)
    shown, headings = anchor_item_headings(finish(markup, prepared, None))
    if DEEP in source and (skipped := find_skipped(headings)):
        reading = replace(reading, losses=(*reading.losses, *skipped))
    return reading, shown


def _may_lose(source: str) -> bool:
    """False for a text that holds no link and that the parser shows whole."""
    return bool(_MAY_LOSE.search(f"\n{source}") or ("*" in source and _MAY_SLANT.search(source)))


def _read(source: str, prepared: Prepared, typed: tuple[Loss, ...], *, facts: bool = False) -> tuple[Reading, str]:
    """The contents of a text, and the parser's HTML of it."""
    targets: dict[str, None] = {}
    raw: list[str] = []

    def note(target: str) -> str:
        raw.append(target)
        targets[prepared.restored(target)] = None
        return target if facts else mark(prepared.filled(target, Facts().text))

    markup = parse(prepared, note)
    if (":" in source or "&" in source) and any(word in source.lower() for word in _MAY_RUN):
        visit_unsafe(prepared, note)
    shown = unstash(markup, prepared, Facts())
    anchored = anchor_item_headings(shown)[0] if "{" in shown else shown
    named = facts_in(f"{markup}{' '.join(raw)}", prepared) if facts else ()
    foreign = frozenset(prepared.restored(html.unescape(found)) for found in _FOREIGN.findall(markup)) if "<img" in markup else ()
    empty = find_empty(source, targets, markup)
    losses = (
        *without_causes(find_losses(source, shown, anchored, targets), empty),
        *typed,
        *empty,
        *find_spoken(markup, prepared),
    )
    told = any(loss.kind == PASTED for loss in losses)  # with the words in it
    dropped = find_tag(source) if not told and (OMITTED in markup or has_stray_html(markup, prepared)) else ""
    return Reading(tuple(targets), dropped, losses, named, frozenset(foreign)), markup


def _typed(source: str, *, facts: bool) -> Iterator[Loss]:
    """The losses of what was typed for Markdown and is none. What four blanks make of a text the parser is asked."""
    code: str | None = None
    for loss in find_typed(source):
        if loss.kind == INDENTED:
            if code is None:
                code = "\n".join(_PLAIN_CODE.findall(parse(prepare(source, facts=facts), str)))
            if loss.needle.strip() not in html.unescape(code):
                continue
        yield loss
