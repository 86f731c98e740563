"""Whether links inside texts lead somewhere a reader may go."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from generator import urls
from generator.markdown import is_external, is_safe
from generator.model.project import Project
from generator.problems import Problem, Spot
from generator.text import nearest


def check_targets(project: Project) -> Iterator[Problem]:
    """A relative link names a file of the site."""
    for source, place, link in _links(project):
        if is_external(link):
            continue
        target = urls.link_target(source, link)
        if not target.startswith("content/"):
            yield Problem("path-outside", place, {"path": link})
        elif target not in project.files:
            yield Problem("link-dead", place, {"link": link, "path": target, "suggestion": _meant(project, source, target)})


def check_unpublished(project: Project) -> Iterator[Problem]:
    """What is shown does not link to what is not shown."""
    shown = project.addresses
    for source, place, link in _links(project):
        if source in shown and not is_external(link):
            target = urls.link_target(source, link)
            if target in project.source_files and target not in shown:
                yield Problem("link-unpublished", place, {"link": link, "path": target})


def check_schemes(project: Project) -> Iterator[Problem]:
    """Links that could run a program are not made."""
    for _, place, link in _links(project):
        if not is_safe(link):
            yield Problem("link-unsafe", place, {"link": link})


def check_html(project: Project) -> Iterator[Problem]:
    """HTML in an item's text is dropped, which its author should know."""
    for item in project.items:
        if item.drops_html:
            yield Problem("html-dropped", replace(item.body_spot, needle="<"))


def _meant(project: Project, source: str, target: str) -> str:
    """The link that was most likely meant: to the file of that name elsewhere, or to one of a similar name there."""
    folder, name = posixpath.split(target)
    namesakes = [path for path in project.files if posixpath.basename(path) == name]
    similar = nearest(name, [posixpath.basename(path) for path in project.files if posixpath.dirname(path) == folder])
    meant = namesakes[0] if len(namesakes) == 1 else f"{folder}/{similar}" if similar else ""
    return posixpath.relpath(meant, posixpath.dirname(source)) if meant else ""


def _links(project: Project) -> Iterator[tuple[str, Spot, str]]:
    for item in project.items:
        for link in item.links:
            yield item.source, replace(item.body_spot, needle=link), link
    for page in project.pages:
        for link in page.links:
            yield page.source, Spot(page.source, needle=link), link
