"""The content of a site: all that was read of it, shown or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from generator import urls
from generator.model.introduction import Introduction
from generator.model.item import File, Item
from generator.model.page import Page
from generator.model.published_files import Text
from generator.model.report.applications import ApplicationRegister
from generator.model.report.report import Report


@dataclass(frozen=True)
class Content:
    """The texts and the files that a site publishes from.

    ``files`` are all files of ``content/`` by path, ``assets`` the paths in the site of what the theme brings, ``own_assets``
    the files among them that are the site's.
    """

    introduction: Introduction = field(default_factory=Introduction)
    items: tuple[Item, ...] = ()
    pages: tuple[Page, ...] = ()
    reports: tuple[Report, ...] = ()
    applications: tuple[ApplicationRegister, ...] = ()
    files: frozenset[str] = frozenset()
    assets: frozenset[str] = frozenset()
    own_assets: tuple[File, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """The fields that are sent to another process: what was read. What follows from it is worked out again there."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All texts."""
        return (*self.items, *self.pages, *self.reports, self.introduction)

    @cached_property
    def reports_elsewhere(self) -> Mapping[str, str]:
        """The address of each report whose file has a name of its own, which says nothing of it, by that file."""
        addresses = {report.source: report.address for report in self.reports}
        return {source: address for source, address in addresses.items() if urls.source_address(source) != address}

    @cached_property
    def items_by_id(self) -> Mapping[str, Item]:
        """All items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def items_by_address(self) -> Mapping[str, Item]:
        """All items by address."""
        return {item.address: item for item in self.items}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all pages, items and reports."""
        read: tuple[Page | Item | Report, ...] = (*self.pages, *self.items, *self.reports)
        return frozenset(thing.address for thing in read)

    @cached_property
    def list_files(self) -> Mapping[str, str]:
        """The files that hold a list of items, each with the name of one of its records."""
        return {item.source: item.id.rpartition("/")[2] for item in self.items if item.entry is not None}

    @cached_property
    def source_files(self) -> frozenset[str]:
        """The files that items, pages and reports are written in."""
        registers = {register.source for register in self.applications}
        folders, sheets = ("content/matters/", "content/lists/"), (".csv", ".xlsx")
        return frozenset(
            path
            for path in self.files
            if path.endswith((".md", ".yml", ".yaml"))
            or path in registers
            or (path.endswith(sheets) and path.startswith(folders))
        )
