"""The files that standard catalogs are written in."""

from __future__ import annotations

MATTERS = "content/matters/"
SHEET_ENDINGS = (".csv", ".xlsx")
YAML_ENDINGS = (".yml", ".yaml")


def is_matter_source(path: str) -> bool:
    """True if a file of the site holds a standard catalog, or what belongs to one."""
    return path.startswith(MATTERS) and path.endswith((*SHEET_ENDINGS, *YAML_ENDINGS))
