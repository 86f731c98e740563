"""Properties in which an office file names its maker: the properties of OOXML, OpenDocument and OFD, the accounts it names."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.attachment.events import xml_events
from generator.load.attachment.package import Package
from generator.load.attachment.words import says_number
from generator.model.attachment import Piece

# Properties that say something about people or machines; the rest is counts and versions.
_TELLING = {
    "creator": "creator",
    "initial-creator": "creator",
    "lastModifiedBy": "lastModifiedBy",
    "Manager": "manager",
    "Company": "company",
    "title": "title",
    "subject": "subject",
    "description": "description",
    "keywords": "keywords",
    "keyword": "keywords",
    "category": "keywords",
    "contentStatus": "keywords",
    "HyperlinkBase": "path",
    "Template": "path",
    "lpwstr": "custom",
    "lpstr": "custom",
    "bstr": "custom",
    "user-defined": "custom",
}
# The names of parts and windows, which app.xml lists as the same kind of text as custom properties.
_LISTS = ("TitlesOfParts", "HeadingPairs")
# In an OFD the Creator is a program (GB/T 33190-2016, 7.4); the Author is a person.
_OFD = {
    "Author": "creator",
    "Title": "title",
    "Subject": "subject",
    "Abstract": "description",
    "Keyword": "keywords",
    "CustomData": "custom",
}

_NAMING = (b"fileSharing", b"customWorkbookView")  # what of a workbook names people


def read_properties(package: Package) -> Iterator[Piece]:
    """The pieces that say who made a file, with what title, and whose accounts it lists."""
    for name in package.names:
        root = package.root(name)
        if root in ("coreProperties", "Properties", "document-meta"):
            yield from _properties(package, name, _TELLING)
        elif root == "OFD":
            yield from _properties(package, name, _OFD)
        elif root in ("people", "personList", "cmAuthorLst", "authorLst", "users"):
            yield from _accounts(package, name)
        elif root == "workbook":
            yield from _users(package, name)
            continue  # its other words are looked through
        else:
            continue
        package.done.add(name.lower())


def _properties(package: Package, name: str, telling: dict[str, str]) -> Iterator[Piece]:
    """The properties of a part that tell something, by the names of their elements."""
    texts: list[str] = []
    listed = 0
    for event, value, _ in package.events(name):
        if event == "text":
            texts.append(value)
            continue
        if value in _LISTS:
            listed += 1 if event == "start" else -1
        if listed and says_number("".join(texts)):
            yield Piece("".join(texts), "inside", name=name)
        if event == "end" and value in telling and not listed and (text := "".join(texts).strip()):
            yield Piece(text, "metadata", name=telling[value])
        texts.clear()


def _users(package: Package, name: str) -> Iterator[Piece]:
    """The people for whom a workbook keeps something: who asked that it only be read, and whose view of it is kept."""
    data = package.read(name)
    if not any(word in data for word in _NAMING):
        return
    for event, tag, attributes in xml_events(iter([data])):
        if event != "start":
            continue
        who = attributes.get("userName", "") if tag == "fileSharing" else ""
        if tag == "customWorkbookView":  # a program calls it by the account of its owner
            who, dash, _ = attributes.get("name", "").partition(" - ")
            who = who if dash else ""
        if who.strip():
            yield Piece(who.strip(), "metadata", name="account")


def _accounts(package: Package, name: str) -> Iterator[Piece]:
    """The accounts that a part names, each once."""
    seen: set[str] = set()
    for event, _, attributes in package.events(name):
        if event != "start":
            continue
        for key in ("author", "displayName", "name"):
            if (who := attributes.get(key, "").strip()) and who not in seen:
                seen.add(who)
                yield Piece(who, "metadata", name="account")
        if account := attributes.get("userId", ""):
            yield Piece(account, "inside", name=name)
