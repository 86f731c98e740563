"""The cells of an item's fields: what people read of each, and where it leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from generator import urls
from generator.model.item import Item
from generator.model.kind import KindField
from generator.model.settings import Settings
from generator.view.parts import Cell

_WEB = ("https://", "http://")  # what a text begins with that is an address and nothing else


def field_cells(item: Item, name: str, settings: Settings) -> tuple[Cell, ...]:
    """The cells of a field of every item, or of its kind."""
    own = settings.profile.kinds[item.authored.kind].fields.get(name)
    return kind_cells(item, name, own, settings) if own else _CELLS.get(name, _text_cells)(item, name, settings)


def kind_cells(item: Item, name: str, field: KindField, settings: Settings) -> tuple[Cell, ...]:
    """The cells of a field of an item's own kind."""
    value = item.fields.get(name)
    if not value:
        return ()
    values = (value,) if isinstance(value, str) else value
    labels = settings.profile.lists.get(name)
    texts = [labels.get(text, text) for text in values] if labels else values
    money = settings.profile.money if field.type == "money" else None
    if field.type == "date":
        texts = [settings.dates.shown(text) for text in texts]
    language = settings.other_language(item.authored.language) if field.type in ("text", "list") else ""
    if field.type == "text" and texts[0].startswith(_WEB):
        return tuple(Cell(text, text) for text in texts)
    if field.pages:
        axis = settings.axes[name]
        return tuple(Cell(text, axis.address(one)) for text, one in zip(texts, values, strict=True))
    return tuple(Cell(money.text(text) if money else text, language=language) for text in texts)


# Fields that are written in the language of the item.
_IN_ITS_LANGUAGE = ("summary", "keywords", "subject", "genre", "basis")


def _text_cells(item: Item, name: str, settings: Settings) -> tuple[Cell, ...]:
    value = getattr(item.authored, name, None)
    if isinstance(value, dt.date):
        return (Cell(settings.dates.shown(value)),)
    texts = value if isinstance(value, tuple) else (str(value),) if value else ()
    if axis := settings.axes.get(name):
        return tuple(Cell(settings.profile.value_label(name, text), axis.address(text)) for text in texts)
    language = settings.other_language(item.authored.language) if name in _IN_ITS_LANGUAGE else ""
    return tuple(Cell(settings.profile.value_label(name, text), language=language) for text in texts)


def _category_cells(item: Item, _: str, settings: Settings) -> tuple[Cell, ...]:
    cells = []
    for name in item.authored.category:
        path = (*settings.categories[name].parents, name)
        cells.append(Cell(" / ".join(settings.categories[step].name for step in path), urls.category_address(name)))
    return tuple(cells)


def matter_cells(item: Item, settings: Settings) -> tuple[Cell, ...]:
    """The matters of standard catalogs that an item answers, each with its table and number."""
    cells = []
    for name in item.authored.matter:
        matter, table = settings.matters[name], settings.table_of_matter[name]
        steps = (table.name, *dict.fromkeys((matter.topic, matter.name)))
        cells.append(Cell(" / ".join(step for step in steps if step), urls.matter_address(name)))
    return tuple(cells)


def _department_cells(item: Item, _: str, settings: Settings) -> tuple[Cell, ...]:
    department = settings.departments.get(item.authored.department)
    return (Cell(department.name, urls.department_address(department.id)),) if department else ()


def _publisher_cells(item: Item, _: str, settings: Settings) -> tuple[Cell, ...]:
    return (Cell(item.authored.publisher or settings.catalog.publisher.name),)


def _licence_cells(item: Item, _: str, settings: Settings) -> tuple[Cell, ...]:
    name, address = settings.licence_of(item.authored.licence)
    return (Cell(name, address),) if name else ()


_CELLS: dict[str, Callable[[Item, str, Settings], tuple[Cell, ...]]] = {
    "category": _category_cells,
    "department": _department_cells,
    "publisher": _publisher_cells,
    "licence": _licence_cells,
}
