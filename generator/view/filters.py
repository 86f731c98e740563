"""The values by which what is found can be narrowed down beside those of every item: publishers, fields of kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.model.item import Item
from generator.model.project import Project

PUBLISHER = "publisher"
# Before the name of a field, which is then none of the other names in the address of a search.
OF_KIND = "f_"
# So many values of each, the commonest, can be chosen; who looks for another one searches for it.
_MOST = 60

Filter = tuple[str, str]  # the name of a filter, a value


class Filters:
    """The filters of a site: those of which there are two values at least."""

    def __init__(self, project: Project) -> None:
        self._settings = settings = project.settings
        self._own = settings.catalog.publisher.name
        self._fields = {
            kind: names
            for kind, entry in settings.profile.kinds.items()
            if (names := tuple([name for name, field in entry.fields.items() if field.filter]))
        }
        reports = {settings.publisher_of(filed.report.series).name for filed in project.shown.filed_reports}
        others = {item.authored.publisher for item in project.shown.items} | reports
        # Mostly a body publishes alone, and most kinds have no such field: what has neither costs nothing.
        self._is_alone = others <= {"", self._own}
        counts: dict[str, Counter[str]] = {PUBLISHER: Counter(reports)}
        for item in project.shown.items:
            if not item.authored.withdrawn and (not self._is_alone or item.authored.kind in self._fields):
                for name, value in self._values(item):
                    counts.setdefault(name, Counter())[value] += 1
        self._chosen = {
            name: frozenset(sorted(of_name, key=lambda value: (-of_name[value], value))[:_MOST])
            for name, of_name in counts.items()
            if len(of_name) > 1
        }

    @property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """The names of the filters, each with its label."""
        labels = {PUBLISHER: self._settings.labels.text["search_by_publisher"]}
        for kind, names in self._fields.items():
            for name in names:
                labels.setdefault(OF_KIND + name, self._settings.profile.kinds[kind].fields[name].label)
        return tuple([(name, label) for name, label in labels.items() if name in self._chosen])

    def of_item(self, item: Item) -> tuple[Filter, ...]:
        """The values by which an item can be chosen; a withdrawn one shows none of them."""
        if not self._chosen or item.authored.withdrawn:
            return ()
        return tuple([one for one in self._values(item) if one[1] in self._chosen.get(one[0], ())])

    def of_report(self, series: str) -> tuple[Filter, ...]:
        """The body that made a report of a series, where there are several."""
        name = self._settings.publisher_of(series).name
        return ((PUBLISHER, name),) if name in self._chosen.get(PUBLISHER, ()) else ()

    def _values(self, item: Item) -> Iterator[Filter]:
        if not self._is_alone:
            yield PUBLISHER, item.authored.publisher or self._own
        for name in self._fields.get(item.authored.kind, ()):
            value = item.fields.get(name, ())
            for one in (value,) if isinstance(value, str) else value:
                yield OF_KIND + name, self._settings.profile.value_label(name, one)
