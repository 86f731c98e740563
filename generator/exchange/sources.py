"""The sources of items as they are written: which keys they have for which fields, and where their text begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.exchange.cells import BODY, cells_of
from generator.load.files import SOURCE_ENDINGS
from generator.load.items.item import ItemLoader
from generator.load.source.fields import key_names
from generator.load.source.front_matter import split_front_matter
from generator.load.source.source import decode, read_bytes
from generator.load.source.yaml_tree import Tree, parse
from generator.model.item import AttachmentEntry, Correction, Item
from generator.model.project import Project
from generator.problems import SourceError

_MARK = "\ufeff"


@dataclass
class Source:
    """The source of an item: its ``text``, the YAML in it from ``start`` to ``end``, and for Markdown what comes behind.

    ``entry`` is its place in a list; ``tree`` what it says under its own keys, ``written`` the spelling of each key.
    """

    path: str
    text: str
    start: int
    end: int
    entry: int | None
    tree: dict[str, Tree]
    written: dict[str, str]
    inner: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def is_markdown(self) -> bool:
        """True where the text of the item stands behind its fields."""
        return self.path.endswith(".md")

    @property
    def body(self) -> str:
        """The text of the item, without the blank lines around it."""
        if self.is_markdown:
            return self.text[self._behind :].strip("\n")
        held = self.tree.get(BODY, "")
        return held.strip("\n") if isinstance(held, str) else ""

    @property
    def _behind(self) -> int:
        """Where the text of a Markdown file begins, behind the line that ends its fields."""
        line = self.text.find("\n", self.end)
        return len(self.text) if line < 0 else line + 1

    def cells(self) -> dict[str, str]:
        """The texts of its cells, by field."""
        return dict(cells_of(self.tree, self.body))

    def with_body(self, body: str) -> str:
        """The whole file with another text, the blank lines around it as they were."""
        old = self.text[self._behind :]
        before = old[: len(old) - len(old.lstrip("\n"))] or "\n"
        after = old[len(old.rstrip("\n")) :] or "\n"
        return self.text[: self._behind] + (before + body + after if body else "\n")


def read_sources(project: Project, site: Path) -> Iterator[tuple[Item, Source | None]]:
    """Each item with its source; None for one that is a row of a sheet, or whose source cannot be read without guessing."""
    loader = ItemLoader(site, project.settings.profile, project.settings.labels, {})
    texts: dict[str, str] = {}
    for item in project.content.items:
        if not item.source.endswith(SOURCE_ENDINGS):
            yield item, None
            continue
        if item.source not in texts:
            # Of lists there are many items; other sources are each read once.
            plain = read_plain(site, item.source)
            texts = {item.source: plain[0] if plain else ""}
        yield item, read_source(project, loader, item, texts[item.source])


def read_plain(site: Path, name: str) -> tuple[str, str] | None:
    """The text of a source with line feeds, and what ends its lines and whether a mark stands before it, to be put back.

    None where it is no text any more that can be read: it was when the site was loaded.
    """
    try:
        whole = read_bytes(site, name).decode()
    except (SourceError, UnicodeDecodeError):
        return None
    mark = _MARK if whole.startswith(_MARK) else ""
    text = whole.removeprefix(_MARK)
    plain = text.replace("\r\n", "\n")
    # Lines that end in more than one way are left to the one who wrote them.
    uniform = plain.replace("\n", "\r\n") == text
    return (plain, f"{mark}\r\n") if uniform and "\r" in text else (text, f"{mark}\n")


def as_it_was(text: str, ends: str) -> str:
    """A text with the mark and the ends of lines of the file that it was read from."""
    mark = _MARK if ends.startswith(_MARK) else ""
    return mark + text.replace("\n", ends.removeprefix(_MARK))


def read_source(project: Project, loader: ItemLoader, item: Item, text: str) -> Source | None:
    """The source of an item in the text of its file; None where that cannot be read without guessing."""
    if "\r" in text:
        return None
    kind = project.settings.profile.kinds.get(item.authored.kind)
    try:
        decode(item.source, text.encode())
        if item.source.endswith(".md"):
            front, _ = split_front_matter(item.source, text)
            start = text.index(front) if front else 0
        else:
            front, start = text, 0
        whole = parse(front, item.source, [])
    except (SourceError, ValueError):
        return None
    tree = whole[item.entry] if isinstance(whole, list) and item.entry is not None else whole
    if kind is None or not isinstance(tree, dict):
        return None
    names = loader.maker.keys(kind, in_yaml=not item.source.endswith(".md"), in_list=item.entry is not None)
    if not all(key in names for key in tree):
        return None
    inner = {names[key]: dict(_spelled(project, value)) for key, value in tree.items()}
    own = {names[key]: _under_names(project, names[key], value) for key, value in tree.items()}
    written = {names[key]: key for key in tree}
    return Source(item.source, text, start, start + len(front), item.entry, own, written, inner)


def _spelled(project: Project, value: Tree) -> Iterator[tuple[str, str]]:
    """The spellings of the keys of a record in an item, by what they mean."""
    entries = value if isinstance(value, list) else [value]
    for entry in entries:
        if isinstance(entry, dict):
            for key in entry:
                yield _meant(project, key), key


def _under_names(project: Project, name: str, value: Tree) -> Tree:
    """A value with the keys of the records in it by what they mean; what stands for a record or a list alone as that."""
    if name == "corrects" and isinstance(value, str) and value:
        return {Correction.plain: value}
    if name == "attachments" and isinstance(value, dict | str) and value:
        value = [value]
    if isinstance(value, dict):
        return {_meant(project, key): held for key, held in value.items()}
    if name == "attachments" and isinstance(value, list):
        order = list(key_names(AttachmentEntry, None))
        return [
            _ordered({_meant(project, k): v for k, v in one.items()}, order) if isinstance(one, dict) else one for one in value
        ]
    return value


def _ordered(entry: Mapping[str, Tree], order: list[str]) -> dict[str, Tree]:
    return {name: entry[name] for name in sorted(entry, key=lambda name: order.index(name) if name in order else len(order))}


def _meant(project: Project, key: str) -> str:
    """The name of a field of a record in an item."""
    labels = project.settings.labels
    known = ("by", "approved_by", "date", "item", "kind", "reason", "basis", "file", "title")
    return next((name for name in known if key in labels.spellings(name)), key)
