"""Loading the authored pages."""

from __future__ import annotations

import posixpath
import re
import unicodedata

from generator.late import late
from generator.load.files import FileReader
from generator.load.source.as_written import AsWritten, read_as_written
from generator.load.source.elsewhere import find_item_among, find_report_among
from generator.load.source.fields import fields_of, key_names, read_record
from generator.load.source.front_matter import refuse_second_head, split_front_matter
from generator.load.source.signs import check_signs
from generator.load.source.source import decode
from generator.markdown import read_text
from generator.model.introduction import Introduction
from generator.model.labels import Labels
from generator.model.link import links_of
from generator.model.page import Page, PageHead
from generator.problems import Mend, Position, Problem, Severity, SourceError, Spot

PAGES = "content/pages/"
# So many fields of an item, and it is one.
# A page may do without front matter: then its first line is its heading and its title.
_TITLE = late(r"#[^\S\n]+(\S.*?)(?:[ \t]*\{:?[ \t]*[#.][^{}\n]*\})?(?:[ \t]+#+)?\s*$", re.MULTILINE)


def is_page_source(path: str) -> bool:
    """True if a file of the site is an authored page."""
    return path.startswith(PAGES) and path.endswith(".md")


def load_page(reader: FileReader, path: str, labels: Labels, problems: list[Problem]) -> Page | None:
    """The page in a Markdown file with front matter, or None and its problems."""
    try:
        text = decode(path, reader.read_text(path))
        if named := _named_title(text, path, labels):
            raise SourceError(named)
        title = _TITLE.match(text)
        front, start = ("", 0) if title else split_front_matter(path, text)
        fields = fields_of(PageHead, labels)
        refuse_second_head(path, text, start, fields.shapes)
        read = AsWritten({"title": title[1]}) if title else read_as_written(front, path, problems, fields, first_line=2)
        own = key_names(PageHead, labels)
        item = find_item_among(read.tree, path, PAGES, own, labels, "item-among-pages")
        if misplaced := find_report_among(read.tree, path, labels) or item:
            problems.append(misplaced)
            return None
        since = len(problems)
        head = read_record(PageHead, read.tree, Spot(path), labels, problems)
        read.place(problems, since, labels.spellings)
    except SourceError as error:
        problems.append(error.problem)
        return None
    if head is None:
        return None
    body = text[start:]
    check_signs(body, path, problems, text.count("\n", 0, start) + 1)
    reading = read_text(body, facts=True, levels=True)
    links = links_of(path, reading)
    if reading.dropped:
        problems.append(Problem("html-in-page", Spot(path, needle=reading.dropped), severity=Severity.WARNING))
    return Page(
        id=unicodedata.normalize("NFC", posixpath.splitext(path[len(PAGES) :])[0]),
        source=path,
        head=head,
        body=body,
        links=links,
        files=reader.read_linked(links, Spot(path), problems),
        facts=reading.facts,
        losses=reading.losses,
    )


def _named_title(text: str, path: str, labels: Labels) -> Problem | None:
    """The problem of a page whose first heading is the field that names it, as fields are written; None where it is not."""
    if not text.startswith("#"):
        return None
    line = text.partition("\n")[0]
    names = "|".join(map(re.escape, labels.spellings("title")))
    found = re.match(rf"(?i)#{{1,6}}[ \t\u3000]*(?:{names})[ \t\u3000]*[:：][ \t\u3000]*(.*)", line)
    if found is None:
        return None
    title = found[1].rstrip(" \t#")
    mend = Mend(line, f"# {title}") if title else None
    return Problem("page-title-named", Position(path, 1, 1), {"title": title}, mend=mend)


def load_introduction(reader: FileReader, text: str, problems: list[Problem]) -> Introduction:
    """The introduction of the home page, with its links and the files they lead to."""
    introduction = Introduction(body=text)
    reading = read_text(text)
    links = links_of(introduction.source, reading)
    files = reader.read_linked(links, introduction.body_spot, problems)
    return Introduction(body=text, links=links, files=files, dropped=reading.dropped, losses=reading.losses)
