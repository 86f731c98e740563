"""Loading the authored pages."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from pathlib import Path

from generator.load.fields import read_record
from generator.load.source import decode, read_bytes, split_front_matter
from generator.load.yaml_tree import parse
from generator.markdown import read_text
from generator.model.labels import Labels
from generator.model.link import link_from
from generator.model.page import Page, PageHead
from generator.problems import Problem, Severity, SourceError, Spot

PAGES = "content/pages/"
# A page may do without front matter: then its first line is its heading and its title.
_TITLE = re.compile(r"#\s+(.+?)(?:[ \t]*\{:?[ \t]*[#.][^{}\n]*\})?(?:[ \t]+#+)?\s*$", re.MULTILINE)


def is_page_source(path: str) -> bool:
    """Whether a file of the site is an authored page."""
    return path.startswith(PAGES) and path.endswith(".md")


def load_page(site: Path, path: str, labels: Labels, problems: list[Problem]) -> Page | None:
    """The page in a Markdown file with front matter, or None and its problems."""
    try:
        text = decode(path, read_bytes(site, path))
        title = _TITLE.match(text)
        front, start = ("", 0) if title else split_front_matter(path, text)
        tree = {"title": title[1]} if title else parse(front, path, problems, first_line=2)
        head = read_record(PageHead, tree, Spot(path), labels, problems)
    except SourceError as error:
        problems.append(error.problem)
        return None
    if head is None:
        return None
    body = text[start:]
    reading = read_text(body, facts=True)
    if reading.dropped:
        problems.append(Problem("html-in-page", Spot(path, needle=reading.dropped), severity=Severity.WARNING))
    return Page(
        id=unicodedata.normalize("NFC", posixpath.splitext(path[len(PAGES) :])[0]),
        source=path,
        head=head,
        body=body,
        links=tuple(link_from(path, link) for link in reading.targets),
        facts=reading.facts,
        losses=reading.losses,
    )
