"""A card: all that another page may say of an item."""

from __future__ import annotations

from typing import NamedTuple


class Card(NamedTuple):
    """The address, title, day, number and state of an item, as other pages may show them, and its language if it is another."""

    address: str
    title: str
    day: str
    number: str
    state: str
    language: str = ""
