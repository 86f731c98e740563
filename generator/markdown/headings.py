"""The headings of a text: the name of each, its level on the page, and those that were written too deep."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable

from generator.frozen import frozen
from generator.late import late
from generator.markdown.loss import Loss
from generator.text import plain_text

SKIPPED = "skipped"
_DEEPEST = 6
DEEP = "###"  # what a text must hold for a level to be left out

_ANY_HEADING = late(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_HEADING = late(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_NAMED = late(r"\s*\{:?\s*((?:[#.][\w-]+\s*)+)\}\s*$")
_NOT_IN_ANCHOR = late(r"[^\w]+")
_NOT_IN_PAGE_ANCHOR = late(r"[^\w\- ]")
_TAG = late(r"<[^>]*>")
_COUNTED = late(r"(.*)_(\d+)")
_REFERENCE = late(r'<sup class="footnote-ref">.*?</sup>', re.DOTALL)


@frozen
class Heading:
    """A heading of a text: its level, the name to link it by, its words; ``skips`` says that it was written deeper."""

    level: int
    anchor: str
    text: str
    skips: bool = False


def anchor_item_headings(markup: str) -> tuple[str, list[Heading]]:
    """HTML whose headings start at the second level, the first being the page's own, and their names."""
    shift = 1 if "<h1>" in markup else 0
    return _anchored(markup, shift, _item_anchor)


def anchor_page_headings(markup: str, taken: Iterable[str] = ()) -> tuple[str, list[Heading]]:
    """HTML whose headings have names, and these. They are made as they always were, for pages are linked from elsewhere.

    ``taken`` are names that something else on the page has.
    """
    return _anchored(markup, 0, _page_anchor, taken)


def close_levels(markup: str) -> str:
    """HTML in which the heading of a part of ours is at most one level below the one before it, wherever an author puts it."""
    if '<h3 id="gk-' not in markup:
        return markup
    last = 1

    def closed(match: re.Match[str]) -> str:
        nonlocal last
        last = min(int(match[1]), last + 1)
        return f"<h{last}{match[2]}>{match[3]}</h{last}>"

    return _ANY_HEADING.sub(closed, markup)


def _anchored(
    markup: str, shift: int, name: Callable[[str, str, dict[str, int]], str], taken: Iterable[str] = ()
) -> tuple[str, list[Heading]]:
    """The HTML with a name on every heading, its level shifted and no more than one below that of what it belongs to."""
    if "<h" not in markup:
        return markup, []
    # Names given by hand go before those that are made.
    seen = dict.fromkeys(taken, 1)
    for match in _HEADING.finditer(markup) if "}</h" in markup else ():
        if given := _given(match[2]):
            seen[given[1]] = seen.get(given[1], 0) + 1
    headings: list[Heading] = []
    above: list[tuple[int, int]] = []  # of the headings a text stands under: the level as written, and as shown

    def anchored(match: re.Match[str]) -> str:
        """The heading as HTML with its name; it joins the headings found."""
        written, inner = int(match[1]) + shift, match[2]
        while above and above[-1][0] >= written:
            above.pop()
        # The title of the page stands above all.
        level = min(written, (above[-1][1] if above else 1) + 1, _DEEPEST)
        above.append((written, level))
        given = _given(inner)
        if given:
            inner = given[0]
        # Most headings are nothing but words.
        words = _REFERENCE.sub("", inner) if "<" in inner else inner
        text = plain_text(_TAG.sub("", words) if "<" in words else words)
        anchor = given[1] if given else name(words, text, seen)
        headings.append(Heading(level, anchor, text, level < min(written, _DEEPEST)))
        return f'<h{level} id="{anchor}">{inner}</h{level}>'

    return _HEADING.sub(anchored, markup), headings


def _given(inner: str) -> tuple[str, str] | None:
    """The HTML of a heading without the name that is written behind it, and that name."""
    match = _NAMED.search(inner) if inner.endswith("}") else None
    names = [word[1:] for word in match[1].replace("#", " #").replace(".", " .").split() if word[0] == "#"] if match else []
    return (inner[: match.start()], names[-1]) if match and names else None


def _item_anchor(words: str, text: str, seen: dict[str, int]) -> str:
    anchor = _NOT_IN_ANCHOR.sub("-", plain_text(words) if "<" in words else text).strip("-").lower() or "section"
    seen[anchor] = seen.get(anchor, 0) + 1
    return f"{anchor}-{seen[anchor]}" if seen[anchor] > 1 else anchor


def _page_anchor(words: str, _: str, seen: dict[str, int]) -> str:
    text = " ".join(html.unescape(_TAG.sub("", words)).split())
    text = _TAG.sub("", unicodedata.normalize("NFC", text)).strip().lower()
    anchor = _NOT_IN_PAGE_ANCHOR.sub("", text).replace(" ", "-")
    while not anchor or anchor in seen:
        counted = _COUNTED.fullmatch(anchor)
        anchor = f"{counted[1]}_{int(counted[2]) + 1}" if counted else f"{anchor}_1"
    seen[anchor] = 1
    return anchor


def find_skipped(headings: list[Heading]) -> tuple[Loss, ...]:
    """The first heading that was written more than one level below what it belongs to."""
    return next(((Loss(SKIPPED, heading.text, heading.text),) for heading in headings if heading.skips), ())
