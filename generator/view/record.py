"""The one kind of view: a frozen record of texts, numbers, days, tuples and views, whose digest is the key of its page."""

from __future__ import annotations

from typing import TypeVar, dataclass_transform

from generator.digests import digest
from generator.frozen import make_frozen

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def view(cls: type[T]) -> type[T]:
    """The class as a frozen, slotted record. A field with ``repr=False`` follows from the others and is not in the digest."""
    return make_frozen(cls, kw_only=True)


def view_key(shown: object) -> str:
    """The digest of a view: that of its ``repr``, which names every field and nests."""
    return digest(repr(shown).encode("utf-8", "surrogatepass"))
