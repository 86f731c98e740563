"""A slice: pages that are made together, with a key of all that goes into their views."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.view.records import View


class Slice(NamedTuple):
    """Pages that are made together: a month of items, a listing, the front page.

    ``key`` is the digest of everything that ``views`` may look at, so that a slice whose key is as it was needs no views:
    its pages, of ``kinds`` and at ``addresses``, are as they were.
    """

    name: str
    key: str
    kinds: tuple[type[View], ...]
    addresses: tuple[str, ...]
    views: Callable[[], Iterator[View]]
