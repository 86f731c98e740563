"""The links of a site to other sites, asked for."""

from __future__ import annotations

from dataclasses import replace

from generator.model.item import Item
from generator.model.page import Page
from generator.problems import Problem, Severity
from generator.run.options import Result


def ask_outside(result: Result) -> Result:
    """The result of a run, with the links to other sites that lead nowhere; this alone asks other hosts."""
    project = result.project
    if project is None:
        return result
    texts: tuple[Page | Item, ...] = (*project.content.pages, *project.shown.items)
    links = [
        (link.written, replace(text.body_spot, needle=link.written))
        for text in texts
        for link in text.links
        if link.written.startswith(("http://", "https://"))
    ]
    from generator.load.external_links import read_failures

    failures = read_failures(written for written, _ in links)
    dead = [
        Problem("link-outside-dead", spot, {"link": written, "reason": failures[written]}, Severity.WARNING)
        for written, spot in links
        if written in failures
    ]
    return replace(result, problems=[*result.problems, *dead])
