"""Text of an OFD (GB/T 33190-2016): pages with the templates they use, lines joined by where their signs stand."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from generator.load.attachment.ofd_files.page import Page, box_of, lines_of, read_objects
from generator.load.attachment.ofd_files.resources import Resources, read_resources
from generator.load.attachment.ofd_files.unseen import Box, look_at
from generator.load.attachment.package import Package
from generator.load.attachment.readable import is_unreadable
from generator.load.attachment.words import telling
from generator.model.attachment import Piece

_FEW = 30  # signs; with fewer, a page that is mostly a picture is a picture
_MOST_UNITS = 5000
_PLACES = ("PhysicalBox", "CropBox", "ApplicationBox", "ContentBox", "BleedBox", "DocumentRes", "PublicRes", "MaxUnitID")


def read_ofd(package: Package) -> Iterator[Piece]:
    """The pieces of a package document by document, page by page."""
    number = 0
    pictures: list[int] = []
    strange: list[int] = []
    shown: set[str] = set()
    resources = read_resources(package)
    for document in _documents(package):
        pages, templates, others, box, words = _structure(package, document)
        if words:
            yield Piece("\n".join(words), "inside", name="bookmarks")
        for read in _drawn(package, pages, templates, others, resources):
            number += 1
            shown.update(read.pictures)
            seen = look_at(read.things, read.box or box)
            text = lines_of(seen.signs)
            if is_unreadable(text):
                strange.append(number)
            elif text:
                yield Piece(text, page=number)
            if read.unseen:
                yield Piece("\n".join(read.unseen), "hidden", number)
            for way, lines in seen.unseen.items():
                # What stands on the page a second time is no secret.
                if kept := [line for line in lines if way == "covered" or line not in text]:
                    yield Piece("\n".join(kept), "hidden", number, name=way)
            if read.remarks:
                yield Piece("\n".join(read.remarks), "comment", number)
            if read.words:
                yield Piece("\n".join(dict.fromkeys(read.words)), "inside", number, name="words")
            left, top, right, bottom = read.box or box or (0.0, 0.0, 0.0, 0.0)
            if read.picture_area > (right - left) * (bottom - top) / 2 and len(text.replace("\n", "")) < _FEW:
                pictures.append(number)
    package.unshown |= {*resources.media.values()} - {resources.media[id] for id in shown & resources.media.keys()}
    for name, found in (("pages-pictures", pictures), ("pages-unreadable", strange)):
        if found:
            yield Piece(",".join(map(str, found)), "trace", name=name)


def pictures_on(package: Package, number: int) -> list[bytes]:
    """The pictures on a page, which is counted from 1."""
    resources = read_resources(package)
    for document in _documents(package):
        pages, templates, others, _, _ = _structure(package, document)
        if number <= len(pages):
            (page,) = _drawn(package, pages[number - 1 : number], templates, others, resources)
            return [package.read(resources.media[id]) for id in page.pictures if id in resources.media]
        number -= len(pages)
    return []


def _drawn(
    package: Package, pages: list[tuple[str, str]], templates: dict[str, str], others: list[str], resources: Resources
) -> Iterator[Page]:
    """The pages with the templates that they use, what is noted on them, and the groups of objects from elsewhere."""
    units = {id: read_objects(events, resources) for id, events in resources.units.items()}
    notes = _annotations(package, others)
    for page, page_id in pages:
        read = _read_page(package, page, resources)
        for template, over in read.templates:
            if template in templates:
                read.add(_read_page(package, templates[template], resources), below=not over)
        for note in notes.get(page_id, ()):
            read.add(_read_page(package, note, resources))
        for resource, left, top, scale in read.composites[:_MOST_UNITS]:
            if resource in units:
                read.add(units[resource].placed(left, top, scale))
        yield read


def _documents(package: Package) -> list[str]:
    """The parts that a document begins with."""
    roots = [name for name in package.names if package.root(name) == "OFD"]
    found = []
    for name in roots:
        for event, tag, text in _texts(package, name):
            if event == "text" and tag == "DocRoot":
                found.append(_join(name, text))
    found = [name for name in found if name in package]
    return found or [name for name in package.names if package.root(name) == "Document"]


def _texts(package: Package, name: str) -> Iterator[tuple[str, str, str]]:
    inside = ""
    for event, value, _ in package.events(name):
        if event == "start":
            inside = value
        elif event == "text" and value.strip():
            yield "text", inside, value.strip()


def _join(part: str, target: str) -> str:
    target = target.replace("\\", "/")
    whole = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(whole).lstrip("/")


def _structure(package: Package, document: str) -> tuple[list[tuple[str, str]], dict[str, str], list[str], Box | None, list[str]]:
    """The pages of a document in their order (each with its id), its templates by id, its annotations, the box of a page.

    Last the words in it: of its outline, of links, of whatever else its makers put there.
    """
    words: list[str] = []
    pages: list[tuple[str, str]] = []
    templates: dict[str, str] = {}
    others: list[str] = []
    box, inside = None, ""
    package.done.add(document.lower())
    for event, value, attributes in package.events(document):
        if event == "start":
            inside = value
            words += [word for word in attributes.values() if telling(word)]
            place = _join(document, attributes.get("BaseLoc", ""))
            if value == "Page" and place in package:
                pages.append((place, attributes.get("ID", "")))
            elif value == "TemplatePage" and place in package:
                templates[attributes.get("ID", "")] = place
        elif event == "text" and value.strip():
            if inside == "Annotations":
                others.append(_join(document, value.strip()))
            elif inside in ("PhysicalBox", "CropBox") and not box:
                box = box_of(value)
            elif inside not in _PLACES and telling(value):
                words.append(value.strip())
    if not pages:
        pages = [(name, "") for name in package.names if package.root(name) == "Page" and name not in templates.values()]
    return pages, templates, others, box, words


def _annotations(package: Package, parts: list[str]) -> dict[str, list[str]]:
    """The annotations of each page, by the id of the page."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if part not in package:
            continue
        package.done.add(part.lower())
        page, inside = "", ""
        for event, value, attributes in package.events(part):
            if event == "start":
                inside = value
                page = attributes.get("PageID", page) if value == "Page" else page
            elif event == "text" and inside == "FileLoc" and _join(part, value.strip()) in package:
                found.setdefault(page, []).append(_join(part, value.strip()))
    return found


def _read_page(package: Package, name: str, resources: Resources) -> Page:
    package.done.add(name.lower())
    return read_objects(package.events(name), resources)
