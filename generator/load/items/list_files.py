"""The files whose rows are items: sheets of ``content/lists``, each perhaps with what its rows have in common beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection

LISTS = "content/lists/"
_SHEETS = (".csv", ".xlsx")
# Endings of sheets that are not read row by row.
_OTHER_SHEETS = (".xls", ".et", ".ods", ".xlsm", ".xlsb", ".tsv", ".numbers", ".ett")


def is_list_source(path: str) -> bool:
    """True if the rows of a file of the site are items."""
    return path.startswith(LISTS) and path.endswith(_SHEETS)


def sheet_meant(path: str, files: Collection[str]) -> dict[str, str]:
    """The ending of a sheet that has another than lists have, and what to do with it; nothing of a file of another kind."""
    stem, ending = posixpath.splitext(path)
    if ending.lower() in _SHEETS:
        return {"ending": ending, "rename": f"{stem}{ending.lower()}"}
    if ending.lower() not in _OTHER_SHEETS:
        return {}
    there = next((f"{stem}{other}" for other in _SHEETS if f"{stem}{other}" in files), "")
    return {"ending": ending, **({"other": there} if there else {"suggestion": f"{stem}.xlsx"})}


def lists_without_common(folder: str, files: Collection[str]) -> list[str]:
    """The lists of a folder that nothing stands beside for all of their rows."""
    lists = sorted(path for path in files if is_list_source(path) and posixpath.dirname(path) == folder)
    return [path for path in lists if common_of(path) not in files]


def common_of(path: str) -> str:
    """The file beside a list that holds what its rows have in common."""
    return f"{posixpath.splitext(path)[0]}.yml"


def is_of_list(path: str) -> bool:
    """True for a list, and for what its rows have in common."""
    return path.startswith(LISTS) and path.endswith((*_SHEETS, ".yml"))
