"""A card: all that another page may say of an item."""

from __future__ import annotations

from typing import NamedTuple


class Card(NamedTuple):
    """The address, title, day, number and state of an item, as any other page may show them."""

    address: str
    title: str
    day: str
    number: str
    state: str
