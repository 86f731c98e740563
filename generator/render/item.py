"""The page of an item: notices, metadata, the fields of its kind, its text, its attachments, its relations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator import urls
from generator.markdown import to_html
from generator.model.item import Item
from generator.model.link import link_from
from generator.model.project import Project
from generator.model.published_files import Text, file_address
from generator.model.relations import Relation
from generator.text import plain_text

# Bytes of a value that still stands beside another on a wide screen; a Chinese character has three and takes two places.
_LONG = 42


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a value, with the address it leads to where it leads anywhere."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """A labelled line of the metadata table."""

    name: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def listed(self) -> bool:
        """Whether its values are sentences, one under the other."""
        return len(self.cells) > 1 and not self.cells[0].address and self.name != "keywords"

    @property
    def long(self) -> bool:
        """Whether it needs the full width."""
        return len(self.cells) > 1 or len(self.cells[0].text.encode()) > _LONG


def metadata_rows(item: Item, project: Project) -> list[MetadataRow]:
    """The catalog metadata of an item, labelled and ordered as the profile says; what is blank is left out."""
    rows = []
    for name, field in project.profile.fields.items():
        cells = _CELLS.get(name, _text_cells)(item, name, project)
        if cells:
            rows.append(MetadataRow(name, field.label, cells))
    return rows


def kind_rows(item: Item, project: Project) -> list[MetadataRow]:
    """The fields of an item's own kind."""
    kind = project.profile.kinds[item.authored.kind]
    rows = []
    for name, field in kind.fields.items():
        if value := item.fields.get(name):
            texts = (value,) if isinstance(value, str) else value
            rows.append(MetadataRow(name, field.label, tuple(Cell(text) for text in texts)))
    return rows


def _text_cells(item: Item, name: str, project: Project) -> tuple[Cell, ...]:
    value = getattr(item.authored, name, None)
    texts = value if isinstance(value, tuple) else (str(value),) if value else ()
    return tuple(Cell(project.profile.value_label(name, text)) for text in texts)


def _category_cells(item: Item, _: str, project: Project) -> tuple[Cell, ...]:
    cells = []
    for name in item.authored.category:
        category = project.categories[name]
        path = (*category.parents, name)
        cells.append(Cell(" / ".join(project.categories[step].name for step in path), urls.category_address(name)))
    return tuple(cells)


def _department_cells(item: Item, _: str, project: Project) -> tuple[Cell, ...]:
    department = project.departments.get(item.authored.department)
    return (Cell(department.name, urls.department_address(department.id)),) if department else ()


def _publisher_cells(item: Item, _: str, project: Project) -> tuple[Cell, ...]:
    return (Cell(item.authored.publisher or project.catalog.publisher.name),)


_CELLS: dict[str, Callable[[Item, str, Project], tuple[Cell, ...]]] = {
    "category": _category_cells,
    "department": _department_cells,
    "publisher": _publisher_cells,
}


def item_html(item: Item, body: str, root: str, project: Project) -> str:
    """The text of an item with its links turned into addresses."""
    html = text_html(body, item, root, project)
    if "<pre>" in html:
        html = html.replace("<pre>", '<pre tabindex="0">')
    return framed_tables(html, project) if "<table>" in html else html


def framed_tables(html: str, project: Project) -> str:
    """A text whose tables can be moved sideways, by keyboard too, where the screen is narrower than they are."""
    frame = f'<div class="gk-table" role="group" tabindex="0" aria-label="{project.labels.text["table"]}">'
    return html.replace("<table>", f"{frame}<table>").replace("</table>", "</table></div>")


def text_html(body: str, text: Text, root: str, project: Project) -> str:
    """Markdown as HTML, its links turned into addresses; what leads nowhere public is text only."""
    shown = project.shown.files
    files = {file.source: file_address(text, file) for file in text.files if shown.is_shown(file.source)} if text.files else {}

    def address(target: str) -> str:
        link = link_from(text.source, target)
        if not link.path:
            return target
        if link.path in files:
            return urls.href(root, files[link.path])
        return urls.href(root, link.address) + link.anchor if link.address in project.shown_addresses else ""

    return to_html(body, address)


def item_description(item: Item, html: str) -> str:
    """One or two sentences for search engines: the summary, or how the text begins."""
    return item.authored.summary or plain_text(html[:1500])[:120]


def group_relations(relations: list[Relation]) -> dict[str, list[Relation]]:
    """Relations by kind, each kind where it is first found."""
    groups: dict[str, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(relation.kind, []).append(relation)
    return groups
