"""Whether links inside texts lead somewhere a reader may go."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator import urls
from generator.markdown import is_external, is_safe
from generator.model.item import Item
from generator.model.page import Page
from generator.model.project import Project
from generator.problems import Problem, Spot
from generator.text import nearest


def check_targets(project: Project) -> Iterator[Problem]:
    """A relative link names a file of the site."""
    for source, place, link in _links((*project.items, *project.pages)):
        if is_external(link):
            continue
        target = urls.link_target(source, link)
        if not target.startswith("content/"):
            yield Problem("path-outside", place, {"path": link})
        elif target not in project.files:
            yield Problem("link-dead", place, {"link": link, "path": target, "suggestion": _meant(project, source, target)})
        elif _address(target, link) not in project.addresses and target in project.list_files:
            record = project.list_files[target]
            yield Problem("link-dead", place, {"link": link, "path": link, "suggestion": f"{link.partition('#')[0]}#{record}"})


def check_unpublished(project: Project) -> Iterator[Problem]:
    """What is shown does not link to what is not shown."""
    shown = project.shown_addresses
    for source, place, link in _links((*project.pages, *project.public)):
        target = "" if is_external(link) else urls.link_target(source, link)
        address = _address(target, link)
        if address in project.addresses and address not in shown:
            yield Problem("link-unpublished", place, {"link": link, "path": target})


def check_schemes(project: Project) -> Iterator[Problem]:
    """Links that could run a program are not made."""
    for _, place, link in _links((*project.items, *project.pages)):
        if not is_safe(link):
            yield Problem("link-unsafe", place, {"link": link})


def check_html(project: Project) -> Iterator[Problem]:
    """HTML in an item's text is dropped, which its author should know."""
    for item in project.items:
        if item.drops_html:
            yield Problem("html-dropped", replace(item.body_spot, needle="<"))


def _address(target: str, link: str) -> str | None:
    return urls.source_address(target, urls.link_fragment(link))


def _meant(project: Project, source: str, target: str) -> str:
    """The link that was most likely meant: to the file of that name elsewhere, or to one of a similar name there."""
    folder, name = posixpath.split(target)
    namesakes = [path for path in project.files if posixpath.basename(path) == name]
    similar = nearest(name, [posixpath.basename(path) for path in project.files if posixpath.dirname(path) == folder])
    meant = namesakes[0] if len(namesakes) == 1 else f"{folder}/{similar}" if similar else ""
    return posixpath.relpath(meant, posixpath.dirname(source)) if meant else ""


def _links(texts: Iterable[Item | Page]) -> Iterator[tuple[str, Spot, str]]:
    for text in texts:
        for link in text.links:
            yield text.source, replace(text.body_spot, needle=link), link
