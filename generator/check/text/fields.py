"""The fields of an item whose texts go out, each with the way to its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.item import Item

_FIELDS = ("summary", "doc_number", "keywords", "basis", "publisher", "index_number")


Part = tuple[tuple[str | int, ...], str]


def parts_of(item: Item) -> Iterator[Part]:
    """The fields that go out, each with the way to its place."""
    authored = item.authored
    yield ("title",), authored.title
    for name in _FIELDS:
        value = getattr(authored, name)
        if isinstance(value, tuple):
            yield from (((name, index), entry) for index, entry in enumerate(value))
        elif value:
            yield (name,), value
    for name, value in item.fields.items():
        if isinstance(value, str):
            yield (name,), value
        else:
            yield from (((name, index), entry) for index, entry in enumerate(value))
    if authored.withdrawn:
        yield ("withdrawn", "reason"), authored.withdrawn.reason
        yield ("withdrawn", "basis"), authored.withdrawn.basis
    # The name of the file becomes the address.
    yield ("title",), item.id.replace("/", "\n")
    for index, entry in enumerate(authored.attachments):
        yield ("attachments", index, "file"), entry.file
        yield ("attachments", index, "title"), entry.title


def part_at(parts: Sequence[Part], offset: int) -> tuple[str | int, ...]:
    """The way to the place of the text in which a sign of all of them, joined by line ends, stands."""
    for steps, text in parts:
        if offset <= len(text):
            return steps
        offset -= len(text) + 1
    raise AssertionError(offset)
