"""The files that go out with texts: to whom each belongs, who links it, and which of them are public.

A file belongs to the items that list it as an attachment and to the item in whose folder it lies. Where there is none, it
belongs to the items that link to it from the folder it lies in or from one above, and else to whatever links to it. It may
go out if one of its owners is shown: a link alone never publishes what somebody else keeps back.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from generator import urls
from generator.frozen import frozen
from generator.model.introduction import Introduction
from generator.model.item import File, Item
from generator.model.page import Page
from generator.model.report.report import Report
from generator.problems import Spot

Text = Item | Page | Report | Introduction
_FOLDER_SOURCES = ("/index.md", "/index.yml", "/index.yaml")


@frozen
class FileUse:
    """A file that a text lists or links to, with the address at which it would go out for that text."""

    text: Text
    file: File
    address: str

    @property
    def spot(self) -> Spot:
        """The place in the sources that asks for the file: its entry among the attachments, or the link."""
        if isinstance(self.text, Item):
            for index, entry in enumerate(self.text.authored.attachments):
                if urls.link_target(self.text.source, entry.file) == self.file.source:
                    return self.text.spot.at("attachments", index, "file")
        written = next((link.written for link in self.text.links if link.path == self.file.source), self.file.name)
        return replace(self.text.body_spot, needle=written)


def file_address(text: Text, file: File) -> str:
    """The address of a file for a text: beside the page of an item, else below ``assets/`` by its path in the sources."""
    return text.address + file.name if isinstance(text, Item) else urls.linked_file_address(file.source)


class PublishedFiles:
    """All files that texts list or link to, and which of them go out. ``shows`` says whether the body of a text is shown."""

    def __init__(self, texts: Iterable[Text], shows: Callable[[Text], bool]) -> None:
        self._texts = tuple(texts)
        self._shows = shows

    @cached_property
    def uses(self) -> tuple[FileUse, ...]:
        """Every use of a file by a text, shown or not."""
        return tuple(FileUse(text, file, file_address(text, file)) for text in self._texts for file in text.files)

    @cached_property
    def published(self) -> tuple[FileUse, ...]:
        """The uses that go out: by a text whose body is shown, of a file that is shown."""
        return tuple(use for use in self.uses if self._shows(use.text) and self.is_shown(use.file.source))

    @cached_property
    def refused(self) -> tuple[FileUse, ...]:
        """The uses by a text whose body is shown of a file that is not: links that must not be."""
        return tuple(use for use in self.uses if self._shows(use.text) and not self.is_shown(use.file.source))

    @cached_property
    def sources(self) -> frozenset[str]:
        """The paths of all files that go out."""
        return frozenset(use.file.source for use in self.published)

    def is_shown(self, path: str) -> bool:
        """True if one of the owners of a file is shown with its body."""
        return any(self._shows(owner) for owner in self.owners(path))

    def owners(self, path: str) -> list[Text]:
        """The texts a file belongs to."""
        owners: list[Text] = [use.text for use in self._uses_of.get(path, ()) if use.file.listed]
        owners += self._folder_owners(path)
        if owners:
            return owners
        linking = [use.text for use in self._uses_of.get(path, ())]
        folder = posixpath.dirname(path)
        near: list[Text] = [text for text in linking if isinstance(text, Item) and _holds(posixpath.dirname(text.source), folder)]
        return near or linking

    @cached_property
    def _uses_of(self) -> dict[str, list[FileUse]]:
        found: dict[str, list[FileUse]] = {}
        for use in self.uses:
            found.setdefault(use.file.source, []).append(use)
        return found

    @cached_property
    def _items_of_folder(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for text in self._texts:
            if text.source.endswith(_FOLDER_SOURCES) and isinstance(text, Item):
                found.setdefault(posixpath.dirname(text.source), []).append(text)
        return found

    def _folder_owners(self, path: str) -> list[Item]:
        """The items of the nearest folder above a file that is the folder of an item."""
        return next((items for folder in _folders(path) if (items := self._items_of_folder.get(folder))), [])


def _folders(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


def _holds(folder: str, inner: str) -> bool:
    return inner == folder or inner.startswith(f"{folder}/")
