"""A card: all that another page may say of an item."""

from __future__ import annotations

from typing import NamedTuple


class Card(NamedTuple):
    """The address, title, day, number, state and category of an item, as other pages may show them.

    Its language is given if it is not the site's; the category is the name of its first one.
    """

    address: str
    title: str
    day: str
    number: str
    state: str
    category: str = ""
    language: str = ""
