"""A row as an item: the values of its fields, its text and its files, and what became of each of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from generator import urls
from generator.importing.files import Folder, copy_name
from generator.importing.grid import Cell
from generator.importing.heads import Head
from generator.importing.html_markup import text_to_markdown
from generator.importing.report import Line, Place
from generator.importing.rows import Row
from generator.importing.targets import ADDRESS, BODY, NUMBER, REVIEW, Targets
from generator.importing.values import Reader, Taken

_KIND, _TITLE, _ATTACHMENTS = "kind", "title", "attachments"
_ADDRESS_SIGNS = "/.?\\"  # one of which stands in every address; a cell that says 查看 has none


@dataclass
class RowItem:
    """An item that a row makes. ``files`` are the files to copy by the names of their copies, with how they were called."""

    place: Place
    kind: str
    values: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    body: str = ""
    address: str = ""
    review: dict[str, str] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)  # by name of the copy: its title
    files: dict[str, Path] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)  # pictures out of a document, by the names of their copies
    lines: list[Line] = field(default_factory=list)
    supposed: frozenset[str] = frozenset()  # fields whose value nobody gave

    @property
    def is_refused(self) -> bool:
        """True if a cell of it could not be understood."""
        return any(line.outcome == "refused" for line in self.lines)

    def text(self, name: str) -> str:
        """The value of a field that is a text; nothing where it has none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ", ".join(value)


@dataclass
class RowReader:
    """Reads the rows of sheets into items. ``files`` is the folder in which files are looked for."""

    targets: Targets
    reader: Reader
    files: Folder

    def read(self, place: Place, head: Head, row: Row) -> RowItem:
        """The item of a row, with a line for each of its cells."""
        item = RowItem(place, self._kind(head, row))
        names = {column.number: column for column in head.columns}
        for number, cell in sorted(row.cells.items()):
            column = names.get(number)
            name = column.field if column else ""
            label = column.head if column else ""
            if name and not self.targets.is_known(name, item.kind) and name != NUMBER:
                # The kind of this row is another than that of its sheet.
                name = self.targets.find(label, item.kind)
            if not name or name == NUMBER:
                reason = "import_row_number" if name else "import_no_field"
                said = f"{cell.text} <{cell.link}>" if cell.link and cell.link != cell.text else cell.text
                item.lines.append(Line(place.at(cell), "left", label, said, "", reason))
                continue
            shown = self.targets.label(name, item.kind)
            taken = self._cell(item, name, cell, leads=head.of(ADDRESS) is None)
            written = taken.value if isinstance(taken.value, str) else "、".join(taken.value or ())
            line = Line(place.at(cell), taken.outcome, shown, cell.text, written, taken.reason, taken.about)
            if number in row.filled and taken.outcome == "taken":
                line = Line(place.at(cell), "changed", shown, cell.text, written, "import_filled")
            item.lines.append(line)
            if name == _TITLE and cell.link and item.address == cell.link:
                label = self.targets.label(ADDRESS, item.kind)
                item.lines.append(Line(place.at(cell), "changed", label, cell.text, cell.link, "import_link"))
            elif cell.link and not self._is_said(item, cell):
                label = self.targets.label(name, item.kind)
                item.lines.append(Line(place.at(cell), "left", label, cell.link, "", "import_link_left"))
        titled = self.targets.label(_TITLE, item.kind)
        if _TITLE not in item.values and not any(line.outcome == "refused" and line.field == titled for line in item.lines):
            first = next(iter(row.cells.values()))
            item.lines.append(Line(place.at(first), "refused", titled, row.text, "", "import_no_title"))
        return item

    def _kind(self, head: Head, row: Row) -> str:
        """The kind of a row: what it says itself, else that of its sheet."""
        column = head.of(_KIND)
        cell = row.cells.get(column.number) if column else None
        if cell is None:
            return head.kind
        said = self.reader.read(_KIND, head.kind, cell).value
        kinds = self.targets.profile.kinds
        return next((key for key, kind in kinds.items() if said in (key, kind.label)), head.kind)

    def _is_said(self, item: RowItem, cell: Cell) -> bool:
        """True where what a cell leads to went into an item, or is what the cell says."""
        return cell.link in (item.address, cell.text.strip()) or self.files.find(cell.link) in item.files.values()

    def _cell(self, item: RowItem, name: str, cell: Cell, *, leads: bool) -> Taken:
        """Puts the value of a cell into an item, and says what became of it.

        ``leads``: what a title leads to is where the item lay before.
        """
        if name == BODY:
            return self._body(item, cell)
        if name == _ATTACHMENTS:
            return self._attachments(item, cell)
        taken = self.reader.read(name, item.kind, cell)
        if taken.value is None or taken.outcome == "refused":
            return taken
        if name == ADDRESS:
            return self._address(item, cell, str(taken.value), taken)
        if name == _TITLE and leads and urls.is_full(cell.link):
            item.address = cell.link
        if name in REVIEW:
            item.review[name] = str(taken.value)
        elif isinstance(taken.value, tuple) and isinstance(item.values.get(name), tuple):
            item.values[name] = tuple(dict.fromkeys((*item.values[name], *taken.value)))
        else:
            item.values[name] = taken.value
        return taken

    def _address(self, item: RowItem, cell: Cell, said: str, taken: Taken) -> Taken:
        """Puts down where an item lay before: what a cell says, or leads to where it says something else."""
        if any(sign in said for sign in _ADDRESS_SIGNS):
            item.address = said
            return taken
        if not cell.link:
            return Taken(None, "refused", "import_no_address")
        item.address = cell.link
        return Taken(cell.link, "changed", "import_link")

    def _attachments(self, item: RowItem, cell: Cell) -> Taken:
        """Lists the files that a cell names or leads to; one that is not there is not understood."""
        if cell.link and self.files.find(cell.text) is None and (path := self.files.find(cell.link)):
            name = self._copy(item, path)
            item.listed.setdefault(name, path.stem if self.reader.words.says("links", cell.text) else cell.text.strip())
            return Taken((name,), "changed", "import_link")
        taken = self.reader.read(_ATTACHMENTS, item.kind, cell)
        if not isinstance(taken.value, tuple):
            return taken
        missing: list[str] = []
        for whole in taken.value:
            found = [(whole, self.files.find(whole))]
            if found[0][1] is None:  # names that stand side by side
                found = [(part, self.files.find(part)) for part in whole.replace("，", "、").replace(",", "、").split("、")]
            for name, path in found:
                if path is None:
                    missing.append(name)
                else:
                    item.listed.setdefault(self._copy(item, path), Path(name).stem or path.stem)
        if missing:
            value = unquote(cell.link) if cell.link and self.reader.words.says("links", cell.text) else "、".join(missing)
            return Taken(None, "refused", "import_no_file", {"value": value})
        return Taken(tuple(item.listed), taken.outcome, taken.reason)

    def _copy(self, item: RowItem, path: Path) -> str:
        """The name under which a file lies beside an item."""
        known = next((name for name, other in item.files.items() if other == path), "")
        name = known or copy_name(path, (*item.files, "index.md"))
        item.files[name] = path
        return name

    def _body(self, item: RowItem, cell: Cell) -> Taken:
        """Puts the text of a cell into an item as Markdown; what of it cannot be had is said."""

        def resolve(target: str, words: str) -> str | None:
            path = self.files.find(target) or (self.files.find(words) if words else None)
            return self._copy(item, path) if path else None

        markup = text_to_markdown(cell.text, resolve)
        item.body = f"{item.body}\n\n{markup.text}".strip()
        missing = [words for reason, words in markup.left if reason == "import_left_picture"]
        if missing:
            return Taken(None, "refused", "import_no_picture", {"value": "、".join(missing)})
        about = self._left(markup.left)
        if about:
            return Taken(markup.text, "changed", "import_html_left", {"value": about})
        same = markup.text == cell.text.strip()
        return Taken(markup.text) if same else Taken(markup.text, "changed", "import_markdown")

    def _left(self, left: list[tuple[str, str]]) -> str:
        words: Mapping[str, str] = self.targets.labels.text
        return self.targets.labels.text["sentence_join"].join(
            words[reason].format(value=value) for reason, value in dict.fromkeys(left)
        )
