"""Rules on links inside texts: each leads somewhere a reader may go."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from generator import urls
from generator.check.rule import rule
from generator.check.text.meant_targets import MeantTargets, own_file
from generator.check.text.typed_targets import address_meant
from generator.markdown import Facts, find_anchors, find_page_anchors, is_safe
from generator.model.introduction import Introduction
from generator.model.item import Item
from generator.model.link import Link, leads_to
from generator.model.output.table import OutputTable
from generator.model.page import Page
from generator.model.published_files import Text
from generator.model.report.report import Report
from generator.model.shown import Shown
from generator.names import folded_path, local_name
from generator.problems import Mend, Problem, Severity, Spot
from generator.text import nearest

LINK_DEAD = "link-dead"
LINK_FROM_ELSEWHERE = "link-from-elsewhere"
LINK_LETTER_CASE = "link-letter-case"
LINK_TO_LIST = "link-to-list"
LINK_TO_SOURCE = "link-to-source"
PATH_OUTSIDE = "path-outside"
LINK_UNPUBLISHED = "link-unpublished"
LINK_WITHDRAWN = "link-withdrawn"
LINK_OWN_DEAD = "link-own-dead"
LINK_PREVIEW = "link-preview"
PICTURE_INLINE = "picture-inline"
PICTURE_ELSEWHERE = "picture-elsewhere"
LINK_UNSAFE = "link-unsafe"
PATH_LOCAL = "path-local"
LINK_MISTYPED = "link-mistyped"
HTML_DROPPED = "html-dropped"
LINK_ANCHOR_DEAD = "link-anchor-dead"

_OF_WITHDRAWAL = ("撤回", "撤销", "收回", "更正", "withdraw", "correction")  # in a title
_INLINE = "data:image/"  # of a picture that an editor pasted as its bytes
_BEGINS = ("h", "H", "w", "W")  # of an address of the web
# What the program keeps for itself among the sources; what is made of the others has an address.
_NEVER_PUBLISHED = (".yml", ".yaml", ".lock", ".md")


@rule(
    LINK_DEAD,
    LINK_FROM_ELSEWHERE,
    LINK_LETTER_CASE,
    LINK_TO_LIST,
    LINK_TO_SOURCE,
    PATH_OUTSIDE,
    severity=Severity.ERROR,
)
def check_targets(
    texts: tuple[Text, ...], files: frozenset[str], addresses: frozenset[str], list_files: Mapping[str, str], site_url: str
) -> Iterator[Problem]:
    """A relative link names a file of the site, and of a list of items one of its records."""
    named = MeantTargets(texts, site_url)
    for text, link in _links(texts):
        if not link.path or _typed_otherwise(link, files):
            continue
        if not link.path.startswith("content/"):
            yield Problem(PATH_OUTSIDE, _place(text, link), {"path": link.written})
        elif link.path not in files and (same := _same_letters(files, link.path)):
            values = {"link": link.written, "path": same, "suggestion": posixpath.relpath(same, posixpath.dirname(text.source))}
            yield Problem(LINK_LETTER_CASE, _place(text, link), values)
        elif link.path not in files and (path := _from_content(link.path)) in files:
            whole = posixpath.relpath(path, posixpath.dirname(text.source)) + "".join(link.written.partition("#")[1:])
            values = {"link": link.written, "suggestion": whole}
            # A name with other signs in it would have to be written otherwise.
            mend = Mend(link.written, whole) if not set(" ()<>") & set(whole) else None
            yield Problem(LINK_FROM_ELSEWHERE, _place(text, link), values, mend=mend)
        elif link.path not in files:
            meant = named.by_name(link.written, text.source) or _meant(files, text.source, link.path)
            path = posixpath.normpath(link.path.replace("\\", "/"))
            path = _from_content(path) if path.startswith("content/content/") else path
            yield Problem(LINK_DEAD, _place(text, link), {"link": link.written, "path": path, "suggestion": meant})
        elif link.path in list_files and link.address not in addresses:
            meant = f"{link.written.partition('#')[0]}#{list_files[link.path]}"
            yield Problem(LINK_TO_LIST, _place(text, link), {"link": link.written, "suggestion": meant})
        elif link.path.endswith(_NEVER_PUBLISHED) and not link.address:
            yield Problem(LINK_TO_SOURCE, _place(text, link), {"link": link.written, "path": link.path})


@rule(LINK_UNPUBLISHED, severity=Severity.ERROR)
def check_unpublished(addresses: frozenset[str], reports: tuple[Report, ...], shown: Shown) -> Iterator[Problem]:
    """A text that is shown does not link to what is not shown."""
    hidden = addresses - shown.addresses
    elsewhere = {report.source: report.address for report in reports}
    for text, link in _links(shown.texts):
        if leads_to(link, elsewhere) in hidden:
            yield Problem(LINK_UNPUBLISHED, _place(text, link), {"link": link.written, "path": link.path})


@rule(LINK_WITHDRAWN, severity=Severity.NOTICE)
def check_withdrawn(shown: Shown, reports: tuple[Report, ...]) -> Iterator[Problem]:
    """A text sends nobody to an item that was withdrawn, unless it is about that."""
    withdrawn = {item.address: item for item in shown.items if item.authored.withdrawn}
    elsewhere = {report.source: report.address for report in reports} if withdrawn else {}
    for text, link in _links(shown.texts) if withdrawn else ():
        item = withdrawn.get(leads_to(link, elsewhere))
        if item is None or (isinstance(text, Item) and _is_about(text, item)):
            continue
        yield Problem(LINK_WITHDRAWN, _place(text, link), {"link": link.written, "title": item.authored.title})


def _is_about(text: Item, withdrawn: Item) -> bool:
    """True for an item that is withdrawn itself, or that says what became of one that is."""
    authored = text.authored
    if authored.withdrawn or authored.corrects or any(word in authored.title.lower() for word in _OF_WITHDRAWAL):
        return True
    return withdrawn.id in {*authored.related, *authored.supersedes, authored.follows, *authored.explains}


@rule(LINK_OWN_DEAD, LINK_UNPUBLISHED)
def check_own_addresses(texts: tuple[Text, ...], shown: Shown, table: OutputTable, site_url: str) -> Iterator[Problem]:
    """Problems of links written as full addresses of this very site that show nothing."""
    for text, link in _links(texts):
        own = None if link.path else urls.own_address(link.written, site_url)
        if own is None:
            continue
        address, fault = urls.read_address(own, site_url)
        claim = table.find(address) if fault in ("", "query") else None
        if claim is None:
            near = nearest(address, shown.addresses)
            yield Problem(LINK_OWN_DEAD, _place(text, link), {"link": link.written, "suggestion": near}, Severity.WARNING)
        elif not claim.shown and any(text is other for other in shown.texts):
            yield Problem(LINK_UNPUBLISHED, _place(text, link), {"link": link.written, "path": claim.spot.file})


@rule(PICTURE_ELSEWHERE, PICTURE_INLINE, severity=Severity.WARNING)
def check_pictures(texts: tuple[Text, ...], site_url: str) -> Iterator[Problem]:
    """Problems of pictures on other hosts, which our pages never ask, and of those pasted into the text: nobody sees them."""
    for text, link in _links(texts):
        if link.written[: len(_INLINE)].lower() == _INLINE:
            yield Problem(PICTURE_INLINE, _place(text, link), {"kind": link.written[len(_INLINE) :].partition(";")[0]})
        elif link.picture and urls.own_address(link.written, site_url) is None:
            yield Problem(PICTURE_ELSEWHERE, _place(text, link), {"link": link.written})


@rule(LINK_PREVIEW, severity=Severity.WARNING)
def check_previews(texts: tuple[Text, ...], site_url: str) -> Iterator[Problem]:
    """Links copied out of a preview open on the computer of whoever made them, and nowhere else."""
    named = MeantTargets(texts, site_url)
    for text, link in _links(texts):
        if not link.path and (meant := named.by_preview(link.written, text.source)):
            yield Problem(LINK_PREVIEW, _place(text, link), {"link": link.written, "suggestion": meant})


@rule(LINK_UNSAFE, severity=Severity.WARNING)
def check_schemes(texts: tuple[Text, ...]) -> Iterator[Problem]:
    """Links that could run a program are not made."""
    for text, link in _links(texts):
        inline = link.written[: len(_INLINE)].lower() == _INLINE
        if not (link.path or inline or is_safe(link.written) or _typed_otherwise(link, ())):
            yield Problem(LINK_UNSAFE, _place(text, link), {"link": link.written})


@rule(PATH_LOCAL, severity=Severity.WARNING)
def check_local(texts: tuple[Text, ...], files: frozenset[str]) -> Iterator[Problem]:
    """Links to places on somebody's own computer, or in the office."""
    for text, link in _links(texts):
        if (name := local_name(link.written)) and link.path not in files:
            meant = own_file(link.written, files, text.source)
            values = {"excerpt": link.written, "place": "", "name": name, "suggestion": meant}
            yield Problem(PATH_LOCAL, _place(text, link), values)


@rule(LINK_MISTYPED, severity=Severity.ERROR)
def check_addresses(texts: tuple[Text, ...], files: frozenset[str]) -> Iterator[Problem]:
    """Addresses of other sites, of mail and of telephones that are not written as browsers need them."""
    for text, link in _links(texts):
        if link.path not in files and not local_name(link.written) and (meant := address_meant(link.written)):
            # A backslash is written twice where the parser reads it once.
            place = replace(text.body_spot, needle=link.written.rpartition("\\")[2])
            yield Problem(LINK_MISTYPED, place, {"link": link.written, "suggestion": meant})


@rule(LINK_MISTYPED, severity=Severity.ERROR)
def check_fields(items: tuple[Item, ...]) -> Iterator[Problem]:
    """Addresses of other sites in the fields of kinds, where one that is whole would be a link."""
    for item in items:
        for name, value in item.fields.items():
            begins = isinstance(value, str) and value[:1] in _BEGINS and "." in value
            if begins and (meant := address_meant(str(value))).startswith("http"):
                yield Problem(LINK_MISTYPED, item.spot.at(name), {"link": str(value), "suggestion": meant})


@rule(HTML_DROPPED, severity=Severity.WARNING)
def check_html(items: tuple[Item, ...], reports: tuple[Report, ...], introduction: Introduction) -> Iterator[Problem]:
    """HTML in a text is dropped, which its author should know."""
    texts: tuple[Item | Report | Introduction, ...] = (*items, *reports, introduction)
    for text in texts:
        if text.dropped:
            yield Problem(HTML_DROPPED, replace(text.body_spot, needle=text.dropped))


def _typed_otherwise(link: Link, files: Collection[str]) -> bool:
    """True for a link that names no file of the site, since it was meant to lead elsewhere."""
    return link.path not in files and bool(local_name(link.written) or address_meant(link.written))


def _from_content(path: str) -> str:
    """A path from its last folder named ``content`` on: a link that was written from the site's folder, or the disk's."""
    return f"content/{path.rpartition('/content/')[2]}"


def _same_letters(files: frozenset[str], path: str) -> str:
    """The file whose path differs from this one by letter case or Unicode form alone, or nothing."""
    folded = folded_path(path)
    return next((other for other in sorted(files) if folded_path(other) == folded), "")


@rule(LINK_ANCHOR_DEAD, severity=Severity.WARNING)
def check_anchors(
    items: tuple[Item, ...], pages: tuple[Page, ...], facts: Mapping[str, str], body_of: Callable[[Item], str]
) -> Iterator[Problem]:
    """A link into a text names a heading of it."""
    known: dict[str, frozenset[str]] = {}
    for text, link in _links((*items, *pages)):
        if "#" not in link.written:
            continue
        anchor = unquote(link.anchor or (link.written if link.written.startswith("#") else "")).removeprefix("#")
        target = link.path or text.source
        if not anchor or not target.endswith(".md"):
            continue
        if target not in known:
            known[target] = _anchors(items, pages, facts, body_of, target)
        if anchor.lower() not in known[target]:
            yield Problem(
                LINK_ANCHOR_DEAD, _place(text, link), {"link": link.written, "suggestion": nearest(anchor, known[target])}
            )


def _anchors(
    items: tuple[Item, ...], pages: tuple[Page, ...], facts: Mapping[str, str], body_of: Callable[[Item], str], path: str
) -> frozenset[str]:
    """The anchors of a text, in lower case."""
    page = next((page for page in pages if page.source == path), None)
    item = next((item for item in items if item.source == path and item.entry is None), None)
    if page:
        return frozenset(anchor.lower() for anchor in find_page_anchors(page.body, Facts(facts)))
    return frozenset(anchor.lower() for anchor in find_anchors(body_of(item))) if item else frozenset()


def _meant(files: frozenset[str], source: str, target: str) -> str:
    """The link that was most likely meant: to the file of that name elsewhere, or to one of a similar name there."""
    if "\\" in target:
        # As Windows writes it.
        target = posixpath.normpath(target.replace("\\", "/"))
        if target in files:
            return posixpath.relpath(target, posixpath.dirname(source))
    folder, name = posixpath.split(target)
    namesakes = [path for path in files if posixpath.basename(path) == name]
    similar = nearest(name, [posixpath.basename(path) for path in files if posixpath.dirname(path) == folder])
    meant = namesakes[0] if len(namesakes) == 1 else f"{folder}/{similar}" if similar else ""
    return posixpath.relpath(meant, posixpath.dirname(source)) if meant else ""


def _links(texts: Iterable[Text]) -> Iterator[tuple[Text, Link]]:
    for text in texts:
        for link in text.links:
            yield text, link


def _place(text: Text, link: Link) -> Spot:
    return replace(text.body_spot, needle=link.written)
