"""Links whose words name a document: whether it is the one that they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.late import late
from generator.model.link import Link
from generator.model.shown import Shown
from generator.problems import Problem, Severity, Spot

# Told only if what the link leads to bears another title, which one text alone cannot say.
LINK_TITLE = "link-title-other"
_LINKED_NAME = late(r"\[([^\]\n]*《([^》\n]+)》[^\]\n]*)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_NOT_IN_NAME = late(r"[\s《》〈〉“”‘’\"'（）()〔〕\[\]、，,：:·・—-]")


def find_named_links(body: str, spot: Spot) -> Iterator[Problem]:
    """The links of a text whose words name a document, each as the problem it is if that is another than it leads to."""
    if "》" in body and "](" in body:
        for match in _LINKED_NAME.finditer(body):
            values = {"title": match[2], "link": match[3]}
            yield Problem(LINK_TITLE, spot.within(body, *match.span(1)), values, Severity.NOTICE)


def check_title(problem: Problem, links: Sequence[Link], shown: Shown) -> Iterator[Problem]:
    """The problem of a link, if its words name another document than the one it leads to."""
    link = next((link for link in links if link.written == problem.values["link"]), None)
    target = shown.titles.get(link.address) if link and link.address and not link.anchor else None
    if target is None:
        return
    named, title = _name(problem.values["title"]), _name(target)
    if named not in title and title not in named:
        yield replace(problem, values={**problem.values, "target": target})


def _name(title: str) -> str:
    return _NOT_IN_NAME.sub("", title).casefold()
