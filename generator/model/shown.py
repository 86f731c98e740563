"""The view of an edition on a content: the only place that knows which items, reports and files are public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from generator.model.board import Board
from generator.model.changes import changed_by_others
from generator.model.content import Content
from generator.model.edition import Edition
from generator.model.item import Item
from generator.model.order import Succession
from generator.model.page import Page
from generator.model.published_files import PublishedFiles, Text
from generator.model.report.filed import FiledReport, filed_reports
from generator.model.report.report import Report
from generator.model.settings import Settings, without_categories


class Shown:
    """The items, reports and files that an edition shows. All questions of the kind "is this public" are asked of it."""

    def __init__(self, content: Content, edition: Edition, settings: Settings) -> None:
        self.edition = edition
        self._content = content
        self._settings = settings

    @cached_property
    def hidden_categories(self) -> frozenset[str]:
        """The categories that are for others: in this edition there are none of that name."""
        found = self._settings.categories.values()
        return frozenset(one.id for one in found if one.audience and one.audience not in self.edition.audiences)

    @cached_property
    def settings(self) -> Settings:
        """The settings as they may be shown: without the categories that are for others."""
        return without_categories(self._settings, self.hidden_categories) if self.hidden_categories else self._settings

    @property
    def boards(self) -> tuple[Board, ...]:
        """The boards that this edition has: of all items, or of a category that it shows."""
        known, boards = self.settings.categories, self._settings.catalog.boards
        return tuple(one for one in boards if not one.categories or any(name in known for name in one.categories))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The authored pages that may appear."""
        return tuple(page for page in self._content.pages if page.head.audience in ("", *self.edition.audiences))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that may appear, newest first; the order of days alike is that of their ids."""
        today, audiences, more = self.edition.today, self.edition.audiences, self.edition.previewed
        shown = (item for item in self._content.items if item.is_public(today, audiences) or item.id in more)
        by_id = sorted(shown, key=lambda item: item.id)
        return tuple(sorted(by_id, key=lambda item: item.authored.published or dt.date.min, reverse=True))

    @cached_property
    def items_by_id(self) -> Mapping[str, Item]:
        """The items that may appear, by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def has_reports_column(self) -> bool:
        """True if there is a column of annual reports: it has some, or the regulation asks for them."""
        profile = self._settings.profile
        asked = profile.reports_due or any(series.due for series in profile.report_series.values())
        return bool(self.reports) or bool(profile.columns.reports and asked)

    @cached_property
    def succession(self) -> Succession:
        """The succession of the items that may appear: which replaces which."""
        return Succession(self.items)

    @cached_property
    def changed_by_others(self) -> dict[str, dt.date]:
        """The day another item last changed what is seen of one, where that is later than its own."""
        return changed_by_others(self.items_by_id, self.succession)

    def changed_on(self, item: Item) -> dt.date:
        """The day a public item last changed for its readers, by its own doing or by another's."""
        return self.changed_by_others.get(item.id) or item.changed

    @cached_property
    def items_by_category(self) -> dict[str, list[Item]]:
        """The items of each category that has any, newest first; an item of a category is one of those above it."""
        categories = self.settings.categories
        found: dict[str, list[Item]] = {}
        for item in self.items:
            known = [categories[name] for name in item.authored.category if name in categories]
            for name in {name for category in known for name in (category.id, *category.parents)}:
                found.setdefault(name, []).append(item)
        return found

    @cached_property
    def items_by_matter(self) -> dict[str, list[Item]]:
        """The items of each matter of a standard catalog that has any, newest first."""
        found: dict[str, list[Item]] = {}
        for item in self.items if self._settings.matter_tables else ():
            for name in item.authored.matter:
                found.setdefault(name, []).append(item)
        return found

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports that may appear, newest first."""
        today = self.edition.today
        shown = (
            report
            for report in self._content.reports
            if report.id in self.edition.previewed_reports
            or (not report.head.draft and (report.head.published <= today if report.head.published else report.is_undated))
        )
        return tuple(sorted(shown, key=lambda report: report.period, reverse=True))

    @cached_property
    def filed_reports(self) -> tuple[FiledReport, ...]:
        """The reports that may appear, oldest first, each with its form and with what came before it and may appear."""
        return tuple(filed_reports(self.reports, self._settings.forms).values())

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Everything that is shown and may link: the introduction, pages, items, reports."""
        return (self._content.introduction, *self.pages, *self.items, *self.reports)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all pages, items and reports that are shown."""
        shown: tuple[Page | Item | Report, ...] = (*self.pages, *self.items, *self.reports)
        return frozenset(thing.address for thing in shown)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of pages and items by address."""
        return {page.address: page.head.title for page in self.pages} | {item.address: item.authored.title for item in self.items}

    @cached_property
    def corrections(self) -> dict[str, dt.date]:
        """The day of the latest shown correction that stands of each item that has any, by its id."""
        found: dict[str, dt.date] = {}
        for item in self.items:
            corrects, day = item.authored.corrects, item.authored.published
            if corrects and day and not item.authored.withdrawn:
                found[corrects.item] = max(day, found.get(corrects.item, day))
        return found

    @cached_property
    def files(self) -> PublishedFiles:
        """The files that go out, whoever links them."""
        bodies = {id(text) for text in self.texts if not (isinstance(text, Item) and text.authored.withdrawn)}
        return PublishedFiles(self._content.texts, lambda text: id(text) in bodies)
