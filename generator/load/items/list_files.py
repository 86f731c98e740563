"""The files whose rows are items: sheets of ``content/lists``, each perhaps with what its rows have in common beside it."""

from __future__ import annotations

import posixpath

LISTS = "content/lists/"
_SHEETS = (".csv", ".xlsx")


def is_list_source(path: str) -> bool:
    """True if the rows of a file of the site are items."""
    return path.startswith(LISTS) and path.endswith(_SHEETS)


def common_of(path: str) -> str:
    """The file beside a list that holds what its rows have in common."""
    return f"{posixpath.splitext(path)[0]}.yml"


def is_of_list(path: str) -> bool:
    """True for a list, and for what its rows have in common."""
    return path.startswith(LISTS) and path.endswith((*_SHEETS, ".yml"))
